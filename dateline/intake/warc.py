"""Crawls: the pages in WARC files (.warc, .warc.gz), of Common Crawl, wget, Heritrix or a browser.

A page is a response with status 200 that says it is HTML; its URL is its source. The day it was captured is a flag of
the report, and never its day of publication. Everything else in a file is counted and told once, at its end. Memory is
that of one page, whatever the file.
"""

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dateline.errors import BadRequest
from dateline.intake.language import language_of
from dateline.intake.raw import MAX_FILE_BYTES, Raw, SetAside, Stated, not_there, raw

ENDINGS = (".warc", ".warc.gz")
_HEAD = 1_024  # bytes that tell one file from another: its first record says when and under which number it was made
_CHUNK = 1 << 20
_PAGES = ("text/html", "application/xhtml+xml")
_PROSE = re.compile(rb"<(?:p|P)\b[^>]{0,500}>([^<]{40,2000})")
_SAMPLE = 200_000  # bytes of a page in which prose is looked for
_ENDS = "it ends within a record"
_TOLD = 5  # kinds of records that are told


def anywhere(_shard: str) -> int:
    """No file was begun yet."""
    return 0


@dataclass(frozen=True, slots=True)
class Crawl:
    """What is wanted of crawls. `hosts`: only pages of these and of what is below them; `english`: only pages whose
    prose looks English; `done`: the place up to which a file was read, by its key."""

    hosts: frozenset[str] | None = None
    english: bool = True
    done: Callable[[str], int] = anywhere


EVERYTHING = Crawl()  # every page that looks English, from the beginning


def hosts_in(path: Path) -> frozenset[str]:
    """The hosts in a file, one a line; # begins a remark. Raises BadRequest."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise BadRequest(f"{path} cannot be read ({problem})", "name a text file with one host a line") from problem
    words = (line.partition("#")[0].strip().lower().rstrip("/") for line in lines)
    found = frozenset((urlsplit(word).hostname or "") if "//" in word else word for word in words if word)
    if not found:
        raise BadRequest(f"{path} names no host", "write one host a line, for instance news.example.org")
    return found


def warc(name: str, path: Path, crawl: Crawl) -> Iterator[Raw | SetAside]:
    """The pages of a WARC file that are wanted, from where an earlier run stopped."""
    from fastwarc.warc import ArchiveIterator

    with path.open("rb") as stream:
        key = _key(stream.read(_HEAD), crawl)
        stream.seek(begun := crawl.done(key))
        other: Counter[str] = Counter()
        place, records, latest = begun, 0, begun
        try:
            for record in ArchiveIterator(stream, auto_decode="none"):
                latest = record.stream_pos
                if str(record.record_type) != "response":
                    continue  # requests, and what the crawler says of itself
                if begun and not records and record.stream_pos == begun:
                    records += 1
                    continue  # the last of the earlier run
                records += 1
                page = _page(record, crawl, other)
                place = record.stream_pos
                if page is not None:
                    yield replace(page, shard=(key, place))
            if path.suffix == ".gz" and _goes_on(path, latest):
                raise OSError(_ENDS)
        except (OSError, ValueError) as problem:
            where = f"after byte {place:,}" if records else "from its beginning"
            reason = f"it is cut off or damaged {where}: {str(problem)[:200]}"
            yield not_there(name, reason, "fetch the file again; what was read before that place stays")
            return
    if records == 0 and not begun:
        yield not_there(name, "it holds no WARC records", "check that it is a WARC file")
    elif other:
        told = ", ".join(f"{n:,} × {what}" for what, n in other.most_common(_TOLD))
        rest = "" if len(other) <= _TOLD else ", …"
        aside = not_there(name, f"{sum(other.values()):,} of its records are not wanted: {told}{rest}", "nothing")
        yield replace(aside, wanted=False, shard=(key, place))


def _goes_on(path: Path, latest: int) -> bool:
    """Is there anything behind the packed record at `latest`, or is that not whole?"""
    with path.open("rb") as stream:
        stream.seek(latest)
        one = zlib.decompressobj(31)
        while packed := stream.read(_CHUNK):
            while packed and not one.eof:
                one.decompress(packed, _CHUNK)
                packed = one.unconsumed_tail
            if one.eof:
                return bool((one.unused_data + stream.read(64)).strip(b"\0"))
    return True


def _key(head: bytes, crawl: Crawl) -> str:
    """Names a file by how it begins, and by what was wanted of it: with other wishes it is read from its beginning."""
    wishes = f"\0{crawl.english}\0{sorted(crawl.hosts or ())}"
    return hashlib.sha256(head + wishes.encode()).hexdigest()[:32]


def _page(record: Any, crawl: Crawl, other: Counter[str]) -> Raw | SetAside | None:
    """The page in a record; None, and counted, when it is none that is wanted. OSError when the file ends within it."""
    http = record.http_headers
    if http is None:
        if not record.content_length:
            raise OSError(_ENDS)
        return None
    said = (record.http_content_type or "no type").lower()
    if http.status_code != 200:
        other[f"status {http.status_code}"] += 1
        return None
    if said not in _PAGES:
        other[said[:40]] += 1
        return None
    url = record.headers.get("WARC-Target-URI", "").strip("<>")
    if crawl.hosts is not None and not _of_host(urlsplit(url).hostname or "", crawl.hosts):
        other["other host"] += 1
        return None
    packed = record.reader.read(MAX_FILE_BYTES + 1)
    if len(packed) < min(record.content_length, MAX_FILE_BYTES):
        raise OSError(_ENDS)
    data = _unpacked(packed, http)
    if data is None or len(data) > MAX_FILE_BYTES:
        what = "is packed in a way that is not known" if data is None else f"is larger than {MAX_FILE_BYTES:,} bytes"
        return SetAside(url, f"the page {what}", "save the page itself and pass the file")
    if crawl.english and not _may_be_english(data):
        other["not English"] += 1
        return None
    day = record.record_date.date().isoformat() if record.record_date else None
    return raw(url, "html", data, Stated(url=url, charset=record.http_charset, captured=day))


def _of_host(host: str, wanted: frozenset[str]) -> bool:
    """Is it one of the wanted, or below one?"""
    parts = host.lower().split(".")
    return any(".".join(parts[at:]) in wanted for at in range(len(parts)))


def _unpacked(data: bytes, http: Any) -> bytes | None:
    """The page without its transfer and content encodings, and hardly more of it than is allowed; None: not known."""
    said = {name.lower(): value.lower().strip() for name, value in http}
    if "chunked" in said.get("transfer-encoding", "") and (whole := _without_chunks(data)) is not None:
        data = whole
    encoding = said.get("content-encoding", "identity")
    if encoding in ("identity", "", "utf-8") or not data:
        return data
    if encoding not in ("gzip", "x-gzip", "deflate"):
        return None if b"<" not in data[:2_000] else data  # crawlers unpack pages and leave the header
    for bits in (47, -15):  # gzip or zlib by its first bytes; bare deflate
        try:
            return zlib.decompressobj(bits).decompress(data, MAX_FILE_BYTES + 1)
        except zlib.error:
            continue
    return data


def _without_chunks(data: bytes) -> bytes | None:
    """The body of chunked data; None when it is not chunked after all."""
    pieces: list[bytes] = []
    at = 0
    while (end := data.find(b"\r\n", at, at + 30)) >= 0:
        try:
            size = int(data[at:end].split(b";")[0], 16)
        except ValueError:
            return None
        if size <= 0:
            return b"".join(pieces)
        pieces.append(data[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(pieces) if pieces and at >= len(data) else None


def _may_be_english(data: bytes) -> bool:
    """Not, when its paragraphs look otherwise. A page without any is given the benefit of the doubt."""
    prose = b" ".join(found.group(1) for found in _PROSE.finditer(data, 0, _SAMPLE))
    return not prose or language_of(prose[:8_000].decode("utf-8", "replace")) == "en"
