"""`python -m faults --kills 1000`: strikes each operation in turn, at random moments, and says what was recovered."""

import argparse
import sys
import tempfile
from pathlib import Path

from faults.harness import Harness
from faults.operations import OPERATIONS
from faults.strikes import FAULTS


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
    with tempfile.TemporaryDirectory() as folder:
        harness = Harness(Path(folder), options.seed, company=options.company)
        for name in names:
            for kind, n in (("kill", options.kills), *((fault, options.faults // len(FAULTS)) for fault in FAULTS)):
                told = harness.strike(name, kind, max(1, n // len(names)))
                bad += len(told.wrong)
                others = f"; {told.looks:,} looks and {told.pages:,} pages meanwhile" if options.company else ""
                done = f"{told.recovered} of {told.struck} recovered, {told.in_time} struck at work{others}"
                print(f"{name}, {kind}: {done}", flush=True)
                for wrong in told.wrong[:5]:
                    print(f"  {wrong}", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
