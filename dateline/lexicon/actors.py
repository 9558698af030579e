"""Actors we know before any report: persons with dated roles, armed groups, bodies, outlets, seats of power."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import BadLexicon
from dateline.ids import make_id
from dateline.lexicon.load import table
from dateline.lexicon.phrases import Phrases, fold
from dateline.records import ActorKind

SECTIONS: dict[str, ActorKind] = {
    "persons": "person", "groups": "armed_group", "bodies": "organisation", "outlets": "outlet", "seats": "government",
}  # fmt: skip
NEAR = 6  # years before and after an office in which its holder is still called by surname alone
FIELDS = {
    "name", "kind", "code", "country", "aliases", "short", "gender", "roles", "outside", "owner", "parent", "wikidata",
    "source",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Office:
    """A dated role: `since` and `until` are EDTF dates as written, None where the table does not say."""

    title: str
    code: str
    organisation: str | None = None
    since: str | None = None
    until: str | None = None

    def near(self, day: str) -> bool:
        """True when the EDTF date is within NEAR years of the office."""
        year = _year(day)
        first, last = _year(self.since or ""), _year(self.until or "")
        return year is None or not ((first and year < first - NEAR) or (last and year > last + NEAR))

    def covers(self, day: str) -> bool:
        """True when the EDTF date `day` may fall into the office; compared at the coarser precision of the two."""
        return not (
            (self.since is not None and _earlier(day, self.since))
            or (self.until is not None and _earlier(self.until, day))
        )


@dataclass(frozen=True, slots=True)
class KnownActor:
    """One row of actors.yaml; it says what each field means. `code`: None for a person, whose offices have it."""

    name: str
    kind: ActorKind
    code: str | None
    source: str
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    gender: str | None = None
    country: str | None = None
    outside: str = ""
    offices: tuple[Office, ...] = ()
    wikidata: str | None = None
    owner: str | None = None
    parent: str | None = None

    @property
    def id(self) -> str:
        return actor_id(self.name, self.kind)

    def offices_on(self, day: str | None) -> tuple[Office, ...]:
        """The offices held on that EDTF date; all of them when there is no date."""
        return tuple(office for office in self.offices if day is None or office.covers(day))

    def in_the_news(self, day: str | None) -> bool:
        """True when a surname alone may mean this person on that date: in office, or within NEAR years of it."""
        return day is None or not self.offices or any(office.near(day) for office in self.offices)

    def code_on(self, day: str | None) -> str | None:
        """The actor's code on that date. Without a date: what is true of all offices, so an unsure sector is empty."""
        if self.code is not None or not (self.offices or self.country):
            return self.code
        codes = {office.code for office in self.offices_on(day)}
        if len(codes) == 1:
            return next(iter(codes))
        countries = {code.partition(":")[0] for code in codes or (office.code for office in self.offices)}
        country = self.country or (next(iter(countries)) if len(countries) == 1 else "")
        return f"{country}:{self.outside if not codes else ''}"


@dataclass(frozen=True, slots=True)
class Alias:
    """A name as it is written. `short`: enough only where no other name stands before it."""

    actor: KnownActor
    written: str
    short: bool = False


@dataclass(frozen=True, slots=True)
class Actors:
    """The table, and the way from a name to a row."""

    rows: tuple[KnownActor, ...]
    by_id: Mapping[str, KnownActor]
    aliases: tuple[tuple[str, Alias], ...]
    phrases: Phrases[Alias]

    def named(self, name: str) -> KnownActor | None:
        """The actor that this whole name means."""
        alias = self.phrases.get(name)
        return alias.actor if alias else None


def actor_id(name: str, kind: str | None) -> str:
    """The id of an actor: the same for every report that gets to this canonical name."""
    return make_id("actors", " ".join(fold(name).replace("-", " ").split()), kind or "")


def _year(day: str) -> int | None:
    found = re.search(r"\d{4}", day)
    return int(found[0]) if found else None


def _earlier(a: str, b: str) -> bool:
    """True when EDTF date a lies wholly before b: the latest day a can mean against the earliest of b."""
    first, last = a.split("/")[-1].strip("[]~?").split(",")[-1], b.split("/")[0].strip("[]~?").split(",")[0]
    first, last = first.rstrip("~?%"), last.rstrip("~?%")
    if not first[:1].isdigit() or not last[:1].isdigit():
        return False
    width = min(len(first), len(last))
    return first[:width] < last[:width]


@cache
def load() -> Actors:
    """actors.yaml, checked and indexed. Raises BadLexicon."""
    return compiled(table("actors"))


def compiled(content: Mapping[str, list[dict[str, Any]]]) -> Actors:
    """The tables as an index. Raises BadLexicon for an unknown field or a name that two rows claim."""
    if unknown := set(content) - set(SECTIONS):
        raise BadLexicon(f"actors.yaml: sections {sorted(unknown)} are unknown", f"known are {sorted(SECTIONS)}")
    rows = tuple(_actor(row, kind) for section, kind in SECTIONS.items() for row in content.get(section) or [])
    taken: dict[str, KnownActor] = {}
    aliases: list[tuple[str, Alias]] = []
    for row in rows:
        for written, short in _written(row):
            other = taken.setdefault(written, row)
            if other is not row:
                raise BadLexicon(
                    f"actors.yaml: {written!r} is claimed by {other.name!r} and {row.name!r}",
                    "keep it in one row, or in none when both are meant in the same years",
                )
            aliases.append((written, Alias(row, written, short)))
    return Actors(rows, {row.id: row for row in rows}, tuple(aliases), Phrases(aliases))


def _written(row: KnownActor) -> Iterator[tuple[str, bool]]:
    for name in (row.name, *row.aliases):
        yield name, False
        if name.isupper() and name.isalpha() and 2 < len(name) < 6:
            yield ".".join(name) + ".", False  # "E.P.A."
    for name in row.short:
        yield name, True


def _actor(row: Mapping[str, Any], kind: ActorKind) -> KnownActor:
    unknown, missing = set(row) - FIELDS, {"name", "source"} - set(row)
    if unknown or missing:
        raise BadLexicon(
            f"actors.yaml: row {row.get('name')!r} has unknown fields {sorted(unknown)} and lacks {sorted(missing)}",
            f"known fields are {sorted(FIELDS)}",
        )
    values: dict[str, Any] = {key: row[key] for key in row if key not in ("roles", "aliases", "short", "kind")}
    return KnownActor(
        **({"code": None} | values),
        kind=row.get("kind", kind),
        aliases=tuple(map(str, row.get("aliases", ()))),
        short=tuple(map(str, row.get("short", ()))),
        offices=tuple(_offices(row)),
    )


def _offices(row: Mapping[str, Any]) -> Iterable[Office]:
    for role in row.get("roles", ()):
        if unknown := set(role) - {"title", "org", "code", "from", "to"}:
            raise BadLexicon(
                f"actors.yaml: a role of {row['name']!r} has {sorted(unknown)}", "see the head of the file"
            )
        yield Office(role["title"], role["code"], role.get("org"), role.get("from"), role.get("to"))
