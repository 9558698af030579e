"""Conditions on what joining found (the story of a report, disputes, independent sources) and on chains of claims;
statements: queries.sql.

Of claims and events the row itself is asked for; of reports and actors, whether their report has such a row.
"""

import json
from typing import Any

from dateline.store.conditions import Chosen, Disputed, InStory, Sources, Through
from dateline.store.marks import MOST
from dateline.store.statements import statements

ALL_TOLD = 1  # sources that every event has
Clause = tuple[str, dict[str, Any]]


def clause(condition: InStory | Disputed | Sources | Through | Chosen, kind: str, name: str, past: bool) -> Clause:
    """A condition on rows of a kind, its values under names that begin with `name`.

    past: the tables are what they were at another time, and the marks of the index are not.
    """
    match condition:
        case InStory():
            return f"found.report IN ({_named('reports_of_story', name)})", {name: condition.story}
        case Disputed():
            if not past:
                return "found.disputed = 1", {}
            return f"{_column(kind)} IN ({_named(f'disputed_{_asked(kind)}', name)})", {}
        case Chosen():
            ids = condition.reports if _asked(kind) == "reports" else condition.rows
            return f"{_column(kind)} IN (SELECT value FROM json_each(:{name}))", {name: json.dumps(sorted(ids))}
        case Through():
            return _through(kind, condition, name)
        case Sources():
            least, values = _told(kind, condition.least, f"{name}_least", past)
            if condition.below is None:
                return least, values
            below, more = _told(kind, condition.below, f"{name}_below", past)
            return f"{least} AND NOT ({below})", values | more


def _told(kind: str, least: int, name: str, past: bool) -> Clause:
    if least <= ALL_TOLD:
        return "1 = 1", {}
    if least <= MOST and not past:
        return "found.sources > 1 AND found.sources >= :" + name, {
            name: least
        }  # the first is the index's own condition
    return f"{_column(kind)} IN ({_named(f'told_{_asked(kind)}', name)})", {name: least}


def _through(kind: str, condition: Through, name: str) -> Clause:
    """Rows passed on so often, without those passed on more often; that nobody passed on needs no look at all."""

    def at_least(bound: str) -> str:
        return f"{_column(kind)} IN ({_named(f'through_{_asked(kind)}', f'{name}_{bound}')})"

    clauses, values = ["1 = 1"], {}
    if condition.least > 0:
        clauses, values = [at_least("least")], {f"{name}_least": condition.least}
    if condition.below is not None:
        clauses.append(f"NOT ({at_least('below')})")
        values[f"{name}_below"] = condition.below
    return " AND ".join(clauses), values


def _asked(kind: str) -> str:
    return kind if kind in ("claims", "events") else "reports"


def _column(kind: str) -> str:
    return "found.id" if kind in ("claims", "events") else "found.report"


def _named(statement: str, name: str) -> str:
    """A statement with one parameter, :x, under another name."""
    return statements()[statement].strip().replace(":x", f":{name}")
