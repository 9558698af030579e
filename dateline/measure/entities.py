"""Entities that gold marks by kind: so far those that are counts and sums of money (corpora re3d)."""

from collections.abc import Sequence

from dateline.measure.figures import Exported, Figure, Row, by_source, overlap, share

KINDS = {"Quantity": "quantities", "Money": "quantities"}  # entity type -> kind of the record that should cover it


def score(gold: Sequence[Row], exported: Exported) -> list[Figure]:
    """Share of each type's entities that a row overlaps, and of all of them together. Overlapping gold counts twice."""
    rows = {kind: by_source(exported, kind) for kind in sorted(set(KINDS.values()))}
    figures = []
    for entity_type, kind in KINDS.items():
        found = wanted = 0
        for row in gold:
            ours = rows[kind].get(row["id"], [])
            for entity in (e for e in row["entities"] if e["type"] == entity_type):
                wanted += 1
                found += any(overlap(r, {"start": entity["begin"], "end": entity["end"]}) > 0 for r in ours)
        figures.append(share(f"{entity_type.lower()}.recall", found, wanted))
    hits, of = sum(f.hits or 0 for f in figures), sum(f.of or 0 for f in figures)
    return [*figures, share("quantity_and_money.recall", hits, of)]
