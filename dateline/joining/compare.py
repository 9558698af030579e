"""Two tellings compared: a visible list of comparisons, each of which comes to one level with a weight and a sentence.

A comparison says how two tellings stand to each other ("the same initiator", "six days apart"); the weights of the
levels stand in lexicon/joining.yaml. Some differences exclude that two tellings are of one event, whatever else is so.
"""

from math import cos, hypot, radians

from dateline.joining.sides import SYMMETRIC, side_levels
from dateline.joining.tellings import SAID, Days, Spot, Telling, Who

REAL = frozenset({"actual", "claimed"})
NEWS, FRESH, RECENT, SEASON = 1, 3, 10, 40  # days between an event and a report that tells it without a day
LATER = frozenset({
    "time.recent", "time.season", "time.long_ago", "time.told_near", "time.told_weeks_apart", "time.told_far_apart"
})  # fmt: skip
RETOLD = frozenset({"time.day_in_period", "time.known", "time.recent", "time.fresh", "time.in_period"})
TOLD_LATER = frozenset({"time.told_near", "time.told_weeks_apart", "time.told_far_apart"})
DATED = frozenset({"time.same_days", "time.at_once", "time.fresh", "time.recent", "time.season", "time.told_near"})
BACK = frozenset({"time.recent", "time.season", "time.long_ago"})
MANY_WORDS = 0.33  # share of the words around
SPEAKER = frozenset({"initiators.same", "initiators.kin", "initiators.unknown"})
ASKED_APART = frozenset({"recipients.kin", "recipients.country", "recipients.other"})  # by a report that names both
UNTOLD: Days = (None, None)
TOLL, BLOWS = "killing", frozenset({"bombing", "shelling", "shooting"})  # meanings: whom an attack hit, and the attack
BLOW_MODES = frozenset({"explosives", "aerial"})
THERE = frozenset({"place.same", "place.near"})
WIDER = frozenset({"place.same_wide", "place.within"})
BRIDGES = frozenset({
    "approval", "halt", "collapse", "mending", "leaving", "withdrawal", "closing", "swap", "dropping", "deal", "restore"
})  # fmt: skip
ONCE = {  # meanings, of the type of act
    "capture": "ASSAULT", "siege": "COERCE", "blast": "ASSAULT", "inforce": "RETREAT", "withdrawal": "RETREAT",
}  # fmt: skip
ONCE_A_DAY = frozenset({"explosives", "ceasefire"})  # modes
OF_ALL, SIEGE = frozenset({"restrict", "withdraw"}), "restrict"  # modes: of a whole town, whatever is told beside it
OTHERS = frozenset({"trigger.other", "trigger.beside"})
INFORCE = "inforce"  # meaning
TOWN, CITY = 10.0, 14.0  # km around one; a large city is hit more often
SPOT = 5.0  # km around a place that is small: an airport, a quarter, a village
TRUCES = frozenset({"ceasefire", "fight", "hostil", "fire"})  # stems: a truce, and what it stops
ALL_SIDES = ("each side", "each", "both")
LARGEST = frozenset({"largest", "biggest"})
COUNTED_ON = frozenset({"second", "third", "fourth", "anoth"})  # stems
DEAD, HURT = frozenset({"kill", "die", "dead", "death"}), frozenset({"wound", "injur", "hurt"})  # stems
PERIODS = frozenset({"time.day_in_period", "time.in_period"})
ALWAYS = 10_000  # days of an interval without an end
SLACK = 2  # days that one date is wider than another which still may name the same
NARROW = 4  # days: a date this narrow says which event is meant
CLOSENESS = ((0.04, "apart"), (0.1, "far"), (0.2, "near"), (0.35, "close"))
REMOTE = frozenset({"reports.far", "reports.apart"})
AT_ONCE = frozenset({"time.same_days", "time.at_once", "time.told_at_once"})
KINDRED_TIMES = AT_ONCE | {"time.overlap", "time.day_in_period"}
COUNTS = frozenset({"amount.same", "amount.near"})
MANY = 20  # a number from which on it says which event is meant
CLOSE_BY = AT_ONCE | {
    "time.fresh", "time.recent", "time.known", "time.told_together", "time.told_near", "time.day_in_period",
    "time.overlap", "time.unknown",
}  # fmt: skip
KM = 111.0  # a degree of latitude


def levels(a: Telling, b: Telling, closeness: float) -> tuple[str, ...] | None:
    """How two tellings stand to each other, one level for each comparison; None when they cannot be of one event.

    closeness: likeness of their reports' keywords, 1 within one report. Symmetrical in a and b.
    """
    found = own_levels(a, b)
    return None if found is None else (*found, reports_level(a, b, closeness))


def own_levels(a: Telling, b: Telling) -> tuple[str, ...] | None:
    """The levels that do not ask for the reports around the tellings. Cheap grounds to exclude come first."""
    if a.family != b.family and not kindred(a, b) and (not one_word(a, b) or _ended(a) != _ended(b)):
        return None  # kinds of acts that are not taken for each other; one word can be coded as two of them
    if a.family != b.family and (_refused(a) or _refused(b)):
        return None  # "we will not leave" tells of no leaving
    time = time_level(a, b)
    if time is None or (time in TOLD_LATER and not (a.status in REAL and b.status in REAL) and _few_words(a, b)):
        return None  # a plan without a day is of the days in which it is told
    if time in DATED and {a.status, b.status} & REAL and "hypothetical" in (a.status, b.status):
        return None  # what one report holds possible is not what another tells as done
    if a.family == "talks" and time in PERIODS and any(NARROW < _width(t.when) < ALWAYS for t in (a, b)):
        return None  # they spoke "almost every day that month": that is not the call of one day
    people = side_levels(a, b)
    if people is None or (a.family == b.family and a.family in SAID and _another_saying(a, b, time, people)):
        return None
    trigger = trigger_level(a, b)
    return (
        time, *people, status_level(a.status, b.status, time), place_level(a.spot, b.spot), act_level(a, b),
        trigger, near_level(a, b, time), words_level(a, b), counted_level(a, b, time), day_level(a, b, time, trigger),
        venue_level(a, b), order_level(a, b), object_level(a, b), once_level(a, b, time), pact_level(a, b, time),
        arms_level(a, b, time),
    )  # fmt: skip


def one_word(a: Telling, b: Telling) -> bool:
    return not set(a.trigger).isdisjoint(b.trigger)


def kindred(a: Telling, b: Telling) -> bool:
    """Whether two kinds of acts are told of one day in words of a meaning that both can have: a vote, an approval."""
    if not any(meaning in b.meaning for meaning in a.meaning if meaning in BRIDGES):
        return False
    return time_level(a, b) in KINDRED_TIMES


def _ended(telling: Telling) -> bool:
    """What came to an end is not the act that did; denied, it is neither."""
    return telling.type in ("REJECT", "RETREAT") or telling.status == "denied"


def _refused(telling: Telling) -> bool:
    """What somebody refuses to do; without a mode it is what has come to an end."""
    return telling.type == "REJECT" and bool(telling.mode)


def _few_words(a: Telling, b: Telling) -> bool:
    return shared_words(a, b) < MANY_WORDS


def _another_saying(a: Telling, b: Telling, time: str, people: tuple[str, str]) -> bool:
    """Accusations and demands are of their speakers and days: another speaker, a later day, or the answer of those who
    blame each other, is another saying."""
    if time == "time.unknown":
        return False
    if time in LATER or people[0] not in SPEAKER or (time == "time.one_report" and people[1] in ASKED_APART):
        return True
    ours, theirs = {who.key for who in a.initiators}, {who.key for who in b.initiators}
    if _everybody(a.initiators) != _everybody(b.initiators):
        return True
    mutual = len(ours) > 1 or len(theirs) > 1
    return mutual and (not (ours >= theirs or theirs >= ours) or bool(a.recipients) != bool(b.recipients))


def _everybody(sides: tuple[Who, ...]) -> bool:
    """Each side, both sides: whoever they are."""
    return any(who.name.lower().startswith(ALL_SIDES) for who in sides if who.vague)


def day_level(a: Telling, b: Telling, time: str, trigger: str) -> str:
    """One stated day says more of two tellings that have a word or a meaning for the act in common, or a town."""
    if time != "time.same_days":
        return "day.open"
    there = "_there" if place_level(a.spot, b.spot) in THERE else ""
    if there and a.family == b.family == "force" and _small(a.spot) and _small(b.spot):
        there = "_spot"
    if there == "_spot" and trigger in OTHERS and _attack_and_deed(a, b):
        return "day.deed_word_spot"
    word = "toll" if there and trigger == "trigger.toll" else "other" if trigger in OTHERS else "kindred"
    return f"day.{word}_word{there}"


def _attack_and_deed(a: Telling, b: Telling) -> bool:
    """An attack on the buses, and that they were burned, by one side."""
    modes = {a.mode, b.mode} == {"", "destroy"}
    return modes and not {who.key for who in a.initiators}.isdisjoint([who.key for who in b.initiators])


def arms_level(a: Telling, b: Telling, time: str) -> str:
    """Attacks on one town with the same means: on one day, or told of another day as the one that is known."""
    if not (a.arms and b.arms) or a.report == b.report or not {a.status, b.status} <= REAL:
        return "arms.none"
    if a.spot is None or b.spot is None or place_level(a.spot, b.spot) not in THERE:
        return "arms.none"
    km, alike = max(a.spot.km, b.spot.km), not set(a.arms).isdisjoint(b.arms)
    if time == "time.same_days" and km <= CITY:
        return "arms.same_day" if alike else "arms.other_day"
    return "arms.known" if alike and (a.known or b.known) and time in RETOLD and km <= TOWN else "arms.none"


def _small(spot: Spot | None) -> bool:
    return spot is not None and spot.km <= SPOT


def pact_level(a: Telling, b: Telling, time: str) -> str:
    """The same two who meet, or come to terms, on one day do so once, whatever it is called; they seldom come to terms
    twice within days."""
    if time not in CLOSE_BY or time == "time.unknown" or a.family not in SYMMETRIC or a.type != b.type:
        return "pact.none"
    day = time == "time.same_days"
    if a.mode != b.mode and not (day and "" in (a.mode, b.mode)):
        return "pact.none"
    if not day and (a.type != "AGREE" or a.status not in REAL or b.status not in REAL):
        return "pact.none"
    ours, theirs = ({who.key for who in (*t.initiators, *t.recipients) if not who.vague} for t in (a, b))
    both = len(ours & theirs)
    if both >= 2:
        return "pact.day" if day else "pact.near"
    one = day and both == 1 and "deal" in a.meaning and "deal" in b.meaning
    return "pact.one_day" if one else "pact.none"


def venue_level(a: Telling, b: Telling) -> str:
    """Where a deal was made, or talks are to be held, says which it is, more than where people were shot says which
    shooting."""
    if a.status == b.status == "planned" and a.family == b.family == "talks" and a.type == b.type:
        return "venue.ahead" if place_level(a.spot, b.spot) == "place.same" else "venue.none"
    if "deal" not in a.meaning or "deal" not in b.meaning or a.spot is None or b.spot is None:
        return "venue.none"
    level = place_level(a.spot, b.spot)
    if level not in THERE and (a.spot.inferred or b.spot.inferred):
        return "venue.none"
    return "venue.same" if level in THERE else "venue.within" if level in WIDER else "venue.other"


def once_level(a: Telling, b: Telling, time: str) -> str:
    """A town falls, or is besieged, once in a while: told twice within days, the two are one, whoever is named."""
    if a.type != b.type or a.mode != b.mode or time not in CLOSE_BY:
        return "once.none"
    day = "_day" if time == "time.same_days" else ""
    seldom = any(ONCE.get(meaning) == a.type and meaning in b.meaning for meaning in a.meaning)
    if not seldom and not (day and a.mode in ONCE_A_DAY):
        return "once.none"
    if INFORCE in a.meaning and INFORCE in b.meaning:
        return "once.there_day" if day else "once.force"
    if not day and a.mode not in OF_ALL and a.near and b.near and set(a.near).isdisjoint(b.near):
        return "once.none"  # another quarter of the town
    if place_level(a.spot, b.spot) in THERE:
        return f"once.there{day}"
    if not day and a.mode == SIEGE and (a.spot is None or b.spot is None):
        return "once.told"
    return "once.told_day" if day and (a.spot is None or b.spot is None) else "once.none"


def object_level(a: Telling, b: Telling) -> str:
    """A truce is not a promise of talks: what a deal is about, where one of the two says so."""
    if "deal" not in a.meaning or "deal" not in b.meaning:
        return "object.none"
    ours, theirs = ({*telling.near, *telling.trigger} & TRUCES for telling in (a, b))
    if ours and theirs:
        return "object.truce"
    told = (ours or theirs) and a.near and b.near and set(a.near).isdisjoint(b.near)
    return "object.other" if told else "object.none"


def order_level(a: Telling, b: Telling) -> str:
    """A second strike, another truce: one that came after the first of its kind."""
    ours, theirs = _orders(a), _orders(b)
    if ours == theirs:
        return "order.alike"
    return "order.both" if ours and theirs else "order.one"


def _orders(telling: Telling) -> frozenset[str]:
    if not LARGEST.isdisjoint(telling.near):
        return frozenset()  # "the second-largest town"
    return COUNTED_ON.intersection(telling.near)


def time_level(a: Telling, b: Telling) -> str | None:
    """By the days of the event where both say them, else by the days of the tellings."""
    a_says, b_says = a.when != UNTOLD, b.when != UNTOLD
    if a_says and b_says:
        gap = apart(a.when, b.when)
        if gap > 0:
            return None
        widths = sorted((_width(a.when), _width(b.when)))
        if widths[0] > NARROW:
            return "time.overlap"
        return "time.same_days" if widths[1] <= NARROW and widths[1] - widths[0] <= SLACK else "time.day_in_period"
    if a.report == b.report:
        return "time.one_report"
    if a_says or b_says:
        dated, other = (a, b) if a_says else (b, a)
        level = _against_telling(dated.when, other)
        return "time.known" if other.known and level in BACK else level
    if a.told == (None, None) or b.told == (None, None):
        return "time.unknown"
    gap = apart(a.told, b.told)
    if gap <= FRESH:
        return "time.told_at_once" if gap <= NEWS else "time.told_together"
    return "time.told_near" if gap <= RECENT else (
        "time.told_weeks_apart" if gap <= SEASON else "time.told_far_apart")  # fmt: skip


def _against_telling(when: Days, other: Telling) -> str | None:
    """An event with known days, and a report that tells one without."""
    if other.told == (None, None):
        return "time.unknown"
    first, last = other.told
    if other.status in REAL and last is not None and when[0] is not None and when[0] > last + 1:
        return None  # told before it happened
    if other.status == "planned" and first is not None and when[1] is not None and when[1] < first - 1:
        return None  # still ahead when it had happened
    gap = apart(when, other.told)
    if gap <= FRESH and _width(when) > NARROW:
        return "time.in_period"
    if gap <= FRESH:
        return "time.at_once" if gap <= NEWS else "time.fresh"
    return "time.recent" if gap <= RECENT else (
        "time.season" if gap <= SEASON else "time.long_ago")  # fmt: skip


def apart(a: Days, b: Days) -> int:
    """Days between two intervals, 0 when they touch; an open side reaches everywhere."""
    after = (a[0] - b[1]) if a[0] is not None and b[1] is not None else 0
    before = (b[0] - a[1]) if b[0] is not None and a[1] is not None else 0
    return max(after, before, 0)


def _width(days: Days) -> int:
    first, last = days
    return last - first if first is not None and last is not None else ALWAYS


def status_level(a: str, b: str, time: str) -> str:
    """A plan and what came of it on its day can be one; what is denied is told apart from what is said to have
    happened."""
    if a == b or (a in REAL and b in REAL):
        return f"status.{'real' if a in REAL else a}"
    pair = {("real" if s in REAL else s) for s in (a, b)}
    if "denied" in pair:
        return "status.denied_and_not"
    if "hypothetical" in pair:
        return "status.hypothetical_and_not"
    return "status.planned_and_held" if time == "time.same_days" else "status.planned_and_real"


def place_level(a: Spot | None, b: Spot | None) -> str:
    """The same place, one inside the other, near, in one country, or apart."""
    if a is None or b is None:
        return "place.unknown"
    if a.name == b.name and a.country == b.country:
        return "place.same_wide" if a.wide else "place.same"
    if a.country and b.country and a.country != b.country:
        return "place.unknown" if a.inferred or b.inferred else "place.abroad"
    if a.wide or b.wide:
        return "place.within"
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return "place.country"
    km = hypot((a.lat - b.lat) * KM, (a.lon - b.lon) * KM * cos(radians(a.lat)))
    return "place.near" if km <= a.km + b.km + 5 else "place.elsewhere" if km > 60 else "place.region"


def counted_level(a: Telling, b: Telling, time: str) -> str:
    """How their numbers stand to each other; of the dead and of the wounded they are never the same, and what two
    reports count of the dead of a day says most."""
    one, other = set(a.trigger), set(b.trigger)
    if (one & DEAD and other & HURT) or (one & HURT and other & DEAD):
        return "amount.unknown"
    level = amount_level(a.amount, b.amount)
    of_one_day = a.report != b.report and a.family == b.family == "force" and time in AT_ONCE
    return f"{level}_toll" if of_one_day and level in COUNTS else level


def amount_level(a: float | None, b: float | None) -> str:
    """How many were killed, left, met: counts of one event differ, but not by much."""
    if a is None or b is None:
        return "amount.unknown"
    least, most = sorted((a, b))
    if most < MANY:
        return "amount.same_few" if least == most else "amount.near_few" if least >= 0.6 * most else "amount.far"
    return "amount.same" if least == most else "amount.near" if least >= 0.75 * most else "amount.far"


def act_level(a: Telling, b: Telling) -> str:
    if a.family != b.family:
        return "act.other" if one_word(a, b) else "act.kindred"
    if a.type != b.type:
        return "act.deal" if a.family == "yield" and "deal" in a.meaning and "deal" in b.meaning else "act.family"
    if a.mode and b.mode:
        return "act.mode" if a.mode == b.mode else "act.other_mode"
    return "act.type"


def trigger_level(a: Telling, b: Telling) -> str:
    """The words for the act: the same, of one lexicon entry, of one meaning (the groups of joining.yaml), others."""
    if not set(a.trigger).isdisjoint(b.trigger):
        return "trigger.same"
    if a.entry == b.entry:
        return "trigger.entry"
    if not set(a.meaning).isdisjoint(b.meaning):
        return "trigger.meaning"
    both = {*a.meaning, *b.meaning}
    if TOLL in both and (not both.isdisjoint(BLOWS) or {a.mode, b.mode} & BLOW_MODES):
        return "trigger.toll"
    beside = a.family == b.family and not (set(a.trigger).isdisjoint(b.near) and set(b.trigger).isdisjoint(a.near))
    return "trigger.beside" if beside else "trigger.other"


def shared_words(a: Telling, b: Telling) -> float:
    """The share of the lighter telling's words that the other has too, by weight."""
    fewer, more = (a.words, b.words) if len(a.words) <= len(b.words) else (b.words, a.words)
    both = sum(weight for word, weight in fewer.items() if word in more)
    least = min(sum(a.words.values()), sum(b.words.values()))
    return both / max(least, 20.0)


def near_level(a: Telling, b: Telling, time: str) -> str:
    """What stands next to the words for the act: the same bus station, another market. It tells events apart or
    together only where their days can be compared: a market is hit more than once."""
    if time == "time.unknown" or not a.near or not b.near:
        return "near.unknown"
    own = "_day" if time == "time.same_days" else "_beside" if a.report == b.report else ""
    fewer, more = (a, b) if len(a.near) <= len(b.near) else (b, a)
    shared = [word for word in fewer.near if word in more.near]
    if not shared:
        return f"near.other{own}"
    share = len(shared) / len(fewer.near)
    return f"near.same{own}" if share >= 0.6 else f"near.some{own}" if len(shared) > 1 else f"near.one{own}"


def words_level(a: Telling, b: Telling) -> str:
    share = shared_words(a, b)
    said = "_said" if a.family in SAID else ""
    if share < 0.17:
        return f"words.none{said}" if share < 0.05 else f"words.few{said}"
    return "words.some" if share < 0.33 else "words.many" if share < 0.55 else "words.most"


def reports_level(a: Telling, b: Telling, closeness: float) -> str:
    if a.report == b.report:
        return "reports.one"
    found = next((f"reports.{name}" for limit, name in CLOSENESS if closeness < limit), "reports.very_close")
    if found in REMOTE and time_level(a, b) == "time.same_days" and place_level(a.spot, b.spot) in THERE:
        return "reports.far_there"
    return found
