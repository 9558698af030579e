"""Every entry of the two lists that intake uses brings its proof."""

import pytest

from dateline.intake.language import language_of
from dateline.intake.passages import _by_credit, _part
from dateline.lexicon.furniture import WORDS
from dateline.lexicon.load import table

ENTRIES = {name: entry for name, entry in table("furniture").items() if name not in WORDS}
LANGUAGES = table("languages")


@pytest.mark.parametrize("name", ENTRIES)
def test_matches_and_rejects(name: str) -> None:
    entry = ENTRIES[name]
    assert entry["source"] and entry["matches"] and entry["rejects"]
    for line in entry["matches"]:
        assert _part(line, True)[1] == name, line
    for line in entry["rejects"]:
        assert _part(line, True) == ("body", "rest") and _by_credit(line) is None, line


@pytest.mark.parametrize("code", LANGUAGES)
def test_languages(code: str) -> None:
    assert all(language_of(text) == code for text in LANGUAGES[code]["matches"])
    assert all(language_of(text) != code for text in LANGUAGES[code]["rejects"])
