"""The index of towns: built once, whole or not at all, and somewhere else when the cache folder cannot be written."""

import tempfile
from pathlib import Path

import pytest

from dateline.errors import BadLexicon
from dateline.lexicon import shelf, town_index
from dateline.lexicon.town_index import TownIndex, ready

ROWS = [
    {"geonameid": 1, "name": "Dūma", "latitude": 33.5, "longitude": -36.25, "countrycode": "SY", "population": 9,
     "admin1code": "08", "alternatenames": ["Douma", "DMA", "دوما"]},
    {"geonameid": 2, "name": "Douma", "latitude": 34.2, "longitude": 35.84, "countrycode": "LB", "population": 99,
     "admin1code": "", "alternatenames": []},
]  # fmt: skip


@pytest.fixture
def few_towns(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Two towns instead of 235,000, and a cache folder and a temporary folder of our own."""
    monkeypatch.setattr(town_index, "_rows", lambda: iter(ROWS))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def test_round_trip(few_towns: Path) -> None:
    index = TownIndex(ready())
    lebanese, syrian = index.find("douma")
    assert (lebanese.name, lebanese.iso2, lebanese.admin1, lebanese.main) == ("Douma", "LB", "", True)
    assert (syrian.name, syrian.lat, syrian.lon, syrian.admin1, syrian.main) == ("Dūma", 33.5, -36.25, "08", False)
    assert index.find("dma") == [] and index.find("xyz") == []


def test_built_once(few_towns: Path, caplog: pytest.LogCaptureFixture) -> None:
    first = ready()
    assert "once" in caplog.text
    caplog.clear()
    before = first.stat().st_mtime_ns
    assert ready() == first and first.stat().st_mtime_ns == before and caplog.text == ""
    assert [path.name for path in first.parent.iterdir()] == [first.name]  # nothing temporary is left


@pytest.mark.parametrize("damage", [b"", b"not an index", None], ids=["empty", "foreign", "cut short"])
def test_a_damaged_file_is_built_again(few_towns: Path, damage: bytes | None) -> None:
    path = ready()
    path.write_bytes(path.read_bytes()[:-5] if damage is None else damage)
    assert len(TownIndex(ready()).find("douma")) == 2


def test_without_a_cache_folder_the_temporary_one_serves(few_towns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (few_towns / "cache").write_text("a file where the folder should be")
    assert ready().is_relative_to(few_towns / "temporary")
    assert len(TownIndex(ready()).find("douma")) == 2


def test_without_any_folder_it_says_what_to_do(few_towns: Path) -> None:
    for name in ("cache", "temporary"):
        (few_towns / name).write_text("a file where the folder should be")
    with pytest.raises(BadLexicon, match="XDG_CACHE_HOME"):
        ready()


def test_a_folder_that_is_read_only_is_read(few_towns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = ready()
    monkeypatch.setattr(shelf, "keep", lambda *_: pytest.fail("nothing is to be written"))
    assert ready() == there
