"""The application: every screen of `pages.SCREENS` with its twins, the API, adding, files. A shell around `ask`."""

import threading
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI, Request, Response
from starlette.staticfiles import StaticFiles

from dateline.web import adding, api, feeds, keeping, privacy, reviewing, signing
from dateline.web.access import Access, Door
from dateline.web.answers import add_explanations, as_file, fresh, page, params_of, twin_csv, twin_json
from dateline.web.pages import SCREENS
from dateline.web.screens import Form, Screen
from dateline.web.security import LOOPBACK, Guard
from dateline.web.site import STATIC, Site

KEPT = "public, max-age=31536000, immutable"  # files whose address changes with their content


def make_app(
    record: Path | str,
    screens: tuple[Screen, ...] = SCREENS,
    *,
    stopping: threading.Event | None = None,
    door: Door = Door(),  # noqa: B008  frozen
) -> FastAPI:
    """The pages of one record. It is opened for each request, so that one that is moved away, written or put back is
    told as what it is. stopping: is set when the server is told to stop. door: who is let in."""
    site = Site(str(record), screens, stopping or threading.Event(), signs_in=door.users is not None)
    app = FastAPI(
        title="Dateline",
        version=version("dateline"),
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{api.ROOT}/openapi.json",
    )
    app.state.site = site
    for screen in screens:
        add_screen(app, site, screen)
    for module in (api, adding, feeds, keeping, privacy, reviewing, signing):
        module.add(app, site)
    app.mount("/static", Files(directory=STATIC))
    add_explanations(app, site)
    if door.users is not None:
        app.add_middleware(Access, users=door.users, secure=door.secure)
    app.add_middleware(Guard, hosts=(*LOOPBACK, *door.names), secure=door.secure)
    return app


def add_screen(app: FastAPI, site: Site, screen: Screen) -> None:
    """The page, its data as JSON, all its rows as CSV, and what other forms it has; each at an address."""

    def as_page(request: Request) -> Response:
        asked = params_of(request)
        return fresh(site, request, lambda record: page(site, screen, asked, screen.data(record, asked)))

    def as_twin(request: Request) -> Response:
        asked = params_of(request)
        return fresh(site, request, lambda record: twin_json(screen.data(record, asked)))

    def as_table(request: Request) -> Response:
        asked = params_of(request)
        return fresh(site, request, lambda record: twin_csv(screen.table(record, asked), screen.name))

    ways: tuple[tuple[str, Callable[[Request], Response]], ...] = (
        (f"{screen.base}.json", as_twin), (f"{screen.base}.csv", as_table), (screen.path, as_page)
    )  # fmt: skip
    forms = tuple((f"{screen.base}.{form.ending}", _as_form(site, screen, form)) for form in screen.forms)
    for path, answer in (*forms, *ways):
        app.add_api_route(path, answer, methods=["GET", "HEAD"], include_in_schema=False)


def _as_form(site: Site, screen: Screen, form: Form) -> Callable[[Request], Response]:
    def as_form(request: Request) -> Response:
        asked = params_of(request)
        return fresh(site, request, lambda record: as_file(form.make(record, asked), form, screen.name))

    return as_form


class Files(StaticFiles):
    """Our own files; those asked for with the mark of their content may be kept."""

    def file_response(self, *args: object, **known: object) -> Response:
        answer = super().file_response(*args, **known)  # type: ignore[arg-type]
        scope = args[2] if len(args) > 2 else known["scope"]
        assert isinstance(scope, dict)
        answer.headers["cache-control"] = KEPT if scope["query_string"].startswith(b"v=") else "no-cache"
        return answer
