"""Who is independent of whom: one speaker, agency, outlet or copied text is one source, however often it is told."""

import pytest

from dateline.joining.digest import digest
from dateline.joining.sources import Told, chains, independent, numbered
from dateline.joining.tellings import Digest
from dateline.lexicon import word_weights
from dateline.records import Reading
from tests.conftest import make_report


def _digest(name: str, outlet: str | None = None, agency: str | None = None) -> Digest:
    made = digest(Reading(make_report(f"Text of {name}.", outlet=outlet), ""), word_weights.load())
    return Digest(**{slot: getattr(made, slot) for slot in Digest.__slots__} | {"id": name, "agency": agency})


REPORTS = {
    "bell": _digest("bell", "Morning Bell"),
    "bell, later": _digest("bell, later", "The Morning Bell"),
    "wired": _digest("wired", "Gazette", "Ridge Wire"),
    "wired too": _digest("wired too", "Herald", "Ridge Wire"),
    "nameless": _digest("nameless"),
    "nameless too": _digest("nameless too"),
}


@pytest.mark.parametrize(
    ("told", "copies", "numbers"),
    [
        pytest.param([("bell", ""), ("bell, later", "")], {}, [1, 1], id="one outlet twice"),
        pytest.param([("wired", ""), ("bell", ""), ("wired too", "")], {}, [1, 2, 1], id="one agency in two outlets"),
        pytest.param([("bell", "army"), ("wired", "army")], {}, [1, 1], id="one speaker in two outlets"),
        pytest.param([("bell", "army"), ("wired", "rebels")], {}, [1, 2], id="two speakers"),
        pytest.param([("bell", "army"), ("bell", "rebels")], {}, [1, 2], id="two speakers in one report"),
        pytest.param([("bell", "army"), ("bell", "")], {}, [1, 1], id="own voice has it from whom the report quotes"),
        pytest.param([("nameless", ""), ("nameless too", "")], {}, [1, 2], id="reports without an outlet"),
        pytest.param(
            [("nameless", ""), ("nameless too", "")],
            dict.fromkeys(["nameless", "nameless too"], "t"),
            [1, 1],
            id="copy",
        ),
        pytest.param([("bell", "ridge wire"), ("wired", "")], {}, [1, 1], id="who credits the agency hands it on"),
        pytest.param([("wired", "army"), ("bell", "ridge wire"), ("wired too", "")], {}, [1, 2, 2], id="partly"),
    ],
)
def test_what_shares_a_root_has_one_number(
    told: list[tuple[str, str]], copies: dict[str, str], numbers: list[int]
) -> None:
    said = [Told(report, (speaker,) if speaker else ()) for report, speaker in told]
    assert numbered(said, REPORTS, copies) == numbers
    assert independent(said, REPORTS, copies) == len(chains(said, REPORTS, copies)) == max(numbers)
