"""JSON Lines: one object a line, UTF-8, keys as in the record format, unknown is null."""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from dateline.plain import plain

SUFFIX = "jsonl"


def write(kind: str, rows: Iterable[Any], out: BinaryIO) -> int:
    """Write the rows of a kind; how many there were."""
    count = 0
    for row in rows:
        line = json.dumps(plain(row), ensure_ascii=False, separators=(", ", ": "))
        out.write(line.encode("utf-8") + b"\n")
        count += 1
    return count
