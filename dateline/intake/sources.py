"""What a person hands in, as a lazy stream of raw reports: files, folders, globs, standard input.

Nothing here raises for a bad file: it becomes a SetAside, in its place in the stream, and the others go on.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from glob import glob, has_magic
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from dateline.intake.mailbox import mbox
from dateline.intake.raw import MAX_FILE_BYTES, Kind, Raw, SetAside, Stated, not_there, raw, set_aside
from dateline.intake.rows import jsonl, news_items, one_row, parquet
from dateline.intake.warc import ENDINGS, EVERYTHING, Crawl, warc
from dateline.plugins import BadPlugin, Plugin
from dateline.plugins import one as plugin_named

KINDS: dict[str, str] = {
    ".txt": "text", ".text": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".parquet": "parquet", ".pdf": "pdf", ".docx": "docx", ".eml": "mail", ".mbox": "mbox",
}  # fmt: skip
_RECORDS = (".db", ".db-wal", ".db-shm", ".db-journal")  # `dateline read .` does not read its own record
_CHUNK = 1 << 20
_HEAD = 4096  # bytes that are enough to tell what something is
_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+://")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b", re.I | re.S
)
_XML = re.compile(rb"\s*<(?:\?xml|rss|feed|rdf:RDF)\b", re.I)
_JSON = re.compile(rb'\s*(?:\{\s*"|\[\s*[\[{"])')
_MAIL = re.compile(rb"\n(?:Date|Subject|Message-ID|From|To|Received): ", re.I)
_NOT_READ = {  # what is recognised and cannot be read: reason, what to do
    "parquet": ("it is a Parquet file, which cannot be read from there", "save it as .parquet and pass the file"),
    "xml": (
        "it is XML, no web page",
        "give the address of a feed to `dateline watch`, or save the articles themselves",
    ),
}
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


Fetch = Callable[[str], Iterator[Raw | SetAside]]  # what is behind a URL; the network itself is none of our business


def sources(
    arguments: Iterable[str], stdin: BinaryIO | None = None, fetch: Fetch | None = None, crawl: Crawl = EVERYTHING
) -> Iterator[Raw | SetAside]:
    """Everything that the arguments name, in their order; folders and globs sorted by path. `-` is `stdin`.

    fetch: what is asked for URLs; without it they are told as not there. crawl: what is wanted of WARC files.
    """
    for argument in arguments:
        if argument == "-" and stdin is not None:
            yield from _opened("-", "", stdin)
        elif _URL.match(argument):
            nowhere = not_there(argument, "nothing is read from the network here", "save the page and pass the file")
            yield from (nowhere,) if fetch is None else fetch(argument)
        else:
            yield from _paths(argument, crawl)


def _paths(argument: str, crawl: Crawl) -> Iterator[Raw | SetAside]:
    try:
        found = (
            [Path(argument)]
            if os.path.lexists(argument)
            else [Path(name) for name in sorted(glob(argument, recursive=True))]
        )
    except (OSError, ValueError, re.error) as problem:  # ValueError: a NUL in the path
        yield not_there(argument, f"it is no path: {problem}", "check how it is written")
        return
    if not found:
        reason = "nothing matches this pattern" if has_magic(argument) else "there is no such file or folder"
        yield not_there(argument, reason, "check the path")
    for one in found:
        yield from _folder(one, crawl) if one.is_dir() else _file(one, crawl)


def _folder(folder: Path, crawl: Crawl) -> Iterator[Raw | SetAside]:
    """Its files and those of its folders, sorted; hidden ones, links to folders and records are left alone."""
    try:
        inside = sorted(folder.iterdir())
    except OSError as problem:
        yield _unreadable(str(folder), problem)
        return
    shown = [path for path in inside if not path.name.startswith(".") and not path.name.endswith(_RECORDS)]
    if not shown:
        yield not_there(str(folder), "the folder is empty", "check the path")
    for path in shown:
        if not path.is_dir():
            yield from _file(path, crawl)
        elif not path.is_symlink():  # a link may lead back up
            yield from _folder(path, crawl)


def _file(path: Path, crawl: Crawl) -> Iterator[Raw | SetAside]:
    try:
        if not path.is_file():
            kind = "a link that leads nowhere" if not path.exists() else "no ordinary file"
            yield set_aside(str(path), f"it is {kind}", "pass a file that holds the report")
            return
        if plugin := _reader(path):
            yield from _by_plugin(plugin, path)
            return
        if path.name.lower().endswith(ENDINGS):
            yield from warc(path.name, path, crawl)
            return
        if KINDS.get(path.suffix.lower()) == "parquet":
            yield from parquet(path.name, path)
            return
        with path.open("rb") as stream:
            yield from _opened(path.name, KINDS.get(path.suffix.lower(), ""), stream)
    except OSError as problem:
        yield _unreadable(str(path), problem)


def _reader(path: Path) -> Plugin | None:
    """The plugin that reads files of this ending; our own kinds are ours."""
    ending = path.suffix.lower()
    return None if not ending or ending in KINDS else plugin_named("readers", ending[1:])


def _by_plugin(plugin: Plugin, path: Path) -> Iterator[Raw | SetAside]:
    """The rows that a plugin finds in a file, as if they had come as JSON lines; what goes wrong in it names it."""
    data = path.read_bytes()
    try:
        rows = [json.dumps(dict(row), ensure_ascii=True).encode() for row in plugin.load()(path.name, data)]
    except Exception as problem:
        reason = (
            str(problem) if isinstance(problem, BadPlugin) else f"{plugin} failed: {type(problem).__name__}: {problem}"
        )
        yield set_aside(path.name, reason, f"mend it, or take it out: pip uninstall {plugin.package}")
        return
    if not rows:
        yield set_aside(path.name, f"{plugin} found no report in it", "check that it is a file of that kind")
    for number, row in enumerate(rows, 1):
        yield one_row(path.name if len(rows) == 1 else f"{path.name} row {number}", row)


def _unreadable(name: str, problem: OSError) -> SetAside:
    return set_aside(name, f"it cannot be read: {problem.strerror or problem}", "check its permissions and try again")


def _opened(name: str, kind: str, stream: BinaryIO) -> Iterator[Raw | SetAside]:
    """The reports in an open stream; `kind` "" is found from its first bytes."""
    head = _at_most(stream, _HEAD)
    kind = kind or sniffed(head)
    if kind == "jsonl":
        chunks = iter(partial(stream.read, _CHUNK), b"")
        yield from jsonl("standard input" if name == "-" else name, _chain(head, chunks))
        return
    if kind == "mbox":
        yield from mbox(name, _chain(head, iter(partial(stream.read, _CHUNK), b"")))
        return
    if kind in _NOT_READ:
        yield set_aside(name, *_NOT_READ[kind])
        return
    rest = _at_most(stream, MAX_FILE_BYTES + 1 - len(head))
    if len(head) + len(rest) > MAX_FILE_BYTES:
        yield set_aside(
            name, f"it is larger than {MAX_FILE_BYTES // 1_000_000} MB, too large for one report",
            "split it into its reports, or make it a .jsonl file with one report a line",
        )  # fmt: skip
        return
    if kind == "json":
        yield from news_items(name, head + rest)
        return
    single: Kind = kind if kind in ("html", "pdf", "docx", "mail") else "text"  # type: ignore[assignment]
    yield raw(name, single, head + rest)


def handed_over(name: str, data: bytes) -> Iterator[Raw | SetAside]:
    """The reports in one file whose bytes are at hand, as those of a file of that name on disk."""
    kind = KINDS.get(Path(name).suffix.lower(), "")
    if kind == "parquet":
        with NamedTemporaryFile(suffix=".parquet") as copy:
            copy.write(data)
            copy.flush()
            yield from parquet(name, Path(copy.name))
    else:
        yield from _opened(name, kind, BytesIO(data))


def fetched(name: str, data: bytes, media: str | None, stated: Stated) -> Iterator[Raw | SetAside]:
    """The reports in what an address gave. media: what its host says that it is; stated: what is known about it."""
    kind = sniffed(data[:_HEAD])
    if media in _PAGES and kind in ("text", "xml", "json", "jsonl"):
        kind = "html"
    for item in _opened(name, kind, BytesIO(data)):
        if isinstance(item, Raw) and item.kind != "row":  # a row says itself what it is
            yield replace(item, stated=stated)
        else:
            yield item


def kept(name: str, kind: str | None, data: bytes) -> Iterator[Raw | SetAside]:
    """What was set aside earlier, from its kept bytes; `kind` where it is known."""
    if kind == "row":
        yield one_row(name, data)
    elif _URL.match(name):
        stated = Stated(url=name)
        for item in _opened(name, kind or "", BytesIO(data)):
            yield replace(item, stated=stated) if isinstance(item, Raw) and item.kind != "row" else item
    else:
        yield from _opened(name, kind or "", BytesIO(data))


def sniffed(head: bytes) -> str:
    """What something without a telling name is by its first bytes: "html", "jsonl", "text", or one of _NOT_READ."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04") and b"[Content_Types].xml" in head:
        return "docx"
    if head.startswith(b"From ") and b"\n" in head:
        return "mbox" if _MAIL.search(head) else "text"
    for mark in _MARKS:
        head = head.removeprefix(mark)
    head = head.replace(b"\0", b"")  # UTF-16
    if _HTML.match(head):
        return "html"
    if _XML.match(head):
        return "xml"
    return _json_kind(head) if _JSON.match(head) else "text"


def _json_kind(head: bytes) -> str:
    """ "jsonl" if the first line is an object, or too long to tell."""
    line, end, _ = head.lstrip().partition(b"\n")
    if line.startswith(b"["):
        return "json"
    return "jsonl" if line.rstrip().endswith(b"}") or (not end and len(head) >= _HEAD // 2) else "json"


def _chain(head: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    yield head
    yield from chunks


def _at_most(stream: BinaryIO, size: int) -> bytes:
    """Up to `size` bytes: a pipe may hand out less at once."""
    pieces = []
    while size > 0 and (piece := stream.read(min(size, _CHUNK))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
