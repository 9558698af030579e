"""What the README shows is there: its commands, and its Python."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from dateline.cli import main

README = Path(__file__).resolve().parent.parent / "README.md"


def test_commands_are_there() -> None:
    named = set(re.findall(r"^dateline ([a-z]+)", README.read_text(encoding="utf-8"), re.M))
    assert len(named) > 10 and named <= set(main.commands)


def test_no_command_is_missing_in_the_reference() -> None:
    """README links it; `make docs` makes it."""
    assert "(docs/commands.md)" in README.read_text(encoding="utf-8")
    reference = (README.parent / "docs" / "commands.md").read_text(encoding="utf-8")
    assert re.findall(r"^### (dateline .+)$", reference, re.M) == list(paths(main, "dateline"))


def paths(group: click.Group, above: str) -> Iterator[str]:
    """Every command, with those inside of it."""
    for name, command in sorted(group.commands.items()):
        yield f"{above} {name}"
        if isinstance(command, click.Group):
            yield from paths(command, f"{above} {name}")


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README.read_text(encoding="utf-8"))
    assert [link for link in links if not (README.parent / link).exists()] == []


def test_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import dateline
    from dateline.samples import folder

    monkeypatch.chdir(tmp_path)
    with dateline.open("dateline.db", create=True) as record:
        record.read(sorted((folder() / "reports").glob("0[12]*"))[:4])
    [code] = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    exec(compile(code, "README.md", "exec"), {})
    assert "minister" in capsys.readouterr().out
