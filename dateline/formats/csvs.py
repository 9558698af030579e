"""CSV (RFC 4180) with a header. Lists and nested values are JSON in their cell; cells that would run are defused."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, BinaryIO

from dateline.plain import plain
from dateline.records import KINDS

SUFFIX = "csv"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes a cell that starts so for a formula


def write(kind: str, rows: Iterable[Any], out: BinaryIO) -> int:
    """Write the rows of a kind; how many there were."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    table = csv.writer(text)
    names = [f.name.rstrip("_") for f in fields(KINDS[kind])]
    table.writerow(names)
    count = 0
    for row in rows:
        values = plain(row)
        table.writerow(cells(values[name] for name in names))
        count += 1
    text.detach()
    return count


def cells(values: Iterable[Any]) -> list[Any]:
    """Plain values as the cells of one line."""
    return [_cell(value) for value in values]


_json = json.JSONEncoder(ensure_ascii=False).encode


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return "'" + value if value.startswith(FORMULA) else value
    if isinstance(value, list | dict):
        return _json(value)
    return value
