"""A piece of HTML as text: what a feed holds of an article is the article, and nothing is to be looked for in it.

Blocks become paragraphs, with an empty line between two. What no reader would see is left out. Pure.
"""

import re
from typing import Any

from dateline.intake.html import HIDDEN_STYLE, flattened, nesting

_DEEP = 60  # elements; libxml2 drops what is nested 256 deep
_BLOCKS = frozenset(
    "address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
_UNSEEN = frozenset("script style template noscript iframe object head svg math".split())


def text_of(markup: str) -> str:
    """The text of a piece of HTML; of what is none, the text itself."""
    if "<" not in markup and "&" not in markup:
        return "\n\n".join(filter(None, map(_line, markup.split("\n\n"))))
    from lxml import etree, html  # only here: most inputs need no parser

    markup = markup.replace("\0", "")
    if nesting(markup) > _DEEP:
        markup = flattened(markup)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, remove_comments=True)
    try:
        body = html.document_fromstring(f"<div>{markup}</div>".encode(errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError):  # nothing but white space and comments
        return ""
    return "\n\n".join(filter(None, map(_line, "".join(_pieces(body)).split("\f"))))


def _pieces(tree: Any) -> list[str]:
    """The texts of a tree, in their order, with a form feed wherever a block begins or ends. Without recursion."""
    out: list[str] = []
    following: list[Any] = [tree]  # the next one last
    while following:
        one = following.pop()
        if isinstance(one, str):
            out.append(one)
            continue
        after = [_flowing(one.tail)] if one is not tree else []
        name = one.tag if isinstance(one.tag, str) else ""
        if not name or name in _UNSEEN or one.get("hidden") is not None or HIDDEN_STYLE.search(one.get("style") or ""):
            following += after
            continue
        edge = "\f" if name in _BLOCKS else "\n" if name == "br" else "\t" if name in ("td", "th") else ""
        out += [edge, _flowing(one.text)]
        following += [*after, edge, *reversed(one)]
    return out


def _flowing(text: str | None) -> str:
    """Its line breaks mean nothing in HTML."""
    return re.sub(r"[\n\r\f\t]", " ", text or "")


def _line(text: str) -> str:
    """One paragraph: its white space made plain, its line breaks kept."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
