"""The words that tell events, compiled: from a lemma to the frames in which it means a PLOVER event.

A group of `lexicon/events/<type>.yaml` says: these words, in these frames, tell this type. A frame is a small picture
of a clause: "A _ R" is "somebody (A, initiator) _ somebody (R, recipient)", where "_" is the word.

    left of "_"    A  the subject acts   AA  the subjects act together   R  the subject undergoes   O  somebody else
                   TA, TR  a subject out of `things`, and its part
    right of "_"   R, A   the object has that part      O  some object      L  a place; its country is the recipient
                   T, TR, TA   an object out of `things`, and its part
                   on|against R   the same behind a preposition
                   to- that- ing-   a clause    will-  one with a modal    self-  one with a modal and a pronoun
                   that:R   a clause whose subject is R
    things         words, <classes> of things.yaml, and the marks @actor, @people, @official, @place, @country,
                   @town, @armed (forces and fighters), @it (a pronoun for a place named before), @cargo (a vehicle
                   that is said to carry goods)
    doers          the same for subjects that are TA, T or TR, where these are others than the objects' things
    but            words that no object out of any may be ("TA _ O", but no plan)
    (in brackets)  may be missing

Nouns use the same pictures, in which everything may be missing and A is the possessor, "by whom" or an adjective.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from dateline.errors import BadLexicon
from dateline.lexicon.load import source, table

Role = Literal["", "A", "AA", "R", "L"]
Where = Literal["object", "prep", "to", "that", "will", "self", "ing"]
Home = Literal["government", "population"]

FIELDS = {
    "source", "matches", "rejects", "mode", "frames", "verbs", "adjectives", "nouns", "noun_frame", "things", "home",
    "alone", "by_clause", "absorbs", "authority", "opponent", "rank", "doers", "but",
    "beside",
}  # fmt: skip
CLASSES = {"@actor", "@place", "@country", "@people", "@official", "@town", "@armed", "@it", "@cargo"}
SLOT = re.compile(r"(\()?(?:([a-z]+(?:\|[a-z]+)*) )?(that:R|to-|that-|will-|self-|ing-|TR|TA|AA|A|R|O|T|L)(\))?")


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing right of the word: where it stands, whose part it has, whether its noun must be one of `things`."""

    where: Where
    role: Role
    thing: bool
    prepositions: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """One meaning of a word. `id` is what `why` prints: "ASSAULT:shell/A _ R"."""

    id: str
    type: str
    mode: str | None
    subject: Role
    subject_thing: bool  # whether the subject must be one of `things`, too
    slots: tuple[Slot, ...]
    things: frozenset[str]
    doers: frozenset[str]  # what a subject that must be a thing must be; mostly the same things
    but: frozenset[str]  # what no object may be
    particle: str | None
    home: Home | None  # who the recipient is when nobody is named: the initiator's own government or population
    alone: bool  # a noun that is an event without a verb that carries it
    by_clause: tuple[tuple[str, str], ...]  # the type depends on what the clause tells: ("cooperation", "AGREE")
    authority: bool  # only those who rule a place do it: a passive without "by" is theirs
    opponent: bool  # done to the other side of a war, whoever that is: to take a town
    beside: bool  # told only right after an event of its type: "twelve drivers died"
    absorbs: bool  # what its objects and clauses tell is no second event
    weight: int  # how much the frame asks for; the more, the better it fits

    def slot(self, where: Where) -> Slot | None:
        for s in self.slots:  # a plain loop: this is asked for every frame of every verb
            if s.where == where:
                return s
        return None


@dataclass(frozen=True, slots=True)
class EventWords:
    """lemma -> its frames, most demanding first; and the verbs that change or carry what another word tells."""

    verbs: Mapping[str, tuple[Frame, ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    people: frozenset[str]  # nouns that can act though nobody knows them: "gunman", "crowd"
    grounds: frozenset[str]  # nouns for places: "town", "border"
    weapons: frozenset[str]  # nouns that harm on somebody's behalf: "bomb", "blast"
    blows: frozenset[str]  # verbs that tell force whatever they are done to: "storm", "shell"
    duty: Frame  # what "must" tells, said by one of another
    operators: Mapping[str, frozenset[str]]  # "carry" -> {"hold", "launch", "engage in", ...}
    entries: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A group of a file, for messages; text: the file as it is written, None when nobody has it at hand."""

    file: str
    group: str
    text: str | None = None

    def __str__(self) -> str:
        return self.at("")

    def at(self, words: str) -> str:
        """ "lexicon/events/aid.yaml, line 12, group 'give'": the first line that has the words, else its head."""
        return f"lexicon/events/{self.file}.yaml, {self._line(words)}group {self.group!r}"

    def _line(self, words: str) -> str:
        lines = (self.text or "").splitlines()
        head = next((n for n, line in enumerate(lines, 1) if line.startswith(f"  {self.group}:")), None)
        if head is None:
            return ""
        for n in range(head, len(lines)):
            if not lines[n].startswith("    "):
                break
            if words and words in lines[n]:
                return f"line {n + 1}, "
        return f"line {head}, "


@cache
def load() -> EventWords:
    """All groups of `lexicon/events/`. Raises BadLexicon, naming file and entry."""
    operators = table("events/operators")
    things = {name: frozenset(words) for name, words in table("events/things").items()}
    files = {name: table(f"events/{name}") for name in operators["files"]}
    try:
        return compile_words(files, things, operators["verbs"])
    except BadLexicon:  # again, with the lines: reading them each time would cost everybody
        return compile_words(files, things, operators["verbs"], {name: source(f"events/{name}") for name in files})


def compile_words(
    files: Mapping[str, Mapping[str, Any]],
    things: Mapping[str, frozenset[str]],
    operators: Mapping[str, list[str]],
    texts: Mapping[str, str] | None = None,
) -> EventWords:
    """The compiled form of the parsed YAML `files` (name -> content). texts: the files as they are written, for the
    line of an error. Raises BadLexicon."""
    found: dict[str, dict[str, list[Frame]]] = {"verbs": {}, "adjectives": {}, "nouns": {}}
    entries = 0
    for name, content in files.items():
        for group, entry in content["groups"].items():
            place = Spot(name, group, (texts or {}).get(name))
            for kind, word, frame in frames_of(content["type"], group, entry, things, place):
                known = found[kind].setdefault(word, [])
                clash = next((k for k in known if _same(k, frame)), None)
                if clash is not None:
                    raise BadLexicon(
                        f"{place.at(word)}: {word!r} has the frame of {clash.id} already", "take it out of one"
                    )
                known.append(frame)
            entries += sum(len(entry.get(kind, ())) for kind in found)
    ranked = {
        kind: {word: tuple(sorted(frames, key=lambda f: -f.weight)) for word, frames in words.items()}
        for kind, words in found.items()
    }
    verbs = {name: frozenset(words) for name, words in operators.items()}
    people = (things["person"] | things["force"]) - CLASSES
    return EventWords(
        ranked["verbs"],
        ranked["adjectives"],
        ranked["nouns"],
        people,
        things["territory"] - CLASSES,
        things["harm"],
        frozenset(word for word, frames in ranked["verbs"].items() if any(_is_blow(frame) for frame in frames)),
        _duty(),
        verbs,
        entries,
    )


def _is_blow(frame: Frame) -> bool:
    plain = not (frame.particle or frame.subject_thing or any(slot.thing for slot in frame.slots))
    return plain and frame.type == "ASSAULT"


def frames_of(
    kind_of_event: str, group: str, entry: Mapping[str, Any], things: Mapping[str, frozenset[str]], place: Spot
) -> Iterable[tuple[str, str, Frame]]:
    """("verbs" | "adjectives" | "nouns", lemma, frame) for each word and frame of a group."""
    _check(entry, place)
    allowed = _things(entry.get("things", ()), things, place.at("things"))
    doers = _things(entry.get("doers", ()), things, place.at("doers")) or allowed
    but = _things(entry.get("but", ()), things, place.at("but"))
    base = f"{kind_of_event}:{group}"
    for kind in ("verbs", "adjectives", "nouns"):
        pictures = entry.get("frames", ()) if kind != "nouns" else [entry["noun_frame"]] if entry.get("nouns") else []
        for word in entry.get(kind, ()):
            lemma, _, particle = str(word).partition(" ") if kind == "verbs" else (str(word), "", "")
            for picture in pictures:
                subject, subject_thing, slots = parse_picture(picture, place.at(picture))
                if (subject_thing and not doers) or (any(s.thing for s in slots) and not allowed):
                    raise BadLexicon(
                        f"{place.at(picture)}: frame {picture!r} asks for things, but there are none", "list `things`"
                    )
                weight = (
                    10 * int(entry.get("rank", 0))
                    + 2 * bool(particle)
                    + sum((1 + 2 * s.thing) * s.required for s in slots)
                )
                yield kind, lemma, Frame(
                    id=f"{base}/{picture}", type=kind_of_event, mode=entry.get("mode"), subject=subject,
                    subject_thing=subject_thing, slots=slots, things=allowed, doers=doers, but=but,
                    particle=particle or None,
                    home=entry.get("home"), alone=bool(entry.get("alone", kind == "nouns")),
                    by_clause=tuple(entry.get("by_clause", {}).items()), authority=bool(entry.get("authority")),
                    opponent=bool(entry.get("opponent")),
                    beside=bool(entry.get("beside")), absorbs=bool(entry.get("absorbs")), weight=weight,
                )  # fmt: skip


def parse_picture(picture: str, place: str) -> tuple[Role, bool, tuple[Slot, ...]]:
    """The subject's part, whether it must be a thing, and the slots, of a picture like "A _ R (with O)".

    Raises BadLexicon for anything it does not know.
    """
    left, bar, right = picture.partition("_")
    subject = left.strip()
    if not bar or subject not in ("", "A", "AA", "R", "O", "TA", "TR", "T"):
        raise BadLexicon(f"{place}: frame {picture!r} has an unknown subject", "write it like 'A _ R (with O)'")
    slots, at, rest = [], 0, right.strip()
    while at < len(rest):
        found = SLOT.match(rest, at)
        if not found or bool(found[1]) != bool(found[4]):
            raise BadLexicon(f"{place}: frame {picture!r}: {rest[at:]!r} is no known relation", "see event_words.py")
        slots.append(_slot(found))
        at = found.end()
        while at < len(rest) and rest[at] in " ,":
            at += 1
    role: Role = {"O": "", "T": "", "TA": "A", "TR": "R"}.get(subject, subject)  # type: ignore[assignment]
    return role, subject.startswith("T"), tuple(slots)


def _slot(found: re.Match[str]) -> Slot:
    prepositions = tuple(found[2].split("|")) if found[2] else ()
    what, required = found[3], not found[1]
    if what in ("to-", "that-", "will-", "self-", "ing-"):
        clause: dict[str, Where] = {"to-": "to", "that-": "that", "will-": "will", "self-": "self", "ing-": "ing"}
        return Slot(clause[what], "", False, prepositions, required)
    if what == "that:R":
        return Slot("that", "R", False, (), required)
    role: Role = {"O": "", "T": "", "TR": "R", "TA": "A", "AA": "A"}.get(what, what)  # type: ignore[assignment]
    return Slot("prep" if prepositions else "object", role, what.startswith("T"), prepositions, required)


def _duty() -> Frame:
    slot = Slot("that", "R", False, (), True)
    return Frame(
        "REQUEST:must/A says that:R must _", "REQUEST", None, "A", False, (slot,), frozenset(), frozenset(),
        frozenset(), None, None, False, (), False, False, False, True, 0,
    )  # fmt: skip


def _check(entry: Mapping[str, Any], place: Spot) -> None:
    if unknown := sorted(set(entry) - FIELDS):
        raise BadLexicon(f"{place.at(unknown[0])}: unknown field {unknown[0]!r}", f"use one of {sorted(FIELDS)}")
    for field in ("source", "matches", "rejects"):
        if not entry.get(field):
            raise BadLexicon(f"{place}: {field!r} is missing", "every group brings its source and its proof")
    if both := set(entry["matches"]) & set(entry["rejects"]):
        raise BadLexicon(f"{place.at(min(both))}: {min(both)!r} is in matches and in rejects", "take it out of one")
    if (entry.get("verbs") or entry.get("adjectives")) and not entry.get("frames"):
        raise BadLexicon(f"{place}: has verbs and no frames", "say in which frames they tell the event")
    if entry.get("nouns") and not entry.get("noun_frame"):
        raise BadLexicon(f"{place}: has nouns and no noun_frame", "say who stands where around the noun")
    for kind in ("verbs", "adjectives", "nouns"):
        words = entry.get(kind, ())
        if twice := sorted({str(w) for w in words if words.count(w) > 1}):
            raise BadLexicon(f"{place.at(twice[0])}: {twice[0]!r} is listed twice", "once is enough")


def _things(words: Iterable[str], classes: Mapping[str, frozenset[str]], place: str) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        if word.startswith("<"):
            if word[1:-1] not in classes:
                raise BadLexicon(f"{place}: there is no class {word}", "add it to lexicon/events/things.yaml")
            found |= classes[word[1:-1]]
        elif word.startswith("@") and word not in CLASSES:
            raise BadLexicon(f"{place}: there is no class {word}", f"use one of {sorted(CLASSES)}")
        else:
            found.add(str(word))
    return frozenset(found)


def _same(a: Frame, b: Frame) -> bool:
    """Two frames that every clause which fits one would fit, too."""
    if (a.particle, a.subject, a.subject_thing, a.slots) != (b.particle, b.subject, b.subject_thing, b.slots):
        return False
    if a.subject_thing and a.doers.isdisjoint(b.doers):
        return False
    return bool(a.things & b.things) or not (a.things or b.things)
