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
from dataclasses import dataclass, field
from pathlib import Path

import httpx

DATELINE = str(Path(sys.executable).with_name("dateline"))
PAGES = (
    "/", "/?q=minister", "/?q=said-by:minister", "/reports", "/stories", "/timeline", "/map", "/disputes", "/actors",
    "/places", "/dossiers", "/search.json?q=bridge", "/api/v1/claims?limit=20", "/feed.atom?q=minister",
)  # fmt: skip
THINKS = (1.0, 5.0)  # seconds that a client looks at a page
HANDED_IN = 3.0  # seconds between two reports
STORY = (
    "{town} – At least {n} people were killed near the bridge of {town} on Monday, the interior minister said.\n\n"
    "“We found {n} bodies,” he told Radio Vale. The rebels denied that they had fired.\n"
)


@dataclass
class Told:
    """What a run saw."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)  # kB of the server, once a second
    busy: list[float] = field(default_factory=list)  # processes of the whole machine that want to run, once a second
    streams: int = 0  # that were open at once
    handed_in: int = 0
    stopped: float = 0.0  # seconds from the signal to the end
    code: int | None = None

    def share(self, part: float) -> float:
        """Milliseconds that this part of the answers took at most."""
        return 1_000 * sorted(self.seconds)[int(part * (len(self.seconds) - 1))] if self.seconds else 0.0

    @property
    def growth(self) -> float:
        """The server's memory in the last tenth, as a multiple of that in the second."""
        tenth = max(1, len(self.memory) // 10)
        early, late = self.memory[tenth : 2 * tenth], self.memory[-tenth:]
        return (sum(late) / len(late)) / (sum(early) / len(early)) if early and late else 1.0

    @property
    def wanting(self) -> float:
        """The machine's load: what waits for a core beside us makes every answer slower."""
        return sum(self.busy) / len(self.busy) if self.busy else 0.0

    def __str__(self) -> str:
        return (
            f"{len(self.seconds):,} pages, {len(self.errors)} errors; p50 {self.share(0.5):.0f} ms, "
            f"p95 {self.share(0.95):.0f} ms, p99 {self.share(0.99):.0f} ms; {self.handed_in} reports handed in; "
            f"{self.streams} streams at once; memory {max(self.memory, default=0) // 1024} MB, × {self.growth:.2f}; "
            f"stopped in {self.stopped:.1f} s with {self.code}; {self.wanting:.1f} processes at once wanted to run on"
            f" {os.cpu_count()} cores"
        )


async def client(address: str, until: float, told: Told, seed: int) -> None:
    chance = random.Random(seed)
    async with httpx.AsyncClient(base_url=address, timeout=30, trust_env=False) as asking:
        while time.monotonic() < until:
            page = chance.choice(PAGES)
            began = time.monotonic()
            try:
                answer = await asking.get(page)
                if answer.status_code != 200:
                    told.errors.append(f"{page}: {answer.status_code}")
            except httpx.HTTPError as problem:
                told.errors.append(f"{page}: {type(problem).__name__}")
            told.seconds.append(time.monotonic() - began)
            await asyncio.sleep(chance.uniform(*THINKS))


async def writer(address: str, until: float, told: Told) -> None:
    """Hands a report in, again and again; each is another."""
    async with httpx.AsyncClient(base_url=address, timeout=60, trust_env=False) as handing:
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
    async with httpx.AsyncClient(base_url=address, timeout=60, trust_env=False) as handing:
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
            line = await asyncio.wait_for(reader.readline(), 30)
            told.streams += line.startswith(b"HTTP/1.1 200")
        await asyncio.sleep(max(0.0, min(5.0, until - time.monotonic())))
    finally:
        for _, writes in opened:
            writes.close()


async def watch(process: int, until: float, told: Told) -> None:
    while time.monotonic() < until:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        told.memory.append(pages * resource.getpagesize() // 1024)
        told.busy.append(os.getloadavg()[0])
        await asyncio.sleep(1)


async def all_at_once(address: str, process: int, told: Told, seconds: float, clients: int, open_streams: int) -> None:
    until = time.monotonic() + seconds
    work = [client(address, until, told, n) for n in range(clients)]
    work += [writer(address, until, told), watch(process, until, told)]
    if open_streams:
        work.append(streams(address, open_streams, until, told))
    await asyncio.gather(*work)


def load(record: Path, *, seconds: float, clients: int, open_streams: int) -> Told:
    """Serve a record under load; what was seen."""
    told = Told()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    command = [DATELINE, "serve", str(record), "--no-browser", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
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
            told.code = server.wait(60)
            told.stopped = time.monotonic() - began
    return told


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    asked.add_argument("--record", type=Path, help="a record to serve a copy of; the samples without it")
    asked.add_argument("--minutes", type=float, default=10.0)
    asked.add_argument("--clients", type=int, default=50)
    asked.add_argument("--streams", type=int, default=1_000)
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
    for error in told.errors[:10]:
        print(f"  {error}", file=sys.stderr)
    return 1 if told.errors or told.code else 0


if __name__ == "__main__":
    sys.exit(main())
