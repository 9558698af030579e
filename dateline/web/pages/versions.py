"""What changed between two texts that were read under one name."""

from dateline.ask.versions import Changes, changes
from dateline.errors import BadRequest
from dateline.store.record import Record
from dateline.web.pages.reader import report_of
from dateline.web.params import NotThere, Params
from dateline.web.screens import Screen, Table


def data(record: Record, params: Params) -> Changes:
    """Compares with the text that with= names, or another one of that name. Raises NotThere when there is none."""
    report = report_of(record, params)
    other = params.one("with") or record.version_beside(record.row(report).source, report)
    if other is None:
        raise NotThere("nothing else was read under this report's name", "read the page again when it has changed")
    try:
        return changes(record, report, other)
    except BadRequest as problem:
        raise NotThere(problem.what, problem.do) from problem


def table(record: Record, params: Params) -> Table:
    found = data(record, params)
    return Table(("kind", "words"), ((p.kind, p.words) for one in found.stretches for p in one.pieces))


SCREEN = Screen(
    name="versions",
    title="What changed",
    path="/reports/{report}/changes",
    template="versions.html",
    data=data,
    table=table,
)
