"""Changes of the code that the tests have to notice: what is changed, and that a change is told from none."""

from pathlib import Path

import pytest

from faults.mutants import concerned, judged, mutants

CODE = """
def larger(one: int, other: int | None = None) -> bool:
    if other is None or one == 0:
        raise ValueError("nothing to compare", 1)
    return one > other + 1
"""


def test_what_is_changed(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(CODE)
    found = {(one.old, one.new) for one in mutants(tmp_path, "x.py")}
    assert {
        ("other is None", "other is not None"),
        ("one == 0", "one != 0"),
        ("0", "1"),
        ("one > other + 1", "one >= other + 1"),
        ("other is None or one == 0", "other is None and one == 0"),
        ("other + 1", "other - 1"),
        ("1", "2"),
        ("return one > other + 1", "return None"),
        ("if other is None or one == 0:", "if not (other is None or one == 0):"),
    } == found  # fmt: skip  neither annotations nor the words of errors


@pytest.mark.parametrize(("asserted", "noticed"), [("larger(3, 1)", True), ("larger(30, 1)", False)])
def test_a_change_is_noticed_by_tests_that_look(tmp_path: Path, asserted: str, noticed: bool) -> None:
    (tmp_path / "x.py").write_text(CODE)
    (tmp_path / "test_x.py").write_text(f"from x import larger\n\ndef test_it():\n    assert {asserted}\n")
    one = next(one for one in mutants(tmp_path, "x.py") if one.old == "other + 1")
    if noticed:
        one = next(one for one in mutants(tmp_path, "x.py") if one.old.startswith("return"))
    through = {"x.py": {one.line: ["test_x.py::test_it"]}}
    assert judged(tmp_path, one, through, {"test_x.py::test_it": 1}) is noticed
    assert (tmp_path / "x.py").read_text() == CODE


def test_a_line_that_no_test_runs_through_is_not_looked_after(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(CODE)
    assert not judged(tmp_path, next(mutants(tmp_path, "x.py")), {}, {})


@pytest.mark.parametrize(
    ("body", "noticed"),
    [
        pytest.param("    while larger(3, 1):\n        break\n    else:\n        while True:\n            pass\n", True,
                     id="only-the-change-never-ends"),
        pytest.param("    while True:\n        larger(3, 1)\n", False, id="the-tests-never-end"),
    ],
)  # fmt: skip
def test_what_never_ends_is_noticed_if_it_is_the_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, noticed: bool
) -> None:
    monkeypatch.setattr("faults.mutants.LONGEST", 8)  # to begin takes a quarter of one, on a slow machine more
    (tmp_path / "x.py").write_text(CODE)
    (tmp_path / "test_x.py").write_text(f"from x import larger\n\ndef test_it():\n{body}")
    one = next(one for one in mutants(tmp_path, "x.py") if one.old.startswith("return"))
    assert judged(tmp_path, one, {"x.py": {one.line: ["test_x.py::test_it"]}}, {"test_x.py::test_it": 1}) is noticed


def test_later_turns_notice_what_the_first_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faults.mutants.AT_ONCE", 1)
    (tmp_path / "x.py").write_text(CODE)
    (tmp_path / "test_x.py").write_text(
        "from x import larger\n\ndef test_a():\n    larger(3, 1)\n\ndef test_b():\n    assert larger(3, 1)\n"
    )
    one = next(one for one in mutants(tmp_path, "x.py") if one.old.startswith("return"))
    tests = {f"test_x.py::test_{name}": n for n, name in enumerate("ab", 1)}
    assert judged(tmp_path, one, {"x.py": {one.line: list(tests)}}, tests)


def test_those_that_are_about_the_file_come_first() -> None:
    lines = {1: [], 2: ["all", "own"], 3: ["own", "all"], 4: ["all"]}
    breadth = {"all": 300, "own": 5}
    assert concerned(lines, 2, breadth) == ["own", "all"] and concerned(lines, 4, breadth) == ["all"]
    assert concerned(lines, 1, breadth) == ["own", "all"]  # it runs when the file is imported
    assert concerned(lines, 5, breadth) == []  # nothing runs through it
