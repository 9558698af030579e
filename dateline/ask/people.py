"""People's safety: taking somebody out of a record for good, or into a redacted copy of it, and proof that it worked.

    delete_person(record, name, reason=, who=, at=) -> Redacted     for good, in this record; a tombstone is left
    redact(source, target, {name: label or None}, reason=, who=, at=) -> [Redacted]     into a new record
    mark(record, name, reason=, who=, at=) -> Withheld      names withheld on pages and exports, for as long as it lasts
    unmark(record, which, reason=, who=, at=) -> Withheld   by number, name or id
    residue(place, names) -> [where a name still stands in the bytes of a record's files]

`name` is an actor's id, name or other name. All that the record calls them is replaced, in every report that names
them: docs/people.md says what is found and what is not.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.ask.actors import find
from dateline.ask.everybody import OfMentions, joined
from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.ids import make_id
from dateline.joining.actors import Joined
from dateline.lexicon.phrases import fold
from dateline.people.hide import Person
from dateline.people.names import Names, flat, words_of
from dateline.records import Actor
from dateline.store.address import address
from dateline.store.copy import copy
from dateline.store.log import EVERYWHERE, Entry
from dateline.store.record import Record
from dateline.store.redacting import Redacted, Said
from dateline.store.veil import Withheld, withheld

DELETE = "delete person"  # what the log calls it
NUMBERED = re.compile(r"\[name withheld (\d+)\]")
LABEL = re.compile(r"[^\W_][^\"\\\x00-\x1f\x7f]{0,59}|\[[^\"\\\[\]\x00-\x1f\x7f]{1,58}\]")


@dataclass(frozen=True, slots=True)
class Called:
    """An actor, all that it is called in the record, and the ids under which rows have it."""

    actor: Actor
    names: tuple[str, ...]
    ids: frozenset[str]


def called(record: Record, name: str, also: Iterable[str] = ()) -> Called:
    """Whom a name means, and how else the record calls them. Raises BadRequest for nobody, several, or no person."""
    every = joined(View(record))
    actor = find(OfMentions(View(record), every), name)
    if actor.kind not in ("person", None):
        raise BadRequest(f"{actor.name} is no person but of kind {actor.kind}", "only people can be taken out")
    ids = _ids(every, actor)
    spelt = dict.fromkeys([actor.name, *actor.aliases, *_spelt(record, ids), *also])
    if not any(row for row in _rows(record, ids)):
        raise BadRequest(f"nobody calls {actor.name} by name", "there is nothing to replace")
    return Called(actor, tuple(one for one in spelt if words_of(one)), ids)


def _ids(every: Joined, actor: Actor) -> frozenset[str]:
    """The ids that mean this actor wherever they stand; one that means others elsewhere is left out."""
    meant: dict[str, set[str]] = {}
    for (_, raw), one in every.of.items():
        meant.setdefault(raw, set()).add(one)
    own = {raw for raw, its in meant.items() if its == {actor.id}}
    return frozenset({actor.id, *(raw for raw in actor.members if meant.get(raw, {actor.id}) == {actor.id}), *own})


def _rows(record: Record, ids: frozenset[str]) -> list[tuple[str | None, str, str | None]]:
    asked = (
        "SELECT DISTINCT name, text, role FROM mentions WHERE form = 'name'"
        " AND actor IN (SELECT value FROM json_each(:ids)) ORDER BY name, text, role"
    )
    found = record.database.run(asked, {"ids": json.dumps(sorted(ids))}).fetchall()
    return [(row["name"], row["text"], row["role"]) for row in found]


def _spelt(record: Record, ids: frozenset[str]) -> Iterator[str]:
    """What mentions of any version call them, without the office before the name."""
    for name, text, role in _rows(record, ids):
        if name:
            yield name
        words = " ".join(text.split())
        office = " ".join((role or "").split())
        if office and words.lower().startswith(office.lower()):
            words = words[len(office) :].strip()
        if name and words and set(words_of(words.lower())) <= set(words_of(name.lower())):
            yield words  # else there are words in it that are no name


def next_label(record: Record) -> str:
    """A label that nobody in the record has yet."""
    known = [row["label"] for row in record.database.ask("redactions")]
    numbers = [int(match[1]) for label in known for match in NUMBERED.finditer(label)]
    last = record.database.ask("withheld_last").fetchone()["n"]
    return f"[name withheld {max([*numbers, last], default=0) + 1}]"


def _person(one: Called, label: str, everywhere: bool) -> Person:
    return Person(Names.of(one.names), label, one.ids, make_id("actors", label, "withheld"), everywhere)


def _fits(label: str | None) -> None:
    """Can it stand in a text, in an address and inside of JSON? Raises BadRequest."""
    if label is not None and not LABEL.fullmatch(label):
        raise BadRequest(
            f"{label[:60]!r} cannot stand for a name",
            'give letters, digits and blanks: "Witness A", at most 60 of them',
        )


def _why(reason: str) -> None:
    if not reason.strip():
        raise BadRequest("nothing says why", "give a reason; it stays in the log, without the name")


def delete_person(
    record: Record, name: str, *, reason: str, who: str | None, at: str, also: Iterable[str] = (),
    everywhere: bool = False,
) -> Redacted:  # fmt: skip
    """Takes a person out of a record for good. A tombstone stays, that does not say who it was. Join anew after.

    also: further names; everywhere: the surname goes in all reports, and out of other people's names too.
    Raises BadRequest, BadRecord; then all is as before.
    """
    _why(reason)
    one = called(record, name, also)
    done = record.redact(_person(one, next_label(record), everywhere), Said(DELETE, at, who, reason))
    _bury(record, [entry for entry in record.history.log() if entry.id == done.number])
    return done


def unfinished(record: Record) -> list[Entry]:
    """Deletions of people that were stopped before the places that became free were overwritten."""
    every = (entry for entry in record.history.log() if entry.what == DELETE + EVERYWHERE and entry.subject)
    return [entry for entry in every if record.deleted(_buried(entry)) is None]


def finish(record: Record) -> int:
    """Finishes deletions that were stopped: overwrites what became free, puts the tombstones. How many there were."""
    left = unfinished(record)
    if left:
        record.database.tidy()
        _bury(record, left)
    return len(left)


def _bury(record: Record, entries: Iterable[Entry]) -> None:
    """A tombstone is put last: it says that all is done."""
    for entry in entries:
        record.bury(_buried(entry), reason=f"a person was deleted: {entry.reason}", at=entry.at)


def _buried(entry: Entry) -> str:
    """The id of a tombstone; it says nothing of the person."""
    return make_id("actors", entry.subject or "", "withheld")


def redact(
    source: Path | str, target: Path | str, people: Mapping[str, str | None], *, reason: str, who: str | None, at: str,
    also: Iterable[str] = (), everywhere: bool = False,
) -> list[Redacted]:  # fmt: skip
    """Copies a record into a new place, without these people: name -> what stands for them, None for a blank.

    Nothing stands at `target` before all is done and looked through. Raises BadRequest, BadRecord.
    """
    place, source = address(target), address(source)
    _why(reason)
    for label in people.values():
        _fits(label)
    if isinstance(place, Path) and place.exists():
        raise BadRequest(f"there is something at {place}", "name a new place; nothing is written over")
    if isinstance(place, Path) and not place.parent.is_dir():
        raise BadRequest(f"there is no folder {place.parent}", "make it, or see that its disk is there")
    working = place.with_name(place.name + ".part") if isinstance(place, Path) else place
    with Record(source) as old:  # names that do not fit are told before anything is written
        known = [called(old, name, also if len(people) == 1 else ()) for name in people]
    try:
        copy(source, working)
        with Record(working) as record:
            done = []
            for one, label in zip(known, people.values(), strict=True):
                person = _person(one, label or next_label(record), everywhere)
                done.append(record.redact(person, Said("redact", at, who, reason)))
        if isinstance(place, Path) and isinstance(working, Path):
            os.replace(working, place)
    finally:
        if isinstance(working, Path) and working != place:
            for path in _files(working):
                path.unlink(missing_ok=True)
    return done


# -- names that are withheld


def mark(
    record: Record, name: str, *, reason: str, who: str | None, at: str, also: Iterable[str] = ()
) -> Withheld:  # fmt: skip
    """From now on this person's names are not shown. Raises BadRequest for nobody, or somebody who is marked."""
    _why(reason)
    one = called(record, name, also)
    if known := next((its for its in withheld(record) if one.ids & set(its.ids)), None):
        raise BadRequest(f"{one.actor.name} is withheld already, as {known.label}", "`dateline people unmark` shows it")
    number = int(NUMBERED.fullmatch(next_label(record))[1])  # type: ignore[index]  # it is one
    record.withhold(one.actor.id, one.names, sorted(one.ids), reason=reason, who=who, at=at, number=number)
    return next(its for its in withheld(record) if its.number == number)


def unmark(record: Record, which: str, *, reason: str, who: str | None, at: str) -> Withheld:
    """Shows a person's names again. which: number, label, name or actor's id. Raises BadRequest for nobody marked."""
    number = NUMBERED.fullmatch(which)
    words = number[1] if number else which
    for one in withheld(record):
        if words in (str(one.number), one.actor, *one.ids) or fold(words) in map(fold, one.names):
            record.no_longer_withhold(one.number, reason=reason, who=who, at=at)
            return one
    raise BadRequest(f"nobody is withheld as {which[:60]!r}", "`dateline people list` shows who is")


# -- proof


def residue(place: Path | str, names: Sequence[str]) -> list[str]:
    """Where one of these names still stands in the bytes of a record's file, or of a journal beside it.

    Any case, with accents and without. Of a database on a server nothing can be said: [].
    """
    where = address(place)
    if not isinstance(where, Path):
        return []
    forms = {form.lower().encode() for name in names if len(name) > 1 for form in (name, flat(name)[0])}
    found = []
    for path in _files(where):
        data = path.read_bytes().lower()
        n = sum(data.count(form) for form in sorted(forms))
        if n:
            found.append(f"{path.name}: {n} times")
    return found


def _files(path: Path) -> list[Path]:
    """A record's file and the journals beside it, those that are there."""
    every = [path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))]
    return [one for one in every if one.is_file()]


def full_names(one: Called) -> list[str]:
    """The names that are surely this person's: those of several words."""
    return [name for name in one.names if len(words_of(name)) > 1]
