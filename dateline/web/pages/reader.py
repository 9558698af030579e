"""The reader: one report, its text as it was read with everything marked in it, and the evidence of each row."""

from collections.abc import Iterator
from typing import Any

from dateline.ask.naming import name_of
from dateline.ask.reader import LAYERS, Page, page
from dateline.ask.together import completed_reading
from dateline.errors import BadRequest
from dateline.ids import kind_of
from dateline.store.record import Record
from dateline.web.params import BadParameter, NotThere, Params
from dateline.web.screens import Key, Screen, Table

NAMES = {
    "events": "Events", "claims": "Sayings", "quantities": "Numbers", "times": "Times", "places": "Places",
    "mentions": "Actors",
}  # fmt: skip


def data(record: Record, params: Params) -> Page:
    """Raises NotThere for an unknown report, row or part."""
    for layer in params.all("hide"):
        if layer not in LAYERS:
            raise BadParameter(f"hide={layer[:40]} is no layer", f"choose from {', '.join(LAYERS)}")
    part = params.number("part", 1, 1, 1_000_000) if params.one("part") else None
    report = report_of(record, params)
    try:
        return page(record, report, part=part, row=params.one("row"))
    except BadRequest as problem:
        raise NotThere(problem.what, problem.do) from problem


def report_of(record: Record, params: Params) -> str:
    """The id in the path. Raises NotThere, with why it was deleted when it was."""
    report = params.inside["report"]
    if kind_of(report) != "reports" or not record.holds(report):
        gone = record.deleted(report)
        what = f"the report {report[:60]} was {gone}" if gone else f"there is no report {report[:60]} in this record"
        raise NotThere(what, "look for it in the list of reports")
    return report


def table(record: Record, params: Params) -> Table:
    """Every row found in the report, in the order of its text."""
    reading = completed_reading(record, report_of(record, params))

    def rows() -> Iterator[tuple[Any, ...]]:
        every = [(layer, row) for layer in LAYERS for row in getattr(reading, layer)]
        for layer, row in sorted(every, key=lambda pair: (pair[1].start, pair[1].end, pair[1].id)):
            yield layer, row.id, row.start, row.end, row.text, row.how.by, row.how.confidence

    return Table(("kind", "id", "start", "end", "text", "how", "confidence"), rows())


SCREEN = Screen(
    name="report",
    title="Report",
    path="/reports/{report}",
    template="reader.html",
    data=data,
    table=table,
    head=lambda view: name_of(view.report),
    scripts=("reader.js",),
    keys=(
        Key("n p", "next and previous saying"),
        Key("[ ]", "of several marks on the same words, the one further out or in"),
        Key("1 2 3 4 5 6", "show or hide a layer"),
        Key(".", "next row that is doubtful or unresolved"),
        Key("a r u", "accept, reject, undo"),
        Key("b", "other words for the chosen row: those selected in the text"),
    ),
    facts={"layers": LAYERS, "names": NAMES},
)
