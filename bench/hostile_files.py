"""Files that are wrong, or too large, or too many. Each function writes one at a path and gives the number of inputs
that it holds, or None where that cannot be told. All text is invented."""

import gzip
import json
from pathlib import Path
from random import Random

from bench.memory import TEXT, name

PARAGRAPHS = 3
WORDS = 5_000_000
IMAGE_BYTES = 100_000
LONGEST = 999_000  # characters: one report may have a million
SHORT = "Shells hit the {place} market on Monday."
DAY = "2026-01-02T03:04:05Z"


def text(random: Random) -> str:
    told = (TEXT.format(n=random.randrange(900), **{k: name(random) for k in "abcdef"}) for _ in range(PARAGRAPHS))
    return "\n\n".join(told)


def row(number: int, words: str) -> str:
    return json.dumps({"id": f"row {number}", "text": words, "published": "2026-01-02"}) + "\n"


def rows(path: Path, n: int, seed: int = 1) -> int:
    random = Random(seed)
    path.write_text("".join(row(seed * 1_000_000 + k, text(random)) for k in range(n)), encoding="utf-8")
    return n


def cut_rows(path: Path) -> int:
    rows(path, 100)
    lines = path.read_bytes().splitlines(keepends=True)[:61]
    path.write_bytes(b"".join(lines[:-1]) + lines[-1][: len(lines[-1]) // 2])
    return len(lines)


def cut_parquet(path: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    random = Random(3)
    columns = {"id": [f"row {n}" for n in range(100)], "text": [text(random) for _ in range(100)]}
    pq.write_table(pa.table(columns), path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 3 // 5])
    return 1


def record(url: str, kind: str, body: bytes) -> bytes:
    """One record of a crawl, packed."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {DAY}\r\n"
        f"WARC-Record-ID: <urn:uuid:{url}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", compresslevel=1)


def crawl(path: Path, n: int) -> None:
    random = Random(4)
    with path.open("wb") as out:
        for number in range(n):
            told = "".join(f"<p>{paragraph}</p>" for paragraph in text(random).split("\n\n"))
            page = f"<html><head><title>Day {number}</title></head><body><article>{told}</article></body></html>"
            out.write(record(f"https://news.example.org/{number}", "text/html; charset=utf-8", page.encode()))


def images(path: Path) -> int:
    random = Random(5)
    with path.open("wb") as out:
        for number in range(2_000):
            out.write(record(f"https://pictures.example.org/{number}", "image/jpeg", random.randbytes(IMAGE_BYTES)))
    return 1  # they are told together


def _words(n: int) -> str:
    """So many words of reports, each paragraph another one."""
    random, told, count = Random(6), [], 0
    while count < n:
        told.append(text(random))
        count += told[-1].count(" ") + 1
    return "\n\n".join(told)


def long_text(path: Path) -> int:
    path.write_text(_words(WORDS), encoding="utf-8")
    return 1


def long_row(path: Path) -> int:
    rows(path, 20)
    with path.open("a", encoding="utf-8") as out:
        out.write(row(99, _words(WORDS)))
    return 21


def longest(path: Path) -> int:
    path.write_text(_words(LONGEST // 5)[:LONGEST], encoding="utf-8")
    return 1


def tiny(path: Path) -> int:
    random = Random(7)
    lines = (row(n, SHORT.format(place=f"{name(random)} {name(random)}")) for n in range(10_000))
    path.write_text("".join(lines), encoding="utf-8")
    return 10_000
