"""A capital that acts is a government; a capital where things happen is a city."""

from collections.abc import Callable

import pytest

from dateline.language.parse import Parse
from dateline.lexicon import countries
from dateline.lexicon.load import table
from dateline.reading.metonyms import stands_for_government

COUNTRIES = countries.load()


def seen(parse: Parse) -> list[str]:
    """Codes of the governments that a capital stands for, in reading order."""
    found = [stands_for_government(parse, COUNTRIES, i, i) for i in range(len(parse))]
    return [code for code in found if code]


@pytest.mark.parametrize(
    "text, codes",
    [
        pytest.param("Moscow denied that its jets had struck the market.", ["RUS"], id="subject of a saying"),
        pytest.param("The talks between Moscow and Ankara broke down.", ["RUS", "TUR"], id="between A and B"),
        pytest.param("Relations with Tehran have soured.", ["IRN"], id="relations with"),
        pytest.param("Ankara's stance is clear.", ["TUR"], id="possessive of something abstract"),
        pytest.param("They urged Damascus to open the road.", ["SYR"], id="object of urging"),
        pytest.param("According to Moscow, no one was hurt.", ["RUS"], id="according to"),
        pytest.param("The plan was rejected by London.", ["GBR"], id="agent of a passive"),
        pytest.param("The summit was held in Moscow.", [], id="in"),
        pytest.param("He flew to Moscow on Monday.", [], id="to, with motion"),
        pytest.param("Residents of Damascus heard blasts.", [], id="residents of"),
        pytest.param("Damascus was shelled overnight.", [], id="passive that befalls a city"),
        pytest.param("Baghdad's airport was closed.", [], id="possessive of something local"),
        pytest.param("The city of Moscow spends more.", [], id="city of"),
        pytest.param("MOSCOW (Newsdesk) - The army withdrew.", [], id="dateline"),
        pytest.param("Aleppo rejected the plan.", [], id="no capital"),
        pytest.param("Air Berlin ordered ten planes.", [], id="part of a company's name"),
        pytest.param("Leon Washington rejected the offer.", [], id="surname"),
        pytest.param("There were reports from Kabul of a blast.", [], id="where it is told"),
    ],
)
def test_governments(parse_of: Callable[..., Parse], text: str, codes: list[str]) -> None:
    assert seen(parse_of(text)) == codes


CASES = [
    pytest.param(sentence, expected, id=f"{name}: {sentence}")
    for name, group in table("metonyms").items()
    for key, expected in (("matches", True), ("rejects", False))
    for sentence in group[key]
]


@pytest.mark.parametrize("sentence, expected", CASES)
def test_proofs(parse_of: Callable[..., Parse], sentence: str, expected: bool) -> None:
    assert bool(seen(parse_of(sentence))) == expected
