"""Statements without quotation marks, behind "The minister said:" and in paragraphs of their own."""

from collections.abc import Callable

import pytest

from dateline.language.parse import Parse
from dateline.reading.set_off import set_off
from dateline.records import Reading

LEAD = "Ilse Brandt, the foreign minister of Austria, met reporters in Graz.\n\n"
SAID = "The foreign minister said:\n\n"
OWN = "I condemn the shelling of the harbour, which left nine people dead. We will send help to the town."

FOUND = [
    pytest.param(SAID + OWN, [OWN], id="a paragraph of her own words"),
    pytest.param(SAID + OWN + "\n\nMy country stands by the port.", [f"{OWN}\n\nMy country stands by the port."],
                 id="two paragraphs"),
    pytest.param(SAID + OWN + "\n\nThe port lies in the south.\n\nWe will be there tomorrow.",
                 [f"{OWN}\n\nThe port lies in the south.\n\nWe will be there tomorrow."], id="a plain one between"),
    pytest.param(SAID + OWN + "\n\nThe port lies in the south.", [OWN], id="the report's own words after it"),
    pytest.param(SAID + OWN + "\n\n“We saw nothing,” a guard said.", [OWN], id="a quotation ends it"),
    pytest.param(SAID + OWN + "\n\nThe mayor replied:\n\nWe do not need your help.", [OWN, "We do not need your help."],
                 id="another one is announced"),
    pytest.param(SAID + "The port lies in the south, near the dunes.", [], id="nobody says I or we"),
    pytest.param(SAID + "“I condemn the shelling of the harbour.”", [], id="in quotation marks: a quotation"),
    pytest.param("The minister named three towns:\n\nOur harbour, the ridge and the meadow, in that order.", [],
                 id="a list"),
    pytest.param("What the minister said:\n\nWe will send help to the town today.", [], id="a heading"),
    pytest.param(SAID.strip(), [], id="nothing follows"),
    pytest.param("", [], id="nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), FOUND)
def test_which_paragraphs_are_a_statement(parse_of: Callable[..., Parse], text: str, told: list[str]) -> None:
    p = parse_of(text)
    assert [text[p.start[one.first] : p.end[one.last]] for one in set_off(p)] == told


def test_it_is_a_claim_of_who_was_announced_and_she_is_i(reading_of: Callable[..., Reading]) -> None:
    reading = reading_of(LEAD + SAID + OWN, published="2014-05-09")
    told = next(claim for claim in reading.claims if claim.how.by.startswith("claims/set_off:"))
    assert ([one.name for one in told.sources], told.text, told.manner) == (["Ilse Brandt"], OWN.rstrip("."), "quote")
    inner = next(claim for claim in reading.claims if claim.cue is not None and claim.cue.text == "condemn")
    assert ([one.name for one in inner.sources], inner.parent) == (["Ilse Brandt"], told.id)
    dead = next(event for event in reading.events if "dead" in reading.report.text[event.end : event.end + 20])
    assert (dead.status, dead.claim) == ("claimed", told.id), "her own words behind a comma, and no aside of the report"
