"""Ids as the tables of joining have them: any comes back as it was, and their order stays."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.ids import PREFIX, make_id
from dateline.store.nodes import long, short

ids = st.builds(lambda kind, what: make_id(kind, what), st.sampled_from(sorted(PREFIX)), st.text())
nodes = st.builds(lambda mark, row: mark + row, st.sampled_from(["", "0", "1"]), ids)


@given(nodes)
def test_twelve_characters(node: str) -> None:
    assert long(short(node)) == node and len(short(node)) == 12 and short(node).isascii()


@given(st.lists(nodes))
def test_order_stays(some: list[str]) -> None:
    assert [long(one) for one in sorted(map(short, some))] == sorted(some)


@given(st.text())
def test_what_is_no_id_comes_back_too(text: str) -> None:
    assert long(short(text)) == text
