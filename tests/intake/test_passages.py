"""Passages: which stretch is what. Every text is invented."""

import json
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.intake.passages import passages
from tests.clock import outgrown
from tests.conftest import make_report

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
STORY = (
    "The convoy left the quarry road before dawn on Monday, a spokesman for the relief office told reporters.\n"
    "It was the third attempt this week, he said, and nobody was hurt on the way to the valley."
)


def parts(text: str, **known: object) -> list[tuple[str, str]]:
    return [(p.part, p.text.strip()) for p in passages(make_report(text, **known))]


@pytest.mark.parametrize(
    "first, part",
    [
        pytest.param("Convoy Reaches Valley After Third Attempt", "headline", id="title case"),
        pytest.param("Convoy reaches valley after third attempt", "headline", id="sentence case"),
        pytest.param("Will the convoy reach the valley?", "headline", id="question"),
        pytest.param("General: ‘Nobody Will Leave the Valley’", "headline", id="speaker in a headline"),
        pytest.param("The convoy has reached the valley.", "body", id="a short sentence is no headline"),
        pytest.param("The general said on Monday:", "body", id="announces a quotation"),
        pytest.param("- the convoy has reached the valley", "body", id="list item"),
        pytest.param("By Jane Roe", "byline", id="author"),
        pytest.param("By Jane Roe in Geneva and John Doe in Beirut", "byline", id="authors with places"),
        pytest.param("BY JANE ROE, Levant Wire correspondent", "byline", id="author in capitals"),
        pytest.param("By Monday the road was open again.", "body", id="by with a day"),
        pytest.param("December 12, 2016", "dateline", id="date line"),
        pytest.param("Updated: 12 Dec. 2016, 10:30 am GMT", "dateline", id="date line with clock"),
        pytest.param("Published on Monday, 12 December 2016 at 08:15", "dateline", id="published on"),
        pytest.param("Geneva, 12 December 2016", "dateline", id="place and date"),
        pytest.param("Home > World > Middle East", "furniture", id="breadcrumb"),
        pytest.param("https://news.example/world/convoy", "furniture", id="address"),
        pytest.param("Share on Facebook", "furniture", id="share button"),
        pytest.param("* * *", "furniture", id="ornament"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n\r\n"])
def test_first_line(first: str, part: str, gap: str) -> None:
    assert parts(first + gap + STORY)[0][0] == part


@pytest.mark.parametrize(
    "last, part",
    [
        pytest.param("Please let us know if you're having trouble commenting.", "furniture", id="comment prompt"),
        pytest.param("(Reporting by Jane Roe; editing by John Doe)", "byline", id="agency sign-off"),
        pytest.param("Jane Roe contributed to this report from Beirut.", "byline", id="contributor"),
        pytest.param("Sign up for our weekly newsletter", "furniture", id="newsletter"),
        pytest.param("We use cookies to make this site better.", "furniture", id="cookies"),
        pytest.param("Read more: Bread runs out in the valley", "furniture", id="read more"),
        pytest.param("Related: Talks in Geneva put off", "furniture", id="related"),
        pytest.param("© 2016 Levant Wire. All rights reserved.", "furniture", id="copyright"),
        pytest.param("Jane Roe/Reuters", "furniture", id="photo credit alone"),
        pytest.param("Photo: Jane Roe / Levant Wire", "furniture", id="photo credit with its word"),
        pytest.param("A girl waits at the well. (AP Photo/Jane Roe)", "caption", id="caption with credit"),
        pytest.param("Photo: a girl waits at the well in the old town.", "caption", id="caption with its word"),
        pytest.param(
            "The road where the army said it lost a tank. / AFP / JANE ROE (Photo …", "caption", id="cut credit"
        ),
        pytest.param(
            "A boy rests at the well on Monday. (Jane Roe/Levant Wire)", "caption", id="credit of a small desk"
        ),
        pytest.param("Levant Wire", "byline", id="signed with a name"),
        pytest.param("- Jane Roe", "byline", id="signed after a dash"),
        pytest.param("Wire, with additional reporting by our foreign desk", "byline", id="with additional reporting"),
        pytest.param("Tell us what you think at desk@wire.example", "furniture", id="address of the desk"),
        pytest.param("Children at the well on Monday [Jane Roe/Reuters]", "caption", id="credit in brackets"),
        pytest.param("Share prices in Moscow fell after the announcement.", "body", id="share prices"),
        pytest.param("He had no comment.", "body", id="no comment"),
        pytest.param("Related talks were put off until spring.", "body", id="related talks"),
        pytest.param("The picture was taken by Reuters.", "body", id="speaks of a picture"),
        pytest.param("The mayor told AFP and AP that the road was closed.", "body", id="speaks to agencies"),
        pytest.param("Most read the truce as a defeat.", "body", id="most read, a verb"),
        pytest.param("They came from the two villages (Foua/Kefraya)", "body", id="villages in brackets"),
        pytest.param("It ended in 2012/2013.", "body", id="slash between years"),
        pytest.param("Reporting by state television said otherwise.", "body", id="reporting, a noun"),
        pytest.param("Comment by the ministry is expected on Tuesday.", "body", id="comment, a noun"),
        pytest.param("This story has been updated with the minister's statement.", "body", id="update note"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_last_line(last: str, part: str, gap: str) -> None:
    assert parts(STORY + gap + last)[-1] == (part, last if part != "body" else parts(STORY + gap + last)[-1][1])


@pytest.mark.parametrize(
    "opening",
    [
        "ALEPPO, Dec 13 (Levant Wire) — ", "GENEVA (Reuters) - ", "BEIRUT — ", "ST. PETERSBURG, Russia -- ",
        "GENEVA/BEIRUT, December 13, 2016 (LW) – ", "SANA’A, 13 December – ", "Aleppo, Syria (LW) — ",
        "(Levant Wire) - ",
        "13 December 2016 – ", "Damascus, Dec. 13 (SANA) - ", "Moscow (AP) ", "ZÜRICH, Dec 13 — ",
        "MOSCOW, 9 December 2016. ", "MOSCOW. 9 December 2016 (LW) - ",
        "MOSCOW, December 9. /LWA/. ", "Damascus, LWA – ", "THE DELTA LEDGER, Lomé, 14 October 2020 - ",
    ],
)  # fmt: skip
def test_dateline_is_split_from_its_sentence(opening: str) -> None:
    sentence = "The envoy said that the road was open, and that nobody had been hurt."
    assert parts(opening + sentence) == [("dateline", opening.strip()), ("body", sentence)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("UN - backed talks opened on Monday.", id="hyphenated badly"),
        pytest.param("BREAKING — the road is open, the envoy said.", id="a shout is no place"),
        pytest.param("The general — a former teacher — said no.", id="dashes in a sentence"),
        pytest.param("Rebels (and others) - said no.", id="lower case in brackets"),
        pytest.param("Assad (pictured) – The president spoke on Monday.", id="pictured"),
        pytest.param("Q: Is it open?\nA: It is.\nQ: Since when?\nA: Since dawn.", id="question and answer"),
        pytest.param(
            "ROE: It is open.\nDOE: Since when?\nROE: Since dawn, and it stays open for now.", id="transcript"
        ),
        pytest.param("One line only", id="one line"),
    ],
)
def test_all_of_it_is_body(text: str) -> None:
    assert {part for part, _ in parts(text)} == {"body"} or text.startswith("UN")


@pytest.mark.parametrize("text", ["Share this story", "By Jane Roe", "A girl waits. (AP Photo/Jane Roe)", "* * *"])
def test_something_must_be_the_story(text: str) -> None:
    assert parts(text) == [("body", text)]


def test_titles_under_a_heading_of_links() -> None:
    text = STORY + "\nRelated articles\nBread Runs Out\nTalks Fail in Geneva\n"
    assert [part for part, _ in parts(text)] == ["body", "furniture", "furniture"]
    assert parts(STORY + "\nMost read\nBread ran out on Monday.")[-1][0] == "body"


def test_second_headline() -> None:
    text = "Convoy Reaches Valley\nThird attempt succeeds as guns fall silent\n\n" + STORY
    assert [part for part, _ in parts(text)] == ["headline", "headline", "body"]


def test_headline_with_the_full_stop_of_an_archive() -> None:
    assert parts("Convoy reaches valley after third attempt.\n\n" + STORY)[0][0] == "headline"
    assert parts("The convoy has reached the valley.\n\n" + STORY)[0][0] == "body"


def test_dateline_after_headline_and_byline() -> None:
    text = f"Convoy Reaches Valley\nBy Jane Roe\nDecember 12, 2016\nGENEVA, Dec 12 (LW) - {STORY}\nRead more: No bread"
    assert [part for part, _ in parts(text)] == ["headline", "byline", "dateline", "dateline", "body", "furniture"]


def test_given_title_is_found_in_the_text() -> None:
    text = "Convoy reaches valley. GENEVA -- The convoy reached the valley, the envoy said."
    assert parts(text, headline="Convoy reaches valley") == [
        ("headline", "Convoy reaches valley."),
        ("dateline", "GENEVA --"),
        ("body", "The convoy reached the valley, the envoy said."),
    ]


def test_given_title_that_the_text_lacks_changes_nothing() -> None:
    assert parts(STORY, headline="Another Title") == [("body", STORY)]


def test_headline_found_is_found_again_when_it_is_given() -> None:
    text = "Convoy Reaches   Valley\n\n" + STORY
    [headline] = [p.text for p in passages(make_report(text)) if p.part == "headline"]
    assert parts(text) == parts(text, headline=" ".join(headline.split()))


LINE = st.sampled_from(
    ["Convoy Reaches Valley", "By Jane Roe", "GENEVA (LW) — It opened.", "", " ", "Read more: X", "Photo: Jane Roe",
     "* * *",
     "It was the third attempt this week, he said.", "December 12, 2016", "Q: Why?", "©", "\x00", "\u2028", "\ufeff"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=300), st.lists(LINE, max_size=12).map("\n".join), st.lists(LINE).map("\r\n".join)))
def test_passages_cover_every_text_without_overlap(text: str) -> None:
    found = passages(make_report(text))
    assert "".join(p.text for p in found) == text
    assert [p.start for p in found] == [0, *(p.end for p in found)][: len(found)]
    assert all(p.text == text[p.start : p.end] and p.start < p.end for p in found)
    assert len({p.id for p in found}) == len(found)


@pytest.mark.parametrize(
    "unit", ["Ab ", "Ab and ", "photo: Ab ", "(photo ", "ab > ", "By Ab, ", "AB-", "1/1/", "Ab / AFP ", "\n"]
)
def test_work_grows_with_length_only(unit: str) -> None:
    short, long = (partial(passages, make_report((unit * size)[:size])) for size in (25_000, 100_000))
    assert outgrown(short, long, most=8) == ""


@pytest.mark.skipif(not CORPORA.exists(), reason="the corpora are not here")
def test_seed_reports() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((CORPORA / "seeds").glob("*.txt"))]
    assert [part for part, _ in parts(texts[0])] == ["headline", "caption", "body", "furniture"]
    assert [part for part, _ in parts(texts[1])] == ["body"]


@pytest.mark.skipif(not CORPORA.exists(), reason="the corpora are not here")
def test_every_report_with_a_date_line_has_it_found() -> None:
    rows = [json.loads(line) for line in (CORPORA / "time-meantime" / "input.jsonl").read_text("utf-8").splitlines()]
    found = [[p.part for p in passages(make_report(row["text"]))] for row in rows]
    assert sum(parts[:2] == ["headline", "dateline"] for parts in found) >= 0.95 * len(found)
