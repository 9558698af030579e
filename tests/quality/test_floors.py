"""No figure falls below its floor: quick samples of the corpora always, all of them with DATELINE_MEASURE=whole."""

import os

import pytest

from dateline.measure import corpus, floors
from dateline.measure.__main__ import FLOORS, folder_of

WHOLE = os.environ.get("DATELINE_MEASURE") == "whole"
ALWAYS = ("samples", "seeds")  # small enough to be read whole each time


@pytest.mark.parametrize("section", floors.load(FLOORS), ids=lambda section: section.name)
def test_floors(section: floors.Section) -> None:
    folder = folder_of(section.corpus)
    if not corpus.is_there(folder):
        pytest.skip("the corpus is not here")
    if not section.floors:
        pytest.skip("not measured yet")
    if not WHOLE and not section.first and section.corpus not in ALWAYS:
        pytest.skip("whole corpora are measured by `make measure`")
    assert corpus.fingerprint(folder) == section.fingerprint, "the corpus is not the one whose floors these are"
    assert floors.below(section, corpus.measure(folder, section.first or None)) == []
