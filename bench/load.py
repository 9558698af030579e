"""Many readers of one record while reports come in: `python -m bench.load --minutes 10 --clients 50 --streams 1000`.

Starts `dateline serve` on a record of its own, lets clients ask for pages one after another, hands reports in all the
while, opens streams of events, and tells how long answers took (wall time, as a person waits), what failed, how the
server's memory grew, and whether it stopped in good order.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

import dateline

DATELINE = str(Path(sys.executable).with_name("dateline"))
PAGES = (
    "/", "/?q=minister", "/?q=said-by:minister", "/reports", "/stories", "/timeline", "/map", "/disputes", "/actors",
    "/places", "/dossiers", "/search.json?q=bridge", "/api/v1/claims?limit=20", "/feed.atom?q=minister",
)  # fmt: skip
STRETCH = 10  # seconds
PATIENCE = 120  # seconds for an answer, and for the server to stop, before it is told as an error
THINKS = (1.0, 5.0)  # seconds that a client looks at a page
HANDED_IN = 3.0  # seconds between two reports
STORY = (
    "{town} – At least {n} people were killed near the bridge of {town} on Monday, the interior minister said.\n\n"
    "“We found {n} bodies,” he told Radio Vale. The rebels denied that they had fired.\n"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one page took. at: seconds since the beginning, when it was asked for."""

    page: str
    at: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Second:
    """The server, and the processes that read for it (0 before there are any), at one moment; since they began."""

    at: float
    memory: tuple[int, int]  # kB
    worked: tuple[float, float]  # seconds of processor time
    busy: float  # processes of the whole machine that want to run


@dataclass
class Told:
    """What a run saw."""

    began: float = 0.0  # on the clock of this process
    answers: list[Answer] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    watched: list[Second] = field(default_factory=list)
    streams: int = 0  # that were open at once
    handed_in: int = 0
    stopped: float = 0.0  # seconds from the signal to the end
    code: int | None = None

    @property
    def now(self) -> float:
        return time.monotonic() - self.began

    def share(self, part: float, answers: Sequence[Answer] | None = None) -> float:
        """Milliseconds that this part of the answers took at most."""
        seconds = sorted(one.seconds for one in (self.answers if answers is None else answers))
        return 1_000 * seconds[int(part * (len(seconds) - 1))] if seconds else 0.0

    def growth(self, of: int) -> float:
        """Memory in the last tenth as a multiple of that in the second: of the server (0), or of what reads for it (1),
        which has loaded its model by then."""
        held = [one.memory[of] for one in self.watched]
        tenth = max(1, len(held) // 10)
        early, late = held[tenth : 2 * tenth], held[-tenth:]
        return (sum(late) / len(late)) / (sum(early) / len(early)) if early and all(early) else 1.0

    def most(self, of: int) -> int:
        """MB of memory at most."""
        return max((one.memory[of] for one in self.watched), default=0) // 1024

    def worked(self, of: int) -> float:
        """Seconds of processor time."""
        return max((one.worked[of] for one in self.watched), default=0.0)

    @property
    def wanting(self) -> float:
        """The machine's load: what waits for a core beside us makes every answer slower."""
        return sum(one.busy for one in self.watched) / len(self.watched) if self.watched else 0.0

    def __str__(self) -> str:
        return (
            f"{len(self.answers):,} pages, {len(self.errors)} errors; {self._shares()}; {self.handed_in} reports handed"
            f" in; {self.streams} streams at once; the server {self.most(0)} MB, × {self.growth(0):.2f}, and"
            f" {self.worked(0):.0f} s of processor time, what reads for it {self.most(1)} MB, × {self.growth(1):.2f},"
            f" {self.worked(1):.0f} s; stopped in {self.stopped:.1f} s with {self.code}; {self.wanting:.1f} processes"
            f" at once wanted to run on {os.cpu_count()} cores"
        )

    def _shares(self, answers: Sequence[Answer] | None = None) -> str:
        return ", ".join(f"p{part} {self.share(part / 100, answers):.0f} ms" for part in (50, 95, 99))

    def tables(self) -> Iterator[str]:
        """Where the time went: page by page, and stretch by stretch."""
        for page in PAGES:
            yield f"{self._shares([one for one in self.answers if one.page == page])}  {page}"
        for start in range(0, int(self.now), STRETCH):
            within = [one for one in self.answers if start <= one.at < start + STRETCH]
            seen = [one for one in self.watched if start <= one.at < start + STRETCH]
            if seen:
                worked = [seen[-1].worked[of] - seen[0].worked[of] for of in (0, 1)]
                shares = " and ".join(f"{100 * one / max(1, len(seen) - 1):.0f} %" for one in worked)
                held = " and ".join(f"{one // 1024} MB" for one in seen[-1].memory)
                yield f"from {start} s: {len(within)} pages, {self._shares(within)}; {shares} of a core; {held}"


def visitor(address: str) -> httpx.AsyncClient:
    """Without certificates, which nobody shows here: reading them takes 30 ms of the loop that all clients share, and
    was told as time that the server took."""
    return httpx.AsyncClient(base_url=address, timeout=PATIENCE, trust_env=False, verify=False)


async def client(address: str, until: float, told: Told, seed: int) -> None:
    chance = random.Random(seed)
    async with visitor(address) as asking:
        while time.monotonic() < until:
            page = chance.choice(PAGES)
            began = told.now
            try:
                answer = await asking.get(page)
                if answer.status_code != 200:
                    told.errors.append(f"{page}: {answer.status_code}")
            except httpx.HTTPError as problem:
                told.errors.append(f"{page}: {type(problem).__name__}")
            told.answers.append(Answer(page, began, told.now - began))
            await asyncio.sleep(chance.uniform(*THINKS))


async def writer(address: str, until: float, told: Told) -> None:
    """Hands a report in, again and again; each is another."""
    async with visitor(address) as handing:
        while time.monotonic() < until:
            text = STORY.format(town=f"Tarn {told.handed_in}", n=3 + told.handed_in % 50)
            answer = await handing.post("/add", data={"text": text, "published": "2021-03-09"})
            if answer.status_code != 303:
                told.errors.append(f"/add: {answer.status_code}")
            told.handed_in += 1
            await asyncio.sleep(HANDED_IN)


async def streams(address: str, n: int, until: float, told: Told) -> None:
    """Opens n streams of events of a batch that waits for its turn, and holds them for a while."""
    host, _, port = address.removeprefix("http://").rstrip("/").partition(":")
    many = [("files", (f"{k}.txt", STORY.format(town=f"Lindal {k}", n=k).encode())) for k in range(200)]
    async with visitor(address) as handing:
        jobs = [(await handing.post("/add", files=many)).headers["location"] for _ in range(2)]
    opened = []
    try:
        for _ in range(n):
            reader, writes = await asyncio.open_connection(host, int(port))
            writes.write(
                f"GET {jobs[-1]}/events HTTP/1.1\r\nHost: {host}\r\nAccept: text/event-stream\r\n\r\n".encode()
            )
            opened.append((reader, writes))
        for reader, _ in opened:
            line = await asyncio.wait_for(reader.readline(), PATIENCE)
            told.streams += line.startswith(b"HTTP/1.1 200")
        await asyncio.sleep(max(0.0, min(5.0, until - time.monotonic())))
    finally:
        for _, writes in opened:
            writes.close()


async def watch(server: int, until: float, told: Told) -> None:
    while time.monotonic() < until:
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread or process that ended while it was looked at
            begun = [path.read_text().split() for path in Path(f"/proc/{server}/task").glob("*/children")]
            reads = [int(process) for some in begun for process in some]
            memory = _memory(server), sum(map(_memory, reads))
            worked = _worked(server), sum(map(_worked, reads))
            told.watched.append(Second(told.now, memory, worked, os.getloadavg()[0]))
        await asyncio.sleep(1)


def _memory(process: int) -> int:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize() // 1024


def _worked(process: int) -> float:
    own, kernel = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(own) + int(kernel)) / os.sysconf("SC_CLK_TCK")


async def all_at_once(address: str, process: int, told: Told, seconds: float, clients: int, open_streams: int) -> None:
    told.began = time.monotonic()
    until = told.began + seconds
    work = [client(address, until, told, n) for n in range(clients)]
    work += [writer(address, until, told), watch(process, until, told)]
    if open_streams:
        work.append(streams(address, open_streams, until, told))
    await asyncio.gather(*work)


def installed() -> dict[str, str]:
    """Python's settings for what comes compiled, as installers leave it, and not from its source."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(Path(dateline.__file__).parent)], env=env, check=True)
    return env


def load(record: Path, *, seconds: float, clients: int, open_streams: int) -> Told:
    """Serve a record under load; what was seen."""
    told = Told()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    command = [DATELINE, "serve", str(record), "--no-browser", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=installed()) as server:
        try:
            assert server.stdout is not None
            lines = []
            for line in server.stdout:
                lines.append(line)
                if line.startswith("}"):
                    break
            address = json.loads("".join(lines))["address"]
            asyncio.run(all_at_once(address, server.pid, told, seconds, clients, open_streams))
        finally:
            began = time.monotonic()
            server.send_signal(signal.SIGINT)
            try:
                told.code = server.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                server.kill()
                raise
            told.stopped = time.monotonic() - began
    return told


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    asked.add_argument("--record", type=Path, help="a record to serve a copy of; the samples without it")
    asked.add_argument("--minutes", type=float, default=10.0)
    asked.add_argument("--clients", type=int, default=50)
    asked.add_argument("--streams", type=int, default=1_000)
    asked.add_argument("--tables", action="store_true", help="tell page by page and stretch by stretch, too")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "load.db"
        if options.record:
            record.write_bytes(options.record.read_bytes())
        else:
            from dateline.samples import reports

            subprocess.run([DATELINE, "--record", record, "-q", "read", str(reports())], check=True)
        told = load(record, seconds=60 * options.minutes, clients=options.clients, open_streams=options.streams)
    print(told)
    for line in told.tables() if options.tables else ():
        print(f"  {line}")
    for error in told.errors[:10]:
        print(f"  {error}", file=sys.stderr)
    return 1 if told.errors or told.code else 0


if __name__ == "__main__":
    sys.exit(main())
