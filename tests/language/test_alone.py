"""A paragraph gets the same parse whatever stands beside it and whatever was parsed before."""

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language import model
from dateline.language.parse import Parse
from dateline.records import How, Passage

PARAGRAPHS = (
    "The governor of Marvel said on Tuesday that two bridges had been shelled.",
    "“We will not leave,” Colonel Ida Brandt told reporters.",
    "Talks resume.",
    "At least 14 people were killed, the ministry of health said, while a spokesman of the rebels denied any attack.",
    "(More to follow)",
    "Yes.",
    "The convoy, which had left Port Alder before dawn, was stopped at a checkpoint by gunmen who took the drivers.",
)


def report(paragraphs: list[str]) -> tuple[str, tuple[Passage, ...]]:
    text = "\n".join(paragraphs)
    return text, (Passage("psg-1", "rep-1", 0, len(text), text, "body", How("passages/test")),)


def alone(paragraphs: list[str]) -> Parse:
    model._remembered.cache_clear()
    return model.parse(*report(paragraphs))


def tags(parse: Parse) -> list[tuple[str, str, str, str]]:
    return list(zip(parse.word, parse.tag, parse.rel, parse.lemma, strict=True))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=6), min_size=1, max_size=4))
def test_reports_together_are_parsed_as_each_alone(texts: list[list[str]]) -> None:
    wanted = [alone(paragraphs) for paragraphs in texts]
    model._remembered.cache_clear()
    assert model.parse_all([report(paragraphs) for paragraphs in texts]) == wanted
    assert model.parse_all([report(paragraphs) for paragraphs in texts]) == wanted  # all remembered


@pytest.mark.parametrize("rows", [1, 2, 3, 7, 16, 33, 63, 64, 65, 100, 257])
def test_a_row_is_multiplied_alike_however_many_there_are(rows: int) -> None:
    """To the last bit: this is why a parse may be remembered."""
    numbers = numpy.random.default_rng(7)
    for width, made in ((288, 288), (576, 288), (96, 64), (64, 1024)):
        every = numbers.standard_normal((300, width), dtype="float32")
        weights = numbers.standard_normal((made, width), dtype="float32")
        arithmetic = model._Arithmetic()
        with model._threads().limit(limits=1, user_api="blas"):
            whole = arithmetic.gemm(every, weights, trans2=True)
            for first in (0, 5, 300 - rows):
                part = arithmetic.gemm(every[first : first + rows], weights, trans2=True)
                assert (part == whole[first : first + rows]).all(), (rows, width, first)


def test_what_did_not_come_for_long_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "REMEMBERED", 40)
    model._remembered.cache_clear()
    first = model.parse(*report(list(PARAGRAPHS)))
    assert model._remembered().tokens <= 40
    assert model._remembered().tokens == sum(len(piece.tag) for piece in model._remembered().pieces.values())
    assert model.parse(*report(list(PARAGRAPHS))) == first


def test_words_are_learnt_anew_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = alone(list(PARAGRAPHS))
    from dateline.language import word_vectors

    for kept in (30, 5):
        monkeypatch.setattr(word_vectors, "KEPT", kept)
        assert alone(list(PARAGRAPHS)) == wanted


@pytest.mark.parametrize(
    "bound, most", [pytest.param("WORDS_OF", 400, id="tokens"), pytest.param("WORDS", 150, id="words")]
)
def test_words_that_the_model_met_are_forgotten(monkeypatch: pytest.MonkeyPatch, bound: str, most: int) -> None:
    """Its list of words does not grow with what is read, and the parses stay."""
    wanted = alone(list(PARAGRAPHS))
    monkeypatch.setattr(model, bound, most)
    sizes = []
    for round_ in range(12):
        model.parse(*report([f"Zarb{round_}x{n}el met Qor{round_}y{n} in Tul{round_}z{n}." for n in range(40)]))
        sizes.append(len(model._model().vocab.strings))
    assert max(sizes) < min(sizes) + 500
    assert alone(list(PARAGRAPHS)) == wanted
