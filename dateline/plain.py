"""Records as plain JSON values, keys as in the record format, and back."""

import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

SCALARS = frozenset({str, int, float, bool, type(None)})


def plain(value: Any) -> Any:
    """A record as dicts, lists and scalars; `from_` (a Python keyword without its bar) is `from`."""
    kind = type(value)
    if kind in SCALARS:
        return value
    if kind is tuple or kind is list:
        return [plain(item) for item in value]
    if is_dataclass(kind):
        keys, values, nested = _shape(kind)
        row = dict(zip(keys, values(value), strict=True))
        for key in nested:
            if row[key] is not None:
                row[key] = plain(row[key])
        return row
    return value.isoformat() if isinstance(value, date) else value


@cache
def _shape(record: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[str, ...]]:
    """The keys of a record, how to get all of its values at once, and the keys of those that are no scalars."""
    names = tuple(field.name for field in fields(record))
    hints = get_type_hints(record)
    nested = tuple(name.rstrip("_") for name in names if bare(hints[name]) not in SCALARS)
    one = attrgetter(*names)
    values = one if len(names) > 1 else lambda value: (one(value),)
    return tuple(name.rstrip("_") for name in names), values, nested


def build(hint: Any, value: Any) -> Any:
    """A value of type `hint` out of plain JSON values: what `plain` took apart."""
    return None if value is None else maker(hint)(value)


@cache
def maker(hint: Any) -> Callable[[Any], Any]:
    """How to make a value of type `hint` that is not None, found out once: records come by the hundred thousand."""
    hint = bare(hint)
    if get_origin(hint) is tuple:
        make = maker(get_args(hint)[0])
        return lambda items: tuple([make(item) for item in items])
    if isinstance(hint, type) and is_dataclass(hint):
        return _record_maker(hint)
    return date.fromisoformat if hint is date else lambda value: value


def _record_maker(record: Any) -> Callable[[Any], Any]:
    """How to make a record: its values all at once where every key is there; older rows have fewer."""
    keys, _, _ = _shape(record)
    hints = get_type_hints(record)
    nested = [(at, maker(hints[f.name])) for at, f in enumerate(fields(record)) if bare(hints[f.name]) not in SCALARS]
    together = itemgetter(*keys) if len(keys) > 1 else None

    def make(value: Any) -> Any:
        try:
            values = list(together(value)) if together else [value[keys[0]]]
        except KeyError:
            return _of_fewer(record, value)
        for at, inner in nested:
            if values[at] is not None:
                values[at] = inner(values[at])
        return record(*values)

    return make


def _of_fewer(record: Any, value: Any) -> Any:
    parts = _parts(record)
    return record(
        **{name: build(inner, value.get(key)) for name, key, inner, optional in parts if not optional or key in value}
    )


@cache
def _parts(record: type) -> tuple[tuple[str, str, Any, bool], ...]:
    """Name, key and type of each field, and whether it may be left out."""
    hints = get_type_hints(record)
    return tuple((f.name, f.name.rstrip("_"), hints[f.name], f.default is not MISSING) for f in fields(record))


@cache
def bare(hint: Any) -> Any:
    """A type without its None (`X | None` is X); a Literal is its values' type, str."""
    if get_origin(hint) in (Union, types.UnionType):
        return bare(next(arg for arg in get_args(hint) if arg is not type(None)))
    return str if get_origin(hint) is Literal else hint


def may_be_none(hint: Any) -> bool:
    return get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)
