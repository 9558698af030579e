"""A meaning as one readable line and back: `weekday(weekday=THU) past`, `edge(part=end, whole=calendar(year=2016))`.

The line is what a stored row remembers of an expression, so that it can be worked out again for another day. It names
the kind of meaning, then each field that is not as it is by default, then the tense of the verb it hangs on.
"""

import re
from dataclasses import MISSING, fields
from functools import lru_cache
from typing import Any, cast, get_args

from dateline.reading.times.meanings import Meaning, Tense

DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
KINDS: dict[str, type] = {kind.__name__.lower(): kind for kind in get_args(Meaning)}
TOKEN = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|[(),=])", re.ASCII)
CONSTANTS = {"yes": True, "no": False, "none": None}
DEEP = 12  # meanings within meanings; the grammar makes four at most


def spell(meaning: Meaning, tense: Tense | None = None, announced: bool = False) -> str:
    """The line for a meaning and the tense it stands in; announced: the report itself says that it will be."""
    words = [_spelt(meaning), *([tense] if tense is not None else []), *(["announced"] if announced else [])]
    return " ".join(words)


def _spelt(meaning: Meaning) -> str:
    said = []
    for field in fields(meaning):
        value = getattr(meaning, field.name)
        if field.default is MISSING or value != field.default:
            said.append(f"{field.name}={_value(field.name, value)}")
    return f"{type(meaning).__name__.lower()}({', '.join(said)})"


def _value(name: str, value: Any) -> str:
    if name == "weekday" and value is not None:
        return DAYS[value]
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    if isinstance(value, float):
        return repr(value) if value != int(value) else repr(int(value))
    return str(value) if isinstance(value, str | int) else _spelt(value)


@lru_cache(maxsize=4096)
def understood(line: str) -> tuple[Meaning, Tense | None]:
    """The meaning and tense that `spell` wrote down. Raises ValueError for any other text."""
    tokens = _tokens(line)
    if tokens and tokens[-1] == "announced":
        tokens.pop()
    tense = tokens.pop() if tokens and tokens[-1] in ("past", "future") else None
    meaning, rest = _meaning(tokens, 0)
    if rest != len(tokens):
        raise ValueError(f"{line!r} goes on after its meaning")
    return meaning, cast("Tense | None", tense)


def is_announced(line: str) -> bool:
    """Does the report itself say that it will be?"""
    return line.endswith(" announced")


def _tokens(line: str) -> list[str]:
    found, at = [], 0
    line = line.rstrip()
    while at < len(line):
        match = TOKEN.match(line, at)
        if match is None:
            raise ValueError(f"{line!r} is no meaning of a time")
        found.append(match[1])
        at = match.end()
    return found


def _meaning(tokens: list[str], at: int, depth: int = 0) -> tuple[Meaning, int]:
    """The meaning whose name is token `at`, and the token after it."""
    words = [*tokens[at : at + 2], "", ""]
    kind = KINDS.get(words[0])
    if kind is None or words[1] != "(" or depth > DEEP:
        raise ValueError(f"no meaning of a time: {' '.join(tokens)!r}")
    known = {field.name for field in fields(kind)}
    told: dict[str, Any] = {}
    at += 2
    while tokens[at : at + 1] != [")"]:
        name, sign = [*tokens[at : at + 2], "", ""][:2]
        if name not in known or sign != "=" or len(tokens) < at + 4:
            raise ValueError(f"no meaning of a time: {' '.join(tokens)!r}")
        told[name], at = _read_value(kind, name, tokens, at + 2, depth)
        if tokens[at : at + 1] == [","]:
            at += 1
    try:
        return cast(Meaning, kind(**told)), at + 1
    except TypeError as problem:
        raise ValueError(str(problem)) from problem


def _read_value(kind: type, name: str, tokens: list[str], at: int, depth: int) -> tuple[Any, int]:
    word = tokens[at]
    if word in KINDS and tokens[at + 1 : at + 2] == ["("]:
        return _meaning(tokens, at, depth + 1)
    if name == "weekday" and word in DAYS:
        return DAYS.index(word), at + 1
    if word in CONSTANTS:
        return CONSTANTS[word], at + 1
    if word.lstrip("-")[:1].isdigit():
        hint = str(next(field.type for field in fields(kind) if field.name == name))
        return (float(word) if "float" in hint else int(word)), at + 1
    return word, at + 1
