"""JSON Lines: one object a line, UTF-8, keys as in the record format, unknown is null."""

import json
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from json.encoder import encode_basestring
from typing import Any, BinaryIO, get_args, get_origin, get_type_hints

from dateline.plain import bare
from dateline.records import How

SUFFIX = "jsonl"
AT_ONCE = 1000  # lines


def write(kind: str, rows: Iterable[Any], out: BinaryIO) -> int:
    """Write the rows of a kind; how many there were."""
    count = 0
    lines: list[bytes] = []
    for row in rows:
        lines.append(line(row))
        count += 1
        if len(lines) == AT_ONCE:
            out.write(b"".join(lines))
            lines.clear()
    out.write(b"".join(lines))
    return count


def line(row: Any) -> bytes:
    """One row as a line, with its end: what `json.dumps(plain(row), ensure_ascii=False)` gives, at thrice its speed."""
    kind: Any = type(row)
    return writer(kind)(row).encode("utf-8") + b"\n"


@cache
def writer(hint: Any) -> Callable[[Any], str]:
    """What writes a value of a type that is not None, found out once for each type."""
    hint = bare(hint)
    if get_origin(hint) is tuple:
        inner = writer(get_args(hint)[0])
        return lambda items: f"[{', '.join([inner(item) for item in items])}]" if items else "[]"
    if hint is How:
        return cache(_object(How))  # there are few of them
    return _object(hint) if is_dataclass(hint) else SCALARS.get(hint, _json)


def _object(record: Any) -> Callable[[Any], str]:
    """One expression for all keys of a record, compiled: a call for each key would take most of the time.

    For `Words`: '{"text": ' + (w0(r.text) if r.text is not None else "null") + ', "start": ' + ... + "}"
    """
    hints = get_type_hints(record)
    names = [f.name for f in fields(record)]
    parts = []
    for n, name in enumerate(names):
        key = ("{" if n == 0 else ", ") + json.dumps(name.rstrip("_")) + ": "
        parts.append(f'{key!r} + (w{n}(r.{name}) if r.{name} is not None else "null")')
    writers = {f"w{n}": writer(hints[name]) for n, name in enumerate(names)}
    made: Callable[[Any], str] = eval("lambda r: " + " + ".join(parts) + ' + "}"', writers)  # names of fields only
    return made


def _truth(value: bool) -> str:
    return "true" if value else "false"


_json = json.JSONEncoder(ensure_ascii=False).encode
SCALARS: dict[Any, Callable[[Any], str]] = {str: encode_basestring, int: repr, bool: _truth}
