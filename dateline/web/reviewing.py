"""Reviewing in the page: accept, correct, reject, undo. Every change is a POST from a form of ours."""

import getpass
import os
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from dateline.ask import review
from dateline.ask.corrections import SPAN
from dateline.ids import kind_of
from dateline.people.hide import Hidden
from dateline.store.record import Record
from dateline.web import privacy
from dateline.web.params import BadParameter, local
from dateline.web.site import Site

BOUNDS = ("start", "end")
DOES = ("accept", "correct", "reject", "unsure", "undo", "merge", "split")
MOST_FIELDS = 250  # a group has that many members on a page, and its own fields


def who(request: Request) -> str:
    """In whose name it is said: who signed in, else the account that serves, or what DATELINE_USER names."""
    user = getattr(request.state, "user", None)
    if user is not None:
        return str(user.name)
    try:
        return os.environ.get("DATELINE_USER") or getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def add(app: FastAPI, site: Site) -> None:
    async def decide(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
            said = {name: str(value).strip() for name, value in form.items()}
            said["members"] = " ".join(str(value).strip() for value in form.getlist("member"))
        back = local(said.get("back", "/"))
        await run_in_threadpool(_decide, site, said, who(request), privacy.are_hidden(request))
        return RedirectResponse(back, status_code=303)

    app.add_api_route("/review", decide, methods=["POST"], include_in_schema=False)


def _decide(site: Site, said: dict[str, str], by: str, hidden: bool) -> None:
    with site.open() as record:
        done(record, said, by, hidden)


def done(record: Record, said: dict[str, str], by: str, hidden: bool = False) -> review.Done:
    """Saves what a form says, in the name of `by`. hidden: it was shown without the names of private people. Raises
    BadParameter, or BadRequest when it cannot be so."""
    from dateline.run import now  # here: it loads all that reads, which no page needs

    does, row = said.get("does", ""), said.get("row", "")
    if does not in DOES:
        raise BadParameter(f"does={does[:40]} is none of {', '.join(DOES)}", "use the buttons of the page")
    seen = said.get("seen", "")
    known: dict[str, Any] = {"who": by, "at": now()}
    if does == "undo":
        number = said.get("number", "")
        return review.undo(record, int(number) if number.isdigit() else None, **known)
    if does in ("merge", "split"):
        return _grouped(record, does, row, said.get("members", "").split(), known | {"reason": said.get("reason")})
    known |= {"reason": said.get("reason") or None, "seen": int(seen) if seen.isdigit() else None}
    if does == "accept":
        return review.accept(record, row, **known)
    if does == "unsure":
        return _unsure(record, row, said.get("number", ""), known)
    if does == "reject":
        return review.reject(record, row, **known | {"reason": said.get("reason") or said.get("otherwise", "")})
    return review.correct(record, row, in_record(record, row, corrections(said), hidden), **known)


def _grouped(record: Record, does: str, row: str, members: list[str], known: dict[str, Any]) -> review.Done:
    """Says that some members do not belong to a group, or that it and others are one. Of a pair that is linked the two
    are the members."""
    if does == "split":
        return review.split(record, row, members, **known)
    return review.merge(record, members if kind_of(row) == "links" else [row, *members], **known)


def _unsure(record: Record, row: str, number: str, known: dict[str, Any]) -> review.Done:
    """Whoever said something of the row before takes it back by that."""
    before = next((one for one in record.reviews.in_force(row=row) if str(one.id) == number), None)
    if before is not None and before.who == known["who"]:
        review.undo(record, before.id, who=known["who"], at=known["at"])
        known = known | {"seen": None}
    return review.unsure(record, row, **known)


def corrections(said: dict[str, str]) -> dict[str, str]:
    """What a form wants otherwise: one field, or the bounds of the row."""
    if "start" in said and "end" in said:
        return {name: said[name] for name in BOUNDS}
    return {said.get("field", ""): said.get("value", "")}


def in_record(record: Record, row: str, fields: dict[str, str], hidden: bool = False) -> dict[str, str]:
    """Corrections with places in the text as the record has it; where names are withheld it is shown otherwise."""
    veil = privacy.shown(record, hidden).veil
    report = getattr(record.row(row), "report", None) if veil and record.holds(row) else None
    shown = veil.of(report) if report else None
    if shown is None:
        return fields

    def placed(words: str, name: str) -> str:
        if span := SPAN.fullmatch(words.strip()):
            return f"{behind(shown, int(span[1]), end=False)}..{behind(shown, int(span[2]), end=True)}"
        if name in BOUNDS and words.isascii() and words.isdigit() and len(words) < 10:
            return str(behind(shown, int(words), end=name == "end"))
        return words

    return {name: ";".join(placed(one, name) for one in words.split(";")) for name, words in fields.items()}


def behind(shown: Hidden, at: int, *, end: bool) -> int:
    """Where a place of the text as shown is in the record's; one inside of a label begins or ends the name."""
    moved = 0  # how much further on it stands in the text as shown
    for first, last, put in shown.edits:
        begins, ends = first + moved, first + moved + len(put)
        if at < begins or (at == begins and not end):
            break
        if at < ends or (at == ends and end):
            return last if (end and at > begins) else first
        moved = ends - last
    return at - moved
