"""Floors only rise, and the quality page says the same for the same figures."""

from pathlib import Path

import pytest

from dateline.errors import BadRequest
from dateline.measure import corpus, floors
from dateline.measure.figures import Figure, agreement, share
from dateline.measure.floors import Section
from dateline.measure.page import Measured, page

FIGURES = [*agreement("dyad", 6, 10, 20), share("answers", 3, 4)]


def test_floors_are_just_under_and_never_fall() -> None:
    first = floors.raised(Section("gsr-dev", 40, "", ()), FIGURES, "abc")
    assert first.floors == (("dyad.f1", 0.398), ("answers", 0.748))  # precision and recall stand under their F1
    worse = floors.raised(first, [Figure("dyad.f1", 0.1), Figure("answers", 0.9)], "abc")
    assert worse.floors == (("dyad.f1", 0.398), ("answers", 0.898))


def test_precision_and_recall_without_an_f1_get_one() -> None:
    figures = [share("time.recall", 1, 2), share("time.precision", 1, 1)]
    section = floors.raised(Section("seeds", 0, "", ()), figures, "abc")
    assert section.floors == (("time.f1", 0.664),)
    assert floors.below(section, [share("time.recall", 3, 4), share("time.precision", 3, 4)]) == []
    assert floors.below(section, [share("time.recall", 1, 4), share("time.precision", 1, 1)]) == [
        "seeds: time.f1 is 0.400, its floor 0.664"
    ]


def test_below_names_the_figure() -> None:
    section = Section("gsr-dev", 0, "", (("dyad.f1", 0.5), ("gone", 0.1), ("answers", 0.75)))
    assert floors.below(section, FIGURES) == [
        "gsr-dev: dyad.f1 is 0.400, its floor 0.500",
        "gsr-dev: gone is 0.000, its floor 0.100",
    ]


def test_floors_file_comes_back(tmp_path: Path) -> None:
    sections = (Section("samples", 0, "12ab", (("answers", 0.5),)), Section("gsr-dev", 40, "", (("dyad.f1", 0.25),)))
    path = tmp_path / "floors.toml"
    path.write_text(floors.written(sections), encoding="utf-8")
    assert floors.load(path) == sections


def test_page_shows_peer_and_floor() -> None:
    measured = Measured("gsr-dev", 161, "0123456789ab", agreement("dyad_and_type", 1, 2, 4), {"dyad_and_type.f1": 0.3})
    text = page([measured])
    assert "| dyad_and_type.f1 | 0.333 |  | 0.300 | PETRARCH-2 0.264 |" in text
    assert "161 reports, fingerprint `0123456789ab`" in text
    assert page([measured]) == text


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="has no gold"):
        corpus.check(tmp_path)


def test_a_folder_with_an_unknown_name_is_refused(tmp_path: Path) -> None:
    for name in ("input.jsonl", "gold.jsonl"):
        (tmp_path / name).write_text("", encoding="utf-8")
    with pytest.raises(BadRequest, match="does not say what it measures"):
        corpus.check(tmp_path)


def test_fingerprint_notices_a_changed_file(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("{}\n", encoding="utf-8")
    before = corpus.fingerprint(tmp_path)
    assert corpus.fingerprint(tmp_path) == before
    (tmp_path / "gold.jsonl").write_text("{} \n", encoding="utf-8")
    assert corpus.fingerprint(tmp_path) != before
