"""Pages: main text, metadata, and what hostile or sloppy markup must not do."""

import pytest

from dateline.errors import BadInput
from dateline.intake.html import flattened, nesting, page

STORY = "".join(
    f"<p>On {day} the envoy said that the {number} trucks had left the quarry road, and that drivers were unhurt.</p>"
    for number, day in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"), start=4)
)
HEAD = (
    "<title>Trucks leave quarry road</title><meta property='og:site_name' content='Levant Wire'>"
    "<meta property='article:published_time' content='2016-12-09T10:00:00Z'>"
    "<link rel='canonical' href='https://levant.example/trucks'>"
)


def document(body: str, head: str = HEAD) -> str:
    return f"<!doctype html><html><head>{head}</head><body><article>{STORY}{body}</article></body></html>"


def test_text_and_metadata() -> None:
    found = page(document(""))
    assert found.text.startswith("On Monday the envoy") and found.text.endswith("unhurt.")
    assert (found.title, found.outlet, found.published) == ("Trucks leave quarry road", "Levant Wire", "2016-12-09")
    assert found.url == "https://levant.example/trucks" and found.flags == ()


def test_unknown_metadata_is_none() -> None:
    found = page(document("", head=""))
    assert (found.title, found.outlet, found.published, found.url) == (None, None, None, None)


@pytest.mark.parametrize("depth", [50, 250, 260, 5_000, 50_000])
@pytest.mark.parametrize("tag", ["div", "span", "b", "table><tr><td", "ul><li", "div class='x' id=y"])
def test_deep_nesting_loses_no_text(depth: int, tag: str) -> None:
    close = "".join(f"</{name.split()[0]}>" for name in reversed(tag.split("><")))
    inner = "<p>MARKER inside, said the envoy, and nobody contradicted him on that.</p>"
    after = "<p>MARKER after, said the envoy, and nobody contradicted him on this.</p>"
    found = page(document(f"<{tag}>" * depth + inner + close * depth + after))
    assert "MARKER inside" in found.text and "MARKER after" in found.text
    assert any(flag.startswith("nested") for flag in found.flags) == (depth > 60)


def test_deep_nesting_that_is_never_closed() -> None:
    found = page("<html><body>" + "<div>" * 5_000 + "MARKER")
    assert "MARKER" in found.text


def test_open_paragraphs_are_not_deep() -> None:
    assert nesting("<p>a<li>b<td>c<br>" * 500) == 0


def test_flattening_keeps_scripts_and_words_apart() -> None:
    deep = "<div>" * 100 + "one</div><div>two" + "<script>'<div>' + '</div>'</script>" + "</div>" * 99
    flat = flattened(deep)
    assert "one<br>two" in flat and "'<div>' + '</div>'" in flat and nesting(flat.split("<script>")[0]) == 60


@pytest.mark.parametrize("size", ["9007199254740991", "-1", "1e99", "999999999", "x" * 1000])
def test_colspan_bomb(size: str) -> None:
    body = f"<table><tr><td colspan={size}>Hama</td><td rowspan={size}>12 trucks</td></tr></table>"
    assert "Hama" in page(document(body)).text


@pytest.mark.parametrize(
    "attribute",
    [
        "hidden",
        "style='display:none'",
        "style='color:red; DISPLAY : NONE'",
        "style='visibility:hidden'",
        "style='font-size:0'",
        "style='opacity: 0'",
        "style='position:absolute; left:-9999px'",
        "style='text-indent:-100%'",
    ],
)
def test_hidden_text_is_left_out_and_noted(attribute: str) -> None:
    found = page(document(f"<p {attribute}>Report that the king signed the treaty on Sunday in the old harbour.</p>"))
    assert "treaty" not in found.text and found.flags == ("hidden text left out: 55 letters",)


def test_hidden_inside_hidden_counts_once() -> None:
    assert page(document("<div hidden>four<p hidden>five5</p></div>")).flags == ("hidden text left out: 9 letters",)


def test_text_behind_a_hidden_element_stays() -> None:
    found = page(
        document("<p>The mayor <span hidden>secretly </span>agreed to open the northern road on Saturday.</p>")
    )
    assert "The mayor agreed to open" in found.text


def test_font_size_of_half_a_line_is_shown() -> None:
    assert page(document("<p style='font-size:0.8em'>The mayor agreed to open the northern road.</p>")).flags == ()


@pytest.mark.parametrize("inside", ["", "and more words"])
def test_caption_is_kept(inside: str) -> None:
    caption = f"<figcaption>A girl waits at the well, the mayor said.</figcaption>{inside}"
    found = page(document(f"<figure><img src=x.jpg>{caption}</figure>Behind it.<p>Later it rained in Hama.</p>")).text
    assert all(
        words in found for words in ("A girl waits at the well, the mayor said.", "Behind it.", "rained", inside)
    )


def test_the_same_page_gives_the_same_text_every_time() -> None:
    assert len({page(document("")) for _ in range(6)}) == 1


def test_page_without_markup_is_text() -> None:
    assert page("Just words.\nTwo lines.").text == "Just words.\nTwo lines."


def test_page_without_story_gives_all_its_text() -> None:
    found = page("<html><body><ul><li>Hama</ul></body></html>")
    assert found.text == "Hama"


@pytest.mark.parametrize(
    "markup", ["<html><body></body></html>", "<html><body><script>x</script></body></html>", "<>", "<!-- -->"]
)
def test_page_without_text_is_refused_or_read_plainly(markup: str) -> None:
    try:
        assert page(markup).text.strip()
    except BadInput as problem:
        assert "text" in problem.what or "markup" in problem.what


def test_embedded_pictures_do_not_count() -> None:
    picture = "<img src='data:image/png;base64," + "A" * 8_000_000 + "'>"
    assert "quarry road" in page(document(picture)).text


def test_templates_are_no_text_but_where_they_are_the_inside_of_an_element() -> None:
    told = "<p>Report that the king signed the treaty on Sunday in the old harbour.</p>"
    found = page(document(f"<template>{told}</template>"))
    assert "treaty" not in found.text and found.flags == ("hidden text left out: 55 letters",)
    assert "treaty" in page(document(f"<div><template shadowrootmode='open'>{told}</template></div>")).text


@pytest.mark.parametrize(
    "style", ["opacity:0.9", "font-size:0.8em", "margin-left:-9999px", "left:-20px", "text-indent:-2em", "top:0"]
)
def test_what_is_seen_is_kept_however_it_is_styled(style: str) -> None:
    shown = f"<p style='{style}'>Report that the king signed the treaty on Sunday in the old harbour.</p>"
    found = page(document(shown))
    assert "signed the treaty" in found.text and found.flags == ()


def test_huge_markup_is_refused() -> None:
    with pytest.raises(BadInput, match="markup"):
        page("<p>" * 2_000_000)
