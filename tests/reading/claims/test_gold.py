"""The gold of attribution points at its words, keeps its conventions, and is scored as it says."""

from collections import Counter
from dataclasses import replace

import pytest

from dateline.ids import make_id
from dateline.records import Claim, How, Party, Words
from tests.reading.claims.gold.score import JUDGES, figures, fold, match, misses, overlap, own_via
from tests.reading.claims.gold.texts import FRAMES, BadGold, GoldClaim, GoldText, depth, find, load, stretch

QUOTES = '“”„"«»'


def rows_of(text: GoldText) -> tuple[Claim, ...]:
    """The gold claims as a perfect reading would give them."""
    return tuple(_row(text, gold) for gold in text.claims)


def _row(text: GoldText, gold: GoldClaim) -> Claim:
    start, end = gold.content[0][0], gold.content[-1][1]
    words = tuple(_words(text, *span) for span in gold.content) if len(gold.content) > 1 else ()
    for_whom = gold.on_behalf_of
    return Claim(
        id=text.id + gold.id,
        report=text.id,
        start=start,
        end=end,
        text=text.text[start:end],
        sources=tuple(Party(p.name, None, None, *p.span, on_behalf_of=for_whom) for p in gold.sources),
        cue=_words(text, *gold.cue) if gold.cue else None,
        via=tuple(Party(p.name, None, None, *p.span) for p in gold.via),
        addressee=Party(None, None, None, *gold.addressee) if gold.addressee else None,
        manner=gold.manner[0],  # type: ignore[arg-type]
        quoted=gold.quoted,
        stance=gold.stance[0],  # type: ignore[arg-type]
        said_on=None,
        parent=text.id + gold.parent if gold.parent else None,
        how=How("gold"),
        parts=words,
    )


def _words(text: GoldText, start: int, end: int) -> Words:
    return Words(text.text[start:end], start, end)


def test_the_gold_is_large_and_its_halves_are_alike() -> None:
    texts = load()
    assert len(texts) >= 60 and len({text.id for text in texts}) == len(texts)
    assert Counter(text.half for text in texts) == {"tuning": len(texts) // 2, "kept": len(texts) // 2}
    claims = [(text.half, claim.frame) for text in texts for claim in text.claims]
    assert len(claims) >= 400
    assert {frame for _, frame in claims} == set(FRAMES)
    assert {depth(claim, text.claims) for text in texts for claim in text.claims} == {1, 2, 3, 4}


@pytest.mark.parametrize("text", load(), ids=lambda text: text.id)
def test_every_annotation_keeps_the_conventions(text: GoldText) -> None:
    for claim in text.claims:
        for start, end in claim.content:
            words = text.text[start:end]
            assert words == words.strip() and words[-1] not in ";:", claim.id
        if claim.manner[0] in ("quote", "mixed") and claim.frame not in ("transcript", "quote", "quote_dash"):
            assert claim.quoted, claim.id
        around = "".join(text.text[max(0, start - 1) : end + 1] for start, end in claim.content)
        assert claim.quoted or not any(mark in around for mark in QUOTES), claim.id
        assert claim.cue is not None or claim.frame == "quote_floating", claim.id
        spoken = [party.span for party in (*claim.sources, *claim.via)]
        assert all(not (start <= a and b <= end) for a, b in spoken for start, end in claim.content), claim.id


@pytest.mark.parametrize(
    "words, found",
    [
        pytest.param("general", (4, 11), id="one place"),
        pytest.param("He [[said]] so", (28, 32), id="marked within a phrase"),
    ],
)
def test_words_are_found(words: str, found: tuple[int, int]) -> None:
    assert find("The general said no. But He said so.", words) == found


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("said", id="in two places"),
        pytest.param("colonel", id="nowhere"),
        pytest.param("gener", id="within a longer word only"),
    ],
)
def test_words_that_cannot_be_told_are_refused(words: str) -> None:
    with pytest.raises(BadGold):
        find("The general said no. He said so.", words)


def test_a_long_content_is_told_by_its_ends() -> None:
    text = "She said the bridge was open and the road was open."
    assert stretch(text, {"from": "the bridge", "to": "open"}) == ((9, 28),)
    with pytest.raises(BadGold):
        stretch(text, {"from": "the road", "to": "bridge"})


@pytest.mark.parametrize("text", load(), ids=lambda text: text.id)
def test_a_perfect_reading_scores_one(text: GoldText) -> None:
    matched = match(text, rows_of(text))
    result = figures([matched])
    assert misses(matched) == []
    assert result.gold == result.rows == result.found
    assert all(result.f1(name) == result.share(name) == 1 for name in JUDGES)


def test_no_reading_scores_nothing() -> None:
    result = figures([match(text, ()) for text in load()])
    assert result.found == 0 and result.f1("content") == 0 and result.share("content") == 0


def test_what_is_wrong_is_counted_where_it_is_wrong() -> None:
    text = next(text for text in load() if any(claim.parent for claim in text.claims))
    rows = rows_of(text)
    orphans = tuple(replace(row, parent=None) for row in rows)
    nested = sum(claim.parent is not None and not claim.optional for claim in text.claims)
    result = figures([match(text, orphans)])
    assert result.right["parent"] == result.found - nested
    assert result.right["content_and_source"] == result.found
    extra = replace(rows[0], id=make_id("claims", "extra"), start=0, end=3, text=text.text[:3], parts=())
    assert figures([match(text, (*rows, extra))]).rows == result.rows + 1


def test_relays_that_the_containing_claim_tells_are_not_asked_twice() -> None:
    text = next(text for text in load() if any(claim.parent for claim in text.claims))
    inner = next(claim for claim in text.claims if claim.parent)
    rows = {row.id: row for row in rows_of(text)}
    row = rows[text.id + inner.id]
    outer = rows[str(row.parent)]
    longer = replace(row, via=(*row.via, *outer.sources, *outer.via))
    assert own_via(longer, rows.values()) == row.via


def test_overlap_counts_the_parts_of_a_split_quotation() -> None:
    text = next(text for text in load() if any(len(claim.content) > 1 for claim in text.claims))
    gold = next(claim for claim in text.claims if len(claim.content) > 1)
    row = _row(text, gold)
    assert overlap(gold.content, row) == 1
    assert 0.5 < overlap(gold.content, replace(row, parts=())) < 1  # the cue between the parts is not content


def test_names_are_compared_without_articles_and_accents() -> None:
    assert fold("The Government of Türkiye") == fold("government TURKIYE")
