"""Delimited text for the formats that are tables: cells by column name, those that a spreadsheet would run defused."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from dateline.formats.csvs import FORMULA


def write_table(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    out: BinaryIO,
    *,
    delimiter: str = ",",
    header: bool = True,
    quoting: bool = True,
    second: Mapping[str, str] | None = None,
) -> int:
    """Write the rows under their columns; a column that a row lacks stays empty. How many rows there were.

    quoting: False for formats whose readers know none; second: a second heading (HXL tags). Raises KeyError for a cell
    without a column: that would be lost in silence.
    """
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    end = "\n" if delimiter == "\t" else "\r\n"
    if quoting:
        table = csv.writer(text, delimiter=delimiter, lineterminator=end)
    else:
        table = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_NONE, quotechar=None)
    if header:
        table.writerow(columns)
    if second is not None:
        table.writerow([second.get(column, "") for column in columns])
    known, count = set(columns), 0
    for row in rows:
        if surplus := row.keys() - known:
            raise KeyError(f"no column for {sorted(surplus)}")
        table.writerow([_cell(row.get(column), delimiter) for column in columns])
        count += 1
    text.detach()
    return count


def _cell(value: Any, delimiter: str) -> Any:
    if not isinstance(value, str):
        return value
    value = " ".join(value.split())  # these formats are read line by line
    return "'" + value if delimiter == "," and value.startswith(FORMULA) else value
