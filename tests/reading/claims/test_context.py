"""What stands around a candidate."""

import pytest

from dateline.reading.claims.candidate import Candidate
from dateline.reading.claims.context import surroundings

SENTENCE = "The envoy said the mayor believed the bridge had fallen."
SAID = Candidate("clause", 2, 3, 9, "", 5, "")
BELIEVED = Candidate("clause", 5, 6, 9, "", 9, "")


@pytest.fixture
def keys(parse_of):
    def of(*told):
        return [set(found) for found in surroundings(parse_of(SENTENCE), told)]

    return of


def test_a_likely_claim_around_another_is_seen_from_both(keys):
    outer, inner = keys((SAID, 2.0), (BELIEVED, 1.0))
    assert "within=clause|f=clause" in inner and "depth=1" in inner
    assert "holds=1|f=clause" in outer and "depth=0" in outer


def test_an_unlikely_one_is_no_surrounding(keys):
    _, inner = keys((SAID, -2.0), (BELIEVED, 1.0))
    assert "within=-|f=clause" in inner and "near=0" in inner


def test_alone(keys):
    (only,) = keys((SAID, 2.0))
    assert "near=0" in only and "rival=-" in only
