"""ninjs (IPTC), versions 1 to 3, as rows: a news item's words, title, day, outlet and address.

Source: the schemas in iptc/newsinjson. 3.x writes keys in camelCase, 2.x in small letters, 1.x has `body_text` and
`headline`.
"""

from collections.abc import Iterator
from typing import Any

from dateline.errors import BadInput
from dateline.intake.html import page

_CANCELED = ("canceled", "withheld")


def is_item(value: Any) -> bool:
    """Whether a JSON value is a ninjs item: it has a uri, and a body of one of the three forms."""
    return isinstance(value, dict) and isinstance(value.get("uri"), str) and any(_is_body(key) for key in value)


def items(value: Any) -> Iterator[dict[str, Any]]:
    """The items of a JSON document: itself, a list of them, or an object that holds a list of them."""
    if is_item(value):
        yield value
    elif isinstance(value, list):
        yield from (item for item in value if is_item(item))
    elif isinstance(value, dict):
        for inside in value.values():
            if isinstance(inside, list):
                yield from (item for item in inside if is_item(item))


def as_row(item: dict[str, Any]) -> dict[str, Any]:
    """The item in the keys of a row. Raises BadInput for one without words, or that its publisher took back."""
    known = {key.lower().replace("_", ""): value for key, value in item.items()}
    if known.get("pubstatus") in _CANCELED:
        raise BadInput(f"its publisher marks it as {known['pubstatus']}", "read the version that may be used")
    uri: str = item["uri"]
    return {
        "id": uri,
        "text": _body(item, known),
        "title": _main(known.get("headlines")) or _words(known.get("headline")),
        "published": _first(known, "versioncreated", "contentcreated", "firstcreated"),
        "outlet": _outlet(known),
        "url": uri if uri.startswith(("http://", "https://")) else None,
    }


def _is_body(key: str) -> bool:
    return key == "bodies" or key.startswith("body_")


def _body(item: dict[str, Any], known: dict[str, Any]) -> str:
    if text := _main(known.get("bodies")) or _words(item.get("body_text")):
        return text
    for key in sorted(item):
        if key.startswith("body_") and (markup := _words(item[key])):
            return page(markup).text
    raise BadInput("the news item has no body", "export it with its text")


def _main(values: Any) -> str | None:
    """The text of a list of {role, contentType, value}: the main one, else the first; plain text before markup."""
    choices = [v for v in values if isinstance(v, dict) and _words(v.get("value"))] if isinstance(values, list) else []
    if not choices:
        return None
    best = min(choices, key=lambda v: (v.get("role", "main") != "main", "html" in _type(v)))
    value = str(best["value"])
    return page(value).text if "html" in _type(best) else value


def _type(value: dict[str, Any]) -> str:
    return str(value.get("contentType") or value.get("contenttype") or "")


def _outlet(known: dict[str, Any]) -> str | None:
    for key in ("infosources", "infosource"):
        for source in known.get(key) or ():
            if isinstance(source, dict) and (name := _words(source.get("name"))):
                return name
    return _words(known.get("copyrightholder"))


def _first(known: dict[str, Any], *keys: str) -> str | None:
    return next((value for key in keys if (value := _words(known.get(key)))), None)


def _words(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
