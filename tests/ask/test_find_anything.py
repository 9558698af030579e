"""Whatever is asked for, in whatever field: an answer or a clear error, soon."""

import contextlib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import samples
from dateline.ask.find import find
from dateline.ask.query import FIELDS, BadQuery, Query, Term, parse
from dateline.ask.stories import disputes, stories
from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.intake.sources import sources
from dateline.library import as_query
from dateline.run import read_all
from dateline.store.record import Record
from dateline.store.then import Then
from tests.clock import slow

SOON = 5.0  # seconds of work for one answer; most take milliseconds
FILES = [str(samples.reports() / name) for name in ("002_old_city.txt", "003_deal.txt", "006_ministry.txt")]
STRANGE = [
    '"', "'", '"""', "(", ")" * 500, "[a,b]", "{", "\\", '\\"', "OR", "\0", "a\0b", "%", "_", "*", "a*", "^", "AND",
    "NEAR(a b)", "NOT", "-", "--", ";", ":", "::", "<", ">=", "\n\t", "' OR 1=1 --", "'); DROP TABLE claims; --",
    "🙂", "🙂" * 300, "é\u0301", "\u202eabc", "\u05d7\u05dc\u05d1", "\udcff",
    "1e9", "-1", "999999999", "9999999999", "0", "yes", "no", "maybe", "sty-", "sty-aaaaaaaaaaaaa", "rep-",
    "../..", "..", "2016-99-99", "[2016-01-01,2016-01-02]", "2016-01-01/..", "../2016",
    "Aleppo,99999km", "90,180,1km", "NaN,0,1km", "36.2.2,1,1km", "Nowhereville,5km", ",5km",
    "x" * 9_000, "the " * 60, "a " * 4_000, "a-" * 3_000, "(" * 3_000, "x" * 100_000,
]  # fmt: skip
WORDS = st.one_of(st.sampled_from(STRANGE), st.text(max_size=30), st.text("\"'()[]{}:<>=*^-\\ \0ab,.;%_", max_size=30))
MARKS = st.sampled_from([":", ">", "<", ">=", "<=", "="])


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(tmp_path_factory.mktemp("anything") / "r.db", create=True) as made:
        assert len(list(read_all(made, sources(FILES)))) == len(FILES)
        yield made


def too_late(record: Record, text: str) -> str:
    """Empty where there is an answer or a clear error soon, and what was asked is printed back the same."""

    def asked() -> None:
        try:
            query = parse(text)
            assert parse(str(query)) == query
            answer = find(record, query, limit=3)
            assert answer.query == str(query) and min(answer.counts.values()) >= 0
        except BadRequest as problem:
            assert len(str(problem)) < 2_000

    return slow(asked, SOON)


@pytest.mark.parametrize("name", [*FIELDS, "nofield", "CLAIMS", "rowid", "found.kind"])
def test_every_field_with_every_strange_value(record: Record, name: str) -> None:
    for value in STRANGE:
        for term in (f"{name}:{value}", f'-{name}:"{value}"', f"{name}>{value}"):
            assert too_late(record, term) == "", term[:100]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["", "-", "NOT "]), st.sampled_from([*FIELDS, ""]), MARKS, WORDS), max_size=5)
)
def test_any_query(record: Record, terms: list[tuple[str, str, str, str]]) -> None:
    text = " ".join(f"{no}{name}{mark if name else ''}{value}" for no, name, mark, value in terms)
    assert too_late(record, text) == ""


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text(record: Record, text: str) -> None:
    assert too_late(record, text) == ""


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(list(FIELDS)), WORDS)
def test_any_value_by_name(record: Record, name: str, value: str) -> None:
    with contextlib.suppress(BadRequest):
        assert len(as_query("", {name.replace("-", "_"): value}).terms) == 1


@pytest.mark.parametrize("length", [10_001, 100_000, 2_000_000])
def test_what_is_too_long_is_told_at_once(record: Record, length: int) -> None:
    for text in ("a" * length, "actor:" + '"' * length, "-" * length, "a " * (length // 2)):

        def asked(text: str = text) -> None:
            with pytest.raises(BadQuery, match="the query has"):
                parse(text)

        assert slow(asked, 0.1) == ""


# -- what joining found


@pytest.mark.parametrize(
    "query",
    [
        "disputed:yes",
        "disputed:no",
        "sources>1",
        "sources:1",
        "-sources=2",
        "sources<=1",
        "sources>=2 type:ASSAULT",
        "through:0",
        "-through>1",
    ],
)
def test_as_of_a_day_gives_the_same_where_nothing_came_later(record: Record, query: str) -> None:
    then = find(Then(record, "2030"), parse(query), limit=1_000)
    assert find(record, parse(query), limit=1_000) == then
    asked = find(record, parse(f"{query} asof:2030"), limit=1_000)
    assert (asked.counts, asked.found) == (then.counts, then.found)


def test_disputed_rows_are_sides_of_disputes(record: Record) -> None:
    sides = {row for one in disputes(View(record)) for row in one.rows}
    claims = {one.id for one in find(record, parse("disputed:yes"), ["claims"], limit=1_000).found}
    assert claims == {row for row in sides if row.startswith("clm-")}
    events = {one.id for one in find(record, parse("disputed:yes"), ["events"], limit=1_000).found}
    assert {row for row in sides if row.startswith("evt-")} <= events
    assert all(e in sides or record.row(e).claim in sides for e in events)
    every = find(record, parse("")).counts
    for kind, n in find(record, parse("disputed:yes")).counts.items():
        if kind != "actors":  # who is in two reports may be in one of each
            assert n + find(record, parse("disputed:no")).counts[kind] == every[kind]


def test_sources_are_those_of_incidents(record: Record) -> None:
    told = {e: one.independent_sources for one in record.joined.rows("incidents") for e in one.events}
    for least in (2, 3):
        found = {one.id for one in find(record, parse(f"sources>={least}"), ["events"], limit=1_000).found}
        assert found == {event for event, n in told.items() if n >= least}


def test_story_by_id_and_by_title(record: Record) -> None:
    for story in stories(View(record)):
        found = find(record, parse(f"story:{story.id}"), ["reports"], limit=1_000)
        assert {one.id for one in found.found} == set(story.reports)
        by_title = Query((Term("story", story.title),))
        assert find(record, parse(str(by_title)), ["reports"], limit=1_000).found == found.found
    with pytest.raises(BadRequest, match="no story"):
        find(record, parse("story:sty-aaaaaaaaaaaaa"))
