"""Other words where people were named: in a report's text, and in every row of it, whose places move with the text.

The names of a person stand in the text, in what rows call somebody, in addresses and file names. What stood at
text[start:end] stands there afterwards too, with the label for the name; a place that began or ended inside of a name
takes in the whole label. Nothing else changes: ids of rows, dates, places, figures, who said what.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from dateline.people.names import WORD, Names, Span, flat, words_of
from dateline.records import Actor, How, Mention, Party, Report

ADDRESSES = ("url", "source")  # fields without capitals to go by


@dataclass(frozen=True)
class Person:
    """Somebody whose names are replaced by `label`.

    ids: under which rows have the person; new_id: what stands there instead, None keeps them. everywhere: the surname
    is replaced too where it is part of another person's name, or stands in a report that does not name this person.
    """

    names: Names
    label: str
    ids: frozenset[str]
    new_id: str | None = None
    everywhere: bool = False


@dataclass(frozen=True)
class Hidden:
    """A report's text with some places replaced: where each character of the old one stands now.

    others: names of other people in it, in which a surname alone is theirs.
    """

    edits: tuple[tuple[int, int, str], ...]  # start, end, what stands there; in order, apart from each other
    text: str
    others: tuple[str, ...] = ()
    _starts: tuple[int, ...] = field(default=(), repr=False)
    _ends: tuple[tuple[int, int], ...] = field(
        default=(), repr=False
    )  # where each edit begins and ends in the new text

    @classmethod
    def of(cls, text: str, edits: Sequence[tuple[int, int, str]], others: Iterable[str] = ()) -> "Hidden":
        pieces, ends, at, length = [], [], 0, 0
        for start, end, put in edits:
            pieces += [text[at:start], put]
            length += start - at + len(put)
            ends.append((length - len(put), length))
            at = end
        made = "".join([*pieces, text[at:]])
        return cls(tuple(edits), made, tuple(others), tuple(start for start, _, _ in edits), tuple(ends))

    def start(self, at: int) -> int:
        """Where what began at an offset begins now."""
        return self._at(at, inside=0)

    def end(self, at: int) -> int:
        """Where what ended at an offset ends now."""
        return self._at(at, inside=1)

    def _at(self, at: int, inside: int) -> int:
        n = bisect_right(self._starts, at) - 1
        if n < 0:
            return at
        start, end, _ = self.edits[n]
        if at == start:
            return self._ends[n][0]
        return self._ends[n][1] + at - end if at >= end else self._ends[n][inside]


def hidden(report: Report, mentions: Iterable[Mention], cuts: Iterable[int], people: Sequence[Person]) -> Hidden:
    """The report's text without the names. mentions: of all its versions; cuts: where passages end."""
    mentions = tuple(mentions)
    borders = sorted(set(cuts))
    others = [m for m in mentions if _is_somebody_else(m, people)]
    found: list[tuple[int, int, str]] = []
    actors, folded = {m.actor for m in mentions}, flat(report.text)[0].lower()
    for person in people:
        if person.ids.isdisjoint(actors) and not person.names.can_be_in(folded):
            continue
        spans = {*person.names.anywhere(report.text), *_in_mentions(person, mentions)}
        if not person.everywhere:
            own = set(person.names.in_full(report.text))
            spans = {s for s in spans if s in own or not any(m.start <= s[0] and s[1] <= m.end for m in others)}
        found += [(start, end, person.label) for start, end in spans]
    known = dict.fromkeys(words for m in others for words in (m.name, m.text) if words)
    return Hidden.of(report.text, _cut(_apart(sorted(found)), borders), known)


def _in_mentions(person: Person, mentions: Iterable[Mention]) -> set[Span]:
    """The words of the person's names where a reading found the person by name: a given name alone, too."""
    found: set[Span] = set()
    for mention in mentions:
        if mention.actor in person.ids and mention.form == "name":
            plain, origin = flat(mention.text)
            for match in WORD.finditer(plain):
                start, end = match.span()
                if match[0].lower() in person.names.parts and not match[0].islower():
                    at = (start, end) if origin is None else (origin[start], origin[end - 1] + 1)
                    found.add((mention.start + at[0], mention.start + at[1]))
    return found


def _is_somebody_else(mention: Mention, people: Sequence[Person]) -> bool:
    known = mention.kind == "person" and mention.form == "name" and mention.actor is not None
    return known and len(words_of(mention.text)) > 1 and not any(mention.actor in one.ids for one in people)


def _apart(found: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Places that overlap become one."""
    apart: list[tuple[int, int, str]] = []
    for start, end, put in found:
        if apart and start < apart[-1][1]:
            first, last, label = apart[-1]
            apart[-1] = (first, max(last, end), label)
        else:
            apart.append((start, end, put))
    return apart


def _cut(edits: Iterable[tuple[int, int, str]], borders: Sequence[int]) -> list[tuple[int, int, str]]:
    """A name over the border of two passages is a name in each: what stands in one passage stays in it."""
    found: list[tuple[int, int, str]] = []
    for start, end, put in edits:
        inside = [b for b in borders[bisect_right(borders, start) :] if b < end]
        found += [(a, b, put) for a, b in zip([start, *inside], [*inside, end], strict=True)]
    return found


@dataclass(frozen=True)
class Hiding:
    """Replaces people in rows. Pure."""

    people: tuple[Person, ...]

    def words(self, text: str, named: bool, others: Iterable[str] = ()) -> str:
        """Words without the names. named: they belong to a report that names the person; a surname is theirs then,
        but for the names of `others`."""
        for person in self._near(text):
            find = person.names.anywhere if named or person.everywhere else person.names.in_full
            spans = find(text)
            if spans and others and not person.everywhere:
                theirs = [match.span() for name in others for match in re.finditer(re.escape(name), text)]
                own = set(person.names.in_full(text))
                spans = [s for s in spans if s in own or not any(a <= s[0] and s[1] <= b for a, b in theirs)]
            text = _put(text, spans, person.label)
        return text

    def _near(self, text: str) -> list[Person]:
        """Those whose surname stands in the words."""
        folded = flat(text)[0].lower()
        return [person for person in self.people if person.names.can_be_in(folded)]

    def address(self, text: str, named: bool) -> str:
        """A file name, or the address of a page, without the names."""
        for person in self._near(text):
            find = person.names.in_address if named or person.everywhere else person.names.in_full
            text = _put(text, find(text), slug(person.label))
        return text

    @property
    def new_ids(self) -> Mapping[str, str]:
        return {old: one.new_id for one in self.people if one.new_id is not None for old in one.ids}

    def row(self, row: Any, of: Hidden | None, named: bool = True) -> Any:
        """A row without the names. of: the text of its report; None for a row that points at no text."""
        if isinstance(row, Report):
            return self._report(row, of, named)
        if isinstance(row, Actor) and (who := self._is(row.id, *row.members)):
            kept = {"roles": tuple(self.row(role, None, named) for role in row.roles)}
            ids = {"id": self._id(row.id), "members": tuple(dict.fromkeys(map(self._id, row.members)))}
            return replace(row, name=who.label, aliases=(), wikidata=None, **kept, **ids)  # type: ignore[arg-type]
        changed = {f.name: self._value(getattr(row, f.name), of, named) for f in fields(row)}
        if isinstance(row, Mention | Party) and row.name is not None and (who := self._is(row.actor)):
            changed["name"] = who.label
        if of is not None and getattr(row, "start", None) is not None:
            changed |= {"start": of.start(row.start), "end": of.end(row.end)}
            if hasattr(row, "text"):
                changed["text"] = of.text[changed["start"] : changed["end"]]
        return type(row)(**changed)

    def _report(self, report: Report, of: Hidden | None, named: bool) -> Report:
        assert of is not None
        changed = {f.name: self._value(getattr(report, f.name), of, named) for f in fields(report) if f.name != "text"}
        for name in ADDRESSES:
            value = getattr(report, name)
            changed[name] = None if value is None else self.address(value, named)
        changed["sentences"] = tuple(dict.fromkeys(of.start(at) for at in report.sentences))
        return Report(**changed, text=of.text)

    def _value(self, value: Any, of: Hidden | None, named: bool) -> Any:
        kind = type(value)
        if kind is str:
            if value.startswith("act-"):
                return self._id(value)
            return self.words(value, named, of.others if of is not None else ())
        if kind is tuple:
            return tuple([self._value(item, of, named) for item in value])
        if kind is How:
            return replace(value, by=self.words(value.by, named))
        return self.row(value, of, named) if is_dataclass(kind) else value

    def _is(self, *ids: str | None) -> Person | None:
        return next((one for one in self.people if not one.ids.isdisjoint(ids)), None)

    def _id(self, row_id: str) -> str:
        return self.new_ids.get(row_id, row_id)


def _put(text: str, spans: Sequence[Span], label: str) -> str:
    return Hidden.of(text, [(start, end, label) for start, end in spans]).text if spans else text


def slug(label: str) -> str:
    """The label as it can stand in an address or a file name: "name-withheld-3"."""
    return "-".join(words_of(label.lower())) or "withheld"
