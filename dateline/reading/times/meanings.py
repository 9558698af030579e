"""What a time expression means before anybody asks when it was written: one frozen record a way of naming a time.

A meaning is worked out from the words alone. `resolve` turns it into a date for a given day of publication, so that
another day of publication needs no new reading.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from dateline.language.parse import Parse

Unit = Literal["S", "TM", "H", "D", "W", "F", "M", "Q", "Y", "E", "C", "K"]  # K: a weekend, E: ten years, F: two weeks
Part = Literal["early", "mid", "late", "start", "end", "earlier", "later", "half1", "half2"]
Tense = Literal["past", "future"]
THAT_YEAR = 9999  # stands in Calendar.years_on for the year of the time named last
From = Literal["now", "then"]  # the day of publication, or the time that was named last


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date by its name, as much of it as is told: "Friday, 9 December 2016", "late November", "mid-2012".

    month: 1 to 12, or EDTF's 21 to 24 (seasons) and 33 to 36 (quarters). digits: how many digits of the year are told:
    3 for "the 1990s", 2 for "the 19th century". which: "last", "next" or "this" before a month or season.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: Part | None = None
    digits: int = 4
    approximate: bool = False
    which: Literal["last", "next", "this"] | None = None
    years_on: int | None = None  # "October of next year" is 1, "of that year" THAT_YEAR


@dataclass(frozen=True, slots=True)
class Numeric:
    """ "7/8/07": two readings, day first and month first, unless one is impossible."""

    first: int
    second: int
    year: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """ "Thursday", "last Friday"; "of" a week that is told beside it: "Tuesday last week" (weeks -1)."""

    weekday: int
    which: Literal["last", "next", "this", "of"] | None = None
    when: From = "now"
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units away: "two years ago" (-2 Y), "this month" (0 M), "a day later" (+1 D from then).

    whole: the unit as a whole is meant ("last week"), not the point reached by counting ("a week ago").
    """

    amount: float | None
    unit: Unit
    when: From = "now"
    whole: bool = True
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many units up to the day, or from it on: "the past four days" (-4 D), "the next six months" (+6 M)."""

    amount: float | None
    unit: Unit
    back: bool
    when: From = "now"


@dataclass(frozen=True, slots=True)
class Same:
    """ "That day", "the same month", "at the time", "by then"."""

    unit: Unit | None = None
    daypart: str | None = None  # "in the evening": of the day that is being told about


@dataclass(frozen=True, slots=True)
class Duration:
    """ "Four years", "a year-long"; amount None: "for years"."""

    amount: float | None
    unit: Unit


@dataclass(frozen=True, slots=True)
class Every:
    """ "Weekly", "every two days", "every Friday": then with its weekday, Monday 0."""

    amount: float
    unit: Unit
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Vague:
    """ "Now", "recently", "soon"."""

    side: Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Beside:
    """ "Later", "earlier": after or before the time that was named last."""

    side: Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A feast, by its key in `holidays.RULES`."""

    key: str
    year: int | None = None
    which: Literal["last", "next", "this"] | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, on `day` (None: the day being told about). zone: hours from UTC; None: local or not told."""

    hour: int
    minute: int
    zone: float | None = None
    day: "Meaning | None" = None


@dataclass(frozen=True, slots=True)
class Within:
    """The n-th unit of a longer time: "the last week of March"; which -1 is the last.

    weekday: "the first Friday of April", Monday 0.
    """

    which: int
    unit: Unit
    whole: "Meaning"
    count: int = 1
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of a longer time: "the end of last year", "late in 2016"."""

    part: Part
    whole: "Meaning"


@dataclass(frozen=True, slots=True)
class Counted:
    """So many units before or after a time that is named: "two days before December 8"; amount signed."""

    amount: float | None
    unit: Unit
    origin: "Meaning"


@dataclass(frozen=True, slots=True)
class Range:
    """ "From Monday to Thursday", "between 2014 and 2016", "5-9 December"."""

    begins: "Meaning"
    ends: "Meaning"


Meaning: TypeAlias = (
    Calendar | Numeric | Weekday | Shift | Stretch | Same | Duration | Every | Vague | Beside | Holiday | Clock | Within
    | Edge | Counted | Range
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that name a time. `first`, `last`: tokens, both included. tense: of the verb that they hang on.

    rule: the lexicon group that set the grammar off. near: the sentence has an expression right before, which this one
    stands in apposition to.
    """

    first: int
    last: int
    meaning: Meaning
    rule: str
    tense: Tense | None = None
    sentence: int = 0  # counted over the report
    announced: bool = False  # the report itself says that it will be

    def bounds(self, parse: Parse) -> tuple[int, int]:
        """Code points start, end."""
        return parse.slice(self.first, self.last)
