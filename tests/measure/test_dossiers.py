"""The gold of dossiers is well formed, the samples reach the goal, and the seeds tell what they are known to tell."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.joining.dossiers import ceasefires, talks
from dateline.measure import dossiers
from dateline.measure.reading import exported, inputs_of
from dateline.run import read_one
from dateline.samples import folder

GOAL = 0.90
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "seeds"


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Any]]:
    return exported(read_one(raw) for raw in inputs_of(folder()))


def test_dossiers_of_the_samples_equal_gold(rows: dict[str, list[Any]]) -> None:
    gold = dossiers.gold_of(folder() / "dossiers")
    figures = {figure.name: figure.value for figure in dossiers.score(gold, rows)}
    misses: list[str] = []
    for kind in dossiers.KINDS:
        dossiers.judged(kind, gold[kind], rows, misses)
    assert figures["dossier.cells"] >= GOAL, misses


def test_no_cell_of_the_samples_is_without_evidence(rows: dict[str, list[Any]]) -> None:
    known = {row["id"] for made in rows.values() for row in made}
    for kind in dossiers.KINDS:
        for row in rows[kind]:
            rests = {one["field"]: one["ids"] for one in row["evidence"]}
            assert all(ids and set(ids) <= known for ids in rests.values())
            free = {"id", "ceasefire", "undated", "sources", "agreed", "evidence"}
            filled = {name for name, value in row.items() if value not in (None, []) and name not in free}
            assert filled <= rests.keys()


def test_gold_names_known_cells() -> None:
    extra = {"report", "words", "maybe", "unsure", "name", "steps"}
    for kind, entries in dossiers.gold_of(folder() / "dossiers").items():
        for entry in entries:
            assert entry.keys() <= {*dossiers.CELLS[kind], *extra}, entry
            for step in entry.get("steps", ()):
                assert step.keys() <= {*dossiers.CELLS["steps"], *extra}, step


def test_a_wrong_cell_and_a_missing_row_cost(rows: dict[str, list[Any]]) -> None:
    gold = {"control": [{"report": "009_full_control.html", "words": "The rebels keep Idlib", "state": "took"}]}
    answers, found, asked, _, _ = dossiers.judged("control", gold["control"], rows)
    assert (found, asked) == (1, 1) and not dict(answers)["state"] and not dict(answers)["holder"]
    none = [{"report": "009_full_control.html", "words": "Post staff and agencies", "state": "took"}]
    answers, found, asked, _, _ = dossiers.judged("control", none, rows)
    assert found == 0 and not any(right for _, right in answers)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed reports are not here")
def test_the_seeds_tell_of_the_truce(reading_of: Callable[..., Any]) -> None:
    readings = [read_one(raw) for raw in inputs_of(SEEDS)]
    agreed = [row for row in ceasefires(readings) if row.party and row.party.code in ("TUR:GOV", "RUS:GOV")]
    assert len({row.ceasefire for row in agreed}) == 1
    row = agreed[0]
    assert [step.state for step in row.steps] == ["announced", "suspended"]
    assert [step.state for step in row.evacuation] == ["continues"] and row.evacuation[0].said_by
    [meeting] = [one for one in talks(readings) if one.id in row.next_talks]
    assert meeting.venue is not None and meeting.venue.name == "Moscow" and meeting.when == "2016-12-27"
    assert [party.name for party in meeting.parties] == ["Turkey", "Iran", "Russia"]
    assert row.written is None and row.mechanism is None and row.effective is None
