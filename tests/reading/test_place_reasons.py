"""Why a pin is where it is."""

from collections.abc import Callable

import pytest

from dateline.language.parse import Parse
from dateline.lexicon import countries, gazetteer, place_words
from dateline.reading.place_reasons import explain
from dateline.reading.places import places
from tests.conftest import make_report

WORDS = gazetteer.load(), countries.load(), place_words.load()


@pytest.mark.parametrize(
    "text, name, told",
    [
        pytest.param("Shells hit Tripoli and Sabha in Libya.", "Tripoli", ("LBY) was chosen", "not Tripoli (", "LBN"),
                     id="the country named"),
        pytest.param("A fire broke out in Athens, Georgia.", "Athens", ("said to lie in Georgia", "not Athens (Attica"),
                     id="what stands behind the comma"),
        pytest.param("Troops left eastern Aleppo.", "eastern Aleppo", ("a part of it",), id="part"),
        pytest.param("They drove 50 km north of Homs.", "50 km north of Homs", ("a distance",), id="distance"),
        pytest.param("They met at the Turkish-Syrian border.", "Turkish-Syrian border", ("both countries",), id="line"),
        pytest.param("Guns fell silent in Xanzarqa village.", "Xanzarqa village", ("no table knows",), id="unlisted"),
        pytest.param("They flew to Libya.", "Libya", ("no other place",), id="the only one"),
        pytest.param("Guards left Hama prison.", "Hama prison", ("at least 15 km",), id="facility"),
    ],
)  # fmt: skip
def test_the_reasons_name_the_evidence(
    parse_of: Callable[..., Parse], text: str, name: str, told: tuple[str, ...]
) -> None:
    report, parse = make_report(text), parse_of(text)
    row = next(place for place in places(report, parse, *WORDS) if place.text == name)
    reasons = " | ".join(explain(report, parse, *WORDS, row))
    assert all(words in reasons for words in told), reasons


def test_the_first_one_is_the_one_of_the_row(parse_of: Callable[..., Parse]) -> None:
    text = "Rebels in Idlib and Hama left for Tripoli in Lebanon. Paris and London called for talks in Geneva."
    report, parse = make_report(text), parse_of(text)
    for row in places(report, parse, *WORDS):
        reasons = explain(report, parse, *WORDS, row)
        chosen = next(line for line in reasons if "chosen" in line or "no other place" in line)
        assert str(row.name) in chosen, (row.text, reasons)
