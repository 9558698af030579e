"""Records to table rows and back. Scalars are columns; lists and nested records are JSON in a text column."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from operator import itemgetter
from typing import Any, get_origin, get_type_hints

from dateline.errors import BadRecord
from dateline.plain import SCALARS, bare, maker, plain

HOW = ("how_by", "how_version", "how_confidence")  # `how` is spread over three columns, to be asked for by name
_HOW = itemgetter(*HOW)
UNREADABLE = (StopIteration, ValueError, TypeError, KeyError, AttributeError)  # by what reads JSON and makes records
Row = Mapping[str, Any]


@cache
def columns(record: type) -> tuple[str, ...]:
    """The columns that a record fills, in order."""
    names = [f.name for f in fields(record) if f.name != "how"]
    return (*names, *HOW) if any(f.name == "how" for f in fields(record)) else tuple(names)


def to_row(record: Any) -> tuple[Any, ...]:
    """The values of a record, in the order of `columns`."""
    kind: Any = type(record)
    values = [_encode(getattr(record, name)) for name in _own(kind)]
    how = getattr(record, "how", None)
    return (*values, how.by, how.version, how.confidence) if how is not None else tuple(values)


@cache
def _own(record: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(record) if f.name != "how")


def _encode(value: Any) -> Any:
    kind = type(value)
    if kind is bool:
        return int(value)
    if kind is tuple:
        return _json(plain(value)) if value else "[]"
    return value if kind in SCALARS or not is_dataclass(kind) else _json(plain(value))


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def from_row(record: type, row: Row) -> Any:
    """The record that `to_row` made the row from."""
    every, how, others = _decoders(record)
    try:
        return _made(record, list(every(row)), None if how is None else _HOW(row), how, others)
    except UNREADABLE as problem:
        raise _damaged(record, problem) from problem


def from_values(record: type, row: Iterable[Any]) -> Any:
    """The same out of the values of `columns`, in that order: quicker, as none is looked for by its name."""
    try:
        return _compiled(record)(tuple(row))
    except UNREADABLE as problem:
        raise _damaged(record, problem) from problem


def _damaged(record: type, problem: Exception) -> BadRecord:
    told = f"{type(problem).__name__} {problem}".strip()
    return BadRecord(
        f"a row ({record.__name__}) is not what was written and cannot be read ({told})",
        "`dateline log --verify` says which; restore a backup",
    )


@cache
def _compiled(record: type) -> Callable[[Sequence[Any]], Any]:
    """One expression that makes a record of values, compiled: a step for each column would take half of the time.

    For `Passage`: record(v[0], ..., how(v[6], v[7], v[8]))
    """
    _, how, others = _decoders(record)
    decode = dict(others)
    own = len(columns(record)) - (len(HOW) if how is not None else 0)
    parts = [f"(d{at}(v[{at}]) if v[{at}] is not None else None)" if at in decode else f"v[{at}]" for at in range(own)]
    given: dict[str, Any] = {"record": record} | {f"d{at}": its for at, its in decode.items()}
    if how is not None:
        parts.insert(how[0], f"how(v[{own}], v[{own + 1}], v[{own + 2}])")
        given["how"] = how[1]
    made: Callable[[Sequence[Any]], Any] = eval(f"lambda v: record({', '.join(parts)})", given)  # numbers only
    return made


def _made(
    record: type, values: list[Any], told: Sequence[Any] | None, how: tuple[int, Callable[..., Any]] | None, others: Any
) -> Any:
    for at, decode in others:
        if values[at] is not None:
            values[at] = decode(values[at])
    if how is not None and told is not None:
        at, made = how
        values.insert(at, made(*told))
    return record(*values)


Decoders = tuple[
    Callable[[Row], tuple[Any, ...]],
    tuple[int, Callable[..., Any]] | None,
    tuple[tuple[int, Callable[[Any], Any]], ...],
]  # what gets the columns; where `how` goes and what makes it; which columns are no scalars and what reads them


@cache
def _decoders(record: type) -> Decoders:
    hints = get_type_hints(record)
    every = [f.name for f in fields(record)]
    names = tuple(name for name in every if name != "how")
    how = (every.index("how"), cache(hints["how"])) if "how" in every else None  # there are few of them
    found = ((at, _decoder(hints[name])) for at, name in enumerate(names))
    return itemgetter(*names), how, tuple((at, decode) for at, decode in found if decode is not None)


def _decoder(hint: Any) -> Callable[[Any], Any] | None:
    """What reads a column's value; None for one that is what it is."""
    inner = bare(hint)
    if inner is bool:
        return bool
    make = maker(inner)
    if get_origin(inner) is tuple:
        return lambda text: () if text == "[]" else make(_read(text, 0)[0])
    if is_dataclass(inner):
        return lambda text: make(_read(text, 0)[0])
    return None


_read = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # what `loads` does, without looking for white space
