"""What reports say of actors, summed up by the way in which they tell of them.

A report tells of an actor by a name, from a country and in some offices. Reports that do so alike are one `Sighting`:
who is one person with whom needs no more of them, and neither does the row of an actor. Sums of new reports are added
to older ones, so that nobody has to go through all mentions again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from dateline import edtf
from dateline.lexicon.actors import SLOTS, Actors
from dateline.lexicon.phrases import pieces
from dateline.lexicon.roles import Roles
from dateline.records import Mention

FORMER = frozenset({"former", "ex", "late", "previous", "onetime", "erstwhile", "retired"})
Days = Mapping[str, str | None]  # report -> the EDTF date on which it was published
Office = Callable[[str], str | None]  # a title -> the usual word of the office


@dataclass(frozen=True, slots=True)
class Title:
    """A title in the words of reports: how often, and by which of them. day: EDTF, "" of reports without one."""

    n: int
    day: str
    report: str  # the first one with that day; of undated ones the smallest id
    first: str | None  # EDTF: held on that day at the latest
    last: str | None  # EDTF: held on that day at the earliest

    def plus(self, other: "Title") -> "Title":
        return Title.sum((self, other))

    @staticmethod
    def sum(titles: Iterable["Title"]) -> "Title":
        every = list(titles)
        oldest = min(every, key=lambda one: (not one.day, one.day, one.report))
        first = min((one.first for one in every if one.first), default=None)
        last = max((one.last for one in every if one.last), default=None)
        return Title(sum(one.n for one in every), oldest.day, oldest.report, first, last)


@dataclass(slots=True, eq=False)
class Sighting:
    """All reports that tell of an actor alike. `actor`: the id on their mentions; `offices`: usual words of the roles.

    name: None where the actor is no person with a name; then nothing is asked of who it may be.
    day, report: of the oldest of them; EDTF, "9999" for none. years: of those that have one. The rest is counted over
    their mentions: called: words of names without titles, and the names that they stand for.
    """

    actor: str
    name: str | None
    country: str  # "": not told
    offices: frozenset[str]
    day: str = "9999"
    report: str = "~"  # after every id
    years: set[int] = field(default_factory=set)
    reports: int = 0
    mentions: int = 0
    named: int = 0
    names: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)
    titles: dict[str, Title] = field(default_factory=dict)

    @property
    def key(self) -> "Key":
        return self.name, self.country, self.offices

    def add(self, other: "Sighting") -> None:
        """The same of other reports."""
        if (other.day, other.report) < (self.day, self.report):
            self.day, self.report = other.day, other.report
        self.years |= other.years
        self.reports += other.reports
        self.mentions += other.mentions
        self.named += other.named
        for own, its in ((self.names, other.names), (self.kinds, other.kinds), (self.codes, other.codes)):
            for value, n in its.items():
                own[value] = own.get(value, 0) + n
        self.called |= other.called
        for words, title in other.titles.items():
            self.titles[words] = title.plus(self.titles[words]) if words in self.titles else title

    def as_json(self) -> list[Any]:
        """As `sighting_of` takes it, what is usual left out at the end."""
        titles = {words: [t.n, t.day, t.report, t.first, t.last] for words, t in sorted(self.titles.items())}
        return [
            self.name, self.country, sorted(self.offices), self.day, self.report, sorted(self.years), self.reports,
            self.mentions, self.named, self.names, self.kinds, self.codes, sorted(self.called), titles,
        ]  # fmt: skip


Key = tuple[str | None, str, frozenset[str]]


def sighting_of(actor: str, its: Sequence[Any]) -> Sighting:
    name, country, offices, day, report, years, reports, mentions, named, names, kinds, codes, called, titles = its
    offices, years, called = frozenset(offices), set(years), set(called)
    titles = {words: Title(*title) for words, title in titles.items()}
    return Sighting(actor, name, country, offices, day, report, years, reports, mentions, named, names, kinds, codes,
                    called, titles)  # fmt: skip


class Sightings:
    """Sightings while mentions go by, by actor; `of`: the one that a report's mentions of somebody came into."""

    def __init__(self, table: Actors, roles: Roles, published: Days):
        self._table = table
        self._published = published
        self._office = office_of(roles)
        self.by_actor: dict[str, dict[Key, Sighting]] = {}
        self.of: dict[tuple[str, str], Sighting] = {}

    def add(self, report: str, actor: str, own: Sequence[Mention]) -> None:
        """All mentions of an actor in a report."""
        one = self._one(report, actor, own)
        known = self.by_actor.setdefault(actor, {}).setdefault(one.key, one)
        if known is not one:
            known.add(one)
        self.of[report, actor] = known

    def add_all(self, mentions: Iterable[Mention]) -> None:
        """Mentions of any reports, all of each."""
        told: dict[tuple[str, str], list[Mention]] = {}
        for mention in mentions:
            if mention.actor is not None:
                told.setdefault((mention.report, mention.actor), []).append(mention)
        for (report, actor), own in told.items():
            self.add(report, actor, own)

    def _one(self, report: str, actor: str, own: Sequence[Mention]) -> Sighting:
        """What one report says."""
        published = self._published.get(report) or ""
        one = Sighting(actor, *self._how(actor, own), published or "9999", report, reports=1, mentions=len(own))
        one.years = {int(published[:4])} if published[:4].isdigit() else set()
        for m in own:
            for count, value in ((one.names, m.name), (one.kinds, m.kind), (one.codes, m.code or "")):
                if value is not None:
                    count[value] = count.get(value, 0) + 1
            if m.form == "name":
                one.named += 1
                one.called.update((_without_title(m), m.name or ""))
            if m.kind == "person" and m.role and self._office(m.role):
                title, words = _title(published, report), " ".join(m.role.split())
                one.titles[words] = title.plus(one.titles[words]) if words in one.titles else title
        return one

    def _how(self, actor: str, own: Sequence[Mention]) -> Key:
        known = self._table.by_id.get(actor)
        kind = known.kind if known else _commonest([m.kind for m in own if m.kind])
        if kind != "person" or not (known or any(m.form == "name" for m in own)):
            return None, "", frozenset()
        name = known.name if known else _commonest([m.name for m in own if m.name]) or ""
        lands = [(m.code or "").partition(":")[0] for m in own]
        country = _commonest([land for land in lands if land and land not in SLOTS]) or ""
        return name, country, frozenset(office for m in own if m.role for office in [self._office(m.role)] if office)


def _commonest(values: Sequence[str]) -> str | None:
    """As `most` of their counts; mostly all are the same."""
    if values and values.count(values[0]) == len(values):
        return values[0]
    return most(Counter(values))


def _title(published: str, report: str) -> Title:
    bounded = bool(published) and None not in edtf.bounds(published)
    first, last = (edtf.by(published), edtf.since(published)) if bounded else (None, None)
    return Title(1, published, report, first, last)


def most(count: Mapping[str, int]) -> str | None:
    """The commonest value; of two equally common ones the first in the alphabet."""
    return min(count, key=lambda value: (-count[value], value)) if count else None


def _without_title(mention: Mention) -> str:
    """ "President Obama" called somebody "Obama"."""
    text = " ".join(mention.text.split())
    role = " ".join((mention.role or "").split())
    return text.removeprefix(role).strip(" ,()-") if role and text.startswith(role) else text


def _office(title: str, words: Roles) -> str | None:
    """The usual word of the office that a title names, with "former" before it when it is past; None: no office."""
    said, found, i = pieces(title), None, 0
    while i < len(said):
        match = words.phrases.at(said, i, len(said))
        if match is not None and not match[1].group.courtesy:
            found = match[1].same
        i = match[0] if match is not None else i + 1
    return found and ("former " if FORMER & set(said) else "") + found


def office_of(roles: Roles) -> Office:
    """What gives the office of a title, each title looked at once."""
    return lru_cache(maxsize=10_000)(lambda title: _office(title, roles))
