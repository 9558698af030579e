"""How many rows of a record does an export write a second?

usage: python -m bench.exporting RECORD [--kind claims] [--runs N] [--json]    (python -m bench.record makes RECORD)

Writes all rows of a kind to nowhere, in each format for every kind, and prints rows a second of processor time: median,
least and most. Beside it what reading the rows alone takes.
"""

import argparse
import io
import json
import statistics
import time
from collections.abc import Callable

from dateline.ask.kinds import Everything
from dateline.formats import FORMATS, write
from dateline.store.record import Record


class Nowhere(io.RawIOBase):
    """Takes what is written."""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return memoryview(data).nbytes  # type: ignore[arg-type]


def rate(work: Callable[[], int], runs: int) -> list[float]:
    """Rows a second, of each run, least first."""
    found = []
    for _ in range(runs):
        begun = time.process_time()
        n = work()
        found.append(n / (time.process_time() - begun))
    return sorted(found)


def rates(path: str, kind: str, runs: int) -> dict[str, list[float]]:
    def written(form: str) -> int:
        with Record(path) as record:
            return write(form, kind, Everything(record), Nowhere()).rows  # type: ignore[arg-type]

    def read() -> int:
        with Record(path) as record:
            return sum(1 for _ in Everything(record).rows(kind))

    return {"rows alone": rate(read, runs)} | {form: rate(lambda form=form: written(form), runs) for form in FORMATS}  # type: ignore[misc]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("record")
    options.add_argument("--kind", default="claims")
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--json", action="store_true", help="print figures only")
    chosen = options.parse_args()
    found = rates(chosen.record, chosen.kind, chosen.runs)
    if chosen.json:
        print(json.dumps(found))
        return
    for name, its in found.items():
        print(f"{name:12} {statistics.median(its):10,.0f} rows/s ({its[0]:,.0f} to {its[-1]:,.0f})")


if __name__ == "__main__":
    main()
