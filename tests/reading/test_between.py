"""A doing whose day is told by that of another: "on Friday, a day after the town fell"."""

from collections.abc import Callable

import pytest

from dateline.language.parse import Parse
from dateline.lexicon.time_words import load
from dateline.reading.between import gap_above
from dateline.reading.fact_days import fact_day
from dateline.reading.times import expressions, times
from tests.conftest import make_report

DAY = "2017-03-10"  # a Friday


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        pytest.param("They reached Ordu on Wednesday, a day after Bekri fell.", "fell", "2017-03-07", id="a clause"),
        pytest.param("They left on Wednesday, a week after the raid on Bekri.", "raid", "2017-03-01", id="a noun"),
        pytest.param("The mill stands idle for the four days since rebels took it.", "took", "2017-03-06", id="since"),
        pytest.param("They closed the port on Monday, two days before envoys meet.", "meet", "2017-03-08", id="before"),
        pytest.param("The fall comes three days after a truce began.", "began", "2017-03-07", id="told of today"),
        pytest.param(
            "Three days after a truce began, trucks are waiting, drivers said on Thursday.", "began", "2017-03-06",
            id="the day behind the clause",
        ),
        pytest.param("The fall came three days after a truce began.", "began", None, id="no day to count from"),
        pytest.param("They left on Monday, nearly two weeks after rebels came.", "came", None, id="nearly"),
        pytest.param("They left on Monday, days after rebels came.", "came", None, id="nobody says how many"),
        pytest.param("They left on Monday, a day after guards who fled had called.", "fled", None, id="of its noun"),
        pytest.param("They died on Monday in two weeks of shelling.", "shelling", None, id="a length"),
        pytest.param(
            "They left on Monday, two days after guards quit the town, which they took on May 3.", "quit", "2017-03-04",
            id="a day that is of another clause",
        ),
    ],
)  # fmt: skip
def test_days_across(parse_of: Callable[[str], Parse], text: str, word: str, wanted: str | None) -> None:
    parse = parse_of(text)
    found = times(make_report(text, published=DAY), parse, expressions(parse, load()))
    token = parse.word.index(word)
    gap = gap_above(parse, found, token)
    assert (gap and fact_day(gap, text, DAY, parse.start[token], found)) == wanted
