"""Which pairs of statements can be nothing to each other: told from a few facts of each, looked up once.

Most pairs of a block end here, for a hundredth of what a comparison costs. What passes may still be nothing; what does
not pass is nothing: `relation` would say so, too (tests/joining/statements/test_sieve.py holds the two together).
"""

from typing import NamedTuple

from dateline.joining.statements.compare import SHORTER
from dateline.joining.statements.judge_claims import LEAST, RETOLD_DAYS, SAME
from dateline.joining.statements.statement import Days, Statement

DEEDS = frozenset({"events", "states"})


class Facts(NamedTuple):
    """What the sieve asks of a statement. said: as ordinals, None where it is open or unknown."""

    id: str
    kind: str  # "deeds": an event or a state; "": a number that is compared with nothing
    report: str
    answers: str | None
    words: frozenset[str]
    denied: bool
    matter: str | None
    said: tuple[int | None, int | None]
    special: bool  # of a claim: it only points; else: it is certain
    tells: str | None  # of a claim: whether it is by who denies it; of a deed: its type; of a number: its unit
    near: tuple[str, ...]
    voice: bool


def facts(one: Statement) -> Facts:
    kind, special, tells = one.kind, one.certain, None
    if kind == "claims":
        special, tells = one.pointer, "refutes" if one.refutes else None
    elif kind in DEEDS:
        tells = one.act[0] if one.act is not None else None
    else:
        tells = one.amount.unit if one.amount is not None else None
    return Facts(
        one.id, "deeds" if kind in DEEDS else kind if _counts(one) else "", one.report, one.answers,
        frozenset(one.words) if kind == "claims" else frozenset(), one.denied, one.matter, _ordinals(one.said), special,
        tells, one.near, one.told.voice,
    )  # fmt: skip


def _counts(one: Statement) -> bool:
    """Whether it is no number, or one that can be held against others."""
    if one.kind != "quantities":
        return True
    amount = one.amount
    return amount is not None and one.matter is not None and not (amount.change or one.denied)


def _ordinals(days: Days) -> tuple[int | None, int | None]:
    first, last = days
    return first.toordinal() if first is not None else None, last.toordinal() if last is not None else None


def possible(a: Facts, b: Facts) -> bool:
    """Whether two statements can be anything to each other. Symmetrical."""
    if a.answers == b.id or b.answers == a.id:
        return True
    if a.kind != b.kind:
        return a.kind + b.kind in ("deedsquantities", "quantitiesdeeds") and _taken(a, b)
    if a.kind == "claims":
        return _claims(a, b)
    if a.kind == "deeds":
        return _deeds(a, b)
    if a.kind != "quantities" or a.tells != b.tells or a.special != b.special:
        return False
    return a.matter == b.matter or b.matter in a.near or a.matter in b.near


def _taken(a: Facts, b: Facts) -> bool:
    share, event = (a, b) if a.kind == "quantities" else (b, a)
    return share.matter == "held" and event.matter == "capture" and a.report != b.report


def _claims(a: Facts, b: Facts) -> bool:
    """One matter of a breach; else enough words in common, within days in which a saying is told again."""
    if a.special or b.special:
        return False
    if a.matter == b.matter == "breach":
        return True
    both = len(a.words & b.words)
    if both < 2 and (a.words != b.words or not both or a.report == b.report):
        return False
    if a.report != b.report and not _soon(a.said, b.said):
        return False
    least, most = len(a.words), len(b.words)
    if least > most:
        least, most = most, least
    if both < 2:
        return True
    if a.denied != b.denied:
        return (a if a.denied else b).tells is not None and both >= LEAST and 2 * both >= least
    if both < 3:
        return both >= SAME * (least + most - both)
    return both >= SAME * (least + most - both) or both / least - SHORTER >= SAME


def _soon(a: tuple[int | None, int | None], b: tuple[int | None, int | None]) -> bool:
    """Whether both days are known and lie near each other."""
    if a == (None, None) or b == (None, None):
        return False
    if a[0] is not None and b[1] is not None and a[0] - b[1] > RETOLD_DAYS:
        return False
    return not (b[0] is not None and a[1] is not None and b[0] - a[1] > RETOLD_DAYS)


def _deeds(a: Facts, b: Facts) -> bool:
    """A denial beside what it denies; one matter; one type of act, told by others than the reports themselves."""
    if a.denied != b.denied or (a.matter is not None and a.matter == b.matter):
        return True
    if a.tells is None or a.tells != b.tells:
        return False
    if a.denied or not (a.special or b.special):
        return True
    return a.special and b.special and not a.voice and not b.voice
