"""Which statements go back to one source, and what they share: a reader sees why five reports count as two."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.ask.results import Step
from dateline.joining.tellings import Digest


@dataclass(frozen=True, slots=True)
class Source:
    """An independent source. sides: the statements that go back to it, from 1; why: what several of them share."""

    number: int
    sides: tuple[int, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What a statement can share with another one."""

    root: int
    report: str
    outlet: str | None
    chain: Sequence[Step]


def sources(stated: Sequence[Stated], digests: Mapping[str, Digest], copies: Mapping[str, str]) -> Iterator[Source]:
    """The sources in the order of their numbers."""
    for number in sorted({one.root for one in stated}):
        sides = tuple(n for n, one in enumerate(stated, 1) if one.root == number)
        own = [stated[n - 1] for n in sides]
        yield Source(number, sides, tuple(_shared(own, digests, copies)) if len(own) > 1 else ())


def _shared(own: Sequence[Stated], digests: Mapping[str, Digest], copies: Mapping[str, str]) -> Iterator[str]:
    """What at least two of them have in common, the speaker first."""
    found = False
    for words in (*_speakers(own), *_agencies(own, digests), *_outlets(own), *_copied(own, copies)):
        found = True
        yield words
    if not found:
        yield "what one of them tells in its own voice it also lets somebody say"


def _often(names: Iterable[str | None]) -> Iterator[tuple[str, int]]:
    counted = Counter(name for name in names if name)
    return ((name, n) for name, n in sorted(counted.items()) if n > 1)


def _speakers(own: Sequence[Stated]) -> Iterator[str]:
    names = {step.actor or step.name.lower(): step.name for one in own for step in one.chain if step.part == "said"}
    said = (key for one in own for key in {s.actor or s.name.lower() for s in one.chain if s.part == "said"})
    return (f"{n} of them are said by {names[key]}" for key, n in _often(said))


def _agencies(own: Sequence[Stated], digests: Mapping[str, Digest]) -> Iterator[str]:
    given = (digests[report].agency if report in digests else None for report in {one.report for one in own})
    return (f"{name} is credited in {n} reports" for name, n in _often(given))


def _outlets(own: Sequence[Stated]) -> Iterator[str]:
    of_report = {one.report: one.outlet for one in own}
    if len(of_report) == 1:
        return iter(("they stand in one report",))
    return (f"{name} published {n} of the reports" for name, n in _often(of_report.values()))


def _copied(own: Sequence[Stated], copies: Mapping[str, str]) -> Iterator[str]:
    groups = (copies.get(report) for report in {one.report for one in own})
    return (f"{n} of the reports are one text, copied" for _, n in _often(groups))
