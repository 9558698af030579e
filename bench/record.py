"""Makes a record of synthetic reports (bench/synthetic.py), for measuring search, history and export.

usage: python -m bench.record PATH [N] [--no-join] [--json]      (default 100000 reports)
The rows are put into the record as a reader would; nothing is parsed. Stopped at any point, the same call goes on.
"""

import argparse
import json
import time
from datetime import UTC, datetime, timedelta

from bench.synthetic import readings
from dateline.run import join_new
from dateline.store.record import Record

FIRST = datetime(2014, 1, 6, tzinfo=UTC)


def came(number: int) -> str:
    """When a report was put in."""
    return (FIRST + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%SZ")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("path")
    options.add_argument("n", type=int, nargs="?", default=100_000)
    options.add_argument("--no-join", action="store_true", help="only put the rows in")
    options.add_argument("--json", action="store_true", help="print figures at the end")
    chosen = options.parse_args()
    begun = time.process_time()
    with Record(chosen.path, create=True) as record:
        for number, reading in enumerate(readings(chosen.n)):
            if not record.has(reading.report.id):
                record.add(reading, reading.report.text.encode(), at=came(number))
            if number % 10_000 == 9_999:
                print(f"{number + 1:,} reports put in, {time.process_time() - begun:.0f} s", flush=True)
        if not chosen.no_join:
            last = came(chosen.n)
            print(f"{join_new(record, clock=lambda: last):,} reports joined, {time.process_time() - begun:.0f} s")
        if chosen.json:
            print(json.dumps({"reports": chosen.n, "seconds": time.process_time() - begun}))


if __name__ == "__main__":
    main()
