"""How the codebook draws the groups of a lexicon's file."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

SHOWN = 40  # words of a group that the page lists; the file has them all


def groups_of(groups: Mapping[str, Any], facts: Iterable[str] = ()) -> str:
    """The groups of one file, a heading each."""
    told = tuple(facts)
    return "\n\n".join(_group(name, group, told) for name, group in groups.items() if _is_group(group))


def _is_group(group: Any) -> bool:
    return isinstance(group, Mapping) and "source" in group


def _group(name: str, group: Mapping[str, Any], facts: tuple[str, ...]) -> str:
    """A heading, what the group does, its words, and the sentences that prove it."""
    told = "; ".join(f"{fact} `{_flat(group[fact])}`" for fact in facts if group.get(fact))
    lines = [f"#### {name}", "", f"Source: {group['source']}." + (f" {told}." if told else "")]
    for key in ("verbs", "nouns", "adjectives", "words", "things", "does", "done", "is"):
        words = [str(word) for word in group.get(key) or ()]
        if words:
            more = f" … and {len(words) - SHOWN} more" if len(words) > SHOWN else ""
            lines += ["", f"{key.capitalize()} ({len(words)}): {', '.join(words[:SHOWN])}{more}"]
    lines += [""] if group.get("matches") or group.get("rejects") else []
    lines += [f"- matches: {sentence}" for sentence in _sentences(group.get("matches"))]
    lines += [f"- not: {sentence}" for sentence in _sentences(group.get("rejects"))]
    return "\n".join(lines)


def _sentences(proofs: Any) -> Iterator[str]:
    for proof in proofs or ():
        yield proof if isinstance(proof, str) else _flat(proof)


def _flat(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return str(value)
