"""Every frame of attribution in invented texts: content, speakers, relays, nesting. The traps stand in frames.yaml."""

import re
from collections.abc import Sequence
from typing import Any

import pytest

from dateline.records import Claim, Party
from tests.reading.claims.gold.score import OVERLAP, fold, overlap
from tests.tables import beside

TRAPS = beside(__file__, "frames.yaml")
MOST_OPEN = 0.255  # of the claims in frames.yaml that may have something not right yet
Span = tuple[int, int]


def spans(text: str, content: str) -> list[Span]:
    """Where the parts of a content stand, one after the other."""
    found, at = [], 0
    for part in content.split(" … "):
        start = text.index(part, at)
        at = start + len(part)
        found.append((start, at))
    return found


def paired(gold: Sequence[Sequence[Span]], rows: Sequence[Claim]) -> dict[int, Claim]:
    """Gold claim -> the row that shares most of its content, one to one."""
    ranked = sorted(
        (-shared, i, j)
        for i, one in enumerate(gold)
        for j, row in enumerate(rows)
        if (shared := overlap(one, row)) >= OVERLAP
    )
    found: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in found and j not in found.values():
            found[i] = j
    return {i: rows[j] for i, j in found.items()}


def named(names: Sequence[str], parties: Sequence[Party]) -> bool:
    """The same parties in the same order: one name holds all the words of the other."""
    words = [(set(fold(name)), set(fold(party.name or ""))) for name, party in zip(names, parties, strict=False)]
    return len(names) == len(parties) and all(a and b and (a <= b or b <= a) for a, b in words)


def bare(words: str) -> str:
    return re.sub(r"^[\W_]+|[\W_]+$", "", words)


def wrong(trap: dict[str, Any], rows: Sequence[Claim]) -> list[list[str]]:
    """For each claim of a trap what the reader gets wrong."""
    text, claims = trap["text"], trap["claims"]
    gold = [spans(text, claim["content"]) for claim in claims]
    found = paired(gold, rows)
    ids = {i: row.id for i, row in found.items()}
    judged = []
    for i, claim in enumerate(claims):
        row = found.get(i)
        if row is None:
            judged.append(["content"])
            continue
        inside = claim.get("inside")
        parts = [bare(part.text) for part in row.parts or [row]]
        right = {
            "sources": named(claim["sources"], row.sources),
            "via": named(claim.get("via", []), row.via),
            "inside": row.parent == (None if inside is None else ids.get(inside, "not found")),
            "bounds": parts == [bare(text[start:end]) for start, end in gold[i]],
        }
        judged.append([name for name, fine in right.items() if not fine])
    return judged


@pytest.mark.parametrize("trap", TRAPS, ids=[trap["trap"] for trap in TRAPS])
def test_frames(reading_of: Any, trap: dict[str, Any]) -> None:
    found = wrong(trap, reading_of(trap["text"], published="2016-12-20").claims)
    known = [claim.get("open", []) for claim in trap["claims"]]
    assert [sorted({*now} - {*was}) for now, was in zip(found, known, strict=True)] == [[] for _ in known]


def test_few_are_open() -> None:
    claims = [claim for trap in TRAPS for claim in trap["claims"]]
    assert len(TRAPS) >= 60 and sum("open" in claim for claim in claims) <= MOST_OPEN * len(claims)
