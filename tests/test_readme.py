"""What the README shows is there: its commands, and its Python."""

import re
from pathlib import Path

import pytest

from dateline.cli import main

README = Path(__file__).resolve().parent.parent / "README.md"


def test_commands_are_there() -> None:
    named = set(re.findall(r"^dateline ([a-z]+)", README.read_text(encoding="utf-8"), re.M))
    assert len(named) > 10 and named <= set(main.commands)


def test_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import dateline
    from dateline.samples import folder

    monkeypatch.chdir(tmp_path)
    with dateline.open("dateline.db", create=True) as record:
        record.read(sorted((folder() / "reports").glob("0[12]*"))[:4])
    [code] = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    exec(compile(code, "README.md", "exec"), {})
    assert "minister" in capsys.readouterr().out
