"""Does what we say equal what hand-made gold says? Lenient where spelling differs, strict where meaning would."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Any

import yaml

from dateline.lexicon.load import Loader
from dateline.measure.figures import Row

EMPTY_WORDS = frozenset({"the", "of", "a", "an", "government", "gov"})
Day = tuple[int, int, int]


@cache
def _aliases() -> dict[str, frozenset[str]]:
    """Folded name in gold -> folded names and lower-case codes that are taken for the same actor."""
    text = files("dateline.measure").joinpath("same_actors.yaml").read_text(encoding="utf-8")
    return {name: frozenset(entry) for name, entry in yaml.load(text, Loader).items()}


def folded(text: object) -> list[str]:
    """The words in lower case, without accents and punctuation."""
    letters = unicodedata.normalize("NFKD", str(text or ""))
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9 ]+", " ", letters.lower()).split()


def file_name(source: object) -> str:
    """The last part of a path or URL."""
    return PurePath(str(source or "")).name


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def same_actor(gold: str, ours: Row | str) -> bool:
    """Same words, a known alias or code, or (a person's) same surname. ours: a name, or a row with name and code."""
    name, code = (ours, "") if isinstance(ours, str) else (ours.get("name") or ours.get("text") or "", ours.get("code"))
    want, have = folded(gold), folded(name)
    if want == have or (have and set(want) - EMPTY_WORDS == set(have) - EMPTY_WORDS):
        return True
    known = _aliases().get(" ".join(want))
    if known is None:
        return len(want) >= 2 and want[-1] in have
    return str(code or "").lower().rstrip(":") in known or " ".join(have) in known


def every_actor(gold: Iterable[str], ours: object) -> bool:
    """Is each actor of gold among ours?"""
    return all(any(same_actor(name, actor) for actor in as_list(ours)) for name in gold)


def interval(value: object) -> tuple[Day, Day] | None:
    """First and last day of an EDTF date or interval; None when it says nothing."""
    text = str(value or "")
    if not text or text.startswith("P"):
        return None
    ends = re.sub(r"[~?%]", "", text).split("/")
    try:
        return _first_day(ends[0]), _last_day(ends[-1])
    except ValueError:
        return None


def _first_day(text: str) -> Day:
    if text in ("..", ""):
        return (1, 1, 1)
    year, month, day = ([*text.split("-"), "01", "01"])[:3]
    return _digits(year, "1"), _digits(month, "1"), _digits(day, "1")


def _last_day(text: str) -> Day:
    if text in ("..", ""):
        return (9999, 12, 31)
    parts = text.split("-")
    parts += ["12", "31"][len(parts) - 1 :] if len(parts) < 3 else []
    year, month, day = parts[:3]
    return _digits(year, "9"), _digits(month, "9"), _digits(day, "9")


def _digits(text: str, unknown: str) -> int:
    return int(re.sub(r"\D", unknown, text) or unknown)


def same_time(gold: object, ours: object) -> bool:
    """Equal as written; each "one of" a reading of gold; or overlapping and hardly wider (half, or three days)."""
    if re.match(r"[\[{]", str(ours or "")):
        readings = [part for part in re.split(r"[\[\]{}, ]+", str(ours)) if part]
        if readings:
            return isinstance(gold, list) and all(part in gold for part in readings)
    if isinstance(gold, list) and str(ours) == "/".join((min(gold), max(gold))):
        return True
    return any(str(value) == str(ours) or _hardly_wider(value, ours) for value in as_list(gold))


def _hardly_wider(gold: object, ours: object) -> bool:
    want, have = interval(gold), interval(ours)
    if want is None or have is None or want[0] > have[1] or have[0] > want[1]:
        return False
    return _length(have) <= max(_length(want) * 1.5, _length(want) + 3)


def _length(days: tuple[Day, Day]) -> int:
    """About how many days lie between (months of 31); only for comparing."""
    (year, month, day), (last_year, last_month, last_day) = days
    return (last_year - year) * 372 + (last_month - month) * 31 + (last_day - day)


def same_number(gold: float | None, ours: float | None) -> bool:
    """Within a hundredth; unknown equals only unknown."""
    if gold is None or ours is None:
        return gold is ours
    return abs(float(gold) - float(ours)) <= 0.01 * abs(float(gold)) + 0.05
