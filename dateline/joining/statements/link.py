"""Links between statements, found within blocks."""

from collections.abc import Iterable

from dateline.joining.statements.statement import Statement
from dateline.records import Link


def keys(statement: Statement) -> tuple[str, ...]:
    """The blocks that a statement falls into, sorted; only statements that share one are compared.

    Short strings, good as a column of a table (statement id, key). At most a dozen; () for a statement that can be
    compared with nothing.
    """
    del statement
    return ()


def links(statements: Iterable[Statement]) -> tuple[Link, ...]:
    """All links among the statements, sorted by id; the same for any order.

    In a block every statement is compared with at most WINDOW others (those next to it by day and id), so the work is
    linear in the number of statements. Ids: make_id("links", a, b, relation).
    """
    del statements
    return ()


def links_between(new: Iterable[Statement], candidates: Iterable[Statement]) -> tuple[Link, ...]:
    """Links with at least one end in `new`; `candidates`: the statements that share a key with one of `new`.

    Equal to the links of `links(new + candidates)` that touch `new`.
    """
    del new, candidates
    return ()
