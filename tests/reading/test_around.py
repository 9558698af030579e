"""Which claims a word stands in: the same as by going through all of them, and without doing so."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.reading.around import Around
from dateline.records import Claim, How

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 30)), max_size=12)


def claim(n: int, start: int, end: int) -> Claim:
    return Claim(
        f"clm-{n}", "rep-1", start, end, "x" * (end - start), (), None, (), None, "paraphrase", False, "asserts", None,
        None, How("test"),
    )  # fmt: skip


def claims(spans: list[tuple[int, int]]) -> list[Claim]:
    return [claim(n, start, start + size) for n, (start, size) in enumerate(spans)]


@given(SPANS, st.integers(0, 70), st.integers(1, 5))
def test_as_if_all_were_gone_through(spans: list[tuple[int, int]], at: int, size: int) -> None:
    rows = claims(spans)
    wanted = [row for row in rows if row.start <= at and at + size <= row.end]
    found = Around(rows).holding(at, at + size)
    assert {row.id for row in found} == {row.id for row in wanted}
    assert [row.end - row.start for row in found] == sorted(row.end - row.start for row in found)


def test_a_long_report_is_not_gone_through() -> None:
    class Counted(int):
        asked = 0

        def __ge__(self, other: object) -> bool:
            Counted.asked += 1
            return int.__ge__(self, other)  # type: ignore[operator]

    around = Around(claims([(n * 10, 8) for n in range(5_000)]))
    around._ends = [Counted(end) for end in around._ends]
    assert [row.id for row in around.holding(40_001)] == ["clm-4000"]
    assert Counted.asked < 10
