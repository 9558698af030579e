"""Finding: each field asks what it says, counts agree with rows, and a query means the same on every way in."""

from collections.abc import Callable

import pytest

from dateline.ask.find import excerpt, find
from dateline.ask.query import parse
from dateline.errors import BadRequest
from dateline.records import Reading
from dateline.store.record import Record
from tests.stores import Place, without_index

TEXT = (
    "A convoy evacuated 400 people from Aleppo on 13 December. Turkish Foreign Minister Mevlut Cavusoglu said that the "
    "evacuation would go on. “The road is open,” a commander told the Harbour Wire. Rebels shelled Idlib on "
    "11 December. Étienne Marchand, a doctor, denied that he had left."
)
OTHER = "Russia and Iran will meet in Geneva on 20 December, the Swiss foreign ministry said."


@pytest.fixture(scope="module")
def record(place: Place, reading_of: Callable[..., Reading]) -> Record:
    made = Record(place(), create=True)
    made.add(reading_of(TEXT, published="2016-12-14", outlet="Example Courier"), b"1", at="2026-01-01T00:00:00Z")
    made.add(reading_of(OTHER, id="rep-other", outlet="Geneva Post"), b"2", at="2026-01-01T00:00:00Z")
    return made


@pytest.mark.parametrize(
    "query, kind, words",
    [
        pytest.param("convoy", "events", ["convoy evacuated"], id="word of the sentence of an event"),
        pytest.param('"road is open"', "claims", ["The road is open"], id="phrase"),
        pytest.param('"open road"', "claims", [], id="phrase in another order"),
        pytest.param("etienne", "actors", ["Étienne Marchand"], id="without the accent"),
        pytest.param("said-by:cavusoglu", "claims", ["evacuation would go on"], id="speaker"),
        pytest.param("said-by:TUR:GOV", "claims", ["evacuation would go on"], id="speaker by code"),
        pytest.param("about:evacuation", "claims", ["evacuation would go on"], id="words of what was said"),
        pytest.param("type:ASSAULT place:Idlib", "events", ["Rebels shelled Idlib"], id="type and place"),
        pytest.param("type:assault -place:Idlib status:actual", "events", [], id="negated place"),
        pytest.param("type:CONSULT", "events", ["Russia and Iran will meet"], id="any case"),
        pytest.param("near:Aleppo,80km type:ASSAULT", "events", ["Rebels shelled Idlib"], id="near a town"),
        pytest.param("near:46.2,6.14,30km", "reports", ["Russia and Iran"], id="near a point"),
        pytest.param("after:2016-12-12 before:2016-12-14", "events", ["A convoy evacuated"], id="days"),
        pytest.param("asof:2016-12-13 type:ASSAULT", "events", [], id="not published by then"),
        pytest.param('outlet:"Geneva Post"', "reports", ["Russia and Iran"], id="outlet"),
        pytest.param("NOT convoy", "reports", ["Russia and Iran"], id="nothing but a negation"),
        pytest.param("«»", "claims", [], id="marks alone fit nothing"),
    ],
)
def test_fields(record: Record, query: str, kind: str, words: list[str]) -> None:
    answer = find(record, parse(query), [kind])
    assert answer.counts[kind] == len(answer.found)
    assert len(answer.found) == len(words), answer.found
    for row, wanted in zip(answer.found, words, strict=True):
        assert wanted in row.snippet


def test_everything(record: Record) -> None:
    answer = find(record, parse(""), limit=1000)
    assert len(answer.found) == sum(answer.counts.values())
    stored = record.counts()
    assert {kind: answer.counts[kind] for kind in ("claims", "events", "reports")} == {
        kind: stored[kind] for kind in ("claims", "events", "reports")
    }


def test_pages_follow_one_another(record: Record) -> None:
    whole = find(record, parse(""), ["events"], limit=100).found
    pages = [find(record, parse(""), ["events"], limit=1, offset=n).found[0] for n in range(len(whole))]
    assert pages == list(whole)
    dated = [row.first for row in whole]
    assert dated == sorted(dated, key=lambda day: (day is None, day))


def test_what_the_index_cannot_mean_is_said(record: Record) -> None:
    with pytest.raises(BadRequest, match="nobody knows a place"):
        find(record, parse("near:Xyzzyville,5km"))
    with pytest.raises(BadRequest, match="no report"):
        find(record, parse("report:nothing"))


@pytest.mark.parametrize(
    "text", ['a" OR b', "tags:kind", "{words}", "a*", "NEAR(a b)", "^a", "a AND", "(", "'; DROP TABLE found", "-"]
)
def test_no_text_is_taken_for_the_language_of_the_index(record: Record, text: str) -> None:
    quoted = text.replace('"', '\\"')
    assert sum(find(record, parse(f'"{quoted}x"')).counts.values()) == 0


def test_a_record_without_an_index_gets_one(record: Record) -> None:
    without_index(record)
    before = find(record, parse("convoy"))
    assert sum(before.counts.values()) == 0
    with Record(record.path) as again:
        assert find(again, parse("convoy")).counts["events"] == 1
    assert find(record, parse("convoy")).counts["events"] == 1


@pytest.mark.parametrize(
    "text, words, shown",
    [
        pytest.param("one two three", ["TWO"], "two", id="any case"),
        pytest.param("a café there", ["cafe"], "café", id="accent"),
        pytest.param("the  road\nis open", ["road is"], "road is", id="white space"),
        pytest.param("İstanbul 🕊 peace", ["peace"], "peace", id="letters that grow in small"),
        pytest.param("x " * 300 + "needle " + "y " * 300, ["needle"], "needle", id="far inside"),
    ],
)
def test_excerpts_mark_the_words(text: str, words: list[str], shown: str) -> None:
    snippet, [(start, end)] = excerpt(text, words)
    assert snippet[start:end] == shown
    assert len(snippet) < 300


@pytest.mark.parametrize("other", ["Yalcin Kalinci", "Sergey Kalinci"])
def test_two_spellings_of_one_actor(place: Place, reading_of: Callable[..., Reading], other: str) -> None:
    first = other.replace("Yalcin Kalinci", "Yalçın Kalıncı").replace("Sergey", "Sergei")
    made = Record(place(), create=True)
    texts = (
        f"Turkish Deputy Trade Minister {first} said on Monday that the port was open.",
        f"Turkish Deputy Trade Minister {other} said on Friday that the road was shut.",
        "Peruvian painter Rosa Varga said on Sunday that she was glad.",
    )
    for n, text in enumerate(texts):
        made.add(reading_of(text, id=f"rep-{n}", published="2016-12-14"), str(n).encode(), at="2026-01-01T00:00:00Z")
    for name in (first, other):
        said = find(made, parse(f'said-by:"{name}"'), ["claims"]).found
        assert {row.report for row in said} == {"rep-0", "rep-1"}, said
        left = find(made, parse(f'-actor:"{name}"'), ["claims"]).found
        assert {row.report for row in left} == {"rep-2"}
