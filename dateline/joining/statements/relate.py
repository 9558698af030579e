"""What two statements are to each other."""

from dateline.joining.statements.compare import teller
from dateline.joining.statements.judge_claims import claims
from dateline.joining.statements.judge_events import events, taken_whole
from dateline.joining.statements.judge_numbers import numbers
from dateline.joining.statements.statement import Judgement, Statement


def relation(a: Statement, b: Statement) -> Judgement | None:
    """What one statement is to the other, None when nothing can be shown. The order of the two does not matter.

    The judgement reads "a denies b", "a updates b", "a develops b" (a is the later one); in symmetrical relations its
    `a` is the smaller id.
    """
    if a.id == b.id:
        return None
    a, b = (a, b) if a.id < b.id else (b, a)
    for denial, said in ((a, b), (b, a)):
        if denial.answers == said.id:
            return _answer(denial, said)
    kinds = (a.kind, b.kind)
    if a.report == b.report and _inside(a, b):
        return None
    if kinds == ("claims", "claims"):
        return claims(a, b)
    if kinds == ("quantities", "quantities"):
        return numbers(a, b)
    deeds = ("events", "states")
    if a.kind in deeds and b.kind in deeds:
        return events(a, b)
    if "quantities" in kinds and (a.kind in deeds or b.kind in deeds):
        share, event = (a, b) if a.kind == "quantities" else (b, a)
        return taken_whole(share, event)
    return None


def _inside(a: Statement, b: Statement) -> bool:
    """Words of a report that overlap say one thing."""
    return a.start < b.end and b.start < a.end


def _answer(answer: Statement, said: Statement) -> Judgement:
    who = answer.told.names[0] if answer.told.names else "somebody"
    what = " ".join((said.context if said.kind == "events" else said.text).split())[:120]
    if answer.turns:
        a, b = sorted((answer.id, said.id))
        reason = f"each says that it was the other: {teller(said)} “{what}”, {teller(answer)} “{_own(answer)}”"
        return Judgement(a, b, "contradicts", 0.75, reason, ())
    return Judgement(
        answer.id, said.id, "denies", 0.8, f"{who} denied in so many words what was said just before: “{what}”", ()
    )


def _own(one: Statement) -> str:
    return " ".join(one.text.split())[:120]
