"""When a count holds: invented texts with the trap in `id`."""

from collections.abc import Callable

import pytest

from dateline.records import Reading


@pytest.mark.parametrize(
    "text, wanted",
    [
        pytest.param("Tanks killed nine men on Monday.", {"nine men": "2017-03-06"}, id="its own clause"),
        pytest.param(
            "Tanks killed nine men on Monday. A clinic counted twelve.",
            {"nine men": "2017-03-06", "twelve": "2017-03-06"}, id="counted again",
        ),
        pytest.param(
            "Tanks shelled the mill on Monday, the mayor said. Two guards were wounded.",
            {"Two guards": "2017-03-06"}, id="what the sentence before tells",
        ),
        pytest.param(
            "Tanks shelled the mill on Monday.\nTwo guards were wounded.", {"Two guards": None}, id="a new paragraph"
        ),
        pytest.param(
            "Nine men have died since Monday. The clinic registered 40 patients.",
            {"Nine men": "2017-03-06/2017-03-10", "40 patients": None}, id="since Monday is no day to go on from",
        ),
        pytest.param(
            "Jets have killed 60 people since the siege began on Monday. Rebels killed eight men over the same time.",
            {"60 people": "2017-03-06/2017-03-10", "eight men": "2017-03-06/2017-03-10"}, id="the same period",
        ),
        pytest.param(
            "Some 300 people have been freed in two weeks.", {"300 people": "2017-02-24/2017-03-10"}, id="in two weeks"
        ),
        pytest.param("They freed 300 people in two weeks.", {"300 people": None}, id="two weeks of any time"),
        pytest.param("Nine men died.", {"Nine men": None}, id="no day told"),
    ],
)  # fmt: skip
def test_when_a_count_holds(reading_of: Callable[..., Reading], text: str, wanted: dict[str, str | None]) -> None:
    rows = reading_of(text, published="2017-03-10").quantities
    found = {words: row.when for words in wanted for row in rows if words in row.text}
    assert found == wanted
