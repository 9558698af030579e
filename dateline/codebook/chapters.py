"""The codebook: what the lexicons say, as pages for people. Every chapter is made from the YAML that the stages use."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.codebook import dossiers as dossier_chapters
from dateline.lexicon.load import table

SHOWN = 40  # words of a group that the page lists; the file has them all


def attribution() -> str:
    """The cue words and the frames of the claims stage."""
    cues = table("cues")
    words = _groups(cues["words"], ("stance", "manner"), level="####")
    frames = _groups(cues.get("frames", {}), (), level="####")
    return (
        "A claim is a cue in a frame, weighed by `claim_weights.tsv`. To add a cue, put its lemma into the group that "
        "says what it does, with a sentence that must match and one that must not, and run `make test`.\n\n"
        f"### Cue words\n\n{words}\n\n### Frames\n\n{frames}"
    )


def time() -> str:
    """What each way of naming a time means, with examples, and the words of the time stage."""
    rules = "\n\n".join(_convention(name, told) for name, told in table("time_conventions").items())
    return (
        "Values are EDTF. A value that is counted from something names it in `anchor`, and `meaning` keeps what the "
        "words mean apart from any day, so that another day of publication needs no new reading.\n\n"
        f"### What is meant\n\n{rules}\n\n### By which words\n\n{_groups(table('time_words'), (), level='####')}"
    )


def _convention(name: str, told: Mapping[str, Any]) -> str:
    """One convention with its examples."""
    lines = [f"#### {name[:1].upper()}{name[1:]}", "", told["says"], *([""] if told["examples"] else [])]
    for example in told["examples"]:
        means = "; ".join(f"“{words}” is `{value or 'no day'}`" for words, value in example["means"].items())
        lines.append(f"- {example['text']} Read on {example['day']}, {means}.")
    return "\n".join(lines)


def quantities() -> str:
    """The columns of a quantity, and the words of the quantity stage."""
    return dossier_chapters.quantities(groups_of)


def dossiers() -> str:
    """The five dossiers: their columns, and the words of their states."""
    return dossier_chapters.dossiers(groups_of)


def events() -> str:
    """PLOVER's types, modes and contexts with our entries."""
    from dateline.codebook.events import chapter  # it draws groups as this module does

    return chapter()


def groups_of(groups: Mapping[str, Any], facts: Iterable[str]) -> str:
    """The groups of one file, a heading each."""
    return _groups(groups, facts, level="####")


def _groups(groups: Mapping[str, Any], facts: Iterable[str], level: str) -> str:
    return "\n\n".join(_group(name, group, tuple(facts), level) for name, group in groups.items() if _is_group(group))


def _is_group(group: Any) -> bool:
    return isinstance(group, Mapping) and "source" in group


def _group(name: str, group: Mapping[str, Any], facts: tuple[str, ...], level: str) -> str:
    """A heading, what the group does, its words, and the sentences that prove it."""
    told = "; ".join(f"{fact} `{_flat(group[fact])}`" for fact in facts if group.get(fact))
    lines = [f"{level} {name}", "", f"Source: {group['source']}." + (f" {told}." if told else "")]
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
