"""What two statements are to each other."""

from dateline.joining.statements.statement import Judgement, Statement


def relation(a: Statement, b: Statement) -> tuple[bool, Judgement] | None:
    """The strongest relation between two statements, None when there is none that can be shown.

    The flag says whether the judgement reads from `a` to `b` (True: "a denies b", "a updates b") or the other way.
    Symmetrical relations read from the smaller id. `relation(b, a)` gives the same judgement with the flag turned.
    """
    del a, b
    return None
