"""Branch coverage of the packages that must not fail, each by its own tests: `make coverage`.

For each package the share of lines and branches together, as coverage.py counts it, and of branches alone. It fails
where either is below the floor. With --data it tells of an earlier run instead of making one.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
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


def run(data: Path) -> bool:
    """All tests of the packages, once; whether they passed."""
    watched = [f"--cov=dateline.{package}" for package in PACKAGES]
    command = [sys.executable, "-m", "pytest", "-q", *TESTS, *watched, "--cov-branch", "--cov-report="]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "COVERAGE_FILE": str(data)}).returncode == 0


def told(data: Path) -> list[Covered]:
    """What a run covered, by package."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            report = Path(folder) / f"{package}.json"
            command = [sys.executable, "-m", "coverage", "json", "-q", f"--data-file={data}", "-o", str(report)]
            included = f"--include=*/dateline/{package}/*"
            subprocess.run([*command, included], cwd=ROOT, check=True)
            all_of_it = json.loads(report.read_text())["totals"]
            branches, through = all_of_it["num_branches"], all_of_it["covered_branches"]
            lines, run_through = all_of_it["num_statements"], all_of_it["covered_lines"]
            found.append(Covered(package, lines + branches, run_through + through, branches, through))
    return found


def main() -> int:
    """0 when every package reaches the floor and no test failed."""
    asked = argparse.ArgumentParser(prog="python -m quality.coverage", description=__doc__)
    asked.add_argument("--data", type=Path, help="of an earlier run: a file of coverage.py")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = options.data or Path(folder) / "data"
        passed = options.data is not None or run(data)
        found = told(data)
    for one in found:
        print(one)
    return 0 if passed and all(min(one.share, one.of_branches) >= FLOOR for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
