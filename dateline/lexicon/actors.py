"""Actors we know before any report: persons with dated roles, armed groups, bodies, outlets, seats of power."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import BadLexicon
from dateline.ids import make_id
from dateline.lexicon import countries
from dateline.lexicon.load import table
from dateline.lexicon.phrases import Phrases, fold
from dateline.lexicon.roles import SECTORS
from dateline.records import ActorKind

SECTIONS: dict[str, ActorKind] = {
    "persons": "person", "groups": "armed_group", "bodies": "organisation", "outlets": "outlet", "seats": "government",
}  # fmt: skip
SLOTS = frozenset({"IGO", "UNO", "NGO", "ISM", "IMG", "MNC"})  # of PLOVER, where the country of a code stands
LONGEST_NAME = 120  # characters
JOINERS = "\u200c\u200d"  # they belong to the spelling of Persian and Indian names
CODE = re.compile(r"[A-Z]{3}:[A-Z]{0,3}|:[A-Z]{3}")
DATE = re.compile(r"\d{4}(-\d\d){0,2}~?")
NEAR = 6  # years before and after an office in which its holder is still called by surname alone
FIELDS = {
    "name", "kind", "code", "country", "aliases", "short", "gender", "roles", "outside", "owner", "parent", "split",
    "wikidata", "source", "shared", "about",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Office:
    """A dated role: `since` and `until` are EDTF dates as written, None where the table does not say."""

    title: str
    code: str
    organisation: str | None = None
    since: str | None = None
    until: str | None = None

    def near(self, day: str) -> bool:
        """True when the EDTF date is within NEAR years of the office."""
        year = _year(day)
        first, last = _year(self.since or ""), _year(self.until or "")
        return year is None or not ((first and year < first - NEAR) or (last and year > last + NEAR))

    def covers(self, day: str) -> bool:
        """True when the EDTF date `day` may fall into the office; compared at the coarser precision of the two."""
        return not (
            (self.since is not None and _earlier(day, self.since))
            or (self.until is not None and _earlier(self.until, day))
        )


@dataclass(frozen=True, slots=True)
class KnownActor:
    """One row of actors.yaml; it says what each field means. `code`: None for a person, whose offices have it."""

    name: str
    kind: ActorKind
    code: str | None
    source: str
    aliases: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()  # letters that others are known by too
    about: tuple[str, ...] = ()  # words that tell when such letters mean this one
    short: tuple[str, ...] = ()
    gender: str | None = None
    country: str | None = None
    outside: str = ""
    offices: tuple[Office, ...] = ()
    wikidata: str | None = None
    owner: str | None = None
    parent: str | None = None
    split: str | None = None

    @property
    def id(self) -> str:
        return actor_id(self.name, self.kind)

    def offices_on(self, day: str | None) -> tuple[Office, ...]:
        """The offices held on that EDTF date; all of them when there is no date."""
        return tuple(office for office in self.offices if day is None or office.covers(day))

    def in_the_news(self, day: str | None) -> bool:
        """True when a surname alone may mean this person on that date: in office, or within NEAR years of it."""
        return day is None or not self.offices or any(office.near(day) for office in self.offices)

    def code_on(self, day: str | None) -> str | None:
        """The actor's code on that date. Without a date: what is true of all offices, so an unsure sector is empty."""
        if self.code is not None or not (self.offices or self.country):
            return self.code
        codes = {office.code for office in self.offices_on(day)}
        if len(codes) == 1:
            return next(iter(codes))
        countries = {code.partition(":")[0] for code in codes or (office.code for office in self.offices)}
        country = self.country or (next(iter(countries)) if len(countries) == 1 else "")
        return f"{country}:{self.outside if not codes else ''}"


@dataclass(frozen=True, slots=True)
class Alias:
    """A name as it is written. `short`: enough only where no other name stands before it."""

    actor: KnownActor
    written: str
    short: bool = False


@dataclass(frozen=True, slots=True)
class Actors:
    """The table, and the way from a name to a row."""

    rows: tuple[KnownActor, ...]
    by_id: Mapping[str, KnownActor]
    aliases: tuple[tuple[str, Alias], ...]
    phrases: Phrases[Alias]
    sharing: Mapping[str, tuple[KnownActor, ...]]  # letters that several are known by -> those of the table

    def named(self, name: str) -> KnownActor | None:
        """The actor that this whole name means."""
        alias = self.phrases.get(name)
        return alias.actor if alias else None


def actor_id(name: str, kind: str | None) -> str:
    """The id of an actor: the same for every report that gets to this canonical name."""
    return make_id("actors", " ".join(fold(name).replace("-", " ").split()), kind or "")


def _year(day: str) -> int | None:
    found = re.search(r"\d{4}", day)
    return int(found[0]) if found else None


def _earlier(a: str, b: str) -> bool:
    """True when EDTF date a lies wholly before b: the latest day a can mean against the earliest of b."""
    first, last = a.split("/")[-1].strip("[]~?").split(",")[-1], b.split("/")[0].strip("[]~?").split(",")[0]
    first, last = first.rstrip("~?%"), last.rstrip("~?%")
    if not first[:1].isdigit() or not last[:1].isdigit():
        return False
    width = min(len(first), len(last))
    return first[:width] < last[:width]


@cache
def load() -> Actors:
    """actors.yaml, checked and indexed. Raises BadLexicon."""
    return compiled(table("actors"))


def compiled(content: Mapping[str, list[dict[str, Any]]] | None) -> Actors:
    """The tables as an index. Raises BadLexicon, naming the row, for anything that cannot be meant."""
    if not content or not any(content.values()):
        raise BadLexicon("actors.yaml: the table is empty", "restore it from the package, or add a row")
    if unknown := set(content) - set(SECTIONS):
        raise BadLexicon(f"actors.yaml: sections {sorted(unknown)} are unknown", f"known are {sorted(SECTIONS)}")
    rows = tuple(_actor(row, kind) for section, kind in SECTIONS.items() for row in content.get(section) or [])
    taken: dict[str, KnownActor] = {}
    aliases: list[tuple[str, Alias]] = []
    for row in rows:
        check_row(row)
        for written, short in _written(row):
            other = taken.setdefault(written, row)
            if other is not row:
                raise BadLexicon(
                    f"actors.yaml: {written!r} is claimed by {other.name!r} and {row.name!r}",
                    "keep it in one row, or in none when both are meant in the same years",
                )
            aliases.append((written, Alias(row, written, short)))
    named = {row.name for row in rows}
    for row in rows:
        for whole in (row.parent, row.split):
            if whole is not None and whole not in named:
                raise BadLexicon(f"actors.yaml: {row.name!r} is of {whole!r}, which is no row", "add it, or name a row")
    sharing: dict[str, tuple[KnownActor, ...]] = {}
    for row in rows:
        for letters in row.shared:
            if letters in taken:
                raise BadLexicon(f"actors.yaml: {letters!r} of {row.name!r} is a name of {taken[letters].name!r} alone",
                                 "write it as shared in both rows")  # fmt: skip
            sharing[letters] = (*sharing.get(letters, ()), row)
    aliases += [(letters, Alias(bearers[0], letters)) for letters, bearers in sharing.items()]
    return Actors(rows, {row.id: row for row in rows}, tuple(aliases), Phrases(aliases), sharing)


def check_row(row: KnownActor) -> None:
    """Raises BadLexicon for a row whose names, codes or dates cannot be meant."""
    for name in (row.name, *row.aliases, *row.shared, *row.short):
        if problem := _wrong_with_name(name):
            raise BadLexicon(
                f"actors.yaml: {row.name[:60]!r}: the name {name[:60]!r} {problem}", "write the name alone"
            )
    if not row.source:
        raise BadLexicon(f"actors.yaml: {row.name!r} has no source", "say where the fact is from, or: unverified")
    if row.kind == "person" and row.code is not None:
        raise BadLexicon(
            f"actors.yaml: {row.name!r} is a person with a code", "write it in the roles, with their dates"
        )
    for code in (*([row.code] if row.code is not None else []), *(office.code for office in row.offices)):
        if not right_code(code):
            raise BadLexicon(f"actors.yaml: {row.name!r} has the code {code!r}", "write COUNTRY:SECTOR as PLOVER does")
    for office in row.offices:
        for day in (office.since, office.until):
            if day is not None and not DATE.fullmatch(day):
                raise BadLexicon(f"actors.yaml: {row.name!r} has the date {day!r}", "write 2016, 2016-12 or 2016-12-09")
        if office.since and office.until and _earlier(office.until, office.since):
            raise BadLexicon(f"actors.yaml: {row.name!r} leaves {office.title!r} before it begins", "mend the dates")


def _wrong_with_name(name: str) -> str | None:
    """What is wrong with a name; None for one in any script."""
    if not name.strip() or name != " ".join(name.split()):
        return "is empty, or has spaces at its ends or two of them"
    if len(name) > LONGEST_NAME:
        return f"has {len(name)} characters, more than {LONGEST_NAME}"
    if any(unicodedata.category(c) in ("Cc", "Cf") and c not in JOINERS for c in name):
        return "has invisible characters that steer the direction of writing"
    if name in SECTORS or CODE.fullmatch(name):
        return "is a code, which stands for many actors"
    return None


def right_code(code: str) -> bool:
    """Is it one of PLOVER's: a country or one of its slots, and a sector or nothing?"""
    country, colon, sector = code.partition(":")
    lands = countries.load().by_code
    return colon == ":" and (country in SLOTS or country in lands) and sector in SECTORS | {"", "UNO"}


def _written(row: KnownActor) -> Iterator[tuple[str, bool]]:
    for name in (row.name, *row.aliases):
        yield name, False
        if name.isupper() and name.isalpha() and 2 < len(name) < 6:
            yield ".".join(name) + ".", False  # "E.P.A."
    for name in row.short:
        yield name, True


def _actor(row: Mapping[str, Any], kind: ActorKind) -> KnownActor:
    unknown, missing = set(row) - FIELDS, {"name", "source"} - set(row)
    if unknown or missing:
        raise BadLexicon(
            f"actors.yaml: row {row.get('name')!r} has unknown fields {sorted(unknown)} and lacks {sorted(missing)}",
            f"known fields are {sorted(FIELDS)}",
        )
    values: dict[str, Any] = {
        key: row[key] for key in row if key not in ("roles", "aliases", "short", "kind", "shared", "about")
    }
    return KnownActor(
        **({"code": None} | values),
        kind=row.get("kind", kind),
        aliases=tuple(map(str, row.get("aliases", ()))),
        short=tuple(map(str, row.get("short", ()))),
        shared=tuple(map(str, row.get("shared", ()))),
        about=tuple(map(str, row.get("about", ()))),
        offices=tuple(_offices(row)),
    )


def _offices(row: Mapping[str, Any]) -> Iterable[Office]:
    for role in row.get("roles", ()):
        if unknown := set(role) - {"title", "org", "code", "from", "to"}:
            raise BadLexicon(
                f"actors.yaml: a role of {row['name']!r} has {sorted(unknown)}", "see the head of the file"
            )
        yield Office(role["title"], role["code"], role.get("org"), role.get("from"), role.get("to"))
