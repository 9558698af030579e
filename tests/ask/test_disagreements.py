"""A reader is told which statements of a dispute go back to one source, as incidents count them."""

from collections.abc import Callable

import pytest

from dateline.ask.disagreements import disagreement
from dateline.ask.question_briefs import questions
from dateline.ask.stories import disputes
from dateline.ask.view import View
from dateline.records import Reading
from dateline.run import join_new
from dateline.store.record import Record
from tests.stores import Place

AT = "2026-01-01T00:00:00Z"
TEXTS = {  # outlet -> what it prints; two of them have it from one agency, in other words
    "Morning Bell": "VARDA, March 3 (Ridge Wire) - Shells killed 14 civilians in Varda on Tuesday.",
    "Evening Bell": "VARDA, March 3 (Ridge Wire) - In Varda 14 civilians were killed by shells on Tuesday.",
    "Gazette": "VARDA, March 3 - Shells killed 19 civilians in Varda on Tuesday.",
}


@pytest.mark.parametrize("as_of", [None, "2015-03-31"], ids=["now", "as of a day"])
def test_an_agency_in_two_outlets_is_one_source(
    place: Place, reading_of: Callable[..., Reading], as_of: str | None
) -> None:
    with Record(place(), create=True) as record:
        for outlet, text in TEXTS.items():
            headline = f"{outlet} on Varda"
            reading = reading_of(f"{headline}\n\n{text}\n", outlet=outlet, published="2015-03-03")
            record.add(reading, reading.report.text.encode(), at=AT)
        join_new(record, clock=lambda: AT)
        [dispute] = disputes(View(record, as_of))
        found = disagreement(View(record, as_of), dispute)
    roots = {side.outlet: side.root for side in found.sides}
    assert roots["Morning Bell"] == roots["Evening Bell"] != roots["Gazette"]
    assert found.roots == 2
    shared = {source.number: source.why for source in found.sources}
    assert shared[roots["Morning Bell"]] and not shared[roots["Gazette"]]
    assert sum(len(source.sides) for source in found.sources) == len(found.sides)
    made = questions([found], as_of)
    assert made.place == dispute.question and len(made.sections[0].table.rows) == len(found.sides)  # type: ignore[union-attr]
    assert {n for line in made.sections[0].lines for n in line.cites} <= {one.number for one in made.citations}
