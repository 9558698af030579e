"""The way through the days on which reports were published: what was known by each."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slider:
    """The days, and the place among them of the one that is looked from; their number when all is seen."""

    days: tuple[str, ...]
    now: int

    @property
    def earlier(self) -> str | None:
        return self.days[self.now - 1] if self.now and self.days else None

    @property
    def later(self) -> str | None:
        return self.days[self.now + 1] if self.now + 1 < len(self.days) else None


def slider(days: Sequence[str], as_of: str | None) -> Slider:
    now = next((n for n, day in enumerate(days) if as_of and day >= as_of[:10]), len(days))
    return Slider(tuple(days), now)
