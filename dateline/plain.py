"""Records as plain JSON values, keys as in the record format, and back."""

import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
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
        return {key: plain(getattr(value, name)) for name, key in _keys(kind)}
    return value.isoformat() if isinstance(value, date) else value


@cache
def _keys(record: type) -> tuple[tuple[str, str], ...]:
    """Name and key of each field."""
    return tuple((field.name, field.name.rstrip("_")) for field in fields(record))


def build(hint: Any, value: Any) -> Any:
    """A value of type `hint` out of plain JSON values: what `plain` took apart."""
    return None if value is None else _maker(hint)(value)


@cache
def _maker(hint: Any) -> Callable[[Any], Any]:
    """How to make a value of type `hint`, found out once for each type: records come by the hundred thousand."""
    hint = bare(hint)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return lambda items: tuple(build(inner, item) for item in items)
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda value: hint(
            **{
                name: build(inner, value.get(key))
                for name, key, inner, optional in _parts(hint)
                if not optional or key in value  # older rows have fewer keys
            }
        )
    return date.fromisoformat if hint is date else lambda value: value


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
