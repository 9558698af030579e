"""What is fuzzed: a name, and a function that takes bytes as they come from outside.

A target may refuse what it gets, by an error of ours that says what to do. Anything else is a defect: another
exception, a crash, more than a few seconds, more memory than a report is worth, or a promise that does not hold.
"""

import tempfile
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.intake.raw import Raw, SetAside

Target = Callable[[bytes], None]
ENDINGS = (".txt", ".html", ".jsonl", ".parquet", ".pdf", ".docx", ".eml", ".mbox", "")
CRAWLS = (".warc", ".warc.gz")
FIELDS = ("q", "page", "sort", "asof", "cursor", "after", "before", "row", "kind", "outlet", "story", "limit", "near")


def text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def read_file(ending: str, data: bytes) -> None:
    """A file as it is dropped into the page: sniffed, taken apart, decoded, cut into passages."""
    from dateline.intake.sources import handed_over

    read_found(handed_over(f"file{ending}", data))


def read_crawl(ending: str, data: bytes) -> None:
    """A file of a crawl, as the command reads it from disk."""
    from dateline.intake.sources import sources

    with tempfile.NamedTemporaryFile(suffix=ending) as file:
        file.write(data)
        file.flush()
        read_found(sources([file.name]))


def read_found(stream: "Iterable[Raw | SetAside]") -> None:
    from dateline.intake.passages import passages
    from dateline.intake.raw import SetAside
    from dateline.intake.report import to_report

    for found in stream:
        if isinstance(found, SetAside):
            assert found.reason and found.do
            continue
        try:
            report = to_report(found)
        except DatelineError:
            continue
        assert report.text.strip()
        for passage in passages(report):
            assert 0 <= passage.start < passage.end <= len(report.text)
            assert passage.text == report.text[passage.start : passage.end]


def read_text(data: bytes) -> None:
    """A whole reading, by the model and all stages; every row points at its words."""
    from dateline.intake.raw import raw
    from dateline.records import KINDS
    from dateline.run import read_one

    reading = read_one(raw("file.txt", "text", data[:5_000]))
    whole = reading.report.text
    for kind in KINDS:
        for row in getattr(reading, kind, ()):
            if hasattr(row, "start"):
                assert whole[row.start : row.end] == row.text, (kind, row.id)


def read_feed(data: bytes) -> None:
    from dateline.intake.feeds import feed

    feed(data, "https://feeds.example/all.xml")


def read_opml(data: bytes) -> None:
    from dateline.intake.feeds import opml

    opml(data)


def read_query(data: bytes) -> None:
    """Parsed, printed and parsed again it is the same query."""
    from dateline.ask.query import parse

    query = parse(text(data))
    assert parse(str(query)) == query


def read_edtf(data: bytes) -> None:
    from dateline.edtf import bounds, is_edtf

    value = text(data)
    if is_edtf(value):
        first, last = bounds(value)
        assert first is None or last is None or first <= last


def read_foreign(data: bytes) -> None:
    """Another coder's file: PLOVER, GDELT, POLECAT."""
    from dateline.formats.imports.files import read

    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(data)
        file.flush()
        read(Path(file.name))


def read_lexicon(data: bytes) -> None:
    """A word list that a plugin brings."""
    from dateline.lexicon.load import parsed

    parsed("units", text(data))


def read_published(data: bytes) -> None:
    from dateline.intake.published import published_day

    published_day(text(data))


def read_address(data: bytes) -> None:
    """An address from a feed or the command line: nobody but public hosts is asked."""
    from dateline.fetching.addresses import target

    target(text(data))


@cache
def _client() -> Any:
    """The pages over a small record, made once."""
    from starlette.testclient import TestClient

    from dateline.intake.raw import raw
    from dateline.run import read_all
    from dateline.store.record import Record
    from dateline.web.app import make_app

    said = b"Aid reached the harbour of Sefton on Monday, Minister Ilka Dorn told Radio Vale. She denied the attack."
    path = Path(tempfile.mkdtemp()) / "fuzz.db"
    with Record(path, create=True) as record:
        for fate in read_all(record, [raw("one.txt", "text", said)], published="2021-03-02"):
            assert fate.fate == "read"
    return TestClient(make_app(path), base_url="http://127.0.0.1", raise_server_exceptions=True, follow_redirects=False)


def ask_page(data: bytes) -> None:
    """A page, its twins and the API, with parameters that nobody made: `path ? name=value & …`, cut at bytes."""
    from urllib.parse import quote

    paths = ("/", "/search.json", "/reports", "/timeline", "/map", "/disputes", "/dossiers", "/stories", "/actors",
             "/places", "/search.csv", "/timeline.json", "/api/v1/claims", "/api/v1/events", "/api/v1/changes",
             "/api/v1/incidents", "/feed.atom")  # fmt: skip
    if not data:
        return
    path, pairs = paths[data[0] % len(paths)], []
    for part in data[1:2_000].split(b"\xff"):
        if part:
            pairs.append(f"{FIELDS[part[0] % len(FIELDS)]}={quote(part[1:])}")
    answer = _client().get(f"{path}?{'&'.join(pairs)}")
    assert answer.status_code in (200, 303, 304, 400, 404, 409, 410), answer.status_code


TARGETS: dict[str, Target] = {
    **{f"file{ending}" if ending else "file": partial(read_file, ending) for ending in ENDINGS},
    **{f"file{ending}": partial(read_crawl, ending) for ending in CRAWLS},
    "ninjs": partial(read_file, ""),
    "reading": read_text,
    "feed": read_feed,
    "opml": read_opml,
    "query": read_query,
    "edtf": read_edtf,
    "import": read_foreign,
    "lexicon": read_lexicon,
    "published": read_published,
    "address": read_address,
    "page": ask_page,
}


_NEEDS = {
    "reading": ("dateline.run",),
    "feed": ("dateline.intake.feeds",),
    "opml": ("dateline.intake.feeds",),
    "query": ("dateline.ask.query",),
    "edtf": ("dateline.edtf",),
    "import": ("dateline.formats.imports.files",),
    "lexicon": ("dateline.lexicon.load",),
    "published": ("dateline.intake.published",),
    "address": ("dateline.fetching.addresses",),
    "page": ("dateline.web.app",),
}
_FILES = ("sources", "report", "passages", "documents", "html", "mailbox", "warc", "decode")


def needs(name: str) -> tuple[str, ...]:
    """The modules of ours that a target runs through: the fuzzer has to see into them."""
    return _NEEDS.get(name) or tuple(f"dateline.intake.{module}" for module in _FILES)


def run(name: str, data: bytes) -> bool:
    """Whether the target took the bytes; False when it refused them by an error of ours. Raises what is a defect."""
    try:
        TARGETS[name](data)
    except DatelineError as problem:
        assert problem.what and problem.do
        return False
    return True
