"""What joining keeps of a report as a whole: its keywords, whom and where it is about, and marks to find copies by."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from zlib import crc32

from dateline.joining.tellings import Digest, days
from dateline.joining.words import WORD, stem_counts, stems
from dateline.lexicon.word_weights import WordWeights, folded
from dateline.records import Reading, Report

KEYWORDS = 40  # of a report
READ = 6000  # code points of a report that its keywords are taken from: the news comes first
NAMED = 8  # actors and places that are kept
RUN = 5  # words of a run
RUNS = 8  # runs that are kept: those with the smallest hashes, the same ones in a copy
LONG = 8  # words from which on a sentence is worth finding again
COMPARED = 80  # sentences of a report that are held against another's
SENTENCES = 16  # sentences that are kept, by the smallest hashes
NUMBER = re.compile(r"\d[\d.,]*")
AGENCY = re.compile(r"\(([^()\d]{2,40})\)")


def digest(reading: Reading, weights: WordWeights) -> Digest:
    """Pure; the same for a report however its day was found, but for `published`, `told` and `dated`."""
    report = reading.report
    actors = Counter((m.actor, m.name or m.text) for m in reading.mentions if m.actor is not None)
    places = Counter(place.name for place in reading.places if place.name is not None)
    told = days(report.published)
    dated = told[0] is not None and told[0] == told[1]
    return Digest(
        report.id, report.outlet, agency(reading), report.headline, report.published, told, dated,
        keywords(report, weights), tuple(name for name, _ in _most(actors)), tuple(name for name, _ in _most(places)),
        *marks(report),
    )  # fmt: skip


def _most(counts: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:NAMED]


def agency(reading: Reading) -> str | None:
    """The name in brackets of the dateline: "ALEPPO, Dec 14 (Levant Wire) -"."""
    for passage in reading.passages:
        if passage.part == "dateline" and (match := AGENCY.search(passage.text)):
            return " ".join(match[1].split())
    return None


def keywords(report: Report, weights: WordWeights) -> dict[str, float]:
    """The stems that say most about a report, as a vector of length 1; the headline's count twice."""
    counts = Counter(stem_counts(report.text[:READ], weights))
    counts.update(stems(report.headline or "", weights))
    weighed = {word: (1 + math.log(n)) * weights.of(word) for word, n in counts.items()}
    kept = sorted(weighed, key=lambda word: (-weighed[word], word))[:KEYWORDS]
    length = math.sqrt(sum(weighed[word] ** 2 for word in kept)) or 1.0
    return {word: round(weighed[word] / length, 4) for word in kept}


def sentences(text: str, starts: Sequence[int]) -> list[tuple[int, int]]:
    """Where each sentence starts and ends; furniture has none, so a last sentence may run into it."""
    ends = [*starts[1:], len(text)]
    return [(start, start + len(text[start:end].rstrip())) for start, end in zip(starts, ends)]  # noqa: B905


def masked(text: str) -> list[str]:
    """The words of a sentence with every number as "#": a copy in which a number was changed is found, too."""
    return WORD.findall(NUMBER.sub(" # ", folded(text)).replace("#", "xnumx"))


@lru_cache(maxsize=256)
def lines(text: str, starts: tuple[int, ...]) -> tuple[tuple[list[str], str], ...]:
    """The words of each sentence as they are compared, and in one string. Asked for again where copies are compared."""
    return tuple((words := masked(text[start:end]), " ".join(words)) for start, end in sentences(text, starts))


def marks(report: Report) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Hashes of 32 bits, sorted, without repeats: of the longer sentences and of some runs of words, to find what may
    be a copy; and of all sentences, to tell whether it can be one."""
    said: set[int] = set()
    whole: set[int] = set()
    runs: set[int] = set()
    for k, (words, line) in enumerate(lines(report.text, report.sentences)):
        mark = crc32(line.encode())
        if k < COMPARED:
            said.add(mark)
        if len(words) >= LONG:
            whole.add(mark)
        runs.update(map(crc32, _runs(words, line)))
    return tuple(sorted({*sorted(whole)[:SENTENCES], *sorted(runs)[:RUNS]})), tuple(sorted(said))


def _runs(words: Sequence[str], line: str) -> Iterator[bytes]:
    """Every run of words of a line, a space between them."""
    begins = ends = 0
    coded = line.encode()
    lengths = [len(word.encode()) for word in words]
    for k, length in enumerate(lengths):
        ends += length
        if k >= RUN - 1:
            yield coded[begins:ends]
            begins += lengths[k - RUN + 1] + 1
        ends += 1
