"""Which days are left when everything that is known about a report's day is taken together. Arithmetic only."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

ALL_WEEK = frozenset(range(7))
LONGEST = 4400  # days of an interval that are tried one by one: some twelve years
GAP = 100  # days between two stretches that are of different years
LISTED = 4  # days that are listed one by one; more make an interval


@dataclass(frozen=True, slots=True)
class Yearly:
    """A stretch of any year: `length` days, the first of them `shift` days from the month and day named."""

    month: int
    day: int
    length: int
    shift: int = 0

    def holds(self, day: date) -> bool:
        for year in (day.year - 1, day.year, day.year + 1):
            if 1 <= year <= 9999:
                longest = 28 if self.month == 2 else monthrange(year, self.month)[1]
                away = (day - date(year, self.month, min(self.day, longest))).days
                if 0 <= away - self.shift < self.length:
                    return True
        return False


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing that is known about the day a report appeared. What is not set allows every day.

    reason: one clause for a reader. evidence: ids of the rows that say so. certain: if it contradicts what was believed
    before it, that is a clash; a likely one is then passed over in silence.
    first, last: no day before, none after. yearly, spans: in any of these. days: one of these. weekdays: Monday is 0.
    paired: (month, day, weekday): the last such date fell on that weekday. minor: it is no evidence by itself.
    earliest: of days in several years, those of the first.
    """

    reason: str
    evidence: tuple[str, ...]
    certain: bool
    first: date | None = None
    last: date | None = None
    yearly: tuple[Yearly, ...] = ()
    spans: tuple[tuple[date, date], ...] = ()
    days: tuple[date, ...] = ()
    weekdays: frozenset[int] = ALL_WEEK
    paired: tuple[int, int, int] | None = None
    minor: bool = False
    earliest: bool = False

    def allows(self, day: date) -> bool:
        if (self.first is not None and day < self.first) or (self.last is not None and day > self.last):
            return False
        if day.weekday() not in self.weekdays or (self.days and day not in self.days):
            return False
        if self.paired is not None and not _fell_on(day, *self.paired):
            return False
        within = any(one.holds(day) for one in self.yearly) or any(a <= day <= b for a, b in self.spans)
        return within or not (self.yearly or self.spans)


@dataclass(frozen=True, slots=True)
class Dating:
    """What is left. first, last: no day before, none after; None: open on that side. days: those that fit, when they
    can be counted. evidence, reasons: of the constraints that narrowed it. clash: reasons that contradict each other.
    """

    first: date | None
    last: date | None
    days: tuple[date, ...]
    evidence: tuple[str, ...]
    reasons: tuple[str, ...]
    clash: tuple[str, ...] = ()

    @property
    def bounded(self) -> bool:
        """Is it known on both sides?"""
        return bool(self.days)

    @property
    def edtf(self) -> str | None:
        """A day, a one-of set of a few, the interval around more; open on a side that nothing bounds."""
        if not self.days:
            if self.first is None and self.last is None:
                return None
            return f"{self.first or '..'}/{self.last or '..'}"
        if len(self.days) == 1:
            return self.days[0].isoformat()
        if len(self.days) <= LISTED:
            return f"[{','.join(day.isoformat() for day in self.days)}]"
        return f"{self.days[0]}/{self.days[-1]}"


def solve(constraints: Iterable[Constraint]) -> Dating:
    """The days that all constraints allow, each taken in the order given as far as it leaves a day.

    Certain ones go first. One that leaves none is set aside: a certain one is then told of in `clash`, with the one it
    contradicts.
    """
    ordered = sorted(constraints, key=lambda one: not one.certain)  # stable: otherwise as given
    kept: list[Constraint] = []
    clash: list[str] = []
    days: list[date] | None = None  # None: too many to count
    first: date | None = None
    last: date | None = None
    narrowing: list[Constraint] = []
    for one in ordered:
        low = max(filter(None, (first, one.first)), default=None)
        high = min(filter(None, (last, one.last)), default=None)
        fitting = _first_run(days) if one.earliest else _fitting(days, low, high, [*kept, one])
        if (low is not None and high is not None and low > high) or fitting == []:
            clash += [one.reason] if one.certain else []
            continue
        if fitting is None or days is None or len(fitting) < len(days):
            narrowing.append(one)
        kept.append(one)
        first, last, days = low, high, fitting
    told = [one for one in narrowing if days is not None or one.first or one.last]
    if clash:
        clash = [*(one.reason for one in kept if one.certain), *clash]
    return Dating(
        days[0] if days else first, days[-1] if days else last, tuple(days or ()),
        tuple(dict.fromkeys(at for one in told if not one.minor for at in one.evidence)),
        tuple(dict.fromkeys(one.reason for one in told)), tuple(clash),
    )  # fmt: skip


def _fitting(
    days: list[date] | None, first: date | None, last: date | None, constraints: list[Constraint]
) -> list[date] | None:
    """The days that are left, tried by the last constraint when they were counted before; None: too many to count."""
    if days is not None:
        return [day for day in days if constraints[-1].allows(day)]
    exact = next((one.days for one in constraints if one.days), None)
    if exact is not None:
        return [day for day in sorted(set(exact)) if all(one.allows(day) for one in constraints)]
    if first is None or last is None or (last - first).days > LONGEST:
        return None
    near = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    return [day for day in near if all(one.allows(day) for one in constraints)]


def _first_run(days: list[date] | None) -> list[date] | None:
    """The days up to the first long gap."""
    if not days:
        return days
    end = next((k for k, (a, b) in enumerate(pairwise(days), 1) if (b - a).days > GAP), len(days))
    return days[:end]


def _fell_on(day: date, month: int, day_of_month: int, weekday: int) -> bool:
    """Was the nearest such date before (or, when that is far, the next after) on that weekday?"""
    fitting = []
    for year in (day.year - 1, day.year, day.year + 1):
        try:
            fitting.append(date(year, month, day_of_month))
        except ValueError:
            continue
    nearest = min(fitting, key=lambda one: abs((day - one).days), default=None)
    return nearest is not None and nearest.weekday() == weekday
