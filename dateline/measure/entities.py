"""Entities that gold marks by kind: counts, sums of money, and locations (corpora re3d)."""

import re
from collections.abc import Sequence

from dateline.measure.figures import Exported, Figure, Row, by_source, overlap, share

NAME = re.compile(r"\b(?!(?:The|A|An|This|That|These|Their|Our)\b)[A-Z]\w*")
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
    return [*figures, share("quantity_and_money.recall", hits, of), *_locations(gold, exported)]


def _locations(gold: Sequence[Row], exported: Exported) -> list[Figure]:
    """Places and marked locations that overlap; and how many of the locations that are names a place overlaps.

    Gold marks buildings and ground by common nouns as well ("a tunnel entrance", "the city"), and some pieces of words.
    """
    rows, texts = by_source(exported, "places"), {row["source"]: row["text"] for row in exported.get("reports", ())}
    wanted = found = right = have = names = named = 0
    for row in gold:
        marked = [{"start": e["begin"], "end": e["end"]} for e in row["entities"] if e["type"] == "Location"]
        ours = rows[row["id"]]
        have += len(ours)
        right += sum(any(overlap(place, mark) > 0 for mark in marked) for place in ours)
        for mark in marked:
            there = any(overlap(place, mark) > 0 for place in ours)
            is_name = NAME.search(texts.get(row["id"], ""), mark["start"], mark["end"]) is not None
            wanted, found = wanted + 1, found + there
            names, named = names + is_name, named + (is_name and there)
    recall = share("location.recall", found, wanted)
    return [recall, share("location.precision", right, have), share("location_names.recall", named, names)]
