"""What is remembered between two transactions, kept within bounds."""

from itertools import islice
from typing import Any


def forget(kept: dict[Any, Any], most: int) -> None:
    """Forgets the half that came first, where there is more than `most`: news asks for what is recent."""
    if len(kept) > most:
        for key in [*islice(kept, len(kept) // 2)]:
            del kept[key]
