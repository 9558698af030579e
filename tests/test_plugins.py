"""A package that adds a reader, a stage, a format and words; and one that is broken. Both installed beside us."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from dateline.lexicon.load import added
from tests.command import COMMAND, PATIENCE

GOOD = '''
from dateline.formats.exchange.common import Format, Written
from dateline.records import How
from dateline.stages import Stage

print("loaded", file=open("loaded.txt", "a"))


def read(name, data):
    """Tales: one report after each line of dashes, its title first."""
    for part in data.decode().split("----\\n"):
        title, _, text = part.partition("\\n")
        yield {"id": title, "title": title, "text": text, "published": "2016-12-17"}


def tally(source, out):
    rows = list(source.rows("claims"))
    out.write(f"{len(rows)} claims\\n".encode())
    return Written(len(rows), {"too short": 1})


TALLY = Format("tally", {"claims": tally})
ACTORS = """
persons:
- name: Orla Quist
  gender: f
  roles: [{title: harbour master, org: Port of Dunmore, code: "IRL:GOV"}]
  source: ours
"""


def loud(report, claims):
    if "never" in report.text:
        raise ValueError("a word too many")
    return tuple(c for c in claims if "quiet" not in c.text)


STAGE = Stage("claims", ("report", "claims"), loud)
'''
POINTS = """
[dateline.readers]
tale = harbour:read
[dateline.formats]
tally = harbour:TALLY
[dateline.stages]
loud = harbour:STAGE
[dateline.lexicons]
actors = harbour:ACTORS
"""
TALES = (
    "Harbour open\nThe port is open, Orla Quist said on Friday. The sea is quiet, the ministry said.\n"
    "----\nHarbour shut\nThe port will never open, the ministry said.\n"
)


def installed(folder: Path, name: str, code: str, points: str) -> None:
    """A package of one module, with its metadata, as pip would leave it."""
    (folder / f"{name}.py").write_text(code)
    info = folder / f"{name}-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text(points)


def dateline(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))
    environment: Mapping[str, str] = os.environ | {"PYTHONPATH": paths}
    return subprocess.run(
        [COMMAND, "--record", "r.db", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    installed(folder, "harbour", GOOD, POINTS)
    (folder / "two.tale").write_text(TALES)
    return folder


@pytest.fixture(scope="module")
def read(good: Path) -> subprocess.CompletedProcess[str]:
    assert not (good / "loaded.txt").exists()
    for arguments in (["--help"], ["export", "--help"]):
        assert dateline(good, *arguments).returncode == 0
    assert not (good / "loaded.txt").exists(), "a plugin is loaded for --help"
    return dateline(good, "read", "two.tale")


def test_a_reader_a_stage_and_words(good: Path, read: subprocess.CompletedProcess[str]) -> None:
    assert read.returncode == 3 and "1 read, 0 unchanged, 1 set aside" in read.stdout, read.stderr
    assert "plugin 'loud' of harbour 1.2 (dateline.stages): ValueError: a word too many" in read.stderr
    claims = [json.loads(line) for line in dateline(good, "export", "claims").stdout.splitlines()]
    assert [(claim["sources"][0]["name"], claim["sources"][0]["code"]) for claim in claims] == [
        ("Orla Quist", "IRL:GOV")
    ]
    assert claims[0]["how"]["version"].endswith("+harbour-1.2")
    [report] = [json.loads(line) for line in dateline(good, "export", "reports").stdout.splitlines()]
    assert (report["headline"], report["published"]) == ("Harbour open", "2016-12-17")


def test_a_format(good: Path, read: subprocess.CompletedProcess[str]) -> None:
    done = dateline(good, "export", "claims", "--format", "tally", "-o", "out.tally")
    assert done.returncode == 0 and (good / "out.tally").read_text() == "1 claims\n" and "1 too short" in done.stderr
    done = dateline(good, "export", "events", "--format", "tally")
    assert done.returncode == 1 and "tally carries no events" in done.stderr
    assert "did you mean tally?" in dateline(good, "export", "events", "--format", "taly").stderr


BROKEN = """
[dateline.formats]
gone = wreck:GONE
wrong = wreck:WRONG
[dateline.readers]
tale = wreck:read
"""


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("broken")
    installed(folder, "wreck", "WRONG = 7\ndef read(name, data):\n    return 1 / 0\n", BROKEN)
    (folder / "a.tale").write_text(TALES)
    (folder / "b.txt").write_text("The port is open, the ministry said on Friday.")
    return folder


def test_a_broken_plugin_is_named_and_harms_nothing_else(broken: Path) -> None:
    done = dateline(broken, "read", "a.tale", "b.txt")
    assert done.returncode == 3 and "1 read, 0 unchanged, 1 set aside" in done.stdout
    assert "plugin 'tale' of wreck 1.2 (dateline.readers) failed: ZeroDivisionError" in done.stderr
    assert dateline(broken, "export", "claims").returncode == 0
    for name, words in (
        ("gone", "cannot be loaded: AttributeError"),
        ("wrong", "is no formats.exchange.common.Format"),
    ):
        done = dateline(broken, "export", "claims", "--format", name)
        assert done.returncode == 1 and f"plugin '{name}' of wreck 1.2 (dateline.formats) {words}" in done.stderr
        assert "pip uninstall wreck" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("points, words", [
    ("[dateline.stages]\nbad = wreck2:STAGE", "is no stages.Stage"),
    ("[dateline.lexicons]\nactors = wreck2:WORDS", "does not fit into lexicon/actors.yaml"),
    ("[dateline.lexicons]\nactors = wreck2:SECTIONS", "sections ['spells'] are unknown"),
])  # fmt: skip
def test_a_broken_stage_or_lexicon_stops_the_run(tmp_path: Path, points: str, words: str) -> None:
    installed(tmp_path, "wreck2", "STAGE = 7\nWORDS = '[a list]'\nSECTIONS = 'spells: []'\n", points)
    (tmp_path / "b.txt").write_text("The port is open, the ministry said on Friday.")
    done = dateline(tmp_path, "read", "b.txt")
    assert done.returncode == 1 and words in done.stderr and "wreck2" in done.stderr and "Traceback" not in done.stderr


def test_tables_are_added_up_and_nothing_is_replaced() -> None:
    assert added({"a": [1], "b": {"c": 2}}, {"a": [3], "b": {"d": 4}}) == {"a": [1, 3], "b": {"c": 2, "d": 4}}
    with pytest.raises(ValueError, match="would become"):
        added({"a": "x"}, {"a": "y"})


def test_without_plugins_nothing_is_looked_for(tmp_path: Path) -> None:
    code = "import sys; from dateline.cli import main; print('dateline.plugins' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE)
    assert done.stdout == "False\n", done.stderr
