"""Saved searches and the depth of chains, in both databases: what is kept, what the log says, what is withheld."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from dateline.ask.find import find
from dateline.ask.people import delete_person, mark
from dateline.ask.query import BadQuery, parse
from dateline.ask.results import results
from dateline.ask.saved import delete, save, searches
from dateline.errors import BadRequest, Conflict
from dateline.records import Party, Reading
from dateline.store.record import Record
from dateline.store.veil import veiled
from tests.stores import Place

AT = "2026-01-01T10:00:00Z"
TEXT = (
    "“The road is open,” Karim Haddad, a spokesman for the relief office, said on Friday. The truce holds, the "
    "ministry said. The convoy will leave on Monday, a diplomat said."
)
FITS: dict[str, Callable[[int], bool]] = {
    "=0": lambda n: n == 0, ":1": lambda n: n == 1, ">0": lambda n: n > 0, ">=2": lambda n: n > 1,
}  # fmt: skip
WIRE, OFFICIAL = Party("Harbour Wire", None, None, None, None), Party("an official", None, None, None, None)


@pytest.fixture
def record(place: Place, reading_of: Callable[..., Reading]) -> Iterator[Record]:
    """Three claims: said directly, through one, through two."""
    reading = reading_of(TEXT, published="2016-12-16")
    chains = ((), (WIRE,), (WIRE, OFFICIAL))
    claims = tuple(replace(one, via=via) for one, via in zip(reading.claims, chains, strict=True))
    with Record(place(), create=True) as made:
        made.add(replace(reading, claims=claims), b"1", at=AT)
        yield made


def test_depth_is_that_of_the_chain_of_the_claim(record: Record) -> None:
    depth = {claim.id: len(claim.via) for claim in record.rows("claims")}
    carried = {event.id: depth.get(event.claim or "", 0) for event in record.rows("events")}
    for asked, fits in FITS.items():
        for kind, deep in (("claims", depth), ("events", carried)):
            found = {one.id for one in find(record, parse(f"through{asked}"), [kind]).found}
            assert found == {row for row, n in deep.items() if fits(n)}, (asked, kind)
    assert find(record, parse("-through:0")).counts["claims"] == 2
    assert (
        find(record, parse("through>1")).counts["reports"] == 1
        and not find(record, parse("through:0")).counts["reports"]
    )
    chain = next(facet for facet in results(record, parse(""), "claims").facets if facet.name == "Chain")
    assert [(value.label, value.n) for value in chain.values] == [
        ("said directly", 1), ("through one", 1), ("through two or more", 1),
    ]  # fmt: skip


def test_a_search_is_saved_listed_and_deleted(record: Record) -> None:
    one = save(record, " the  road ", "road  said-by:Haddad", who="desk", at=AT)
    other = save(record, "Disputed", "disputed:yes", "events", who=None, at=AT)
    assert [(its.name, its.kind, its.query, its.who) for its in searches(record)] == [
        ("Disputed", "events", "disputed:yes", None), ("the road", "claims", "road said-by:Haddad", "desk"),
    ]  # fmt: skip
    delete(record, str(other.number), who="chief", at=AT)
    delete(record, "the road", who="chief", at=AT)
    assert searches(record) == []
    again = save(record, "the road", "road", who="desk", at=AT)
    assert again.number > one.number
    said = [(entry.what, entry.who, entry.subject) for entry in record.history.log()][-5:]
    assert said == [
        ("save search", "desk", "the road"), ("save search", None, "Disputed"), ("delete search", "chief", "Disputed"),
        ("delete search", "chief", "the road"), ("save search", "desk", "the road"),
    ]  # fmt: skip


def test_what_cannot_be_saved_is_told_and_changes_nothing(record: Record) -> None:
    save(record, "road", "road", who="desk", at=AT)
    for name, query, kind, problem in (
        ("road", "open", "claims", Conflict), ("", "road", "claims", BadRequest), ("x" * 101, "", "claims", BadRequest),
        ("7", "", "claims", BadRequest), ("a\x00b", "", "claims", BadRequest), ("a", "xyz:1", "claims", BadQuery),
        ("a", "", "notes", BadRequest), ("\u202eroad", "", "claims", BadRequest),
    ):  # fmt: skip
        with pytest.raises(problem):
            save(record, name, query, kind, who="desk", at=AT)
    with pytest.raises(BadRequest, match="no search is saved"):
        delete(record, "none", who="desk", at=AT)
    assert [one.query for one in searches(record)] == ["road"]


def test_names_are_withheld_and_taken_out(record: Record) -> None:
    save(record, "what Haddad says", "said-by:Haddad", who="desk", at=AT)
    save(record, "road", "road", who="desk", at=AT)
    mark(record, "Karim Haddad", reason="asked", who="desk", at=AT)
    road, hidden = searches(veiled(record))
    assert road.open and not hidden.open and "addad" not in f"{hidden}" and "name withheld 1" in hidden.query
    delete_person(record, "Karim Haddad", reason="asked", who="desk", at=AT)
    assert "addad" not in f"{searches(record)}" and "addad" not in f"{list(record.history.log())}"
