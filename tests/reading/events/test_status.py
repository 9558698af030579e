"""Whether it happened: one row for each construction, in a lone sentence and in running text."""

from collections.abc import Callable

import pytest

from dateline.records import Reading

Read = Callable[..., Reading]
QUIET = " Nobody else spoke."


def told(reading: Reading, kind: str) -> list[str]:
    return [event.status for event in reading.events if event.type == kind]


@pytest.mark.parametrize(
    "text, kind, expected",
    [
        # told as fact
        pytest.param("Chad shelled the camp.", "ASSAULT", ["actual"], id="past"),
        pytest.param("Chad began shelling the camp.", "ASSAULT", ["actual"], id="begun"),
        pytest.param("Chad managed to capture the port.", "ASSAULT", ["actual"], id="managed to"),
        pytest.param("Chad mined the road before its troops left Niger.", "RETREAT", ["actual"], id="before, past"),
        pytest.param("Chad, which had shelled the camp, fell silent.", "ASSAULT", ["actual"], id="relative clause"),
        pytest.param("Having shelled the camp, Chad fell silent.", "ASSAULT", ["actual"], id="having done"),
        # claimed
        pytest.param("Togo said Chad had shelled the camp.", "ASSAULT", ["claimed"], id="said"),
        pytest.param("Chad shelled the camp, Togo said.", "ASSAULT", ["claimed"], id="said, behind"),
        pytest.param("According to Togo, Chad shelled the camp.", "ASSAULT", ["claimed"], id="according to"),
        pytest.param("Chad reportedly shelled the camp.", "ASSAULT", ["claimed"], id="reportedly"),
        pytest.param("Chad is said to have shelled the camp.", "ASSAULT", ["claimed"], id="is said to have"),
        pytest.param("Togo claims that Chad shelled the camp.", "ASSAULT", ["claimed"], id="claims"),
        pytest.param("Togo does not deny that Chad shelled the camp.", "ASSAULT", ["claimed"], id="does not deny"),
        # planned
        pytest.param("The presidents of Chad and Niger will meet on Friday.", "CONSULT", ["planned"], id="will"),
        pytest.param("Chad and Niger are to hold talks.", "CONSULT", ["planned"], id="are to"),
        pytest.param("Chad plans to attack the camp.", "ASSAULT", ["planned"], id="plans to"),
        pytest.param("Chad is going to send aid to Niger.", "AGREE", ["planned"], id="going to"),
        pytest.param("Talks between Chad and Niger are scheduled for May.", "CONSULT", ["planned"], id="scheduled for"),
        pytest.param("Chad and Niger are expected to hold talks.", "CONSULT", ["planned"], id="expected to"),
        pytest.param("Chad announced plans to attack the camp.", "ASSAULT", ["planned"], id="plans, a noun"),
        pytest.param("Chad hopes to hold talks with Niger.", "CONSULT", ["planned"], id="hopes to"),
        # hypothetical
        pytest.param("Chad could shell the camp.", "ASSAULT", ["hypothetical"], id="could"),
        pytest.param("Chad may shell the camp.", "ASSAULT", ["hypothetical"], id="may"),
        pytest.param("Chad would have shelled the camp.", "ASSAULT", ["hypothetical"], id="would have"),
        pytest.param("Togo fears that Chad might shell the camp.", "ASSAULT", ["hypothetical"], id="fears might"),
        pytest.param("It is possible that Chad shelled the camp.", "ASSAULT", ["hypothetical"], id="possible that"),
        pytest.param("If all goes well, they will be driven to Mali.", "DISPLACE", ["hypothetical"], id="if"),
        # denied
        pytest.param("Reports that Chad shelled the camp are untrue.", "ASSAULT", ["denied"], id="reports are untrue"),
        pytest.param("It is false that Chad shelled the camp.", "ASSAULT", ["denied"], id="it is false"),
        pytest.param("Chad did not shell the camp.", "ASSAULT", ["denied"], id="did not"),
        pytest.param("Chad never shelled the camp.", "ASSAULT", ["denied"], id="never"),
        pytest.param("No troops of Chad shelled the camp.", "ASSAULT", ["denied"], id="no troops"),
        pytest.param("Chad denied that it had shelled the camp.", "ASSAULT", ["denied"], id="denied that"),
        pytest.param("Chad denied shelling the camp.", "ASSAULT", ["denied"], id="denied doing"),
        pytest.param("Chad has not shelled the camp since May.", "ASSAULT", ["denied"], id="has not since"),
        pytest.param("Chad failed to capture the port.", "ASSAULT", ["denied"], id="failed to"),
        pytest.param("Chad refrained from shelling the camp.", "ASSAULT", ["denied"], id="refrained from"),
        pytest.param("The army did not shell or bomb the camp.", "ASSAULT", ["denied"], id="not, of both"),
        pytest.param("Chad did not sleep and shelled the camp.", "ASSAULT", ["actual"], id="not, of the first only"),
        pytest.param("Chad's army neither shelled nor bombed the camp.", "ASSAULT", ["denied"], id="neither nor"),
        pytest.param("Without shelling the camp, Chad left Niger.", "ASSAULT", ["denied"], id="without doing"),
    ],
)  # fmt: skip
def test_in_running_text(text: str, kind: str, expected: list[str], reading_of: Read) -> None:
    assert told(reading_of(text + QUIET), kind) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("If Chad shells the camp, Niger will sleep.", id="if"),
        pytest.param("Unless Chad shells the camp, Niger will sleep.", id="unless"),
        pytest.param("Chad built a road to shell the camp.", id="a purpose"),
        pytest.param("Chad built a road so that it could shell the camp.", id="so that"),
        pytest.param("Chad slept instead of shelling the camp.", id="instead of"),
        pytest.param("Togo called on Chad to shell the camp.", id="calls on"),
        pytest.param("Chad offered to shell the camp.", id="offers"),
        pytest.param("Togo wants Chad to shell the camp.", id="wants"),
        pytest.param("Chad should shell the camp, Togo said.", id="should"),
        pytest.param("Togo asked whether Chad had shelled the camp.", id="whether"),
        pytest.param("Togo prevented Chad from shelling the camp.", id="prevented from"),
        pytest.param("Chad is ready to shell the camp.", id="ready to"),
        pytest.param("Chad was about to shell the camp.", id="about to"),
        pytest.param("There is no proof that Chad shelled the camp.", id="no proof that"),
    ],
)
def test_nothing_happened(text: str, reading_of: Read) -> None:
    """A purpose, a condition, a wish, an offer is no event that happened."""
    assert not {"actual", "claimed"} & set(told(reading_of(text + QUIET), "ASSAULT"))
