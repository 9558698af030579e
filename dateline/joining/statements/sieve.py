"""Which pairs of statements can be nothing to each other: told from a few facts of each, looked up once.

Most pairs of a block end here, for a hundredth of what a comparison costs. What passes may still be nothing; what does
not pass is nothing: `relation` would say so, too (tests/joining/statements/test_sieve.py holds the two together).
"""

from typing import NamedTuple

from dateline.joining.statements.compare import SHORTER
from dateline.joining.statements.judge_claims import LEAST, RETOLD_DAYS, SAME
from dateline.joining.statements.statement import Days, Spot, Statement, Told
from dateline.joining.statements.where import contains
from dateline.joining.statements.who import same_speaker

DEEDS = frozenset({"events", "states"})
NONE: frozenset[str] = frozenset()


class Facts(NamedTuple):
    """What the sieve asks of a statement. said: as ordinals, None where it is open or unknown."""

    id: str
    kind: str  # "deeds": an event or a state; "": a number that is compared with nothing
    report: str
    answers: str | None
    words: frozenset[str]
    denied: bool
    certain: bool
    matter: str | None
    said: tuple[int | None, int | None]
    told: Told
    speakers: frozenset[str]
    tells: str | None  # of a deed: its type; of a number: its unit
    near: tuple[str, ...]
    refutes: bool
    pointer: bool
    figures: bool
    spots: tuple[Spot, ...]
    places: frozenset[str]
    guessed: bool


def facts(one: Statement) -> Facts:
    """Of a statement."""
    kind, tells = one.kind, None
    if kind in DEEDS:
        tells = one.act[0] if one.act is not None else None
    elif kind == "quantities":
        tells = one.amount.unit if one.amount is not None else None
    return Facts(
        one.id, "deeds" if kind in DEEDS else kind if _counts(one) else "", one.report, one.answers,
        frozenset(one.words) if kind == "claims" else NONE, one.denied, one.certain, one.matter, _ordinals(one.said),
        one.told, frozenset(one.told.speakers), tells, one.near, one.refutes, one.pointer, bool(one.figures),
        one.spots, frozenset([spot.key for spot in one.spots]), one.guessed,
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
    return a.kind == "quantities" and _numbers(a, b)


def _numbers(a: Facts, b: Facts) -> bool:
    """One unit and matter, and places that can be one."""
    if a.tells != b.tells or a.certain != b.certain:
        return False
    if not (a.matter == b.matter or b.matter in a.near or a.matter in b.near):
        return False
    if a.guessed or b.guessed or not (a.spots and b.spots and a.places.isdisjoint(b.places)):
        return True
    return contains(a.spots[0], b.spots[0]) or contains(b.spots[0], a.spots[0])


def _taken(a: Facts, b: Facts) -> bool:
    share, event = (a, b) if a.kind == "quantities" else (b, a)
    return share.matter == "held" and event.matter == "capture" and a.report != b.report


def _claims(a: Facts, b: Facts) -> bool:
    """One matter of a breach; else enough words in common, within days in which a saying is told again."""
    if a.pointer or b.pointer:
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
        return (a if a.denied else b).refutes and both >= LEAST and 2 * both >= least
    if both < SAME * (least + most - both) and (both < 3 or both / least - SHORTER < SAME):
        return False
    return _one_saying(a, b) or _two_sayings(a, b)


def _one_saying(a: Facts, b: Facts) -> bool:
    """Whether one man can have said both, in two reports."""
    if a.report == b.report:
        return False
    if not (a.speakers and b.speakers) and (a.told.known or b.told.known):
        return True
    return not a.speakers.isdisjoint(b.speakers) or same_speaker(a.told, b.told)


def _two_sayings(a: Facts, b: Facts) -> bool:
    """Whether two can say the same of their own knowledge: numbers are compared as numbers."""
    if a.denied or b.denied or a.figures or b.figures or a.told.voice or b.told.voice:
        return False
    return a.certain and b.certain and a.speakers.isdisjoint(b.speakers)


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
    if a.denied or not (a.certain or b.certain):
        return True
    return a.certain and b.certain and not a.told.voice and not b.told.voice
