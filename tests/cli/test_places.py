"""`dateline places`, as a person calls it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli import main
from dateline.store.record import Record

TEXTS = {
    "a.txt": "Jets bombed a market in Idlib on Monday. Gunmen killed six people there. Turkey condemned the raid. "
    "The governor said that Idlib was quiet again.",
    "b.txt": "Shells fell on Xanzarqa on Sunday. Rebels seized the town of Saraqib in Idlib province, a doctor said.",
}


@pytest.fixture(scope="module")
def record(reading_of, tmp_path_factory) -> Path:
    path: Path = tmp_path_factory.mktemp("places") / "r.db"
    with Record(path, create=True) as made:
        for name, text in TEXTS.items():
            reading = reading_of(text, published="2016-12-01", source=name)
            made.add(reading, text.encode(), at="2020-01-01T00:00:00Z")
    return path


def called(record: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--record", str(record), "places", *arguments])


def test_list_and_search(record):
    page = called(record).stdout
    assert "Idlib" in page and "Saraqeb" in page and "± " in page
    found = json.loads(called(record, "araqi", "--json").stdout)
    assert [place["name"] for place in found] == ["Saraqeb"]  # by what a report calls it
    assert {p["country"] for p in json.loads(called(record, "--country", "Syria", "--json").stdout)} == {"SYR"}
    nothing = called(record, "--country", "PER")
    assert nothing.exit_code == 0 and not nothing.stdout and "no place fits" in nothing.stderr


def test_show_one(record):
    page = called(record, "Idlib")
    assert page.exit_code == 0
    for words in ("35.931, 36.634 ± 6 km", "lexicon/places.yaml", "place inferred", "a.txt", "The governor"):
        assert words in " ".join(page.stdout.split()), words
    shown = json.loads(called(record, "Idlib", "--json").stdout)
    assert shown["place"]["geonameid"] == 169389 and len(shown["happened"]) >= 2 and len(shown["said"]) == 1
    for same in (str(shown["place"]["geonameid"]), shown["place"]["row"]):
        assert json.loads(called(record, same, "--json").stdout) == shown


def test_what_happened_inside_a_province_is_its_own(record):
    happened = json.loads(called(record, "Idlib Governorate", "--json").stdout)["happened"]
    assert "Saraqeb" in {event["at"] for event in happened}


def test_a_country_that_acts_is_told_apart(record):
    assert "1 of 1 times the name is somebody who acts" in " ".join(called(record, "Turkey").stdout.split())


def test_what_is_asked_wrong(record):
    no_row = called(record, "plc-aaaaaaaaaaaaa")
    assert no_row.exit_code == 1 and "no place" in no_row.stderr
    no_land = called(record, "--country", "Xan")
    assert no_land.exit_code == 1 and "no country" in no_land.stderr
