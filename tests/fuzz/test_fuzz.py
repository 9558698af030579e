"""Every parser of outside input over good seeds, what was once found, and damaged seeds. `make fuzz` tries for long."""

from functools import partial
from pathlib import Path

import pytest

from fuzz.__main__ import FOUND
from fuzz.seeds import changed, seeds
from fuzz.targets import TARGETS, run
from tests.clock import seconds, slow

SECONDS = 1.5  # of trying, for each target
LEAST = 3  # tries, however long they take
LONGEST = 10.0  # seconds of one try
FEW = {"reading": 12, "page": 40}


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_are_taken(target: str) -> None:
    assert any(run(target, seed) for seed in seeds(target))


@pytest.mark.parametrize("path", sorted(FOUND.rglob("*-*")), ids=lambda path: f"{path.parent.name}-{path.name[-8:]}")
def test_what_was_once_found_is_mended(path: Path) -> None:
    assert slow(partial(run, path.parent.name, path.read_bytes()), LONGEST) == ""


@pytest.mark.parametrize("target", TARGETS)
def test_damaged_input_is_read_or_refused(target: str) -> None:
    spent = 0.0
    for tried, data in enumerate(changed(target, 1, FEW.get(target, 400)), 1):
        try:
            took = seconds(partial(run, target, data))
        except Exception as problem:
            raise AssertionError(f"{target} on {data!r}") from problem
        assert took < LONGEST or slow(partial(run, target, data), LONGEST) == "", data
        spent += took
        if spent > SECONDS and tried >= LEAST:
            break
