"""What the index keeps of joined rows: of each findable row whether it is disputed, and how many sources tell of it.

Kept up to date in the transactions that join, so that a search need not go through all disputes and tellings.
"""

import json
from collections.abc import Collection, Iterable, Mapping

from dateline.records import Incident
from dateline.store.database import Database

MOST = 9  # sources that are told apart; a question about more looks at the incidents
OF_REPORT = ("reports", "actors")


def mark(db: Database, reports: Iterable[str]) -> None:
    """Brings the marks of all that is findable of these reports up to date. Inside the caller's transaction."""
    asked = json.dumps(sorted(set(reports)))
    sides = {row["row"] for row in db.ask("sides_in", reports=asked)}
    disputed = {row["report"] for row in db.ask("reports_of_sides", reports=asked)}
    told: dict[str, int] = {}
    for row in db.ask("told_in_reports", reports=asked):
        n = min(row["sources"] or 1, MOST)
        if row["claim"] in sides:
            sides.add(row["event"])
        for key in (row["event"], row["claim"], row["report"]):
            told[key] = max(n, told.get(key, 1))
    changed: dict[tuple[int, int], list[int]] = {}
    for row in db.ask("marks", reports=asked):
        own = row["report"] if row["kind"] in OF_REPORT else row["id"]
        wanted = (int(own in (disputed if row["kind"] in OF_REPORT else sides)), told.get(own, 1))
        if wanted != (row["disputed"], row["sources"]):
            changed.setdefault(wanted, []).append(row["n"])
    if not changed:
        return
    from dateline.store import columns

    for (is_disputed, sources), numbers in sorted(changed.items()):
        db.ask("put_marks", disputed=is_disputed, sources=sources, numbers=json.dumps(numbers))
        columns.marked(db, numbers, is_disputed, sources)


def mark_joined(
    db: Database, incidents: Mapping[str, Incident], entered: Collection[str], rows: Collection[str], tx: int
) -> None:  # fmt: skip
    """The same after a joining, in transaction tx. incidents: those that it made; entered: reports of which an event
    came into one; rows: those that became, or are no longer, a side of a dispute. An incident of very many tellings is
    not gone through, but where the number of its sources became another."""
    was = {row["id"]: row["sources"] for row in db.ask("sources_before", ids=json.dumps(sorted(incidents)), tx=tx)}
    others = [
        incident for incident, sources in was.items()
        if min(sources, MOST) != min(incidents[incident].independent_sources, MOST)
    ]  # fmt: skip
    reports = {*entered, *(row["report"] for row in db.ask("tellings_now", ids=json.dumps(sorted(others))))}
    if rows:
        reports |= {row["report"] for row in db.ask("reports_of_rows", rows=json.dumps(sorted(rows)))}
    if reports:
        mark(db, reports)


def clear(db: Database) -> None:
    """Nothing is joined any more. Inside the caller's transaction."""
    from dateline.store import columns

    db.ask("clear_marks")
    columns.unmarked(db)
