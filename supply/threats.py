"""docs/threat-model.md: each threat, what is done about it, the tests that try it. `python -m supply.threats`."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "threat-model.md"
HEAD = (Path(__file__).parent / "threats.head.md").read_text(encoding="utf-8")


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
