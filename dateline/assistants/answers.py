"""What a record answers an assistant: one function a tool, each a page of rows with ids and sentences."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.ask import stories as ask
from dateline.ask.dossiers import Asked as Wanted
from dateline.ask.dossiers import cells, cited, dossier
from dateline.ask.find import conditions_of
from dateline.ask.kinds import rows_of
from dateline.ask.query import parse
from dateline.ask.show import chain, event_text, join
from dateline.ask.view import View
from dateline.ask.why_any import why_any
from dateline.assistants.pages import Row, answer, text_page
from dateline.errors import BadRequest
from dateline.joining.dossiers import DOSSIERS
from dateline.records import Claim, Event, Incident, Party, Report
from dateline.store.entries import sentence
from dateline.store.record import Record
from dateline.store.search import KINDS
from dateline.store.then import as_of as known_by

TELLINGS = 3  # of an incident or a dispute, in one row
PAGE = 50  # rows fetched at once
LINES = 12  # of reasons, in one row

Asked = Mapping[str, Any]
Page = dict[str, Any]


def find(record: Record, asked: Asked) -> Page:
    """Claims, events, reports and actors that fit a query, kind by kind; with a count of each."""
    query = parse(asked.get("query") or "")
    conditions = tuple(conditions_of(record, query))
    record = known_by(record, query.as_of)
    kinds = (asked["kind"],) if asked.get("kind") else KINDS
    counts = {kind: record.search.count(kind, conditions) for kind in KINDS}
    rows = (row for kind in kinds for row in _found(record, kind, conditions))
    return answer("find", asked, rows, counts=counts)


def _found(record: Record, kind: str, conditions: tuple[Any, ...]) -> Iterator[Row]:
    offset, known = 0, dict[str, Any]()
    if kind == "actors":  # joined at once, not one by one
        known = {member: actor for actor in rows_of(record, kind) for member in (actor.id, *actor.members)}
    while hits := list(record.search.hits(kind, conditions, limit=PAGE, offset=offset)):
        for hit in hits:
            yield _row(record, known[hit.id] if kind == "actors" else record.row(hit.id), kind)
        offset += PAGE


def claims(record: Record, asked: Asked) -> Page:
    """Who said what: a query's claims."""
    terms = [asked.get("query") or ""]
    for name, key in (("said-by", "said_by"), ("via", "via"), ("about", "about"), ("asof", "as_of")):
        if asked.get(key):
            terms.append(f'{name}:"{_escaped(asked[key])}"')
    query = parse(" ".join(terms))
    conditions = tuple(conditions_of(record, query))
    record = known_by(record, query.as_of)
    rows = _found(record, "claims", conditions)
    return answer("claims", asked, rows, counts={"claims": record.search.count("claims", conditions)})


def _escaped(value: str) -> str:
    return str(value).replace("\\", "\\\\").replace('"', '\\"')


def incidents(record: Record, asked: Asked) -> Page:
    """One row for all tellings of one event, with its independent sources."""
    fits = ask.Asked(asked.get("type"), asked.get("actor"), asked.get("place"), asked.get("story"))
    found = ask.incidents(View(record, asked.get("as_of")), fits)
    return answer("incidents", asked, (_incident(record, one) for one in found), counts={"incidents": len(found)})


def _incident(record: Record, one: Incident) -> Row:
    place = one.place.name if one.place is not None else None
    plain = {
        "id": one.id, "type": one.type, "mode": one.mode, "status": one.status, "when": one.when,
        "first_said": one.first_said, "last_said": one.last_said, "reports": one.reports,
        "independent_sources": one.independent_sources, "events": list(one.events[:20]),
        "codes": _codes((*one.initiators, *one.recipients)),
    }  # fmt: skip
    sides = f"{join(one.initiators) or 'nobody named'} → {join(one.recipients) or 'nobody named'}"
    return Row(plain, (f"who: {sides}", f"place: {place or 'not told'}", *_told(record, one.events)))


def disputes(record: Record, asked: Asked) -> Page:
    """Statements on one question that cannot all hold."""
    found = ask.disputes(View(record, asked.get("as_of")))
    rows = (
        Row(
            {"id": one.id, "relation": one.relation, "rows": list(one.rows)},
            (f"question: {one.question}", f"reason: {one.reason}", *_told(record, one.rows)),
        )
        for one in found
    )
    return answer("disputes", asked, rows, counts={"disputes": len(found)})


def stories(record: Record, asked: Asked) -> Page:
    """Reports of one unfolding matter, those with most reports first."""
    found = ask.stories(View(record, asked.get("as_of")))
    rows = (
        Row(
            {"id": one.id, "first": one.first, "last": one.last, "reports": len(one.reports)},
            (f"title: {one.title}", f"actors: {', '.join(one.actors[:8])}", f"places: {', '.join(one.places[:8])}"),
        )
        for one in found
    )
    return answer("stories", asked, rows, counts={"stories": len(found)})


def story(record: Record, asked: Asked) -> Page:
    """The course of one story: its incidents by day, each with the disputes that it is in."""
    course = ask.course(View(record, asked.get("as_of")), asked["id"])
    rows = (Row({**r.plain, "disputes": list(step.disputes)}, r.quoted)
            for step in course.steps for r in (_incident(record, step.incident),))  # fmt: skip
    one = course.story
    head = {"id": one.id, "first": one.first, "last": one.last, "reports": list(one.reports[:50])}
    return answer("story", asked, rows, **head, counts={"incidents": len(course.steps), "reports": len(one.reports)})


def dossiers(record: Record, asked: Asked) -> Page:
    """Ceasefires, control, displacement, talks or casualties, each cell with the rows that it rests on."""
    kind = asked["kind"]
    if kind not in DOSSIERS:
        raise BadRequest(f"there is no dossier {kind!r}", f"choose from {', '.join(DOSSIERS)}")
    found = dossier(record, kind, Wanted(asked.get("place"), asked.get("actor"), asked.get("as_of")))
    return answer("dossier", asked, (_dossier(record, row) for row in found), counts={kind: len(found)})


def _dossier(record: Record, row: Any) -> Row:
    evidence = cited(row)
    plain = {"id": row.id, "evidence": list(evidence[:20]), "rests_on_undated_reports": row.undated}
    told = _told(record, evidence)
    return Row(plain, (*(f"{name.replace('_', ' ')}: {text}" for name, text in cells(row)), *told))


def why(record: Record, asked: Asked) -> Page:
    """The reasons for one row: its sentence, the words that decided, the rule, the chain of who told it."""
    found = why_any(known_by(record, asked.get("as_of")), asked["id"])
    lines = [f"{label}: {words}" for label, words in found.lines]
    rows = (Row({}, tuple(lines[at : at + LINES])) for at in range(0, len(lines), LINES))
    return answer("why", asked, rows, id=found.id, kind=found.kind)


def report(record: Record, asked: Asked) -> Page:
    """One report's text by id, file name or URL, a stretch at a time; offsets count code points."""
    one = known_by(record, asked.get("as_of")).find_report(asked["id"])
    head = {"id": one.id, "published": one.published, "language": one.language, "characters": len(one.text)}
    words = {"headline": one.headline, "outlet": one.outlet, "source": one.source, "url": one.url}
    return text_page(asked, one.text, **head, words=words)


def _row(record: Record, row: Any, kind: str) -> Row:
    plain: dict[str, Any] = {"kind": kind, "id": row.id}
    if isinstance(row, Report):
        plain |= {"published": row.published, "characters": len(row.text)}
        return Row(plain, (f"headline: {row.headline or 'none'}", f"beginning: {row.text[:300]}", _where(row)))
    if kind == "actors":
        plain |= {"code": row.code, "is_a": row.kind}
        return Row(plain, (f"name: {row.name}", f"also: {', '.join(row.aliases[:10])}"))
    told = record.row(row.report)
    plain |= {"report": row.report, "published": told.published, "start": row.start, "end": row.end}
    if isinstance(row, Claim):
        plain |= {"stance": row.stance, "manner": row.manner, "said_on": row.said_on, "codes": _codes(row.sources)}
        return Row(plain, (f"who: {chain(row)}", f"says: {_line(row.text)}", *_sentence(told, row)))
    assert isinstance(row, Event)
    plain |= {"type": row.type, "mode": row.mode, "status": row.status, "when": row.when, "claim": row.claim}
    plain["codes"] = _codes((*row.initiators, *row.recipients))
    return Row(plain, (f"what: {event_text(row)}", *_sentence(told, row)))


def _sentence(told: Report, row: Any) -> tuple[str, str]:
    return f"sentence: {_line(sentence(told, row.start))}", _where(told)


def _where(report: Report) -> str:
    return f"report: {report.headline or report.source}, {report.outlet or 'outlet not stated'}"


def _told(record: Record, ids: Iterable[str]) -> Iterator[str]:
    """The sentences of rows, each with its id, the first few."""
    every = [row_id for row_id in dict.fromkeys(ids) if record.holds(row_id)]
    for row_id in every[:TELLINGS]:
        row = record.row(row_id)
        if isinstance(row, Report):
            yield f"{row_id}: {_where(row)}"
            continue
        told = record.row(row.report)
        said = join(row.sources) if isinstance(row, Claim) else ""
        words = f" ({said})" if said else ""
        yield f"{row_id}, {told.published or 'no date'}{words}: {_line(sentence(told, row.start))}"
    if len(every) > TELLINGS:
        yield f"{len(every) - TELLINGS} more tellings: ask why of their ids"


def _codes(parties: Iterable[Party]) -> list[str]:
    return sorted({party.code for party in parties if party.code})


def _line(text: str) -> str:
    return " ".join(text.split())


__all__ = ["claims", "disputes", "dossiers", "find", "incidents", "report", "stories", "story", "why"]
