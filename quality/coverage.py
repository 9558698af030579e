"""Branch coverage of the packages that must not fail, each by its own tests: `make coverage`.

For each package the share of lines and branches together, as coverage.py counts it, and of branches alone. It fails
where either is below the floor. Each folder of tests has a process of its own, so that a run that was stopped leaves in
--data what it measured: `python -m quality.coverage --data FILE FOLDER ...` adds the rest, --told only tells of it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOOR = 95.0  # per cent
PACKAGES = ("intake", "store", "ask", "web")
TESTS = (
    "tests/intake", "tests/store", "tests/ask", "tests/web", "tests/people", "tests/watching", "tests/review",
    "tests/formats", "tests/cli", "tests/test_bad_input.py", "tests/test_both_stores.py", "tests/test_library.py",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Covered:
    """Of a package: lines and branches, those that were run through, and the branches alone."""

    package: str
    of: int
    covered: int
    branches: int
    branches_covered: int

    @property
    def share(self) -> float:
        return 100 * self.covered / self.of

    @property
    def of_branches(self) -> float:
        return 100 * self.branches_covered / self.branches

    def __str__(self) -> str:
        return f"{self.package}: {self.share:.1f} % of lines and branches, {self.of_branches:.1f} % of branches alone"


def run(data: Path, tests: Iterable[str]) -> bool:
    """These tests, each folder once, added to the data; whether they passed."""
    watched = [f"--cov=dateline.{package}" for package in PACKAGES]
    command = [sys.executable, "-m", "pytest", "-q", *watched, "--cov-branch", "--cov-append", "--cov-report="]
    known = {**os.environ, "COVERAGE_FILE": str(data.resolve())}
    return not sum(subprocess.run([*command, one], cwd=ROOT, env=known).returncode for one in tests)


def told(data: Path) -> list[Covered]:
    """What runs covered, by package; those of which nothing was run through are left out."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            report = Path(folder) / f"{package}.json"
            command = [sys.executable, "-m", "coverage", "json", "-q", f"--data-file={data}", "-o", str(report)]
            included = f"--include=*/dateline/{package}/*"
            if subprocess.run([*command, included], cwd=ROOT).returncode:
                continue  # nothing of it was run through
            all_of_it = json.loads(report.read_text())["totals"]
            branches, through = all_of_it["num_branches"], all_of_it["covered_branches"]
            lines, run_through = all_of_it["num_statements"], all_of_it["covered_lines"]
            found.append(Covered(package, lines + branches, run_through + through, branches, through))
    return found


def main() -> int:
    """0 when every package reaches the floor and no test failed."""
    asked = argparse.ArgumentParser(prog="python -m quality.coverage", description=__doc__)
    asked.add_argument("tests", nargs="*", default=TESTS, metavar="FOLDER", help="some of the tests; else all")
    asked.add_argument("--data", type=Path, help="a file of coverage.py that is added to; else it is not kept")
    asked.add_argument("--told", action="store_true", help="run nothing, tell of --data")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = options.data or Path(folder) / "data"
        passed = options.told or run(data, options.tests)
        found = told(data)
    for one in found:
        print(one)
    whole = len(found) == len(PACKAGES)
    return 0 if passed and whole and all(min(one.share, one.of_branches) >= FLOOR for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
