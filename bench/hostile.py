"""Bad input as a person meets it: the real command on files and hosts that are wrong, within limits of memory and time.

usage: python -m bench.hostile [CASE ...] [--list] [--folder FOLDER]

Prints a row of a table for each case: how the command ended, what became of its inputs, whether `dateline check` finds
the record right, the memory of the largest process, seconds, and what it said. Ends with 1 where an input is not
accounted for (in = read + unchanged + set aside), a record is not right, or a limit is met. The table stands in
docs/bad-input.md.
"""

import argparse
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench import hostile_files as files
from bench.hostile_hosts import hosts

MOST_BYTES = 6_000_000_000  # of addresses that one process may ask for; a reading process holds 1 GB at most
MOST_SECONDS = 1_800.0
COMMAND = (str(Path(sys.executable).with_name("dateline")),)
YESTERDAY = """
import dateline.run
from datetime import datetime, timedelta
class Behind(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) - timedelta(days=1)
dateline.run.datetime = Behind
from dateline.cli import main
main()
"""
_FATES = re.compile(r"(\d+) read, (\d+) unchanged, (\d+) set aside")
Fates = tuple[int, int, int]


@dataclass
class Line:
    """What a case came to. given: inputs that must have a fate; None where the source cannot tell."""

    case: str
    given: int | None = None
    codes: list[int] = field(default_factory=list)
    fates: list[Fates] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    mb: float = 0.0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def took(self, ran: "Ran") -> None:
        self.codes.append(ran.code)
        self.mb, self.seconds = max(self.mb, ran.mb), self.seconds + ran.seconds
        aside = (line for line in ran.out.splitlines() if " set aside: " in line)  # of a watch, that is data
        self.said += [line for line in (*ran.err.splitlines(), *aside) if line.strip()][:3]
        if "Traceback" in ran.err:
            self.wrong.append("it shows a traceback")
        if found := _FATES.search(ran.out):
            self.fates.append((int(found[1]), int(found[2]), int(found[3])))


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str
    mb: float
    seconds: float


class Running:
    """A command that runs. Its memory is that of its largest process."""

    def __init__(self, record: Path, *arguments: str, command: Sequence[str] = COMMAND):
        self.record = record
        self.out, self.err = (tempfile.TemporaryFile() for _ in range(2))  # noqa: SIM115  closed when it has ended
        self.begun = time.monotonic()
        line = [*command, "--record", str(record), *arguments]
        self.process = subprocess.Popen(line, stdout=self.out, stderr=self.err, preexec_fn=_limited)

    def over(self) -> bool:
        """Has it ended? It is left unwaited for, so that `ended` learns what it used."""
        return os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def workers(self) -> list[int]:
        """Its reading processes."""
        found = []
        for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
            with open(f"/proc/{pid}/cmdline", "rb") as line:
                if b"spawn_main" in line.read():
                    found.append(int(pid))
        return found

    def ended(self) -> Ran:
        while not self.over():
            if time.monotonic() - self.begun > MOST_SECONDS:
                self.process.kill()
            time.sleep(0.05)
        seconds = time.monotonic() - self.begun
        _, status, used = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        said = []
        for stream in (self.out, self.err):
            stream.seek(0)
            said.append(stream.read().decode("utf-8", "replace"))
            stream.close()
        return Ran(self.process.returncode, said[0], said[1], used.ru_maxrss / 1024, seconds)


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


def ran(record: Path, *arguments: str, command: Sequence[str] = COMMAND) -> Ran:
    return Running(record, *arguments, command=command).ended()


# -- files


def file_case(name: str, make: Callable[[Path], int | None], *options: str) -> Callable[[Path], Line]:
    """Read a file that `make` writes at a path; it gives the number of inputs in it."""

    def run(folder: Path) -> Line:
        path = folder / name
        line = Line("", make(path))
        line.took(ran(folder / "r.db", "read", str(path), *options))
        return line

    return run


def no_shard_twice(folder: Path) -> Line:
    """A crawl that is cut off, then whole: what was read is not read again, the rest is."""
    path = folder / "crawl.warc.gz"
    files.crawl(path, 200)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 3 // 5])
    line = Line("", None)
    line.took(ran(folder / "r.db", "read", str(path)))
    path.write_bytes(whole)
    line.took(ran(folder / "r.db", "read", str(path)))
    if sum(fates[0] for fates in line.fates) != 200:
        line.wrong.append("not every page was read once")
    return line


# -- processes


def killed_workers(folder: Path) -> Line:
    """Ten of its reading processes are killed, at random moments."""
    line, chance = Line("", files.rows(folder / "in.jsonl", 300)), Random(11)
    running, killed = Running(folder / "r.db", "read", str(folder / "in.jsonl"), "--jobs", "2"), 0
    while killed < 10 and not running.over():
        time.sleep(chance.uniform(0.2, 4.0))
        if workers := [] if running.over() else running.workers():
            os.kill(chance.choice(workers), signal.SIGKILL)
            killed += 1
    line.took(running.ended())
    line.said.append(f"{killed} processes killed")
    return line


def killed_writer(folder: Path) -> Line:
    """The process that writes is killed ten times at random moments; then the command is given once more."""
    line, chance = Line("", files.rows(folder / "in.jsonl", 300)), Random(12)
    arguments = ("read", str(folder / "in.jsonl"), "--jobs", "2")
    for _ in range(10):
        running = Running(folder / "r.db", *arguments)
        end = time.monotonic() + chance.uniform(1.0, 12.0)
        while time.monotonic() < end and not running.over():
            time.sleep(0.02)
        running.process.kill()
        stopped = running.ended()
        line.codes.append(stopped.code)
        line.mb, line.seconds = max(line.mb, stopped.mb), line.seconds + stopped.seconds
        if (folder / "r.db").exists() and (problem := checked(folder / "r.db")):
            line.wrong.append(f"after a kill: {problem}")
    line.took(ran(folder / "r.db", *arguments))
    return line


def two_readers(folder: Path) -> Line:
    """Two commands read the same file into the same record at once."""
    line = Line("", 2 * files.rows(folder / "in.jsonl", 150))
    both = [Running(folder / "r.db", "read", str(folder / "in.jsonl")) for _ in range(2)]
    for running in both:
        line.took(running.ended())
    line.seconds /= 2
    return line


def clock_back(folder: Path) -> Line:
    """The clock of the machine is a day behind when the second file is read, and the first is read again."""
    first, second = folder / "a.jsonl", folder / "b.jsonl"
    line = Line("", files.rows(first, 40) + files.rows(second, 40, seed=2) + 40)
    line.took(ran(folder / "r.db", "read", str(first)))
    behind = (sys.executable, "-c", YESTERDAY)
    line.took(ran(folder / "r.db", "read", str(second), str(first), command=behind))
    for command in (["log", "--verify"], ["diff", "--from", "2000", "--to", "2100"], ["export", "claims"]):
        line.codes.append(ran(folder / "r.db", *command).code)
    return line


# -- hosts


def host_case(kind: str, *, page: bool) -> Callable[[Path], Line]:
    """A feed, or the page behind a feed's item, at a host that does one thing wrong."""

    def run(folder: Path) -> Line:
        with hosts() as port:
            url = f"http://127.0.0.1:{port}/feed-to/{kind}" if page else f"http://127.0.0.1:{port}/{kind}"
            well = f"http://127.0.0.1:{port}/well"
            line = Line("", 2 if page else 1)
            line.took(ran(folder / "r.db", "watch", "--once", "--allow-private", f"127.0.0.1:{port}", url, well))
        return line

    return run


CASES: dict[str, tuple[str, Callable[[Path], Line]]] = {
    "cut-jsonl": ("JSON Lines, cut off within a line", file_case("a.jsonl", files.cut_rows)),
    "cut-parquet": ("Parquet, cut off", file_case("a.parquet", files.cut_parquet)),
    "cut-warc": ("a crawl (WARC, packed), cut off; then whole", no_shard_twice),
    "images": ("a crawl of 2,000 images, 200 MB", file_case("images.warc.gz", files.images)),
    "long": ("a report of 5 million words, .txt", file_case("long.txt", files.long_text)),
    "long-row": ("the same as a row, among 20 others", file_case("long.jsonl", files.long_row, "--jobs", "2")),
    "longest": ("a report of just under a million characters", file_case("longest.txt", files.longest)),
    "tiny": ("10,000 reports of one short sentence", file_case("tiny.jsonl", files.tiny, "--jobs", "2")),
    "workers": ("ten of two reading processes killed -9", killed_workers),
    "writer": ("the writing process killed -9 ten times", killed_writer),
    "two": ("two readers, one record, the same reports", two_readers),
    "clock": ("the clock goes back a day", clock_back),
    "feed-circles": ("a feed that redirects for ever", host_case("for-ever", page=False)),
    "feed-big": ("a feed of 2 GB", host_case("two-gb", page=False)),
    "feed-slow": ("a feed that sends a byte a minute", host_case("byte-a-minute", page=False)),
    "page-circles": ("a page that redirects for ever", host_case("for-ever", page=True)),
    "page-big": ("a page of 2 GB", host_case("two-gb", page=True)),
    "page-slow": ("a page that sends a byte a minute", host_case("byte-a-minute", page=True)),
}


def checked(record: Path) -> str | None:
    """What `dateline check` finds wrong; None where all is right."""
    looked = ran(record, "check")
    return None if looked.code == 0 else (looked.err or looked.out).strip()[:200]


def looked_at(line: Line, record: Path) -> Line:
    """The case, with what is wrong about it."""
    if record.exists() and (problem := checked(record)):
        line.wrong.append(f"dateline check: {problem}")
    told = sum(map(sum, line.fates))
    if line.given is not None and told != line.given:
        line.wrong.append(f"{line.given} in, {told} told")
    if line.seconds > MOST_SECONDS:
        line.wrong.append("it took too long")
    return line


def shown(line: Line) -> str:
    fates = "; ".join(f"{read}, {unchanged}, {aside}" for read, unchanged, aside in line.fates) or "–"
    codes = ", ".join(map(str, dict.fromkeys(line.codes)))
    said = " · ".join(dict.fromkeys(line.said))[:300]
    right = "right" if not line.wrong else f"**wrong**: {'; '.join(line.wrong)}"
    return f"| {line.case} | {codes} | {fates} | {right} | {line.mb:.0f} | {line.seconds:.0f} | {said} |"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("cases", metavar="CASE", nargs="*", choices=[*CASES, []], help="by name; default: all")
    options.add_argument("--list", action="store_true", help="names of the cases")
    options.add_argument("--folder", type=Path, help="leave the files and records of each case here")
    chosen = options.parse_args()
    if chosen.list:
        print("\n".join(f"{name:14}{what}" for name, (what, _) in CASES.items()))
        return
    print("| input | exit | read, unchanged, set aside | record | MB | s | said |\n|---|---|---|---|---:|---:|---|")
    wrong = False
    for name in chosen.cases or CASES:
        with tempfile.TemporaryDirectory() as scratch:
            folder = (chosen.folder or Path(scratch)) / name
            folder.mkdir(parents=True)
            line = CASES[name][1](folder)
            line.case = CASES[name][0]
            print(shown(looked_at(line, folder / "r.db")), flush=True)
            wrong = wrong or bool(line.wrong)
    if wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
