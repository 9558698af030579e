"""How whoever looks wants to see a record: without the names of private persons, warned before graphic text. Switches
on every page, kept by the browser, not by the record."""

from dataclasses import dataclass

from fastapi import FastAPI, Request, Response
from starlette.responses import RedirectResponse

from dateline.ask.private import private_people
from dateline.store.record import Record
from dateline.store.veil import veiled
from dateline.web.params import Params, local
from dateline.web.site import Site

LASTS = 365 * 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Switch:
    """One that a form turns: does=`on` sets the cookie, does=`off` takes it away."""

    path: str
    cookie: str
    is_set: str
    on: str
    off: str

    def of(self, request: Request) -> bool:
        return request.cookies.get(self.cookie) == self.is_set

    async def turn(self, request: Request) -> Response:
        async with request.form(max_files=0, max_fields=5) as form:
            said = Params(self.path, {}, tuple((name, str(value)) for name, value in form.multi_items()))
        on = said.choice("does", (self.on, self.off), "") == self.on
        answer = RedirectResponse(local(said.one("back") or "/"), status_code=303)
        answer.set_cookie(
            self.cookie, self.is_set if on else "", LASTS if on else 0, httponly=True, samesite="lax",
            secure=request.url.scheme == "https",
        )  # fmt: skip
        return answer


NAMES = Switch("/names", "dateline-names", "hidden", "hide", "show")
GRAPHIC = Switch("/graphic", "dateline-graphic", "warned", "warn", "plain")


def are_hidden(request: Request) -> bool:
    return NAMES.of(request)


def is_warned(request: Request) -> bool:
    return GRAPHIC.of(request)


def shown(record: Record, hidden: bool) -> Record:
    """The record as it may be shown: without marked people's names, and, where asked, without private persons'."""
    return veiled(record, private_people(record) if hidden else ())


def add(app: FastAPI, site: Site) -> None:
    for switch in (NAMES, GRAPHIC):
        app.add_api_route(switch.path, switch.turn, methods=["POST"], include_in_schema=False)
