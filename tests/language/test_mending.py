"""Repairs of a parse: what each sentence means, as far as its heads and relations tell it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.language.grammar import subjects
from dateline.language.mending import mended
from dateline.language.parse import Parse

Parsed = Callable[[str], Parse]


def at(p: Parse, word: str) -> int:
    return p.word.index(word)


def test_to_before_what_was_done_to(parse_of: Parsed) -> None:
    """A participle before a noun, which the parser takes for an infinitive: who sends does not besiege."""
    p = parse_of("Kenya sent engineers to besieged Kadugli on Monday.")
    assert p.rel[at(p, "besieged")] == "amod" and p.head[at(p, "besieged")] == at(p, "Kadugli")
    assert p.rel[at(p, "to")] == "prep" and p.head[at(p, "on")] == at(p, "sent")
    assert subjects(p, at(p, "besieged")) == []


def test_what_is_said_goes_on_to_who_says_it(parse_of: Parsed) -> None:
    text = (
        "The ferry had been waiting for leave to go to Aden, where some 4,000 people are stuck, when it came under fire"
        " late on Monday, harbour master Salim Haddad told reporters in Oslo."
    )
    p = parse_of(text)
    assert p.head[at(p, "came")] == at(p, "waiting")


def test_a_question_behind_a_colon_tells_nothing_of_what_is_before_it(parse_of: Parsed) -> None:
    p = parse_of("Mali: who shelled the grain market?")
    assert subjects(p, at(p, "shelled")) != [at(p, "Mali")]


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        pytest.param("Aid convoy attacked near Goma", "attacked", True, id="done to it"),
        pytest.param("Aid convoy attacked near Goma as siege drags on", "attacked", True, id="with a clause behind"),
        pytest.param("Rebels attacked Goma", "attacked", False, id="an object"),
        pytest.param("The rebels attacked near Goma.", "attacked", False, id="a sentence with its stop"),
        pytest.param("Rebels attack near Goma", "attack", False, id="the present tense"),
        pytest.param("Thousands fled to Chad", "fled", False, id="a verb that nobody does to something"),
        pytest.param("Rebels have attacked near Goma", "attacked", False, id="a helping verb"),
    ],
)
def test_headlines(parse_of: Parsed, text: str, verb: str, passive: bool) -> None:
    p = parse_of(text)
    assert any(p.rel[k] == "nsubjpass" for k in p.kids[at(p, verb)]) is passive


def test_nothing_to_mend() -> None:
    head, rel = [1, 1, 1, 1], ["nsubj", "ROOT", "dobj", "punct"]
    assert mended(["rebels", "left", "towns", "."], ["NNS", "VBD", "NNS", "."], head, rel) == (
        [1, 1, 1, 1],
        ["nsubj", "ROOT", "dobj", "punct"],
    )
    assert mended([], [], [], []) == ([], [])


WORDS = st.sampled_from(["to", "besieged", "Homs", ":", "who", "said", ".", "flour", "hit"])
TAGS = st.sampled_from(["TO", "VBN", "NNP", ":", "WP", "VBD", ".", "NN"])
RELATIONS = st.sampled_from(["aux", "advcl", "relcl", "dobj", "ccomp", "nsubj", "prep", "punct"])


@given(st.lists(st.tuples(WORDS, TAGS, RELATIONS, st.integers(0, 11)), min_size=1, max_size=12), st.randoms())
def test_a_tree_stays_a_tree(tokens, random) -> None:
    """Whatever hangs on what: each token still hangs on one, and in the end on the root."""
    order = list(range(len(tokens)))
    random.shuffle(order)
    head, rel = [0] * len(tokens), [relation for _, _, relation, _ in tokens]
    for place, i in enumerate(order):
        head[i] = order[tokens[i][3] % place] if place else i
    rel[order[0]] = "ROOT"
    head, rel = mended([word.lower() for word, *_ in tokens], [tag for _, tag, *_ in tokens], head, rel)
    for i in range(len(tokens)):
        seen = {i}
        while head[i] != i:
            i = head[i]
            assert i not in seen
            seen.add(i)
        assert i == order[0] and rel[i] == "ROOT"
