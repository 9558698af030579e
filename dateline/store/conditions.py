"""What the index can be asked, as data; each database puts it in its own words."""

import re
from dataclasses import dataclass
from typing import Literal

LOOKED_IN = ("words", "said_by", "via", "actor", "place")
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """Words one after another in a column of the index; column None: wherever people's words are looked for."""

    column: str | None
    text: str
    negated: bool = False
    also: tuple[str, ...] = ()  # other words that mean the same: ids of one actor

    def columns(self) -> tuple[str, ...]:
        return LOOKED_IN if self.column is None else (self.column,)

    def phrases(self) -> list[list[str]]:
        """The words of each phrase; any of the phrases will do. [] when there is no letter in any."""
        return [tokens for text in (self.text, *self.also) if (tokens := _TOKEN.findall(text))]


@dataclass(frozen=True, slots=True)
class Tag:
    """A property with a fixed set of values: kind, type, status, stance, mode, manner."""

    name: str
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """Before a day, or on it or later. `day`: ISO."""

    side: Literal["before", "after"]
    day: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Within a distance of a point."""

    lat: float
    lon: float
    km: float
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Among:
    """One of these reports."""

    reports: frozenset[str]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class KnownBy:
    """In a report that had surely been published by a day, or that nobody dates. `day`: ISO."""

    day: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class InStory:
    """In a report of a story. `story`: its id."""

    story: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Disputed:
    """A side of a dispute: a claim or event itself, an event by the claim that carries it."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """Told by so many independent sources: at least `least`, fewer than `below`. Of a claim: an event told in it."""

    least: int
    below: int | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Through:
    """A claim that so many passed on: at least `least`, fewer than `below`. Of an event: the claim that carries it."""

    least: int
    below: int | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of these claims or events; of other kinds: in one of these reports."""

    rows: frozenset[str]
    reports: frozenset[str]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """One of these rows of the index, by their numbers in it."""

    numbers: frozenset[int]
    negated: bool = False


Condition = Words | Tag | Day | Near | Among | KnownBy | InStory | Disputed | Sources | Through | Chosen | Numbered
