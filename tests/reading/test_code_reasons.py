"""`why` names the words and table rows that give a mention its code."""

import pytest

from dateline.lexicon import actor_words, countries
from dateline.reading.code_reasons import explain


@pytest.mark.parametrize(
    "text, words, said",
    [
        pytest.param(
            "The Turkish deputy prime minister left.",
            "The Turkish deputy prime minister",
            ["“turkish” is the adjective of Turkey, TUR", "says GOV"],
            id="adjective and office",
        ),
        pytest.param("A Syrian rebel spokesman left.", "A Syrian rebel spokesman", ["“rebel”", "REB"], id="modifier"),
        pytest.param(
            "Vladimir Putin left.", "Vladimir Putin", ["actors.yaml", "on 2016-12-09 President, 2012-05"], id="table"
        ),
        pytest.param(
            "Barack Obama left.", "Barack Obama", ["on 2016-12-09 President", "USA:GOV"], id="the office of the day"
        ),
        pytest.param(
            "Jan Kowal, the Polish foreign minister, left. He smiled.", "He", ["“Jan Kowal”", "POL"], id="pronoun"
        ),
        pytest.param(
            "The rebels left Aleppo.", "The rebels", ["says REB", "mostly of that country"], id="the report's"
        ),
        pytest.param("Ankara refused.", "Ankara", ["“ankara” governs Turkey"], id="a capital"),
        pytest.param("Somebody came. Jan Kowal smiled and left.", "Jan Kowal", ["no word of it"], id="no code"),
    ],
)
def test_words_and_rows_are_named(reading_of, text, words, said):
    reading = reading_of(text, published="2016-12-09")
    row = next(m for m in reading.mentions if m.text == words)
    lines = " | ".join(explain(reading.report, reading.mentions, actor_words.load(countries.load()), row))
    for part in said:
        assert part in lines, lines


def test_every_code_of_a_report_is_explained(reading_of):
    reading = reading_of(
        "ANKARA, Dec 9 - Turkish President Recep Tayyip Erdogan met U.N. envoy Staffan Lind. Syrian rebels shelled the "
        "army. Its spokesman, Colonel Adel Hamdi, said they had lost. He thanked the Red Crescent.",
        published="2016-12-09",
    )
    words = actor_words.load(countries.load())
    for row in reading.mentions:
        lines = explain(reading.report, reading.mentions, words, row)
        assert lines and (row.code is not None or lines[0].startswith("no word"))
