"""The grammar around unit words: "two years ago", "the past four days", "every week", "year-long", "that same day"."""

from typing import cast

from dateline.language.grammar import kids
from dateline.reading.times.meanings import (
    Beside,
    Calendar,
    Duration,
    Edge,
    Every,
    From,
    Meaning,
    Part,
    Same,
    Shift,
    Stretch,
    Unit,
    Vague,
)
from dateline.reading.times.site import DASHES, Found, Site

BACK = frozenset({"last", "past", "previous", "preceding"})
AHEAD = frozenset({"next", "coming", "following", "ensuing"})
THEN = frozenset({"following", "previous", "preceding", "ensuing"})  # counted from the time told last
FILLERS = frozenset(
    "consecutive straight full whole entire long successive turbulent trading calendar working business very unusually "
    "financial fiscal solid".split()
)
CLOSED = frozenset(["", ".", ",", ";", ":", ")", "and", "-", "—", "–", "when", "but", "that", '"', "”", "''"])
RUN_ON = frozenset({"of", "when", "following", "after", "before", "since", "leading", "that", "ahead"})
ENTERED = frozenset("in into entered enters entering".split())
WITHIN = frozenset("in of during for by over throughout on through until since at within".split())
OPEN_WITHIN = frozenset("for over in after of within during since through throughout".split())


def unit(s: Site, i: int, code: Unit) -> Found | None:
    """An expression around the unit word at token i."""
    if _is_name(s, i) or s.at(i + 1) in ("old", "olds") or (s.at(i + 1) in DASHES and s.at(i + 2) in ("old", "olds")):
        return None
    plural = (s.at(i).endswith("s") and code != "C") or s.at(i) in ("centuries",)
    if code == "S" and not plural:
        return None
    if code == "C" and not plural and (found := _century(s, i)):
        return found
    if code == "Q" and not (plural and s.at(i - 1) in FILLERS):
        return None if plural else _quarter(s, i)
    j = i - 1
    while s.at(j) in FILLERS:
        j -= 1
    if _of_longer(s, i, j) or (s.at(j) == "many" and s.before(j) == "as"):
        return None
    return (
        _numbered(s, i, j, code)
        or _determined(s, i, j, code, plural)
        or (_bare(s, i, j, code) if plural else _bare_one(s, i, j, code))
    )


def _is_name(s: Site, i: int) -> bool:
    """ "Victory Day", "New Year": a capital that no sentence or headline needs."""
    opens = s.p.sents[s.p.sent_of[i]][0]
    return s.capital(i) and i > opens and s.p.word[i - 1][0].isupper()


def _numbered(s: Site, i: int, j: int, code: Unit) -> Found | None:
    """A number before the unit: a duration, or so long ago, before, after, every."""
    dashed = j == i - 1 and s.at(j) in DASHES
    read = s.number_left(j - 1 if dashed else j)
    if read is None:
        return None
    first, amount = read
    if s.at(i + 1) == "and" and s.at(i + 2) == "a" and s.at(i + 3) == "half" and amount is not None:
        amount, i = amount + 0.5, i + 3
    article = s.at(first) in ("a", "an") and first == j
    if article and s.at(i + 1) in DASHES and s.at(i + 2) == "long":
        return Found(i, i + 2, Duration(amount, code), "units")
    if article and not dashed and _rate(s, first):
        return Found(first, i, Every(1.0, code), "sets")
    k = first - 1
    while s.at(k) in FILLERS:
        k -= 1
    the = s.at(k - 1) == "the"
    if s.at(k) in BACK and not dashed and not (s.at(k) == "last" and s.tag(k)[:2] == "VB"):
        back = s.at(k) not in THEN
        return Found(k - the, i, Stretch(amount, code, True, "now" if back else "then"), "units")
    if s.at(k) in AHEAD and not dashed:
        return Found(k - the, i, Stretch(amount, code, False, "then" if s.at(k) in THEN else "now"), "units")
    if s.at(k) == "every" or (s.at(k) == "once" and s.at(first) == "every"):
        return Found(k, i, Every(amount or 1.0, code), "sets")
    if dashed:
        return _hyphenated(s, first, i, amount, code)
    first = s.blur_left(first)
    counted = _counted(s, first, i, amount, code)
    if counted is not None:
        return counted
    if article and not _lasting(s, first, i, code):
        return None
    return Found(first, i, Duration(amount, code), "units")


def _of_longer(s: Site, i: int, j: int) -> bool:
    """ "The last two weeks of November": November takes it."""
    if s.at(i + 1) not in ("of", "in") or not (s.at(i + 2) in s.w.triggers or s.year(i + 2) is not None):
        return False
    read = s.number_left(j)
    return read is not None and s.at(read[0] - 1) in s.w.ordinals


def _hyphenated(s: Site, first: int, i: int, amount: float | None, code: Unit) -> Found | None:
    """ "Five-year", "24-hour", "two-week-long"; "$ 12-an-hour" is how often."""
    if s.at(first) in ("a", "an"):
        if s.at(first + 1) in DASHES:
            return Found(first, i, Every(1.0, code), "sets")
        first += 1
    first = s.blur_left(first)
    if s.at(i + 1) in DASHES and s.at(i + 2) in ("long",):
        return Found(first, i + 2, Duration(amount, code), "units")
    return Found(first, i, Duration(amount, code), "units")


def _rate(s: Site, first: int) -> bool:
    """ "15 a year", "twice a week", "$ 3 million a day": what goes before is a number or a frequency."""
    before = s.before(first)
    if before in ("once", "twice", "times", "per", "thrice"):
        return True
    back = s.p.tag[first - 1] if first else ""
    return back in ("CD", "$") or (back == "NNS" and s.p.tag[first - 2 if first > 1 else 0] == "CD")


def _lasting(s: Site, first: int, i: int, code: Unit) -> bool:
    """ "A week": is it told as a length ("for a week", "a week of talks"), or a noun like another?"""
    if first < i and s.at(first) not in ("a", "an"):
        return True
    before, after = s.before(first), s.at(i + 1)
    if code != "D" and s.p.rel[i] in ("dobj", "npadvmod", "dative"):
        return True
    if before in (
        "for",
        "within",
        "over",
        "in",
        "than",
        "about",
        "after",
        "under",
        "lasted",
        "least",
        "every",
        "to",
        "nearly",
    ):
        return after != "when" and not (code == "D" and after == "of")
    return (after == "of" and code != "D") or after == "-"


def _counted(s: Site, first: int, i: int, amount: float | None, code: Unit) -> Found | None:
    """ "... ago", "... earlier", "... before", "... later", "... after", "... from now": signed and anchored."""
    k = i + 1
    word = s.at(k)
    if word == "or" and s.at(k + 1) in ("more", "so"):
        k += 2
        word = s.at(k)
    signed = None if amount is None else amount
    if word == "ago":
        return Found(first, k, Shift(None if signed is None else -signed, code, "now", whole=False), "units")
    if word == "from" and s.at(k + 1) in ("now", "today"):
        return Found(first, k + 1, Shift(signed, code, "now", whole=False), "units")
    if word in ("earlier", "before", "prior", "previously") or (word == "later" or word == "after" or word == "hence"):
        back = word in ("earlier", "before", "prior", "previously")
        if s.at(k + 1) == "than" or (word in ("before", "after", "prior") and s.at(k + 1) not in CLOSED):
            return Found(first, k, Duration(amount, code), "counted")  # the caller looks for the time counted from
        if word in ("before", "after") and s.at(k + 1) == "that":
            k += 1
        amount_ = None if signed is None else (-signed if back else signed)
        return Found(first, k, Shift(amount_, code, "then", whole=False), "units")
    return None


def _determined(s: Site, i: int, j: int, code: Unit, plural: bool) -> Found | None:
    """ "This month", "last year", "the same day", "that week", "the following day", "every year", "recent years"."""
    word = s.at(j)
    the = s.at(j - 1) in ("the", "these", "those", "that", "this")
    if word in ("this", "current"):
        if plural:
            return None
        first, part = _relative_part(s, j - (the and word == "current"))
        return Found(first, i, Shift(0.0, code, "now", part=part), "units")
    if word in BACK or word in AHEAD:
        return _beside(s, i, j, code, plural)
    if word == "same" or (word == "that" and not plural and s.p.head[j] == i):
        first = j - 1 if word == "same" and the else j
        if s.at(i + 1) in ("last", "next", "this") and s.at(i + 2) in s.w.units:
            return None  # "the same period last year"
        if word == "that" and code != "D" and s.at(j - 1) in ("earlier", "later", "early", "late"):
            return Found(j - 1, i, Edge(cast(Part, s.at(j - 1)), Same(code)), "units")
        return Found(first, i, Same(code), "units")
    if word in ("these", "those") and plural:
        return Found(j, i, Vague("present" if word == "these" else "past"), "units") if code == "D" else None
    if word == "recent" and plural:
        return Found(j, i, Vague("past"), "recent")
    if word in ("each", "every", "per") and not plural:
        return Found(j, i, Every(1.0, code), "sets")
    if word in ("all", "whole", "entire", "half") and not plural and code in ("D", "Y", "W", "M", "H"):
        return Found(j, i, Duration(0.5 if word == "half" else 1.0, code), "units")
    return None


def _relative_part(s: Site, j: int) -> tuple[int, Part | None]:
    """ "Earlier", "late" before "this month"."""
    if s.at(j - 1) in ("earlier", "later", "early", "late"):
        return j - 1, cast(Part, s.at(j - 1))
    if s.at(j - 1) == "in" and s.at(j - 2) in ("early", "late"):
        return j - 2, cast(Part, s.at(j - 2))
    return j, None


def _beside(s: Site, i: int, j: int, code: Unit, plural: bool) -> Found | None:
    """ "Last year", "the past year", "next week", "the following day", "the coming days"."""
    word = s.at(j)
    the = s.at(j - 1) == "the"
    back = word in BACK
    if word == "last" and s.tag(j).startswith("VB"):
        return None  # "will last hours"
    longer = s.at(i + 2) in s.w.triggers or s.at(i + 2) in s.w.holidays
    if s.at(i + 1) == "of" and word in s.w.ordinals and longer:
        return None  # "the last week of October", "the last day of Ramadan": October takes it
    if plural:
        when: From = "then" if word in THEN else "now"
        return Found(j - the, i, Stretch(None, code, back, when), "units") if word != "previous" else None
    first, part = _relative_part(s, j - (the or s.at(j - 1) == "this"))
    if code == "K" and word in ("past", "coming"):
        return Found(first, i, Shift(-1.0 if back else 1.0, code, "now"), "units")
    if code in ("TM", "S"):
        return None  # "at the last minute"
    if word == "next" and the and code != "D" and s.before(j - 1) in ("over", "in", "during", "for", "within"):
        return Found(first, i, Stretch(1.0, code, False, "now"), "units")
    if word in THEN or (word == "next" and the):
        return Found(first, i, Shift(-1.0 if back else 1.0, code, "then"), "units")
    if word in ("past", "coming") or (
        word == "last" and the and s.before(j - 1) in ("over", "in", "during", "for", "within")
    ):
        return Found(first, i, Stretch(1.0, code, back, "now"), "units")
    return Found(first, i, Shift(-1.0 if back else 1.0, code, "now", part=part), "units")


def _bare(s: Site, i: int, j: int, code: Unit) -> Found | None:
    """ "For years", "decades of war", "weeks ago", "months-long", "over the years"."""
    first = i
    if s.at(i + 1) in ("ago", "earlier", "later"):
        when: From = "now" if s.at(i + 1) == "ago" else "then"
        return Found(i, i + 1, Shift(None, code, when, whole=False), "units")
    if s.at(i + 1) in DASHES and s.at(i + 2) in ("long", "old"):
        return Found(i, i + 2, Duration(None, code), "units")
    if s.at(i + 1) in ("after", "before") and j == i - 1 and s.tag(j) not in ("DT", "JJ", "CD", "PRP$"):
        return Found(i, i + 1, Duration(None, code), "counted")  # "hours after the vote"
    the = s.at(j) == "the"
    if the:
        first = j
    before = s.before(first - 1) if s.at(first - 1) in ("just", "only", "mere") else s.before(first)
    if before in OPEN_WITHIN and not (the and s.at(i + 1) in RUN_ON):
        if the and s.before(first) not in ("over", "through", "in"):
            return None
        return Found(first, i, Duration(None, code), "units")
    if s.at(i + 1) == "of" and first == i and s.tag(i - 1) not in ("NN", "JJ", "NNP", "PRP$"):
        return Found(first, i, Duration(None, code), "units")
    return None


def _bare_one(s: Site, i: int, j: int, code: Unit) -> Found | None:
    """ "Year-long", "the end of the day", "later in the week", "over the weekend"."""
    if s.at(i + 1) in DASHES and s.at(i + 2) == "long":
        return Found(s.blur_left(i), i + 2, Duration(1.0, code), "units")
    if s.at(i + 1) in ("long",) and s.tag(i + 1).startswith(("JJ", "RB")) and s.at(j) in ("a", "an"):
        return Found(i, i + 1, Duration(1.0, code), "units")
    if s.at(j) == "the" and code in ("D", "W", "M", "Y", "K", "E"):
        return _the_unit(s, i, j, code)
    running = s.at(i + 1) == "in" and s.at(i + 2) == "a" and s.at(i + 3) == "row"
    if s.w.ordinals.get(s.at(j), 0) > 0 and (j < i - 1 or running):  # "a second consecutive day", "third day in a row"
        return Found(j - (s.at(j - 1) in ("a", "the")), i + 3 * running, Shift(0.0, code), "units")
    own = s.tag(j - 1) == "PRP$" and s.before(j - 1) in ENTERED and s.at(i + 1) not in ("in", "of", "as", "at", "with")
    if s.w.ordinals.get(s.at(j), 0) > 0 and own and code in ("D", "W", "M", "Y"):  # "the siege is in its third week"
        return Found(j - 1, i, Shift(0.0, code), "units")
    return None


def _the_unit(s: Site, i: int, j: int, code: Unit) -> Found | None:
    """ "The day before", "the end of the week", "later in the day"."""
    if s.at(i + 1)[:1].isdigit():
        return None  # "the year 20000"
    if previous := _previous(s, i, j, code):
        return previous
    within = s.before(j) in WITHIN
    late = s.at(j - 1) == "in" and s.at(j - 2) in ("earlier", "later", "early", "late")
    if s.at(i + 1) == "before" and s.at(i + 2) == "last":
        return Found(j, i + 2, Shift(-2.0, code), "units")
    if s.at(i + 1) in ("before", "after") and code != "K" and not late:
        amount = -1.0 if s.at(i + 1) == "before" else 1.0
        if s.at(i + 2) in CLOSED:
            return Found(j, i + 1, Shift(amount, code, "then"), "units")
        return Found(j, i + 1, Duration(1.0, code), "counted")
    thing = s.p.rel[i] == "dobj" and code == "D"  # "ended the day", "spent the day"
    if not (within or thing) or s.at(i + 1) in ("of", "when", "that", "-", "’s", "'s") or kids(s.p, i, "relcl"):
        return None  # "on the day the war began"
    meaning: Meaning = Same("D", "day") if code == "D" else Shift(0.0, code, "now")
    if late:
        return Found(j - 2, i, Edge(cast(Part, s.at(j - 2)), meaning), "units")
    return Found(j, i, meaning, "units")


def _previous(s: Site, i: int, j: int, code: Unit) -> Found | None:
    """ "The year previous", "the night previous"."""
    if s.at(i + 1) in ("previous", "prior", "preceding") and s.tag(i + 2)[:2] not in ("NN", "TO"):
        return Found(j, i + 1, Shift(-1.0, code, "then"), "units")
    return None


def _quarter(s: Site, i: int) -> Found | None:
    """ "The third quarter", "last quarter": never "a quarter of the city" or "the old quarter"."""
    j = i - 1
    number = s.w.ordinals.get(s.at(j))
    if s.at(j) in ("this", "last", "next") and s.at(i + 1) != "of":
        the = s.at(j - 1) == "the"
        amount = {"this": 0.0, "last": -1.0, "next": 1.0}[s.at(j)]
        return Found(j - the, i, Shift(amount, "Q"), "units")
    if s.at(j) in DASHES:
        number = s.w.ordinals.get(s.at(j - 1))
        j -= 1
    if number is None or (not 0 < number <= 4 and number != -1):
        return None
    number = 4 if number == -1 else number
    the = s.at(j - 1) == "the"
    return Found(j - the, i, Calendar(None, 32 + number), "units")


def _century(s: Site, i: int) -> Found | None:
    """ "The 19th century", "this century"."""
    number = s.w.ordinals.get(s.at(i - 1)) or (s.day(i - 1) if s.at(i - 1)[-2:] in ("st", "nd", "rd", "th") else None)
    if number is None or number < 1:
        return None
    first = i - 1
    part = None
    if s.at(first - 1) in ("early", "mid", "late"):
        first, part = first - 1, cast(Part, s.at(first - 1))
    the = s.at(first - 1) == "the"
    return Found(first - the, i, Calendar((number - 1) * 100, part=part, digits=2), "units")


def every(s: Site, i: int, weekday: int) -> Found | None:
    """ "Every Friday", "each Friday morning": the weekday at i follows "every" or "each"."""
    if s.at(i - 1) in ("every", "each"):
        return Found(i - 1, i + (s.at(i + 1) in s.w.dayparts), Every(1.0, "W", weekday), "sets")
    return None


def often(s: Site, i: int, code: Unit) -> Found | None:
    """ "Weekly", "annual": how often; part of a name when written with a capital inside a sentence."""
    if s.capital(i) and i > s.p.sents[s.p.sent_of[i]][0]:
        return None
    return Found(i, i, Every(1.0, code), "sets")


def vague(s: Site, i: int, side: str, rule: str) -> Found | None:
    """ "Now", "recently", "soon"; "soon after", "as soon as" and "now that" are conjunctions."""
    if s.capital(i) and i > s.p.sents[s.p.sent_of[i]][0]:
        return None
    if not s.tag(i).startswith("RB"):
        return None
    if s.at(i + 1) in ("as", "after", "that") or s.before(i) in ("as", "too", "how"):
        return None
    first = i - 1 if s.at(i - 1) in ("more", "most", "very", "just", "only", "until") else i
    meaning: Meaning = Vague("past" if side == "past" else "future" if side == "future" else "present")
    return Found(i if s.at(first) == "until" else first, i, meaning, rule)


def recent(s: Site, i: int, side: str) -> Found | None:
    """ "The recent fighting", "in recent years", "the current truce"; "the current month" is the unit's."""
    if side == "present":
        plain = s.tag(i).startswith("JJ") and s.at(i + 1) not in s.w.units and not s.capital(i)
        return Found(i, i, Vague("present"), "recent") if plain else None
    if s.capital(i) or not s.tag(i).startswith("JJ") or s.before(i) in ("most", "more"):
        return None
    last = i + 1 if s.at(i + 1) in s.w.units and s.tag(i + 1) == "NNS" else i
    return Found(i, last, Vague("past"), "recent")


def relative(s: Site, i: int, side: str) -> Found | None:
    """ "Later", "earlier" alone: on that side of the time told last."""
    if not s.tag(i).startswith("RB") or (s.capital(i) and i > s.p.sents[s.p.sent_of[i]][0]):
        return None
    if s.at(i + 1) in ("than", "today", "this", "in", "on", "that") or s.before(i) in (
        "no",
        "any",
        "or",
        "much",
        "than",
    ):
        return None
    if s.at(i + 1) in s.w.weekdays or s.at(i + 1) in s.w.months:
        return None  # "earlier Friday"
    return Found(i, i, Beside("past" if side == "past" else "future"), "later")
