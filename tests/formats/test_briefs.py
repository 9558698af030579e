"""Briefs as Markdown and HTML: everything escaped, every citation leads somewhere, nothing fetched from anywhere."""

import re
from html.parser import HTMLParser

import pytest

from dateline.ask.brief import Brief, Citation, Line, Point, Section, Table
from dateline.formats.briefs import BRIEFS, html, markdown, plot

NASTY = "<script>alert('x')</script> | *stars* [link](javascript:1)"
POINTS = (
    Point("2016-12-12", "army", 98.0, 98.0), Point(None, NASTY, None, 75.0), Point("2016-12-13", "x", 10.0, None),
)  # fmt: skip
ROWS = ((("army", "not reported"), (2,)), ((NASTY, "98"), (1,)))
PAGE = Brief(
    "Aleppo", "2016-12-14", 3, 1,
    (
        Section("Ceasefires", (Line(f"Announced {NASTY}", (1, 2)),), None),
        Section("Control", (), Table(("holder", "share"), ROWS), "percent", POINTS, ("written",)),
        Section("Talks"),
    ),
    (Citation(1, "a.txt", None, None, "stt-1", NASTY), Citation(2, "b.txt", "Wire", "2016-12-13", "stt-2", "It fell.")),
)  # fmt: skip


class Tags(HTMLParser):
    """Collects tags and checks that they close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.links: set[str] = set()
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        values = dict(attrs)
        self.links |= {values["href"] or ""} if "href" in values else set()
        self.anchors |= {f"#{values['id']}"} if "id" in values else set()
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_whole_and_safe() -> None:
    tags = Tags()
    tags.feed(html(PAGE))
    assert not tags.open and "script" not in tags.seen and "svg" in tags.seen
    assert tags.links == tags.anchors == {"#c1", "#c2"}
    assert not re.search(r"(src|href)=\"?(https?:|//)", html(PAGE))


def test_html_says_what_is_not_reported() -> None:
    assert "Nothing is reported." in html(PAGE) and "<td class=none>not reported</td>" in html(PAGE)


def test_markdown_keeps_text_as_text() -> None:
    page = markdown(PAGE)
    assert "<script>" not in page and "\\<script\\>" in page
    assert "| army | – | 2 |" in page
    assert "Not reported: written." in page and "Nothing is reported." in page
    assert "1. " in page and "`stt-2`" in page
    cells = [line for line in page.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in cells} == {4}


@pytest.mark.parametrize(
    "points",
    [
        pytest.param((), id="none"),
        pytest.param((Point(None, "x", 0.0, 0.0),), id="zero"),
        pytest.param((Point(None, "x", None, None), Point("2016", "y", None, 5.0)), id="no bounds"),
    ],
)
def test_plots_of_odd_figures(points: tuple[Point, ...]) -> None:
    assert plot(points, "odd").startswith("<svg") and "nan" not in plot(points, "odd")


def test_both_endings() -> None:
    assert set(BRIEFS) == {".md", ".html", ".docx"}


def test_a_word_document_has_every_section_table_and_sentence() -> None:
    import io

    from docx import Document

    made = BRIEFS[".docx"](PAGE)
    page = Document(io.BytesIO(made))
    text = "\n".join(paragraph.text for paragraph in page.paragraphs)
    assert all(section.title in text for section in PAGE.sections) and "Nothing is reported." in text
    assert NASTY in text and "It fell." in text and len(page.tables) == 2
    assert BRIEFS[".docx"](PAGE) == made


def test_a_word_document_holds_what_xml_cannot() -> None:
    from dataclasses import replace

    assert BRIEFS[".docx"](replace(PAGE, place="a\x00b\ud800\ufffe")).startswith(b"PK")
