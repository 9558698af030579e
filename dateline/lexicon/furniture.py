"""What the lines of a page that are no story look like: `furniture.yaml`, compiled."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import BadLexicon
from dateline.lexicon.load import table

WORDS = ("agencies", "signs", "prose", "months", "weekdays", "shouts")  # entries that are word lists
_REST = r".{0,160}"
_ONE_NAME = r"[^\W\d_a-z][\w.'’-]{0,30}"
_NAME = rf"(?-i:{_ONE_NAME}(?:[ ](?:(?:al|de|van|von|bin|el)[ -])?{_ONE_NAME}){{0,4}})"
_FULL_NAME = rf"(?-i:{_ONE_NAME}(?:[ ]{_ONE_NAME}){{1,3}})"


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of line. `part` is its part, or "credit": a caption when it says more than who took the picture."""

    name: str
    part: str
    line: re.Pattern[str] | None  # the whole line
    begin: re.Pattern[str] | None
    end: re.Pattern[str] | None
    top: bool  # only before the story begins


@dataclass(frozen=True, slots=True)
class Furniture:
    """All kinds of lines, and the date and capital words that datelines are told by."""

    entries: tuple[Entry, ...]
    date: str  # a regular expression, as the two below
    weekday: str
    agency: str
    shouts: frozenset[str]
    agencies: tuple[str, ...]
    signs: tuple[str, ...]
    prose: frozenset[str]  # lower case


@cache
def load() -> Furniture:
    """Raises BadLexicon, naming the entry."""
    data = table("furniture")
    agency = f"(?-i:{_any(data, 'agencies')})"
    weekday = _any(data, "weekdays")
    date = _date(_any(data, "months"), weekday)
    fill = {"{rest}": _REST, "{name}": _NAME, "{full_name}": _FULL_NAME, "{agency}": agency, "{date}": date}
    entries = tuple(_entry(name, value, fill) for name, value in data.items() if name not in WORDS)
    prose = frozenset(word.lower() for word in data["prose"]["words"])
    shouts, agencies, signs = (data[name]["words"] for name in ("shouts", "agencies", "signs"))
    return Furniture(entries, date, weekday, agency, frozenset(shouts), tuple(agencies), tuple(signs), prose)


def _any(data: dict[str, Any], name: str) -> str:
    words = sorted(data[name]["words"], key=len, reverse=True)  # longest first: "Getty Images" before "Getty"
    return "(?:" + "|".join(re.escape(word) for word in words) + r")\b"


def _date(month: str, weekday: str) -> str:
    """A calendar date, by itself or after its weekday; blanks around signs as some archives print them."""
    year = r"(?:,? ?(?:19|20)\d\d)"
    return (
        rf"(?:(?:{weekday}\.?,? )?(?:{month}\.? \d{{1,2}}(?:st|nd|rd|th)?\b{year}?"
        rf"|\d{{1,2}}(?:st|nd|rd|th)? {month}\.?{year}?"
        r"|\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?(?:19|20)?\d\d|(?:19|20)\d\d ?[-./] ?\d\d ?[-./] ?\d\d))"
    )


def _entry(name: str, value: Any, fill: dict[str, str]) -> Entry:
    if not isinstance(value, dict) or not {"part", "source", "matches", "rejects"} <= value.keys():
        raise BadLexicon(f"lexicon/furniture.yaml: {name!r} lacks a key", "give it part, source, matches and rejects")
    return Entry(
        name, value["part"], _compiled(name, value.get("lines"), fill), _compiled(name, value.get("begins"), fill),
        _compiled(name, value.get("ends"), fill, r"\Z"), bool(value.get("top")),
    )  # fmt: skip


def _compiled(name: str, patterns: list[str] | None, fill: dict[str, str], tail: str = "") -> re.Pattern[str] | None:
    if not patterns:
        return None
    for mark, pattern in fill.items():
        patterns = [one.replace(mark, pattern) for one in patterns]
    try:
        return re.compile("(?:" + "|".join(f"(?:{one})" for one in patterns) + ")" + tail, re.I)
    except re.error as problem:
        raise BadLexicon(f"lexicon/furniture.yaml: a pattern of {name!r} is none: {problem}", "mend it") from problem
