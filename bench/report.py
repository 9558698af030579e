"""The report of a run of the bench, in Markdown, with its plots. The figures come from the parts."""

import os
import platform
import statistics
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.plots import plot

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ("one process", "two processes", "six in ten are agency copy")
GOALS = {"one process": "", "two processes": "1.3; 2.0", "six in ten are agency copy": "2.0"}
ANSWERS = {"dateline --help": 0.3, "dateline read, a new process": 4.0, "dateline.read(text), warm": 0.05}
PETRARCH = """\
Published rates of PETRARCH-2, not measured here. Its README tells of about 2,500 stories an hour in CoreNLP with the
shift-reduce parser, two instances on an iMac of 2013 (3.2 GHz i5), and then of some 900,000 sentences an hour (250 a
second) in one instance of PETRARCH-2 itself; and of a system with CoreNLP, PETRARCH-2 and Mordecai on Amazon that codes
more than 1,000 stories an hour (<https://github.com/openeventdata/petrarch2>, "Processing stories outside the
pipeline", "Does this work?"; Norris, Schrodt and Beieler 2017, doi:10.21105/joss.00133). Run on two cores of the kind
that ours is run on, with parses made beforehand, it coded 976 sentences a second, UniversalPetrarch 174: parsing is not
in those rates, and is in ours."""


def machine() -> str:
    """What a run is made on, and how busy it is before."""
    cpu = _told("/proc/cpuinfo", "model name")
    memory = _told("/proc/meminfo", "MemTotal").split()
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT).stdout
    gigabytes = int(memory[0]) / 1e6 if memory else 0
    return (
        f"{cpu or platform.machine()}, {os.cpu_count()} cores, {gigabytes:.0f} GB, {platform.system()}"
        f" {platform.release()}, Python {platform.python_version()}; load {os.getloadavg()[0]:.1f} before;"
        f" commit {commit.strip() or 'unknown'}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    )


def _told(path: str, name: str) -> str:
    """What a file of the kernel says under a name; "" where there is none."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def written(
    folder: Path, figures: Mapping[str, Any], machine: str, corpus: str, took: float, left_out: Sequence[str]
) -> str:
    """The text of the report, which is put into the folder, beside its plots."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawing in plots(figures).items():
        (folder / f"{name}.svg").write_text(drawing, encoding="utf-8")
    blocks = [
        "# What a run of the bench found",
        f"{machine}. Texts: {corpus}. It took {took / 60:.1f} minutes. Medians, with least and most in brackets.",
        _reading(figures),
        PETRARCH,
        _ray(figures),
        _answers(figures),
        _growth(figures),
        *(f"Left out: {one}." for one in left_out),
    ]
    text = "\n\n".join(block for block in blocks if block) + "\n"
    (folder / "report.md").write_text(text, encoding="utf-8")
    return text


def _spread(values: Iterable[float], digits: int = 1) -> str:
    found = sorted(values)
    middle = f"{statistics.median(found):,.{digits}f}"
    return middle if len(found) == 1 else f"{middle} ({found[0]:,.{digits}f} to {found[-1]:,.{digits}f})"


def _table(*rows: Sequence[str]) -> str:
    head, *body = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join([head, "|---" + "|---:" * (len(rows[0]) - 1) + "|", *body])


def _reading(figures: Mapping[str, Any]) -> str:
    rows: list[Sequence[str]] = []
    head = ("reading, joining, storing", "reports", "s by the clock", "s of processors", "tokens/s", "MB a process",
            "times the stock rate, by the clock", "by processors", "goal")  # fmt: skip
    for name in (name for name in BESIDE if name in figures):
        ours, stock = figures[name]["ours"], figures[name]["stock"]
        pairs = list(zip(ours, stock, strict=True))
        tokens = stock[0]["tokens"]
        rows.append((
            name, f"{ours[0]['reports']:.0f}", *_costs(ours, tokens),
            *(_spread((other[key] / own[key] for own, other in pairs), 2) for key in ("work", "cpu")), GOALS[name],
        ))  # fmt: skip
        way = {"n_process": ", n_process=2", "shards": ", two processes over shards"}.get(stock[0].get("way", ""), "")
        rows.append((f"the stock pipeline{way}", f"{ours[0]['reports']:.0f}", *_costs(stock, tokens), "", "", ""))
    return _table(head, *rows) if rows else ""


def _costs(side: Sequence[Mapping[str, Any]], tokens: float) -> tuple[str, ...]:
    work = [one["work"] for one in side]
    rates = f"{tokens / statistics.median(work):,.0f}"
    return _spread(work), _spread(one["cpu"] for one in side), rates, f"{max(one['mb'] for one in side):.0f}"


def _ray(figures: Mapping[str, Any]) -> str:
    names = ("Ray, one worker", "Ray, two workers", "two processes without Ray")
    rows: list[Sequence[str]] = [("on Ray", "reports", "s by the clock", "s to start")]
    for name in (name for name in names if name in figures):
        ours = figures[name]["ours"]
        times = [_spread(one[key] for one in ours) for key in ("work", "load")]
        rows.append((name, f"{ours[0]['reports']:.0f}", *times))
    if len(rows) < 4:
        return _table(*rows) if len(rows) > 1 else ""
    one, two, plain = (statistics.median(run["work"] for run in figures[name]["ours"]) for name in names)
    beside = f"{two / plain - 1:+.0%} beside plain processes (goal: at most +15 %)"
    return f"{_table(*rows)}\n\nTwo workers: {one / two:.2f} times one (goal 1.6); {beside}."


def _answers(figures: Mapping[str, Any]) -> str:
    rows = [("first answers", "s by the clock", "goal")]
    rows += [(name, f"{found:.3f}", f"{ANSWERS[name]:g}") for name, found in figures.get("first answers", {}).items()]
    blocks = [_table(*rows)] if len(rows) > 1 else []
    if searches := figures.get("searches"):
        its = [(name, *(f"{ms:.0f}" for ms in found)) for name, found in searches.items()]
        blocks.append(_table(("ms a search", "median", "3 in 4", "95 in 100", "worst"), *its))
    if exports := figures.get("exports"):
        its = [(name, _spread(found, 0)) for name, found in exports.items()]
        blocks.append(_table(("export of claims (goal 50,000)", "rows/s of processor time"), *its))
    return "\n\n".join(blocks)


def _growth(figures: Mapping[str, Any]) -> str:
    told = []
    if lengths := figures.get("lengths"):
        its = [(f"{words:,}", f"{seconds:.2f}", f"{1e6 * seconds / words:.0f}") for words, seconds in lengths]
        told.append(_table(("words of one report", "s of processor time", "ms a thousand words"), *its))
    if memory := figures.get("memory"):
        told.append(_table(("reports read", "MB"), *((f"{n:,}", f"{mb:.0f}") for n, mb in memory)))
    for name in (name for name in ("joining", "joining one dense story") if name in figures):
        found = figures[name]
        sizes = list(found["ms"])
        its = [(part, *(f"{found['ms'][size][part]:.1f}" for size in sizes)) for part in found["ms"][sizes[0]]
               if part != "machine"]  # fmt: skip
        told.append(_table((f"{name}, ms a report at", *(f"{int(size):,}" for size in sizes)), *its))
        share = f"{found['share_of_stock']:.0%} of what the stock pipeline takes at the last size"
        told.append(f"{share}; {found['ratio']:.2f} times what the first size took, by work that is always the same.")
    return "\n\n".join([*told, *(f"![{name}]({name}.svg)" for name in plots(figures))])


def plots(figures: Mapping[str, Any]) -> dict[str, str]:
    """Name -> SVG, of what was measured."""
    found = {}
    if lengths := figures.get("lengths"):
        title, lines = "Reading one report", {"": [(words, seconds) for words, seconds in lengths]}
        found["lengths"] = plot(title, "words", "s of processor time", lines)
    if memory := figures.get("memory"):
        lines = {"": [(n, mb) for n, mb in memory]}
        found["memory"] = plot("A process that reads on and on", "reports read", "MB", lines, log=True)
    joining = {name: figures[name]["batches"] for name in ("joining", "joining one dense story") if name in figures}
    if joining:
        lines = {name: [(n, ms) for n, ms, _ in batches] for name, batches in joining.items()}
        found["joining"] = plot("Joining a report", "reports in the record", "ms of processor time", lines)
    return found
