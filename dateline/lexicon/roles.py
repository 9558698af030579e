"""Words for what somebody is - minister, spokesman, army, refugees - and the PLOVER sector that follows from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from dateline.errors import BadLexicon
from dateline.lexicon.load import table
from dateline.lexicon.phrases import Phrases, fold

RoleKind = Literal["person", "body", "things"]
SECTORS = frozenset({
    "GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "LEG", "UAF", "BUS", "CRM", "CVL", "EDU", "ELI", "LAB",
    "MED", "NGO", "REF", "REL",
})  # fmt: skip
GROUP_FIELDS = {
    "name", "sector", "kind", "source", "words", "matches", "rejects", "title", "yields", "armed", "collective",
    "general", "gender", "alone", "courtesy", "vague", "proper", "mirrors", "abroad",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """A group of words that behave alike. See roles.yaml for what each field means."""

    name: str
    sector: str
    kind: RoleKind
    title: bool = False
    yields: bool = False
    armed: bool = False
    collective: bool = False
    general: bool = False
    courtesy: bool = False
    proper: bool = False
    mirrors: bool = False
    abroad: bool = False
    gender: str | None = None
    alone: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """One word or phrase, and its plural. `same`: the usual word for this office, by which two phrases are compared.
    `vague`: no actor unless something besides the word says so. `facing`: one of two who fight or deal with each other.
    """

    word: str
    many: str
    same: str
    plural: bool
    vague: bool
    group: RoleGroup
    facing: bool = False


@dataclass(frozen=True, slots=True)
class Modifier:
    """What a word before a role noun says about the sector; `armed`: what it says before a noun that is armed."""

    sector: str
    armed: str


@dataclass(frozen=True, slots=True)
class Roles:
    """All role words, the words before them that say a sector, and what "X-run" is told with."""

    phrases: Phrases[Role]
    modifiers: Phrases[Modifier]
    groups: Mapping[str, RoleGroup]
    run_by: frozenset[str]


@cache
def load() -> Roles:
    """roles.yaml, checked and indexed. Raises BadLexicon."""
    return compiled(table("roles"))


def compiled(content: Mapping[str, Any]) -> Roles:
    """The table as an index. Raises BadLexicon for an unknown field or sector, or a word that two groups claim."""
    groups: dict[str, RoleGroup] = {}
    seen: dict[str, str] = {}
    entries: list[tuple[str, Role]] = []
    same = {str(k): str(v) for k, v in content["same"].items()}
    facing = frozenset(map(str, content.get("facing", ())))
    for row in content["groups"]:
        group = _group(row)
        groups[group.name] = group
        for word in row["words"]:
            other = seen.setdefault(fold(word), group.name)
            if other != group.name:
                raise BadLexicon(f"roles.yaml: {word!r} stands in {other!r} and {group.name!r}", "keep it in one group")
            many = _plural_of(word, content["plurals"])
            for written, plural in ((word, False), (word.replace(".", " ."), False), (many, True)):
                vague = word in row.get("vague", ())
                role = Role(word, many, same.get(word, word), plural, vague, group, word in facing)
                entries.append((written, role))
    if unknown := sorted(facing - {word for row in content["groups"] for word in row["words"]}):
        raise BadLexicon(f"roles.yaml: facing has {unknown}, which stand in no group", "put them in one")
    entries.sort(key=lambda entry: entry[1].plural)  # "police" is both: the singular comes first
    run_by = frozenset(map(str, content.get("run_by", ())))
    return Roles(Phrases(entries), Phrases(_modifiers(content["modifiers"]["sectors"])), groups, run_by)


def _group(row: Mapping[str, Any]) -> RoleGroup:
    unknown, missing = set(row) - GROUP_FIELDS, {"name", "sector", "kind", "source", "words"} - set(row)
    if unknown or missing or row["sector"] not in SECTORS | {""} or row["kind"] not in ("person", "body", "things"):
        raise BadLexicon(
            f"roles.yaml: group {row.get('name')!r} has unknown fields {sorted(unknown)}, lacks {sorted(missing)},"
            " or its sector or kind is unknown",
            f"sectors are {sorted(SECTORS)}, kinds person, body, things",
        )
    shown = {key: row[key] for key in row if key not in ("source", "words", "matches", "rejects", "vague")}
    return RoleGroup(**shown)


def _plural_of(word: str, plurals: Mapping[str, str]) -> str:
    first, _, last = word.rpartition(" ")
    return plurals.get(word) or f"{first} {plurals.get(last) or plural(last)}".strip()


def plural(word: str) -> str:
    """The regular plural of an English noun."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _modifiers(sectors: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Modifier]]:
    for sector, entry in sectors.items():
        for word in entry["words"]:
            yield word, Modifier(sector, entry.get("armed", sector))
