"""What a report is called, and the words around a row."""

from typing import Any

import pytest

from dateline.ask.naming import AROUND, LONGEST, name_of, words_around
from tests.conftest import make_report

LONG = "word " * 200


@pytest.mark.parametrize(
    "known, name",
    [
        pytest.param({"headline": "A bridge falls", "text": "It fell."}, "A bridge falls", id="its headline"),
        pytest.param(
            {"text": "The bridge fell. Nobody was hurt.", "sentences": (0, 17)},
            "“The bridge fell.”",
            id="opening words",
        ),
        pytest.param({"text": "Menu\nThe bridge\nfell.", "sentences": (5,)}, "“The bridge fell.”", id="no furniture"),
        pytest.param({"text": LONG, "sentences": (0,)}, f"“{LONG[:89]} …”", id="cut between words"),
        pytest.param({"text": "x" * 900, "sentences": (0,)}, f"“{'x' * 90} …”", id="one endless word"),
        pytest.param({"text": "Menu", "sentences": ()}, "a.txt", id="no sentence at all"),
    ],
)
def test_names(known: dict[str, Any], name: str) -> None:
    assert name_of(make_report(**({"source": "a.txt", "headline": None} | known))) == name


@pytest.mark.parametrize(
    "text, sentences, row",
    [
        pytest.param("One fell. The bridge fell. Two fell.", (0, 10, 27), "bridge", id="its sentence"),
        pytest.param("The bridge fell.\n\nMore from us", (0,), "fell", id="what follows the paragraph is no part"),
        pytest.param(LONG + "bridge " + LONG, (0,), "bridge", id="a long sentence"),
        pytest.param("x" * 5_000 + "bridge" + "x" * 5_000, (0,), "bridge", id="an endless word"),
        pytest.param("bridge" * 500, (0,), "bridge" * 500, id="an endless row"),
        pytest.param("bridge", (), "bridge", id="no sentences"),
    ],
)
def test_words_around(text: str, sentences: tuple[int, ...], row: str) -> None:
    start = text.index(row)
    words, begin, until = words_around(make_report(text=text, sentences=sentences), start, start + len(row))
    assert words[begin:until] == row[:LONGEST]
    assert len(words) <= LONGEST + 2 * AROUND + 4
    assert "More from us" not in words and "One fell" not in words
