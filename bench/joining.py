"""What joining costs as a record grows, on synthetic reports (bench/synthetic.py). Nothing is parsed.

usage: python -m bench.joining [SIZE ...] [--of KIND] [--record PATH] [--json] [--check]      (default 1000 10000)
Joins as many reports as the largest SIZE says, a hundred at a time as `dateline read` does, and prints for each SIZE
the processor time that a report took in the batches around there, by phase, its ratio to the first SIZE, and its share
of what the stock spaCy pipeline takes to parse such texts (4,000 tokens/s on two cores). The rows are in the record
before, which does not count. Beside each batch a piece of work that is always the same is timed: where other programs
keep the processor busy it takes longer, too, and the ratio is corrected by it.
KIND: news; story (all reports are of one); copies (of one report); circle (300 papers that credit each other).
With --record PATH the record stays; the same call with a larger SIZE goes on there.
"""

import argparse
import json
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.record import came
from bench.synthetic import circling, copied, made
from dateline import lexicon
from dateline.joining.graph import Graph
from dateline.joining.joiner import Joiner
from dateline.records import Reading
from dateline.run import rarely_collecting
from dateline.store.joined import Joined
from dateline.store.record import Record
from dateline.store.scaffold import Content

FLOORS = Path(__file__).parent / "floors.toml"
AT_ONCE = 100
RULES = "bench"  # the same whatever was changed in the program, so that a record can be gone on with
WINDOW = 500  # reports that a figure is taken over
TOKENS_A_SECOND = 4000
PHASES = (  # in the order in which they are printed; time spent in a phase within another counts for the inner one
    ("digests", Joiner, "add"), ("days", Joiner, "_date"), ("tellings, statements", Joiner, "_retell"),
    ("pairs", Graph, "add"), ("copies", Joiner, "_settle_copies"), ("incidents", Joiner, "_settle_incidents"),
    ("stories", Joiner, "_settle_stories"), ("links", Joiner, "_settle_statements"),
    ("edges, groups", Content, "write"), ("rows", Joined, "_write"),
)  # fmt: skip


KINDS: dict[str, Callable[[int], Reading]] = {
    "news": made, "story": partial(made, war=1.0), "copies": copied, "circle": circling,
}  # fmt: skip


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


def machine(texts: Sequence[str]) -> float:
    """Seconds for what always takes the same work: the words of some texts, counted. The middle of three."""
    taken = []
    for _ in range(3):
        begun = time.process_time()
        Counter(word for text in texts for word in text.casefold().split())
        taken.append(time.process_time() - begun)
    return sorted(taken)[1]


def joined(
    record: Record,
    sizes: Sequence[int],
    of: Callable[[int], Reading],
    told: Callable[[str], None],
    batches: list[tuple[int, float, float]],
) -> dict[int, Counter[str]]:
    """Milliseconds of processor time a report by phase, over the WINDOW reports before and after each size.

    batches: takes (reports so far, ms a report, µs of the work that is always the same) of each batch.
    """
    found = {size: Counter[str]() for size in sizes}
    over = Counter[int]()  # reports that count for each size
    texts = [made(number).report.text for number in range(20)]
    there = record.counts()["reports"] // AT_ONCE * AT_ONCE
    for first in range(there, max(sizes) + min(WINDOW, max(sizes) // 2), AT_ONCE):
        with record.together():
            for number in range(first, first + AT_ONCE):
                reading = of(number)
                if not record.has(reading.report.id):
                    record.add(reading, reading.report.text.encode(), at=came(number))
        spent: Counter[str] = Counter({"machine": machine(texts)})
        begun = time.process_time()
        with timed(spent):
            record.join(rules=RULES, at=came(first + AT_ONCE))
        spent["all"] = time.process_time() - begun  # type: ignore[assignment]
        for size in sizes:
            if size - WINDOW <= first < size + WINDOW:
                over[size] += AT_ONCE
                for name, seconds in spent.items():
                    found[size][name] += 1000 * seconds
        batches.append((first + AT_ONCE, 1000 * spent["all"] / AT_ONCE, 1e6 * spent["machine"]))
        told("{:,} reports, {:.1f} ms, {:.0f} µs".format(*batches[-1]))
    return {size: Counter({name: ms / over[size] for name, ms in its.items()}) for size, its in found.items()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sizes", metavar="SIZE", type=int, nargs="*", default=[1000, 10_000])
    options.add_argument("--json", action="store_true", help="the figures as JSON at the end")
    options.add_argument("--check", action="store_true", help="end with 1 above the ratios of bench/floors.toml")
    options.add_argument("--of", choices=tuple(KINDS), default="news", help="what the reports are")
    options.add_argument("--record", metavar="PATH", help="leave the record here")
    chosen = options.parse_args()
    sizes = sorted(chosen.sizes)
    tokens = sum(len(made(number).report.text.split()) * 1.15 for number in range(200)) / 200  # with punctuation
    lexicon.load()  # else the first batch would pay for it
    with TemporaryDirectory() as folder:
        path = Path(chosen.record or Path(folder) / "bench.db")
        with Record(path, create=True) as record:
            batches: list[tuple[int, float, float]] = []
            told = partial(print, file=sys.stderr if chosen.json else sys.stdout, flush=True)
            with rarely_collecting():  # as `dateline read` does
                cost = joined(record, sizes, KINDS[chosen.of], told, batches)
        size = path.stat().st_size / (sizes[-1] + WINDOW)
    stock = 1000 * tokens / TOKENS_A_SECOND
    found = {
        "tokens": round(tokens), "stock_ms": round(stock, 1), "bytes": round(size),
        "ratio": round(corrected(cost[sizes[-1]]) / corrected(cost[sizes[0]]), 3),
        "share_of_stock": round(cost[sizes[-1]]["all"] / stock, 3),
        "ms": {n: {name: round(ms, 2) for name, ms in cost[n].items()} for n in sizes},
        "batches": batches,
    }  # fmt: skip
    if chosen.json:
        print(json.dumps(found))
    else:
        show(found, cost)
    if chosen.check and (above := over(found)):
        raise SystemExit(f"above bench/floors.toml: {', '.join(above)}")


def corrected(cost: Mapping[str, float]) -> float:
    """What a report costs, in pieces of the work that is always the same."""
    return cost["all"] / cost["machine"]


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
    for name in (*(name for name, _, _ in PHASES), "all", "machine"):
        print(f"{name:22}" + "".join(f"{cost[n][name]:10.2f}" for n in sizes))
    print(f"ratio {found['ratio']}, share of the stock pipeline {found['share_of_stock']:.1%}")


if __name__ == "__main__":
    main()
