"""Where each target begins: a few good inputs of ours, small, and pieces that parsers stumble over."""

import gzip
import io
import json
import random
import zipfile
from collections.abc import Iterator
from functools import cache

STORY = (
    "KASSALA (Vale News) – At least 12 people were killed on Friday near the bridge, Minister Ilka Dorn said.\n\n"
    "“We will not leave the town,” she told Radio Vale, adding that talks “may go on”. Her office denied it.\n"
)
PAGE = f"<!doctype html><html><head><title>Truce</title></head><body><article><p>{STORY}</p></article></body></html>"
MAIL = (
    "From: desk@vale.example\nSubject: Truce\nDate: Fri, 5 Mar 2021 10:00:00 +0000\n"
    f"Content-Type: text/plain\n\n{STORY}"
)
FEED = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": STORY}]})
RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Vale</title><item><title>Truce</title>'
    "<link>https://vale.example/1</link><guid>1</guid><pubDate>Fri, 05 Mar 2021 10:00:00 GMT</pubDate>"
    f"<description>{STORY}</description></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Vale</title><entry><id>a:1</id><title>Truce</title>'
    f'<link href="/1"/><updated>2021-03-05T10:00:00Z</updated><content type="html">{STORY}</content></entry></feed>'
)
OPML = '<opml version="2.0"><body><outline text="Vale" type="rss" xmlUrl="https://vale.example/rss"/></body></opml>'
NINJS = json.dumps(
    {"uri": "urn:vale:1", "type": "text", "language": "en", "versioncreated": "2021-03-05T10:00:00Z",
     "headline": "Truce", "body_text": STORY, "byline": "Ilka Dorn", "located": "Kassala", "provider": "Vale News"}
)  # fmt: skip
NINJS_3 = json.dumps(
    {"uri": "urn:vale:2", "type": "text", "contentcreated": "2021-03-05T10:00:00Z", "standard": {"name": "ninjs"},
     "headlines": [{"role": "main", "value": "Truce"}], "bodies": [{"contenttype": "text/html", "value": STORY}]}
)  # fmt: skip
GDELT = "\t".join(["1", "20210305", *[""] * 59]) + "\n"
PLOVER = json.dumps({"id": "1", "date": "2021-03-05", "event": "CONSULT", "actor": [{"code": "TUR"}], "recipient": []})
UNITS = "people:\n  source: ours\n  words: [person, people]\n  matches: [Two people left.]\n  rejects: []\n"
PIECES = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xf0\x9f\x92\xa5", b"\xed\xa0\x80", "\u202e\u2066\u200b\ufeff".encode(),
    b"\r\r\n", b"\x85", b"<", b"]]>", b"<!--", b"&#x110000;", b"&a;", b'<!ENTITY a "b">', b"{", b"[" * 50, b'"', b"'",
    "\u201c".encode(), "\u00bb".encode(), "\u201e".encode(), b"-1", b"1e999", b"9" * 40, b"0000-00-00", b"2021-02-30",
    b"XXXX", b"../..", b"%", b"~", b"\\", b"NULL", b"NaN", b"=cmd()", b"&\xff", b"AND", b"NOT", b"NEAR/", b"*", b":",
    b"-", b"(", b"data:,", b"http://127.1/", b"%00", "\u2460".encode(), b"said that " * 20,
)  # fmt: skip


@cache
def document(kind: str) -> bytes:
    """A small file of a kind that has to be built."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / f"x.{kind}"
        if kind == "parquet":
            import pyarrow
            from pyarrow import parquet

            parquet.write_table(pyarrow.table({"id": ["1"], "text": [STORY], "published": ["2021-03-05"]}), path)
        elif kind == "docx":
            import docx

            made = docx.Document()
            made.add_paragraph(STORY)
            made.save(str(path))
        else:
            from pypdf import PdfWriter

            made_pdf = PdfWriter()
            made_pdf.add_blank_page(200, 200)
            made_pdf.write(str(path))
        return path.read_bytes()


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2021, 3, 5, 10, 0, 0)), content)
    return out.getvalue()


def crawl(page: str) -> bytes:
    """A WARC file with one page."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://vale.example/1\r\n"
        "WARC-Date: 2021-03-05T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def seeds(target: str) -> tuple[bytes, ...]:
    """Good inputs of a target."""
    row = json.dumps({"id": "1", "text": STORY, "published": "2021-03-05", "outlet": "Vale"})
    known: dict[str, tuple[str | bytes, ...]] = {
        "file.txt": (STORY, STORY.encode("utf-16"), STORY.encode("cp1252", "replace"), STORY.encode("utf-16-le")),
        "file.html": (PAGE, PAGE.replace("<p>", "<div><p>" * 30)),
        "file.jsonl": (f"{row}\n{row}\n",),
        "file.parquet": (document("parquet"),),
        "file.pdf": (document("pdf"),),
        "file.docx": (document("docx"),),
        "file.eml": (MAIL, MAIL.replace("text/plain", "multipart/mixed; boundary=b")),
        "file.mbox": (f"From a Fri Mar  5 10:00:00 2021\n{MAIL}\n",),
        "file": (STORY, PAGE, MAIL, row, f"[{row}]", RSS),
        "file.warc": (crawl(PAGE), crawl(PAGE) * 2),
        "file.warc.gz": (gzip.compress(crawl(PAGE), mtime=0), gzip.compress(crawl(PAGE), mtime=0) * 2),
        "ninjs": (NINJS, f"[{NINJS}, {NINJS_3}]"),
        "reading": (STORY, "Q: Did you fire?\nA: No. “They did,” he said, “‘at us’, I was told.”"),
        "feed": (RSS, ATOM, FEED),
        "opml": (OPML,),
        "query": ('said-by:Dorn place:"Port Vale" -type:ASSAULT', "near:36.2,37.1,50 before:2021-03 sources>1"),
        "edtf": ("2021-03-05", "2021-03~/2021-05?", "[2021-03-05,2021-03-07]", "2021-2X", "../2021", "2021-33"),
        "import": (GDELT, PLOVER, zipped("a.csv", GDELT.encode())),
        "lexicon": (UNITS,),
        "published": ("2021-03-05", "5 March 2021", "2021-03-05T10:00:00+02:00"),
        "address": ("https://vale.example/a?b=c#d", "http://[::1]:80/", "http://2130706433/"),
        "page": (b"\x00\x00said-by:Dorn", b"\x0c\x04abc\xff\x01" + b"2", b"\x03\x052021\xff\x062022"),
    }  # fmt: skip
    return tuple(one.encode() if isinstance(one, str) else one for one in known[target])


def changed(target: str, seed: int, n: int) -> Iterator[bytes]:
    """`n` damaged inputs of a target, the same for the same `seed`."""
    chance = random.Random(f"{target} {seed}")
    good = seeds(target)
    for _ in range(n):
        data = bytearray(chance.choice(good))
        for _ in range(chance.randint(1, 6)):
            at = chance.randint(0, len(data))
            to = min(len(data), at + chance.choice((1, 4, 40)))
            match chance.randrange(5):
                case 0:
                    data[at:at] = chance.choice(PIECES)
                case 1:
                    del data[at:to]
                case 2:
                    data[at:at] = data[at:to] * chance.choice((1, 3, 30))
                case 3 if at < len(data):
                    data[at] = chance.randrange(256)
                case _:
                    data[at:] = chance.choice(good)[at:]
        yield bytes(data)
