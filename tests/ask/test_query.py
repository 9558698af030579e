"""The query language: what reads as what, what comes back, and where an error points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ask.query import FIELDS, BadQuery, Query, Term, parse


@pytest.mark.parametrize(
    "text, terms",
    [
        pytest.param("", (), id="nothing asks for everything"),
        pytest.param("  convoy\ttruce ", (Term(None, "convoy"), Term(None, "truce")), id="words"),
        pytest.param('"the last  convoy"', (Term(None, "the last convoy"),), id="phrase, white space is one"),
        pytest.param("actor:Kalin", (Term("actor", "Kalin"),), id="field"),
        pytest.param('said-by:"foreign minister"', (Term("said-by", "foreign minister"),), id="value with spaces"),
        pytest.param("Said_By:Kalin", (Term("said-by", "Kalin"),), id="any case, underscore"),
        pytest.param("-type:ASSAULT", (Term("type", "ASSAULT", True),), id="minus"),
        pytest.param("NOT convoy", (Term(None, "convoy", True),), id="NOT"),
        pytest.param("NOT -convoy", (Term(None, "convoy", False),), id="turned round twice"),
        pytest.param("not convoy", (Term(None, "not"), Term(None, "convoy")), id="not in small letters is a word"),
        pytest.param("sources>=2", (Term("sources", "2", False, ">="),), id="comparison"),
        pytest.param("status:Denied", (Term("status", "denied"),), id="a choice in any case"),
        pytest.param('"actor:Kalin"', (Term(None, "actor:Kalin"),), id="a field's name inside a phrase is words"),
        pytest.param("near:Aleppo,50km", (Term("near", "Aleppo,50km"),), id="near a place"),
        pytest.param('near:"36.2, 37.16, 5 km"', (Term("near", "36.2, 37.16, 5 km"),), id="near a point"),
        pytest.param('"a \\"b\\" c"', (Term(None, 'a "b" c'),), id="marks inside marks"),
        pytest.param("حلب 🕊", (Term(None, "حلب"), Term(None, "🕊")), id="right to left, emoji"),
        pytest.param("well-known", (Term(None, "well-known"),), id="a hyphen inside a word"),
    ],
)
def test_reads(text: str, terms: tuple[Term, ...]) -> None:
    query = parse(text)
    assert query == Query(terms)
    assert parse(str(query)) == query


@pytest.mark.parametrize(
    "text, at, words",
    [
        pytest.param("convoy actr:Kalin", 7, "did you mean actor:", id="nearest field"),
        pytest.param("a zzzz:1", 2, "the fields are actor", id="no near field"),
        pytest.param('about:"the convoy', 0, "not closed", id="open quotation"),
        pytest.param("after:yesterday", 6, "is no date", id="a date that is none"),
        pytest.param("status:maybe", 7, "none of actual", id="no such choice"),
        pytest.param("actor:", 6, "has no value", id="nothing after the field"),
        pytest.param("actor>3", 0, "cannot be compared", id="a comparison that makes no sense"),
        pytest.param("sources>many", 8, "no whole number", id="number in words"),
        pytest.param("type:NOPE", 5, "is none of AGREE", id="no type"),
        pytest.param("-type:ASAULT", 6, "did you mean ASSAULT", id="nearly a type"),
        pytest.param("near:Aleppo", 5, "with a distance", id="near without a distance"),
        pytest.param("near:96,37,5km", 5, "no such latitude", id="off the globe"),
        pytest.param("convoy NOT", 10, "stands at the end", id="NOT and nothing"),
        pytest.param("a -", 2, "nothing to look for", id="minus and nothing"),
        pytest.param('""', 0, "nothing to look for", id="empty phrase"),
        pytest.param("asof:2016 asof:2017", 10, "stands twice", id="two days of knowledge"),
        pytest.param("-asof:2016", 1, "cannot be turned round", id="not as of"),
        pytest.param("a\0b", 1, "NUL", id="NUL"),
        pytest.param("x" * 100_000, 10_000, "at most", id="100 kB"),
        pytest.param("x " * 200, 400, "200 terms", id="too many terms"),
    ],
)
def test_errors_point_at_the_character(text: str, at: int, words: str) -> None:
    with pytest.raises(BadQuery) as problem:
        parse(text)
    assert problem.value.at == at, str(problem.value)
    assert words in str(problem.value)


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*FIELDS, ":", '"', " ", "-", "NOT", "\\", "a", ">", "1"])).map("".join)
)
def test_any_text_reads_or_says_why_not(text: str) -> None:
    try:
        query = parse(text)
    except BadQuery as problem:
        assert 0 <= problem.at <= len(text)
    else:
        assert parse(str(query)) == query
