"""Two tellings compared: a visible list of comparisons, each of which comes to one level with a weight and a sentence.

A comparison says how two tellings stand to each other ("the same initiator", "six days apart"); the weights of the
levels stand in lexicon/joining.yaml. Some differences exclude that two tellings are of one event, whatever else is so.
"""

from math import cos, hypot, radians

from dateline.joining.tellings import Days, Spot, Telling, Who
from dateline.lexicon.word_weights import folded

SYMMETRIC = frozenset({"talks", "yield"})  # families in which the sides can be named in either order
SAID = frozenset({"accuse", "request", "threat"})  # families in which what is said makes the act
REAL = frozenset({"actual", "claimed"})
FRESH, RECENT, SEASON = 3, 10, 40  # days between an event and a report that tells it without a day
UNTOLD: Days = (None, None)
NARROW = 4  # days: a date this narrow says which event is meant
CLOSENESS = ((0.04, "apart"), (0.1, "far"), (0.2, "near"), (0.35, "close"))
KM = 111.0  # a degree of latitude


def levels(a: Telling, b: Telling, closeness: float) -> tuple[str, ...] | None:
    """How two tellings stand to each other, one level for each comparison; None when they cannot be of one event.

    closeness: likeness of their reports' keywords, 1 within one report. Symmetrical in a and b.
    """
    found = own_levels(a, b)
    return None if found is None else (*found, reports_level(a, b, closeness))


def own_levels(a: Telling, b: Telling) -> tuple[str, ...] | None:
    """The levels that do not ask for the reports around the tellings. Cheap grounds to exclude come first."""
    if a.family != b.family and set(a.trigger).isdisjoint(b.trigger):
        return None  # kinds of acts that are not taken for each other; one word can be coded as two of them
    time = time_level(a, b)
    if time is None:
        return None
    people = side_levels(a, b)
    if people is None:
        return None
    return (
        time, *people, status_level(a.status, b.status), place_level(a.spot, b.spot), act_level(a, b),
        trigger_level(a, b), words_level(a, b), amount_level(a.amount, b.amount),
    )  # fmt: skip


def time_level(a: Telling, b: Telling) -> str | None:
    """By the days of the event where both say them, else by the days of the tellings."""
    a_says, b_says = a.when != UNTOLD, b.when != UNTOLD
    if a_says and b_says:
        gap = apart(a.when, b.when)
        if gap > 0:
            return None
        widths = sorted((_width(a.when), _width(b.when)))
        return "time.overlap" if widths[0] > NARROW else (
            "time.same_days" if widths[1] <= NARROW else "time.day_in_period")  # fmt: skip
    if a.report == b.report:
        return "time.one_report"
    if a_says or b_says:
        dated, other = (a, b) if a_says else (b, a)
        return _against_telling(dated.when, other)
    if a.told == (None, None) or b.told == (None, None):
        return "time.unknown"
    gap = apart(a.told, b.told)
    return "time.told_together" if gap <= FRESH else "time.told_near" if gap <= RECENT else (
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
    return "time.fresh" if gap <= FRESH else "time.recent" if gap <= RECENT else (
        "time.season" if gap <= SEASON else "time.long_ago")  # fmt: skip


def apart(a: Days, b: Days) -> int:
    """Days between two intervals, 0 when they touch; an open side reaches everywhere."""
    after = (a[0] - b[1]) if a[0] is not None and b[1] is not None else 0
    before = (b[0] - a[1]) if b[0] is not None and a[1] is not None else 0
    return max(after, before, 0)


def _width(days: Days) -> int:
    first, last = days
    return last - first if first is not None and last is not None else 10_000


def status_level(a: str, b: str) -> str:
    """A plan and what came of it can be one; what is denied is told apart from what is said to have happened."""
    if a == b or (a in REAL and b in REAL):
        return f"status.{'real' if a in REAL else a}"
    pair = {("real" if s in REAL else s) for s in (a, b)}
    if "denied" in pair:
        return "status.denied_and_not"
    if "hypothetical" in pair:
        return "status.hypothetical_and_not"
    return "status.planned_and_real"


def side_levels(a: Telling, b: Telling) -> tuple[str, str] | None:
    """Who did it and to whom; in talks and agreements all sides together. None: named actors exclude each other."""
    if a.family in SYMMETRIC or a.family != b.family:
        ours, theirs = (*a.initiators, *a.recipients), (*b.initiators, *b.recipients)
        level = both_sides(ours, theirs, brokered=a.family == "yield" or a.family != b.family)
        return None if level is None else (f"parties.{level}", "recipients.joint")
    first = one_side(a.initiators, b.initiators)
    if first is None:
        return None
    second = one_side(a.recipients, b.recipients)
    return None if second is None else (f"initiators.{first}", f"recipients.{second}")


def both_sides(ours: tuple[Who, ...], theirs: tuple[Who, ...], *, brokered: bool) -> str | None:
    """For talks: each of the shorter list must be somebody of the longer one, where both name their actors.

    brokered: an agreement, which its brokers announce in one report and its parties in the next.
    """
    if not ours or not theirs:
        return "unknown"
    fewer, more = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
    best = min(max(kinship(x, y) for y in more) for x in fewer)
    if best == EXCLUDED and not brokered:
        return None
    name = NAMES[max(best, OTHER)]
    if best < 0 or len(more) == 1:
        return name
    return f"{name}_several" if len(fewer) > 1 else f"{name}_part"


def one_side(ours: tuple[Who, ...], theirs: tuple[Who, ...]) -> str | None:
    """The nearest two of both lists; None when they are different people or hostile bodies."""
    if not ours or not theirs:
        return "unknown"
    best = max(kinship(x, y) for x in ours for y in theirs)
    return None if best == EXCLUDED else NAMES[best]


SAME, KIN, COUNTRY, UNKNOWN, OTHER, EXCLUDED = 3, 2, 1, 0, -1, -2
NAMES = {SAME: "same", KIN: "kin", COUNTRY: "country", UNKNOWN: "unknown", OTHER: "other"}


def kinship(a: Who, b: Who) -> int:
    """How near two actors are: the same, a person and his body, of one country, cannot be told, others, never one."""
    if a.key == b.key:
        return SAME if not a.vague else COUNTRY if a.sector in ANYBODY else KIN
    if a.person and b.person:
        return SAME if one_person(a.name, b.name) else EXCLUDED
    if not (a.country or a.sector) or not (b.country or b.sector):
        return UNKNOWN
    other = OTHER if a.inferred or b.inferred or a.vague or b.vague else EXCLUDED
    if a.country and b.country and a.country != b.country:
        return other
    if a.sector == b.sector and a.country == b.country:
        return KIN
    if not (a.sector and b.sector and a.country and b.country):
        return COUNTRY
    sectors = {a.sector, b.sector}
    if "CVL" in sectors or sectors <= STATE or sectors <= ARMED:
        return COUNTRY
    return EXCLUDED if sectors & STATE and "REB" in sectors else OTHER


def one_person(a: str, b: str) -> bool:
    """One family name, and first names that agree as far as both are told: "Lavrov", "S. Lavrov", "Sergei Lavrov"."""
    ours, theirs = folded(a).split(), folded(b).split()
    if not ours or not theirs or ours[-1] != theirs[-1]:
        return False
    return len(ours) == 1 or len(theirs) == 1 or ours[0][0] == theirs[0][0]


ANYBODY = frozenset({"CVL", ""})  # sectors whose people are hardly ever the same people
STATE = frozenset({"GOV", "MIL", "SPY", "COP", "JUD", "LEG", "PTY", "ELI"})
ARMED = frozenset({"REB", "UAF", "OPP", "CRM", "SEP"})


def place_level(a: Spot | None, b: Spot | None) -> str:
    """The same place, one inside the other, near, in one country, or apart."""
    if a is None or b is None:
        return "place.unknown"
    if a.name == b.name and a.country == b.country:
        return "place.same_wide" if a.wide else "place.same"
    if a.country and b.country and a.country != b.country:
        return "place.abroad"
    if a.wide or b.wide:
        return "place.within"
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return "place.country"
    km = hypot((a.lat - b.lat) * KM, (a.lon - b.lon) * KM * cos(radians(a.lat)))
    return "place.near" if km <= a.km + b.km + 5 else "place.country" if km > 60 else "place.region"


def amount_level(a: float | None, b: float | None) -> str:
    """How many were killed, left, met: counts of one event differ, but not by much."""
    if a is None or b is None:
        return "amount.unknown"
    least, most = sorted((a, b))
    return "amount.same" if least == most else "amount.near" if least >= 0.6 * most else "amount.far"


def act_level(a: Telling, b: Telling) -> str:
    if a.family != b.family:
        return "act.other"
    if a.type != b.type:
        return "act.family"
    if a.mode and b.mode:
        return "act.mode" if a.mode == b.mode else "act.other_mode"
    return "act.type"


def trigger_level(a: Telling, b: Telling) -> str:
    """The words for the act: the same, of one lexicon entry, of one meaning (the groups of joining.yaml), others."""
    if not set(a.trigger).isdisjoint(b.trigger):
        return "trigger.same"
    if a.entry == b.entry:
        return "trigger.entry"
    return (
        "trigger.meaning" if a.meaning and b.meaning and not set(a.meaning).isdisjoint(b.meaning) else "trigger.other"
    )


def shared_words(a: Telling, b: Telling) -> float:
    """The share of the lighter telling's words that the other has too, by weight."""
    fewer, more = (a.words, b.words) if len(a.words) <= len(b.words) else (b.words, a.words)
    both = sum(weight for word, weight in fewer.items() if word in more)
    least = min(sum(a.words.values()), sum(b.words.values()))
    return both / max(least, 20.0)


def words_level(a: Telling, b: Telling) -> str:
    share = shared_words(a, b)
    said = "_said" if a.family in SAID else ""
    if share < 0.17:
        return f"words.none{said}" if share < 0.05 else f"words.few{said}"
    return "words.some" if share < 0.33 else "words.many" if share < 0.55 else "words.most"


def reports_level(a: Telling, b: Telling, closeness: float) -> str:
    if a.report == b.report:
        return "reports.one"
    return next((f"reports.{name}" for limit, name in CLOSENESS if closeness < limit), "reports.very_close")
