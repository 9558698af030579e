"""What joining costs as a record grows, on synthetic reports (bench/synthetic.py). Nothing is parsed.

usage: python -m bench.joining [SIZE ...] [--json]      (default 1000 10000)
Joins as many reports as the largest SIZE says, a hundred at a time as `dateline read` does, and prints for each SIZE
the processor time that a report took around there, by phase, its ratio to the first SIZE, and its share of what the
stock spaCy pipeline takes to parse such texts (4,000 tokens/s on two cores).
"""

import argparse
import json
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.record import came
from bench.synthetic import made
from dateline.joining.graph import Graph
from dateline.joining.joiner import Joiner
from dateline.records import Reading, Report
from dateline.store.joined import Joined
from dateline.store.record import Record
from dateline.store.scaffold import Content
from dateline.version import joining_rules

FLOORS = Path(__file__).parent / "floors.toml"
AT_ONCE = 100
WINDOW = 500  # reports that a figure is taken over
TOKENS_A_SECOND = 4000
PHASES = (  # in the order in which they are printed; time spent in a phase within another counts for the inner one
    ("digests", Joiner, "add"), ("days", Joiner, "_date"), ("tellings, statements", Joiner, "_retell"),
    ("pairs", Graph, "add"), ("copies", Joiner, "_settle_copies"), ("incidents", Joiner, "_settle_incidents"),
    ("stories", Joiner, "_settle_stories"), ("links", Joiner, "_settle_statements"),
    ("edges, groups", Content, "write"), ("rows", Joined, "_write"),
)  # fmt: skip


class Made:
    """Serves made reports by id, as a record would."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.making = 0.0  # seconds that were spent here, which a record would spend on reading

    def reading(self, report_id: str) -> Reading:
        begun = time.process_time()
        found = made(self.numbers[report_id])
        self.making += time.process_time() - begun
        return found

    def row(self, row_id: str) -> Report:
        return self.reading(row_id).report


@contextmanager
def timed(spent: Counter[str]) -> Iterator[None]:
    """While it is open the phases are timed, each without those within it."""
    inside: list[float] = []

    def wrapped(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any) -> Any:
            inside.append(0.0)
            begun = time.process_time()
            try:
                return work(*args)
            finally:
                taken = time.process_time() - begun
                spent[name] += taken - inside.pop()  # type: ignore[assignment]
                if inside:
                    inside[-1] += taken

        return run

    former = [(kind, method, getattr(kind, method)) for _, kind, method in PHASES]
    for (name, kind, method), (_, _, work) in zip(PHASES, former, strict=True):
        setattr(kind, method, wrapped(name, work))
    try:
        yield
    finally:
        for kind, method, work in former:
            setattr(kind, method, work)


def joined(
    record: Record, sizes: Sequence[int], told: Callable[[str], None], whole: bool = False
) -> dict[int, Counter[str]]:  # fmt: skip
    """Milliseconds of processor time a report by phase, over the WINDOW reports before and after each size.

    whole: the rows of the reports are put into the record first, which does not count, and are read from there.
    """
    db = record._db
    if not whole:
        db.run("PRAGMA foreign_keys = OFF")
    stored, found, total = Made(), {size: Counter[str]() for size in sizes}, 0.0
    for first in range(0, max(sizes) + WINDOW, AT_ONCE):
        batch = [made(number) for number in range(first, first + AT_ONCE)]
        stored.numbers.update({reading.report.id: first + k for k, reading in enumerate(batch)})
        if whole:
            with record.together():
                for number, reading in enumerate(batch, first):
                    record.add(reading, reading.report.text.encode(), at=came(number))
        spent: Counter[str] = Counter()
        stored.making = 0.0
        begun = time.process_time()
        with timed(spent):
            if whole:
                record.join(rules=joining_rules(), at=came(first + AT_ONCE))
            else:
                with db.transaction():
                    record.joined.join(batch, stored, "bench", 1)
        taken = time.process_time() - begun - stored.making
        spent["all"] = taken  # type: ignore[assignment]
        total += taken
        for size in sizes:
            if size - WINDOW <= first < size + WINDOW:
                for name, seconds in spent.items():
                    found[size][name] += 1000 * seconds / min(2 * WINDOW, size + WINDOW)  # type: ignore[assignment]
        if first % 1000 == 0:
            mean = 1000 * total / (first + AT_ONCE)
            told(f"{first + AT_ONCE:,} reports, {mean:.1f} ms each so far, {10 * taken:.1f} now")
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sizes", metavar="SIZE", type=int, nargs="*", default=[1000, 10_000])
    options.add_argument("--json", action="store_true", help="print figures only")
    options.add_argument("--check", action="store_true", help="end with 1 above the ratios of bench/floors.toml")
    options.add_argument("--record", metavar="PATH", help="put all rows into a record here, and leave it there")
    chosen = options.parse_args()
    sizes = sorted(chosen.sizes)
    tokens = sum(len(made(number).report.text.split()) * 1.15 for number in range(200)) / 200  # with punctuation
    with TemporaryDirectory() as folder:
        path = Path(chosen.record or Path(folder) / "bench.db")
        with Record(path, create=True) as record:
            told = (lambda line: None) if chosen.json else (lambda line: print(line, flush=True))
            cost = joined(record, sizes, told, bool(chosen.record))
        size = path.stat().st_size / (sizes[-1] + WINDOW)
    stock = 1000 * tokens / TOKENS_A_SECOND
    found = {
        "tokens": round(tokens), "stock_ms": round(stock, 1), "bytes": round(size),
        "ratio": round(cost[sizes[-1]]["all"] / cost[sizes[0]]["all"], 3),
        "share_of_stock": round(cost[sizes[-1]]["all"] / stock, 3),
        "ms": {n: {name: round(ms, 2) for name, ms in cost[n].items()} for n in sizes},
    }  # fmt: skip
    if chosen.json:
        print(json.dumps(found))
    else:
        show(found, cost)
    if chosen.check and (above := over(found)):
        raise SystemExit(f"above bench/floors.toml: {', '.join(above)}")


def over(found: Mapping[str, Any]) -> list[str]:
    """The ratios that are above what they may be; growth only where two sizes were measured."""
    most = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["joining"]
    first = min(found["ms"])
    share = found["ms"][first]["all"] / found["stock_ms"]
    asked = (("share_of_stock", share), ("growth", found["ratio"] if len(found["ms"]) > 1 else 0.0))
    return [f"{name} {value:.2f}" for name, value in asked if value > most[name]]


def show(found: Mapping[str, Any], cost: Mapping[int, Counter[str]]) -> None:
    """A table of the phases by size."""
    sizes = sorted(cost)
    print(f"{found['tokens']} tokens a report, {found['stock_ms']} ms of the stock pipeline; {found['bytes']:,} bytes")
    print(f"{'ms a report at':22}" + "".join(f"{n:>10,}" for n in sizes))
    for name in (*(name for name, _, _ in PHASES), "all"):
        print(f"{name:22}" + "".join(f"{cost[n][name]:10.2f}" for n in sizes))
    print(f"ratio {found['ratio']}, share of the stock pipeline {found['share_of_stock']:.1%}")


if __name__ == "__main__":
    main()
