"""All that can be computed anew is computed anew and held against what stands there: `dateline check --deep`.

Beyond `check`: the id of every row that the rules made, the index of words, sums, what was joined, the log, and
whether the people whose names are withheld are those of the log. Costs about what joining the whole record costs.
"""

import json
from collections.abc import Iterator
from typing import Any

from dateline.ask.check import check
from dateline.ask.check_sums import sums
from dateline.ask.people import unfinished
from dateline.errors import BadRecord
from dateline.ids import make_id
from dateline.records import READ_KINDS, Claim, Event, Passage, Quantity, Reading, State, TimeExpression
from dateline.store.entries import entries
from dateline.store.record import Record
from dateline.store.sqlite import Sqlite
from dateline.store.sqlite_text import MEND
from dateline.store.sqlite_words import otherwise
from dateline.store.then import as_of

SHOWN = 20  # problems of one sort that are told
ALWAYS = "9999"  # a day by which everything was published
JOINED = ("incidents", "stories", "links", "disputes")


def check_deep(record: Record) -> Iterator[str]:
    """Everything wrong with a record, a line each; nothing when it is sound."""
    yield from check(record)
    for test in (ids, index, by_columns, words, sums, joined, record_log, withheld, deletions):
        yield from _some(test(record))


def _some(problems: Iterator[str]) -> Iterator[str]:
    """The first ones, and how many more there are."""
    n = 0
    for n, problem in enumerate(problems, 1):
        if n <= SHOWN:
            yield problem
    if n > SHOWN:
        yield f"and {n - SHOWN:,} more like these"


# -- ids


def ids(record: Record) -> Iterator[str]:
    """Rows whose id is not the one that their place makes. Corrected rows and redacted reports keep older ids."""
    redacted = record.redactions()
    for kind in READ_KINDS:
        for row in record.rows(kind):
            if row.report not in redacted and not row.how.by.startswith("review/") and row.id not in _own(kind, row):
                yield f"{row.id}: its place and kind make another id; it was moved or changed"


def _own(kind: str, row: Any) -> tuple[str, ...]:
    """The ids that a row of this place can have. A quantity's names where its number stands, which no column has."""
    place = (row.report, row.start, row.end)
    match row:
        case Passage():
            return (make_id(kind, *place, row.part),)
        case TimeExpression():
            return (make_id(kind, *place, ""),)
        case Claim():
            return (make_id(kind, *place, row.cue.start if row.cue else ""),)
        case Quantity():
            return tuple(make_id(kind, *place, at) for at in range(row.start, row.end))
        case Event():
            return (make_id(kind, *place, row.type),)
        case State():
            return (make_id(kind, row.report, row.matter, row.state, row.start, row.end, *row.quantities),)
    return (make_id(kind, *place),)


# -- the index


def index(record: Record) -> Iterator[str]:
    """Rows that cannot be found, or that the index has otherwise, or too much."""
    asked = "SELECT n, kind, id, report, first, last FROM found WHERE tx_out IS NULL ORDER BY report, n"
    there: dict[str, set[tuple[Any, ...]]] = {}
    for row in record.database.run(asked).fetchall():
        its = tuple(row[name] for name in ("kind", "id", "report", "first", "last"))
        there.setdefault(row["report"], set()).add(its)
    for reading in _readings(record):
        own = {(one.kind, one.id, one.report, one.first, one.last) for one in entries(reading)}
        known = there.pop(reading.report.id, set())
        yield from (
            f"{one[1]}: cannot be found, or with other days than it has" for one in sorted(own - known, key=str)
        )
        yield from (f"{one[1]}: the index has it otherwise than its report" for one in sorted(known - own, key=str))
    yield from (f"{report}: the index knows it, the record does not" for report in sorted(there))


def by_columns(record: Record) -> Iterator[str]:
    """Rows whose kind, days or marks the columns of the index have otherwise."""
    from dateline.store.columns import otherwise as columns_otherwise

    for where in columns_otherwise(record.database):
        yield f"{where} of the index are not what its rows say"


def words(record: Record) -> Iterator[str]:
    """Rows that are found by other words than they have; of a file. A server's index is not read so."""
    if not isinstance(record.database, Sqlite):
        return
    try:
        found = otherwise(record.database)
    except BadRecord as problem:
        yield f"{problem.what}: {problem.do}"
        return
    if found:
        yield f"{len(found):,} rows are found by other words than they have: {MEND}"
    yield from (f"{row_id}: the index finds it by other words than it has" for row_id in found)


def _readings(record: Record) -> Iterator[Reading]:
    for report in record.rows("reports"):
        yield record.reading(report.id)


# -- what was joined


def joined(record: Record) -> Iterator[str]:
    """Joined rows that are others than those that joining all reports anew makes; nothing where some are not joined."""
    if record.joined.unjoined(1) or not next(record.rows("reports"), None):
        return
    anew = as_of(record, ALWAYS).joined
    for kind in JOINED:
        stored = {row.id: row for row in record.joined.rows(kind)}
        made = {row.id: row for row in anew.rows(kind)}
        for row_id in sorted(stored.keys() | made.keys()):
            if stored.get(row_id) != made.get(row_id):
                fate = "is missing" if row_id not in stored else "is too much" if row_id not in made else "is otherwise"
                yield f"{row_id}: joining all reports anew says that it {fate}"


# -- the log


def record_log(record: Record) -> Iterator[str]:
    yield from record.history.wrong()


def withheld(record: Record) -> Iterator[str]:
    """People whose names are withheld, or no longer, without an entry of the log that says so."""
    said = {entry.id: (entry.what, entry.subject) for entry in record.history.log()}
    for row in record.database.run("SELECT number, actor, names, ids, since, until FROM withheld").fetchall():
        number = str(row["number"])
        if said.get(row["since"]) != ("withhold", number) or not isinstance(json.loads(row["names"]), list):
            yield f"withheld name {number}: no entry of the log says so"
        if row["until"] is not None and said.get(row["until"]) != ("no longer withhold", number):
            yield f"withheld name {number}: shown again, and no entry of the log says so"


def deletions(record: Record) -> Iterator[str]:
    """Deletions of people that were stopped halfway: the rows are right, and bytes of old ones may still be there."""
    for entry in unfinished(record):
        what = f"the deletion of entry {entry.id} was stopped before its bytes were overwritten"
        yield f"{what}: `dateline people finish`"
