"""How two tellings stand to each other: what excludes that they are of one event, and what speaks for it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dateline.joining.compare import own_levels
from dateline.joining.packed import pack_telling, unpack_telling
from dateline.joining.sieve import Sieve
from dateline.joining.tellings import FAMILIES, Telling, Who, days, spot_of
from dateline.lexicon import joining
from dateline.records import Where

TOWN = Where("plc-a", "Sidra", 1, 30.6, 18.3, "LBY", None, "PPL", 9000)
AIRFIELD = Where("plc-b", "Jufra", 2, 29.2, 16.0, "LBY", None, "AIRP", 3000)
ARMY = Who("act-army", "Libyan army", "LBY", "MIL", False, False, False)
ENVOY = Who("act-envoy", "Karl Osten", "DEU", "GOV", True, False, False)
OFFICE = Who("germany's ambassador", "Germany's ambassador", "DEU", "GOV", False, True, False)
OTHERS = Who("trucks", "the trucks", "IGO", "", False, True, True)
EACH = Who("each side", "Each side", "", "", False, True, False)


def day(on: str) -> tuple[int, int]:
    return date.fromisoformat(on).toordinal(), date.fromisoformat(on).toordinal()


def telling(kind: str, trigger: str, **more: Any) -> Telling:
    """A telling of 5 May 2019, published that day, by one report unless another is given."""
    when, place = more.pop("when", "2019-05-05"), more.pop("place", None)
    bare = Telling(
        f"evt-{trigger}", "rep-a", (f"evt-{trigger}",), FAMILIES[kind], kind, "", trigger, "actual", (), (), place,
        spot_of(place), None, when, days(when), day("2019-05-05"), (trigger,), (), {}, trigger, (), None,
    )  # fmt: skip
    return replace(bare, **more)


def levels(a: Telling, b: Telling) -> tuple[str, ...]:
    found = own_levels(a, b)
    assert found is not None and found == own_levels(b, a)
    weights = joining.load()
    sieve, score = Sieve(weights), weights.score(found)
    assert sieve.most(a, b) >= score  # what is held back is never an edge
    beside = [weight for level, weight in weights.weights.items() if level.startswith("reports.")]
    held_back = sieve.levels(a, b) is None
    assert held_back == (score + max(beside) <= weights.link), "neither is one that their reports could make one"
    return found


DEAL = telling("AGREE", "sign", meaning=("deal",), near=("ceasefire",), place=TOWN)
HIT = telling("ASSAULT", "hit", meaning=("bombing",), near=("convoy",), place=AIRFIELD)
FELL_ON = spot_of(replace(TOWN, precision_m=5_000))
assert FELL_ON is not None
INFERRED = replace(FELL_ON, name="Berlin", country="DEU", lat=52.5, lon=13.4, inferred=True)
FELL = telling("ASSAULT", "fell", mode="heavy-weapons", meaning=("shelling",), arms=("rocket",), spot=FELL_ON)
VOTE = telling("SUPPORT", "vote", meaning=("approval",))


@pytest.mark.parametrize(
    "a, b, level",
    [
        pytest.param(VOTE, telling("AGREE", "approv", meaning=("approval",)), "act.kindred", id="a vote, an approval"),
        pytest.param(
            DEAL, replace(DEAL, report="rep-b", when=(None, None), days=None, told=day("2019-06-30"), known=True),
            "time.known", id="the truce signed weeks ago",
        ),
        pytest.param(DEAL, replace(DEAL, report="rep-b"), "venue.same", id="signed in the same town"),
        pytest.param(
            replace(DEAL, place=None, spot=None), telling("AGREE", "agre", meaning=("deal",), near=("talk",)),
            "object.other", id="a truce, and talks",
        ),
        pytest.param(
            telling("CONSULT", "talk", initiators=(ARMY,), recipients=(ENVOY,)),
            telling("CONSULT", "sit", initiators=(ENVOY, ARMY), report="rep-b"), "pact.day", id="two on one day",
        ),
        pytest.param(
            telling("AGREE", "broker", initiators=(ARMY, ENVOY), when=""),
            telling("AGREE", "arrang", initiators=(ENVOY, ARMY), when="", report="rep-b"),
            "pact.near", id="within days",
        ),
        pytest.param(
            telling("ASSAULT", "attack", initiators=(ARMY,), place=AIRFIELD),
            telling("ASSAULT", "burn", mode="destroy", initiators=(ARMY,), place=AIRFIELD), "day.deed_word_spot",
            id="an attack, and what it burned",
        ),
        pytest.param(
            telling("CONSULT", "talk", status="planned", place=TOWN), telling("CONSULT", "conven", status="planned",
            place=TOWN), "venue.ahead", id="talks that lie ahead in one town",
        ),
        pytest.param(
            telling("COERCE", "surround", mode="restrict", meaning=("siege",), when="", near=("rail",)),
            telling("COERCE", "sieg", mode="restrict", meaning=("siege",), when="", report="rep-b", near=("long",)),
            "once.told", id="a siege, of whatever town",
        ),
        pytest.param(
            FELL, replace(FELL, report="rep-b", when=(None, None), told=day("2019-05-12"), known=True), "arms.known",
            id="the rocket attack",
        ),
        pytest.param(FELL, replace(FELL, report="rep-b"), "arms.same_day", id="rockets on one day"),
        pytest.param(FELL, replace(FELL, report="rep-b", arms=("drone",)), "arms.other_day", id="rockets, and drones"),
        pytest.param(
            replace(FELL, spot=replace(FELL_ON, km=20.0)), replace(FELL, report="rep-b"), "arms.none", id="a large city"
        ),
        pytest.param(
            telling("RETREAT", "take", mode="ceasefire", meaning=("inforce",)),
            telling("RETREAT", "effect", mode="ceasefire", meaning=("inforce",), when="", report="rep-b", known=True,
            near=("nine",)), "once.force", id="a truce takes effect",
        ),
        pytest.param(
            replace(DEAL, initiators=(ARMY,)), replace(DEAL, initiators=(ARMY, ENVOY), report="rep-b"),
            "pact.one_day", id="one side of a deal, on one day",
        ),
        pytest.param(
            DEAL, replace(DEAL, report="rep-b", spot=INFERRED), "venue.none", id="a place that nobody names"
        ),
        pytest.param(
            replace(HIT, near=("second", "largest")), replace(HIT, report="rep-b"), "order.alike", id="second-largest"
        ),
        pytest.param(HIT, replace(HIT, report="rep-b"), "day.kindred_word_spot", id="a small place on one day"),
        pytest.param(
            HIT, telling("ASSAULT", "wound", meaning=("killing",), near=("convoy",), place=AIRFIELD),
            "day.toll_word_spot", id="an attack, and whom it wounded",
        ),
        pytest.param(HIT, replace(HIT, report="rep-b"), "near.same_day", id="the same convoy on one day"),
        pytest.param(HIT, replace(HIT, near=("second", "convoy")), "order.one", id="a second strike"),
        pytest.param(
            telling("ASSAULT", "kill", meaning=("killing",), amount=82.0, report="rep-b"),
            telling("ASSAULT", "shoot", meaning=("killing",), amount=79.0), "amount.near_toll", id="two counts",
        ),
        pytest.param(
            telling("ASSAULT", "shoot", recipients=(ENVOY,)), telling("ASSAULT", "murder", recipients=(OFFICE,)),
            "recipients.office", id="a man and his office",
        ),
        pytest.param(
            telling("ASSAULT", "attack", near=("burn",)), telling("ASSAULT", "burn"), "trigger.beside", id="beside"
        ),
        pytest.param(
            telling("ASSAULT", "free", when="2019-05-02/2019-05-05"), telling("ASSAULT", "take"),
            "time.day_in_period", id="three days, and one of them",
        ),
        pytest.param(
            telling("ASSAULT", "hit", recipients=(OTHERS,)), telling("ASSAULT", "hit", recipients=(ARMY,)),
            "recipients.unknown", id="trucks that only the place gives a country",
        ),
    ],
)  # fmt: skip
def test_a_level(a: Telling, b: Telling, level: str) -> None:
    assert level in levels(a, b)


@pytest.mark.parametrize(
    "a, b",
    [
        pytest.param(VOTE, telling("AGREE", "approv", meaning=("approval",), when="2019-05-09"), id="not on one day"),
        pytest.param(VOTE, telling("AGREE", "sign", meaning=("deal",)), id="kinds of acts without a word in common"),
        pytest.param(
            telling("DISPLACE", "evacu"), telling("REJECT", "evacu"), id="an evacuation is not the end of one"
        ),
        pytest.param(
            telling("DISPLACE", "leave", status="hypothetical"), telling("DISPLACE", "leave", report="rep-b"),
            id="what may happen did not",
        ),
        pytest.param(
            telling("CONSULT", "speak", when="2019-05"), telling("CONSULT", "speak"), id="almost every day in May"
        ),
        pytest.param(
            telling("ACCUSE", "blame", initiators=(EACH,)), telling("ACCUSE", "blame", initiators=(ARMY,)),
            id="each side, and one",
        ),
    ],
)  # fmt: skip
def test_what_excludes(a: Telling, b: Telling) -> None:
    assert own_levels(a, b) is None and own_levels(b, a) is None


def test_a_telling_is_kept_whole() -> None:
    known = replace(HIT, known=True, arms=("rocket",))
    assert unpack_telling(pack_telling(known)) == known
