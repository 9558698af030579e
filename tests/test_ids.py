"""Ids: the same content, the same id; and nothing else gets it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ids import PREFIX, kind_of, make_id
from dateline.records import KINDS

PARTS = st.lists(st.text(max_size=5) | st.integers(), min_size=1, max_size=4)


def test_every_kind_has_its_own_prefix() -> None:
    assert set(PREFIX) == set(KINDS)
    assert len(set(PREFIX.values())) == len(PREFIX)


@given(PARTS)
def test_an_id_names_its_kind(parts: list[str | int]) -> None:
    for kind in PREFIX:
        made = make_id(kind, *parts)
        assert made == make_id(kind, *parts) and kind_of(made) == kind and len(made) == 17


@pytest.mark.parametrize("one, other", [((1, 2), (12,)), (("a", ""), ("a",)), ((0, 5), (0, 6))])
def test_other_parts_another_id(one: tuple[str | int, ...], other: tuple[str | int, ...]) -> None:
    assert make_id("claims", *one) != make_id("claims", *other)


def test_what_is_no_id_has_no_kind() -> None:
    assert [kind_of(text) for text in ("", "x", "nope-aaaa", "clm")] == [None, None, None, None]
