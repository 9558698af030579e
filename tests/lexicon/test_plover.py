"""PLOVER's types: all are there, on their side of the scale, and what becomes of them exists."""

import pytest

from dateline.errors import BadLexicon
from dateline.lexicon.event_words import load as event_words
from dateline.lexicon.plover import compile_plover, load

TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


def test_sixteen_types_and_our_own() -> None:
    assert set(load().types) == TYPES | {"DISPLACE"}


def test_side_and_sign_agree() -> None:
    for kind in load().types.values():
        assert kind.goldstein is not None
        assert kind.side == ("cooperation" if kind.goldstein > 0 else "conflict" if kind.goldstein < 0 else "")


def test_37_contexts() -> None:
    assert len({name for names in load().contexts.values() for name in names}) == 37


def test_modes_of_the_lexicon_are_plovers() -> None:
    words = event_words()
    for frames in (*words.verbs.values(), *words.nouns.values(), *words.adjectives.values()):
        for frame in frames:
            assert frame.mode is None or frame.mode in load().types[frame.type].modes, frame.id


def test_unknown_type_is_refused() -> None:
    content = {"types": {}, "becomes": {"future": {"AID": "GIFT"}}, "contexts": {}}
    with pytest.raises(BadLexicon, match="becomes/future names 'AID'"):
        compile_plover(content)
