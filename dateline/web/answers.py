"""Finished answers: a page, its JSON and CSV twins, and what is said when something is wrong."""

import io
import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from dateline.ask.query import BadQuery
from dateline.errors import BadRecord, BadRequest, Conflict, DatelineError
from dateline.formats.csvs import cells
from dateline.plain import plain
from dateline.store.record import Record
from dateline.web import privacy
from dateline.web.params import BadParameter, Expired, NotThere, Params
from dateline.web.screens import Form, Screen, Table
from dateline.web.security import TooLarge
from dateline.web.site import Site

PROBLEM = "application/problem+json"
MOST_ROWS = 100_000  # of a CSV in the browser; the command line has no limit


def params_of(request: Request) -> Params:
    pairs = tuple(request.query_params.multi_items())
    hidden, warned = privacy.are_hidden(request), privacy.is_warned(request)
    return Params(request.url.path, dict(request.path_params), pairs, hidden, warned)


def fresh(site: Site, request: Request, make: Callable[[Record], Response]) -> Response:
    """The answer that `make` gives of the record, or 304 when the browser has it already.

    It may depend on the record, the address and how whoever asks wants to see it, and on nothing else: it is kept for
    the next who asks the same.
    """
    with site.open() as record:
        hidden = privacy.are_hidden(request)
        ways = f"{'#unnamed' if hidden else ''}{'#warned' if privacy.is_warned(request) else ''}"
        state = record.state()
        tag = site.etag(state, f"{request.url}{ways}")
        headers = {"etag": tag, "cache-control": "private, no-cache"}
        known = {one.strip() for one in request.headers.get("if-none-match", "").split(",")}
        if tag in known:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        # nobody's name that is to be withheld
        answer = site.once.answer(state, tag, lambda: make(privacy.shown(record, hidden)))
    answer.headers.update(headers)
    return answer


def page(site: Site, screen: Screen, params: Params, data: Any) -> Response:
    title = screen.head(data) if screen.head else screen.title
    return Response(site.page(screen.template, params, screen, view=data, title=title), media_type="text/html")


def as_json(value: Any, status: int = 200, media_type: str = "application/json") -> Response:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(text.encode("utf-8", "backslashreplace"), status, media_type=media_type)


def twin_json(data: Any) -> Response:
    return as_json(data.as_json() if hasattr(data, "as_json") else plain(data))


def twin_csv(table: Table, name: str) -> Response:
    """A table as a file. Raises BadRequest when there are more rows than a browser should be handed."""
    import csv

    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(table.columns)
    for n, row in enumerate(table.rows):
        if n == MOST_ROWS:
            raise BadParameter(f"there are more than {MOST_ROWS:,} rows", "ask for less, or use `dateline export`")
        rows.writerow(cells(plain(row)))
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return Response(out.getvalue().encode("utf-8", "backslashreplace"), headers=headers, media_type="text/csv")


def as_file(content: bytes, form: Form, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}.{form.ending}"'}
    return Response(content, headers=headers, media_type=form.media_type)


# -- what is said when something is wrong


def status_of(problem: Exception) -> int:
    match problem:
        case TooLarge():
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        case BadQuery() | BadParameter():
            return HTTPStatus.BAD_REQUEST
        case Conflict():
            return HTTPStatus.CONFLICT
        case Expired():
            return HTTPStatus.GONE
        case NotThere() | BadRequest():
            return HTTPStatus.NOT_FOUND
        case BadRecord():
            return HTTPStatus.SERVICE_UNAVAILABLE
        case HTTPException():
            return problem.status_code
    return HTTPStatus.INTERNAL_SERVER_ERROR


DO: Mapping[int, tuple[str, str]] = {  # what and do of what the framework refuses
    404: ("there is no such page", "look at the list of screens above, or search"),
    405: ("this page cannot be asked that way", "use the buttons and forms of the pages"),
    400: ("the request cannot be read", "send it again, whole"),
    500: ("something went wrong inside Dateline", "the record is as it was; please report this with the address"),
}


def explained(site: Site, request: Request, problem: Exception) -> Response:
    """A page, or problem details (RFC 9457) for a program, that says what is wrong and what to do."""
    status = int(status_of(problem))
    if request.method == "POST" and type(problem) is BadRequest:
        status = HTTPStatus.BAD_REQUEST  # what was sent is wrong, not where it was sent
    if isinstance(problem, DatelineError):
        what, do = (words.replace(site.record, site.name) for words in (problem.what, problem.do))
    else:
        what, do = DO.get(status, DO[500 if status >= 500 else 400])
    if for_programs(request):
        where = {"at": problem.at} if isinstance(problem, BadQuery) else {}
        told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": what, "do": do}
        return as_json(told | where, status, PROBLEM)
    params = Params(request.url.path, unnamed=privacy.are_hidden(request), warned=privacy.is_warned(request))
    values: dict[str, Any] = {
        "what": what,
        "do": do,
        "status": status,
        "title": "Not possible",
        "asked": _asked(request),
    }
    return Response(site.page("problem.html", params, **values), status, media_type="text/html")


def _asked(request: Request) -> str:
    """What stood in the search box, to be put right."""
    return request.query_params.get("q", "").replace("\0", "")[:10_000]


def for_programs(request: Request) -> bool:
    path = request.url.path
    return path.startswith("/api/") or path.endswith((".json", ".csv"))


def add_explanations(app: FastAPI, site: Site) -> None:
    """Every way in which a request can fail ends in an answer that says so."""

    def explain(request: Request, problem: Exception) -> Response:
        return explained(site, request, problem)

    for kind in (DatelineError, HTTPException, Exception):
        app.add_exception_handler(kind, explain)
