"""Review: what people say of rows, and the queue of what they should look at first.

For the command line, the web page and Python alike; `who` and `at` (an ISO instant, UTC) come from the caller:

    accept(record, row_id, who=, at=, reason=None, seen=None) -> Done
    correct(record, row_id, {"speaker": "Kalin", "date": "2016-12-09"}, who=, at=, reason=None, seen=None) -> Done
    reject(record, row_id, who=, at=, reason=, seen=None) -> Done
    merge(record, [id, id, ...], who=, at=, reason=None) -> Done        actors, incidents or stories
    split(record, row_id, [member, ...], who=, at=, reason=None) -> Done          the same, or a dispute's statements
    undo(record, number or None, who=, at=) -> Done                     None: the last one of `who`
    version(record, row_id) -> int              what to hand back as `seen` when the row is reviewed
    queue(record, by="both" | "doubt" | "importance", kinds=, report=None, limit=20, last=None) -> [Item]
    listed(record, row=None, report=None) -> [Listed]     every review: in force, undone, or its row was replaced
    fields_of(row_id) -> (name, ...)            what can be corrected in a row of that kind

A correction is a version: the row keeps its id, `how.by` becomes "review/correct", and what the machine read stays in
the record. Everything raises BadRequest; Conflict (a BadRequest) when somebody else reviewed the row since `seen`, or,
without `seen`, at all. Then nothing was saved. Values are words as a person types them: corrections.FIELDS has the
fields; parties are names, ids or "12..40" in the text, several with ";" between; "none" empties a field.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dateline.ask.context import sentence_around
from dateline.ask.corrections import FIELDS, changes, is_text
from dateline.ask.kinds import row_of
from dateline.errors import BadRequest
from dateline.ids import kind_of
from dateline.records import READ_KINDS, Actor, Dispute, Incident, Link, Report, Story
from dateline.review.apply import reviewed
from dateline.review.decision import COMPARED, GROUPS, Review, Verdict, discriminator
from dateline.store.record import Record
from dateline.version import joining_rules

Order = Literal["both", "doubt", "importance"]
QUEUED = ("claims", "events", "quantities")
MOST = 10_000  # members of a group that is merged or split


@dataclass(frozen=True, slots=True)
class Done:
    """What was saved: the number of the entry, and what it is about."""

    number: int
    verdict: str
    row: str
    report: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """A row that nobody has looked at. doubt: 0 to 1; importance: how much hangs on it, from 1; seen: its version."""

    id: str
    kind: str
    report: str
    text: str
    sentence: str
    confidence: float | None
    doubt: float
    importance: int
    why: str
    seen: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One review. state: "in force", "undone", or "rests on a row that was replaced"; now: the row it applies to."""

    review: Review
    state: str
    now: str | None


def accept(
    record: Record, row_id: str, *, who: str, at: str, reason: str | None = None, seen: int | None = None
) -> Done:
    """A person says that a row is right."""
    return _say(record, _of_row(record, "accept", row_id, who, at, reason), seen)


def reject(record: Record, row_id: str, *, who: str, at: str, reason: str, seen: int | None = None) -> Done:
    """A person says that there is no such thing: the row goes out of force. Of a link: the two are not comparable."""
    if not reason.strip():
        raise BadRequest("nothing says why", "give a reason: --reason WORDS")
    if kind_of(row_id) in GROUPS or kind_of(row_id) in ("reports", "passages"):
        raise BadRequest(f"{row_id} cannot be rejected", "split or merge groups; delete reports (`dateline delete`)")
    return _say(record, _of_row(record, "reject", row_id, who, at, reason), seen)


def unsure(
    record: Record, row_id: str, *, who: str, at: str, reason: str | None = None, seen: int | None = None
) -> Done:
    """A person looked at a link or a dispute and cannot say: that is kept, and nothing follows from it."""
    if kind_of(row_id) not in COMPARED:
        raise BadRequest(f"{row_id[:60]!r} is no link and no dispute", "accept, correct or reject a row")
    return _say(record, _of_row(record, "unsure", row_id, who, at, reason), seen)


def correct(
    record: Record, row_id: str, fields: Mapping[str, str], *, who: str, at: str, reason: str | None = None,
    seen: int | None = None,
) -> Done:  # fmt: skip
    """A person says what a row should say. Raises BadRequest for fields and values that cannot be."""
    row = _row(record, row_id)
    if kind_of(row_id) not in FIELDS:
        raise BadRequest(f"{row_id} has no fields to correct", "reject, merge or split it")
    reading = record.reading(getattr(row, "report", row.id))
    found = changes(record, reading, row, fields)
    return _say(record, _about(row, "correct", who, at, reason, changes=found), seen)


def merge(record: Record, ids: Sequence[str], *, who: str, at: str, reason: str | None = None) -> Done:
    """A person says that several actors, incidents or stories are one."""
    kind = kind_of(ids[0]) if ids else None
    if kind not in GROUPS or len(set(ids)) < 2 or any(kind_of(one) != kind for one in ids):
        raise BadRequest("there is nothing to merge", "give two or more ids of actors, of incidents or of stories")
    rows = [row_of(record, one) for one in dict.fromkeys(ids)]
    members = _some([member for row in rows for member in _members(row)])
    one = Review("merge", kind, rows[0].id, _name(who), at, _reason(reason), members=members)
    return _say(record, one, LATER)


def split(record: Record, row_id: str, members: Sequence[str], *, who: str, at: str, reason: str | None = None) -> Done:
    """A person says that some members (events, reports, ids of actors, statements) do not belong to an incident, story,
    actor or dispute."""
    kind = kind_of(row_id) or ""
    if kind not in (*GROUPS, "disputes"):
        do = "give the id of an actor, an incident, a story or a dispute, and its members"
        raise BadRequest(f"{row_id} is no group", do)
    row = row_of(record, row_id)
    inside = _members(row)
    out = tuple(dict.fromkeys(members))
    strangers = [one for one in out if one not in inside]
    if strangers or not out or len(out) == len(inside):
        shown = ", ".join(inside[:8])
        what = f"{strangers[0]} is not in {row_id}" if strangers else f"that would leave {row_id} as it is"
        raise BadRequest(what, f"name some of its members: {shown}")
    rest = tuple(one for one in inside if one not in out)
    verdict: Verdict = "split" if kind in GROUPS else "reject"  # of statements: those parted are not comparable
    one = Review(
        verdict, kind, row.id, _name(who), at, _reason(reason), apart=None if kind in GROUPS else "statements",
        members=_some(out), rest=_some(rest),
    )  # fmt: skip
    return _say(record, one, LATER)


LATER = 2**62  # decisions about groups stand beside each other; of two about one pair the later counts


def undo(record: Record, number: int | None = None, *, who: str, at: str) -> Done:
    """Takes back a review, one's own last one if none is named. Raises BadRequest when there is none."""
    own = _name(who)
    if number is None:
        mine = [one.id for one in record.reviews.in_force() if one.who == own]
        if not mine:
            raise BadRequest(f"{own} has no review to take back", "name its number: `dateline review done` shows them")
        number = mine[-1]
    one, _ = record.reviews.one(number)
    entry = record.undo_review(number, who=own, at=at, joining=joining_rules())
    return Done(entry, "undo", one.row, one.report)


def version(record: Record, row_id: str) -> int:
    """The number of the log's entry that last touched a row; hand it back as `seen`. Raises BadRequest for none."""
    touched = record.reviews.touched(row_id)
    if touched is None:
        raise record.gone(row_id)
    return touched


def queue(
    record: Record, by: Order = "both", kinds: Iterable[str] = QUEUED, *, report: str | None = None, limit: int = 20,
    last: int | None = None,
) -> list[Item]:  # fmt: skip
    """What to look at first: the least sure rows, the most important ones, or both together. Reviewed rows are out.

    last: only so many reports are looked through, those that were read last."""
    wanted = set(kinds)
    if unknown := wanted - set(QUEUED):
        raise BadRequest(f"{sorted(unknown)[0]!r} are not queued", f"choose from {', '.join(QUEUED)}")
    some = None if last is None else record.reviews.read_last(last)
    reports = some if report is None else [record.find_report(report).id]
    return [_item(record, row) for row in record.reviews.queue(by, sorted(wanted), reports, limit)]


def listed(record: Record, *, row: str | None = None, report: str | None = None) -> list[Listed]:
    """Every review, by number, those that were undone among them."""
    about = None if report is None else record.find_report(report).id
    every = [
        (one, undone) for one, undone in record.reviews.every()
        if (row is None or one.row == row) and (about is None or one.report == about)
    ]  # fmt: skip
    stands: dict[int, str | None] = {}
    for name in sorted({one.report for one, undone in every if one.report is not None and undone is None}):
        own = record.reviews.in_force(report=name)
        stands |= reviewed(record.reviews.machine_reading(name), own).stands
    veil = record.veil
    return [_listed(one if veil is None else veil.review(one), undone, stands) for one, undone in every]


def fields_of(row_id: str) -> tuple[str, ...]:
    """The fields that can be corrected in rows of that kind."""
    return FIELDS.get(kind_of(row_id) or "", ())


def _listed(one: Review, undone: int | None, stands: Mapping[int, str | None]) -> Listed:
    if undone is not None:
        return Listed(one, "undone", None)
    if one.report is None:
        return Listed(one, "in force", one.row)
    now = stands.get(one.id)
    return Listed(one, "in force" if now is not None else "rests on a row that was replaced", now)


def _say(record: Record, one: Review, seen: int | None) -> Done:
    number = record.review(one, joining=joining_rules(), seen=seen)
    return Done(number, one.verdict, one.row, one.report)


def _row(record: Record, row_id: str) -> Any:
    """A read row. Raises BadRequest, naming the newer one, when it was replaced."""
    kind = kind_of(row_id)
    if kind != "reports" and kind not in READ_KINDS:
        raise BadRequest(f"{row_id[:60]!r} is no id of a row that can be reviewed", "ids look like clm-…, evt-…")
    if not record.holds(row_id):
        raise record.gone(row_id)
    return record.row(row_id)


def _of_row(record: Record, verdict: Verdict, row_id: str, who: str, at: str, reason: str | None) -> Review:
    kind = kind_of(row_id)
    if kind in GROUPS or kind in COMPARED:
        return _of_joined(record, verdict, row_id, who, at, reason)
    return _about(_row(record, row_id), verdict, who, at, reason)


def _of_joined(record: Record, verdict: Verdict, row_id: str, who: str, at: str, reason: str | None) -> Review:
    """A verdict on what joining made: of a link or dispute it says which rows are (not) to be compared."""
    row = row_of(record, row_id)
    kind = kind_of(row_id) or ""
    members: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    apart = None
    if isinstance(row, Link):
        if row.relation == "reuses_text" and verdict == "reject":
            raise BadRequest(f"{row_id} says which words two reports share", "that can be counted, and is not judged")
        members, rest = (row.a,), (row.b,)
        apart = "actors" if row.relation == "same_actor" else "statements" if row.relation != "reuses_text" else None
    elif isinstance(row, Dispute):
        members, rest, apart = row.rows, row.rows, "statements"
    return Review(verdict, kind, row.id, _name(who), at, _reason(reason), apart=apart, members=members, rest=rest)


def _about(row: Any, verdict: Verdict, who: str, at: str, reason: str | None, **more: Any) -> Review:
    kind = kind_of(row.id) or ""
    if isinstance(row, Report):
        return Review(verdict, kind, row.id, _name(who), at, _reason(reason), report=row.id, **more)
    return Review(
        verdict, kind, row.id, _name(who), at, _reason(reason), report=row.report, start=row.start, end=row.end,
        text=row.text, apart=discriminator(row), **more,
    )  # fmt: skip


def _members(row: Any) -> tuple[str, ...]:
    """What a group consists of, by the ids that joining compares."""
    match row:
        case Incident():
            return row.events
        case Story():
            return row.reports
        case Actor():
            return row.members or (row.id,)
        case Dispute():
            return row.rows
    raise TypeError(f"{type(row).__name__} is no group")


def _some(members: Sequence[str]) -> tuple[str, ...]:
    if len(members) > MOST:
        raise BadRequest(f"{len(members):,} members are too many at once", f"take at most {MOST:,}")
    return tuple(dict.fromkeys(members))


def _name(who: str) -> str:
    """Whoever says it, on one line."""
    name = " ".join(who.replace("\0", "").split())
    if not name or len(name) > 200 or not is_text(name):
        raise BadRequest("nobody says it", "give a name of at most 200 characters: --as NAME")
    return name


def _reason(reason: str | None) -> str | None:
    if reason is None or not reason.strip():
        return None
    if len(reason) > 2_000 or not is_text(reason):
        raise BadRequest("the reason cannot be kept", "write at most 2,000 characters of text")
    return " ".join(reason.split())


def _item(record: Record, found: Mapping[str, Any]) -> Item:
    row = record.row(found["id"])
    reading = record.reading(row.report)
    first, last = sentence_around(reading, row.start, row.end)
    sentence = " ".join(reading.report.text[first:last].split())
    sure = found["confidence"]
    reasons = [f"{sure:.2f} of such rows are right" if sure is not None else "not measured how often it is right"]
    reasons += ["a side of a dispute"] if found["disputed"] else []
    reasons += [f"told in {found['told']} other places"] if found["told"] else []
    return Item(
        row.id, found["kind"], row.report, " ".join(row.text.split()), sentence, sure, round(found["doubt"], 3),
        found["importance"], ", ".join(reasons), version(record, row.id),
    )  # fmt: skip
