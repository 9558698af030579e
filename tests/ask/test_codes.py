"""Codes that there are not: each is refused, with what there is instead."""

import pytest

from dateline.ask.codes import first_part, land, no_type, sector
from dateline.errors import BadRequest


@pytest.mark.parametrize(
    ("words", "code"),
    [("syr", "SYR"), ("Syria", "SYR"), ("Syrian", "SYR"), ("igo", "IGO"), ("UNO", "UNO")],
)
def test_countries_and_slots(words: str, code: str) -> None:
    assert first_part(words) == code


@pytest.mark.parametrize("words", ["ZZZ", "", "S", "GOV", "Syria Turkey", "x" * 500])
def test_no_country(words: str) -> None:
    with pytest.raises(BadRequest, match="is no country; give its name or its three letters") as told:
        land(words)
    assert len(told.value.what) < 200
    with pytest.raises(BadRequest, match="IGO, "):
        first_part(words)
    with pytest.raises(BadRequest, match="is no country"):
        land("IGO")


def test_sectors() -> None:
    assert sector("mil") == "MIL" and sector("NGO") == "NGO" and sector("imG") == "IMG"
    for words in ("SYR", "", "army"):
        with pytest.raises(BadRequest, match=r"is no sector; give one of .*GOV, .*MIL"):
            sector(words)


def test_types_of_events() -> None:
    assert no_type("assault") is None and no_type("DISPLACE") is None
    assert no_type("asault") == "is no type of events; did you mean ASSAULT?"
    assert "is none of AGREE, CONSULT" in (no_type("NOPE") or "")
