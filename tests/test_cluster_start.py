"""What is left when Ray does not start, and whether what docs/cluster.md hands out can be right. No Ray is started."""

import os
import re
import shlex
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dateline import cluster
from dateline.cli import main
from dateline.errors import DatelineError
from dateline.pool import LARGEST
from tests.command import PATIENCE
from tests.tables import table

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGE = (DOCS / "cluster.md").read_text(encoding="utf-8")
SCRIPT = DOCS / "cluster" / "slurm.sh"
MANIFEST: Any = table(DOCS / "cluster" / "raycluster.yaml")


class NeverStarts:
    """As Ray when its parts do not hear of each other in time: some of them go on."""

    def init(self, **_: object) -> None:
        part = subprocess.Popen(["sh", "-c", "sleep 300 & wait"])
        while not cluster.offspring(part.pid):
            time.sleep(0.01)
        raise RuntimeError("the parts did not hear of each other")

    def shutdown(self) -> None:
        pass


def sleeping() -> set[int]:
    """Processes of this one that sleep; one that is dead has no command, or is not there any more."""
    found = set()
    for pid in cluster.offspring():
        with suppress(FileNotFoundError, ProcessLookupError):
            if b"sleep" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.add(pid)
    return found


def test_nothing_is_left_running_when_ray_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_ray", lambda _address: NeverStarts())
    with subprocess.Popen(["sleep", "300"]) as ours:  # of somebody else: it stays
        with pytest.raises(DatelineError, match="there is no Ray cluster"), cluster.Cluster("local", 2):
            pass
        left = sleeping()
        ours.kill()
    assert left == {ours.pid}


# -- what docs/cluster.md hands out

NAME = {"type": "string", "pattern": "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"}
CPU, MEMORY = ({"type": "string", "pattern": pattern} for pattern in (r"^[0-9]+m?$", "^[0-9]+(Mi|Gi)$"))


def closed(required: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An object with these keys and no others."""
    its = {**required, **more}
    return {"type": "object", "properties": its, "required": [*required], "additionalProperties": False}


def items(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of, "minItems": 1}


AMOUNT = closed({"cpu": CPU, "memory": MEMORY})
IMAGE = {"type": "string", "pattern": r"^[a-z0-9.-]+(/[a-z0-9._-]+)+:[A-Za-z0-9._-]+$"}
MOUNT = closed({"name": NAME, "mountPath": {"type": "string", "pattern": "^/"}})
CONTAINER = closed(
    {"name": NAME, "image": IMAGE, "resources": closed({"requests": AMOUNT, "limits": AMOUNT})},
    volumeMounts=items(MOUNT),
)
VOLUME = closed({"name": NAME, "persistentVolumeClaim": closed({"claimName": NAME})})
POD = closed({"spec": closed({"containers": items(CONTAINER)}, volumes=items(VOLUME))})
PARAMS = {"type": "object", "additionalProperties": {"type": "string"}}  # KubeRay takes strings only
COUNT = {"type": "integer", "minimum": 0}
WORKERS = closed(
    {"groupName": NAME, "rayStartParams": PARAMS, "template": POD}, replicas=COUNT, minReplicas=COUNT, maxReplicas=COUNT
)
CLUSTER = closed(
    {
        "apiVersion": {"const": "ray.io/v1"},
        "kind": {"const": "RayCluster"},
        "metadata": closed({"name": NAME}),
        "spec": closed(
            {"headGroupSpec": closed({"rayStartParams": PARAMS, "template": POD}), "workerGroupSpecs": items(WORKERS)},
            rayVersion={"type": "string"},
        ),
    }
)


def pods() -> Iterator[Any]:
    spec = MANIFEST["spec"]
    for group in (spec["headGroupSpec"], *spec["workerGroupSpecs"]):
        yield group["template"]["spec"]


def test_the_manifest_has_the_fields_that_kuberay_knows() -> None:
    jsonschema.validate(MANIFEST, CLUSTER)
    for pod in pods():
        volumes = {volume["name"] for volume in pod.get("volumes", ())}
        for container in pod["containers"]:
            assert {mount["name"] for mount in container.get("volumeMounts", ())} == volumes
            assert container["resources"]["requests"] == container["resources"]["limits"]
    assert len({container["image"] for pod in pods() for container in pod["containers"]}) == 1


def test_versions_are_those_that_are_pinned() -> None:
    [ray] = re.findall(r"^ray==(\S+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M)
    [ours] = re.findall(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    assert MANIFEST["spec"]["rayVersion"] == ray
    assert f"dateline[ray]=={ours}" in (DOCS / "cluster" / "Dockerfile").read_text(encoding="utf-8")
    assert all(container["image"].endswith(f":{ours}") for pod in pods() for container in pod["containers"])


def test_readers_have_a_cpu_and_the_memory_that_they_may_grow_to() -> None:
    workers = MANIFEST["spec"]["workerGroupSpecs"][0]
    [container] = workers["template"]["spec"]["containers"]
    amount = container["resources"]["limits"]
    cpus, bytes_ = int(amount["cpu"]), int(amount["memory"].removesuffix("Gi")) << 30
    assert bytes_ >= cpus * LARGEST + int(workers["rayStartParams"]["object-store-memory"])
    assert f"--jobs {workers['replicas'] * cpus} " in PAGE


def ray_options(command: str) -> set[str]:
    scripts = pytest.importorskip("ray.scripts.scripts")
    return {name for param in getattr(scripts, command).params for name in param.opts}


def test_ray_knows_every_option_that_is_given_to_it(calls: list[list[str]]) -> None:
    spec = MANIFEST["spec"]
    groups = (spec["headGroupSpec"], *spec["workerGroupSpecs"])
    assert {f"--{name}" for group in groups for name in group["rayStartParams"]} <= ray_options("start")
    for line in calls:
        if line[0] == "ray":
            given = {word.partition("=")[0] for word in line[2:]}
            assert given <= ray_options(line[1]), line


def parsed(line: list[str]) -> dict[str, Any]:
    """The options of a `dateline` command, as that command takes them. click raises for what it does not know."""
    at = next(number for number, word in enumerate(line) if word in main.commands)
    command = main.commands[line[at]]
    with (
        main.make_context("dateline", line[: at + 1]) as outer,
        command.make_context(line[at], line[at + 1 :], parent=outer) as inner,
    ):
        return dict(inner.params)


def test_the_commands_of_the_page_are_ours() -> None:
    fenced = "\n".join(re.findall(r"```\n(.*?)```", PAGE, re.DOTALL))
    found = [line for line in fenced.splitlines() if line.startswith("dateline ")]
    found += [line.replace("\n", " ") for line in re.findall(r"`(dateline [^`]+)`", PAGE)]
    assert len(found) >= 6
    for line in found:
        parsed(shlex.split(line, comments=True)[1:])


STUBS = {
    "scontrol": 'printf "node1\\nnode2\\nnode3\\n"',
    "srun": 'while [[ $1 == --* ]]; do shift; done; exec "$@"',
    "ray": """IFS='|'; echo "ray|$*" >> "$CALLS\"""",
    "dateline": """IFS='|'; echo "dateline|$*" >> "$CALLS\"""",  # one write a line: several write at once
}


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """What the Slurm script calls on three machines of eight CPUs."""
    folder = tmp_path_factory.mktemp("slurm")
    for name, body in STUBS.items():
        (folder / name).write_text(f"#!/bin/bash\n{body}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    job = {"SLURM_JOB_NODELIST": "node[1-3]", "SLURM_JOB_NUM_NODES": "3", "SLURM_CPUS_PER_TASK": "8"}
    subprocess.run(
        ["bash", str(SCRIPT), "/scratch/news.db", "/scratch/crawl/*.warc.gz"],
        env={"PATH": f"{folder}:{os.environ['PATH']}", "CALLS": str(folder / "calls"), **job},
        check=True, timeout=PATIENCE,
    )  # fmt: skip
    until = time.monotonic() + PATIENCE  # what was started in the background may come last
    while len(lines := (folder / "calls").read_text(encoding="utf-8").splitlines()) < 4 and time.monotonic() < until:
        time.sleep(0.02)
    return [line.split("|") for line in lines]


def test_the_slurm_script_starts_ray_everywhere_and_reads_with_all_of_it(calls: list[list[str]]) -> None:
    starts = [line for line in calls if line[:2] == ["ray", "start"]]
    assert sorted("--head" in line for line in starts) == [False, True]
    cpus = [int(word.partition("=")[2]) for line in starts for word in line if word.startswith("--num-cpus=")]
    [read] = [line for line in calls if line[0] == "dateline"]
    its = parsed(read[1:])
    assert its["jobs"] == 2 * max(cpus) + min(cpus)
    assert (its["engine"], its["address"]) == ("ray", "node1:6379")
    assert its["sources"] == ("/scratch/crawl/*.warc.gz",)


def test_the_slurm_script_says_what_it_needs() -> None:
    done = subprocess.run(["bash", str(SCRIPT)], capture_output=True, text=True)
    assert done.returncode and "name the record" in done.stderr
