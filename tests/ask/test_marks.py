"""Marked text: whatever spans lie in it, the words stay what they are and marks nest."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ask.marks import Piece, Span, parts, pieces

TEXT = "0123456789abcdefghij"


def drawn(found: list[Piece]) -> str:
    """The pieces for a test to read: "01<a>23<b>4</b></a>", with "<+a>" where a mark goes on."""
    out = []
    for piece in found:
        name = piece.span.row if piece.span else ""
        sign = "" if piece.first else "+"
        out.append({"begin": f"<{sign}{name}>", "end": f"</{name}>", "words": escape(piece.words)}[piece.kind])
    return "".join(out)


@pytest.mark.parametrize(
    "spans, expected",
    [
        pytest.param([], TEXT, id="nothing found"),
        pytest.param([(2, 5, "a")], "01<a>234</a>56789abcdefghij", id="one"),
        pytest.param([(0, 20, "a"), (0, 2, "b")], "<a><b>01</b>23456789abcdefghij</a>", id="nested from the beginning"),
        pytest.param([(0, 5, "a"), (3, 8, "b")], "<a>012</a><b><+a>34</a>567</b>89abcdefghij", id="overlapping"),
        pytest.param([(1, 3, "a"), (3, 5, "b")], "0<a>12</a><b>34</b>56789abcdefghij", id="side by side"),
        pytest.param([(1, 3, "b"), (1, 3, "a")], "0<a><b>12</b></a>3456789abcdefghij", id="the same words twice"),
        pytest.param([(4, 4, "a")], TEXT, id="no words"),
    ],
)
def test_pieces(spans: list[tuple[int, int, str]], expected: str) -> None:
    found = list(pieces(TEXT, [Span(start, end, "l", row, "") for start, end, row in spans], 0, len(TEXT)))
    assert drawn(found) == expected


def test_a_part_of_the_text_shows_what_goes_on_from_before_as_going_on() -> None:
    spans = [Span(2, 8, "l", "a", ""), Span(0, 3, "l", "b", "")]
    assert drawn(list(pieces(TEXT, spans, 5, 10))) == "<+a>567</a>89"


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_words_stay_and_marks_nest(text: str, bounds: list[tuple[int, int]], start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    spans = [Span(min(a, len(text)), min(b, len(text)), "l", f"r{n}", "") for n, (a, b) in enumerate(bounds)]
    found = list(pieces(text, spans, start, end))
    assert "".join(piece.words for piece in found) == text[start:end]
    opened: list[Span] = []
    marked: dict[str, str] = {}
    for piece in found:
        if piece.kind == "begin" and piece.span:
            opened.append(piece.span)
        elif piece.kind == "end":
            assert opened.pop() == piece.span
        else:
            for one in opened:
                marked[one.row] = marked.get(one.row, "") + piece.words
    assert opened == []
    assert marked == {s.row: words for s in spans if (words := text[max(s.start, start) : min(s.end, end)])}


@given(st.text(max_size=60), st.sets(st.integers(0, 60)), st.integers(1, 20))
def test_parts_cover_the_text(text: str, ends: set[int], most: int) -> None:
    found = parts(text, sorted(ends), most)
    assert "".join(text[a:b] for a, b in found) == text
    assert all(b - a <= most for a, b in found)
