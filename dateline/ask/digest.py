"""What a record holds, on one page: how much, who spoke, the longest chains, what is not told as done."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.text import Text

from dateline.ask.show import chain, event_text
from dateline.records import Claim, Event, Report
from dateline.store.record import Record

SHOWN = 6
DOUBTFUL = ("planned", "denied", "claimed")


@dataclass(frozen=True, slots=True)
class Digest:
    """Rows picked from a record; prints itself on a rich console."""

    counts: dict[str, int]
    speakers: tuple[tuple[str, int], ...]  # name, claims
    chains: tuple[tuple[str, Claim], ...]  # source of the report, claim: the longest first
    doubtful: tuple[tuple[str, Event], ...]  # told as planned, denied or claimed, in turn
    example: str  # id worth a `why`

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": self.counts,
            "speakers": dict(self.speakers),
            "chains": [{"report": source, "chain": chain(c), "id": c.id, "text": c.text} for source, c in self.chains],
            "doubtful": [{"report": source, "event": event_text(e), "id": e.id} for source, e in self.doubtful],
        }

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        rows = ", ".join(f"{n:,} {kind}" for kind, n in self.counts.items())
        yield Text(f"The record holds {rows}.\n")
        yield Text("Who speaks most", style="bold")
        yield Text("  " + ", ".join(f"{name} ({n})" for name, n in self.speakers) + "\n")
        yield Text("Who said it, and who passed it on (nearest the speaker first)", style="bold")
        for source, claim in self.chains:
            words = " ".join(claim.text.split())
            short = words if len(words) <= 150 else words[:147].rsplit(" ", 1)[0] + " …"
            yield Group(Text(f"  {chain(claim)}"), Text(f"      {short}"), Text(f"      {source} · {claim.id}", "dim"))
        yield Text("\nTold, but not as done", style="bold")
        for source, event in self.doubtful:
            yield Group(Text(f"  {event_text(event)}, {event.status}"), Text(f"      {source} · {event.id}", "dim"))


def digest(record: Record) -> Digest:
    """The page for a record. Looks at every claim and quantity once."""
    source = {report.id: report.source for report in _reports(record)}
    claims: list[Claim] = list(record.rows("claims"))
    speakers = Counter(p.name for c in claims for p in c.sources if p.actor and p.name)
    deep = sorted((c for c in claims if c.via and c.sources), key=lambda c: (-len(c.via), len(c.text), c.id))
    events: list[Event] = list(record.rows("events"))
    doubtful = [
        e
        for status in DOUBTFUL
        for e in [e for e in events if e.status == status and any(p.actor for p in e.initiators)][:2]
    ]
    example = next((c.id for c in deep), next((c.id for c in claims), next(iter(source), "")))
    return Digest(
        record.counts(),
        tuple(sorted(speakers.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]),
        tuple((source[c.report], c) for c in deep[:SHOWN]),
        tuple((source[e.report], e) for e in doubtful),
        example,
    )


def _reports(record: Record) -> list[Report]:
    return list(record.rows("reports"))
