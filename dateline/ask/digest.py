"""What a record holds, on one page: how much, who spoke, the longest chains, the numbers that differ."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.table import Table
from rich.text import Text

from dateline.ask.show import chain, join, value_text
from dateline.records import Claim, Quantity, Report
from dateline.store.record import Record

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Digest:
    """Rows picked from a record; prints itself on a rich console."""

    counts: dict[str, int]
    speakers: tuple[tuple[str, int], ...]  # name, claims
    chains: tuple[tuple[str, Claim], ...]  # source of the report, claim: the longest first
    numbers: tuple[tuple[str, Quantity], ...]  # of one thing, told differently
    example: str  # id worth a `why`

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": self.counts,
            "speakers": dict(self.speakers),
            "chains": [{"report": source, "chain": chain(c), "id": c.id, "text": c.text} for source, c in self.chains],
            "numbers": [{"report": source, "value": value_text(q), **_of(q)} for source, q in self.numbers],
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
        if self.numbers:
            yield Text("\nOne count, told differently", style="bold")
            table = Table(box=None, show_header=False, padding=(0, 2, 0, 2), pad_edge=False)
            for source, q in self.numbers:
                table.add_row(
                    value_text(q), q.about or "", f"according to {join(q.attributed_to) or 'the report'}", source
                )
            yield table


def digest(record: Record) -> Digest:
    """The page for a record. Looks at every claim and quantity once."""
    source = {report.id: report.source for report in _reports(record)}
    claims: list[Claim] = list(record.rows("claims"))
    speakers = Counter(p.name for c in claims for p in c.sources if p.actor and p.name)
    deep = sorted((c for c in claims if c.via and c.sources), key=lambda c: (-len(c.via), len(c.text), c.id))
    numbers = _told_differently(list(record.rows("quantities")))
    example = next((c.id for c in deep), next((c.id for c in claims), next(iter(source), "")))
    return Digest(
        record.counts(),
        tuple(sorted(speakers.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]),
        tuple((source[c.report], c) for c in deep[:SHOWN]),
        tuple((source[q.report], q) for q in numbers),
        example,
    )


def _reports(record: Record) -> list[Report]:
    return list(record.rows("reports"))


def _of(q: Quantity) -> dict[str, str | None]:
    return {"about": q.about, "according_to": join(q.attributed_to) or None, "id": q.id}


def _told_differently(quantities: list[Quantity]) -> list[Quantity]:
    """The quantities of the matter (same words counted, same place) that most different values are told of."""
    groups: dict[tuple[str, str], dict[tuple[float | None, float | None], Quantity]] = {}
    for q in quantities:
        if q.about and q.unit and not q.change and q.about.lower() != q.unit:  # "people" alone may be anybody
            place = q.place.name if q.place and q.place.name else ""
            groups.setdefault((q.about.lower(), place), {}).setdefault((q.low, q.high), q)
    best = max(groups.items(), key=lambda item: (len(item[1]), item[0]), default=None)
    return list(best[1].values())[:SHOWN] if best and len(best[1]) > 1 else []
