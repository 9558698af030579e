"""How long each target was fuzzed: a line for each run, so that runs add up; docs/fuzzing.md is made of them."""

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fuzz.targets import TARGETS

NAME = "ledger.tsv"
KEPT = Path(__file__).parent / NAME
PAGE = Path(__file__).parent.parent / "docs" / "fuzzing.md"
ASKED = 20  # CPU-minutes of each target
HEAD = f"""# Fuzzing

How often and how long each parser of outside input was tried with hostile bytes: `make fuzz MINUTES={ASKED}`. The
minutes are CPU time of the process that is fuzzed. Aimed at are {ASKED} for each, without a crash, a hang (15 seconds
of CPU time for one try) or a broken promise; what each target promises is told in
[fuzz/targets.py](../fuzz/targets.py). Each find is mended and tried by every run of the tests from then on. Runs add
up: made by `python -m fuzz --ledger` from [fuzz/ledger.tsv](../fuzz/ledger.tsv).

| target | executions | CPU-minutes | finds | of these minutes, since the last find |
| --- | ---: | ---: | ---: | ---: |
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: its tries, its CPU time in seconds, whether it ended with a find, the commit that was tried."""

    target: str
    executions: int
    seconds: float
    found: bool
    commit: str

    def __str__(self) -> str:
        return f"{self.target}\t{self.executions}\t{self.seconds:.1f}\t{int(self.found)}\t{self.commit}\n"


def commit(root: Path) -> str:
    """Which commit is checked out there; "" where that cannot be told."""
    asked = ["git", "-C", str(root), "rev-parse", "--short=10", "HEAD"]
    return subprocess.run(asked, capture_output=True, text=True).stdout.strip()


def add(path: Path, runs: Iterable[Run]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.writelines(map(str, runs))


def read(path: Path) -> list[Run]:
    """The runs of a ledger, as they came; none where there is no file."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        target, executions, seconds, bad, at = line.split("\t")
        found.append(Run(target, int(executions), float(seconds), bad == "1", at))
    return found


def page(runs: list[Run]) -> str:
    """The table: a row for each target, and the sum."""
    rows, tries, minutes, finds = [], 0, 0.0, 0
    for target in TARGETS:
        mine = [run for run in runs if run.target == target]
        bad = [n for n, run in enumerate(mine) if run.found]
        since = mine[bad[-1] + 1 :] if bad else mine
        rows.append(_row(f"`{target}`", mine, len(bad), sum(run.seconds for run in since) / 60))
        tries += sum(run.executions for run in mine)
        minutes += sum(run.seconds for run in mine) / 60
        finds += len(bad)
    reached = sum(sum(run.seconds for run in runs if run.target == target) >= 60 * ASKED for target in TARGETS)
    total = f"| all | {tries:,} | {minutes:.1f} | {finds} | |\n"
    return f"{HEAD}{''.join(rows)}{total}\n{reached} of {len(TARGETS)} targets have had {ASKED} CPU-minutes or more.\n"


def _row(name: str, runs: list[Run], finds: int, since: float) -> str:
    tries, minutes = sum(run.executions for run in runs), sum(run.seconds for run in runs) / 60
    return f"| {name} | {tries:,} | {minutes:.1f} | {finds} | {since:.1f} |\n"


def taken_over(path: Path, kept: Path = KEPT, to: Path = PAGE) -> str:
    """Move the runs of a ledger to the one that is kept with the code, make the page anew; says how many."""
    new = read(path)
    add(kept, new)
    path.unlink(missing_ok=True)
    to.write_text(page(read(kept)), encoding="utf-8")
    return f"{len(new)} runs added to {to.name}"
