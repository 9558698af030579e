"""What is handed on: pinned, licensed, listed, built twice the same, and silent on the network."""

import gzip
import io
import json
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from supply.audit import FINE, NOT_DONE, VULNERABLE, verdict
from supply.build import build, packed_again
from supply.licences import closure, declared, refused

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
NO_NETWORK = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        raise SystemExit(f"asked the network: {event} {arguments}")

sys.addaudithook(refuse)
from dateline.cli import main
main(sys.argv[1:])
"""


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
    assert parts["bomFormat"] == "CycloneDX"
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
    run = subprocess.run(
        [sys.executable, "-c", NO_NETWORK, "demo"], cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stdout[-500:] + run.stderr[-500:]
    assert "claim" in run.stdout


def test_the_guard_of_the_network_would_notice(tmp_path: Path) -> None:
    asking = NO_NETWORK.split("from dateline")[0] + "import socket\nsocket.create_connection(('127.0.0.1', 9))"
    run = subprocess.run([sys.executable, "-c", asking], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert run.returncode != 0
    assert "asked the network" in run.stderr
