"""The tutorial runs from start to end, and what it shows was looked at and is there."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

TUTORIAL = Path(__file__).resolve().parent.parent / "docs" / "tutorial.ipynb"


def code_cells(notebook: Any) -> list[Any]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def test_its_outputs_are_there_and_clean() -> None:
    notebook = json.loads(TUTORIAL.read_text(encoding="utf-8"))
    cells = code_cells(notebook)
    assert len(cells) > 10 and [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    silent = [cell["source"] for cell in cells if not cell["outputs"]]
    assert silent == []
    assert not re.search(r'"output_type": "error"|Traceback|/tmp/|/home/|/root/|<script', json.dumps(notebook))


def test_it_runs_from_start_to_end(tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    notebook = nbformat.read(TUTORIAL, as_version=4)
    nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(tmp_path)}}).execute()
    told = [out for cell in code_cells(notebook) for out in cell["outputs"] if out["output_type"] == "error"]
    assert told == [] and list(tmp_path.iterdir()) == []
