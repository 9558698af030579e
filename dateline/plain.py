"""Records as plain JSON values, keys as in the record format, and back."""

import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def plain(value: Any) -> Any:
    """A record as dicts, lists and scalars; `from_` (a Python keyword without its bar) is `from`."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name.rstrip("_"): plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def build(hint: Any, value: Any) -> Any:
    """A value of type `hint` out of plain JSON values: what `plain` took apart."""
    hint = bare(hint)
    if value is None:
        return None
    if get_origin(hint) is tuple:
        return tuple(build(get_args(hint)[0], item) for item in value)
    if isinstance(hint, type) and is_dataclass(hint):
        parts = (part for part in _parts(hint) if part[1] in value or not part[3])  # older rows have fewer keys
        return hint(**{name: build(inner, value.get(key)) for name, key, inner, _ in parts})
    return date.fromisoformat(value) if hint is date else value


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
