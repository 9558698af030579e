"""Copies go to the process that has read the like of them, and no process waits for the sake of that."""

import json
from random import Random

from dateline.acquainted import PARTS, SLACK, Acquainted, parts


def text(seed: int, paragraphs: int = 12) -> list[str]:
    random = Random(seed)
    return [" ".join(f"word{random.randrange(9999)}" for _ in range(30)) for _ in range(paragraphs)]


def its(paragraphs: list[str]) -> dict[int, int]:
    return parts("\n".join(paragraphs).encode())


def test_a_row_has_the_paragraphs_of_its_text() -> None:
    row = json.dumps({"id": "a", "text": "\n".join(text(1))}).encode()
    assert len(its(text(1)).keys() & parts(row).keys()) == 10, "all but the first and the last, which the row surrounds"


def test_a_copy_follows_what_it_copies_cut_or_changed() -> None:
    lanes = Acquainted(4)
    first = {seed: lanes.lane(its(text(seed))) for seed in range(40)}
    assert set(first.values()) == set(range(4)), "what is new goes to whoever has least to do"
    for lane in range(4):
        lanes.done(lane, 10)
    for seed, lane in first.items():
        assert lanes.lane(its(text(seed)[:6])) == lane
        assert lanes.lane(its([*text(1000 + seed, 3), *text(seed)[2:]])) == lane
        lanes.done(lane, 2)


def test_copies_of_one_text_are_shared_out_where_they_are_too_many() -> None:
    lanes = Acquainted(2)
    given = [lanes.lane(its(text(7))) for _ in range(400)]
    assert abs(given.count(0) - given.count(1)) <= SLACK + 1


def test_a_paragraph_that_all_have_draws_none() -> None:
    lanes = Acquainted(2)
    given = [lanes.lane(its([*text(seed, 6), "x" * 80])) for seed in range(100)]
    assert given.count(0) == given.count(1)


def test_what_is_remembered_is_bounded() -> None:
    lanes = Acquainted(2)
    for first in range(0, 3 * PARTS, 500):
        lanes.done(lanes.lane(dict.fromkeys(range(first, first + 500), 100)), 1)
    assert len(lanes._lane) <= PARTS
