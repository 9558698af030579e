"""The words of matters and scopes: every entry finds its own sentences and no other's."""

import re
from itertools import pairwise

import pytest

from dateline.lexicon import matters, scopes
from dateline.lexicon.load import table
from dateline.lexicon.phrases import fold

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
ENTRIES = table("matters")
GROUPS = table("scopes")


def folded(sentence: str) -> list[str]:
    return WORD.findall(fold(sentence))


def told(name: str, sentence: str) -> bool:
    """Whether a sentence has the words of a matter: of a state the thing, where one is named, and its turn."""
    seen = {s.group for s in matters.load().see(folded(sentence)) if s.matter == name}
    if ENTRIES[name]["kind"] != "state":
        return "words" in seen
    return bool(seen & {"begun", "stopped"}) and ("nouns" in seen or not ENTRIES[name].get("nouns"))


@pytest.mark.parametrize("name", list(ENTRIES))
def test_a_matter_is_seen_in_its_sentences_and_not_in_others(name: str) -> None:
    for sentence in ENTRIES[name]["matches"]:
        assert told(name, sentence), sentence
    for sentence in ENTRIES[name]["rejects"]:
        assert not told(name, sentence), sentence


def in_group(name: str, sentence: str) -> bool:
    words = folded(sentence)
    known = GROUPS[name]["words"]
    if name in ("counted", "means", "alike"):
        known = [word for family in known.values() for word in family]
    hyphened = {f"{a}-{b}" for a, b in pairwise(words)}
    if name in scopes.PHRASES:
        return any(f" {phrase} " in f" {' '.join(words)} " for phrase in known)
    return bool({str(word) for word in known} & ({*words} | hyphened))


@pytest.mark.parametrize("name", [n for n in GROUPS if n != "pointers"])
def test_a_group_is_in_its_sentences_and_not_in_others(name: str) -> None:
    for sentence in GROUPS[name]["matches"]:
        assert in_group(name, sentence), sentence
    for sentence in GROUPS[name]["rejects"]:
        assert not in_group(name, sentence), sentence


def test_every_group_says_where_it_is_from() -> None:
    assert all({"source", "matches", "rejects"} <= set(entry) for entry in (*ENTRIES.values(), *GROUPS.values()))


def test_a_near_matter_is_near_both_ways() -> None:
    """What differs in scope does so whichever is named first; states are not compared by their numbers."""
    counts = {name: m for name, m in matters.load().by_name.items() if m.kind == "count"}
    assert all(name in counts[other].near for name, m in counts.items() for other in m.near)


def test_no_word_was_read_as_a_truth_value() -> None:
    """YAML reads bare on, off, no as true and false."""
    words = scopes.load()
    assert "on" in words.stop_words and "off" in words.stop_words and "no" in words.negations
    assert not {"True", "False"} & (words.stop_words | words.negations | words.pointers | words.falsehoods)


@pytest.mark.parametrize(
    "whole, part, inside",
    [
        pytest.param("people", "children", True, id="children are civilians are people"),
        pytest.param("civilians", "fighters", False, id="fighters are no civilians"),
        pytest.param("people", "people", False, id="nobody is a part of himself"),
        pytest.param("buses", "people", False, id="people are not in buses' family"),
    ],
)
def test_families(whole: str, part: str, inside: bool) -> None:
    assert scopes.load().holds(whole, part) is inside


def test_a_word_as_long_as_a_book_is_looked_up_as_fast_as_any() -> None:
    assert matters.load().see(["w" * 900_000]) == ()
