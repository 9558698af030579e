"""/api/v1/KIND: the rows of every kind, as exports have them, a page at a time; and what changed since.

The parameters are those of the query object. A cursor belongs to one state of the record: the pages that it leads
through are those of one moment, and when the record is written meanwhile it says so instead of skipping rows.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from fastapi import FastAPI, Request, Response

from dateline.ask.kinds import EXPORTED, row_of, rows_of
from dateline.ask.query import FIELDS, Query
from dateline.ask.results import all_rows
from dateline.formats.schema import schema
from dateline.ids import kind_of
from dateline.library import as_query
from dateline.plain import plain
from dateline.store.record import Record
from dateline.store.search import KINDS as FOUND
from dateline.web.answers import as_json, fresh, params_of
from dateline.web.params import LONGEST, BadParameter, Expired, NotThere, Params, address
from dateline.web.site import Site

ROOT = "/api/v1"
USUAL, MOST = 100, 1_000  # rows of a page
OWN = ("q", "limit", "cursor")
LAST_ENTRY = 999_999_999
ENTRIES = 100  # of the log, for a page of changes
Shape = dict[str, Any]  # JSON Schema
PROBLEMS = ("400", "404", "410", "503")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next page begins, and of what."""

    state: str  # of the record
    question: str  # a hash of kind and query
    at: int

    def __str__(self) -> str:
        words = json.dumps([1, self.state, self.question, self.at]).encode()
        return base64.urlsafe_b64encode(words).decode().rstrip("=")


def cursor(text: str) -> Cursor:
    """Reads one back. Raises BadParameter."""
    try:
        version, state, question, at = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if version == 1 and isinstance(at, int) and at >= 0 and isinstance(state, str) and isinstance(question, str):
            return Cursor(state, question, at)
    except (ValueError, TypeError, binascii.Error):
        pass
    raise BadParameter("cursor= is none that this server made", "begin without one")


def add(app: FastAPI, site: Site) -> None:
    """The routes, each described in the OpenAPI document."""
    for kind in EXPORTED:
        described = {"parameters": list(_parameters(kind)), "responses": _responses("A page of rows", _page(kind))}
        app.add_api_route(
            f"{ROOT}/{kind}", _page_of(site, kind), methods=["GET"], name=kind, summary=f"Rows of {kind}",
            openapi_extra=described, response_class=Response, tags=["rows"],
        )  # fmt: skip
    app.add_api_route(
        f"{ROOT}/rows/{{id}}", _one(site), methods=["GET"], name="row", summary="One row of any kind",
        openapi_extra={
            "parameters": [_parameter("id", "the id of a row", where="path")],
            "responses": _responses("The row and its kind", _object(kind={"type": "string"}, row={"type": "object"})),
        },
        response_class=Response, tags=["rows"],
    )  # fmt: skip
    app.add_api_route(
        f"{ROOT}/changes", _changes(site), methods=["GET"], name="changes", summary="What changed since",
        openapi_extra={"parameters": [SINCE], "responses": _responses("What happened since", CHANGES)},
        response_class=Response, tags=["changes"],
    )  # fmt: skip


# -- rows


def _page_of(site: Site, kind: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        params = params_of(request)
        return fresh(site, request, lambda record: as_json(page_of(record, kind, params)))

    return answer


def page_of(record: Record, kind: str, params: Params) -> dict[str, Any]:
    """One page of rows. `next` is the address of the following one, null on the last."""
    limit = params.number("limit", USUAL, 1, MOST)
    query = _query(kind, params)
    question = hashlib.blake2b(f"{kind}\0{query}\0{params.one('report')}".encode(), digest_size=6).hexdigest()
    start = _start(record, params, question)
    rows = list(islice(_rows(record, kind, query, params), start, start + limit + 1))
    further = None
    if len(rows) > limit:
        pairs = [(name, value) for name, value in params.pairs if name != "cursor"]
        here = Cursor(record.state(), question, start + limit)
        further = address(f"{ROOT}/{kind}", [*pairs, ("cursor", str(here))])
    return {"kind": kind, "query": str(query), "rows": plain(rows[:limit]), "next": further}


def _query(kind: str, params: Params) -> Query:
    """The query of the parameters. Raises BadParameter for one that this kind does not know."""
    fields = {name: value for name, value in params.pairs if name not in OWN and value}
    known = {name.replace("-", "_") for name in FIELDS} | {"as_of"} if kind in FOUND else {"report"}
    for name in fields:
        if name.replace("-", "_") not in known:
            does = f"{kind} can be asked for {', '.join(sorted(known))}"
            raise BadParameter(f"there is no parameter {name[:40]!r} for {kind}", does)
    if kind not in FOUND:
        if params.one("q"):
            raise BadParameter(f"{kind} cannot be searched by q=", f"search {', '.join(FOUND)}, or give report=")
        return Query()
    return as_query(params.one("q") or "", fields)


def _start(record: Record, params: Params, question: str) -> int:
    text = params.one("cursor")
    if text is None:
        return 0
    here = cursor(text)
    if here.question != question:
        raise BadParameter("cursor= belongs to another question", "keep the parameters it came with, or begin without")
    if here.state != record.state():
        raise Expired("the record was written since cursor= was made", f"begin without it, or follow {ROOT}/changes")
    return here.at


def _rows(record: Record, kind: str, query: Query, params: Params) -> Iterator[Any]:
    if kind in FOUND:
        return all_rows(record, query, kind)
    report = params.one("report")
    if report is None:
        return rows_of(record, kind)
    own = record.find_report(report).id
    return (row for row in rows_of(record, kind) if getattr(row, "report", None) == own)


def _one(site: Site) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        row_id = request.path_params["id"]

        def row(record: Record) -> Response:
            if kind_of(row_id) is None:
                raise NotThere(f"{row_id[:60]!r} is no id of a row", "ids look like clm-…")
            return as_json({"kind": kind_of(row_id), "row": plain(row_of(record, row_id))})

        return fresh(site, request, row)

    return answer


# -- changes


def _changes(site: Site) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        params = params_of(request)
        return fresh(site, request, lambda record: as_json(changes(record, params)))

    return answer


def changes(record: Record, params: Params) -> dict[str, Any]:
    """The log's entries after one, and what each did to rows that were read; a deleted report leaves only its id."""
    since = params.number("since", 0, 0, LAST_ENTRY)
    entries = list(islice((one for one in record.history.log() if one.id > since), ENTRIES + 1))
    shown, more = entries[:ENTRIES], len(entries) > ENTRIES
    until = shown[-1].id if shown else since
    touched: dict[int, list[dict[str, str]]] = {entry.id: [] for entry in shown}
    for change in record.history.changes(since, until):
        fate = "appeared" if change.old is None else "vanished" if change.new is None else "changed"
        row = change.old if change.new is None else change.new
        touched[change.entry.id].append({"kind": change.kind, "id": row.id, "fate": fate})
    for entry in shown:
        if entry.what == "delete" and entry.subject:
            touched[entry.id].append({"kind": "reports", "id": entry.subject, "fate": "deleted"})
    told = [
        {"entry": one.id, "at": one.at, "what": one.what, "subject": one.subject, "reason": one.reason,
         "rules": one.rules, "rows": touched[one.id]}
        for one in shown
    ]  # fmt: skip
    return {"since": since, "until": until, "more": more, "changes": told}


# -- the description


TEXT: Shape = {"type": "string", "maxLength": LONGEST}
MAYBE: Shape = {"anyOf": [{"type": "string"}, {"type": "null"}]}
NUMBER: Shape = {"type": "integer", "minimum": 0, "maximum": LAST_ENTRY}


def _parameter(name: str, words: str, shape: Shape = TEXT, where: str = "query") -> Shape:
    return {"name": name, "in": where, "required": where == "path", "description": words, "schema": shape}


def _object(**properties: Shape) -> Shape:
    return {"type": "object", "properties": properties, "required": list(properties)}


SINCE = _parameter("since", "number of the last entry that is known; 0 for all", NUMBER)
ROW = _object(
    kind={"type": "string"}, id={"type": "string"}, fate={"enum": ["appeared", "changed", "vanished", "deleted"]}
)
CHANGE = _object(
    entry=NUMBER, at={"type": "string"}, what={"type": "string"}, subject=MAYBE, reason=MAYBE, rules=MAYBE,
    rows={"type": "array", "items": ROW},
)  # fmt: skip
CHANGES = _object(since=NUMBER, until=NUMBER, more={"type": "boolean"}, changes={"type": "array", "items": CHANGE})


def _parameters(kind: str) -> Iterator[dict[str, Any]]:
    if kind in FOUND:
        yield _parameter("q", "a query, as on the command line")
        for name, field in FIELDS.items():
            yield _parameter(name.replace("-", "_"), field.help)
    else:
        yield _parameter("report", "rows of one report only")
    words = f"rows of a page, {USUAL} unless told, {MOST} at most"
    yield _parameter("limit", words, {"type": "integer", "minimum": 1, "maximum": MOST})
    yield _parameter("cursor", "where the page begins: as `next` gave it")


def _page(kind: str) -> Shape:
    row = {name: value for name, value in schema(kind).items() if name != "$schema"}
    return _object(kind={"const": kind}, query={"type": "string"}, rows={"type": "array", "items": row}, next=MAYBE)


def _responses(words: str, shape: Shape) -> Shape:
    """What can come back: what was asked for, nothing new, or what is wrong."""
    text: Shape = {"type": "string"}
    problem = _object(type=text, title=text, status={"type": "integer"}, detail=text, do=text)
    wrong = {
        "description": "What is wrong and what to do",
        "content": {"application/problem+json": {"schema": problem}},
    }
    return {
        "200": {"description": words, "content": {"application/json": {"schema": shape}}},
        "304": {"description": "Nothing changed since the ETag that was sent"},
        **dict.fromkeys(PROBLEMS, wrong),
    }
