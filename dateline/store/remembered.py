"""What is remembered between two transactions, kept within bounds."""

from collections.abc import Iterable
from itertools import islice
from typing import Any, TypeVar

Key = TypeVar("Key")
_NOTHING = object()


def forget(kept: dict[Any, Any], most: int) -> None:
    """Forgets the quarter that was asked for longest ago, where there is more than `most`."""
    if len(kept) > most:
        for key in [*islice(kept, len(kept) - most * 3 // 4)]:
            del kept[key]


def missing(kept: dict[Key, Any], asked: Iterable[Key]) -> list[Key]:
    """Those that are not kept. The others are now the last to be forgotten: what leads a block is asked for again and
    again, however long ago it came."""
    found = []
    for key in asked:
        if (value := kept.pop(key, _NOTHING)) is _NOTHING:
            found.append(key)
        else:
            kept[key] = value
    return found
