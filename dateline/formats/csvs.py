"""CSV (RFC 4180) with a header. Lists and nested values are JSON in their cell; cells that would run are defused."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any, BinaryIO, get_type_hints

from dateline.formats.jsonl import writer
from dateline.plain import SCALARS, bare
from dateline.records import KINDS

SUFFIX = "csv"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes a cell that starts so for a formula


def write(kind: str, rows: Iterable[Any], out: BinaryIO) -> int:
    """Write the rows of a kind; how many there were."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    table = csv.writer(text)
    columns = _columns(KINDS[kind])
    table.writerow([name for name, _ in columns])
    count = 0
    for row in rows:
        table.writerow([cell(row) for _, cell in columns])
        count += 1
    text.detach()
    return count


def _columns(record: Any) -> list[tuple[str, Callable[[Any], Any]]]:
    """Name of each column, and what makes its cell of a record."""
    hints = get_type_hints(record)
    return [(f.name.rstrip("_"), _maker(attrgetter(f.name), bare(hints[f.name]))) for f in fields(record)]


def _maker(value: Callable[[Any], Any], hint: Any) -> Callable[[Any], Any]:
    if hint is str:
        return lambda row: defused(value(row))
    if hint in SCALARS:
        return value
    nested = writer(hint)
    return lambda row: None if (found := value(row)) is None else nested(found)


def cells(values: Iterable[Any]) -> list[Any]:
    """Plain values as the cells of one line."""
    return [_cell(value) for value in values]


_json = json.JSONEncoder(ensure_ascii=False).encode


def defused(value: str | None) -> str | None:
    return "'" + value if value is not None and value.startswith(FORMULA) else value


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return defused(value)
    return _json(value) if isinstance(value, list | dict) else value
