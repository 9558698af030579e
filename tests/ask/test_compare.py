"""Others' events beside ours: what fits what, and each at most once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import pytest

from dateline.ask import compare as module
from dateline.ask.compare import Comparison, compare
from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.records import Imported, Incident, Party, Where


def party(code: str) -> Party:
    return Party(code, code, None, None, None)


def theirs(n: int, kind: str | None, when: str | None, sides: str = "", place: str | None = None) -> Imported:
    """sides: "SYR:MIL>SYR:REB"."""
    one, _, other = sides.partition(">")
    return Imported(
        f"imp-{n}", "plover", "x", str(n), kind, None, None, tuple(map(party, one.split())),
        tuple(map(party, other.split())), place, None, None, None, None, when, "actual", None, None, None, (), None,
        None,
    )  # fmt: skip


def ours(n: int, kind: str, when: str | None, sides: str = "", place: str | None = None) -> Incident:
    one, _, other = sides.partition(">")
    where = Where("", place, None, None, None, None, None, None, None) if place else None
    return Incident(
        f"inc-{n}", kind, None, tuple(map(party, one.split())), tuple(map(party, other.split())), where, when,
        "actual", (), 1, 1, None, None,
    )  # fmt: skip


@dataclass
class Sides:
    """compare() with our incidents given."""

    monkeypatch: pytest.MonkeyPatch

    def __call__(self, given: list[Imported], known: list[Incident]) -> Comparison:
        def rows(view: Any, kind: str) -> list[Incident]:
            return known

        self.monkeypatch.setattr(module, "rows", rows)
        return compare(cast(View, None), given)


@pytest.fixture
def side_by_side(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sides]:
    yield Sides(monkeypatch)


@pytest.mark.parametrize("one, other, fits", [
    pytest.param(("ASSAULT", "2016-12-12", "SYR:MIL>SYR:REB"), ("ASSAULT", "2016-12-12", "SYR:MIL>SYR:REB"), True,
                 id="all the same"),
    pytest.param(("ASSAULT", "2016-12-13", "SYR:MIL>"), ("ASSAULT", "2016-12-12", "SYR:MIL>"), True, id="a day apart"),
    pytest.param(("ASSAULT", "2016-12-14", "SYR:MIL>"), ("ASSAULT", "2016-12-12", "SYR:MIL>"), False,
                 id="two days apart"),
    pytest.param(("CONSULT", "2016-12-12", "TUR:GOV>"), ("CONSULT", "2016-12-10/2016-12-20", "TUR:GOV>"), True,
                 id="within a span"),
    pytest.param(("ASSAULT", "2016-12-12", "SYR:MIL>SYR:REB"), ("COERCE", "2016-12-12", "SYR:MIL>SYR:REB"), False,
                 id="another type"),
    pytest.param(("ASSAULT", "2016-12-12", "SYR:>"), ("ASSAULT", "2016-12-12", "SYR:MIL>"), True, id="country alone"),
    pytest.param(("ASSAULT", "2016-12-12", ">"), ("ASSAULT", "2016-12-12", "SYR:MIL>"), False, id="nobody named"),
    pytest.param(("ASSAULT", "2016-12-12", ">", "Idlib, Syria"), ("ASSAULT", "2016-12-12", ">", "Idlib"), True,
                 id="nobody named, one place"),
    pytest.param((None, "2016-12-12", "SYR:MIL>SYR:REB"), ("ASSAULT", "2016-12-12", "SYR:MIL>SYR:REB"), False,
                 id="a code without a type"),
])  # fmt: skip
def test_what_fits(side_by_side: Sides, one: Any, other: Any, fits: bool) -> None:
    found = side_by_side([theirs(1, *one)], [ours(1, *other)])
    assert (len(found.both), len(found.theirs)) == ((1, 0) if fits else (0, 1))


def test_each_is_matched_once_and_the_best_first(side_by_side: Sides) -> None:
    given = [theirs(n, "ASSAULT", "2016-12-12", "SYR:MIL>SYR:REB", place) for n, place in enumerate((None, "Idlib"))]
    known = [ours(7, "ASSAULT", "2016-12-12", "SYR:MIL>SYR:REB", "Idlib")]
    found = side_by_side(given, known)
    assert [(p.theirs.id, p.fit.same) for p in found.both] == [
        ("imp-1", ("day", "type", "initiator", "recipient", "place"))
    ]
    assert [(one.row.id, one.nearest) for one in found.theirs] == [("imp-0", "inc-7")] and found.ours == ()
    assert side_by_side(given[::-1], known) == found


def test_days_that_the_file_does_not_reach_are_no_lack(side_by_side: Sides) -> None:
    known = [ours(1, "AID", "2016-12-12"), ours(2, "AID", "2015-01-01"), ours(3, "AID", None)]
    given = [theirs(1, "AGREE", "2016-12-12", "TUR:>"), theirs(2, "AGREE", None)]
    found = side_by_side(given, known)
    assert [one.row.id for one in found.ours] == ["inc-1"] and found.outside == 1
    assert found.unfit == {"theirs without a day": 1, "ours without a day": 1}


def test_nothing_with_a_day_is_told(side_by_side: Sides) -> None:
    with pytest.raises(BadRequest, match="none of these events has a day"):
        side_by_side([theirs(1, "AID", None)], [])


def test_many_are_looked_up_and_not_all_with_all(side_by_side: Sides) -> None:
    days = [f"2016-12-{n:02}" for n in range(1, 31)]
    kinds = ("ASSAULT", "AID", "CONSULT", "ACCUSE")
    given = [theirs(n, kinds[n % 4], days[n % 30], f"{chr(65 + n % 26)}AA:GOV>") for n in range(20_000)]
    known = [ours(n, kinds[n % 4], days[n % 30], f"{chr(65 + n % 26)}AA:GOV>") for n in range(500)]
    found = side_by_side(given, known)
    assert len(found.both) == 500
