"""Answers of a bounded size: a page of rows, and a cursor for the next one."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from dateline.assistants.quoting import NOTICE, Fence
from dateline.errors import BadRequest

LIMIT, MOST_ROWS = 10, 50  # rows of a page: unless asked otherwise, and at most
CHARACTERS = 24_000  # of an answer's rows, as JSON; the first row is always there
WORDS_A_ROW = 3_000  # characters quoted in one row
TEXT_A_PAGE = 8_000  # characters of a report's text in one answer


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an answer: `plain` holds ids, days, numbers and words of ours; `quoted` everything from reports."""

    plain: Mapping[str, Any]
    quoted: tuple[str, ...]


def answer(tool: str, asked: Mapping[str, Any], rows: Iterable[Row], **head: Any) -> dict[str, Any]:
    """A page of rows. asked: the tool's arguments, `limit` and `cursor` among them. Raises BadRequest for a bad cursor.

    The same arguments without the cursor must give the rows in the same order: they are counted off from the first.
    """
    fence = Fence()
    start = _place(tool, asked)
    limit = min(max(1, int(asked.get("limit") or LIMIT)), MOST_ROWS)
    page: list[dict[str, Any]] = []
    size, more = 0, False
    for row in islice(rows, start, None):
        shown = {**row.plain, "quoted": fence.quote(*_cut(row.quoted))} if row.quoted else dict(row.plain)
        length = len(json.dumps(shown, ensure_ascii=False))
        if len(page) == limit or (page and size + length > CHARACTERS):
            more = True
            break
        page.append(shown)
        size += length
    cursor = _cursor(tool, asked, start + len(page)) if more else None
    return {"notice": NOTICE, **head, "rows": page, "cursor": cursor}


def text_page(asked: Mapping[str, Any], text: str, **head: Any) -> dict[str, Any]:
    """A stretch of one report's text, in code points, and the cursor of the next."""
    start = _place("report", asked)
    end = min(start + TEXT_A_PAGE, len(text))
    cursor = _cursor("report", asked, end) if end < len(text) else None
    quoted = {name: Fence().quote(words) for name, words in head.pop("words", {}).items() if words}
    body = Fence().quote(text[start:end])
    return {"notice": NOTICE, **head, **quoted, "start": start, "end": end, "text": body, "cursor": cursor}


def _cut(lines: tuple[str, ...]) -> tuple[str, ...]:
    """At most WORDS_A_ROW characters; what is left out is said."""
    kept, room = [], WORDS_A_ROW
    for line in lines:
        if len(line) > room:
            kept.append(f"{line[:room]} … ({len(line) - room:,} characters more)")
            return (*kept, *(["… (more lines)"] if len(kept) < len(lines) else []))
        kept.append(line)
        room -= len(line)
    return tuple(kept)


def _cursor(tool: str, asked: Mapping[str, Any], place: int) -> str:
    return f"{place}.{_question(tool, asked)}"


def _question(tool: str, asked: Mapping[str, Any]) -> str:
    """What is asked, in few letters: a cursor belongs to one question."""
    kept = {name: value for name, value in asked.items() if name not in ("cursor", "limit") and value is not None}
    return hashlib.blake2b(json.dumps([tool, kept], sort_keys=True).encode(), digest_size=5).hexdigest()


def _place(tool: str, asked: Mapping[str, Any]) -> int:
    cursor = asked.get("cursor")
    if not cursor:
        return 0
    place, _, question = str(cursor).partition(".")
    if not (place.isascii() and place.isdigit() and len(place) < 12) or question != _question(tool, asked):
        raise BadRequest(
            "this cursor belongs to another question", "pass the cursor of the last answer with the same arguments"
        )
    return int(place)
