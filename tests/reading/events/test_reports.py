"""Whole short reports of our own: events found, sides, status and mode, on the tuned half and the other."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from dateline.records import Event, Party, Reading
from tests.tables import beside

ROWS = beside(__file__, "reports.yaml")


@dataclass
class Tally:
    """Counts of events: in gold, told, found (same type, same sentence); of those found with right sides, ..."""

    gold: int = 0
    told: int = 0
    found: int = 0
    sides: int = 0
    status: int = 0
    modes: int = 0
    moded: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.found / (self.gold + self.told)


def codes(parties: tuple[Party, ...], inferred: bool) -> set[str]:
    """The countries of parties; of those named only unless inferred."""
    told = {(q.code or "").partition(":")[0] for q in parties if inferred or not q.inferred}
    return told - {""}


def is_side(parties: tuple[Party, ...], gold: str) -> bool:
    wanted = {x for x in gold.split("+") if x}
    return codes(parties, False) <= wanted <= codes(parties, True)


def count(tally: Tally, wanted: list[str], told: list[Event]) -> None:
    left = list(told)
    tally.told += len(told)
    for one in wanted:
        kind, sides, status = one.split(" ")
        kind, _, mode = kind.partition("/")
        a, _, b = sides.partition(">")
        tally.gold += 1
        same = [e for e in left if e.type == kind]
        if not same:
            continue
        best = max(same, key=lambda e: is_side(e.initiators, a) + is_side(e.recipients, b))
        left.remove(best)
        tally.found += 1
        tally.sides += is_side(best.initiators, a) and is_side(best.recipients, b)
        tally.status += best.status == status
        tally.moded += bool(mode)
        tally.modes += bool(mode) and best.mode == mode


@pytest.fixture(scope="module")
def tallies(reading_of: Callable[..., Reading]) -> dict[str, Tally]:
    halves: dict[str, Tally] = {}
    for row in ROWS:
        tally = halves.setdefault(row["half"], Tally())
        text, spans = "", []
        for n, (sentence, _) in enumerate(row["told"]):
            text += "" if not n else "\n\n" if n == 1 and row["id"].startswith("headline") else " "
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence
        events = reading_of(text, published="2022-10-12").events
        for (start, end), (_, wanted) in zip(spans, row["told"], strict=True):
            count(tally, wanted, [e for e in events if start <= e.start < end])
    return halves


def test_size() -> None:
    assert len(ROWS) == 25 and sum(row["half"] == "unseen" for row in ROWS) == 12
    assert all(3 <= len(row["told"]) <= 6 for row in ROWS)


@pytest.mark.parametrize(
    "half, found, sides, status, modes", [("dev", 0.93, 0.83, 0.98, 0.98), ("unseen", 0.84, 0.81, 0.94, 0.95)]
)
def test_floors(half: str, found: float, sides: float, status: float, modes: float, tallies: dict[str, Tally]) -> None:
    tally = tallies[half]
    assert tally.f1 >= found
    assert tally.sides / tally.found >= sides
    assert tally.status / tally.found >= status
    assert tally.modes / tally.moded >= modes
