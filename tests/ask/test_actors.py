"""Who is in a record, and all of one of them: across reports, spellings and offices."""

from collections.abc import Callable

import pytest
import yaml

from dateline.ask.actors import actors, as_row, dossier, find, lines
from dateline.ask.everybody import Asked, everybody, joined
from dateline.ask.kinds import row_of, rows_of
from dateline.ask.stories import links
from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.lexicon import actors as actor_table
from dateline.records import Reading
from dateline.store.record import Record
from tests.stores import Place

TOLD = {
    "2016-12-01": "Norwegian Foreign Minister Kari Solvang came to Muscat. Solvang said talks would begin on Friday.",
    "2016-12-09": "Kari Sølvang, foreign minister of Norway, met General Sergei Lavin of Russia. She thanked him.",
    "2017-02-03": "Former Norwegian foreign minister Kari Solvang criticized Sergey Lavin, a Russian general.",
}


@pytest.fixture(scope="module")
def record(reading_of, place):
    with Record(place(), create=True) as made:
        for day, text in TOLD.items():
            made.add(reading_of(text, published=day, source=f"{day}.txt"), text.encode(), at="2020-01-01T00:00:00Z")
        yield made


@pytest.mark.parametrize(
    "asked, name",
    [
        pytest.param(Asked("solvang"), "Kari Solvang", id="part of a name"),
        pytest.param(Asked("sølvang KARI"), "Kari Solvang", id="any case and accent"),
        pytest.param(Asked(country="rus", kind="person"), "Sergei Lavin", id="by country and kind"),
        pytest.param(Asked(country="Russia", kind="person"), "Sergei Lavin", id="by a country's name"),
        pytest.param(Asked(sector="mil", kind="person"), "Sergei Lavin", id="by sector"),
    ],
)
def test_listed(record, asked, name):
    assert [one.actor.name for one in actors(View(record), asked)] == [name]


@pytest.mark.parametrize("asked", [Asked(country="ZZZ"), Asked(sector="ZZZ"), Asked("solvang", "NOR", "army")])
def test_no_country_and_no_sector(record, asked):
    with pytest.raises(BadRequest, match=r"is no country|is no sector"):
        actors(View(record), asked)


def test_the_most_mentioned_come_first(record):
    counts = [one.mentions for one in actors(View(record), Asked())]
    assert counts == sorted(counts, reverse=True)


def test_one_person_with_dated_roles_and_their_evidence(record):
    every = everybody(View(record))
    row = find(every, "Kari Solvang")
    found = dossier(View(record), every, row)
    told = {role.title: (role.from_, role.to) for role in row.roles}
    assert told["Norwegian Foreign Minister"] == ("../2016-12-01", "2016-12-09/..")
    assert told["Former Norwegian foreign minister"] == (None, "../2017-02-03")
    assert {report.source for _, report, _ in found.evidence} == {"2016-12-01.txt", "2017-02-03.txt"}
    assert found.said[0][1].text.startswith("talks would begin")
    assert found.did and ("She", 1) in found.called
    assert dict(lines(found, 5))["actor"].startswith("Kari Solvang (NOR:")


def test_another_spelling_is_found_by_either_name_and_id(record):
    every = everybody(View(record))
    row = find(every, "Sergey Lavin")
    assert row.name == "Sergei Lavin" and len(row.members) == 2
    assert {find(every, member).id for member in row.members} == {row.id}
    assert dossier(View(record), every, row).merges[0].reason


def test_as_of_an_earlier_day_less_is_known(record):
    every = everybody(View(record, "2016-12-05"))
    assert [role.title for role in find(every, "Kari Solvang").roles] == ["Norwegian Foreign Minister"]
    with pytest.raises(BadRequest, match="no actor 'Sergei Lavin'"):
        find(every, "Sergei Lavin")


def test_nobody_and_several(record):
    every = everybody(View(record))
    with pytest.raises(BadRequest, match="no actor 'Peer Gynt'"):
        find(every, "Peer Gynt")


def test_whom_reports_have_taught_becomes_a_row_for_the_table(record):
    new = actors(View(record), Asked(kind="person", new=True))
    assert {one.actor.name for one in new} == {"Kari Solvang", "Sergei Lavin"}
    for one in new:
        [row] = yaml.safe_load(as_row(one.actor))
        assert row["source"].startswith("reports: rep-")
        assert actor_table.compiled({"persons": [row]}).rows[0].name == one.actor.name


def test_uncertain_same_actor_links_are_listed(place: Place, reading_of: Callable[..., Reading]) -> None:
    made = Record(place(), create=True)
    texts = (
        "Kuwaiti Trade Minister Abdullah Omari said on Monday that the port was open.",
        "Kuwaiti General Abdulla Umari said on Friday that the road was shut.",
    )
    for n, text in enumerate(texts):
        made.add(reading_of(text, id=f"rep-{n}", published="2016-12-14"), str(n).encode(), at="2026-01-01T00:00:00Z")
    unsure = joined(View(made)).links
    assert unsure and {link.relation for link in unsure} == {"same_actor"}
    assert set(unsure) <= set(rows_of(made, "links")) and set(unsure) <= set(links(View(made), "same_actor"))
    assert all(row_of(made, link.id) == link for link in unsure)
