"""Two days, or two claimants, beside each other: what had been said of who holds what and who went where, and what is
new or told by one of them only."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dateline.ask.dossiers import Asked, cited, every, figure_text, fitting, here, said
from dateline.ask.view import View
from dateline.joining.dossiers.gather import first_day
from dateline.lexicon.phrases import fold
from dateline.plain import plain
from dateline.records import Control, Displacement
from dateline.store.record import Record

Layer = Literal["held, as claimed", "held, as two sources agree", "who went where"]
CLAIMED: Layer = "held, as claimed"
AGREED: Layer = "held, as two sources agree"
FLOWS: Layer = "who went where"
Changed = Literal["new", "newer", "now agreed", "also said by others", "no longer told so"]


@dataclass(frozen=True, slots=True)
class Told:
    """What was said, of which day, and where it stands."""

    words: str
    day: str | None
    says: tuple[str, ...]
    report: str | None
    row: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between the two days. before: what the same claimants had said of the place last; None: nothing, and
    then it is new, else newer."""

    layer: Layer
    place: str
    changed: Changed
    before: Told | None
    after: Told | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two days of a record; `same`: how many rows were told alike on both. says_a, says_b: by whom alone; None: by
    anybody."""

    a: str
    b: str
    changes: tuple[Change, ...]
    same: int
    says_a: str | None = None
    says_b: str | None = None

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = plain(self)
        return found


@dataclass(frozen=True, slots=True)
class _Row:
    layer: Layer
    place: str
    about: str  # what of the place: how people moved
    key: tuple[str, ...]  # what makes it the same row on both days
    told: Told


def compare_days(
    record: Record, a: str, b: str, place: str | None, says: tuple[str | None, str | None] = (None, None)
) -> Compared:
    """What changed from day a to day b (EDTF), of a place or of all. says: parts of the names of two claimants, of whom
    each day has what that one alone told. Raises BadRequest for what is no day."""
    first, then = (_told_by(_rows(record, day, place), who) for day, who in zip((a, b), says, strict=True))
    changes: list[Change] = []
    same = 0
    for key, row in then.items():
        old = first.get(key)
        change = _changed(old, row)
        if change is None:
            same += 1
        else:
            before = old.told if old else _last(first.values(), row)
            change = "newer" if change == "new" and before else change
            changes.append(Change(row.layer, row.place, change, before, row.told))
    gone = (row for key, row in first.items() if key not in then)
    changes += [Change(row.layer, row.place, "no longer told so", row.told, None) for row in gone]
    ordered = sorted(changes, key=lambda one: (LAYERS.index(one.layer), one.place, _day(one.after or one.before)))
    return Compared(a, b, tuple(ordered), same, *says)


def _told_by(rows: dict[tuple[str, ...], _Row], who: str | None) -> dict[tuple[str, ...], _Row]:
    return rows if who is None else {key: row for key, row in rows.items() if says_so(row.told.says, who)}


def says_so(says: Iterable[str], who: str) -> bool:
    """Is somebody of this name, or with this part of one, among those who say so?"""
    return any(fold(who) in fold(one) for one in says)


LAYERS: tuple[Layer, ...] = (AGREED, CLAIMED, FLOWS)


def _changed(old: _Row | None, row: _Row) -> Changed | None:
    if old is None:
        return "new"
    if row.layer == AGREED and old.layer == CLAIMED:
        return "now agreed"
    return "also said by others" if set(row.told.says) - set(old.told.says) else None


def _last(rows: Iterable[_Row], row: _Row) -> Told | None:
    """What the same claimants had said last of the same; where they are unknown, what anybody had."""
    near = [one.told for one in rows if (one.about, one.place) == (row.about, row.place)]
    own = [told for told in near if set(told.says) & set(row.told.says)] if row.told.says else near
    return max(own, key=_day, default=None)


def _day(told: Told | None) -> Any:
    return first_day(told.day if told else None)


def _rows(record: Record, day: str, place: str | None) -> dict[tuple[str, ...], _Row]:
    view = View(record, day)
    asked, around = Asked(place, None, day), here(view, place)
    found = {kind: fitting(every(view)[kind], asked, around) for kind in ("control", "displacement")}
    report_of = record.reports_of(i for rows in found.values() for row in rows for i in cited(row))
    rows = (*_control(found["control"], report_of), *_moved(found["displacement"], report_of))
    return {row.key: row for row in rows}


def _control(rows: Iterable[Control], report_of: Mapping[str, str]) -> Iterator[_Row]:
    for row in rows:
        name = said(row.place) or "somewhere"
        part = f", {row.part}" if row.part else ""
        share = said(row.share_low if row.share_low is not None else row.share_high)
        amount = f"{share} {row.unit or ''} of ".replace("  ", " ") if share else ""
        words = f"{said(row.holder) or 'somebody'} {row.state} {amount}{name}{part}"
        told = Told(words, row.as_of, tuple(map(said, row.said_by)), *_first(row, report_of))
        yield _Row(AGREED if row.agreed else CLAIMED, name, "", ("control", words, row.as_of or ""), told)


def _moved(rows: Iterable[Displacement], report_of: Mapping[str, str]) -> Iterator[_Row]:
    for row in rows:
        start, end = said(row.from_), said(row.to)
        through = f", through {row.corridor}" if row.corridor else ""
        total = " in all" if row.cumulative else ""
        state = row.state.replace("_", " ")
        words = " ".join(part for part in (figure_text(row), row.who or "people", state) if part) + total + through
        told = Told(words, row.when or row.told, tuple(map(said, row.said_by)), *_first(row, report_of))
        place = f"{start or 'not told'} → {end or 'not told'}" if start or end else "not told from where or to"
        yield _Row(FLOWS, place, row.state, ("flow", place, words, row.when or row.told or ""), told)


def _first(row: Control | Displacement, report_of: Mapping[str, str]) -> tuple[str | None, str | None]:
    return next(((report_of[i], i) for i in cited(row) if i in report_of), (None, None))
