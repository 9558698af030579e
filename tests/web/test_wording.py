"""Dates and counts in words, and addresses that ask for something else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.ask.query import Term, parse
from dateline.web.params import Params, address
from dateline.web.wording import day_words, days_in, precision, radius, sentence, several


@pytest.mark.parametrize(
    "value, words, how_sure",
    [
        (None, "no date given", "unknown"),
        ("2016-12-09", "Fri 9 Dec 2016", "day"),
        ("2016-12-09T10:30:00Z", "Fri 9 Dec 2016, 10:30 UTC", "day"),
        ("2016-12-09T10:30+03:00", "Fri 9 Dec 2016, 10:30 +03:00", "day"),
        ("2016-12", "December 2016", "month"),
        ("2016", "2016", "year"),
        ("2012-06~", "about June 2012", "month"),
        ("2016-12-09?", "perhaps Fri 9 Dec 2016", "day"),
        ("[2016-12-14,2016-12-21]", "Wed 14 or Wed 21 Dec 2016", "8 days"),
        ("[2016-12-14,2016-12-15,2017-01-01]", "Wed 14 or Thu 15 Dec 2016 or Sun 1 Jan 2017", "19 days"),
        ("[2016-12-14]", "Wed 14 Dec 2016", "day"),
        ("{2016-12,2017-01}", "December 2016 and January 2017", "62 days"),
        ("2016-12-05/2016-12-09", "Mon 5 to Fri 9 Dec 2016", "5 days"),
        ("2016-11-28/2016-12-09", "Mon 28 Nov to Fri 9 Dec 2016", "12 days"),
        ("2016-11-28/2016-12-09~", "Mon 28 Nov 2016 to about Fri 9 Dec 2016", "12 days"),
        ("../2016-10-18", "until Tue 18 Oct 2016", "open"),
        ("2016-10-18/..", "since Tue 18 Oct 2016", "open"),
        ("[2016-12-05..2016-12-09]", "between Mon 5 and Fri 9 Dec 2016", "5 days"),
        ("[..2016-12-09]", "until Fri 9 Dec 2016", "open"),
        ("2016-21", "spring 2016", "92 days"),
        ("no date", "no date", "unknown"),
        ("2016-02-31", "2016-02-31", "unknown"),
    ],
)
def test_days(value: str | None, words: str, how_sure: str) -> None:
    assert (day_words(value), precision(value)) == (words, how_sure)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_date_has_words(value: str) -> None:
    assert isinstance(day_words(value), str) and isinstance(precision(value), str)


def test_days_in_our_own_words() -> None:
    assert days_in("people (2016-12-16), later 2016-12-20") == "people (Fri 16 Dec 2016), later Tue 20 Dec 2016"
    assert days_in("2016-12-16/2016-12-20") == "Fri 16 to Tue 20 Dec 2016"
    assert days_in("of 2016-12-02 to 2016-12-30, or 2016-12-01 or 2016-12-02") == (
        "of Fri 2 to Fri 30 Dec 2016, or Thu 1 or Fri 2 Dec 2016"
    )
    assert days_in("file-2016-12-16-x and 12016-12-167") == "file-2016-12-16-x and 12016-12-167"


def test_counts_and_distances() -> None:
    assert [several(n, "claim") for n in (0, 1, 1204)] == ["0 claims", "1 claim", "1,204 claims"]
    assert [radius(metres) for metres in (None, 500, 12_400)] == ["", "within 500 m", "within 12 km"]
    assert [sentence(words) for words in ("there is", "clm-a is", "", "'x' is")] == [
        "There is",
        "clm-a is",
        "",
        "'x' is",
    ]


def asked(query: str) -> Params:
    pairs = tuple((name, value) for name, _, value in (part.partition("=") for part in query.split("&")))
    return Params("/", {}, pairs)


def test_links_change_one_thing() -> None:
    params = asked("q=aleppo&f=stance:denies&page=3&kind=events")
    assert params.link(kind="claims") == "/?q=aleppo&f=stance%3Adenies&kind=claims"
    assert params.link(page=4) == "/?q=aleppo&f=stance%3Adenies&kind=events&page=4"
    assert params.without(Term("stance", "denies")) == "/?kind=events&q=aleppo"
    assert params.without(Term(None, "aleppo")) == "/?kind=events&f=stance%3Adenies"
    assert params.between("2016-12-01", "2016-12-02").endswith("f=after%3A2016-12-01&f=before%3A2016-12-02")


@settings(deadline=None)
@given(st.lists(st.sampled_from(["aleppo", "-stance:denies", "outlet:\"A B\"", "after:2016-12-01", "said-by:Kalin"]),
                unique=True))  # fmt: skip
def test_a_condition_goes_wherever_it_stood(terms: list[str]) -> None:
    for typed in (terms, []):
        rest = [one for one in terms if one not in typed]
        params = Params("/", {}, (("q", " ".join(typed)), *(("f", one) for one in rest)))
        for term in params.query.terms:
            link = params.without(term)
            assert str(address("", [("", str(term))])).removeprefix("?=") not in link.split("&f=")[1:]
            assert Params("/", {}, _pairs(link)).query.terms == tuple(t for t in params.query.terms if t != term)
            turned = Params("/", {}, _pairs(params.turned(term))).query
            assert Term(term.field, term.value, not term.negated, term.comparison) in turned.terms
            assert term not in turned.terms


def _pairs(link: str) -> tuple[tuple[str, str], ...]:
    from urllib.parse import parse_qsl

    return tuple(parse_qsl(link.partition("?")[2]))


def test_days_of_the_form_are_conditions() -> None:
    assert asked("q=a&after=2016-12-01&before=").query == parse("a after:2016-12-01")
