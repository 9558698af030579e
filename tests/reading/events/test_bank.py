"""One act in many newsrooms' words: floors for the half that lexicon entries were written after, and for the other."""

from collections.abc import Callable

import pytest

from dateline.records import Reading
from tests.reading.events.test_gold import f1, found, wanted
from tests.tables import beside

ROWS = beside(__file__, "bank.yaml")
Tallies = tuple[list[int], list[int], int]  # types, dyads with type: right, told, in gold; sentences told without cause


def test_size() -> None:
    """Twenty ways at least to tell each type, and eighty sentences that tell nothing."""
    told = [row["event"].split(" ")[0] for row in ROWS if row["event"]]
    assert len(told) >= 400 and len(ROWS) - len(told) >= 80
    assert min(told.count(kind) for kind in set(told) - {"DISPLACE", "REQUEST"}) >= 20


@pytest.fixture(scope="module")
def tallied(reading_of: Callable[..., Reading]) -> dict[str, Tallies]:
    halves: dict[str, Tallies] = {"dev": ([0, 0, 0], [0, 0, 0], 0), "unseen": ([0, 0, 0], [0, 0, 0], 0)}
    for row in ROWS:
        types, dyads, idle = halves[row["half"]]
        reading = reading_of(row["text"])
        gold = wanted(row["event"])[0] if row["event"] else set()
        said = found(reading, joint=bool(row["event"]) and row["event"].split(" ")[1].endswith(">"))
        for tally, a, b in ((types, {g[2] for g in gold}, {s[2] for s in said}), (dyads, gold, said)):
            tally[0], tally[1], tally[2] = tally[0] + len(a & b), tally[1] + len(b), tally[2] + len(a)
        idle += not row["event"] and any(e.status in ("actual", "claimed") for e in reading.events)
        halves[row["half"]] = (types, dyads, idle)
    return halves


@pytest.mark.parametrize("half, type_floor, dyad_floor", [("dev", 0.93, 0.81), ("unseen", 0.79, 0.69)])
def test_type_and_sides(half: str, type_floor: float, dyad_floor: float, tallied: dict[str, Tallies]) -> None:
    types, dyads, idle = tallied[half]
    assert f1(*types) >= type_floor
    assert f1(*dyads) >= dyad_floor
    assert idle <= 1


@pytest.mark.parametrize(
    "text, doers",
    [
        pytest.param("Territory that the opposition has held since 2013 lies by the river.", None, id="holds land"),
        pytest.param(
            "Amnesty International said it received a picture of a leaflet which was dropped in Kano in Nigeria, "
            "warning people to leave.", [], id="who saw the leaflet",
        ),
        pytest.param(
            "Oxfam (OX) reported in late May that warplanes linked to the joint Syrian-Russian push had dropped "
            "leaflets over parts of the town telling the people there to go.", ["warplanes"], id="who reports leaflets",
        ),
        pytest.param(
            "The truce between Chad and Libya fell apart.", ["Government of Chad", "Government of Libya"],
            id="whose truce broke",
        ),
    ],
)  # fmt: skip
def test_nobody_does_what_he_reports(text: str, doers: list[str] | None, reading_of: Callable[..., Reading]) -> None:
    """doers: the initiators' names of the one event told; None: there is none."""
    events = reading_of(text).events
    assert [[q.name for q in e.initiators] for e in events] == ([] if doers is None else [doers])


def test_who_is_asked_does_it(reading_of: Callable[..., Reading]) -> None:
    """ "Called on Mali to apologise": the parser gives the verb no subject but the one who calls."""
    events = reading_of("It was a quiet day in the newsroom. Chad called on Mali to apologise.").events
    assert [(e.type, [q.code for q in e.initiators]) for e in events] == [
        ("REQUEST", ["TCD:GOV"]), ("CONCEDE", ["MLI:GOV"]),
    ]  # fmt: skip
