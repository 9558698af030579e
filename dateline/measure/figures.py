"""What a measurement hands out, and the small arithmetic that all of them share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]  # one exported row or one line of gold, keys as in the record format
Exported = Mapping[str, Sequence[Row]]  # kind of the record format -> its rows, "reports" among them


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: a share of `hits` in `of`, or a mean of shares (F1), which has neither."""

    name: str
    value: float
    hits: int | None = None
    of: int | None = None

    def __str__(self) -> str:
        counted = "" if self.of is None else f" ({self.hits}/{self.of})"
        return f"{self.name} {self.value:.3f}{counted}"


def share(name: str, hits: int, of: int) -> Figure:
    """hits/of; 0 of 0 is 0, because nothing was shown."""
    return Figure(name, hits / of if of else 0.0, hits, of)


def harmonic(precision: float, recall: float) -> float:
    """F1: the harmonic mean of precision and recall."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def agreement(name: str, right: int, exported: int, gold: int) -> list[Figure]:
    """F1, precision and recall of `right` rows among those that were exported and those that gold has."""
    precision, recall = share(f"{name}.precision", right, exported), share(f"{name}.recall", right, gold)
    return [Figure(f"{name}.f1", harmonic(precision.value, recall.value)), precision, recall]


def by_source(exported: Exported, kind: str) -> dict[str, list[Row]]:
    """Rows of a kind under the id that their report had in the corpus."""
    source = {row["id"]: row.get("source") for row in exported.get("reports", ())}
    found: dict[str, list[Row]] = defaultdict(list)
    for row in exported.get(kind, ()):
        report = row["report"]
        found[source.get(report) or report].append(row)
    return found


def overlap(a: Row, b: Row) -> int:
    """Code points that two spans share; negative: how far apart they are."""
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def characters(spans: Iterable[tuple[int, int]]) -> set[int]:
    """The code points that half-open spans cover."""
    return {at for start, end in spans for at in range(start, end)}
