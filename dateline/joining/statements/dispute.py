"""Disputes: statements on one question that cannot all be right."""

from collections.abc import Iterable

from dateline.joining.statements.statement import Statement
from dateline.records import Dispute, Link


def disputes(statements: Iterable[Statement], links: Iterable[Link]) -> tuple[Dispute, ...]:
    """Groups of statements that links of the relations contradicts and denies connect, with their question, by id.

    `rows`: the ids of the statements, the one said first in front. `relation`: "contradicts" when any two of them do,
    else "denies". Id: make_id("disputes", smallest row id), so a group that grows keeps its id unless a smaller id
    joins it.
    """
    del statements, links
    return ()
