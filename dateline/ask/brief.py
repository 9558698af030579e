"""A brief on one place as of a day: the five dossiers as sentences, tables and figures, every one with its citations.

`brief` makes finished words and numbers; `formats.briefs` only prints them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline import edtf
from dateline.ask.context import sentence_around
from dateline.ask.dossiers import (
    DAYS,
    NOT_REPORTED,
    About,
    Asked,
    cells,
    cited,
    every,
    figure_text,
    figures,
    fitting,
    here,
    said,
)
from dateline.ask.recent import around, how_many, last_left_out, recent
from dateline.ask.view import View
from dateline.ids import kind_of
from dateline.joining.dossiers.gather import first_day
from dateline.records import READ_KINDS, Casualties, Ceasefire, Control, Displacement, Reading, Step, Talks
from dateline.store.record import Record
from dateline.store.then import as_of as then

WORDS = {  # a step in a sentence
    "announced": "announced", "in_effect": "in effect", "extended": "extended", "suspended": "suspended",
    "resumed": "back", "violated": "broken", "ended": "collapsed",
}  # fmt: skip
MOST_CITED = 6  # sentences cited for one row; `--json` has all
LEAST_PLOTTED = 2  # figures; one alone is no picture


@dataclass(frozen=True, slots=True)
class Citation:
    """One sentence that the brief rests on."""

    number: int
    report: str  # file name, row id or address of the report
    outlet: str | None
    published: str | None
    id: str  # of the first row in the sentence, for `dateline why`
    sentence: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence and the numbers of its citations."""

    text: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A claimant's figure in a plot. low or high None: nobody gives that bound."""

    day: str | None
    label: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of finished cells, each with its citations."""

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One dossier. missing: the fields of which nobody reports anything."""

    title: str
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    unit: str | None = None
    plot: tuple[Point, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole page. before: ISO, the last day of the reports that were not looked at; None: all were."""

    place: str
    as_of: str | None
    reports: int
    undated: int
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    before: str | None = None


def brief(record: Record, place: str, as_of: str | None = None) -> Brief:
    """The brief on a place from the reports published up to a day. Raises BadRequest for a day that is none."""
    view = View(record, as_of)
    seen, about = then(record, as_of), here(view, place)
    days = seen.days_published()
    return _brief(view, seen, every(view), about, (days.total(), days[None]))


def recent_brief(record: Record, place: str, as_of: str | None = None) -> Brief:
    """The same from the reports that a page rests on, of each matter those that were published last."""
    view = View(record, as_of)
    found = recent(view, place=place)
    made = _brief(
        view, record, {kind: one.rows for kind, one in found.items()}, around(view, place, found), how_many(view)
    )
    return replace(made, before=last_left_out(found))


def _brief(
    view: View, seen: Record, every: Mapping[str, Iterable[Any]], about: About, reports: tuple[int, int]
) -> Brief:
    """seen: the record as it was known; reports: how many it has, and how many of them nobody dates."""
    asked = Asked(about.place, None, view.as_of)
    found = {kind: fitting(rows, asked, about) for kind, rows in every.items()}
    book = Citing(seen, (row for rows in found.values() for row in rows))
    sections = (
        _ceasefires(found["ceasefires"], found["talks"], book),
        _control(found["control"], book),
        _displacement(found["displacement"], book),
        _talks(found["talks"], book),
        _casualties(found["casualties"], book),
    )
    return Brief(about.place or "", view.as_of, *reports, sections, book.citations())


class Citing:
    """Numbers the sentences that rows stand in, in the order in which they are first cited."""

    def __init__(self, record: Record, rows: Iterable[Any]):
        """rows: of dossiers; only what they rest on can be cited."""
        ids = dict.fromkeys(i for row in rows for i in cited(row))
        by_kind: dict[str, list[str]] = {}
        for row_id in ids:
            by_kind.setdefault(kind_of(row_id) or "", []).append(row_id)
        found = [row for kind in READ_KINDS if kind in by_kind for row in record.rows_with(kind, by_kind[kind])]
        readings = _around(record, {row.report for row in found})
        self.where = {row.id: (readings[row.report], row) for row in found}
        self.numbers: dict[tuple[str, int, int], int] = {}
        self.rows: list[str] = []

    def of(self, ids: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the sentences of the rows, each once; a row that is no row of a report is left out."""
        found: dict[int, None] = {}
        for row_id in ids:
            if row_id not in self.where or len(found) >= MOST_CITED:
                continue
            reading, row = self.where[row_id]
            place = (reading.report.id, *sentence_around(reading, row.start, row.end))
            if place not in self.numbers:
                self.numbers[place] = len(self.rows) + 1
                self.rows.append(row_id)
            found.setdefault(self.numbers[place])
        return tuple(found)

    def citations(self) -> tuple[Citation, ...]:
        found = []
        for number, row_id in enumerate(self.rows, 1):
            reading, row = self.where[row_id]
            start, end = sentence_around(reading, row.start, row.end)
            report = reading.report
            sentence = " ".join(report.text[start:end].split())
            found.append(Citation(number, report.source, report.outlet, report.published, row_id, sentence))
        return tuple(found)


def _around(record: Record, reports: Iterable[str]) -> dict[str, Reading]:
    """What is needed of reports to quote sentences."""
    ids = set(reports)
    parts: dict[str, dict[str, list[Any]]] = {}
    for kind in ("passages", "claims"):
        for row in record.rows_of(kind, ids):
            parts.setdefault(row.report, {}).setdefault(kind, []).append(row)
    return {
        report.id: Reading(report, "", **{kind: tuple(rows) for kind, rows in parts.get(report.id, {}).items()})
        for report in record.rows_of("reports", ids)
    }


def state_line(row: Ceasefire) -> str:
    """ "Announced 13 Dec, collapsed 14 Dec, said to be back on 15 Dec (disputed)"."""
    steps = [step for step in row.steps if step.day is not None] or list(row.steps)
    return _begun(", ".join(_step(step) for step in steps))


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _step(step: Step) -> str:
    word, day = WORDS.get(step.state, step.state), _short(step.day)
    alone = not step.own_voice
    text = f"said to be {word}" if alone else word
    if day:
        text += f" {'on ' if alone else ''}{day}"
    return text + (" (disputed)" if step.disputed_by else "")


def _short(day: str | None) -> str:
    """ "13 Dec" for a day, the value as it is for anything else."""
    if day is None:
        return ""
    value = first_day(day)
    return f"{value.day} {value:%b}" if len(day) == 10 else day


def _ceasefires(rows: Sequence[Ceasefire], rounds: Sequence[Talks], book: Citing) -> Section:
    lines: list[Line] = []
    known = {one.id: one for one in rounds}
    for row in {row.ceasefire: row for row in reversed(rows)}.values():
        parties = [said(other.party) for other in rows if other.ceasefire == row.ceasefire and other.party]
        head = f"Ceasefire of {' and '.join(parties) or 'parties that nobody names'}"
        lines.append(Line(f"{head}: {state_line(row) or 'no state told'}.", book.of(cited(row))))
        lines += [Line(_begun(said(step)), book.of(step.ids)) for step in row.steps]
        lines += [Line(f"Evacuation: {said(step)}", book.of(step.ids)) for step in row.evacuation]
        for one in (known[i] for i in row.next_talks if i in known):
            where = f" in {said(one.venue)}" if one.venue else ""
            text = f"Talks planned for {edtf.said(one.when)}{where}: {said(one.parties) or 'nobody named'}"
            lines.append(Line(text, book.of(cited(one))))
    columns = ("party", "place", "declared", "effective", "mediators", "purpose", "scope", "lasts", "mechanism",
               "written")  # fmt: skip
    return Section("Ceasefires", tuple(lines), _table(columns, rows, book), missing=_missing(columns, rows))


def _control(rows: Sequence[Control], book: Citing) -> Section:
    rows = sorted(rows, key=lambda row: first_day(row.as_of))
    points = tuple(_shares(rows))
    columns = ("as_of", "place", "part", "share", "state", "holder", "loser", "said_by",
               "agreed")  # fmt: skip
    return Section("Control", (), _table(columns, rows, book), "percent", points, _missing(columns, rows))


def _displacement(rows: Sequence[Displacement], book: Citing) -> Section:
    rows = sorted(rows, key=lambda row: (first_day(row.when or row.told), row.state))
    points = tuple(_moved(rows))
    columns = ("when", "told", "state", "how many", "who", "from", "to", "corridor", "cumulative", "said_by")
    return Section("Displacement", (), _table(columns, rows, book), "people", points, _missing(columns, rows))


def _talks(rows: Sequence[Talks], book: Citing) -> Section:
    rows = sorted(rows, key=lambda row: first_day(row.when))
    columns = ("when", "state", "moved_from", "venue", "parties", "mediators", "topics", "format", "said_by")
    return Section("Talks", (), _table(columns, rows, book), missing=_missing(columns, rows))


def _casualties(rows: Sequence[Any], book: Citing) -> Section:
    rows = sorted(rows, key=lambda row: first_day(row.when))
    points = tuple(_hurt(rows))
    columns = ("when", "place", "role", "side", "figures")
    return Section("Casualties", (), _table(columns, rows, book), "people", points, _missing(columns, rows))


def plotted(kind: str, rows: Iterable[Any]) -> tuple[str, list[Point]]:
    """What of a dossier is plotted, in the order of days, and in which unit; nothing of ceasefires and talks."""
    match kind:
        case "control":
            return "percent", list(_shares(sorted(rows, key=lambda row: first_day(row.as_of))))
        case "displacement":
            return "people", list(_moved(sorted(rows, key=lambda row: first_day(row.told))))
        case "casualties":
            return "people", list(_hurt(sorted(rows, key=lambda row: first_day(row.when))))
    return "", []


def _shares(rows: Iterable[Control]) -> Iterator[Point]:
    for row in rows:
        if row.unit == "percent" and row.state == "holds" and (row.share_low or row.share_high) is not None:
            label = f"{said(row.holder)}, says {said(row.said_by) or 'the report'}"
            yield Point(row.as_of, label, row.share_low, row.share_high)


def _moved(rows: Iterable[Displacement]) -> Iterator[Point]:
    for row in rows:
        if row.state in ("evacuated", "fled") and (row.low is not None or row.high is not None):
            label = f"{said(row.state)}, says {said(row.said_by) or 'the report'}"
            yield Point(row.told or row.when, label, row.low, row.high)


def _hurt(rows: Iterable[Casualties]) -> Iterator[Point]:
    for row in rows:
        for one in row.figures:
            label = f"{row.role} {said(row.side)}, says {said(one.said_by) or 'the report'}"
            yield Point(one.day, label, one.low, one.high)


def _table(columns: Sequence[str], rows: Iterable[Any], book: Citing) -> Table | None:
    lines = []
    for row in rows:
        lines.append((_shown(row), book.of(cited(row))))
    told = [name for name in columns if any(shown[name] != NOT_REPORTED for shown, _ in lines)]
    made = tuple((tuple(shown[name] for name in told), cites) for shown, cites in lines)
    return Table(tuple(name.replace("_", " ") for name in told), made) if lines else None


def _shown(row: Any) -> dict[str, str]:
    """Its cells in words: bounds as one figure, days as people write them."""
    shown = {name: edtf.said(text) if name in DAYS and edtf.is_edtf(text) else text for name, text in cells(row)}
    return shown | {name: words or NOT_REPORTED for name, words, _ in figures(row)}


def _missing(columns: Sequence[str], rows: Sequence[Any]) -> tuple[str, ...]:
    """The columns that no row fills."""
    shown = [_shown(row) for row in rows]
    return tuple(name.replace("_", " ") for name in columns if all(one[name] == NOT_REPORTED for one in shown))


__all__ = [
    "Brief",
    "Citation",
    "Line",
    "Point",
    "Section",
    "Table",
    "brief",
    "figure_text",
    "plotted",
    "recent_brief",
    "state_line",
]
