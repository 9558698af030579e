"""Which day a word has: what hangs on it, and nothing that hangs on another doing."""

from collections.abc import Callable

import pytest

from dateline.language.parse import Parse
from dateline.lexicon.time_words import load
from dateline.reading.governing import governing_time, when_of
from dateline.reading.times import expressions, times
from tests.conftest import make_report

CASES = [
    pytest.param("The general spoke to reporters on Wednesday.", "spoke", "2016-12-07", id="hung on the verb"),
    pytest.param(
        "Gunmen attacked and burned the mill on Sunday.", "attacked", "2016-12-04", id="told of the second verb"
    ),
    pytest.param(
        "He met the envoy on Monday and signed the pact.", "signed", "2016-12-05", id="told of the first verb"
    ),
    pytest.param("He told reporters on Monday that the army had left.", "left", None, id="saying is not leaving"),
    pytest.param("He told reporters on Monday that the army had left.", "told", "2016-12-05", id="said on"),
    pytest.param("He spoke on Monday, adding that aid was late.", "adding", "2016-12-05", id="participle of saying"),
    pytest.param("The mayor condemned Thursday's raid.", "condemned", None, id="a day that belongs to the raid"),
    pytest.param("The mayor condemned Thursday's raid.", "raid", "2016-12-08", id="the raid itself"),
    pytest.param(
        "In the months following the November 2015 shooting, the army moved its guns.",
        "moved",
        None,
        id="background stays behind",
    ),
    pytest.param(
        "In the months following the November 2015 shooting, the army moved its guns.",
        "shooting",
        "2015-11",
        id="background has its own day",
    ),
    pytest.param("Forty people died in Wednesday's shelling.", "died", "2016-12-07", id="died in what has a day"),
    pytest.param("The envoys agreed on Tuesday to stop the war.", "stop", None, id="agreed to do is not done"),
    pytest.param("The talks are to resume on Saturday.", "are", "2016-12-10", id="planned"),
    pytest.param("The bridge fell in May.", "fell", "2016-05", id="month"),
    pytest.param("The army left. The mayor stayed.", "stayed", None, id="no day anywhere"),
    pytest.param("The bridge is now closed and the army left.", "left", None, id="now is no day"),
    pytest.param(
        "The minister told reporters on Monday that aid was late. He added that it would come.",
        "added",
        "2016-12-05",
        id="he added: the sentence before",
    ),
    pytest.param(
        "The bridge fell on Monday. The mayor said that aid was late.",
        "said",
        None,
        id="another matter: not carried on",
    ),
    pytest.param("They made peace in June, when the king died.", "died", "2016-06", id="when"),
    pytest.param("The mayor said on Monday aid would come.", "said", "2016-12-05", id="between saying and said"),
    pytest.param("The mayor said on Monday aid would come.", "come", None, id="and not of what was said"),
    pytest.param("The mayor said that on Monday aid came.", "said", None, id="behind that: of what was said"),
    pytest.param("The mayor led a meeting on Thursday in the hall.", "meeting", "2016-12-08", id="object of the verb"),
    pytest.param(
        "They left two days after it fell on Monday.", "left", "2016-12-07", id="counted from the clause below"
    ),
    pytest.param("They left two days after it fell on Monday.", "fell", "2016-12-05", id="... which keeps its own"),
]


@pytest.mark.parametrize("text, word, value", CASES)
def test_governing_time(parse_of: Callable[[str], Parse], text: str, word: str, value: str | None) -> None:
    parse = parse_of(text)
    report = make_report(text, published="2016-12-09")
    found = governing_time(parse, times(report, parse, expressions(parse, load())), parse.word.index(word))
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    "text, published, value",
    [
        pytest.param(
            "No jet has flown since 18 October.", "2016-12-09", "2016-10-18/2016-12-09", id="up to the report"
        ),
        pytest.param("No jet has flown since 18 October 2016.", None, "2016-10-18/..", id="to nobody knows when"),
        pytest.param("No jet has flown until 18 October 2016.", None, "../2016-10-18", id="until"),
        pytest.param("No jet has flown in October.", "2016-12-09", "2016-10", id="as it is"),
        pytest.param("No jet has flown.", "2016-12-09", None, id="no day"),
    ],
)
def test_when_of(parse_of: Callable[[str], Parse], text: str, published: str | None, value: str | None) -> None:
    parse = parse_of(text)
    rows = times(make_report(text, published=published), parse, expressions(parse, load()))
    assert when_of(parse, rows, parse.word.index("flown"), published) == (value, rows[0].id if rows else None)


def test_every_token_may_be_asked(parse_of: Callable[[str], Parse]) -> None:
    parse = parse_of("On Monday, after May 3, he (as ever) said: no. Then 2015 came, when nobody was there on Friday!")
    rows = times(make_report(parse.text, published="2016-12-09"), parse, expressions(parse, load()))
    for i in range(len(parse)):
        found = governing_time(parse, rows, i)
        assert found is None or found in rows


def test_he_added_and_added(parse_of: Callable[[str], Parse]) -> None:
    text = "He said on Monday that aid was late. " + "He added that it would come. " * 400
    parse = parse_of(text)
    rows = times(make_report(text, published="2016-12-09"), parse, expressions(parse, load()))
    assert governing_time(parse, rows, len(parse) - 6) is None  # too far from what was said on Monday
