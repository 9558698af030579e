"""The report of the bench from figures made up here: what stands in its tables, plots that are SVG, parts that fail."""

import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from bench import hostile
from bench.__main__ import Bench
from bench.plots import plot
from bench.report import plots, written


def side(seconds: float, **more: Any) -> dict[str, Any]:
    return {"work": seconds, "cpu": 2 * seconds, "load": 3.0, "mb": 400.0, "reports": 100, "tokens": 50_000, **more}


def run(ours: list[float], stock: list[float]) -> dict[str, Any]:
    return {"ours": [side(s) for s in ours], "stock": [side(s, way="shards") for s in stock]}


FIGURES: dict[str, Any] = {
    "first answers": {"dateline --help": 0.21},
    "two processes": run([10.0, 8.0, 9.0], [16.0, 20.0, 18.0]),
    "Ray, one worker": run([16.0], []),
    "Ray, two workers": run([10.0], []),
    "two processes without Ray": run([8.0], []),
    "lengths": [[500, 0.05], [32_000, 3.2]],
    "memory": [[125, 300.0], [250, 305.5]],
    "joining": {
        "ms": {"1000": {"pairs": 8.0, "all": 20.0, "machine": 1.0}}, "share_of_stock": 0.21, "ratio": 1.3,
        "batches": [[100, 15.0, 900.0], [200, 16.0, 900.0]],
    },
    "searches": {"now": [12.0, 18.0, 35.0, 38.0]},
    "exports": {"jsonl": [48_000.0, 50_000.0, 53_000.0]},
}  # fmt: skip


def test_the_report_says_medians_spread_and_what_was_left_out(tmp_path: Path) -> None:
    text = written(tmp_path, FIGURES, "a machine, 2 cores", "some/input.jsonl", 600.0, ["Ray: it is not installed"])
    assert (tmp_path / "report.md").read_text(encoding="utf-8") == text
    for words in (
        "a machine, 2 cores. Texts: some/input.jsonl. It took 10.0 minutes.",
        "| two processes | 100 | 9.0 (8.0 to 10.0) | 18.0 (16.0 to 20.0) | 5,556 | 400 | 2.00 (1.60 to 2.50) |",
        "| the stock pipeline, two processes over shards | 100 | 18.0 (16.0 to 20.0) |",
        "2,500 stories an hour in CoreNLP",
        "Two workers: 1.60 times one (goal 1.6); +25% beside plain processes",
        "| dateline --help | 0.210 | 0.3 |",
        "| jsonl | 50,000 (48,000 to 53,000) |",
        "| pairs | 8.0 |",
        "Left out: Ray: it is not installed.",
    ):
        assert words in text
    for name in re.findall(r"!\[.+?\]\((.+?)\)", text):
        ElementTree.parse(tmp_path / name)
    assert len(list(tmp_path.glob("*.svg"))) == 3


def test_without_figures_there_are_no_tables(tmp_path: Path) -> None:
    assert "|" not in written(tmp_path, {}, "a machine", "some/input.jsonl", 1.0, [])
    assert plots({}) == {}


def test_a_plot_holds_every_point_within_its_frame() -> None:
    drawn = ElementTree.fromstring(plot("A < B", "x", "y", {"one": [(1, 5), (1_000, 0)], "two": [(10, 99)]}, log=True))
    dots = [one for one in drawn.iter() if one.tag.endswith("circle")]
    assert len(dots) == 3
    assert all(70 <= float(dot.attrib["cx"]) <= 620 and 46 <= float(dot.attrib["cy"]) <= 306 for dot in dots)


@pytest.mark.parametrize(
    "minutes, program, left",
    [
        pytest.param(1.0, "print('on the way'); print('[1]')", [], id="its last line is its figures"),
        pytest.param(1.0, "raise SystemExit(3)", ["part: it failed (exit code 3)"], id="it fails"),
        pytest.param(0.0, "print('[1]')", ["part: no time was left"], id="no time is left"),
    ],
)
def test_a_part_that_gives_no_figures_is_told(minutes: float, program: str, left: list[str]) -> None:
    bench = Bench(minutes, quick=True)
    bench.part("part", "-c", program)
    assert bench.left_out == left
    assert bench.figures == ({} if left else {"part": [1]})


def test_a_part_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["bench.__main__"], "GRACE", 0.2 - 3600)  # an hour is left, or the part is not begun
    bench = Bench(60.0, quick=True)
    bench.part("part", "-c", "import time; time.sleep(60)")
    assert bench.left_out == ["part: it did not end in time"]


def test_bad_input_that_is_not_accounted_for_is_wrong(tmp_path: Path) -> None:
    line = hostile.Line("three rows", given=3)
    line.took(
        hostile.Ran(3, "1 read, 0 unchanged, 1 set aside · record r.db", "set aside: b: it is no JSON", 90.0, 2.0)
    )
    looked = hostile.looked_at(line, tmp_path / "none.db")
    assert looked.wrong == ["3 in, 2 told"]
    assert hostile.shown(looked).startswith("| three rows | 3 | 1, 0, 1 | **wrong**: 3 in, 2 told | 90 | 2 |")
