"""Independent sources: how many tell of an incident on their own account."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.joining.tellings import Digest, without_article
from dateline.lexicon.word_weights import folded


class Sourced(Protocol):
    """Anything that a report says. sources: keys of whoever says so, empty for the report's own voice."""

    @property
    def report(self) -> str: ...
    @property
    def sources(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says, by who says so and nothing else."""

    report: str
    sources: tuple[str, ...]


def independent(told: Sequence[Sourced], digests: Mapping[str, Digest], copies: Mapping[str, str]) -> int:
    """Tellings that go back to one speaker, one agency, one outlet or one text that was copied count once.

    copies: report -> its group of copies, for reports that have one.
    """
    return len(chains(told, digests, copies))


def chains(told: Sequence[Sourced], digests: Mapping[str, Digest], copies: Mapping[str, str]) -> list[set[str]]:
    """The keys of each independent source, those with the smallest key first."""
    return sorted(_merged(_origins(told, digests, copies)), key=min)


def numbered(told: Sequence[Sourced], digests: Mapping[str, Digest], copies: Mapping[str, str]) -> list[int]:
    """For each the number of the independent source that it goes back to, from 1 in the order in which they come."""
    origins = _origins(told, digests, copies)
    groups = _merged(origins)
    of = [next(k for k, group in enumerate(groups) if not group.isdisjoint(keys)) for keys in origins]
    number = {k: n for n, k in enumerate(dict.fromkeys(of), 1)}
    return [number[k] for k in of]


def _origins(
    told: Sequence[Sourced], digests: Mapping[str, Digest], copies: Mapping[str, str]
) -> list[frozenset[str]]:  # fmt: skip
    """What each rests on. What a report tells in its own voice and also lets somebody say, it has from whoever says so
    first."""
    outlets = {name for digest in digests.values() for name in (_outlet(digest.outlet), _outlet(digest.agency)) if name}
    said: dict[str, Sourced] = {}
    for one in told:
        if one.sources:
            said.setdefault(one.report, one)
    asked = [one if one.sources else said.get(one.report, one) for one in told]
    return [frozenset(origin(one, digests.get(one.report), copies, outlets)) for one in asked]


def _merged(origins: Iterable[frozenset[str]]) -> list[set[str]]:
    """What shares a key is one source."""
    groups: list[set[str]] = []
    for keys in origins:
        near = [group for group in groups if not group.isdisjoint(keys)]
        groups = [group for group in groups if group.isdisjoint(keys)]
        groups.append(set(keys).union(*near))
    return groups


def origin(
    telling: Sourced, digest: Digest | None, copies: Mapping[str, str], outlets: Collection[str] = ()
) -> Iterable[str]:
    """What a telling rests on: its speakers; in the report's own voice the agency, the outlet, or the report alone.

    outlets: those that tell of the event themselves. Who credits one of them hands on what it says, so both count once,
    and a circle of outlets that credit each other is one source.
    """
    own = _outlet(digest.agency) or _outlet(digest.outlet) if digest is not None else ""
    if telling.sources:
        credited = [key for key in telling.sources if key in outlets]
        handed_on = [f"outlet {key}" for key in (*credited, own) if key] if credited else []
        return [*(f"says {key}" for key in telling.sources), *handed_on]
    found = [f"text {copies[telling.report]}"] if telling.report in copies else []
    found += [f"outlet {own}"] if own else []
    return found or [f"report {telling.report}"]


def _outlet(name: str | None) -> str:
    return without_article(folded(name or ""))
