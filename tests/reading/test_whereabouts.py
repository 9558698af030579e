"""Which place governs a word."""

from collections.abc import Callable

import pytest

from dateline.language.parse import Parse
from dateline.lexicon import countries, gazetteer, place_words
from dateline.reading.places import places
from dateline.reading.whereabouts import governing_place
from tests.conftest import make_report

WORDS = gazetteer.load(), countries.load(), place_words.load()


@pytest.mark.parametrize(
    "text, word, name",
    [
        pytest.param("Jets bombed a market in Idlib on Monday.", "bombed", "Idlib", id="in, hung on the verb"),
        pytest.param("The army recaptured Palmyra.", "recaptured", "Palmyra", id="object"),
        pytest.param("The Homs truce collapsed.", "truce", "Homs Governorate|Homs", id="compound"),
        pytest.param("Kerry said in Geneva that rebels shelled Hama.", "shelled", "Hama", id="not where it was said"),
        pytest.param("Kerry said in Geneva that rebels attacked.", "attacked", None, id="beyond a saying"),
        pytest.param("Kerry said in Geneva that rebels attacked.", "said", "Geneva", id="the saying itself"),
        pytest.param("Turkey condemned the attack.", "condemned", None, id="a country that acts is no place"),
        pytest.param("Mosul was bombed by Turkey.", "bombed", "Mosul", id="passive subject"),
        pytest.param("Talks will be held in Vienna, Austria.", "held", "Vienna", id="the smaller of two"),
        pytest.param("They met and argued.", "met", None, id="nothing named"),
        pytest.param("Troops shelled Homs, where rebels killed six guards.", "killed", "Homs", id="where"),
        pytest.param("They left Foua, a village besieged by rebels in Idlib province.", "besieged", "Foua",
                     id="what a participle hangs on"),
        pytest.param("On Monday Aleppo rebels attacked a convoy.", "attacked", "Aleppo", id="who does it lives there"),
        pytest.param("An airlift from Taiz began. The airlift goes on.", "goes", None, id="verbs do not look back"),
    ],
)  # fmt: skip
def test_governing_place(parse_of: Callable[..., Parse], text: str, word: str, name: str | None) -> None:
    parse, report = parse_of(text), make_report(text)
    found = places(report, parse, *WORDS)
    where = governing_place(parse, found, parse.word.index(word))
    assert (where and where.name) in ((name or "").split("|") if name else (None,))


def test_an_earlier_telling_says_where(parse_of: Callable[..., Parse]) -> None:
    text = "The evacuation of Aleppo was halted. The evacuation will go on."
    parse, report = parse_of(text), make_report(text)
    found = places(report, parse, *WORDS)
    second = [i for i, word in enumerate(parse.word) if word == "evacuation"][1]
    where = governing_place(parse, found, second)
    assert where is not None and where.name == "Aleppo"
