"""Records to table rows and back. Scalars are columns; lists and nested records are JSON in a text column."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_origin, get_type_hints

from dateline.plain import SCALARS, bare, build, plain

HOW = ("how_by", "how_version", "how_confidence")  # `how` is spread over three columns, to be asked for by name
Row = Mapping[str, Any]


@cache
def columns(record: type) -> tuple[str, ...]:
    """The columns that a record fills, in order."""
    names = [f.name for f in fields(record) if f.name != "how"]
    return (*names, *HOW) if any(f.name == "how" for f in fields(record)) else tuple(names)


def to_row(record: Any) -> tuple[Any, ...]:
    """The values of a record, in the order of `columns`."""
    values = [_encode(getattr(record, name)) for name in _own(type(record))]
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
    return record(**{name: decode(row) for name, decode in _decoders(record)})


@cache
def _decoders(record: type) -> tuple[tuple[str, Callable[[Row], Any]], ...]:
    hints = get_type_hints(record)
    return tuple((f.name, _decoder(f.name, hints[f.name])) for f in fields(record))


def _decoder(name: str, hint: Any) -> Callable[[Row], Any]:
    if name == "how":
        return lambda row: hint(*(row[column] for column in HOW))
    inner = bare(hint)
    if inner is bool:
        return lambda row: bool(row[name])
    if get_origin(inner) is tuple or is_dataclass(inner):
        return lambda row: None if row[name] is None else build(inner, json.loads(row[name]))
    return lambda row: row[name]
