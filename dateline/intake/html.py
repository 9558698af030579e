"""Web pages: the main text, title, outlet and date, by trafilatura.

The extracted text is what the report keeps. libxml2 silently drops whatever is nested deeper than 256 elements, so a
page that goes near is flattened first: the tags beyond are taken out, their text stays. Hidden elements are left out
and noted.
"""

import re
from dataclasses import dataclass
from typing import Any

from dateline.edtf import is_edtf
from dateline.errors import BadInput
from dateline.intake.raw import MAX_MARKUP

_DEEPEST = (
    60  # elements that count: with rows, cells, items and what libxml2 adds, at most four times as many are nested
)
_TOKEN = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)([a-zA-Z][a-zA-Z0-9:-]*)([^<>]*)>", re.S)
_DATA_URI = re.compile(r"data:[a-z]+/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=%\s]{200,}", re.I)
# Elements without content, or whose end tag may be missing: their tags say nothing about the depth.
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_OPEN_END = frozenset("p li dt dd tr td th option optgroup thead tbody tfoot colgroup caption html body head".split())
_UNCOUNTED = _VOID | _OPEN_END
_RAW_TEXT = frozenset({"script", "style", "textarea", "title"})
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code em font i ins kbd label mark q s small span strong sub sup u".split()
)
HIDDEN_STYLE = re.compile(  # not shown, of no size, seen through, or beside the page
    r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|(?:font-size|opacity)\s{0,9}:\s{0,9}0(?![.\d])"
    r"|(?<![\w-])(?:left|top|right|text-indent)\s{0,9}:\s{0,9}-(?:\d{4,}|\d{3,}(?:r?em|v[wh]|%))",
    re.I,
)
_NO_TEXT = frozenset({"script", "style", "meta", "link", "noscript", "html", "body", "head"})


@dataclass(frozen=True, slots=True)
class Page:
    """What a page gave. `published` is EDTF; unknown is None."""

    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    flags: tuple[str, ...] = ()


def page(markup: str, url: str | None = None) -> Page:
    """The main text of an HTML page and what the page says about itself.

    Raises BadInput when it has no text or is too big to be one report.
    """
    if "<" not in markup:
        return Page(markup, flags=("a page without markup: read as text",))
    markup = _DATA_URI.sub("data:,", markup.replace("\0", ""))
    if len(markup) > MAX_MARKUP:
        raise BadInput(
            f"the page has {len(markup):,} characters of markup, more than {MAX_MARKUP:,}",
            "save the part that you need as .txt or a smaller .html",
        )
    flags: tuple[str, ...] = ()
    if (depth := nesting(markup)) > _DEEPEST:
        markup = flattened(markup)
        flags = (f"nested {depth} deep: flattened before it was read",)
    return _extracted(markup, url, flags)


def _extracted(markup: str, url: str | None, flags: tuple[str, ...]) -> Page:
    """`flags` are not empty when the page was flattened: then rather too much of it is taken than too little."""
    deep = bool(flags)
    from lxml import etree, html  # only here: other inputs need no parser
    from trafilatura import bare_extraction

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup.encode(), parser=parser)
    except (etree.LxmlError, ValueError) as problem:
        raise BadInput(
            f"the page has no readable markup: {problem}", "save the page again, or its text as .txt"
        ) from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        flags += ("nested deeper than the parser reads: text may be missing",)
    flags += _without_hidden(tree)
    for cell in tree.iter("td", "th", "col", "colgroup"):
        for size in ("colspan", "rowspan", "span"):  # a huge one would be laid out cell by cell
            cell.attrib.pop(size, None)
    _free_captions(tree)
    whole = _plain(tree)
    try:
        found = bare_extraction(
            tree, url=url, include_comments=False, with_metadata=True, favor_recall=deep,
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2200-01-01"},
        )  # fmt: skip
    except (RecursionError, ValueError, TypeError, AttributeError, etree.LxmlError):
        found = None
    text = (getattr(found, "text", None) or "").strip()
    if not text:
        if not whole:
            raise BadInput("the page has no text", "save the page when it is fully loaded, or its text as .txt")
        text, flags = whole, (*flags, "main text not found: the text of the whole page")
    day = getattr(found, "date", None)
    return Page(
        text, getattr(found, "title", None) or None, getattr(found, "sitename", None) or None,
        day if day and is_edtf(day) else None, url or getattr(found, "url", None) or None, flags,
    )  # fmt: skip


def nesting(markup: str) -> int:
    """How deep elements that count are nested, if every tag is what it seems to be."""
    depth = deepest = 0
    for match in _TOKEN.finditer(markup):
        if match[2] is None or match[2].lower() in _UNCOUNTED:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def flattened(markup: str) -> str:
    """The page without the tags nested deeper than _DEEPEST: a line break stands for each run of block tags."""
    out: list[str] = []
    depth = copied = 0
    raw_until = None  # inside of a script, tags are none
    for match in _TOKEN.finditer(markup):
        name = (match[2] or "").lower()
        if raw_until:
            raw_until = None if match[1] and name == raw_until else raw_until
            continue
        if name in _RAW_TEXT and not match[1]:
            raw_until = name
        if not name or name in _VOID or name in _RAW_TEXT:
            continue
        counts = name not in _UNCOUNTED
        depth += 1 if counts and not match[1] else 0
        if depth > _DEEPEST:
            between = markup[copied : match.start()]
            copied = match.end()
            if between.strip() or not out or out[-1] != "<br>":
                out.append(between)
                out += [] if name in _INLINE else ["<br>"]
        depth = max(0, depth - 1) if counts and match[1] else depth
    out.append(markup[copied:])
    return "".join(out)


def _without_hidden(tree: Any) -> tuple[str, ...]:
    """Takes out what a reader of the page does not see; says how much it was. Text behind an element stays."""
    hidden = 0
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _NO_TEXT or element.getparent() is None:
            continue
        if not _is_hidden(element):
            continue
        if not any(above is tree for above in element.iterancestors()):
            continue  # inside of one that is gone already
        letters = sum(1 for c in _plain(element) if c.isalnum())
        element.drop_tree()
        hidden += letters
    return (f"hidden text left out: {hidden} letters",) if hidden else ()


def _is_hidden(element: Any) -> bool:
    """A template is shown only where it is the inside of an element (a declarative shadow root)."""
    if element.tag == "template":
        return element.get("shadowrootmode") is None
    return element.get("hidden") is not None or HIDDEN_STYLE.search(element.get("style", "")) is not None


def _free_captions(tree: Any) -> None:
    """Captions as paragraphs behind their figures: figures get lost, and a caption may hold a sourced claim."""
    for caption in list(tree.iter("figcaption")):
        figure = next(caption.iterancestors("figure"), None)
        if figure is None or not _plain(caption):
            continue
        caption.tag = "p"
        figure.addnext(caption)  # takes it out of the figure


def _plain(tree: Any) -> str:
    """All text of the tree that a browser would show, a line for each stretch."""
    lines: list[str] = []
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "template", "title", "noscript"):
            lines.append(element.text or "")
        if element is not tree:
            lines.append(element.tail or "")
    return "\n".join(line.strip() for line in lines if line.strip())
