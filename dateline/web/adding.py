"""Adding reports in the page: files dropped or text pasted, read one batch after another, each one's fate told as it
comes. What is refused is refused whole and with its reason; what was read is in the record, report by report.
"""

import asyncio
import hashlib
import json
import re
import secrets
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, StreamingResponse

from dateline.errors import DatelineError
from dateline.plain import plain
from dateline.web.answers import as_json, params_of
from dateline.web.params import BadParameter, NotThere
from dateline.web.reviewing import who
from dateline.web.site import Site

if TYPE_CHECKING:  # what reads is loaded when something is to be read, not before the first page
    from dateline.intake.raw import Raw, SetAside
    from dateline.run import Outcome

MOST_FILES = 200
MOST_TEXT = 4_000_000  # bytes of a pasted text
KEPT_JOBS = 100
PULSE = 0.2  # seconds between two looks at a job by a stream of events
QUIET = 75  # looks without news after which a stream says that it is there
State = Literal["waiting", "reading", "done", "failed"]
_NO_NAME = re.compile(r"[\x00-\x1f\x7f/\\]+")


@dataclass
class Job:
    """One batch that was handed in. Written by the thread that reads it, looked at by others."""

    id: str
    inputs: tuple[tuple[str, bytes], ...]
    published: str | None
    outlet: str | None
    by: str  # who handed it in
    state: State = "waiting"
    fates: "list[Outcome]" = field(default_factory=list)
    problem: str | None = None
    looks: dict[int, asyncio.Task[bool]] = field(default_factory=dict)  # of streams, by the fates that they have told

    @property
    def ended(self) -> bool:
        return self.state in ("done", "failed")

    def told(self) -> dict[str, object]:
        return {"id": self.id, "state": self.state, "problem": self.problem, "fates": plain(self.fates)}


class Reading:
    """The batches of one server. They are read one after another: a record has one writer."""

    def __init__(self, site: Site):
        self.site = site
        self.jobs: dict[str, Job] = {}
        self._turn = threading.Lock()

    def start(self, inputs: tuple[tuple[str, bytes], ...], published: str | None, outlet: str | None, by: str) -> Job:
        job = Job(secrets.token_hex(8), inputs, published, outlet, by)
        self.jobs[job.id] = job
        for old in list(self.jobs)[:-KEPT_JOBS]:
            if self.jobs[old].ended:
                del self.jobs[old]
        threading.Thread(target=self._read, args=(job,), daemon=True).start()
        return job

    def _read(self, job: Job) -> None:
        from dateline.run import now, read_all

        with self._turn:
            job.state = "reading"
            try:
                with self.site.open() as record:
                    record.note("hand in", who=job.by, reason=f"inputs through the page: {len(job.inputs)}", at=now())
                    for fate in read_all(record, _inputs(job), published=job.published, outlet=job.outlet):
                        job.fates.append(fate)
                        if self.site.stopping.is_set():
                            job.problem = "the server was stopped; what is listed is saved, hand in the rest again"
                            break
                job.state = "failed" if job.problem else "done"
            except DatelineError as problem:
                job.problem, job.state = str(problem), "failed"
            except Exception as problem:  # whoever waits for this batch is told, whatever it was
                job.problem, job.state = f"reading failed inside Dateline ({type(problem).__name__})", "failed"
                raise
            finally:
                job.inputs = ()

    def job(self, job_id: str) -> Job:
        if job_id not in self.jobs:
            raise NotThere("there is no such batch on this server", "see the list of reports for what was read")
        return self.jobs[job_id]


def _inputs(job: Job) -> "Iterator[Raw | SetAside]":
    from dateline.intake.raw import raw
    from dateline.intake.sources import handed_over

    for name, data in job.inputs:
        if name:
            yield from handed_over(name, data)
        else:
            yield raw(f"pasted-{hashlib.sha256(data).hexdigest()[:8]}.txt", "text", data)


def add(app: FastAPI, site: Site) -> None:
    """The routes of adding."""
    reading = Reading(site)

    def form(request: Request) -> Response:
        page = site.page("add.html", params_of(request), title="Add reports", most=MOST_FILES)
        return Response(page, media_type="text/html", headers={"cache-control": "no-cache"})

    async def hand_in(request: Request) -> Response:
        inputs, stated = await handed_in(request)
        job = await run_in_threadpool(
            reading.start, inputs, stated.get("published"), stated.get("outlet"), who(request)
        )
        return RedirectResponse(f"/add/{job.id}", status_code=303)

    def progress(request: Request) -> Response:
        job = reading.job(request.path_params["job"])
        page = site.page("adding.html", params_of(request), title="Adding reports", job=job)
        return Response(page, media_type="text/html", headers={"cache-control": "no-store"})

    def as_data(request: Request) -> Response:
        return as_json(reading.job(request.path_params["job"]).told())

    async def events(request: Request) -> Response:
        job = reading.job(request.path_params["job"])
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
        new = job.fates[told:]  # others may come while these are being told
        for n, fate in enumerate(new, told + 1):
            yield f"id: {n}\nevent: fate\ndata: {json.dumps(plain(fate))}\n\n"
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
        if len(job.fates) > told or job.ended or stopping.is_set():
            return True
    return False
