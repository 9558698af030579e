"""Adding reports in the page: files dropped or text pasted, read one batch after another, each one's fate told as it
comes. What is refused is refused whole and with its reason; what was read is in the record, report by report.
"""

import asyncio
import json
import queue
import re
import secrets
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from fastapi import FastAPI, Request, Response
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, StreamingResponse

from dateline.errors import DatelineError
from dateline.web.answers import as_json, params_of
from dateline.web.params import BadParameter, NotThere
from dateline.web.reading import Batch, Fate, Reader
from dateline.web.reviewing import who
from dateline.web.site import Site

MOST_FILES = 200
MOST_TEXT = 4_000_000  # bytes of a pasted text
KEPT_JOBS = 100
IDLE = 600.0  # seconds without a batch after which the process that reads is let go
PULSE = 0.2  # seconds between two looks at a job by a stream of events
QUIET = 75  # looks without news after which a stream says that it is there
State = Literal["waiting", "reading", "done", "failed"]
_NO_NAME = re.compile(r"[\x00-\x1f\x7f/\\]+")


@dataclass
class Job:
    """What becomes of one batch that was handed in. Written by the thread that hands it on, looked at by others."""

    id: str
    state: State = "waiting"
    fates: list[Fate] = field(default_factory=list)
    events: list[str] = field(default_factory=list)  # the fates as streams tell them, written once for all of them
    problem: str | None = None
    looks: dict[int, asyncio.Task[bool]] = field(default_factory=dict)  # of streams, by the fates that they have told

    @property
    def ended(self) -> bool:
        return self.state in ("done", "failed")

    def tell(self, fate: Fate) -> None:
        self.fates.append(fate)
        self.events.append(f"id: {len(self.fates)}\nevent: fate\ndata: {json.dumps(fate)}\n\n")

    def told(self) -> dict[str, object]:
        return {"id": self.id, "state": self.state, "problem": self.problem, "fates": self.fates}


READER = Reader()  # of this process, whatever it serves


class Batches:
    """Those of one server, read one after another in the order in which they came."""

    def __init__(self, site: Site, reader: Reader = READER):
        self.site, self.reader = site, reader
        self.jobs: dict[str, Job] = {}
        self._waiting: queue.SimpleQueue[tuple[Job, Batch]] = queue.SimpleQueue()
        self._begun = False

    def start(self, inputs: tuple[tuple[str, bytes], ...], published: str | None, outlet: str | None, by: str) -> Job:
        """Takes a batch. Called by the loop that answers, and by nobody beside it."""
        job = Job(secrets.token_hex(8))
        self.jobs[job.id] = job
        for old in list(self.jobs)[:-KEPT_JOBS]:
            if self.jobs[old].ended:
                del self.jobs[old]
        self._waiting.put((job, Batch(self.site.record, inputs, published, outlet, by)))
        if not self._begun:
            self._begun = True
            threading.Thread(target=self._work, daemon=True).start()
        return job

    def _work(self) -> None:
        """Hands on what comes, until the server is told to stop: what waits then is not begun."""
        while not self.site.stopping.is_set():
            try:
                self._read(*self._waiting.get(timeout=IDLE))
            except queue.Empty:
                self.reader.let_go()

    def _read(self, job: Job, batch: Batch) -> None:
        job.state = "reading"
        job.problem = self.reader.read(batch, self.site.stopping, job.tell)
        job.state = "failed" if job.problem else "done"

    def job(self, job_id: str) -> Job:
        if job_id not in self.jobs:
            raise NotThere("there is no such batch on this server", "see the list of reports for what was read")
        return self.jobs[job_id]


def add(app: FastAPI, site: Site) -> None:
    """The routes of adding."""
    batches = Batches(site)

    def form(request: Request) -> Response:
        page = site.page("add.html", params_of(request), title="Add reports", most=MOST_FILES)
        return Response(page, media_type="text/html", headers={"cache-control": "no-cache"})

    async def hand_in(request: Request) -> Response:
        inputs, stated = await handed_in(request)
        job = batches.start(inputs, stated.get("published"), stated.get("outlet"), who(request))
        return RedirectResponse(f"/add/{job.id}", status_code=303)

    def progress(request: Request) -> Response:
        job = batches.job(request.path_params["job"])
        page = site.page("adding.html", params_of(request), title="Adding reports", job=job)
        return Response(page, media_type="text/html", headers={"cache-control": "no-store"})

    def as_data(request: Request) -> Response:
        return as_json(batches.job(request.path_params["job"]).told())

    async def events(request: Request) -> Response:
        job = batches.job(request.path_params["job"])
        return StreamingResponse(stream(job, site.stopping), media_type="text/event-stream")

    for path, answer, method in (
        ("/add", form, "GET"), ("/add", hand_in, "POST"), ("/add/{job}.json", as_data, "GET"),
        ("/add/{job}/events", events, "GET"), ("/add/{job}", progress, "GET"),
    ):  # fmt: skip
        app.add_api_route(path, answer, methods=[method], include_in_schema=False)


async def handed_in(request: Request) -> tuple[tuple[tuple[str, bytes], ...], dict[str, str]]:
    """The files and the text of the form, whole, and what is said of them. Raises BadParameter."""
    from dateline.intake.published import published_day

    async with request.form(max_files=MOST_FILES, max_fields=20, max_part_size=MOST_TEXT) as form:
        inputs = []
        for one in form.getlist("files"):
            if isinstance(one, UploadFile) and one.filename:
                inputs.append((plain_name(one.filename), await one.read()))
        said = {name: str(form[name]).strip() for name in ("text", "published", "outlet") if form.get(name)}
    if text := said.pop("text", ""):
        inputs.append(("", text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")))
    if not inputs:
        raise BadParameter("there was nothing to read", "choose files, or paste a text")
    if day := said.get("published"):
        try:
            said["published"] = published_day(day)
        except DatelineError as problem:
            raise BadParameter(problem.what, problem.do) from problem
    return tuple(inputs), {name: value for name, value in said.items() if value}


def plain_name(name: str) -> str:
    """A file's name without folders and control characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return _NO_NAME.sub(" ", last).strip()[-200:] or "file"


async def stream(job: Job, stopping: threading.Event) -> AsyncIterator[str]:
    """Server-sent events: a fate each, then the end."""
    told = 0
    while True:
        ended = job.ended  # before the fates are looked at: none comes after it
        if new := job.events[told:]:  # others may come while these are being told
            yield "".join(new)
        told += len(new)
        if ended:
            yield f"event: end\ndata: {json.dumps({'state': job.state, 'problem': job.problem})}\n\n"
            return
        if stopping.is_set():
            return
        if not await _news(job, told, stopping):
            yield ": still here\n\n"


async def _news(job: Job, told: int, stopping: threading.Event) -> bool:
    """Waits until there is something to tell; False when there was nothing for long. All streams that have told as
    much share one look: a thousand that each looked for themselves kept the server from its pages."""
    if told not in job.looks:
        job.looks[told] = asyncio.create_task(_look(job, told, stopping))
        job.looks[told].add_done_callback(lambda _: job.looks.pop(told, None))
    return await asyncio.shield(job.looks[told])


async def _look(job: Job, told: int, stopping: threading.Event) -> bool:
    for _ in range(QUIET):
        await asyncio.sleep(PULSE)
        if len(job.events) > told or job.ended or stopping.is_set():
            return True
    return False
