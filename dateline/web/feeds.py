"""A search as an Atom feed: what was read last among the rows that fit. A search that is saved has it at its number."""

from xml.etree import ElementTree as xml

from fastapi import FastAPI, Request, Response

from dateline.ask.query import Query, parse
from dateline.ask.results import Row, newest
from dateline.ask.saved import listed
from dateline.store.record import Record
from dateline.store.search import KINDS
from dateline.web.answers import fresh, params_of
from dateline.web.params import NotThere, Params, address
from dateline.web.site import Site

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 50
NEVER = "1970-01-01T00:00:00Z"


def add(app: FastAPI, site: Site) -> None:
    def feed(request: Request) -> Response:
        asked = params_of(request)
        base = str(request.base_url).rstrip("/")
        return fresh(site, request, lambda record: answer(atom(record, asked, base)))

    app.add_api_route("/feed.atom", feed, methods=["GET", "HEAD"], include_in_schema=False)


def answer(feed: bytes) -> Response:
    return Response(feed, media_type="application/atom+xml")


def atom(record: Record, params: Params, base: str) -> bytes:
    """The feed of what an address asks for. base: the address of the server."""
    kind = params.choice("kind", KINDS[:3], "claims")
    pairs = [(name, value) for name, value in params.pairs if name != "page"]
    title = str(params.query) or "everything"
    return _feed(record, params.query, kind, title, base, (address("/feed.atom", pairs), address("/", pairs)))


def of_saved(record: Record, number: str, base: str) -> bytes:
    """The feed of a saved search; what it asks for does not stand in it. Raises NotThere."""
    saved = next((one for one in record.saved.all() if str(one.number) == number), None)
    if saved is None or saved.kind not in KINDS[:3]:
        raise NotThere(f"there is no feed of a saved search {number[:20]}", "look in the list of saved searches")
    title = listed(record, saved).name
    places = (f"/searches/{saved.number}.atom", "/searches")
    return _feed(record, parse(saved.query), saved.kind, title, base, places)


def _feed(record: Record, query: Query, kind: str, title: str, base: str, places: tuple[str, str]) -> bytes:
    """The rows of the reports that were read last come first. places: of the feed itself, and of its page."""
    found = newest(record, query, kind, ENTRIES)
    root = xml.Element("feed", xmlns=ATOM)
    _put(root, "title", f"Dateline: {title}")
    _put(root, "id", base + places[0])
    xml.SubElement(root, "link", rel="self", href=base + places[0])
    xml.SubElement(root, "link", rel="alternate", href=base + places[1])
    _put(root, "updated", found[0][0] if found else NEVER)
    for read_at, row in found:
        _entry(root, row, read_at, base)
    written: bytes = xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: xml.Element, row: Row, read_at: str, base: str) -> None:
    entry = xml.SubElement(root, "entry")
    said = " → ".join(step.name for step in row.chain)
    _put(entry, "title", f"{said}: {row.text}"[:300])
    _put(entry, "id", f"urn:dateline:{row.id}")
    _put(entry, "updated", read_at)
    where = f"/reports/{row.report}" + (f"?row={row.id}" if row.kind != "reports" else "")
    xml.SubElement(entry, "link", rel="alternate", href=base + where)
    author = xml.SubElement(entry, "author")
    _put(author, "name", row.outlet or row.source)
    _put(
        entry,
        "summary",
        f"{', '.join(row.labels)}. {row.day_is} {row.day or 'no date given'}. In {row.headline[:200]}.",
    )


def _put(parent: xml.Element, name: str, text: str) -> None:
    """An element with a text in it, without what XML cannot hold."""
    shown = "".join(
        c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff" and not 0xD800 <= ord(c) < 0xE000)
    )
    xml.SubElement(parent, name).text = shown
