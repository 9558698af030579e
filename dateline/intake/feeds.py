"""Feeds and lists of feeds: RSS, Atom, JSON Feed and OPML, from their bytes. Pure.

A feed comes from strangers and is often broken. What declares entities of its own is refused (they can grow without
bound, or name files of ours); no parser here ever loads anything. Broken XML is read as far as it is whole, and noted.

Sources: RSS 2.0 and 1.0 with their content and Dublin Core modules, RFC 4287 (Atom), JSON Feed 1.1, OPML 2.0.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.entities import html5
from typing import Any
from urllib.parse import urljoin

from dateline.errors import BadInput
from dateline.intake.decode import decode
from dateline.intake.feed_dates import when
from dateline.intake.fragments import text_of

MAX_ITEMS = 5_000  # of one feed; those that stand first are the newest
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DUBLIN = "http://purl.org/dc/elements/1.1/"
_ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
_RSS = ("", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2")
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_CUT = re.compile(r"(?:…|\.\.\.)[\])]?\s{0,9}\Z")  # the end of a text that goes on elsewhere
_ROOT = re.compile(r"<(?:\w{1,20}:)?(rss|feed|rdf|opml|html)\b", re.I)
_FEED = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf)\b", re.I)
_PAGE = re.compile(rb"<(?:html|!doctype\s{1,9}html|head|body|div|p)\b", re.I)
_NAMED = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{1,31});|#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};)?")
_UNWRITTEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold
_XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_LINK = re.compile(r"<link\b[^>]{0,2000}>", re.I)
_HREF = re.compile(r"\bhref\s{0,9}=\s{0,9}[\"']?([^\"'\s>]{1,2000})", re.I)
_LOOK = 200_000  # characters of a page in which its feed is looked for
_DO = "check its address; a feed reader shows the same"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. text None: the feed has no more than a summary, and the link leads to the words."""

    key: str  # by which the feed tells its items apart
    url: str | None
    title: str | None
    text: str | None
    summary: bool  # the text is a summary, for want of a link
    published: str | None  # EDTF day, as its publisher's clock had it
    at: str | None  # the same as an instant, ISO, UTC; None: no time of day is given
    stamp: str | None  # what changes when the item does, as its publisher writes it


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds. wait: seconds that it wants to be left alone; notes: what a reader should know about it."""

    title: str | None
    items: tuple[Item, ...]
    wait: float = 0.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed in a list, by the name that its reader gave it."""

    url: str
    title: str | None


def is_feed(data: bytes) -> bool:
    """Does it look like a feed?"""
    head = data[:4096].replace(b"\0", b"")
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"{"):
        return b"jsonfeed.org/version" in head
    found = _FEED.search(head)
    return found is not None and _PAGE.search(head[: found.start()]) is None


def feed(data: bytes, url: str, charset: str | None = None) -> Feed:
    """The feed in `data`, which came from `url`. Raises BadInput for what is none, saying what it is."""
    decoded = decode(data, charset=charset, markup=True)
    if decoded.text.lstrip().startswith("{"):
        return _json_feed(decoded.text, url)
    root, notes = _tree(decoded.text, url)
    name = _name(root)[1].lower()
    if name not in ("rss", "rdf", "feed"):
        what = "it is a list of feeds, no feed" if name == "opml" else f"it is XML ({name[:40]}), but no feed"
        raise BadInput(what, "save the list and pass the file" if name == "opml" else _DO)
    atom = name == "feed"
    entries = list(_all(root, "entry" if atom else "item", MAX_ITEMS + 1 + ("cut off" in notes)))
    if "cut off" in notes:
        entries, notes = entries[:-1], (*notes, "its last item is left out")
    if len(entries) > MAX_ITEMS:
        entries, notes = entries[:MAX_ITEMS], (*notes, f"it has more than {MAX_ITEMS:,} items: the first are read")
    items = tuple(_atom_item(entry, url) if atom else _rss_item(entry, url) for entry in entries)
    head = root if atom else next(_all(root, "channel", 1), root)
    its = _children(head)
    return Feed(_title(_first(its, *_CORE, "title")), items, _ttl(_text(_first(its, *_CORE, "ttl"))), notes)


def opml(data: bytes) -> tuple[Subscription, ...]:
    """The feeds that an OPML file lists, each once. Raises BadInput when it is none, or lists none."""
    root, _ = _tree(decode(data, markup=True).text, "")
    if _name(root)[1].lower() != "opml":
        raise BadInput("it is no list of feeds (OPML)", "export the subscriptions of a feed reader as OPML")
    found: dict[str, Subscription] = {}
    for outline in _all(root, "outline", MAX_ITEMS):
        its = {name.lower(): value.strip() for name, value in outline.attrib.items()}
        if url := its.get("xmlurl"):
            found.setdefault(url, Subscription(url, _line(its.get("title") or its.get("text"))))
    if not found:
        raise BadInput("it lists no feed", 'each feed is an <outline xmlUrl="https://…"/>')
    return tuple(found.values())


# -- XML


def _tree(text: str, url: str) -> tuple[Any, tuple[str, ...]]:
    """The root of an XML document, and what was wrong with it. Raises BadInput."""
    from lxml import etree  # only here: other inputs need no parser

    body = _without_prolog(text)
    root_name = _ROOT.match(body)
    if root_name is None or root_name[1].lower() == "html":
        raise _no_feed(text, body, url)
    sound = _sound(body).encode()
    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False,
            "remove_comments": True, "remove_pis": True}  # fmt: skip
    try:
        return etree.fromstring(sound, etree.XMLParser(**safe)), ()
    except etree.XMLSyntaxError as problem:
        if re.search("depth|huge|too long|resource limit", str(problem), re.I):
            raise BadInput(f"its XML is built to be endless: {str(problem)[:120]}", _DO) from None
        why = f"its XML is broken: {str(problem)[:120]}"
    parser = etree.XMLParser(recover=True, **safe)
    root = etree.fromstring(sound, parser)
    if root is None:
        raise BadInput(why, _DO)
    whole = re.search(r"</(?:\w{1,20}:)?(?:rss|feed|rdf|opml)\s{0,99}>\s*\Z", body[-400:], re.I)
    return root, (why,) if whole else (why, "cut off")


def _without_prolog(text: str) -> str:
    """From the root element on. Raises BadInput for a document type that declares something of its own."""
    at = 0
    while True:
        while at < len(text) and (text[at].isspace() or text[at] == "\ufeff"):
            at += 1
        if text.startswith("<?", at):
            end = text.find("?>", at) + 2
        elif text.startswith("<!--", at):
            end = text.find("-->", at) + 3
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            end = text.find(">", at) + 1
            if "[" in text[at : end or None] or re.search(r"<!ENTITY", text[at : end or None], re.I):
                raise BadInput(
                    "it declares entities of its own, which are never read", "ask its publisher for plain XML"
                )
        else:
            return text[at:]
        if end <= at:
            return text[at:]
        at = end


def _sound(body: str) -> str:
    """The document with what feeds get wrong put right outside of CDATA: HTML's entities, ampersands that are text."""
    body = _UNWRITTEN.sub("", body)
    out, at = [], 0
    while (start := body.find("<![CDATA[", at)) >= 0 and (end := body.find("]]>", start)) >= 0:
        out += [_NAMED.sub(_entity, body[at:start]), body[start : end + 3]]
        at = end + 3
    return "".join((*out, _NAMED.sub(_entity, body[at:])))


def _entity(match: re.Match[str]) -> str:
    if match[0] == "&":
        return "&amp;"
    if match[1] is None or match[1] in _XML_OWN:
        return match[0]
    meant = html5.get(match[1] + ";")
    return f"&amp;{match[1]};" if meant is None else meant.replace("&", "&amp;").replace("<", "&lt;")


def _no_feed(text: str, body: str, url: str) -> BadInput:
    """What it is instead, and where its feed may be."""
    if not re.match(r"<(?:!doctype\s+html|html|head|body)\b", body, re.I) and "<html" not in body[:2000].lower():
        return BadInput("it is no XML and no JSON, so no feed" if text.strip() else "it is empty", _DO)
    for link in _LINK.findall(body[:_LOOK]):
        href = _HREF.search(link)
        if href and re.search(r"application/(?:rss|atom)\+xml|application/feed\+json", link, re.I):
            return BadInput("it is a web page, no feed", f"the page names this feed: {_joined(url, href[1])}")
    return BadInput("it is a web page, no feed", "look for the address of its feed on the page")


def _name(element: Any) -> tuple[str, str]:
    """(namespace, local name) of an element."""
    tag = element.tag if isinstance(element.tag, str) else ""
    space, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return space, local


def _all(root: Any, name: str, most: int) -> Iterator[Any]:
    n = 0
    for element in root.iter("{*}" + name):
        space, _ = _name(element)
        if space in _RSS or space in _ATOM:
            yield element
            if (n := n + 1) >= most:
                return


Children = Mapping[tuple[str, str], list[Any]]
_CORE = (*_RSS, *_ATOM)


def _children(element: Any) -> Children:
    found: dict[tuple[str, str], list[Any]] = {}
    for child in element:
        found.setdefault(_name(child), []).append(child)
    return found


def _first(children: Children, *spaces_and_name: str) -> Any:
    """The first child of that name (the last argument) in one of the namespaces; None when there is none."""
    *spaces, name = spaces_and_name
    return next((children[space, name][0] for space in spaces if (space, name) in children), None)


def _text(element: Any) -> str:
    return "" if element is None else "".join(element.itertext()).strip()


# -- items


def _rss_item(entry: Any, url: str) -> Item:
    its = _children(entry)
    guid = _first(its, *_RSS, "guid")
    link = _text(_first(its, *_RSS, "link")) or _atom_link(its, url)
    if not link and guid is not None and (guid.get("isPermaLink") or "true").lower() == "true":
        link = _text(guid) if re.match("https?://", _text(guid), re.I) else ""  # many are plain numbers
    full = _text(_first(its, _CONTENT, "encoded"))
    written = _text(_first(its, *_RSS, "pubDate")) or _text(_first(its, _DUBLIN, "date"))
    about = entry.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    return _item(
        _text(guid) or about, _joined(url, link), _title(_first(its, *_RSS, "title")), text_of(full),
        text_of(_text(_first(its, *_RSS, "description"))), written, written,
    )  # fmt: skip


def _atom_item(entry: Any, url: str) -> Item:
    its = _children(entry)
    base = _joined(url, entry.get(_BASE) or entry.getroottree().getroot().get(_BASE) or "") or url
    dates = [_text(_first(its, *_ATOM, name)) for name in ("published", "issued", "updated", "modified", "created")]
    content = _first(its, *_ATOM, "content")
    link = _atom_link(its, base) or (content is not None and _joined(base, content.get("src") or "")) or None
    stamp = dates[2] or dates[3] or dates[0]
    return _item(
        _text(_first(its, *_ATOM, "id")), link or None, _title(_first(its, *_ATOM, "title")), _atom_text(content),
        _atom_text(_first(its, *_ATOM, "summary")), next(filter(None, dates), ""), stamp,
    )  # fmt: skip


def _atom_link(children: Children, base: str) -> str | None:
    links = [link for space in _ATOM for link in children.get((space, "link"), ())]
    found = next((link for link in links if (link.get("rel") or "alternate") == "alternate"), None)
    return None if found is None else _joined(base, found.get("href") or "")


def _atom_text(element: Any) -> str:
    """Text, escaped HTML, or XHTML, as its type says."""
    if element is None:
        return ""
    kind = (element.get("type") or "text").lower()
    if kind == "xhtml" or (kind.endswith("xml") and len(element)):
        from lxml import etree

        return text_of("".join(etree.tostring(child, encoding="unicode", method="html") for child in element))
    words = _text(element)
    return (
        text_of(words) if kind in ("html", "text/html") else text_of(words.replace("&", "&amp;").replace("<", "&lt;"))
    )


def _title(element: Any) -> str | None:
    return _line(text_of(_text(element)))


def _item(
    guid: str | None, url: str | None, title: str | None, full: str, summary: str, written: str, stamp: str
) -> Item:
    """An item of any kind of feed. full, summary: text; written: when it was published, as it stands there."""
    whole = full if full and not (url and _CUT.search(full)) else ""
    text = whole or ("" if url else full or summary)
    day, at = when(written)
    rest = hashlib.sha256(f"{title}\0{full or summary}".encode(errors="replace")).hexdigest()
    return Item(guid or url or rest, url, title, text or None, bool(text) and not whole, day, at, stamp or None)


# -- JSON


def _json_feed(text: str, url: str) -> Feed:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise BadInput(f"its JSON is broken: {str(problem)[:120]}", _DO) from None
    if not isinstance(value, dict) or "jsonfeed.org/version" not in str(value.get("version"))[:100]:
        raise BadInput("it is JSON, but no feed", _DO)
    entries = value.get("items")
    if not isinstance(entries, list):
        raise BadInput('it is a JSON Feed without "items"', _DO)
    shown = [entry for entry in entries[:MAX_ITEMS] if isinstance(entry, dict)]
    notes = (f"it has more than {MAX_ITEMS:,} items: the first are read",) if len(entries) > MAX_ITEMS else ()
    if odd := len(entries[:MAX_ITEMS]) - len(shown):
        notes = (*notes, f"{odd} of its items are no objects")
    return Feed(_line(_said(value, "title")), tuple(_json_item(entry, url) for entry in shown), 0.0, notes)


def _json_item(entry: Mapping[str, Any], base: str) -> Item:
    full = text_of(_said(entry, "content_html")) or _said(entry, "content_text")
    published = _said(entry, "date_published")
    key = entry.get("id")
    return _item(
        str(key)[:4000] if isinstance(key, (str, int, float)) and key != "" else None,
        _joined(base, _said(entry, "url") or _said(entry, "external_url")), _line(_said(entry, "title")), full,
        _said(entry, "summary"), published or _said(entry, "date_modified"), _said(entry, "date_modified") or published,
    )  # fmt: skip


def _said(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


# -- small things


def _joined(base: str, link: str | None) -> str | None:
    """The link as a whole http(s) URL without its fragment; None for what is none."""
    if not link or len(link) > 4_000:
        return None
    try:
        whole = urljoin(base, link.strip())
    except ValueError:
        return None
    return whole.partition("#")[0] if re.match(r"https?://[^/\s]", whole, re.I) else None


def _line(text: str | None) -> str | None:
    return " ".join(text.split())[:1_000] or None if text else None


def _ttl(minutes: str) -> float:
    return min(float(minutes) * 60, 86_400.0) if re.fullmatch(r"[0-9]{1,5}", minutes) else 0.0
