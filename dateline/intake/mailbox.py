"""Mailbox files (mbox): one message after another, each beginning with a line "From …"."""

import re
from collections.abc import Iterable, Iterator

from dateline.intake.raw import MAX_FILE_BYTES, Raw, SetAside, raw, set_aside

_FROM = re.compile(rb"(?:\A|(?<=\n))From [^\n]*\n")
_ID = re.compile(rb"^message-id:\s*<([^>\s]{1,200})>", re.I | re.M)
_QUOTED = re.compile(rb"(?m)^>(>*From )")
_HEADERS = 65_536  # bytes in which a message's id is looked for


def mbox(name: str, chunks: Iterable[bytes]) -> Iterator[Raw | SetAside]:
    """The messages of a mailbox whose bytes come in `chunks`, one in memory at a time."""
    for number, data in enumerate(_messages(chunks), start=1):
        place = f"{name} message {number}"
        if data is None:
            size = MAX_FILE_BYTES // 1_000_000
            yield set_aside(place, f"the message is larger than {size} MB", "save its text as .txt and read that")
        elif data.strip():
            yield raw(_id(data) or place, "mail", _QUOTED.sub(rb"\1", data))


def _id(data: bytes) -> str | None:
    found = _ID.search(data[:_HEADERS])
    return found[1].decode("ascii", "replace") if found else None


def _messages(chunks: Iterable[bytes]) -> Iterator[bytes | None]:
    """The bytes of each message without its "From " line; None for one that is too large, which is not kept."""
    rest, too_large, begun = b"", False, False
    for chunk in chunks:
        rest += chunk
        while found := _FROM.search(rest, 1 if begun and not rest.startswith(b"From ") else 0):
            if begun or found.start():
                yield None if too_large else rest[: found.start()]
            rest, too_large, begun = rest[found.end() :], False, True
        if len(rest) > MAX_FILE_BYTES:
            rest, too_large = rest[-_HEADERS:], True
    if rest or too_large:
        yield None if too_large else rest
