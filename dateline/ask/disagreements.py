"""Disputes with all that a reader needs to judge them: each claimant's words, value, day and chain, who is independent
of whom, and how the statements relate to each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.ask.context import sentence_around
from dateline.ask.graphic import graphic
from dateline.ask.independence import Source, Stated, sources
from dateline.ask.naming import name_of
from dateline.ask.results import Step, chain, published_by
from dateline.ask.together import surroundings
from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.joining.sources import Told, numbered
from dateline.joining.tellings import days, speakers
from dateline.plain import plain
from dateline.records import Claim, Dispute, Event, Link, Quantity, Reading
from dateline.store.then import as_of


@dataclass(frozen=True, slots=True)
class Side:
    """One statement of a dispute. `root`: number of the independent source it goes back to, from 1.

    low, high: of a number, None where it is open; when: the time it speaks of; said_on: when it was said.
    """

    row: str
    kind: str
    report: str
    headline: str
    outlet: str | None
    published: str | None
    text: str
    sentence: str
    chain: tuple[Step, ...]
    root: int
    when: str | None
    said_on: str | None
    counts: bool  # is it a number
    low: float | None
    high: float | None
    unit: str | None
    bound: str | None
    tells_of: tuple[str, ...]  # what is hard to read in it

    @property
    def says(self) -> str:
        """Its words; the sentence of one that is a word alone ("the rebels denied this")."""
        alone = self.text.isalpha() and self.text.islower()
        return self.sentence if alone else self.text


@dataclass(frozen=True, slots=True)
class Between:
    """How two statements of a dispute relate; `a` and `b` are places in its sides, from 1."""

    a: int
    b: int
    relation: str
    reason: str
    link: str
    confidence: float | None


def told_first(sides: Sequence[Side]) -> tuple[int, ...]:
    """The places, from 1, of the statements whose reports came out on the first day; () where all did."""
    days = [(side.published or "9999")[:10].strip("[{") for side in sides]
    earliest = min(days, default="")
    first = tuple(n for n, day in enumerate(days, 1) if day == earliest)
    return () if len(first) == len(sides) else first


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A dispute, its statements by the time they speak of, and what lies between them."""

    dispute: Dispute
    sides: tuple[Side, ...]
    between: tuple[Between, ...]
    roots: int  # independent sources
    sources: tuple[Source, ...]

    def superseded(self, number: int) -> int | None:
        """The later statement that brings this one up to date; both by their places in `sides`, from 1."""
        later = (one.b for one in self.between if one.relation == "updates" and one.a == number)
        return max(later, default=None)

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = plain(self)
        return found


def disagreement(view: View, dispute: Dispute) -> Disagreement:
    """A dispute with its sides. Of a dispute as of a day the rows say what they said then."""
    found = sorted(_rows(view, dispute), key=lambda pair: _order(*pair))
    chains = [_chain(row, reading) for row, reading in found]
    reports = {reading.report.id for _, reading in found}
    joined = as_of(view.record, view.as_of).joined
    digests, copies = joined.digests(reports), joined.copies_of(reports)
    roots = numbered([_told(row, reading) for row, reading in found], digests, copies)
    sides = tuple(
        _side(row, reading, steps, root) for (row, reading), steps, root in zip(found, chains, roots, strict=True)
    )
    number = {side.row: n for n, side in enumerate(sides, 1)}
    links = [] if view.as_of else view.record.joined.links_with(number)
    stated = [Stated(side.root, side.report, side.outlet, side.chain) for side in sides]
    shared = tuple(sources(stated, digests, copies))
    return Disagreement(dispute, sides, tuple(_between(links, number)), max(roots, default=0), shared)


def _rows(view: View, dispute: Dispute) -> Iterator[tuple[Any, Reading]]:
    """The rows of a dispute, each with what of its report is needed around it."""
    rows = [view.record.row(row_id) for row_id in dispute.rows]
    around = surroundings(view.record, {row.report for row in rows})
    for row in rows:
        reading = around[row.report]
        yield next((one for one in reading.rows() if one.id == row.id), row), reading


def find(view: View, name: str) -> Dispute:
    """The dispute with this id. Raises BadRequest when there is none."""
    found = next(iter(as_of(view.record, view.as_of).joined.some("disputes", (name,))), None)
    if found is None:
        raise BadRequest(f"there is no dispute {name!r}", "`dateline disputes` lists them")
    its: Dispute = found
    return its


def _order(row: Any, reading: Reading) -> tuple[int, int, str]:
    report = reading.report
    first, last = days(getattr(row, "when", None) or getattr(row, "said_on", None) or report.published)
    return first or 10**7, last or 10**7, row.id


def _chain(row: Any, reading: Reading) -> tuple[Step, ...]:
    """Who said it first. A count goes by the saying that it stands in, else by whom it is attributed to."""
    carrier = _carrier(row, reading)
    if carrier is not None:
        return chain(carrier, reading.report)
    said = tuple(
        Step("said", party.name or "somebody", party.code, party.actor, party.inferred)
        for party in getattr(row, "attributed_to", ())
    )
    return (*said, published_by(reading.report))


def _carrier(row: Any, reading: Reading) -> Claim | None:
    """The saying in which a row stands: itself, that of an event, the innermost around anything else."""
    if isinstance(row, Claim):
        return row
    if isinstance(row, Event):
        return next((claim for claim in reading.claims if claim.id == row.claim), None)
    around = [claim for claim in reading.claims if claim.start <= row.start and row.end <= claim.end]
    return min(around, key=lambda claim: claim.end - claim.start, default=None)


def _told(row: Any, reading: Reading) -> Told:
    """By whom it is said, as incidents count their independent sources."""
    carrier = _carrier(row, reading)
    parties = carrier.sources if carrier is not None else getattr(row, "attributed_to", ())
    return Told(reading.report.id, speakers(parties))


def _side(row: Any, reading: Reading, steps: tuple[Step, ...], root: int) -> Side:
    report = reading.report
    first, last = sentence_around(reading, row.start, row.end)
    number: tuple[float | None, float | None, str | None, str | None] = (None, None, None, None)
    if isinstance(row, Quantity):
        number = (row.low, row.high, row.unit, row.bound)
    hard = graphic((row,)) if isinstance(row, Event | Quantity) else ()
    return Side(
        row.id, _kind(row), report.id, name_of(report), report.outlet, report.published,
        " ".join(row.text.split()), " ".join(report.text[first:last].split()), steps, root,
        getattr(row, "when", None), getattr(row, "said_on", None), isinstance(row, Quantity), *number, hard,
    )  # fmt: skip


def _kind(row: Any) -> str:
    return {Claim: "claims", Event: "events", Quantity: "quantities"}.get(type(row), "states")


def _between(links: Iterable[Link], number: dict[str, int]) -> Iterator[Between]:
    for link in sorted(links, key=lambda link: link.id):
        if link.a in number and link.b in number:
            a, b = sorted((number[link.a], number[link.b]))
            yield Between(a, b, link.relation, link.reason, link.id, link.confidence)
