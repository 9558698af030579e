"""Word lists are read once and kept; an edited list is read anew, and nothing depends on what is kept."""

from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest

from dateline.errors import BadLexicon
from dateline.lexicon.load import WORTH_KEEPING, table

load = import_module("dateline.lexicon.load")  # the module; the package has a function of this name


@pytest.fixture
def lists(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of word lists of our own, every one worth keeping, and an empty cache folder."""
    monkeypatch.setattr(load, "files", lambda _: tmp_path)
    monkeypatch.setattr(load, "WORTH_KEEPING", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def kept(lists: Path) -> list[str]:
    return sorted(path.name for path in (lists / "cache").rglob("*.json"))


def test_kept_under_the_hash_of_the_file(lists: Path) -> None:
    (lists / "birds.yaml").write_text("- {name: wren}")
    assert table("birds") == table("birds") == [{"name": "wren"}]
    first = kept(lists)
    (lists / "birds.yaml").write_text("- {name: owl}")
    assert table("birds") == [{"name": "owl"}]
    assert len(first) == len(kept(lists)) == 1 and first != kept(lists)


def test_what_was_damaged_is_read_anew(lists: Path) -> None:
    (lists / "birds.yaml").write_text("[wren]")
    table("birds")
    next((lists / "cache").rglob("*.json")).write_text("[wr")
    assert table("birds") == ["wren"]


@pytest.mark.parametrize("text", ["{1: wren}", "since: 2016-12-09"], ids=["number as key", "date"])
def test_what_json_would_change_is_not_kept(lists: Path, text: str) -> None:
    (lists / "birds.yaml").write_text(text)
    assert table("birds") == table("birds")
    assert kept(lists) == []


def test_no_folder_to_keep_it_in(lists: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load.shelf, "folders", lambda: iter([lists / "birds.yaml"]))
    (lists / "birds.yaml").write_text("[wren]")
    assert table("birds") == ["wren"]


def test_no_yaml(lists: Path) -> None:
    (lists / "birds.yaml").write_text("[wren")
    with pytest.raises(BadLexicon, match="birds"):
        table("birds")


def test_ours_are_worth_it() -> None:
    assert len(files("dateline.lexicon").joinpath("places.yaml").read_text(encoding="utf-8")) > WORTH_KEEPING
