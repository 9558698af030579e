"""What statements can be about, compiled: `matters.yaml`."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Matters:
    """Words of each matter."""


@cache
def load() -> Matters:
    """The compiled `matters.yaml`. Raises BadLexicon."""
    return Matters()
