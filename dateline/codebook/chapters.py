"""The codebook: what the lexicons say, as pages for people. Every chapter is made from the YAML that the stages use."""

from collections.abc import Mapping
from typing import Any

from dateline.codebook import dossiers as dossier_chapters
from dateline.codebook import events as event_chapter
from dateline.codebook.groups import groups_of
from dateline.lexicon.load import table


def attribution() -> str:
    """The cue words and the frames of the claims stage."""
    cues = table("cues")
    words = groups_of(cues["words"], ("stance", "manner"))
    frames = groups_of(cues.get("frames", {}))
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
        f"### What is meant\n\n{rules}\n\n### By which words\n\n{groups_of(table('time_words'))}"
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
    return dossier_chapters.quantities()


def dossiers() -> str:
    """The five dossiers: their columns, and the words of their states."""
    return dossier_chapters.dossiers()


def events() -> str:
    """PLOVER's types, modes and contexts with our entries."""
    return event_chapter.chapter()
