"""From a file to its events: unpacked, decoded, told apart by what is in it, read to the end before any is kept."""

import csv
import gzip
import hashlib
import io
import json
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.errors import BadInput
from dateline.formats.exchange.gdelt import EVENT_COLUMNS, MENTION_COLUMNS
from dateline.formats.exchange.polecat import COLUMNS as POLECAT_COLUMNS
from dateline.formats.imports import gdelt, plover, polecat
from dateline.formats.imports.foreign import Foreign, LeftOut, Pile

LARGEST = 1 << 30  # bytes of a file, packed or not
CHUNK = 1 << 20
PACKED = {b"PK\x03\x04": "zip", b"\x1f\x8b": "gzip", b"PAR1": "parquet"}
AGAIN = "get the file again, or unpack it by hand to see what is there"


def read(path: Path | str, *, encoding: str = "utf-8") -> Foreign:
    """All events, or mentions, of one file. Raises BadInput, and then nothing of the file is to be used."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as problem:
        raise BadInput(f"{path} cannot be read: {problem.strerror or problem}", "check the path") from problem
    if len(data) > LARGEST:
        raise BadInput(f"{path.name} is larger than {LARGEST >> 20:,} MB", "split it")
    sha256 = hashlib.sha256(data).hexdigest()
    data = _unpacked(path.name, data)
    if data.startswith(b"PAR1"):
        return _table(path.name, sha256, *_parquet(path.name, data))
    text = _text(path.name, data, encoding)
    if text.lstrip()[:1] in ("{", "["):
        return _plover(path.name, sha256, text)
    return _delimited(path.name, sha256, text)


def _unpacked(name: str, data: bytes) -> bytes:
    """What is inside of a ZIP or gzip file, at most LARGEST bytes, whatever the file says of its size."""
    kind = next((kind for mark, kind in PACKED.items() if data.startswith(mark)), None)
    try:
        if kind == "gzip":
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as inside:
                return _bounded(name, inside)
        if kind == "zip":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = [member for member in archive.infolist() if not member.filename.endswith("/")]
                if len(members) != 1:
                    raise BadInput(f"{name} holds {len(members)} files", "unpack it and pass them one by one")
                with archive.open(members[0]) as member:
                    return _bounded(name, member)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError) as problem:
        raise BadInput(f"{name} is cut off or damaged ({problem})", AGAIN) from problem
    return data


def _bounded(name: str, inside: Any) -> bytes:
    data = b"".join(iter(lambda: inside.read(CHUNK) if inside.tell() <= LARGEST else b"", b""))
    if len(data) > LARGEST:
        raise BadInput(f"{name} holds more than {LARGEST >> 20:,} MB", "split what is in it")
    return data


def _text(name: str, data: bytes, encoding: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") and encoding == "utf-8":
        raise BadInput(f"{name} is UTF-16, not UTF-8", "say so: --encoding utf-16")
    if b"\0" in data and not encoding.lower().startswith("utf-16"):
        raise BadInput(f"{name} holds NUL bytes: it is no text", "check that it is the file that you mean")
    try:
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except LookupError:
        raise BadInput(
            f"there is no encoding {encoding[:40]!r}", "name one that Python knows: latin-1, cp1252"
        ) from None
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise BadInput(
            f"{name} is not {encoding}: line {line}, byte {problem.start}", "name its encoding: --encoding latin-1"
        ) from problem


def _plover(name: str, sha256: str, text: str) -> Foreign:
    pile = Pile("plover", name, sha256)
    for line, row in _objects(name, text):
        _keep(pile, lambda line=line, row=row: plover.event(row, name, sha256, line))  # type: ignore[misc]
    return pile.whole()


def _objects(name: str, text: str) -> Iterator[tuple[int, Any]]:
    """The objects of a list, or of one a line; the last line may be cut off, which is no end."""
    if text.lstrip().startswith("["):
        yield from enumerate(_json(name, text, 1), 1)
        return
    lines = text.split("\n")
    for line, words in enumerate(lines, 1):
        if words.strip():
            yield line, _json(name, words, line, cut=line == len(lines))


def _json(name: str, text: str, line: int, cut: bool = False) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as problem:
        at = line + getattr(problem, "lineno", 1) - 1
        what = f"{name} ends in the middle of line {at}" if cut else f"{name}, line {at}: this is no JSON ({problem})"
        raise BadInput(what, "get the file again" if cut else "mend the line, or get the file again") from problem


def _delimited(name: str, sha256: str, text: str) -> Foreign:
    """GDELT has no header and no quoting, POLECAT both; how many columns the first line has tells them apart."""
    lines = text.split("\n")
    first = lines[0].rstrip("\r").split("\t")
    if set(polecat.NEEDED) <= {cell.strip('"') for cell in first}:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
        _ends(name, text, rows, len(rows[0]))
        return _table(name, sha256, rows[0], [dict(zip(rows[0], row, strict=False)) | _surplus(rows[0], row)
                                              for row in rows[1:] if row])  # fmt: skip
    columns = EVENT_COLUMNS if len(first) in (61, 62) else MENTION_COLUMNS if len(first) in (16, 17) else None
    if columns is None or not first[0].isdigit():
        raise BadInput(
            f"{name} is neither PLOVER JSON nor GDELT 2.0 nor POLECAT: its first line has {len(first)} columns"
            + (" (GDELT 1.0 has 57 or 58)" if len(first) in (57, 58) else ""),
            "pass a file of JSON objects, of 61 (events) or 16 (mentions) columns, or with POLECAT's header",
        )
    split = [line.rstrip("\r").split("\t") for line in lines if line.strip()]
    _ends(name, text, split, len(columns))
    return _gdelt(name, sha256, columns, split)


def _ends(name: str, text: str, rows: Sequence[Sequence[str]], width: int) -> None:
    """A last line without an end and with fewer columns is one that was cut off."""
    if not text.endswith("\n") and len(rows[-1]) < width:
        raise BadInput(f"{name} ends in the middle of line {len(rows)}", "get the file again")


def _gdelt(name: str, sha256: str, columns: tuple[str, ...], rows: list[list[str]]) -> Foreign:
    pile = Pile("gdelt", name, sha256)
    surplus = sum(len(row) > len(columns) for row in rows)
    if surplus:
        pile.notes.append(f"{surplus:,} lines have more than {len(columns)} columns: what is in them is left out")
    for line, row in enumerate(rows, 1):
        if len(row) < len(columns):
            pile.left_out[f"fewer than {len(columns)} columns"] += 1
            continue
        cells = dict(zip(columns, row, strict=False))
        if columns is EVENT_COLUMNS:
            _keep(pile, lambda c=cells, n=line: gdelt.event(c, name, sha256, n))  # type: ignore[misc]
        else:
            _keep(pile, lambda c=cells: gdelt.mention(c, name))  # type: ignore[misc]
    return pile.whole()


def _surplus(header: list[str], row: list[str]) -> dict[str, str]:
    """Of a row that does not fit its header: which way. (No column is called so.)"""
    return {} if len(row) == len(header) else {"": "fewer" if len(row) < len(header) else "more"}


def _table(name: str, sha256: str, header: Sequence[str], rows: list[dict[str, str]]) -> Foreign:
    """A table with column names: POLECAT, or GDELT with a header. Raises BadInput when columns are missing."""
    if "GLOBALEVENTID" in header:
        columns = MENTION_COLUMNS if "MentionType" in header else EVENT_COLUMNS
        if missing := [column for column in columns if column not in header]:
            raise BadInput(f"{name} has no column {missing[0]!r}", "pass the table with its columns of GDELT 2.0")
        return _gdelt(name, sha256, columns, [[row[column] for column in columns] for row in rows])
    if missing := [column for column in polecat.NEEDED if column not in header]:
        raise BadInput(
            f"{name} has no column {missing[0]!r}: it is neither POLECAT nor GDELT", "pass the table with its header"
        )
    pile = Pile("polecat", name, sha256)
    if unknown := [column for column in header if column not in POLECAT_COLUMNS and column != "Event Intensity"]:
        pile.notes.append(f"{len(unknown)} columns that POLECAT lacks are left out: {', '.join(unknown[:5])}")
    for line, row in enumerate(rows, 2):
        if row.get(""):
            pile.left_out[f"{row['']} cells than the header has columns"] += 1
            continue
        _keep(pile, lambda row=row, n=line: polecat.event(row, name, sha256, n))  # type: ignore[misc]
    return pile.whole()


def _parquet(name: str, data: bytes) -> tuple[list[str], list[dict[str, str]]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        found = pq.read_table(io.BytesIO(data))
    except (pa.ArrowException, OSError, ValueError) as problem:
        what = str(problem).split("\n")[0][:120]
        raise BadInput(f"{name} is cut off or no Parquet file ({what})", "get the file again") from problem
    rows = [{key: "" if value is None else str(value) for key, value in row.items()} for row in found.to_pylist()]
    return list(found.column_names), rows


def _keep(pile: Pile, make: Callable[[], Any]) -> None:
    """One row onto the pile, or its reason into the count."""
    try:
        made = make()
    except LeftOut as reason:
        pile.left_out[str(reason)] += 1
    else:
        (pile.events if hasattr(made, "initiators") else pile.mentions).append(made)
