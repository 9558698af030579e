"""Reviews as gold: what people said, one JSON object a review, and how much of it a reading gets right.

    gold(record) -> dicts, one a review in force: report, span, verdict, fields, former
    score(items, reading_of) -> Score       reading_of(report id) -> Reading, or None for a report that is not there
    machine(record) -> reading_of of what the record's rules read, without what people said of it

Each correction is a measurement: an accepted row is right when it is read the same, a corrected one when it is read as
the person said, a rejected one when it is not read.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.ask.corrections import FIELDS
from dateline.errors import BadRequest
from dateline.ids import kind_of
from dateline.lexicon.phrases import fold
from dateline.plain import plain
from dateline.records import READ_KINDS, Reading
from dateline.review.apply import found_again
from dateline.review.decision import Change, Review
from dateline.store.record import Record

FORMAT = "dateline reviews 1"
Item = Mapping[str, Any]
ReadingOf = Callable[[str], Reading | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """How many reviews of a kind and verdict the reading gets right."""

    kind: str
    verdict: str
    n: int
    right: int

    @property
    def share(self) -> float:
        return self.right / self.n


@dataclass(frozen=True, slots=True)
class Miss:
    """One review that the reading does not get right, and why."""

    report: str
    kind: str
    row: str
    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class Score:
    """The figures by kind and verdict, the misses, and how many items are of reports that were not there."""

    figures: tuple[Figure, ...]
    misses: tuple[Miss, ...]
    absent: int


def gold(record: Record) -> Iterator[dict[str, Any]]:
    """The reviews in force, by number. Those of groups have `members` and `rest` instead of a place in a text."""
    sources = {report.id: report.source for report in record.rows("reports")}
    for one in record.reviews.in_force():
        item: dict[str, Any] = {"format": FORMAT, "review": one.id, "verdict": one.verdict, "kind": one.kind}
        item |= {"row": one.row, "who": one.who, "at": one.at, "reason": one.reason}
        if one.report is None:
            yield _shown(record, item | {"members": list(one.members), "rest": list(one.rest)})
            continue
        row = record.reviews.version_at(one.row, one.id)
        item |= {"report": one.report, "source": sources.get(one.report), "start": one.start, "end": one.end}
        item |= {"text": one.text, "apart": one.apart}
        own = {} if row is None or one.verdict != "accept" else _fields(row, one.kind)
        item["fields"] = own | {change.field: change.new for change in one.changes}
        item["former"] = {change.field: change.old for change in one.changes}
        yield _shown(record, item)


def _shown(record: Record, item: dict[str, Any]) -> dict[str, Any]:
    """The item, where names are withheld without them: its places point into the text as it is shown."""
    veil = record.veil
    if veil is None:
        return item
    of = veil.of(item["report"]) if "report" in item else None

    def shown(name: str, value: Any) -> Any:
        if isinstance(value, str):
            return veil.address(value) if name == "source" else veil.words(value)
        if isinstance(value, dict):
            return {key: shown(key, inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [shown(name, inner) for inner in value]
        if of is not None and name in ("start", "end") and isinstance(value, int):
            return of.start(value) if name == "start" else of.end(value)
        return value

    return {key: shown(key, value) for key, value in item.items()}


def _fields(row: Any, kind: str) -> dict[str, Any]:
    names = [name for name in FIELDS.get(kind, ()) if hasattr(row, name)]
    return {name: plain(getattr(row, name)) for name in names}


def machine(record: Record) -> ReadingOf:
    """What the rules read, as the record holds it."""
    return lambda report: record.reviews.machine_reading(report) if record.has(report) else None


def score(items: Iterable[Item], reading_of: ReadingOf) -> Score:
    """How much of gold a reading gets right. Raises BadRequest for what is no gold of ours."""
    count: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    misses: list[Miss] = []
    absent = 0
    readings: dict[str, Reading | None] = {}
    for item in items:
        one = _review(item)
        if one is None or one.report is None:
            continue
        if one.report not in readings:
            readings = {one.report: reading_of(one.report)}  # gold comes report by report, more or less
        reading = readings[one.report]
        if reading is None:
            absent += 1
            continue
        key = (one.kind, one.verdict)
        count[key] += 1
        why = _wrong(reading, one, item["fields"])
        right[key] += why is None
        if why is not None:
            misses.append(Miss(one.report, one.kind, one.row, one.verdict, why))
    figures = tuple(Figure(*key, count[key], right[key]) for key in sorted(count))
    return Score(figures, tuple(misses), absent)


def _review(item: Item) -> Review | None:
    """The review that an item tells; None for one about groups, which no single reading gets right."""
    try:
        if item["kind"] != "reports" and item["kind"] not in READ_KINDS:
            return None
        if item["format"] != FORMAT or kind_of(item["row"]) != item["kind"]:
            raise KeyError("format")
        changes = tuple(Change(name, json.dumps(value), "null") for name, value in item["fields"].items())
        return Review(
            item["verdict"], item["kind"], item["row"], item["who"], item["at"], report=item["report"],
            start=item["start"], end=item["end"], text=item["text"], apart=item["apart"],
            changes=changes, id=item["review"],
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as problem:
        what = f"this is no gold of `dateline review export` ({problem})"
        raise BadRequest(what, "give the file that it wrote") from problem


def _wrong(reading: Reading, one: Review, fields: Mapping[str, Any]) -> str | None:
    """Why a reading is not what a person said; None: it is."""
    row = found_again(reading, one)
    if one.verdict == "reject":
        return None if row is None else "it is read, and there is no such thing"
    if row is None:
        row = next((r for r in getattr(reading, one.kind, ()) if _same_span(r, fields)), None)
    if row is None:
        return "it is not read"
    own = plain(row)
    differing = [name for name in sorted(fields) if name in own and not _same(own[name], fields[name])]
    return f"otherwise: {', '.join(differing)}" if differing else None


def _same_span(row: Any, fields: Mapping[str, Any]) -> bool:
    return bool("start" in fields and row.start == fields["start"] and row.end == fields.get("end", row.end))


def _same(one: Any, other: Any) -> bool:
    """Actors are the same when they are called so, places when they are so; all else when it is equal."""
    return bool(_key(one) == _key(other))


def _key(value: Any) -> Any:
    if isinstance(value, list):
        return [_key(item) for item in value]
    if isinstance(value, dict) and "geonameid" in value:
        return (value.get("geonameid"), fold(value.get("name") or ""))
    if isinstance(value, dict) and "name" in value:
        return (fold(value.get("name") or ""), value.get("code"))
    return value
