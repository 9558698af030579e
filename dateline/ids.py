"""Ids: short, prefixed by kind, and derived from content, so that every machine makes the same ones."""

import hashlib

PREFIX = {
    "reports": "rep", "passages": "psg", "actors": "act", "mentions": "mnt", "times": "tim", "places": "plc",
    "quantities": "qty", "claims": "clm", "events": "evt", "incidents": "inc", "links": "lnk", "disputes": "dsp",
    "stories": "sty", "states": "stt", "ceasefires": "cfr", "control": "ctl", "displacement": "dpl", "talks": "tlk",
    "casualties": "cas", "imported": "imp",
}  # fmt: skip


LETTERS = "abcdefghijklmnopqrstuvwxyz234567"  # base 32
PAIRS = [a + b for a in LETTERS for b in LETTERS]


def make_id(kind: str, *parts: str | int) -> str:
    """The id of a row of `kind` (a key of PREFIX) whose identity is `parts`.

    13 base-32 characters are 65 bits: a record of a hundred million rows has a 1 in 7,000 chance of one clash.
    """
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=9).digest()
    n = int.from_bytes(digest)  # 72 bits, of which the last 7 are left out
    return (
        f"{PREFIX[kind]}-{PAIRS[n >> 62]}{PAIRS[n >> 52 & 1023]}{PAIRS[n >> 42 & 1023]}{PAIRS[n >> 32 & 1023]}"
        f"{PAIRS[n >> 22 & 1023]}{PAIRS[n >> 12 & 1023]}{LETTERS[n >> 7 & 31]}"
    )


def kind_of(row_id: str) -> str | None:
    """The kind that an id's prefix names, or None for something that is no id."""
    prefix, dash, _ = row_id.partition("-")
    return next((kind for kind, short in PREFIX.items() if dash and short == prefix), None)
