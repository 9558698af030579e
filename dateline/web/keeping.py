"""Saving and deleting searches in the page, by POST, and the feed of each."""

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from dateline.ask import saved
from dateline.web import feeds
from dateline.web.answers import fresh
from dateline.web.pages.searches import PATH
from dateline.web.params import Params
from dateline.web.reviewing import who
from dateline.web.site import Site

DOES = ("save", "delete")


def add(app: FastAPI, site: Site) -> None:
    async def keep(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=200) as form:
            pairs = tuple((name, str(value)) for name, value in form.multi_items())
        await run_in_threadpool(_kept, site, Params(PATH, {}, pairs), who(request))
        return RedirectResponse(PATH, status_code=303)

    def feed(request: Request) -> Response:
        number, base = str(request.path_params["number"]), str(request.base_url).rstrip("/")
        return fresh(site, request, lambda record: feeds.answer(feeds.of_saved(record, number, base)))

    app.add_api_route(PATH, keep, methods=["POST"], include_in_schema=False)
    app.add_api_route(f"{PATH}/{{number}}.atom", feed, methods=["GET", "HEAD"], include_in_schema=False)


def _kept(site: Site, said: Params, by: str) -> None:
    """Does what a form says, in the name of `by`. Raises BadRequest, Conflict."""
    from dateline.run import now  # here: it loads all that reads, which no page needs

    does = said.choice("does", DOES, "")
    with site.open() as record:
        if does == "save":
            saved.save(record, said.one("name") or "", str(said.query), said.one("kind") or "claims", who=by, at=now())
        else:
            saved.delete(record, said.one("number") or "", who=by, at=now())
