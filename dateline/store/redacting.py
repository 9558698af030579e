"""A person taken out of a record for good: names in texts, rows of every version, kept bytes, file names, the log.

Within the caller's transaction. A report that names the person keeps its id, and gets its redacted text in place of
the text and of the bytes; the places of its rows move along (`people.hide`). For each such report the log gets an entry
that vouches for what stands there from now on, instead of the entries before it. Words of the log itself are blanked,
and the last entry vouches for what was left of them. What was joined is made anew.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from dateline.people.hide import Hidden, Hiding, Person, hidden
from dateline.people.names import Span
from dateline.records import KINDS, READ_KINDS, Mention, Report
from dateline.store import log
from dateline.store.codec import columns, from_row, to_row
from dateline.store.database import Database
from dateline.store.erase import forget_made
from dateline.store.joined import WITH_HISTORY
from dateline.store.scaffold import INTERNAL
from dateline.store.tallies import TABLES

FLAG = "redacted: names of people were replaced"
VERSIONED = ("reports", *READ_KINDS)
# Swept apart: the log has its own way, the rest holds no words (or is emptied before).
UNSWEPT = ("transactions", "originals", "blanked", "found", "found_at", "found_columns", *INTERNAL, *WITH_HISTORY,
           *TABLES)  # fmt: skip
ENTRY = ("who", "subject", "reason")  # what people write into the log
TIMES = ("tx_in", "tx_out")
FILE = re.compile(r"/|\.\w{1,5}$")


@dataclass(frozen=True, slots=True)
class Redacted:
    """What was replaced: per report how many places of its text; rows of all versions; entries of the log; other rows.

    remaining: reports that have the surname alone, or in somebody else's name, with how often; they were left as they
    are.
    """

    label: str
    number: int  # of the entry of the log that sums it up
    reports: tuple[tuple[str, int], ...]
    rows: int
    entries: int
    others: int
    remaining: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Who asked for it, when and why. `what` is what the log calls it."""

    what: str
    at: str
    who: str | None
    reason: str


def redact(db: Database, person: Person, said: Said) -> Redacted:
    """Replaces a person in all of a record. Call `tidy` after the transaction, and make things findable before."""
    hiding = Hiding((person,))
    said = replace(
        said, reason=hiding.words(said.reason, True), who=said.who and (hiding.words(said.who, True) or None)
    )
    affected = _naming(db, person)
    forget_made(db)
    done = [_report(db, hiding, report, said) for report in affected]
    db.run("DELETE FROM withheld WHERE actor IN (SELECT value FROM json_each(:ids))",
           {"ids": json.dumps(sorted(person.ids))})  # fmt: skip
    others = _swept(db, hiding)
    entries = _blanked(db, hiding, said)
    number = _vouched(db, person, said)
    reports = tuple((report, places) for report, (places, _) in zip(affected, done, strict=True))
    remaining = tuple(_remaining(db, person))
    return Redacted(person.label, number, reports, sum(rows for _, rows in done), entries, others, remaining)


# -- reports


def _naming(db: Database, person: Person) -> list[str]:
    """The reports that have the person, by id: the full name, or one of the ids, in any row of any version."""
    look = person.names.anywhere if person.everywhere else person.names.in_full
    found: set[str] = set()
    for kind in VERSIONED:
        column = "id" if kind == "reports" else "report"
        for row in db.stream(f"SELECT * FROM {kind}"):
            if row[column] not in found and _has(row, look, person.ids):
                found.add(row[column])
    return sorted(found)


def _has(row: Mapping[str, Any], look: Callable[[str], list[Span]], ids: Iterable[str]) -> bool:
    words = "\x1f".join(row[name] for name in row.keys() if isinstance(row[name], str))  # noqa: SIM118
    return any(one in words for one in ids) or bool(look(words))


def versions_of(db: Database, kind: str, report: str) -> list[Mapping[str, Any]]:
    """All rows of a report of a kind, those of the past too."""
    column = "id" if kind == "reports" else "report"
    return db.run(f"SELECT * FROM {kind} WHERE {column} = :report ORDER BY tx_in", {"report": report}).fetchall()


def _report(db: Database, hiding: Hiding, report_id: str, said: Said) -> tuple[int, int]:
    """Redacts a report in every version; (places in the text, rows that changed)."""
    found = {kind: versions_of(db, kind, report_id) for kind in VERSIONED}
    reports: list[Report] = [from_row(Report, row) for row in found["reports"]]
    mentions: list[Mention] = [from_row(Mention, row) for row in found["mentions"]]
    cuts = {row["end"] for row in found["passages"]}
    of = hidden(reports[0], mentions, cuts, hiding.people)
    changed = 0
    for kind, rows in found.items():
        new = [(row, _as_row(hiding.row(from_row(KINDS[kind], row), of), kind, row)) for row in rows]
        changed += sum(tuple(row[name] for name in values) != tuple(values.values()) for row, values in new)
        _put(db, kind, [values for _, values in new])
    _reviews(db, hiding, report_id, of)
    raw = of.text.encode("utf-8", "surrogatepass")
    sha256 = hashlib.sha256(raw).hexdigest()
    db.ask("replace_original", report=report_id, sha256=sha256, raw=zlib.compress(raw, 6))
    tx = _entry(db, said, report_id, content_of_report(db, report_id))
    label = hiding.people[0].label
    db.ask("put_redaction", report=report_id, label=label, places=len(of.edits), versions=changed, sha256=sha256, tx=tx)
    return len(of.edits), changed


def _as_row(new: Any, kind: str, old: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(new, Report) and FLAG not in new.flags:
        new = replace(new, flags=(*new.flags, FLAG))
    values = dict(zip(columns(KINDS[kind]), to_row(new), strict=True))
    return values | {name: old[name] for name in TIMES}


def _put(db: Database, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        db.insert(table, tuple(rows[0]), [tuple(row.values()) for row in rows], "replace")


def _reviews(db: Database, hiding: Hiding, report: str, of: Hidden) -> None:
    """Reviews of the report's rows: where the row stood, what stood there, and what a person wrote instead."""
    rows = []
    for row in db.run("SELECT * FROM reviews WHERE report = :report", {"report": report}).fetchall():
        new = _rewritten(hiding, "reviews", row, named=True)
        if row["start"] is not None:
            start, end = of.start(row["start"]), of.end(row["end"])
            new |= {"start": start, "end": end, "text": of.text[start:end]}
        new["changes"] = json.dumps([_change(one, of) for one in json.loads(new["changes"])], ensure_ascii=False)
        rows.append(new)
    _put(db, "reviews", rows)


def _change(change: dict[str, Any], of: Hidden) -> dict[str, Any]:
    """One field of a correction. Bounds and parties point into the text."""
    for side in ("value", "former"):
        if change.get(side) is not None:
            change[side] = json.dumps(_moved(json.loads(change[side]), of, change.get("field")), ensure_ascii=False)
    return change


def _moved(value: Any, of: Hidden, field: str | None) -> Any:
    if isinstance(value, list):
        return [_moved(item, of, None) for item in value]
    if isinstance(value, dict):
        return {key: _moved(item, of, key) for key, item in value.items()}
    if type(value) is int and field in ("start", "end"):
        return of.start(value) if field == "start" else of.end(value)
    return value


def content_of_report(db: Database, report: str, before: int | None = None) -> str:
    """A hash over all that stands of a report, in every version, and over the reviews of its rows.

    before: only what came into the record before this entry; later rows have entries of their own.
    """
    hashes = []
    for kind in (*VERSIONED, "reviews"):
        for row in versions_of(db, kind, report):
            if before is None or row["tx_in"] < before:
                hashes.append(log.row_hash(kind, {name: row[name] for name in row.keys() if name != "tx_out"}))  # noqa: SIM118
    return log.content_of(hashes)


# -- the rest of the record


def _swept(db: Database, hiding: Hiding) -> int:
    """Every other row with words: what was set aside, imports, tombstones, reviews of groups; how many changed."""
    changed = 0
    for table in db.tables():
        if table in (*UNSWEPT, *VERSIONED):
            continue
        found = []
        for row in db.stream(f"SELECT * FROM {table}"):
            new = _rewritten(hiding, table, row, named=table in ("set_aside", "saved_searches"))
            if any(new[name] != row[name] for name in new):
                found.append((row, new))
        for old, new in found:
            _swap(db, table, old, new)
            if table == "reviews":  # of groups; those of rows went with their reports
                db.ask("mark_blanked", entry=old["tx_in"])
        changed += len(found)
    return changed


def _rewritten(hiding: Hiding, table: str, row: Mapping[str, Any], named: bool) -> dict[str, Any]:
    """A row with its words rewritten, whatever table it is of; ids of the person in it too."""
    names = row.keys()
    new = {name: row[name] for name in names}
    for name, value in new.items():
        if isinstance(value, str):
            clean = hiding.address(value, named) if name in ("source", "cited") else hiding.words(value, named)
            for old, its in hiding.new_ids.items():
                clean = clean.replace(old, its)
            new[name] = clean
    if table == "set_aside" and new["raw"] is not None:
        kept = zlib.decompress(new["raw"]).decode("utf-8", "replace")
        if any(person.names.anywhere(kept) for person in hiding.people):
            new |= {"raw": None, "sha256": None}
    return new


def _swap(db: Database, table: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """One row instead of another, found by all that it holds; tables differ in their keys."""
    known = {name: old[name] for name in new if not _is_bytes(old[name])}
    same = " AND ".join(f'"{name}" IS NULL' if its is None else f'"{name}" = :{name}' for name, its in known.items())
    db.run(f"DELETE FROM {table} WHERE {same}", {name: its for name, its in known.items() if its is not None})
    db.insert(table, tuple(new), [tuple(new.values())], "replace")


def _is_bytes(value: Any) -> bool:
    return isinstance(value, bytes | memoryview)


# -- the log


def _blanked(db: Database, hiding: Hiding, said: Said) -> int:
    """Takes the names out of what people and sources wrote into the log; how many entries."""
    changed = []
    for entry, _ in log.entries(db):
        new = {name: _plain_words(hiding, getattr(entry, name), name != "who") for name in ENTRY}
        if any(new[name] != getattr(entry, name) for name in ENTRY):
            changed.append({"entry": entry.id, **new})
    for one in changed:
        db.ask("mark_blanked", entry=one["entry"])
        db.ask("blank_entry", **one)
    return len(changed)


def _plain_words(hiding: Hiding, value: str | None, named: bool) -> str | None:
    """named: a surname alone is the person's too; who wrote the entry may be somebody else of that name."""
    if value is None:
        return None
    clean = hiding.words(value, named)
    if named and FILE.search(value):  # in whatever case
        clean = hiding.address(clean, True)
    return hiding.new_ids.get(clean, clean)


def blanked_content(db: Database) -> str:
    """A hash over the entries of the log whose words were blanked, as they are now, and the reviews they brought."""
    known = {row["entry"] for row in db.ask("blanked")}
    hashes = [
        log.row_hash("transactions", {**asdict(entry), "digest": digest})
        for entry, digest in log.entries(db)
        if entry.id in known
    ]
    for row in db.ask("every_review"):
        if row["tx_in"] in known and row["report"] is None:
            hashes.append(log.row_hash("reviews", {name: row[name] for name in row.keys() if name not in TIMES}))  # noqa: SIM118
    return log.content_of(hashes)


def _vouched(db: Database, person: Person, said: Said) -> int:
    """The entry that sums it up; it vouches for the blanked ones."""
    return _entry(db, replace(said, what=said.what + log.EVERYWHERE), person.label, blanked_content(db))


def _entry(db: Database, said: Said, subject: str, content: str) -> int:
    return log.append(db, log.Entry(0, said.at, said.what, None, said.who, subject, said.reason, content))


def _remaining(db: Database, person: Person) -> Iterator[tuple[str, int]]:
    for row in db.stream("SELECT id, text FROM reports WHERE tx_out IS NULL ORDER BY id"):
        if n := len(person.names.anywhere(row["text"])):
            yield row["id"], n


def wrong(db: Database) -> Iterator[str]:
    """What the log and the redacted reports are not as a redaction left them; nothing when all is as written."""
    last = {row["report"]: row for row in db.ask("redactions")}
    contents = {entry.id: entry for entry, _ in log.entries(db)}
    for report, row in sorted(last.items()):
        entry = contents.get(row["tx_in"])
        if entry is None or entry.subject != report or content_of_report(db, report, entry.id) != entry.content:
            yield f"{report} is not what its redaction (entry {row['tx_in']}) left"
    vouching = [entry for entry in contents.values() if entry.what.endswith(log.EVERYWHERE)]
    if vouching and vouching[-1].content != blanked_content(db):
        yield f"entries whose words were blanked are not what entry {vouching[-1].id} left of them"
    if not vouching and db.ask("blanked").fetchone():
        yield "entries of the log were blanked, and no entry says why"


def gone(db: Database) -> log.Gone:
    """What entries of the log cannot be held to any more."""
    erased = frozenset(row["report"] for row in db.ask("tombstones"))
    redacted = {row["report"]: row["tx_in"] for row in db.ask("redactions")}
    return log.Gone(erased, redacted, frozenset(row["entry"] for row in db.ask("blanked")))
