"""What is handed on: pinned, licensed, listed, built twice the same, and silent on the network."""

import gzip
import io
import json
import os
import platform
import re
import signal
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from dateline.samples import reports
from supply.audit import FINE, NOT_DONE, VULNERABLE, verdict
from supply.build import build, packed_again
from supply.licences import closure, declared, refused

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ONLY_LINUX = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="system calls are filtered on Linux, x86-64"
)
NO_NETWORK = """
import os, sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        print(f"asked the network: {event} {arguments}", file=sys.stderr, flush=True)
        os._exit(9)  # whatever would have caught an exception

sys.addaudithook(refuse)
"""
NO_NETWORK_BELOW = """
from faults.strikes import CONNECTS, forbidden
forbidden(CONNECTS)  # of this process and all that it starts, whatever they are written in
"""
COMMANDS = """
from dateline.cli import main
for line in sys.argv[1:]:
    try:
        main(line.split())
    except SystemExit as ended:
        if ended.code:
            raise
"""
MAIN_JOB = (
    "read {samples}/003_deal.txt {samples}/008_ambassador.html --jobs 2", "find aleppo", "check --deep",
    "export all -o {folder}/out", "backup {folder}/copy.db", "restore {folder}/copy.db --to {folder}/again.db",
)  # fmt: skip


def called(script: str, *lines: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A script as a process of its own, which finds the packages beside the project too."""
    command = [sys.executable, "-c", script, *lines]
    known = {**os.environ, "PYTHONPATH": str(ROOT), "DATELINE_RECORD": str(folder / "r.db")}
    return subprocess.run(command, cwd=folder, env=known, capture_output=True, text=True, timeout=300)


def test_every_package_is_pinned_with_its_hashes() -> None:
    pinned = [line for line in LOCK.splitlines() if re.match(r"[a-z0-9]", line)]
    assert len(pinned) > 50
    loose = [line for line in pinned if not re.match(r"[a-z0-9._-]+==[\w.!+]+ \\$", line)]
    assert loose == []
    parts = re.split(r"(?m)^(?=[a-z0-9])", LOCK)[1:]
    assert [part.split()[0] for part in parts if "--hash=sha256:" not in part] == []
    assert "://" not in re.sub(r"(?m)^\s*#.*$", "", LOCK), "names are enough: no address of a registry"


def test_whatever_is_handed_on_may_be() -> None:
    packages = closure("dateline")
    assert {"spacy", "lxml", "fastapi", "pg8000", "mcp", "ray"} <= packages
    assert {"pytest", "atheris"}.isdisjoint(packages), "for development only"
    rows = declared(packages)
    assert sorted(packages - rows.keys()) == []
    assert {name: licence for name, (_, licence) in rows.items() if refused(licence)} == {}


@pytest.mark.parametrize(
    ("licence", "fits"),
    [
        pytest.param("MIT", True, id="plain"),
        pytest.param("Apache-2.0 OR GPL-2.0-only", True, id="one-of-two-fits"),
        pytest.param("GNU General Public License v3 (GPLv3)", False, id="gpl"),
        pytest.param("GNU Affero General Public License v3", False, id="affero"),
        pytest.param("MIT License; GNU General Public License v2 (GPLv2)", True, id="two-classifiers-are-a-choice"),
        pytest.param("UNKNOWN", False, id="unknown-is-not-allowed"),
        pytest.param("Commercial", False, id="not-looked-at"),
    ],
)
def test_a_licence_is_judged(licence: str, fits: bool) -> None:
    assert (refused(licence) is None) is fits


@pytest.mark.parametrize(
    ("answer", "code", "says"),
    [
        pytest.param(None, NOT_DONE, "NOT DONE", id="no-answer-at-all"),
        pytest.param({"dependencies": [{"name": "a", "version": "1", "vulns": []}]}, FINE, "1 of 1", id="clean"),
        pytest.param(
            {"dependencies": [{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "not found"}]},
            NOT_DONE,
            "no answer about b",
            id="one-of-two-looked-up-is-not-done",
        ),
        pytest.param(
            {"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]}]},
            VULNERABLE,
            "a 1: X-1, mended in 2",
            id="known-defect",
        ),
    ],
)
def test_an_audit_that_could_not_ask_is_not_done(answer: dict[str, object] | None, code: int, says: str) -> None:
    found, lines = verdict(answer)
    assert found == code
    assert says in "\n".join(lines)


def test_the_list_of_parts_names_every_package(tmp_path: Path) -> None:
    out = tmp_path / "sbom.json"
    subprocess.run(["make", "-s", "sbom", f"SBOM={out}", f"BIN={Path(sys.executable).parent}"], cwd=ROOT, check=True)
    parts = json.loads(out.read_text(encoding="utf-8"))
    schema = JsonStrictValidator(SchemaVersion.from_version(parts["specVersion"]))
    assert schema.validate_str(out.read_text(encoding="utf-8")) is None and parts["bomFormat"] == "CycloneDX"
    named = {(part["name"], part["version"]) for part in parts["components"]}
    pinned = set(re.findall(r"(?m)^([a-z0-9._-]+)==([\w.!+]+)", LOCK))
    assert named == pinned


def test_the_archive_holds_nothing_of_who_packed_it() -> None:
    made = []
    for when, owner, order in ((1, "one", ("b", "a")), (2, "two", ("a", "b"))):
        raw = io.BytesIO()
        with tarfile.open(fileobj=raw, mode="w:gz") as archive:
            for name in order:
                member = tarfile.TarInfo(name)
                member.size, member.mtime, member.uname = 3, when, owner
                archive.addfile(member, io.BytesIO(b"abc"))
        made.append(packed_again(raw.getvalue(), 1_700_000_000))
    assert made[0] == made[1]
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(made[0]))) as packed:
        assert packed.getnames() == ["a", "b"]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a checkout can be built")
def test_built_twice_it_is_the_same_bytes(tmp_path: Path) -> None:
    once, again = build(tmp_path / "once"), build(tmp_path / "again")
    assert [path.name.rsplit("-", 1)[-1] for path in once] == ["any.whl", "0.1.0.tar.gz"]
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in again]


def test_the_main_job_never_asks_the_network(tmp_path: Path) -> None:
    guard = NO_NETWORK + (NO_NETWORK_BELOW if sys.platform == "linux" and platform.machine() == "x86_64" else "")
    lines = [line.format(samples=reports(), folder=tmp_path) for line in MAIN_JOB]
    run = called(guard + COMMANDS, *lines, folder=tmp_path)
    assert run.returncode == 0, run.stdout[-500:] + run.stderr[-500:]
    assert " read, 0 unchanged, 0 set aside" in run.stdout and "Aleppo" in run.stdout
    assert (tmp_path / "out" / "claims.jsonl").stat().st_size and (tmp_path / "again.db").stat().st_size


def test_the_guard_of_the_network_would_notice(tmp_path: Path) -> None:
    asking = "import socket, contextlib\nwith contextlib.suppress(Exception):\n socket.create_connection(('::1', 9))"
    run = called(NO_NETWORK + asking, folder=tmp_path)
    assert run.returncode == 9 and "asked the network" in run.stderr


@ONLY_LINUX
def test_the_guard_would_notice_what_is_started_too(tmp_path: Path) -> None:
    asking = "import socket; socket.create_connection(('127.0.0.1', 9))"
    starts = f"import subprocess\nprint(subprocess.run([sys.executable, '-c', {asking!r}]).returncode)"
    run = called(NO_NETWORK + NO_NETWORK_BELOW + starts, folder=tmp_path)
    assert (run.returncode, run.stdout) == (0, f"{-signal.SIGSYS}\n"), run.stderr
