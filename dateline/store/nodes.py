"""Ids of rows in twelve characters instead of seventeen, in the same order: tables of joining hold hundreds a report.

Those of rows, `rep-…`, and those with the mark that a graph puts before them, `0clm-…`; others stay as they are.
"""

import re
from binascii import a2b_base64, b2a_base64
from functools import lru_cache

from dateline.ids import PREFIX

# What stands before the dash, in its order: seven bits beside the 65 of thirteen characters make nine bytes.
HEADS = tuple(sorted(f"{mark}{short}" for mark in ("", "0", "1") for short in PREFIX.values()))
_NUMBER = {head: number for number, head in enumerate(HEADS)}
_ID = re.compile(r"([01]?[a-z]{3})-([2-7a-z]{13})")
BITS = 65
OTHER = "~"  # before what is no id; sorted after all ids

# The same digits in the order of their characters, which the usual ones are not in.
_DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_SORTED = b"-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_TO_SORTED = bytes.maketrans(_DIGITS, _SORTED)
_FROM_SORTED = bytes.maketrans(_SORTED, _DIGITS)
_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_AS_INT = str.maketrans(_LETTERS, "0123456789abcdefghijklmnopqrstuv")


@lru_cache(maxsize=50_000)
def short(node: str) -> str:
    """A node as tables have it. Two nodes are in the order in which their short forms are."""
    found = _ID.fullmatch(node)
    number = _NUMBER.get(found[1]) if found else None
    if found is None or number is None:
        return OTHER + node
    value = number << BITS | int(found[2].translate(_AS_INT), 32)
    return b2a_base64(value.to_bytes(9), newline=False).translate(_TO_SORTED).decode()


@lru_cache(maxsize=50_000)
def long(text: str) -> str:
    """The node that `short` made it from."""
    if text.startswith(OTHER):
        return text[1:]
    value = int.from_bytes(a2b_base64(text.encode().translate(_FROM_SORTED)))
    rest = value & (1 << BITS) - 1
    letters = [_LETTERS[rest >> 5 * place & 31] for place in range(12, -1, -1)]
    return f"{HEADS[value >> BITS]}-{''.join(letters)}"
