"""The codebook's chapter of events: PLOVER's types, modes and contexts as Dateline codes them, with our entries."""

from collections.abc import Iterator, Mapping
from typing import Any

from dateline.codebook.groups import groups_of
from dateline.errors import BadRequest
from dateline.lexicon.load import table

TO_ADD = """\
To add a verb:

1. Find the file of its type in `dateline/lexicon/events/` and there the group whose frames it fits; else write a group.
2. A frame is a picture of a clause: `A _ R` is "somebody does it to somebody", `A _ T on R` asks for one of `things`.
3. A group brings its `source`, sentences that it must match, and sentences that it must not.
4. Words of one group share its proof; a frame that another group claims for the same word is refused, with the line.
5. Run `make test`: every group tells its own sentences and none of its counter-examples."""


def chapter(kind: str | None = None) -> str:
    """The whole chapter, or one type's part of it, as Markdown. Raises BadRequest for a type that there is not."""
    plover = table("plover")
    types = plover["types"]
    if kind is None:
        parts = [TO_ADD, _decisions(plover), *(_type(name, plover) for name in types), _contexts(plover)]
        return "\n\n".join(parts)
    name = kind.upper()
    if name not in types:
        raise BadRequest(f"there is no type {kind!r}", f"the types are {', '.join(types)}")
    return _type(name, plover)


def as_rows(kind: str | None = None) -> list[dict[str, Any]]:
    """The same as data: one row a type, with its modes, decisions and groups. Raises BadRequest."""
    plover = table("plover")
    if kind is not None and kind.upper() not in plover["types"]:
        raise BadRequest(f"there is no type {kind!r}", f"the types are {', '.join(plover['types'])}")
    names = plover["types"] if kind is None else [kind.upper()]
    return [
        {"type": name, **plover["types"][name], "decisions": list(_about(plover, name)), "groups": _groups(name)}
        for name in names
    ]


def _decisions(plover: Mapping[str, Any]) -> str:
    lines = [f"- **{one['about']}**: {one['says']}" for one in plover["decisions"]]
    return "### Decisions\n\nWhere the manual contradicts itself, leaves a choice or has nothing.\n\n" + "\n".join(
        lines
    )


def _about(plover: Mapping[str, Any], name: str) -> Iterator[str]:
    return (one["says"] for one in plover["decisions"] if one["about"] == name)


def _groups(name: str) -> dict[str, Any]:
    groups: dict[str, Any] = table(f"events/{name.lower()}")["groups"]
    return groups


def _type(name: str, plover: Mapping[str, Any]) -> str:
    facts, groups = plover["types"][name], _groups(name)
    quad = (facts["quad"] or "none").replace("_", " ")
    words = sum(len(group.get(key, ())) for group in groups.values() for key in ("verbs", "adjectives", "nouns"))
    parts = [
        f"### {name}\n\n{facts['means'].capitalize()}. Quad: {quad}; scale {facts['goldstein']}. "
        f"{len(groups)} groups, {words} entries.",
        *(f"Decision: {says}" for says in _about(plover, name)),
    ]
    if facts["modes"]:
        parts.append(_modes(name, facts["modes"], groups, plover))
    return "\n\n".join([*parts, groups_of(groups, ("mode", "frames"))])


def _modes(name: str, modes: list[str], groups: Mapping[str, Any], plover: Mapping[str, Any]) -> str:
    """A table: each mode, the groups that tell it, and the other words that do."""
    rows = ["| mode | told by |", "| --- | --- |"]
    for mode in modes:
        told = [f"group {group}" for group, entry in groups.items() if entry.get("mode") == mode]
        told += [f"of {content}" for content, m in plover["content_modes"].get(name, {}).items() if m == mode]
        if name == "ASSAULT":
            told += [f"“{word}” in the clause" for word in plover["weapons"].get(mode, ())[:6]]
        rows.append(f"| {mode} | {'; '.join(told) or 'nothing yet'} |")
    return "\n".join(rows)


def _contexts(plover: Mapping[str, Any]) -> str:
    rows = ["| context | words |", "| --- | --- |"]
    rows += [f"| {name} | {', '.join(map(str, words))} |" for name, words in plover["contexts"].items()]
    return (
        "### Contexts\n\nTold by words of the event's own clause and of its arguments, alone or two in a row, never by "
        "the rest of the sentence; inside of a name only these tell one: "
        f"{', '.join(plover['in_names'])}.\n\n" + "\n".join(rows)
    )
