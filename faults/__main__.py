"""`python -m faults --kills 1000`: strikes each operation in turn, at random moments, and says what was recovered."""

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from faults.harness import Harness, Told
from faults.operations import OPERATIONS
from faults.strikes import FAULTS, Kind

KINDS: tuple[Kind, ...] = ("kill", *FAULTS)


def table(every: Mapping[tuple[str, Kind], Told]) -> str:
    """A row for each operation, a column for each kind of strike: recovered of struck, and how many came in time."""
    lines = [f"| operation | {' | '.join(KINDS)} |", "| --- |" + " ---: |" * len(KINDS)]
    for name in dict.fromkeys(operation for operation, _ in every):
        cells = []
        for kind in KINDS:
            told = every[name, kind]
            cells.append(f"{told.recovered} of {told.struck} ({told.in_time})")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> int:
    """0 when everything was recovered."""
    asked = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    asked.add_argument("operations", nargs="*", metavar="OPERATION", help=f"some of {', '.join(OPERATIONS)}")
    asked.add_argument("--kills", type=int, default=1_000, help="kill -9 at so many random moments, all told")
    asked.add_argument("--faults", type=int, default=200, help="faults of disk and memory, all told")
    asked.add_argument("--company", action="store_true", help="while others read the record and look at its pages")
    asked.add_argument("--seed", type=int, default=1, help="of the moments")
    options = asked.parse_args()
    names = options.operations or list(OPERATIONS)
    bad = 0
    every: dict[tuple[str, Kind], Told] = {}
    with tempfile.TemporaryDirectory() as folder:
        harness = Harness(Path(folder), options.seed, company=options.company)
        for name in names:
            for kind in KINDS:
                n = options.kills if kind == "kill" else options.faults // len(FAULTS)
                told = every[name, kind] = harness.strike(name, kind, max(1, n // len(names)))
                bad += len(told.wrong)
                others = f"; {told.looks:,} looks and {told.pages:,} pages meanwhile" if options.company else ""
                done = f"{told.recovered} of {told.struck} recovered, {told.in_time} struck at work{others}"
                print(f"{name}, {kind}: {done}", flush=True)
                for wrong in told.wrong[:5]:
                    print(f"  {wrong}", file=sys.stderr)
    print(f"\nrecovered of struck (those that came while it was at work):\n\n{table(every)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
