"""docs/threat-model.md: each threat, what is done about it, the tests that try it. `python -m supply.threats`."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "threat-model.md"
HEAD = """# Threat model

Who could want to harm a record or its readers: whoever writes what is read (pages, feeds, files), whoever can reach a
served record, another page in the reader's browser, whoever supplies a package, a machine that fails. Each row is
tried by the tests it names; one of them missing fails the suite. `make fuzz`, `make crash`, `make penetration` and
`make load`
do for long what the suite does briefly. [SECURITY.md](../SECURITY.md) says what does not hold, and how to report.

| threat | what Dateline does | tried by |
| --- | --- | --- |
"""


def threats() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "threats.yaml").read_text(encoding="utf-8"))
    return found


def page() -> str:
    rows = []
    for one in threats():
        tried = "<br>".join(f"[{test.partition('::')[2]}](../tests/{test.partition('::')[0]})" for test in one["tests"])
        rows.append(f"| {one['threat']} | {one['does']} | {tried} |\n")
    return HEAD + "".join(rows)


def missing() -> Iterator[str]:
    """Tests that are named and do not exist."""
    for one in threats():
        for test in one["tests"]:
            file, _, name = test.partition("::")
            path = ROOT / "tests" / file
            there = ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if path.is_file() else ()
            if not any(isinstance(node, ast.FunctionDef) and node.name == name for node in there):
                yield test


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
