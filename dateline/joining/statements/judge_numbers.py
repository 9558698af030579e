"""What two numbers are to each other."""

from typing import Literal

from dateline.joining.statements import compare
from dateline.joining.statements.statement import Amount, Comparison, Days, Judgement, Statement
from dateline.joining.statements.when import FAR, closed, gap, known, later, length, overlap, shift, text, within
from dateline.joining.statements.who import allied, same_side
from dateline.records import LinkRelation

Time = Literal["same", "grown", "later", "period", "other", "unknown"]
GROWING_DAYS = 21  # a number this much older is of another matter, or nobody compares it any more
ANCHORS = 2  # signs that two numbers count one thing, before they may contradict each other
A_FEW = 5  # people: two numbers below this are rather two people than two counts
ONE_SIZE = 0.3  # two counts of one thing are seldom further apart than this
ONE_KIND = 0.6  # civilians and people whom one attack hit, so near in number, are the same people
LARGE, ONE_SERIES = 100, 0.9  # a number of the dead of a war, and how near the next one is
TELLING_NUMBER = 10  # two counts seldom come to the same number from here on, unless they count one thing
PRISONERS = frozenset({"captured", "surrendered"})  # matters in which each side counts the same people
RIVAL_DAYS, MANY = 3, 20  # days; prisoners: of a few there can be two groups
LONG = 30  # days
LEAST_LEVEL = 0.15  # of two who count: how many are left of a thing seldom changes more from one to the other
LEAST_SHARE = 0.03  # of two numbers: nobody takes four children for a thousand people
OTHERS_GROWTH = 4  # another's number that is so many times as large counts something else
TELLING_DAYS = 3  # a day that is wider than this is no day
NEW_COUNT_DAYS = 2  # said so much later, a larger count of one day is a newer one
WEEKS_OF_A_DAY = 7  # days: "last week" says when an attack was, and no more; what is counted over longer is a sum
ONE_BY_ONE = frozenset({"dead", "injured", "captured", "destroyed", "attacks", "missing", "surrendered", "deployed"})


def numbers(a: Statement, b: Statement) -> Judgement | None:
    """None when they answer different questions, or nothing follows from them."""
    if not _comparable(a, b):
        return None
    assert a.amount is not None and b.amount is not None
    where = compare.place(a, b)
    who = compare.speaker(a, b)
    if where.score == -1 or (where.score == 0 and a.report != b.report and not _same_setting(a, b, who.score == 1)):
        return None
    doers = compare.side("doers", a, b)
    if doers.score == -1 or (a.report == b.report and who.score == 1):
        return None
    hit = _one_attack(a, b)
    what = compare.counted(a.amount, b.amount)
    if what.score == -0.5 and hit.score and compare.ratio(a.amount, b.amount) >= ONE_KIND:
        what = Comparison(
            "counted", 0.5, f"{what.says}, in numbers of one size: of one attack they are the same people"
        )
    replaced = _replaced(a, b, where, who)
    if replaced is not None:
        return replaced
    part = compare.part(a, b, strict=a.matter == "held" or (a.matter in ONE_BY_ONE and not hit.score))
    time = _time(a, b)
    looked = (
        compare.values(a.amount, b.amount), where, part, what, doers, who, _day(a, b, time), compare.wording(a, b), hit,
    )  # fmt: skip
    scopes = _scopes(a, b, where, part, what, time)
    if scopes:
        return _differs(a, b, scopes, time, looked)
    return _judged(a, b, time, looked)


def _comparable(a: Statement, b: Statement) -> bool:
    if a.amount is None or b.amount is None or a.matter is None or b.matter is None:
        return False
    if a.matter != b.matter and b.matter not in a.near:
        return False
    if (
        0 in (a.amount.high, b.amount.high)
        or a.amount.unit != b.amount.unit
        or a.amount.change
        or b.amount.change
        or a.amount.part
        or b.amount.part
    ):
        return False
    if a.matter == "held" and a.amount.counted != b.amount.counted:
        return False
    return not a.denied and not b.denied and a.certain == b.certain


def _one_attack(a: Statement, b: Statement) -> Comparison:
    """Whether both count whom one attack hit, told beside at least one of them: of one day and a place that is no
    country."""
    if not ((a.hit or b.hit) and a.spots and b.spots and a.matter == b.matter):
        return Comparison("attack", 0.0, "no attack that is told beside one of them")
    if a.parts != b.parts and not same_side(a.told, b.told):
        return Comparison("attack", 0.0, "one of them is of a part of the place")
    where, day = a.spots[0], text(a.when)
    one_day = closed(a.when) and closed(b.when) and a.when == b.when and length(a.when) == 0
    if not one_day or where.broad or where.key != b.spots[0].key or set(a.deeds).isdisjoint(b.deeds):
        return Comparison("attack", 0.0, "the attacks beside which they are told may be two")
    return Comparison("attack", 1.0, f"both count whom an attack hit at {where.name} on {day}")


def _replaced(a: Statement, b: Statement, where: Comparison, who: Comparison) -> Judgement | None:
    """A number that names the one whose place it takes: "up from two last week", "fourteen, and not eleven"."""
    for new, old in ((a, b), (b, a)):
        told = {_amount(old).low, _amount(old).high} - {None}
        taken_back = not told.isdisjoint(new.instead)
        if old.instead or old.before or not (taken_back or not told.isdisjoint(new.before)):
            continue
        if later(old.said, new.said) or gap(new.said, old.said) > GROWING_DAYS:
            continue
        if where.score <= 0 and not (closed(new.when) and new.when == old.when and _shares_words(a, b, 2)):
            continue
        looked = (compare.values(_amount(a), _amount(b)), where, who, compare.wording(a, b))
        reason = f"{_says(new)}, in so many words in the place of {compare.amount_text(_amount(old))}; {_says(old)}"
        if taken_back and not same_side(new.told, old.told):
            return _made("contradicts", a, b, 0.8, reason, looked)
        return _made("updates", new, old, 0.8, reason, looked)
    return None


def _same_setting(a: Statement, b: Statement, one_speaker: bool) -> bool:
    """Without a place: three words that carry meaning must be shared, or one counts on from one day; of what happened
    in one land, as far as a report says where it was."""
    if _of_two_lands(a, b):
        return False
    if _shares_words(a, b, 3) or (one_speaker and _one_series(a, b, ONE_SIZE if _risen(a, b) else ONE_SERIES)):
        return True
    return one_speaker and not a.told.voice and closed(a.when) and closed(b.when) and _both_told(a, b) == "grown"


def _of_two_lands(a: Statement, b: Statement) -> bool:
    """Whether one names a place, and the other's report tells of places in other lands only."""
    lands_a, lands_b = ({spot.country for spot in one.spots} - {None} for one in (a, b))
    return bool(lands_a and lands_b) and lands_a.isdisjoint(lands_b) and not (a.guessed and b.guessed)


def _one_series(a: Statement, b: Statement, near: float) -> bool:
    """Whether a body that is known counts on: large numbers of one size, said of no place in particular. near: how much
    the smaller one is of the larger, at least."""
    sizes = [one.low or one.high or 0 for one in (_amount(a), _amount(b))]
    unplaced = a.guessed and b.guessed and a.told.known and b.told.known
    return unplaced and min(sizes) >= LARGE and compare.ratio(_amount(a), _amount(b)) >= near


def _time(a: Statement, b: Statement) -> Time:
    """How the days of two numbers lie to each other."""
    told_a, told_b = closed(a.when), closed(b.when)
    if told_a and told_b:
        return _both_told(a, b)
    if told_a or told_b:
        told, other = (a, b) if told_a else (b, a)
        return _one_told(told, other)
    if a.report == b.report:
        return "same"
    return _by_telling(a, b)


def _both_told(a: Statement, b: Statement) -> Time:
    (first_a, last_a), (first_b, last_b) = a.when, b.when
    assert first_a and last_a and first_b and last_b
    starts, ends = abs((first_a - first_b).days), abs((last_a - last_b).days)
    if starts <= 1 and ends <= 1:
        return "same" if starts == ends == 0 or max(length(a.when), length(b.when)) > 1 else "other"
    if a.first == "level":
        return "same" if overlap(a.when, b.when) else "later"
    if starts <= 1 and min(length(a.when), length(b.when)) >= 1:
        return "grown"
    if any(one.when == one.said and length(other.when) > LONG for one, other in ((a, b), (b, a))):
        return "grown"  # "now at 5,600", of a war that began long ago
    if not (within(a.when, b.when) or within(b.when, a.when)):
        return "other"
    one_event = a.matter in ONE_BY_ONE and (_shares_deeds(a, b) or _same_number(_amount(a), _amount(b)))
    return "same" if one_event and max(length(a.when), length(b.when)) < WEEKS_OF_A_DAY else "period"


def _one_told(told: Statement, other: Statement) -> Time:
    if not known(other.said) or length(other.said) > TELLING_DAYS:
        return "same" if told.report == other.report else "unknown"
    if told.first == "level":
        return "same" if overlap(told.when, other.said, 1) else "later"
    if length(told.when) <= 1:
        return "same" if overlap(told.when, shift(other.said, -2, 0)) else "other"
    over = later(shift(told.said, -1, 0), told.when)  # a period that had ended when it was told of
    return "other" if over and later(shift(other.said, -2, 0), told.when) else _by_telling(told, other)


def _by_telling(a: Statement, b: Statement) -> Time:
    if not known(a.said) or not known(b.said) or max(length(a.said), length(b.said)) > TELLING_DAYS:
        return "unknown"
    return "same" if overlap(a.said, b.said, 1) else "later"


def _day(a: Statement, b: Statement, time: Time) -> Comparison:
    one, two = (text(s.when) if known(s.when) else f"{text(s.said)} (said)" for s in (a, b))
    says: dict[Time, str] = {
        "same": f"both are about one time: {one}, {two}", "grown": f"counted from one day on: {one}, {two}",
        "later": f"of different days: {one}, {two}", "period": f"one period lies in the other: {one}, {two}",
        "other": f"of different times: {one}, {two}", "unknown": "the day of one is not known",
    }  # fmt: skip
    return Comparison("day", {"same": 1.0, "grown": 0.5, "unknown": 0.0}.get(time, -1.0), says[time])


def _scopes(a: Statement, b: Statement, where: Comparison, part: Comparison, what: Comparison, time: Time) -> list[str]:
    """What is different in the question, a sentence each; none when the question is one."""
    one, two = _amount(a), _amount(b)
    found = []
    if a.matter != b.matter and not {a.matter, b.matter} <= PRISONERS:
        found.append(
            f"one counts those {WORDS.get(a.matter or '', '')}, the other those {WORDS.get(b.matter or '', '')}"
        )
    if one.own and two.own and not set(a.told.speakers) & set(b.told.speakers):
        found.append(f"{compare.teller(a)} and {compare.teller(b)} each counted their own")
    found += [one.says for one in (part, what) if one.score < 0 and not (one is what and _overflows(a, b))]
    if where.score == -0.5:
        found.append(where.says)
    if time in ("period", "grown"):
        found.append(_day(a, b, time).says)
    if one.listed != two.listed and not found:  # on a list, and those who are on lists are counted otherwise too
        found.append(f"{compare.teller(a if one.listed else b)} counted only those on a list")
    return found if time != "grown" or len(found) > 1 else []


def _overflows(a: Statement, b: Statement) -> bool:
    """More civilians than people: the part cannot be larger than the whole."""
    one, two = _amount(a), _amount(b)
    small, big = (one, two) if two.counted in one.above else (two, one)
    return big.counted in small.above and compare.values(one, two).score == -1 and compare.larger(small, big)


WORDS = {"moved": "who left", "displaced": "who fled", "released": "who were freed"}


def _differs(
    a: Statement, b: Statement, scopes: list[str], time: Time, looked: tuple[Comparison, ...]
) -> Judgement | None:
    """Only what differs in one respect can be taken for the same: numbers of one time, told on one day."""
    if len(scopes) > 1 or time not in ("same", "period") or looked[0].score == 1 or _one_speaker(a, b, looked):
        return None
    other = time == "period" or looked[3].score == -0.5 or a.matter != b.matter
    if other and compare.ratio(_amount(a), _amount(b)) < LEAST_SHARE:
        return None
    one_day = overlap(a.said, b.said) or (closed(a.when) and a.when == b.when)
    if not one_day and a.report != b.report:
        return None
    dated = closed(a.when) and closed(b.when) and not (a.hit or b.hit)
    if a.matter in ONE_BY_ONE and not dated and not _shares_deeds(a, b):
        return None
    reason = f"{_says(a)}; {_says(b)}; {scopes[0]}, so both can be right"
    return _made("differs_in_scope", a, b, 0.7, reason, looked)


def _one_speaker(a: Statement, b: Statement, looked: tuple[Comparison, ...]) -> bool:
    """Who divides his own numbers is not misread; two parts of a place he may tell in two reports."""
    if a.told.voice and b.told.voice and a.report == b.report:
        return True
    return looked[5].score == 1 and (a.report == b.report or looked[2].score != -1)


def _judged(a: Statement, b: Statement, time: Time, looked: tuple[Comparison, ...]) -> Judgement | None:
    value, who, words = looked[0], looked[5], looked[7]
    if time in ("grown", "later"):
        return _rival(a, b, looked) or _newer(a, b, looked)
    newest = _risen(a, b)
    found = None if newest is None else _newest(newest, b if newest is a else a, time, looked)
    if found is not None:
        return found
    if time != "same":
        return None
    if who.score == 1 and value.score >= 0 and later(*_in_order(a, b)):
        return _newer(a, b, looked)
    if value.score >= 0:
        agree = value.score == 1 and who.score == -1 and _one_thing(a, b, looked)
        return _made("corroborates", a, b, 0.75, f"{_says(a)}; {_says(b)}; each for itself", looked) if agree else None
    if newest is not None:
        return None
    if (rival := _rival(a, b, looked)) is not None:
        return rival
    if who.score == 1:
        if words.score >= 0.75 and overlap(a.said, b.said):
            reason = f"{_says(a)}; elsewhere the same words of the same day have {compare.amount_text(_amount(b))}"
            return _made("contradicts", a, b, 0.8, reason, looked)
        return _newer(a, b, looked)
    if a.first == "sum" and _told_anew(a, b):
        newer = _newer(a, b, looked)
        if newer is not None or not _one_day_of_one_thing(a, b):
            return newer
    if not _one_thing(a, b, looked) or _vague(_amount(a)) or _vague(_amount(b)):
        return None
    at_one = looked[1].score == 1 or looked[8].score == 1
    if who.score == 0 and not (a.report != b.report and at_one and _one_day_of_one_thing(a, b)):
        return None
    reason = f"{_says(a)}; {_says(b)}; of the same people or things at the same time {value.says}"
    return _made("contradicts", a, b, 0.8 if looked[1].score == 1 else 0.7, reason, looked)


def _rival(a: Statement, b: Statement, looked: tuple[Comparison, ...]) -> Judgement | None:
    """How many prisoners the other side has taken, by the one, and by the other then or later: no newer count."""
    if not {a.matter, b.matter} <= PRISONERS or looked[0].score != -1 or looked[5].score != -1:
        return None
    few = any((one.high or one.low or 0) < MANY for one in (_amount(a), _amount(b)))
    if few or looked[1].score < 0.5 or looked[3].score != 1:
        return None
    if allied(a.told, b.told) or gap(a.said, b.said) > RIVAL_DAYS:
        return None
    reason = f"{_says(a)}; {_says(b)}; of the same prisoners, told by both sides, {looked[0].says}"
    return _made("contradicts", a, b, 0.7, reason, looked)


def _risen(a: Statement, b: Statement) -> Statement | None:
    """The one that is told as the newest count, where it is the larger one and not told before the other."""
    for new, old in ((a, b), (b, a)):
        if new.risen and not old.risen and compare.larger(_amount(new), _amount(old)) and not later(old.said, new.said):
            return new
    return None


def _of_its_day(new: Statement, old: Statement) -> bool:
    """Whether a newer count names the day of the older one: "one more died on Monday, bringing to nine the number of
    those killed on Saturday"."""
    return closed(old.when) and not later(old.said, new.said) and any(overlap(day, old.when) for day in new.dates)


def _newest(new: Statement, old: Statement, time: Time, looked: tuple[Comparison, ...]) -> Judgement | None:
    """The later of two counts, where a few signs, or who counts, say that it is one count."""
    if time not in ("same", "unknown") and not _of_its_day(new, old):
        return None
    counts_on = looked[5].score == 1 and looked[1].score > 0 and compare.ratio(_amount(new), _amount(old)) >= ONE_SIZE
    if not (counts_on or _one_thing(new, old, looked)) or new.matter not in ONE_BY_ONE:
        return None
    return _made("updates", new, old, 0.75, f"{_says(old)}; then told as the newest count: {_says(new)}", looked)


def _one_day_of_one_thing(a: Statement, b: Statement) -> bool:
    """Whether both give it a day, near enough, so that a number does not grow: whoever tells, one of them is wrong."""
    return closed(a.when) and closed(b.when) and overlap(a.when, b.when) and (a.when == b.when or _shares_deeds(a, b))


def _shares_words(a: Statement, b: Statement, least: int) -> bool:
    return len(set(a.words) & set(b.words)) >= least


def _shares_deeds(a: Statement, b: Statement) -> bool:
    return len(set(a.deeds) & set(b.deeds)) >= ANCHORS


def _told_anew(a: Statement, b: Statement) -> bool:
    """Said so much later that a larger number is a newer one: a day where no day is told, more where it is one day."""
    one_day = closed(a.when) and a.when == b.when
    return (NEW_COUNT_DAYS if one_day else 1) <= gap(a.said, b.said) < FAR


def _one_thing(a: Statement, b: Statement, looked: tuple[Comparison, ...]) -> bool:
    """Whether enough says that the numbers count one thing; of ones and twos a report is full, so they need more."""
    few = all((one.high or one.low or 0) < A_FEW for one in (_amount(a), _amount(b)))
    return _anchors(a, b, looked) >= ANCHORS + few


def _anchors(a: Statement, b: Statement, looked: tuple[Comparison, ...]) -> int:
    """How much says that two numbers count one thing: place, time, words, neighbourhood and size are a sign each, one
    attack two."""
    words = set(a.deeds) & set(b.deeds)
    if a.continues or b.continues or (a.matter == "held" and looked[1].score == 1):
        return ANCHORS + 1
    return (
        (looked[1].score == 1)
        + (closed(a.when) and a.when == b.when)
        + (len(words) >= 2 or ({a.matter, b.matter} <= PRISONERS and _shares_words(a, b, 3)))
        + compare.beside(a, b)
        + (compare.ratio(_amount(a), _amount(b)) >= ONE_SIZE)
        + 2 * (looked[8].score == 1)
        + (a.matter == b.matter and _same_number(_amount(a), _amount(b)))
    )


def _same_number(a: Amount, b: Amount) -> bool:
    return a.low is not None and a.low == a.high == b.low == b.high and a.low >= TELLING_NUMBER


def _vague(amount: Amount) -> bool:
    """ "dozens", "hundreds": nobody has counted."""
    return amount.rough and amount.low is not None and amount.high is not None and amount.high > 2 * amount.low


def _in_order(a: Statement, b: Statement) -> tuple[Days, Days]:
    return (a.said, b.said) if later(a.said, b.said) else (b.said, a.said)


def _newer(a: Statement, b: Statement, looked: tuple[Comparison, ...]) -> Judgement | None:
    """The later number, when it is one of the same matter: a sum does not shrink, and not everything is one matter."""
    on_a, on_b = (_counted_on(one) for one in (a, b))
    new, old = (a, b) if later(on_a, on_b) else (b, a)
    if not (later(on_a, on_b) or later(on_b, on_a)) or gap(on_a, on_b) > GROWING_DAYS:
        return None
    if new.first == "sum" and not compare.larger(_amount(new), _amount(old)):
        return None
    grown = compare.ratio(_amount(new), _amount(old)) < 1 / OTHERS_GROWTH
    other = not same_side(new.told, old.told)
    if new.first == "sum" and grown and other:
        return None
    if new.first == "level" and other and compare.ratio(_amount(new), _amount(old)) < LEAST_LEVEL:
        return None  # four thousand who are there are not the 250 of whom another spoke
    if not new.certain and looked[1].score != 1 and compare.ratio(_amount(new), _amount(old)) < ONE_SIZE:
        return None  # how many are to leave here does not follow from how many were to leave there
    loose = not closed(new.when) or not closed(old.when)
    if new.matter in ONE_BY_ONE and loose and len(set(new.words) & set(old.words)) < 3:
        return None
    reason = f"{_says(old)}; later {_says(new)}"
    return _made("updates", new, old, 0.75, reason, looked)


def _counted_on(one: Statement) -> Days:
    """The day up to which it was counted."""
    if not closed(one.when) or (one.first != "level" and length(one.when) == 0):
        return one.said
    return one.when if one.first == "level" else (one.when[1], one.when[1])


def _amount(one: Statement) -> Amount:
    assert one.amount is not None
    return one.amount


def _says(one: Statement) -> str:
    amount = _amount(one)
    what = "" if amount.unit == "percent" else f" {amount.counted or amount.unit or ''}".rstrip()
    on = text(one.said)
    if known(one.when) and one.when != one.said:
        on = f"of {text(one.when)}, told {on}" if known(one.said) else f"of {text(one.when)}"
    return f"{compare.teller(one)}: {compare.told_amount(one)}{what} ({on})"


def _made(
    relation: LinkRelation, a: Statement, b: Statement, confidence: float, reason: str, looked: tuple[Comparison, ...]
) -> Judgement:
    return Judgement(a.id, b.id, relation, confidence, reason, looked)
