"""The parse as data: offsets, independence from what else is parsed, long lines."""

from collections.abc import Callable
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.intake.passages import passages
from dateline.language.model import lemma_of, parse
from dateline.language.parse import Parse
from tests.clock import outgrown
from tests.conftest import make_report

TEXT = "The general said on Friday that 52 districts had been taken.\n\nHe didn't name them; the mayor won’t either."


def of(text: str) -> Parse:
    return parse(text, passages(make_report(text)))


def test_tokens_are_slices_of_the_text() -> None:
    p = of(TEXT)
    assert [TEXT[s:e] for s, e in zip(p.start, p.end, strict=True)] == list(p.word)
    assert all(a < b for a, b in zip(p.start, p.end, strict=True))
    assert list(p.start) == sorted(p.start)


def test_heads_stay_in_their_sentence() -> None:
    p = of(TEXT)
    for first, last in p.sents:
        assert all(first <= p.head[i] < last for i in range(first, last))
        assert sum(p.head[i] == i for i in range(first, last)) == 1


def test_the_same_text_parses_the_same_whatever_came_before() -> None:
    alone = of(TEXT)
    of("Another report altogether. " * 50)
    assert of(TEXT) == alone


def test_offsets_count_code_points() -> None:
    text = "🕊️ Élan said 𝕏 was shut. The envoy left."
    p = of(text)
    assert [text[s:e] for s, e in zip(p.start, p.end, strict=True)] == list(p.word)
    assert "envoy" in p.word


def test_a_line_longer_than_the_model_takes_is_read_whole() -> None:
    text = "The convoy reached the town. " * 2000
    p = of(text)
    assert p.word.count("convoy") == 2000


def test_lemmas() -> None:
    pairs = {("said", "VBD"): "say", ("n't", "RB"): "not", ("’s", "VBZ"): "be", ("fled", "VBD"): "flee",
             ("districts", "NNS"): "district", ("Aleppo", "NNP"): "Aleppo", ("are", "VBP"): "be",
             ("worse", "JJR"): "bad", ("staged", "VBD"): "stage", ("hoping", "VBG"): "hope", ("raided", "VBD"): "raid",
             ("deadlocked", "VBN"): "deadlock", ("weaponized", "VBN"): "weaponize", ("planned", "VBD"): "plan",
             ("rates", "NNS"): "rate", ("hopes", "VBZ"): "hope", ("buses", "NNS"): "bus", ("men", "NNS"): "man",
             ("boxes", "NNS"): "box", ("strikes", "NNS"): "strike", ("attacks", "NNS"): "attack"}  # fmt: skip
    assert {pair: lemma_of(*pair) for pair in pairs} == pairs


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_parses(parse_of: Callable[[str], Parse], text: str) -> None:
    p = parse_of(text)
    assert all(0 <= s < e <= len(text) for s, e in zip(p.start, p.end, strict=True))
    assert [i for a, b in p.sents for i in range(a, b)] == list(range(len(p)))


def test_time_grows_with_length_and_not_with_its_square() -> None:
    def work(n: int) -> None:
        assert len(of('"' * n + "([" * n + "Ivan and " * n)) >= 5 * n

    work(4000)  # the first big one also pays for the memory
    assert outgrown(partial(work, 2000), partial(work, 4000)) == ""
