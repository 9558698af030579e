"""The comparisons: each looks at one thing in two statements and says in a sentence what it finds."""

import re
from collections.abc import Collection

from dateline.joining.statements.statement import Amount, Comparison, Statement
from dateline.joining.statements.when import gap, known, overlap, text
from dateline.joining.statements.where import contains, shared_spots
from dateline.joining.statements.who import allied, independent, same_speaker, shared
from dateline.joining.statements.words import stem
from dateline.lexicon.phrases import fold

SHORTER = 0.15  # words that all stand in the longer of two contents say a little less than words that are all there are
AGREE = 0.05  # two bounds that are further apart are not one number
CLOSE = 0.1  # an approximate number can be off by this share of itself
BESIDE = 400  # letters between two that a report sets side by side: two numbers, a saying and its denial


def names(names: tuple[str, ...], nobody: str = "nobody named") -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names) or nobody
    return f"{', '.join(names[:-1])} and {names[-1]}"


def teller(one: Statement) -> str:
    """Who says it, for a sentence."""
    return names(one.told.names, "the report itself" if one.told.voice else "somebody unnamed")


def beside(a: Statement, b: Statement) -> bool:
    """Whether a report sets the two side by side."""
    return a.report == b.report and abs(a.start - b.start) < BESIDE


def speaker(a: Statement, b: Statement) -> Comparison:
    """1: the same speaker, -1: two who do not draw on each other, 0: cannot be told."""
    if same_speaker(a.told, b.told):
        return Comparison("speaker", 1.0, f"both were said by {teller(a)}")
    if independent(a.told, b.told):
        return Comparison("speaker", -1.0, f"said by {teller(a)} and by {teller(b)}, neither from the other")
    return Comparison("speaker", 0.0, "who says them, or from whom, cannot be told apart")


def place(a: Statement, b: Statement) -> Comparison:
    """1: the same place, 0.5: taken from the rest of a report, 0: not told, -0.5: one lies in the other, -1: two."""
    both = shared_spots(a.spots, b.spots)
    if both:
        where = both[0].name
        if a.guessed or b.guessed:
            return Comparison("place", 0.5, f"both reports are about {where}")
        return Comparison("place", 1.0, f"both speak of {where}")
    near_a, near_b = next(iter(a.spots), None), next(iter(b.spots), None)
    if near_a is None or near_b is None:
        return Comparison("place", 0.0, "one of them names no place")
    if contains(near_a, near_b) or contains(near_b, near_a):
        big, small = (near_a, near_b) if contains(near_a, near_b) else (near_b, near_a)
        return Comparison("place", -0.5, f"{small.name} is a part of {big.name}")
    if a.guessed or b.guessed:
        return Comparison("place", 0.0, "one of them names no place itself")
    return Comparison("place", -1.0, f"one speaks of {near_a.name}, the other of {near_b.name}")


def part(a: Statement, b: Statement, strict: bool) -> Comparison:
    """Which part of the place. strict: a part named on one side only is a difference too, as it is for shares."""
    parts_a, parts_b = set(a.parts) - {"whole"}, set(b.parts) - {"whole"}
    if parts_a == parts_b:
        return Comparison("part", 1.0 if parts_a else 0.0, f"both say {_part(a)}")
    if strict or (parts_a and parts_b and not parts_a & parts_b):
        return Comparison("part", -1.0, f"one says {_part(a)}, the other {_part(b)}")
    return Comparison("part", 0.0, "only one of them says which part")


def _part(one: Statement) -> str:
    named = [p for p in one.parts if p != "whole"]
    return f"the {' and '.join(named)}" if named else "no part"


def counted(a: Amount, b: Amount) -> Comparison:
    """1: the same kind of people or things, -0.5: one kind is a part of the other, -1: different ones."""
    one, two = a.counted or "?", b.counted or "?"
    if one == two:
        return Comparison("counted", 1.0, f"both count {one}")
    if one in b.above or two in a.above:
        small, big = (two, one) if one in b.above else (one, two)
        return Comparison("counted", -0.5, f"{small} are a part of the {big}")
    return Comparison("counted", -1.0, f"one counts {one}, the other {two}")


def values(a: Amount, b: Amount) -> Comparison:
    """1: the same number or ranges that agree, 0: a bound leaves it open, -1: both cannot be right."""
    low_a, high_a = _range(a)
    low_b, high_b = _range(b)
    said = f"{amount_text(a)} and {amount_text(b)}"
    if low_a > high_b or low_b > high_a:
        return Comparison("value", -1.0, f"{said} cannot both be right")
    point_a, point_b = _point(a), _point(b)
    if abs(point_a - point_b) <= AGREE * max(point_a, point_b):
        return Comparison("value", 1.0, f"{said} agree")
    return Comparison("value", 0.0, f"{said} can both be right")


def _range(amount: Amount) -> tuple[float, float]:
    low = float("-inf") if amount.low is None else amount.low
    high = float("inf") if amount.high is None else amount.high
    return (low * (1 - CLOSE), high * (1 + CLOSE)) if amount.rough else (low, high)


def _point(amount: Amount) -> float:
    """The number that was said."""
    told = [end for end in (amount.low, amount.high) if end is not None]
    return sum(told) / len(told) if told else 0.0


def larger(a: Amount, b: Amount) -> bool:
    """Whether the number said in `a` is the larger one."""
    return _point(a) > 1.01 * _point(b)


def ratio(a: Amount, b: Amount) -> float:
    """The smaller of the numbers said over the larger one; 0 when both are 0."""
    low, high = sorted((_point(a), _point(b)))
    return low / high if high else 0.0


def amount_text(amount: Amount) -> str:
    """ "82", "at least 82", "up to 10,500", "about 8,000", "24 to 99", "93 percent"."""
    low, high = (None if end is None else _figure(end) for end in (amount.low, amount.high))
    unit = " percent" if amount.unit == "percent" else ""
    if low is None:
        return f"up to {high}{unit}"
    if high is None:
        return f"at least {low}{unit}"
    if low != high:
        return f"{low} to {high}{unit}"
    return f"about {low}{unit}" if amount.rough else f"{low}{unit}"


def told_amount(one: Statement) -> str:
    """The amount of a statement as its report bounds it: "more than 12,300", whose least is 12,301."""
    assert one.amount is not None
    low, high = one.amount.low, one.amount.high
    for end, open_end, word, by in ((low, high, "more than", -1), (high, low, "fewer than", 1)):
        if end is not None and open_end is None and _figure(end) not in one.text and _figure(end + by) in one.text:
            return f"{word} {_figure(end + by)}{' percent' if one.amount.unit == 'percent' else ''}"
    return amount_text(one.amount)


def _figure(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"


def side(name: str, a: Statement, b: Statement) -> Comparison:
    """`name`: "doers" or "done_to". 1: the same, 0.5: one state's, -1: different, 0: one is not told."""
    one, two = (a.doers, b.doers) if name == "doers" else (a.done_to, b.done_to)
    role = "by whom" if name == "doers" else "to whom"
    same = allied(one, two)
    if same is None:
        return Comparison(name, 0.0, f"{role} is not told in both")
    if shared(one.keys, two.keys):
        return Comparison(name, 1.0, f"{role}: {names(one.names)} in both")
    if same:
        return Comparison(name, 0.5, f"{role}: {names(one.names)} and {names(two.names)} are one side")
    return Comparison(name, -1.0, f"{role}: {names(one.names)} here, {names(two.names)} there")


def act(a: Statement, b: Statement) -> Comparison:
    """1: the same type and mode of event, 0.5: one has no mode, -1: different ones."""
    if a.act is None or b.act is None:
        return Comparison("act", 0.0, "one of them is no event")
    (type_a, mode_a), (type_b, mode_b) = a.act, b.act
    if type_a != type_b or (mode_a and mode_b and mode_a != mode_b):
        return Comparison("act", -1.0, f"{_act(a)} and {_act(b)} are different acts")
    if mode_a != mode_b:
        return Comparison("act", 0.5, f"both are {type_a}, only one says how")
    return Comparison("act", 1.0, f"both are {_act(a)}")


def _act(one: Statement) -> str:
    assert one.act is not None
    return one.act[0] if one.act[1] is None else f"{one.act[0]} ({one.act[1]})"


def happened(a: Statement, b: Statement, within: int) -> Comparison:
    """Whether both can be about one time: by the days told, else by when they were said, `within` days apart."""
    if known(a.when) and known(b.when):
        if overlap(a.when, b.when):
            return Comparison("day", 1.0, f"both are about {text(a.when if known(a.when) else b.when)}")
        return Comparison("day", -1.0, f"one is about {text(a.when)}, the other about {text(b.when)}")
    one = a.when if known(a.when) else a.said
    two = b.when if known(b.when) else b.said
    if not known(one) or not known(two):
        return Comparison("day", 0.0, "the day of one is not known")
    apart = gap(one, two)
    if apart <= within:
        return Comparison("day", 0.5, f"{text(one)} and {text(two)} lie at most {within} days apart")
    return Comparison("day", -1.0, f"{text(one)} and {text(two)} lie {apart} days apart")


def said(a: Statement, b: Statement, within: int) -> Comparison:
    """Whether they can have been said at one time."""
    if not known(a.said) or not known(b.said):
        return Comparison("said", 0.0, "when one was said is not known")
    apart = gap(a.said, b.said)
    if apart <= within:
        return Comparison("said", 1.0, f"said on {text(a.said)} and {text(b.said)}")
    return Comparison("said", -1.0, f"said {apart} days apart")


def spelled(both: Collection[str], one: Statement) -> str:
    """The first shared words as the statement has them, for a sentence."""
    told = {stem(fold(word)): word for word in reversed(re.findall(r"[^\W\d_]+", one.context))}
    return ", ".join(told[found] for found in sorted(both) if found in told)


def wording(a: Statement, b: Statement) -> Comparison:
    """Shared words that carry meaning, as a share of those of both."""
    both = len(set(a.words).intersection(b.words))
    if not both:
        return Comparison("words", -1.0, "no word that carries meaning is in both")
    return Comparison("words", worded(a, b, both), f"{both} words that carry meaning are in both")


def worded(a: Statement, b: Statement, both: int) -> float:
    """How much of their words two statements share. both: how many words that carry meaning are in both."""
    ours, theirs = len(a.words), len(b.words)
    if not both:
        return 0.0
    return max(both / (ours + theirs - both), both / min(ours, theirs) - SHORTER if both >= 3 else 0.0)
