"""Places given by another one."""

from collections.abc import Callable

import pytest

from dateline.language.parse import Parse
from dateline.lexicon import countries, gazetteer, place_words
from dateline.lexicon.gazetteer import Sense, km
from dateline.reading.places import places
from dateline.reading.relative import compass, part_of
from dateline.records import Place
from tests.conftest import make_report

WORDS = gazetteer.load(), countries.load(), place_words.load()


def only(parse_of: Callable[..., Parse], text: str) -> Place:
    [place] = places(make_report(text), parse_of(text), *WORDS)
    return place


@pytest.mark.parametrize(
    "text, words, lat, lon, reach",
    [
        pytest.param("Tanks stood 50 km north of Homs.", "50 km north of Homs", 35.18, 36.71, 30, id="all stated"),
        pytest.param("Tanks stood 30 miles south of Homs.", "30 miles south of Homs", 34.29, 36.71, 30, id="miles"),
        pytest.param("Tanks stood 20 km north-east of Homs.", "20 km north-east of Homs", 34.85, 36.87, 30, id="-"),
        pytest.param("Tanks stood north of Homs.", "north of Homs", 34.86, 36.71, 40, id="no distance"),
        pytest.param("A blast 10 km from Homs killed two.", "10 km from Homs", 34.73, 36.71, 40, id="no direction"),
        pytest.param("Shells hit eastern Aleppo.", "eastern Aleppo", 36.2, 37.22, 15, id="part of a town"),
        pytest.param("Guns crossed the Turkish-Syrian border.", "Turkish-Syrian border", 36.75, 39.5, 400, id="border"),
        pytest.param("It fell near the Iraq-Iran border.", "Iraq-Iran border", 34.0, 45.8, 700, id="border by names"),
        pytest.param("It lay on Turkey's border with Syria.", "Turkey's border with Syria", 36.75, 39.5, 400, id="to"),
        pytest.param("It fell at the border between Mali and Niger.", "border between Mali and Niger", 15.3, 3.4, 400,
                     id="between"),
        pytest.param("Shells fell 20 km (12 miles) east of Homs.", "20 km (12 miles) east of Homs", 34.73, 36.94, 30,
                     id="two units"),
        pytest.param("Tanks stood two miles from Homs.", "two miles from Homs", 34.73, 36.71, 20, id="number in words"),
        pytest.param("Snipers held the rebel-held east of Aleppo.", "east of Aleppo", 36.2, 37.22, 15, id="side of"),
        pytest.param("They met in the countryside west of Aleppo.", "west of Aleppo", 36.2, 36.99, 30, id="beyond"),
        pytest.param("Planes flew over Syria's northwest.", "Syria's northwest", 35.63, 37.23, 400, id="its side"),
        pytest.param("Snow lay in the south-east of Turkey.", "south-east of Turkey", 38.37, 35.81, 700, id="two ways"),
        pytest.param("Trucks queued at the Gaza-Egypt border.", "Gaza-Egypt border", 31.27, 34.26, 10, id="no state"),
    ],
)  # fmt: skip
def test_where(parse_of: Callable[..., Parse], text: str, words: str, lat: float, lon: float, reach: int) -> None:
    place = only(parse_of, text)
    assert place.text == words and place.lat is not None and place.lon is not None
    assert abs(place.lat - lat) < 0.1 and abs(place.lon - lon) < 0.1
    assert place.precision_m is not None and place.precision_m <= reach * 1000


def test_nothing_is_known_of_half_a_border(parse_of: Callable[..., Parse]) -> None:
    text = "Guns were found at the Syrian border."
    assert places(make_report(text), parse_of(text), *WORDS) == ()


@pytest.mark.parametrize("word", ["north", "northern", "North-East", "southwestern", "west"])
def test_a_part_lies_in_the_whole(word: str) -> None:
    whole = Sense("X", 60.0, 179.9, None, "RGN", 200_000, "test")
    part = part_of(whole, word)
    assert 0 < km(whole, part) + part.precision_m / 1000 <= 240 and -180 <= part.lon <= 180
    assert compass(word) is not None


@pytest.mark.parametrize("word", ["downtown", "greater", None, "held", ""])
def test_words_that_point_nowhere(word: str | None) -> None:
    whole = Sense("X", 1.0, 1.0, None, "PPL", 9_000, "test")
    assert part_of(whole, word) == whole


def test_every_border_lies_near_both_countries() -> None:
    lands = WORDS[1]
    for row in gazetteer.table("borders"):
        border = WORDS[0].border(*row["between"])
        assert border is not None and row["source"] == "unverified"
        for code in row["between"]:
            land = lands.by_code[code]
            centre = Sense(land.name, land.lat, land.lon, code, "PCLI", 0, "test")
            assert km(border, centre) <= land.radius_km * 1.4 + 60, row
