"""Where somebody is named: every way of writing a name, and what only looks like it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.people.hide import Hidden, slug
from dateline.people.names import Names, flat

HADDAD = Names.of(["Karim Haddad", "Haddad"])


def marked(text: str, names: Names = HADDAD, find: str = "anywhere") -> str:
    return Hidden.of(text, [(a, b, "#") for a, b in getattr(names, find)(text)]).text


@pytest.mark.parametrize(
    "text, left",
    [
        pytest.param("Karim Haddad left.", "# left.", id="in full"),
        pytest.param("Haddad's car, Haddad’s road", "#'s car, #’s road", id="possessive"),
        pytest.param("HADDAD LEAVES", "# LEAVES", id="capitals"),
        pytest.param("Haddad, Karim (born 1970)", "# (born 1970)", id="turned round"),
        pytest.param("K. Haddad and K Haddad", "# and #", id="initial"),
        pytest.param("Karim A. Haddad", "#", id="middle initial"),
        pytest.param("Karim\nHaddad", "#", id="over a line's end"),
        pytest.param("Karím Haddád", "#", id="accents"),
        pytest.param("karim.haddad@example.org", "#@example.org", id="mail"),
        pytest.param("@KarimHaddad wrote", "@# wrote", id="one word"),
        pytest.param("https://example.org/2016/karim-haddad-speaks", "https://example.org/2016/#-speaks", id="address"),
        pytest.param("Karim%20Haddad.pdf", "#.pdf", id="address, quoted"),
        pytest.param("the Haddads", "the #s", id="family"),
        pytest.param("Haddadi and Alhaddad", "Haddadi and Alhaddad", id="inside of other words"),
        pytest.param("a haddad of bread", "a haddad of bread", id="a common word in small letters"),
        pytest.param("Karim left", "Karim left", id="a given name alone is somebody else's too"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_names_in_text(text: str, left: str) -> None:
    assert marked(text) == left


def test_addresses_have_no_capitals() -> None:
    assert marked("example.org/haddad-speaks_haddad", find="in_address") == "example.org/#-speaks_#"
    assert marked("example.org/haddad", find="in_full") == "example.org/haddad"
    assert slug("[name withheld 3]") == "name-withheld-3"


def test_a_name_of_one_word_or_of_none() -> None:
    assert marked("Yusup came", Names.of(["Yusup"])) == "# came"
    assert Names.of(["", "?!", "…"]).anywhere("nobody ?! …") == []
    assert Names.of(["A", "7"]).anywhere("A man of 7") == []


@given(st.text(alphabet="Karim Hadéáß'’-\n_./ıﬁ", max_size=60))
def test_places_are_those_of_the_text(text: str) -> None:
    spans = HADDAD.anywhere(text)
    assert all(0 <= a < b <= len(text) for a, b in spans) and spans == sorted(spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert "karim haddad" not in flat(marked(text))[0].lower()


@given(
    st.text(alphabet="abc", min_size=1, max_size=30),
    st.lists(st.integers(0, 30), min_size=0, max_size=6, unique=True),
    st.integers(0, 30), st.integers(0, 30),
)  # fmt: skip
def test_places_move_with_the_text(text: str, borders: list[int], a: int, b: int) -> None:
    cuts = sorted(c for c in borders if c <= len(text))
    edits = [(x, y, "<##>") for x, y in zip(cuts[::2], cuts[1::2], strict=False)]
    moved = Hidden.of(text, edits)
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    if start < end:
        first, last = moved.start(start), moved.end(end)
        assert 0 <= first < last <= len(moved.text)
        inside = moved.text[first:last]
        kept = "".join(text[i] for i in range(start, end) if not any(x <= i < y for x, y, _ in edits))
        assert inside.replace("<##>", "") == kept
