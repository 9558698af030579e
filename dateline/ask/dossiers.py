"""The dossiers of a record as of a day: the rows that fit a place and an actor, and what their cells rest on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from dateline.ask.kept import kept
from dateline.ask.view import View
from dateline.ask.why import Why
from dateline.errors import BadRequest
from dateline.ids import kind_of
from dateline.joining.dossiers import DOSSIERS
from dateline.joining.tellings import days
from dateline.lexicon.phrases import fold
from dateline.records import Control, Displacement, Evidence, Party, Reading, Said, Step, Where
from dateline.store.record import Record
from dateline.store.then import as_of

HIDDEN = ("id", "ceasefire", "evidence", "undated")
DAYS = frozenset({"declared", "effective", "suspended", "resumed", "ended", "as_of", "when", "moved_from", "told"})
NOT_REPORTED = "not reported"
MATTERS = {  # of the states that a dossier rests on
    "ceasefires": ("ceasefire", "displacement", "talks"),
    "control": ("control",),
    "displacement": ("displacement",),
    "talks": ("talks",),
}
HARMS = ("dead", "injured")  # roles of numbers


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row must be to be shown; None asks nothing. Names match in any case, without accents and in part."""

    place: str | None = None  # a place's name, or a country's code
    actor: str | None = None  # a name, or a code from its beginning: "TUR", "SYR:REB"
    as_of: str | None = None


def dossier(record: Record, kind: str, asked: Asked) -> list[Any]:
    """The rows of one dossier that fit, in the order of the dossier. Raises BadRequest for a day that is none."""
    view = View(record, asked.as_of)
    return fitting(every(view)[kind], asked, here(view, asked.place))


def every(view: View) -> Mapping[str, tuple[Any, ...]]:
    """The rows of all dossiers, kind by kind, each made when it is asked for."""
    return _Dossiers(view)


class _Dossiers(Mapping[str, tuple[Any, ...]]):
    def __init__(self, view: View):
        self._view = view

    def __getitem__(self, kind: str) -> tuple[Any, ...]:
        if kind not in DOSSIERS:
            raise KeyError(kind)
        return kept(self._view, ("dossier", kind), lambda: _of_all(as_of(self._view.record, self._view.as_of), kind))

    def __iter__(self) -> Iterator[str]:
        return iter(DOSSIERS)

    def __len__(self) -> int:
        return len(DOSSIERS)


def _of_all(record: Record, kind: str) -> tuple[Any, ...]:
    if kind == "casualties":
        return resting_on(record, kind, record.counting(HARMS), ())
    return resting_on(record, kind, record.stating(MATTERS[kind]), _last_of(record) if kind == "ceasefires" else ())


def resting_on(record: Record, kind: str, reports: Iterable[str], last: Iterable[str]) -> tuple[Any, ...]:
    """The rows of a dossier that these reports make. last: one of the last day, as ceasefires tell what is to come."""
    harm = kind == "casualties"
    return DOSSIERS[kind](_harming(record, reports) if harm else _telling(record, MATTERS[kind], reports, last))


def _harming(record: Record, reports: Iterable[str]) -> list[Reading]:
    """Of reports the numbers of people who came to harm."""
    rows = _by_report(record.rows_of("quantities", reports, ("role", HARMS)))
    return [Reading(report, "", quantities=tuple(rows[report.id])) for report in record.heads(rows)]


def _telling(record: Record, matters: Iterable[str], reports: Iterable[str], last: Iterable[str]) -> list[Reading]:
    """Of reports what a dossier of these matters can rest on, by id."""
    states = record.rows_of("states", reports, ("matter", matters))
    rows: dict[str, dict[str, list[Any]]] = {"states": _by_report(states)}
    wanted = {
        "claims": {one.claim for one in states if one.claim},
        "quantities": {i for s in states for i in s.quantities},
    }
    for name, its in wanted.items():
        rows[name] = _by_report(record.rows_with(name, its))
    placeless = {one.report for one in states if one.place is None or not one.place.country}
    rows["places"] = _by_report(record.rows_of("places", placeless))
    return [
        Reading(report, "", **{name: tuple(its.get(report.id, ())) for name, its in rows.items()})
        for report in record.heads({*rows["states"], *last})
    ]


def _last_of(record: Record) -> list[str]:
    """One of the reports of the last day."""
    latest = max((day for day in record.days_published() if day and days(day)[0]), key=_first, default=None)
    return [] if latest is None else record.some_of(latest)


def _first(day: str) -> int:
    return days(day)[0] or 0


def _by_report(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.report, []).append(row)
    return found


def fitting(rows: Iterable[Any], asked: Asked, here: "About") -> list[Any]:
    """The rows that fit."""
    return [row for row in rows if (asked.actor is None or _has_actor(row, asked.actor)) and here.has(row)]


def row_of_dossier(record: Record, row_id: str) -> Any:
    """The row of a dossier with this id, of the whole record. Raises BadRequest when there is none."""
    kind = kind_of(row_id)
    rows = every(View(record))[kind] if kind in DOSSIERS else ()
    found = next((row for row in rows if row_id in (row.id, getattr(row, "ceasefire", None))), None)
    if found is None:
        raise BadRequest(
            f"there is no {row_id} in {record.path}", f"`dateline {kind or 'ceasefires'}` lists the dossier as of today"
        )
    return found


def why_dossier(row: Any) -> Why:
    """Each cell with the rows it rests on: `why` of such a row shows the sentence."""
    rests = {evidence.field: evidence.ids for evidence in row.evidence}
    lines = [("says", " · ".join(text for _, text in cells(row) if text != NOT_REPORTED)[:300])]
    for name, text in cells(row):
        ids = rests.get(name, ())
        lines.append((name, text if not ids else f"{text}  ← {', '.join(ids)}"))
    if row.undated:
        lines.append(("note", "a report that names no day is among them"))
    return Why(row.id, kind_of(row.id) or "dossiers", tuple(lines))


def cells(row: Any) -> list[tuple[str, str]]:
    """(field, text) of a row, in order; what is empty is "not reported"."""
    return [
        (f.name.rstrip("_"), said(getattr(row, f.name)) or NOT_REPORTED) for f in fields(row) if f.name not in HIDDEN
    ]


def said(value: Any) -> str:
    """A cell for the eye; "" for an empty one."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() | int():
            return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}".rstrip("0")
        case Party():
            behalf = f" for {value.on_behalf_of}" if value.on_behalf_of else ""
            return (value.name or value.code or "somebody") + behalf
        case Where():
            return value.name or "somewhere"
        case Step():
            return step_text(value)
        case Said():
            return f"{figure_text(value)} ({' + '.join(map(said, value.said_by)) or 'the report itself'})"
        case tuple():
            return "; ".join(map(said, value))
    return str(value).replace("_", " ")


def step_text(step: Step) -> str:
    """ "ended 2016-12-14, says Turkey; disputed by Russia"."""
    text = f"{said(step.state)} {step.day or '(no day told)'}"
    if step.by:
        text += f" by {' + '.join(map(said, step.by))}"
    if step.own_voice:
        text += f", told by {step.own_voice} report{'' if step.own_voice == 1 else 's'}"
    if step.said_by:
        text += f", {'also said' if step.own_voice else 'said'} by {' + '.join(map(said, step.said_by))}"
    return text + (f", disputed by {' + '.join(map(said, step.disputed_by))}" if step.disputed_by else "")


def figure_text(row: Any) -> str:
    """A figure within its bounds: "at least 12", "about 250,000", "1,500 to 2,000"; "" for a row without one."""
    low, high = row.low, row.high
    if low is None:
        return "" if high is None else f"up to {said(high)}"
    if high is None:
        return f"at least {said(low)}"
    text = said(low) if low == high else f"{said(low)} to {said(high)}"
    return f"about {text}" if row.bound == "approximate" else text


def figures(row: Any) -> Iterator[tuple[str, str, str]]:
    """Bounds as one figure: what a table calls it, in words, and the field that it rests on."""
    if isinstance(row, Displacement):
        yield "how many", figure_text(row), "low" if row.low is not None else "high"
    if isinstance(row, Control):
        share = figure_text(_Share(row.share_low, row.share_high, row.bound))
        words = f"{share} {row.unit or ''}".strip() if share else ""
        yield "share", words, "share_low" if row.share_low is not None else "share_high"


@dataclass(frozen=True, slots=True)
class _Share:
    """A share within its bounds, as other figures have them."""

    low: float | None
    high: float | None
    bound: str | None


def cited(row: Any) -> tuple[str, ...]:
    """Every id that the row rests on, in the order of its cells, each once."""
    evidence: Iterable[Evidence] = row.evidence
    return tuple(dict.fromkeys(i for one in evidence for i in one.ids))


@dataclass(frozen=True, slots=True)
class About:
    """Which rows are about a place: those that name it, and those without a place of reports that are mostly about it.

    place: None, every row. report_of: row id -> report. reports: those mostly about the place.
    """

    place: str | None
    report_of: Mapping[str, str]
    reports: frozenset[str]

    def has(self, row: Any) -> bool:
        if self.place is None:
            return True
        places = places_in(row)
        if any(named(where, self.place) for where in places):
            return True
        topics = getattr(row, "topics", None)
        if topics is not None and fold(self.place) in fold(topics):
            return True
        if places and not (topics is None and hasattr(row, "topics")):
            return False
        return any(self.report_of.get(i) in self.reports for i in cited(row))


def here(view: View, place: str | None) -> About:
    """What `About` needs to know of the reports in sight."""
    if place is None:
        return About(None, {}, frozenset())
    wanted = fold(place)
    mostly = kept(
        view, "what reports are mostly about", lambda: mostly_about(as_of(view.record, view.as_of).places_named())
    )
    reports = frozenset(report for report, names in mostly.items() if any(wanted in name for name in names))
    return About(place, kept(view, "reports of dossiers", lambda: _reports_cited(view)), reports)


def _reports_cited(view: View) -> dict[str, str]:
    """The report of each row that a dossier rests on."""
    found = {i for rows in every(view).values() for row in rows for i in cited(row)}
    return as_of(view.record, view.as_of).reports_of(found)


def mostly_about(namings: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Report -> the names of the places below countries that it names most often, folded. namings: of places."""
    called: dict[str, dict[Any, list[str]]] = {}
    count: dict[str, Counter[Any]] = {}
    for row in namings:
        report, key = row["report"], row["geonameid"] or row["name"]
        called.setdefault(report, {}).setdefault(key, []).append(fold(row["name"] or ""))
        if not (row["feature"] or "").startswith("PCL"):
            count.setdefault(report, Counter())[key] += 1
    found = {}
    for report, its in count.items():
        most = max(its.values())
        often = [key for key, n in its.items() if n == most]
        found[report] = tuple(dict.fromkeys(name for key in often for name in called[report][key]))
    return found


def places_in(row: Any) -> list[Where]:
    return [where for where in _values(row) if isinstance(where, Where)]


def named(where: Where, wanted: str) -> bool:
    """By a part of its name, or as a country's code."""
    return fold(wanted) in fold(where.name or "") or wanted == where.country


def _has_actor(row: Any, wanted: str) -> bool:
    for party in _parties(row):
        code = party.code or ""
        if fold(wanted) in fold(party.name or "") or wanted in (code, code.split(":")[0]):
            return True
    return False


def _parties(row: Any) -> Iterator[Party]:
    for value in _values(row):
        if isinstance(value, Party):
            yield value
        elif isinstance(value, Step | Said):
            yield from value.said_by
            yield from getattr(value, "by", ())
            yield from getattr(value, "disputed_by", ())


def _values(row: Any) -> Iterator[Any]:
    """The cells, tuples taken apart."""
    for f in fields(row):
        value = getattr(row, f.name)
        yield from value if isinstance(value, tuple) else (value,)
