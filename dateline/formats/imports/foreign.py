"""What a file of another project holds, and what its readers share."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dateline.errors import BadInput
from dateline.lexicon import countries
from dateline.records import Imported, ImportedMention, Party, Quad

DATASETS = ("gdelt", "plover", "polecat")
QUADS: tuple[Quad, ...] = (
    "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"
)  # fmt: skip
Cells = Mapping[str, str]  # column -> what stands in it; "" is nothing


@dataclass(frozen=True, slots=True)
class Foreign:
    """One file as it was read: rows in are rows kept and rows left out, by reason."""

    dataset: str
    source: str
    sha256: str
    events: tuple[Imported, ...] = ()
    mentions: tuple[ImportedMention, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class LeftOut(Exception):
    """Why one row cannot be used; the others can."""


@dataclass(slots=True)
class Pile:
    """Rows of one file while it is read."""

    dataset: str
    source: str
    sha256: str
    events: list[Imported] = field(default_factory=list)
    mentions: list[ImportedMention] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def whole(self) -> Foreign:
        """All that was read. Raises BadInput when not one row of the file could be used."""
        if not self.events and not self.mentions:
            reasons = "; ".join(f"{n} × {reason}" for reason, n in sorted(self.left_out.items())[:5])
            raise BadInput(
                f"{self.source} holds no event that can be used" + (f" ({reasons})" if reasons else ""),
                "check that it is a file of PLOVER, GDELT 2.0 or POLECAT events",
            )
        left = dict(sorted(self.left_out.items()))
        return Foreign(
            self.dataset, self.source, self.sha256, tuple(self.events), tuple(self.mentions), left, tuple(self.notes)
        )


def party(name: str | None, land: str | None, role: str | None) -> Party | None:
    """An actor by name and code; None when neither is there."""
    code = f"{land or ''}:{role}" if role else land or None
    return Party(name or None, code, None, None, None) if name or code else None


def alpha3(words: str) -> str | None:
    """The country that a name or a code means; None for one that nobody knows."""
    known = countries.load()
    return words if words in known.by_code else known.named(words)


def day(text: str, what: str) -> str | None:
    """ "20161212", "2016-12-12" or "2016-12-12T10:00:00Z" as an EDTF day. Raises LeftOut for a day that is none."""
    if not text:
        return None
    match = re.match(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?![0-9])|([0-9]{4})([0-9]{2})([0-9]{2})[0-9]{6}$", text)
    try:
        if match is None:
            raise ValueError(text)
        parts = [part for part in match.groups() if part is not None]
        return date(*map(int, parts)).isoformat()
    except ValueError:
        raise LeftOut(f"{what} that is no day") from None


def day_if_any(text: str) -> str | None:
    """The day, or None for what is no single one: of a day that matters little."""
    try:
        return day(text, "a day")
    except LeftOut:
        return None


def number(text: str, what: str) -> float | None:
    """Raises LeftOut for what is no number."""
    try:
        value = float(text) if text else None
    except ValueError:
        raise LeftOut(f"{what} that is no number") from None
    if value is not None and not abs(value) < 1e15:
        raise LeftOut(f"{what} that is no number")
    return value


def degrees(lat: str, lon: str) -> tuple[float | None, float | None]:
    """Both or neither. Raises LeftOut for what is nowhere on Earth."""
    north, east = number(lat, "a latitude"), number(lon, "a longitude")
    if north is None or east is None:
        return None, None
    if abs(north) > 90 or abs(east) > 180:
        raise LeftOut("a point that is nowhere on Earth")
    return north, east


def whole(text: str, what: str) -> int | None:
    value = number(text, what)
    return None if value is None else int(value)
