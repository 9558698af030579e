"""Every parser of outside input over good seeds, what was once found, and damaged seeds. `make fuzz` tries for long."""

import time
from pathlib import Path

import pytest

from fuzz.__main__ import FOUND
from fuzz.seeds import changed, seeds
from fuzz.targets import TARGETS, run

SECONDS = 1.5  # of trying, for each target
LONGEST = 10.0  # seconds of one try, on a machine that does other things as well
FEW = {"reading": 12, "page": 40}


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_are_taken(target: str) -> None:
    assert any(run(target, seed) for seed in seeds(target))


@pytest.mark.parametrize("path", sorted(FOUND.rglob("*-*")), ids=lambda path: f"{path.parent.name}-{path.name[-8:]}")
def test_what_was_once_found_is_mended(path: Path) -> None:
    began = time.process_time()
    run(path.parent.name, path.read_bytes())
    assert time.process_time() - began < LONGEST


@pytest.mark.parametrize("target", TARGETS)
def test_damaged_input_is_read_or_refused(target: str) -> None:
    until = time.process_time() + SECONDS
    tried = 0
    for data in changed(target, 1, FEW.get(target, 400)):
        began = time.process_time()
        try:
            run(target, data)
        except Exception as problem:
            raise AssertionError(f"{target} on {data!r}") from problem
        tried += 1
        assert time.process_time() - began < LONGEST, data
        if time.process_time() > until:
            break
    assert tried >= 3
