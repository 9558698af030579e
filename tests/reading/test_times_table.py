"""What each way of naming a time means: a table of invented sentences, read on Friday, 10 March 2017."""

from collections.abc import Callable
from typing import Any

import pytest

from dateline.intake.passages import passages
from dateline.language.parse import Parse
from dateline.lexicon import actor_words, countries
from dateline.lexicon.load import table
from dateline.lexicon.time_words import load
from dateline.reading.times import expressions, times
from dateline.records import TimeExpression
from tests.conftest import make_report

LANDS = countries.load()
ACTORS = actor_words.load(LANDS)


@pytest.fixture(scope="module")
def read(parse_of: Callable[[str], Parse]) -> Callable[..., tuple[TimeExpression, ...]]:
    def found(text: str, **known: object) -> tuple[TimeExpression, ...]:
        report = make_report(text, **({"published": "2017-03-10"} | known))
        parse = parse_of(text)
        return times(report, parse, expressions(parse, load(), report, passages(report), ACTORS, LANDS))

    return found


@pytest.mark.parametrize(
    "text, wanted",
    [
        pytest.param("The ministers meet again on Monday.", "2017-03-13", id="present tense lies ahead"),
        pytest.param("The envoy arrives Sunday for talks.", "2017-03-12", id="no preposition"),
        pytest.param("The truce, which takes effect on Saturday, was hailed.", "2017-03-11", id="in a relative clause"),
        pytest.param("The session is held on Monday.", "2017-03-13", id="present passive"),
        pytest.param("The army retook the mill on Wednesday.", "2017-03-08", id="past"),
        pytest.param("The army will retake the mill on Wednesday.", "2017-03-15", id="will"),
        pytest.param("He said the army would attack on Saturday.", "2017-03-11", id="would"),
        pytest.param("The two sides are to sign on Monday.", "2017-03-13", id="are to"),
        pytest.param("The vote was postponed to Monday.", "2017-03-13", id="postponed to"),
        pytest.param("The vote was put off until Monday.", "2017-03-13", id="put off until"),
        pytest.param("A deal is expected by Tuesday.", "2017-03-14", id="expected by"),
        pytest.param("They said that on Monday they would leave.", "2017-03-13", id="that before the day"),
        pytest.param("They said on Monday they would leave.", "2017-03-06", id="the day before the clause"),
        pytest.param("They agreed on Thursday to meet on Sunday.", "2017-03-09 2017-03-12", id="each its own verb"),
        pytest.param("They announced talks to be held on 20 March.", "2017-03-20", id="to be held"),
        pytest.param("The first of them are to be moved on 20 March.", "2017-03-20", id="are to be moved"),
        pytest.param("The march follows Monday's raid.", "2017-03-06", id="a day that a noun bears was"),
        pytest.param("The army holds the mill since Monday.", "2017-03-06", id="since, in the present"),
        pytest.param("The clerk says the mill burned on Monday.", "2017-03-06", id="says is no future"),
    ],
)
def test_tense(read: Callable[..., tuple[TimeExpression, ...]], text: str, wanted: str) -> None:
    assert [row.value for row in read(text)] == wanted.split()


@pytest.mark.parametrize(
    "text, wanted",
    [
        pytest.param("They left on 1 March. The next morning it snowed.", "2017-03-01 2017-03-02", id="next morning"),
        pytest.param("They left on 1 March. The previous night it snowed.", "2017-03-01 2017-02-28", id="night before"),
        pytest.param("They met in 2014. The year previous it snowed.", "2014 2013", id="the year previous"),
        pytest.param(
            "They met on 1 March. The following week it snowed. By then all had left.",
            "2017-03-01 2017-03-06/2017-03-12 2017-03-06/2017-03-12", id="by then",
        ),
        pytest.param("They met on the 1st of the month.", "2017-03-01", id="the 1st of the month"),
        pytest.param("They met on the fifth of last month.", "2017-02-05", id="the fifth of last month"),
        pytest.param("It snowed on the night of 3-4 March.", "2017-03-03/2017-03-04", id="the night of two days"),
        pytest.param("It snowed in the winter of 2013-14.", "2013-24", id="a winter of two years"),
        pytest.param("The wall fell half a century ago.", "1967", id="half a century"),
        pytest.param("On 2017/03/01 the post fell.", "2017-03-01", id="slashes, year first"),
        pytest.param("The guns start at noon on Saturday, Haven time.", "2017-03-11", id="noon: the day"),
        pytest.param("They marched on Nowruz.", "2016-03-21~", id="a feast in the past tense was"),
        pytest.param("They will march on Nowruz.", "2017-03-21~", id="a feast to come"),
        pytest.param("Orthodox Easter 2016 was quiet.", "2016-05-01", id="computed feast"),
        pytest.param("The road is shut for the time being.", "2017-03-10~", id="for the time being"),
        pytest.param("It began on 6 March at 11:30 p.m. local time.", "2017-03-06 2017-03-06T23:30:00", id="clock"),
        pytest.param("It began at 6 a.m. (0300 GMT) on Monday.", "2017-03-06T06:00:00+03:00", id="both zones"),
        pytest.param("It began at 16:00 UTC.", "2017-03-10T16:00:00Z", id="UTC"),
    ],
)  # fmt: skip
def test_values(read: Callable[..., tuple[TimeExpression, ...]], text: str, wanted: str) -> None:
    assert [row.value for row in read(text)] == wanted.split()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The April 6 movement marched.", id="a movement named after its day"),
        pytest.param("Fighters of the March 23 rebels fled.", id="a band named after its day"),
        pytest.param("The May 25 Martyrs hospital was hit.", id="a hospital, two words on"),
        pytest.param("They live at 2012 Mill Street.", id="a number in a street"),
        pytest.param("The film 1917 was shown.", id="a film"),
        pytest.param("A Friday of Rage was announced.", id="a day with a name"),
        pytest.param("The Alta 2000 Index fell.", id="a number in a name"),
        pytest.param("In the year 99999 it ends.", id="no year we know"),
        pytest.param("Resolution 1701 was passed.", id="a resolution"),
        pytest.param("The 1st Division left.", id="a division"),
        pytest.param("Prime Minister May said no.", id="a person"),
    ],
)
def test_what_only_looks_like_time(read: Callable[..., tuple[TimeExpression, ...]], text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    "known, wanted",
    [
        pytest.param({}, "[2016-04-05,2016-05-04]", id="nobody knows: both"),
        pytest.param({"outlet": "The New York Times"}, "2016-04-05", id="an American paper"),
        pytest.param({"outlet": "Agence France-Presse"}, "2016-05-04", id="a French agency"),
        pytest.param({"url": "https://news.example.co.uk/a"}, "2016-05-04", id="a British address"),
        pytest.param({"url": "https://news.example.ca/a"}, "[2016-04-05,2016-05-04]", id="Canada writes both"),
        pytest.param({"url": "https://news.example.tv/a"}, "[2016-04-05,2016-05-04]", id="an address of no land"),
    ],
)
def test_day_or_month_first(
    read: Callable[..., tuple[TimeExpression, ...]], known: dict[str, str], wanted: str
) -> None:
    assert [row.value for row in read("It is dated 04/05/2016.", **known)] == [wanted]


def test_what_the_report_itself_writes_goes_before_its_country(
    read: Callable[..., tuple[TimeExpression, ...]],
) -> None:
    rows = read("It was sent on 25/12/2015 and is dated 04/05/2016.", outlet="The New York Times")
    assert [row.value for row in rows] == ["2015-12-25", "2016-05-04"]


@pytest.mark.parametrize(
    "text, value, clash",
    [
        pytest.param("It fell on 31 November.", None, "November 2016 has 30 days", id="no such day"),
        pytest.param("It fell on 30 February 2016.", None, "February 2016 has 29 days", id="not in a leap year either"),
        pytest.param("It fell on 2016-13-05.", None, "there is no month 13", id="no such month"),
        pytest.param("It fell on 45/45/2016.", None, "no such day", id="no order helps"),
        pytest.param(
            "It fell on Friday, December 8, 2016.", "2016-12-08", "8 December 2016 was a Thursday", id="weekday"
        ),
        pytest.param("It fell from 9 to 31 November 2016.", None, "November 2016 has 30 days", id="in a range"),
        pytest.param(
            "It fell 9,000 years ago.", None, "out of the range of years 1 to 9999", id="out of the years we know"
        ),
    ],
)
def test_what_cannot_be_is_marked_and_kept(
    read: Callable[..., tuple[TimeExpression, ...]], text: str, value: str | None, clash: str
) -> None:
    assert [(row.value, row.clash) for row in read(text)] == [(value, clash)]


def test_a_headline_tells_in_the_present_what_was(read: Callable[..., tuple[TimeExpression, ...]]) -> None:
    text = "Rebels take the mill on Wednesday\n\nThe army said it had lost the mill. It sent more men."
    assert [row.value for row in read(text, headline="Rebels take the mill on Wednesday")] == ["2017-03-08"]


@pytest.mark.parametrize(
    "text, clash",
    [
        pytest.param("It fell yesterday, 8 March.", "“yesterday” is 2017-03-09, and “8 March” 2017-03-08", id="two"),
        pytest.param("It fell yesterday (9 March).", None, id="they agree"),
        pytest.param("It fell yesterday, and 8 March was calm.", None, id="two days"),
    ],
)  # fmt: skip
def test_two_names_of_one_day_that_differ(
    read: Callable[..., tuple[TimeExpression, ...]], text: str, clash: str | None
) -> None:
    rows = read(text)
    assert [row.value is not None for row in rows] == [True, True]
    assert rows[1].clash == clash


@pytest.mark.parametrize(
    "text, wanted",
    [
        pytest.param("Talks will resume in two weeks.", "two weeks=2017-03-24", id="in so long, of what is to come"),
        pytest.param("The army took the hill in two weeks.", "two weeks=P2W", id="in so long, of what was"),
        pytest.param("It will be the third raid in two weeks.", "two weeks=P2W", id="so long of a noun"),
        pytest.param("Aid can reach the camp in two days.", "two days=P2D", id="what could be"),
        pytest.param("They agreed on Monday to leave in three days.", "Monday=2017-03-06 three days=2017-03-09",
                     id="in so long from the saying"),
        pytest.param("He left a day after the raid of 2 March.", "a day after=2017-03-03 2 March=2017-03-02",
                     id="after a noun that has its day"),
        pytest.param("He left a week after the mill was sold on 14 February.",
                     "a week after=2017-02-21 14 February=2017-02-14", id="after a clause that has its day"),
        pytest.param("Four years after the war began in 2011, the city lay in ruins.",
                     "Four years after=2015 2011=2011", id="years after a year"),
        pytest.param("The raid came two years after the 2014 vote.", "two years after=2016 2014=2014",
                     id="years after what bears its year"),
        pytest.param("He left a day after the raid.", "a day after=P1D", id="after a noun without a day is a length"),
        pytest.param("The siege is in its third week.", "its third week=2017-03-06/2017-03-12", id="its third week"),
        pytest.param("The strike entered its second day on Thursday.", "its second day=2017-03-09 Thursday=2017-03-09",
                     id="its second day, with the day"),
        pytest.param("In his second week in office he quit.", "", id="his second week in office was any week"),
        pytest.param("From 1 to 6 March 40 shells fell; over the same period, six people died.",
                     "1 to 6 March=2017-03-01/2017-03-06 the same period=2017-03-01/2017-03-06", id="the same period"),
        pytest.param("The mill burned in March 2015. Later that year it was sold.",
                     "March 2015=2015-03 Later that year=2015-04/2015-12", id="later that year"),
        pytest.param("It fell on 9 May 2015. Earlier that month it had been mined.",
                     "9 May 2015=2015-05-09 Earlier that month=2015-05-01/2015-05-08", id="earlier that month"),
        pytest.param("The truce runs from 20 March until 3 April.", "20 March until 3 April=2017-03-20/2017-04-03",
                     id="a range in the present tense"),
        pytest.param("The depot burned on the third of March 2016.", "the third of March 2016=2016-03-03",
                     id="an ordinal in words"),
        pytest.param("The troops left on the 25th.", "the 25th=2017-02-25", id="a bare day, past"),
        pytest.param("The troops will leave on the 5th.", "the 5th=2017-04-05", id="a bare day, to come"),
        pytest.param("The pact ends a day after it was signed on Monday.", "a day after=2017-03-07 Monday=2017-03-06",
                     id="the clause keeps its tense"),
        pytest.param("The first Friday of February was calm.", "The first Friday of February=2017-02-03",
                     id="the first Friday of a month"),
        pytest.param("The last Sunday in May 2016 was calm.", "The last Sunday in May 2016=2016-05-29",
                     id="the last Sunday"),
        pytest.param("Teresa May and Augustus Hall spoke.", "", id="a family name that is a month"),
    ],
)  # fmt: skip
def test_counted_and_shared(read: Callable[..., tuple[TimeExpression, ...]], text: str, wanted: str) -> None:
    assert " ".join(f"{row.text}={row.value}" for row in read(text)) == wanted


@pytest.mark.parametrize(
    "text, days",
    [
        pytest.param("They march every Friday.", "FRI", id="every"),
        pytest.param("They march on Sundays.", "SUN", id="in the plural"),
        pytest.param("They march each Tuesday morning.", "TUE", id="with a part of the day"),
        pytest.param("They march every Monday and Thursday.", "MON THU", id="two of them"),
    ],
)
def test_a_set_keeps_its_weekday(read: Callable[..., tuple[TimeExpression, ...]], text: str, days: str) -> None:
    rows = read(text)
    assert [row.value for row in rows] == ["P1W"] * len(rows)
    assert [(row.meaning or "").partition("weekday=")[2][:3] for row in rows] == days.split()


def test_a_bare_day_of_a_month_is_stated(read: Callable[..., tuple[TimeExpression, ...]]) -> None:
    (row,) = read("The troops left on the 5th.")
    assert (row.value, row.basis) == ("2017-03-05", "stated")


def test_a_day_that_no_year_has_is_marked_without_a_year_too(read: Callable[..., tuple[TimeExpression, ...]]) -> None:
    (row,) = read("The mill fell on April 31.", published=None)
    assert (row.value, row.clash) == (None, "April has 30 days")


@pytest.mark.parametrize(
    "text, words",
    [
        ("The pact was signed on 45 May 2016.", "45 May 2016"),
        ("The pact was signed on May 45, 2016.", "May 45, 2016"),
        ("Shots were heard at 27:99 GMT.", "27:99 GMT"),
    ],
)
def test_a_slip_of_the_pen_is_a_marked_row(
    read: Callable[..., tuple[TimeExpression, ...]], text: str, words: str
) -> None:
    (row,) = read(text)
    assert (row.text, row.value) == (words, None) and row.clash


@pytest.mark.parametrize(
    "published", ["0001-01-01", "9999-12-31", "2016~", "2016", "../2016-12-09", "[2016-12-09]", "x"]
)
def test_any_date_of_publication_is_borne(read: Callable[..., tuple[TimeExpression, ...]], published: str) -> None:
    text = (
        "Tanks came last week, and on Monday of last week, two years ago and in Ramadan; they leave on Monday next"
        " week, or next month, in ten years."
    )
    assert len(read(text, published=published)) == 7


EXAMPLES = [(name, one) for name, told in table("time_conventions").items() for one in told["examples"]]


@pytest.mark.parametrize("name, example", [pytest.param(n, one, id=f"{n}: {one['text']}") for n, one in EXAMPLES])
def test_the_codebook_says_what_is_done(
    read: Callable[..., tuple[TimeExpression, ...]], name: str, example: dict[str, Any]
) -> None:
    rows = {row.text: row.value for row in read(example["text"], published=str(example["day"]))}
    assert {words: rows[words] for words in example["means"]} == example["means"]
