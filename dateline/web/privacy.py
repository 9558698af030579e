"""Whether whoever looks wants private persons named: a switch on every page, kept by the browser, not by the record."""

from typing import Final

from fastapi import FastAPI, Request, Response
from starlette.responses import RedirectResponse

from dateline.ask.private import private_people
from dateline.store.record import Record
from dateline.store.veil import veiled
from dateline.web.params import Params, local
from dateline.web.site import Site

PATH: Final = "/names"
COOKIE, HIDDEN = "dateline-names", "hidden"
LASTS = 365 * 24 * 3600  # seconds


def are_hidden(request: Request) -> bool:
    return request.cookies.get(COOKIE) == HIDDEN


def shown(record: Record, hidden: bool) -> Record:
    """The record as it may be shown: without marked people's names, and, where asked, without private persons'."""
    return veiled(record, private_people(record) if hidden else ())


def add(app: FastAPI, site: Site) -> None:
    async def switch(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=5) as form:
            said = Params(PATH, {}, tuple((name, str(value)) for name, value in form.multi_items()))
        hide = said.choice("does", ("hide", "show"), "") == "hide"
        answer = RedirectResponse(local(said.one("back") or "/"), status_code=303)
        secure = request.url.scheme == "https"
        answer.set_cookie(
            COOKIE, HIDDEN if hide else "", LASTS if hide else 0, httponly=True, samesite="lax", secure=secure
        )
        return answer

    app.add_api_route(PATH, switch, methods=["POST"], include_in_schema=False)
