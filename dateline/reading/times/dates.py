"""The grammar of dates by name and number: months, weekdays, seasons, years, decades, "7/8/07", "11:30 p.m."."""

import re
from dataclasses import replace
from typing import Literal, cast

from dateline.reading.times.meanings import (
    THAT_YEAR,
    Calendar,
    Clock,
    Every,
    Holiday,
    Meaning,
    Numeric,
    Part,
    Range,
    Shift,
    Weekday,
)
from dateline.reading.times.site import APOSTROPHES, DASHES, Found, Site

Which = Literal["last", "next", "this"]
ALSO_WORDS = frozenset({"may", "march"})  # months whose names are other words too
ALSO_NAMES = frozenset({"april", "june", "august"})  # months that are given names too
OF_MONTHS = frozenset(
    "in since until till by from of for through during before after between to throughout around about on".split()
)
ROUGHLY = frozenset({"early", "late", "earlier", "later"})
WHICH: dict[str, Which] = {"last": "last", "past": "last", "next": "next", "coming": "next", "this": "this"}
ISO = re.compile(r"(\d{4})([-/])(\d{2})\2(\d{2})(?![\w/-])", re.ASCII)
SLASHED = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})(?![\w/]|\.\d)", re.ASCII)
YEARS = re.compile(r"(1\d{3}|20\d{2})[-–/](\d{4}|\d{2})(?![\w-])", re.ASCII)
DECADE = re.compile(r"['’]?(?:(1[0-9]|20)?([0-9])0)['’]?s", re.ASCII)
PART_YEAR = re.compile(r"(early|mid|late)[-–](1\d{3}|20\d{2})", re.ASCII)
TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?(am|pm|a\.m\.?|p\.m\.?|z)?", re.ASCII)
NO_DAY = re.compile(r"3[2-9]|[4-9]\d", re.ASCII)
HALF = {"am": 0, "a.m.": 0, "a.m": 0, "pm": 12, "p.m.": 12, "p.m": 12}


def month(s: Site, i: int, number: int) -> Found | None:
    """A month by name at token i, with its day, year, part: "late November", "8 December 2016", "Dec. 5-9"."""
    if not s.capital(i):
        return None
    first, last = i, i
    days = _days_right(s, i)
    if days is None:
        days = _days_left(s, i) or _no_day(s, i)
    if days is not None:
        first, last = min(first, days[1]), max(last, days[2])
    year = s.year_after(last)
    if year is not None:
        last = year[1]
    told = year[0] if year else None
    years_on, last = _years_on(s, last) if year is None else (None, last)
    part, which = None, None
    if days is None:
        first, part = _part_left(s, first)
        if part is None and s.at(first - 1) in WHICH:
            first, which = first - 1, WHICH[s.at(first - 1)]
    if days is not None and year is None and _names_thing(s, last):
        return None
    surely = not (days is None and year is None and part is None and which is None and years_on is None)
    if not surely and not _surely_month(s, i):
        return None
    if days is None or len(days[0]) == 1:
        meaning: Meaning = Calendar(
            told, number, days[0][0] if days else None, part=part, which=which, years_on=years_on
        )
    else:
        meaning = Range(Calendar(told, number, days[0][0]), Calendar(told, number, days[0][-1]))
    rule = "months" if s.at(i) in ("may",) or len(s.at(i)) > 4 or s.at(i) in ("june", "july") else "months_short"
    return Found(first, last, meaning, rule)


def _names_thing(s: Site, last: int) -> bool:
    """ "The April 6 movement", "the May 25 Martyrs hospital": a thing that bears the day as its name."""
    for j in (last + 1, last + 2):
        if s.at(j) in s.w.named_after and not s.tag(j + 1).startswith("NN"):
            return s.tag(j).startswith("NN")
        if not s.tag(j).startswith("NNP"):
            return False
    return False


def _minister(before: str, after: str) -> bool:
    """ "By May's government", "for May and her party": May is a person there."""
    return after in ("'s", "’s") or (after == "and" and before in ("by", "for", "to", "of", "from"))


def _years_on(s: Site, last: int) -> tuple[int | None, int]:
    """ "Of next year" after a month or season that ends at `last`: years from the report's, and the new last token."""
    j = last + 2 if s.at(last + 1) == "of" else last + 1
    if s.at(j) in ("last", "next", "this") and s.at(j + 1) == "year":
        return {"last": -1, "next": 1, "this": 0}[s.at(j)], j + 1
    if s.at(j) == "that" and s.at(j + 1) == "year":
        return THAT_YEAR, j + 1
    if s.at(j) == "the" and s.at(j + 1) == "same" and s.at(j + 2) == "year":
        return THAT_YEAR, j + 2
    return None, last


def _surely_month(s: Site, i: int) -> bool:
    """Is a month's name that stands alone meant as one? "May said", "April Glaspie" and "Jan Egeland" are people."""
    word, before, after = s.at(i), s.before(i), s.at(i + 1)
    if (
        word.removesuffix(".") in s.w.months
        and len(word.removesuffix(".")) <= 4
        and word not in ("may", "june", "july")
    ):
        return word.endswith(".") and before in OF_MONTHS
    if word not in ALSO_WORDS and word not in ALSO_NAMES:
        return True
    if not s.tag(i).startswith("NN"):
        return False
    if s.tag(i + 1) == "NNP" and after not in s.w.weekdays:
        return False
    if s.tag(i - 1) == "NNP" and s.p.head[i - 1] == i and s.at(i - 1) not in s.w.triggers:
        return False  # "Teresa May"
    if before in ("and", "or", "to", *DASHES) and s.p.lower[max(i - 2, 0)] in s.w.months:
        return True
    if after in ("and", "or", "to", *DASHES) and s.at(i + 2) in s.w.months:
        return True
    return before in OF_MONTHS and not (word == "may" and _minister(before, after))


def _days_right(s: Site, i: int) -> tuple[list[int], int, int] | None:
    """Days after a month at i: (days, first token, last token): "8", "8th", "5-9", "5 and 6"."""
    j = i + 1
    span = re.fullmatch(r"(\d{1,2})[–-](\d{1,2})", s.at(j), re.ASCII)
    if span and 1 <= int(span[1]) < int(span[2]) <= 31:
        return [int(span[1]), int(span[2])], j, j
    day = s.day(j)
    if day is None or _counts(s, j, i):
        return None
    second = s.day(j + 2)
    linked = s.at(j + 1) in ("to", "and", "through", "or", "until", *DASHES)
    if second is not None and linked and second > day and not s.tag(j + 3).startswith(("NN", "JJ")):
        if s.at(j + 3) in s.w.months:
            return [day], j, j
        return [day, second], j, j + 2
    return [day], j, j


def _counts(s: Site, j: int, i: int) -> bool:
    """ "In May 10 people died": the number counts the noun after it."""
    return s.before(i) == "in" and s.tag(j + 1) in ("NNS", "JJ") and s.at(j).isdigit() and s.p.head[j] == j + 1


def _days_left(s: Site, i: int) -> tuple[list[int], int, int] | None:
    """Days before a month at i: "8", "the 8th of", "5-9", "5 and 6"."""
    j = i - 1
    if s.at(j) == "of":
        j -= 1
        word = s.at(j)
        if s.w.ordinals.get(word, 0) > 0 and (s.tag(j) != "NN" or s.at(j - 1) == "the"):  # not "a third of May's dead"
            return [s.w.ordinals[word]], _the(s, j), i
        if s.day(j) is None or not s.at(j)[-1].isalpha():
            return None
    span = re.fullmatch(r"(\d{1,2})[–-](\d{1,2})", s.at(j), re.ASCII)
    if span and 1 <= int(span[1]) < int(span[2]) <= 31:
        return [int(span[1]), int(span[2])], j, i
    day = s.day(j)
    if day is None:
        return None
    before = s.day(j - 2)
    if before is not None and before < day and s.at(j - 1) in ("to", "and", "or", *DASHES):
        return [before, day], _the(s, j - 2), i
    return [day], _the(s, j), i


def _no_day(s: Site, i: int) -> tuple[list[int], int, int] | None:
    """ "45 May 2018", "May 45, 2018": a slip of the pen, kept as one date that no calendar has."""
    left, right = NO_DAY.fullmatch(s.at(i - 1)), NO_DAY.fullmatch(s.at(i + 1))
    if right and s.year_after(i + 1) is not None:
        return [int(right[0])], i + 1, i + 1
    return ([int(left[0])], i - 1, i) if left and s.year_after(i) is not None else None


def _the(s: Site, i: int) -> int:
    return i - 1 if s.at(i - 1) == "the" else i


def _part_left(s: Site, i: int) -> tuple[int, Part | None]:
    """ "late", "mid-", "early to mid" before i."""
    j = i - 1
    if s.at(j) in DASHES:
        j -= 1
    if s.at(j) in ("early", "mid", "late"):
        return j, cast(Part, s.at(j))
    return i, None


def season(s: Site, i: int, number: int) -> Found | None:
    """ "Spring 2015", "last winter", "in the summer": never "Arab Spring" or "prices fall"."""
    first, last = i, i
    year = s.year_after(i)
    if year is not None:
        last = year[1]
    years_on, last = _years_on(s, last) if year is None else (None, last)
    first, part = _part_left(s, first)
    which = WHICH.get(s.at(first - 1))
    if which is not None:
        first -= 1
    the = s.at(first - 1) == "the"
    told = year is not None or which is not None or part is not None or years_on is not None
    if year is not None and s.at(last + 1) in DASHES and s.at(last + 2)[-2:] == f"{(year[0] + 1) % 100:02}":
        last += 2  # "the winter of 2013-14"
    alone = s.before(first - the) in ("in", "during", "since", "until", "by", "over", "through", "throughout", "for")
    if s.tag(i) not in ("NN", "NNP") or (not told and (not alone or s.tag(i + 1) in ("NN", "NNS", "NNP"))):
        return None
    if not told and s.at(i) in ("fall", "spring") and not (the and s.at(i + 1) != "of" and alone):
        return None
    meaning = Calendar(year[0] if year else None, number, part=part, which=which, years_on=years_on)
    return Found(first - the, last, meaning, "seasons")


def weekday(s: Site, i: int, number: int) -> Found | None:
    """A weekday by name, alone or with its date: "last Friday", "Friday, December 9, 2016", "Friday morning"."""
    if not s.capital(i) or s.tag(i)[:2] not in ("NN", "CD") or _named_day(s, i):
        return None
    short = s.at(i).removesuffix(".") in ("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun")
    rule = "weekdays_short" if short else "weekdays"
    dated = _date_after(s, i)
    if dated is not None:
        return Found(i, dated.last, _with_weekday(dated.meaning, number), rule)
    if short and not s.at(i).endswith("."):
        return None
    first, last, which = i, i, WHICH.get(s.at(i - 1))
    if which is not None:
        first -= 1
    if s.at(i + 1) in s.w.dayparts:
        last = i + 1
    if which is None:
        on = s.at(i - 1) == "on" and s.at(i - 2) in ROUGHLY
        first -= 2 if on else s.at(i - 1) in ROUGHLY
    return Found(first, last, Weekday(number, which), rule)


def _named_day(s: Site, i: int) -> bool:
    """ "Friday of Rage", and not "Friday of last week"."""
    return s.at(i + 1) == "of" and s.capital(i + 2) and s.at(i + 2) not in s.w.triggers


def _date_after(s: Site, i: int) -> Found | None:
    """The date that stands in apposition to a weekday at i: ", December 8", " 8 December", " the 8th of May"."""
    j = i + 1
    while s.at(j) in (",", "(", "the"):
        j += 1
    for k in range(j, min(j + 4, s.ceil)):
        word = s.at(k)
        if word in s.w.months:
            inner = Site(s.p, s.w, j, s.ceil)
            found = month(inner, k, s.w.months[word])
            if found is not None and found.first <= j and isinstance(found.meaning, Calendar) and found.meaning.day:
                return found
            return None
        if not (word and (word[0].isdigit() or word in ("of", "th"))):
            return None
    return None


def _with_weekday(meaning: Meaning, number: int) -> Meaning:
    return replace(meaning, weekday=number) if isinstance(meaning, Calendar) else meaning


def digits(s: Site, i: int) -> Found | None:
    """What a token of digits can begin: an ISO or slashed date, a time of day, a run of years, a year, a decade."""
    text, start = s.p.text, s.p.start[i]
    if iso := ISO.match(text, start):
        return _to(s, i, iso.end(), Calendar(int(iso[1]), int(iso[3]), int(iso[4])), "numeric")
    if slashed := SLASHED.match(text, start):
        full = int(slashed[4]) if len(slashed[4]) == 4 else 2000 + int(slashed[4])
        return _to(s, i, slashed.end(), Numeric(int(slashed[1]), int(slashed[3]), full), "numeric")
    if found := clock(s, i):
        return found
    if runs := YEARS.match(text, start):
        begins = int(runs[1])
        ends = int(runs[2]) if len(runs[2]) == 4 else begins // 100 * 100 + int(runs[2])
        if begins < ends < begins + 100 and _is_year(s, i, begins):
            return _to(s, i, runs.end(), Range(Calendar(begins), Calendar(ends)), "years")
    if s.year(i) is not None:
        return year(s, i)
    if s.at(i - 1) in APOSTROPHES and s.before(i - 1) in ("in", "since", "of", "from", "until", "by"):
        short = s.short_year(i - 1)
        return Found(i - 1, i, Calendar(short[0]), "years") if short is not None else None
    if s.day(i) is not None and s.at(i)[-1].isalpha():
        return _ordinal_day(s, i)
    if decade := DECADE.fullmatch(s.at(i)):
        return _decade(s, i, decade)
    return None


def _ordinal_day(s: Site, i: int) -> Found | None:
    """ "Left on the 5th": a day of the month that was told last."""
    placed = s.at(i - 1) == "the" and s.before(i - 1) in ("on", "by", "until", "since")
    if placed and s.at(i + 1) != "of" and s.tag(i + 1)[:2] not in ("NN", "JJ"):
        return Found(i - 1, i, Calendar(day=s.day(i)), "numeric")
    return None


def _to(s: Site, i: int, end: int, meaning: Meaning, rule: str) -> Found | None:
    """The expression from token i up to the character `end`; None when a token goes on beyond it."""
    last = i
    while last + 1 < s.ceil and s.p.start[last + 1] < end:
        last += 1
    return Found(i, last, meaning, rule) if s.p.end[last] == end else None


def year(s: Site, i: int) -> Found | None:
    """A bare year, where the words around make it one; "early 2009"."""
    number = s.year(i)
    if number is None or not _is_year(s, i, number):
        return None
    first, part = _part_left(s, i)
    return Found(first, i, Calendar(number, part=part), "years")


def _is_year(s: Site, i: int, number: int) -> bool:
    before, after = s.before(i), s.at(i + 1)
    if before in s.w.not_before and not (before in ("around", "about") and s.p.lower[max(i - 2, 0)] in ("in", "since")):
        return False
    if after in s.w.not_after or after in s.w.zones:
        return False
    if s.p.word[i - 1 if i else 0][-1] in "$€£#/." and i and s.p.end[i - 1] == s.p.start[i]:
        return False
    if not 1400 <= number <= 2100:
        return False
    if s.tag(i + 1) == "NNP" and i and s.p.tag[i - 1] == "NNP" and s.p.word[i - 1][0].isupper():
        return False  # "the Alta 2000 Index"
    if s.tag(i + 1) == "NNP" and s.at(i + 2) in s.w.named_after and before in ("at", "in", "of", "to", "from"):
        return False  # "at 2012 Mill Street"
    if before in s.w.before_dates and before not in ("the", ",", "to", "for", "than", "or", "and", "as", "past", "on"):
        return True
    counted = s.p.rel[i] == "nummod" and s.p.tag[s.p.head[i]] == "NNS" and number % 50 == 0
    return 1900 <= number <= 2060 and not counted


def _decade(s: Site, i: int, match: re.Match[str]) -> Found | None:
    """ "The 1990s", "the '80s": never "in his 70s"."""
    first = i - 1 if s.at(i - 1) in APOSTROPHES else i
    j, part = _part_left(s, first)
    the = s.at(j - 1) == "the"
    told = match[1] or the or part or first < i or s.at(i)[0] in APOSTROPHES
    listed = s.before(i) == "and" and i > 1 and DECADE.fullmatch(s.p.lower[i - 2]) is not None  # "the 70s and 80s"
    if s.tag(j - 1) == "PRP$" or not (told or listed):
        return None
    century = match[1] or ("20" if match[2] in "012" else "19")
    return Found(j - the, i, Calendar(int(century + match[2] + "0"), part=part, digits=3), "decades")


def part_of_year(s: Site, i: int) -> Found | None:
    """ "Mid-2012" as one token; "'82" after a preposition."""
    short = s.short_year(i)
    if short is not None and s.before(i) in ("in", "since", "of", "from", "until", "by"):
        return Found(i, short[1], Calendar(short[0]), "years")
    match = PART_YEAR.fullmatch(s.at(i))
    return Found(i, i, Calendar(int(match[2]), part=cast(Part, match[1])), "years") if match else None


def clock(s: Site, i: int) -> Found | None:
    """ "11:30 p.m. local time", "8 am", "0830 GMT", "16:00 UTC"; the day that may follow is joined by the caller."""
    word, last, half = s.at(i), i, None
    match = TIME.fullmatch(word)
    if match:
        hour, minute, half = int(match[1]), int(match[2]), match[3]
    elif re.fullmatch(r"\d{1,2}", word, re.ASCII) and s.at(i + 1) in HALF:
        hour, minute = int(word), 0
    elif re.fullmatch(r"[012]\d[0-5]\d", word, re.ASCII) and (s.at(i + 1) in s.w.zones or _military(s, i)):
        hour, minute = int(word[:2]), int(word[2:])
    else:
        return None
    if half is None and s.at(i + 1) in HALF:
        half, last = s.at(i + 1), i + 1
    if match is None and half is None and _military(s, i):
        last += 1
    last, zone, zoned = _zone(s, last)
    zoned = zoned or last > i
    placed = s.before(i) in (
        "at",
        "by",
        "around",
        "about",
        "until",
        "from",
        "to",
        "between",
        "(",
        "before",
        "after",
        "since",
    )
    if not (half or zoned or (placed and match and ":" in word)):
        return None
    if half in HALF:
        hour = hour % 12 + HALF[half]
    if (hour > 23 or minute > 59) and not (match and zoned and (hour, minute) != (24, 0)):
        return None  # "27:99 GMT" is kept, as a slip
    if zone is None and (twice := _in_gmt(s, last)):
        last, zone = twice[0], _apart(hour + minute / 60, twice[1])
    return Found(i, last, Clock(hour, minute, 0.0 if half == "z" else zone), "clock")


def _military(s: Site, i: int) -> bool:
    """ "At 1500 hours"."""
    return s.at(i + 1) in ("hours", "hrs") and s.before(i) in ("at", "by", "from", "until", "since", "around", "about")


def _in_gmt(s: Site, last: int) -> tuple[int, float] | None:
    """ "(1600 GMT)" after a local time that ends at `last`: the bracket's last token, and the hours it tells."""
    if s.at(last + 1) != "(" or s.w.zones.get(s.at(last + 3)) != 0 or s.at(last + 4) != ")":
        return None
    told = re.fullmatch(r"([012]?\d)[:.]?([0-5]\d)", s.at(last + 2), re.ASCII)
    return (last + 4, int(told[1]) + int(told[2]) / 60) if told else None


def _apart(local: float, gmt: float) -> float:
    """Hours that the local time is ahead of GMT, from -12 to 12."""
    return (local - gmt + 12) % 24 - 12


def _zone(s: Site, last: int) -> tuple[int, float | None, bool]:
    """The zone after a time of day that ends at `last`: its last token, hours from UTC, and whether there is one."""
    j = last + 1
    if s.at(j) == "(" and s.at(j + 1) in s.w.zones:
        j += 1
    if s.at(j) in s.w.zones:
        offset = s.w.zones[s.at(j)]
        plus = re.fullmatch(
            r"([+-])(\d{1,2})", s.at(j + 1) + (s.at(j + 2) if s.at(j + 1) in ("+", "-") else ""), re.ASCII
        )
        if plus and offset is not None:
            j += 2 if s.at(j + 1) in ("+", "-") else 1
            offset += int(plus[1] + plus[2])
        if s.at(last + 1) == "(" and s.at(j + 1) == ")":
            j += 1
        return j, offset, True
    if s.at(j + 1) == "time" and (s.at(j) == "local" or s.tag(j) == "NNP"):
        return j + 1, None, True
    return last, None, False


def holiday(s: Site, i: int) -> Found | None:
    """A feast by its name, with a year or "last", "this", "next"."""
    if not s.capital(i):
        return None
    for phrase, key in s.w.holidays.get(s.at(i), ()):
        if s.p.text[s.p.start[i] : s.p.start[i] + len(phrase)].lower() != phrase:
            continue
        end = s.p.start[i] + len(phrase)
        found = _to(s, i, end, Holiday(key), "holidays")
        if found is None or (s.tag(found.last + 1) == "NNP" and s.at(found.last + 1) not in s.w.dayparts):
            continue
        year = s.year_after(found.last)
        which = WHICH.get(s.at(i - 1))
        first = i - 1 if which else i
        return Found(first, year[1] if year else found.last, Holiday(key, year[0] if year else None, which), "holidays")
    return None


def dated_event(s: Site, i: int) -> Found | None:
    """ "The September 11 attacks": a day that names what happened on it."""
    for phrase, iso in s.w.dated_events.get(s.at(i), ()):
        end = s.p.start[i] + len(phrase)
        if s.p.text[s.p.start[i] : end].lower() == phrase:
            year, month_, day = map(int, iso.split("-"))
            found = _to(s, i, end, Calendar(year, month_, day), "events_as_dates")
            if found is not None and s.at(found.last + 1) in s.w.event_nouns:
                return found
    return None


def deictic(s: Site, i: int, days: int) -> Found | None:
    """ "Today", "yesterday evening", "the day before yesterday", "earlier today"."""
    if s.capital(i) and s.tag(i - 1) == "NNP" and s.at(i - 1)[:1].isalpha() and s.p.word[i - 1][0].isupper():
        return None  # "Russia Today"
    first, last = i, i
    if s.at(i + 1) in s.w.dayparts:
        last = i + 1
    if s.at(i - 1) in ("before", "after") and s.at(i - 2) == "day":
        days += -1 if s.at(i - 1) == "before" else 1
        first = _the(s, i - 2)
    elif s.at(i - 1) in ("earlier", "later", "late", "early"):
        first = i - 1
    return Found(first, last, Shift(float(days), "D"), "deictic")


def daypart(s: Site, i: int) -> Found | None:
    """ "This morning", "last night", "that evening"; "the morning of December 8" is joined by the caller."""
    word = s.before(i) if i > s.floor else ""
    if s.capital(i) and s.p.sents[s.p.sent_of[i]][0] != i:
        return None
    if word == "this":
        return Found(i - 1, i, Shift(0.0, "D"), "dayparts")
    if word == "last":
        return Found(i - 1, i, Shift(-1.0, "D"), "dayparts")
    if word in ("every", "each"):
        return Found(i - 1, i, Every(1.0, "D"), "dayparts")
    if word in ("previous", "preceding", "following", "next") and s.at(i - 2) == "the":
        return Found(i - 2, i, Shift(-1.0 if word[0] == "p" else 1.0, "D", "then"), "dayparts")
    return None
