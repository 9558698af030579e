"""Sentence bounds: each row names the trap that a plain splitter falls into."""

from collections.abc import Callable

import pytest

from dateline.language.parse import Parse

CASES = [
    pytest.param(
        "They took the town.The spokesman left.", ["They took the town.", "The spokesman left."], id="glued stop"
    ),
    pytest.param(
        "Gen. Salim met Lt. Col. Haddad. He left.", ["Gen. Salim met Lt. Col. Haddad.", "He left."], id="ranks"
    ),
    pytest.param("John W. Harker spoke. She did not.", ["John W. Harker spoke.", "She did not."], id="initial"),
    pytest.param("He wrote on X. The army did not.", ["He wrote on X.", "The army did not."], id="a letter, and The"),
    pytest.param(
        "They meet on Dec. 27 in Bern. It is set.", ["They meet on Dec. 27 in Bern.", "It is set."], id="month"
    ),
    pytest.param(
        "Aid came from the U.S. The road was shut.", ["Aid came from the U.S.", "The road was shut."], id="U.S. ends"
    ),
    pytest.param("The U.S. Army left. All went.", ["The U.S. Army left.", "All went."], id="U.S. goes on"),
    pytest.param(
        "“We will go. We will not return,” he said. Then he left.",
        ["“We will go.", "We will not return,” he said.", "Then he left."],
        id="two sentences in a quotation",
    ),
    pytest.param(
        "“Is it over?” she asked. No one knew.", ["“Is it over?” she asked.", "No one knew."], id="question in quotes"
    ),
    pytest.param(
        "He said: “It is over.” The crowd left.", ["He said: “It is over.”", "The crowd left."], id="stop inside quotes"
    ),
    pytest.param(
        "The envoy (he arrived late. Nobody met him) spoke. All heard.",
        ["The envoy (he arrived late. Nobody met him) spoke.", "All heard."],
        id="brackets hold together",
    ),
    pytest.param(
        "Some 5.4 million fled. Rents rose 3.2 percent.",
        ["Some 5.4 million fled.", "Rents rose 3.2 percent."],
        id="decimals",
    ),
    pytest.param(
        "A first line\nA second one. And more", ["A first line", "A second one.", "And more"], id="line breaks end"
    ),
    pytest.param(
        "He came at 5 p.m. on Friday. It rained.", ["He came at 5 p.m. on Friday.", "It rained."], id="p.m. goes on"
    ),
]


@pytest.mark.parametrize("text, sentences", CASES)
def test_sentences(parse_of: Callable[[str], Parse], text: str, sentences: list[str]) -> None:
    parse = parse_of(text)
    assert [text[parse.start[a] : parse.end[b - 1]] for a, b in parse.sents] == sentences
