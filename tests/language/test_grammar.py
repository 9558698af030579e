"""Questions of grammar, on sentences with the shape named."""

from collections.abc import Callable

import pytest

from dateline.language import grammar
from dateline.language.parse import Parse

SUBJECTS = [
    pytest.param("The army and the police shelled the town.", "shelled", ["army", "police"], id="coordinated"),
    pytest.param("The envoy came and left.", "left", ["envoy"], id="shared by two verbs"),
    pytest.param("The envoy agreed to leave.", "leave", ["envoy"], id="subject control"),
    pytest.param("The envoy urged the army to leave.", "leave", ["army"], id="object control"),
    pytest.param("The envoy, who left the talks, was silent.", "left", ["envoy"], id="relative clause"),
    pytest.param("The envoy spoke, adding that talks would go on.", "adding", ["envoy"], id="participle"),
    pytest.param("The town was shelled by the army.", "shelled", ["town"], id="passive: who undergoes"),
    pytest.param("Near Ostrava, two strikes hit a depot.", "hit", ["strikes"], id="where it is, taken for a name"),
]


def index(parse: Parse, word: str) -> int:
    return parse.word.index(word)


@pytest.mark.parametrize("text, verb, words", SUBJECTS)
def test_subjects(parse_of: Callable[[str], Parse], text: str, verb: str, words: list[str]) -> None:
    p = parse_of(text)
    assert [p.word[i] for i in grammar.subjects(p, index(p, verb))] == words


def test_agents_of_a_passive_and_of_a_noun(parse_of: Callable[[str], Parse]) -> None:
    p = parse_of("The town was shelled by the army and the militia.")
    assert [p.word[i] for i in grammar.agents(p, index(p, "shelled"))] == ["army", "militia"]


@pytest.mark.parametrize(
    "text, verb, negator",
    [
        pytest.param("The army did not shell the town.", "shell", "not", id="not"),
        pytest.param("The army never shelled the town.", "shelled", "never", id="never"),
        pytest.param("No troops left the town.", "left", "No", id="no in the subject"),
        pytest.param("The army shelled the town.", "shelled", None, id="none"),
    ],
)
def test_negation(parse_of: Callable[[str], Parse], text: str, verb: str, negator: str | None) -> None:
    p = parse_of(text)
    found = grammar.negation(p, index(p, verb))
    assert (None if found is None else p.word[found]) == negator


def test_noun_phrase_leaves_the_relative_clause(parse_of: Callable[[str], Parse]) -> None:
    p = parse_of("The Turkish foreign minister, who arrived late, spoke.")
    first, last = grammar.noun_phrase(p, index(p, "minister"))
    assert " ".join(p.word[first : last + 1]) == "The Turkish foreign minister"
