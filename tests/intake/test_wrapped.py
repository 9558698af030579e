"""Line breaks that end nothing are read as spaces; the stored text and every position stay."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import samples
from dateline.intake.wrapped import unwrapped
from dateline.records import Reading

MAIL = (
    "Rebels took the harbour of Ostrel on Friday after\n"
    "a night of shelling, said the mayor, who had fled\n"
    "to the next town with her family and neighbours.\n"
    "\n"
    "The army denied it and spoke of calm in the whole\n"
    "district.\n"
)
CASES = [
    pytest.param(MAIL, 3, id="wrapped at fifty: the empty line stays"),
    pytest.param(MAIL.replace("\n", "\r\n"), 3, id="the same from another system"),
    pytest.param("On Friday the council sent its\nobservers to the harbour.", 0, id="one break is an accident"),
    pytest.param("First paragraph, which is one line.\nSecond paragraph, another one.\n", 0, id="a line a paragraph"),
    pytest.param("The dead are these, the mayor told the council:\nanna\nbruno\ncarla\n", 0, id="a list"),
    pytest.param("Roses at the port\nare no answer\nto the guns at the gate\nof the town\nthey say\n", 0, id="verses"),
    pytest.param("", 0, id="nothing"),
    pytest.param("\n\n \n", 0, id="only breaks"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "soft"), CASES)
def test_which_breaks_are_spaces(text: str, soft: int) -> None:
    assert text.count("\n") - unwrapped(text).count("\n") == soft


@given(st.text(alphabet="aB .,\n\r\t-", max_size=400))
def test_only_line_breaks_become_spaces(text: str) -> None:
    found = unwrapped(text)
    assert len(found) == len(text)
    assert all(b == " " and a in "\r\n" for a, b in zip(text, found, strict=True) if a != b)
    assert unwrapped(found).count("\n") <= found.count("\n")


def _wrapped(text: str, width: int) -> str:
    """Breaks in place of spaces, wherever the next word has no room."""
    out, room = [], width
    for piece in re.findall(r"\s+|\S+", text):
        if piece == " " or not piece.isspace():
            out.append(piece)
            room -= len(piece)
            if room < 0 and len(out) > 1 and out[-2] == " ":
                out[-2] = "\n"
                room = width - len(piece)
        else:
            out.append(piece)
            room = width
    return "".join(out)


def _told(reading: Reading) -> list[dict[str, Any]]:
    """What the rows say and where, with spaces for line breaks; without their ids, which name the text of all."""
    rows = [row for kind in ("claims", "events", "quantities", "times") for row in getattr(reading, kind)]
    return [{"kind": type(row).__name__, "start": row.start, "end": row.end, "text": " ".join(row.text.split())}
            for row in rows]  # fmt: skip


@pytest.mark.parametrize("name", ["002_old_city.txt", "006_ministry.txt"])
def test_a_wrapped_report_tells_what_it_tells_unwrapped(reading_of: Callable[..., Reading], name: str) -> None:
    text = (samples.folder() / "reports" / name).read_text(encoding="utf-8")
    wrapped = _wrapped(text, 72)
    assert wrapped.count("\n") > text.count("\n") + 10
    assert unwrapped(wrapped) == text
    there, here = reading_of(wrapped, published="2016-12-09"), reading_of(text, published="2016-12-09")
    assert _told(there) == _told(here) != []
    assert all(row.text == wrapped[row.start : row.end] for row in there.rows() if getattr(row, "text", None))
    words = [one for claim in there.claims for one in (claim.cue, *claim.parts) if one is not None]
    assert all(one.text == wrapped[one.start : one.end] for one in words)
