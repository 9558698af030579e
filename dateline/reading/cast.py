"""The cast of a report: everybody it names, with the roles that titles, appositions and the actor table give them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from dateline.ids import make_id
from dateline.language.parse import Parse
from dateline.lexicon.actor_words import ActorWords
from dateline.lexicon.actors import KnownActor, actor_id
from dateline.lexicon.countries import INSTITUTIONS
from dateline.lexicon.phrases import fold, pieces
from dateline.lexicon.roles import Role
from dateline.reading.parties import head_of
from dateline.records import How, Mention

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
SMALL = frozenset({"of", "the", "and", "for", "on", "in", "to", "a", "an"})
LOOK = 150  # mentions back to which "the spokesman" may point
CLEARLY = 3  # times as often
HOME = frozenset({"GOV", "MIL", "REB", "OPP", "UAF", "COP", "JUD", "LEG", "PTY", "LAB", "CVL", "CRM"})
POINTING = frozenset({"the", "this", "that"})
ORDER = frozenset({
    "next", "new", "first", "second", "third", "last", "previous", "future", "another", "other", "former", "only",
    "outgoing", "incoming", "would-be", "potential", "late",
})  # fmt: skip
BODIES = ("organisation", "armed_group", "military", "outlet")
DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})


@dataclass(slots=True)
class Member:
    """Somebody of the cast. `names`: folded words of the fullest name; `offices`: the usual words of the roles."""

    name: str
    kind: str | None
    actor: str | None
    country: str
    sector: str
    gender: str | None
    names: tuple[str, ...]
    offices: set[str] = field(default_factory=set)
    first: str | None = None  # id of the mention that introduced them
    said: set[str] = field(default_factory=set)  # folded words of the titles and descriptions that the report gives
    in_full: int = 0  # how often the report gives the name in full

    @property
    def code(self) -> str | None:
        return f"{self.country}:{self.sector}" if self.country or self.sector else None


class Seen(NamedTuple):
    """A mention with what resolving needs: its head token, its role word, gender, and whether it is many."""

    row: Mention
    head: int
    role: Role | None
    gender: str | None
    plural: bool
    definite: bool
    owned: bool  # "its troops"
    pointed: bool  # "the agency", "this group": an article or demonstrative, and no owner
    named: bool  # a description with names or other capitalised words in it: "Charlotte officers"
    country: str
    sector: str

    @classmethod
    def of(cls, parse: Parse, words: ActorWords, row: Mention) -> "Seen":
        head = head_of(parse, row.start, row.end)
        assert head is not None, row
        span = parse.tokens_in(row.start, row.end)
        first = span[0]
        said = row.role or (row.name if row.form == "name" and row.kind != "person" else None)
        role = _role_in(words, said) if said else None
        country, _, sector = (row.code or ":").partition(":")
        owned = any(parse.tag[i] == "POS" for i in range(first, head))
        definite, pointed = parse.lower[first] in DEFINITE or owned, parse.lower[first] in POINTING and not owned
        named = row.form == "description" and any(parse.tag[i] in ("NNP", "NNPS") and i != head for i in span)
        gender, plural = _gender(parse, words, row, role, head), parse.tag[head] in ("NNS", "NNPS")
        return cls(
            row, head, role, gender, plural, definite, parse.tag[first] == "PRP$", pointed, named, country, sector
        )

    def meaning(self, other: "Seen", rule: str) -> "Seen":
        """This mention as another word for the actor of `other`."""
        row = other.row
        code = row.code or self.row.code
        new = replace(
            self.row, actor=row.actor, name=row.name, code=code, kind=row.kind or self.row.kind, antecedent=row.id,
            how=How(f"coreference/{rule}"),
        )  # fmt: skip
        country, _, sector = (code or ":").partition(":")
        return self._replace(row=new, gender=self.gender or other.gender, country=country, sector=sector)

    def bearing(self, member: Member) -> "Seen":
        """This name as a name of somebody of the cast."""
        known = member.first if member.first != self.row.id else None
        row = replace(
            self.row, actor=member.actor, name=member.name, code=member.code or self.row.code, kind=member.kind,  # type: ignore[arg-type]
            antecedent=known,
        )  # fmt: skip
        return self._replace(row=row, gender=self.gender or member.gender, country=member.country, sector=member.sector)


def _role_in(words: ActorWords, said: str) -> Role | None:
    """The last role word of a stretch of text."""
    tokens, found, i = pieces(said), None, 0
    while i < len(tokens):
        match = words.roles.phrases.at(tokens, i, len(tokens))
        if match is not None:
            i, role = match
            found = role if not role.group.courtesy else found
        else:
            i += 1
    return found


def _gender(parse: Parse, words: ActorWords, row: Mention, role: Role | None, head: int) -> str | None:
    if row.form == "pronoun":
        low = parse.lower[head]
        return "m" if low in HE else "f" if low in SHE else None
    if row.kind != "person":
        return None
    known = words.actors.by_id.get(row.actor or "")
    if known is not None:
        return known.gender
    tokens = pieces(row.text)
    for i in range(len(tokens)):
        match = words.roles.phrases.at(tokens, i, len(tokens))
        if match is not None and match[1].group.gender:
            return match[1].group.gender
    if role is not None and role.group.gender:
        return role.group.gender
    names = pieces(row.name or "")
    return (words.given.gender.get(names[0]) or None) if len(names) > 1 else None


def apart(one: Seen, sector: str) -> bool:
    """ "The president of X", which broke away from Y, is not who holds that office in Y."""
    ruling = one.role is not None and one.role.group.sector in INSTITUTIONS
    return ruling and one.sector == "REB" and sector in INSTITUTIONS


def _is_former(one: Seen) -> bool:
    return any(word in ORDER or word == "ex" for word in pieces(one.row.role or ""))


def _year_apart(until: str, day: str) -> bool:
    """Not more than one year lies between the two."""
    years = [int(text[:4]) for text in (until, day) if text[:4].isdigit()]
    return len(years) == 2 and 0 <= years[1] - years[0] <= 1


class Cast:
    """Looks up who a name or a role means. Filled with all mentions before the first is resolved."""

    def __init__(self, words: ActorWords, day: str | None):
        self.words, self.day = words, day
        self.members: dict[str, Member] = {}  # by actor id, or by folded name for those without one
        self.by_surname: dict[str, list[Member]] = {}
        self.acronyms: dict[str, Member] = {}
        self.by_start: dict[str, list[Member]] = {}  # by given name, or by the first word of a body's name

    def enter(self, one: Seen) -> None:
        """Note a named mention: who it is, and what it says of them."""
        row = one.row
        if row.form not in ("name", "metonym") or row.name is None or row.kind == "country":
            return
        names = pieces(row.name)
        if row.actor is None and (row.kind not in (None, "person") or len(names) < 2):
            return
        key = row.actor or " ".join(names)
        member = self.members.get(key)
        if member is None:
            member = Member(row.name, row.kind, row.actor, one.country, one.sector, one.gender, names, first=row.id)
            self.members[key] = member
            if row.kind in ("person", None):
                self.by_surname.setdefault(names[-1], []).append(member)
            if len(names) > 1:
                self.by_start.setdefault(names[0], []).append(member)
            known = self.words.actors.by_id.get(row.actor or "")
            if known is not None:
                member.offices |= self._table_offices(known)
        known = self.words.actors.by_id.get(row.actor or "")
        if known is not None:
            self._still_called(member, known, one)
        self._learn(member, one)

    def _still_called(self, member: Member, known: KnownActor, one: Seen) -> None:
        """The report still gives somebody the office that he left a little while ago: the ambassador shot yesterday."""
        if one.role is None or self.day is None or known.offices_on(self.day) or _is_former(one):
            return
        for office in known.offices:
            role = _role_in(self.words, office.title)
            if role is not None and role.same == one.role.same and office.until and _year_apart(office.until, self.day):
                member.country, _, member.sector = office.code.partition(":")
                member.offices.add(role.same)

    def enter_alone(self, one: Seen) -> None:
        """Note a person with one name only, whom nobody of the cast can be: known by it in this report and no other."""
        row = one.row
        if row.form != "name" or row.actor is not None or row.name is None or row.kind != "person":
            return
        names = pieces(row.name)
        if len(names) != 1 or names[0] in self.by_surname or names[0] in self.by_start:
            return
        actor = make_id("actors", names[0], "person", row.report)
        member = Member(row.name, "person", actor, one.country, one.sector, one.gender, names, first=row.id)
        self.members[actor] = member
        self.by_surname[names[0]] = [member]
        self._learn(member, one)

    def _learn(self, member: Member, one: Seen) -> None:
        """What a mention says of somebody, where it was not known."""
        member.in_full += len(pieces(one.row.text)) - len(pieces(one.row.role or "")) > 1
        member.kind = member.kind or one.row.kind
        if member.kind == "person" and member.actor is None:
            member.actor = actor_id(member.name, "person")
        member.gender = member.gender or one.gender
        member.country = member.country or one.country
        if one.country in ("", member.country):
            member.sector = member.sector or one.sector
        if one.role is not None:
            member.offices.add(one.role.same)
            member.said |= {fold(word) for word in (one.row.role or "").split()}

    def _table_offices(self, known: KnownActor) -> set[str]:
        found = (_role_in(self.words, office.title) for office in known.offices_on(self.day))
        return {role.same for role in found if role is not None}

    def settle(self, country: str | None, war: str | None) -> None:
        """An office holder of nowhere ("President X") is of the country that the report is about, a rebel of the one
        that is at war in it.
        """
        for member in self.members.values():
            land = war if member.sector in ("REB", "UAF") else country
            if land and member.kind == "person" and member.sector in HOME and not member.country:
                member.country = land

    def learn_acronyms(self, parse: Parse, seen: Sequence[Seen]) -> None:
        """ "Human Rights Watch (HRW)": the letters in brackets after a name mean the same."""
        for one in seen:
            if one.row.form != "name" or one.row.actor is None:
                continue
            last = parse.tokens_in(one.row.start, one.row.end)[-1]
            if last + 3 >= len(parse):
                continue
            inner = parse.word[last + 2]
            if parse.word[last + 1] == "(" and parse.word[last + 3] == ")" and inner.isupper() and len(inner) > 1:
                self.acronyms.setdefault(fold(inner), self.members[one.row.actor])

    def learn_initials(self) -> None:
        """ "Environmental Protection Agency": later on it may be "EPA", if nobody else has these letters."""
        found: dict[str, list[Member]] = {}
        for member in self.members.values():
            words = [word for word in member.names if len(word) > 3 or (word.isalnum() and word not in SMALL)]
            if member.kind in BODIES and len(words) > 2:
                found.setdefault("".join(word[0] for word in words), []).append(member)
        for letters, members in found.items():
            if len(members) == 1:
                self.acronyms.setdefault(letters, members[0])

    def _started(self, word: str, one: Seen) -> Member | None:
        """Whom a given name alone means, or the first word of a body's name."""
        given = word in self.words.given.gender
        fitting = [
            m
            for m in self.by_start.get(word, ())
            if m.actor
            and (m.kind == "person" if one.row.kind == "person" or given else True)
            and m.kind not in ("government", "population")
        ]
        if not fitting and one.row.kind != "person" and not given and len(word) > 3:  # "the Observatory"
            fitting = [m for m in self.members.values() if m.actor and m.kind in BODIES and word in m.names]
        return fitting[0] if len(fitting) == 1 else None

    def _begun(self, names: tuple[str, ...]) -> Member | None:
        """ "Open Hand" for "Open Hand Relief": the beginning of one longer name that is no person's."""
        fitting = [
            m
            for m in self.by_start.get(names[0], ())
            if m.kind != "person" and m.names[: len(names)] == names != m.names
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _named_in_full(self, names: tuple[str, ...], one: Seen) -> Member | None:
        """Somebody of the report whose surname is that of the better-known person the table would think of."""
        known = self.members[one.row.actor or ""]
        surname = pieces(one.row.text)[-1]
        if known.in_full or known.kind != "person" or surname != names[-1]:
            return None
        others = [
            m
            for m in self.by_surname.get(surname, ())
            if m is not known and m.in_full and self._fits(m, (surname,), one)
        ]
        return others[0] if len(others) == 1 else None

    @staticmethod
    def _protagonist(members: list[Member]) -> list[Member]:
        """Of namesakes the one that is named in full far more often than all others; else all."""
        first, *rest = sorted(members, key=lambda m: -m.in_full)
        return [first] if first.in_full >= CLEARLY * max(1, sum(m.in_full for m in rest)) else members

    def named(self, one: Seen) -> Member | None:
        """Who a name means."""
        row = one.row
        if row.name is None or row.kind == "country":
            return None
        names = pieces(row.name)
        if row.actor is not None and row.actor in self.members:
            return self._named_in_full(names, one) or self.members[row.actor]
        if row.text.isupper() and " ".join(names) in self.acronyms:
            return self.acronyms[" ".join(names)]
        if row.kind not in ("person", None):
            return None
        if row.kind is None and len(names) > 1 and (longer := self._begun(names)) is not None:
            return longer
        fitting = [m for m in self.by_surname.get(names[-1], ()) if self._fits(m, names, one)]
        if len(fitting) > 1 and one.role is not None:
            fitting = [m for m in fitting if self._holds(m, one.role)] or fitting
        if len(fitting) > 1:
            fitting = self._protagonist(fitting)
        if not fitting and len(names) == 1:
            return self._started(names[0], one)
        if len(fitting) != 1:
            return None
        member = fitting[0]
        self._learn(member, one)
        if member.kind is None:
            return member if len(names) < len(member.names) else None
        return member

    @staticmethod
    def _fits(member: Member, names: tuple[str, ...], one: Seen) -> bool:
        """A surname, or a shorter or longer form of the name, and no other gender."""
        if one.gender and member.gender and one.gender != member.gender:
            return False
        return len(names) == 1 or names[0] == member.names[0] or names == member.names[-len(names) :]

    @staticmethod
    def _holds(member: Member, role: Role) -> bool:
        """The member holds the office, or one that is called so in short: the lieutenant general is "the general"."""
        return any(office == role.same or office.endswith(" " + role.same) for office in member.offices)

    def holder(self, one: Seen, before: Sequence[Seen]) -> Seen | None:
        """The mention of the person whom "the Turkish FM" or "the spokesman" means, the latest first."""
        role = one.role
        assert role is not None
        for other in reversed(before[-LOOK:]):
            if other.row.kind != "person" or other.row.actor is None or other.row.form == "pronoun":
                continue
            if (one.country and other.country and one.country != other.country) or apart(one, other.sector):
                continue
            member = self.members.get(other.row.actor)
            if member is not None and self._holds(member, role) and self._called_so(member, one):
                return one.meaning(other, "role")
        known = self._office_holder(one)
        if known is None:
            return None
        row = replace(
            one.row, actor=known.id, name=known.name, code=known.code_on(self.day), kind="person",
            how=How(f"coreference/actors.yaml:{known.name}"),
        )  # fmt: skip
        return one._replace(row=row, gender=known.gender)

    def counterpart(self, one: Seen, owner: Seen | None) -> Seen:
        """ "His Turkish counterpart": who has the office of the owner in that country, in the report or the table."""
        role, member = one.role, self.members.get(owner.row.actor or "") if owner is not None else None
        if role is None or not role.group.mirrors or one.row.actor or not one.country or member is None:
            return one
        for office in sorted(member.offices, key=lambda office: (-len(office), office)):
            there = [m for m in self.members.values() if m.country == one.country and m.actor]
            others = [m for m in there if office in m.offices]
            if len(others) == 1 and others[0] is not member:
                return one.bearing(others[0])
            known = self._holder_of(one.country, office) if not others else None
            if known is not None:
                how = How(f"coreference/actors.yaml:{known.name}")
                row = replace(one.row, actor=known.id, name=known.name, code=known.code_on(self.day), how=how)
                return one._replace(row=row, gender=known.gender)
        return one

    def described(self, one: Seen) -> Seen:
        """A description beside a name: of the country that the report elsewhere says its bearer is of."""
        member = self.members.get(one.row.actor or "")
        if one.row.form != "description" or one.row.kind != "person":
            return one
        if member is None or one.country or not member.country or one.sector not in ("", member.sector):
            return one
        return one._replace(row=replace(one.row, code=member.code), country=member.country, sector=member.sector)

    @staticmethod
    def _called_so(member: Member, one: Seen) -> bool:
        """ "The Democratic nominee" is only who was called Democratic; "the next president" is nobody yet."""
        words = one.row.text.split()[:-1]
        if any(word.lower() in ORDER for word in words):
            return False
        special = {fold(word) for word in words if word[0].isupper() and word.lower() not in DEFINITE} - {""}
        return one.country != "" or special <= member.said

    def _office_holder(self, one: Seen) -> KnownActor | None:
        """Whom the table has in that office of that country on the day of the report."""
        if not one.country or one.role is None or apart(one, one.role.group.sector):
            return None
        return self._holder_of(one.country, one.role.same)

    def _holder_of(self, country: str, office: str) -> KnownActor | None:
        if self.day is None or len(office) < 4:
            return None
        holders = self.words.holders.get((country, office), ())
        found = [known for known in holders if office in self._table_offices(known)]
        return found[0] if len(found) == 1 else None
