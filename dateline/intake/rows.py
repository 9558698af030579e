"""Rows: reports as JSONL lines or Parquet rows, `{"id", "text", "title"?, "published"?, "url"?, "outlet"?}`.

Files of any size are read as a stream, one line or a few rows at a time. A row that cannot be used is set aside with
its file and line; the others go on. Keys beyond these are tolerated.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dateline.errors import BadInput
from dateline.intake import ninjs
from dateline.intake.decode import decode
from dateline.intake.published import published_day
from dateline.intake.raw import MAX_LINE_BYTES, Raw, SetAside, Stated, raw, set_aside

KEYS = ("id", "text", "title", "published", "url", "outlet")
_DO = 'write one JSON object a line: {"id": "…", "text": "…"}'
_EXPORTED = frozenset({"report", "start", "end"})  # keys that only rows of a record have
_BATCH = 16  # Parquet rows in memory at once: at the size limit of a report, 64 MB


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says, checked. `flags`: what a reader should know about it."""

    id: str | None
    text: str
    stated: Stated
    flags: tuple[str, ...] = ()


def read_row(line: bytes) -> Row:
    """A JSONL line as a Row. Raises BadInput, without naming the place: the caller knows it."""
    decoded = decode(line)
    try:
        value = json.loads(decoded.text, object_pairs_hook=_object)
    except (ValueError, RecursionError) as problem:
        reason = "nested too deep" if isinstance(problem, RecursionError) else str(problem)
        if isinstance(problem, json.JSONDecodeError):
            reason = f"{problem.msg.removesuffix(' at')} at character {problem.pos + 1}"
        raise BadInput(f"it is no JSON: {reason}", _DO) from problem
    if not isinstance(value, dict):
        raise BadInput(f"it is a JSON {_type(value)}, no object", _DO)
    if value.keys() >= _EXPORTED:
        raise BadInput("it is a row of a record, no report", "read the reports themselves")
    if "text" not in value and ninjs.is_item(value):
        value = ninjs.as_row(value)
    found = {key: _string(key, value.get(key)) for key in KEYS}
    text = found["text"]
    if text is None or not text.strip():
        raise BadInput('it has no "text"', 'put the report\'s words under the key "text"')
    whole = {key: _no_surrogates(said) for key, said in found.items()}
    flags = decoded.notes
    if halves := sum(1 for key in KEYS if whole[key] != found[key]):
        flags += (f"halves of characters (lone surrogates) are shown as U+FFFD in {halves} of its values",)
    if "\0" in text and not any("NUL" in note for note in flags):
        flags += (f"contains NUL characters: {text.count(chr(0))}",)
    stated = Stated(
        published=published_day(whole["published"]) if whole["published"] else None,
        outlet=whole["outlet"], url=whole["url"], title=whole["title"],
    )  # fmt: skip
    return Row(whole["id"], whole["text"] or "", stated, flags)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; one of our keys twice with other values would lose one of them."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in KEYS and key in found and found[key] != value:
            raise ValueError(f'the key "{key}" stands twice with other values')
        found[key] = value
    return found


def _string(key: str, value: Any) -> str | None:
    """The value as a string; blank and null are None. A number is fine as an id."""
    if value is None or value == "":
        return None
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise BadInput(
            f'its "{key}" is a {_type(value)}, no string', f'put "{key}" in quotation marks, or leave it out'
        )
    return value if key == "text" or value.strip() else None


def _type(value: Any) -> str:
    names = {bool: "true or false", int: "number", float: "number", str: "string", list: "list", dict: "object"}
    return names.get(type(value), "null")


def _no_surrogates(value: str | None) -> str | None:
    """JSON can escape half a character (`\\ud800`), which no file can hold: U+FFFD instead, offsets stay."""
    if value is None or value.isascii():
        return value
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value) if _has_half(value) else value


def _has_half(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return True
    return False


def jsonl(name: str, chunks: Iterable[bytes]) -> Iterator[Raw | SetAside]:
    """The rows of a JSONL file whose bytes come in `chunks`. `name` is what messages call it."""
    for number, line in enumerate(_lines(chunks), start=1):
        place = f"{name} line {number}"
        if line is None:
            megabytes = MAX_LINE_BYTES // 1_000_000
            yield set_aside(place, f"the line is longer than {megabytes} MB", "split it into several reports")
        elif line.strip():
            yield one_row(place, line)


def one_row(place: str, line: bytes) -> Raw | SetAside:
    """One line of a JSONL file; `place` is what messages call it."""
    try:
        row = read_row(line)
    except BadInput as problem:
        return set_aside(place, problem.what, problem.do, line, "row")
    return raw(row.id or place, "row", line, row.stated)


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes | None]:
    """Lines without their ends (and without a byte order mark); None for one that is too long, which is not kept."""
    rest, too_long, first = b"", False, True
    for chunk in chunks:
        *whole, tail = chunk.split(b"\n")
        for piece in whole:
            yield None if too_long or len(rest) + len(piece) > MAX_LINE_BYTES else _clean(rest + piece, first)
            rest, too_long, first = b"", False, False
        too_long = too_long or len(rest) + len(tail) > MAX_LINE_BYTES
        rest = b"" if too_long else rest + tail
    if too_long:
        yield None
    elif rest:
        yield _clean(rest, first)


def _clean(line: bytes, first: bool) -> bytes:
    return (line.removeprefix(b"\xef\xbb\xbf") if first else line).removesuffix(b"\r")


def news_items(name: str, data: bytes) -> Iterator[Raw | SetAside]:
    """The ninjs items of a JSON document, each as a row with sorted keys."""
    try:
        found = list(ninjs.items(json.loads(decode(data).text)))
    except (ValueError, RecursionError) as problem:
        yield set_aside(name, f"it is no JSON: {str(problem)[:200]}", _DO)
        return
    if not found:
        yield set_aside(name, "it is JSON, but neither one object a line nor ninjs", _DO)
    for number, item in enumerate(found, start=1):
        yield one_row(f"{name} item {number}", _as_json(item))


def parquet(name: str, path: Path) -> Iterator[Raw | SetAside]:
    """The rows of a Parquet file, a few at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(path) as file:
            columns = [key for key in KEYS if key in file.schema_arrow.names]
            if "text" not in columns:
                there = ", ".join(file.schema_arrow.names[:20]) or "none"
                yield set_aside(name, f'it has no column "text"; its columns are: {there}', "rename the column")
                return
            for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
                for values in batch.to_pylist():
                    number += 1
                    yield one_row(f"{name} row {number}", _as_json(values))
    except (pa.ArrowException, OSError, ValueError) as problem:
        after = f" after row {number}" if number else ""
        yield set_aside(name, f"it cannot be read as Parquet{after}: {str(problem)[:200]}", "make the file anew")


def _as_json(values: dict[str, Any]) -> bytes:
    """One form for the same row, whatever wrote the file: sorted keys, dates as ISO strings."""
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_iso).encode()


def _iso(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
