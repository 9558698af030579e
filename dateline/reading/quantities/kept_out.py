"""Numbers that count nothing: parts of names, dates, ages, scores, labels, addresses."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from dateline.language.parse import Parse
from dateline.lexicon.units import UnitWords
from dateline.reading.quantities.hedges import Hedged
from dateline.reading.quantities.numbers import DASHES, Number
from dateline.reading.quantities.phrases import is_people, noun_group, singular
from dateline.reading.quantities.what import Counted
from dateline.records import TimeExpression

POINTING = frozenset({"the", "these", "those", "both", "his", "her", "our", "your"})
QUOTES = frozenset({"'", '"', "‘", "’", "“", "”", "``", "''", "«", "»"})


class Taken:
    """The code points of time expressions: their numbers are times."""

    def __init__(self, times: Sequence[TimeExpression]):
        spans = sorted((t.start, t.end) for t in times if t.time_kind != "set")
        self.starts = [start for start, _ in spans]
        self.ends = sorted(end for _, end in spans)

    def __contains__(self, span: tuple[int, int]) -> bool:
        """Does the span overlap a time expression?"""
        start, end = span
        return bisect_left(self.starts, end) > bisect_right(self.ends, start)


def kept_out(p: Parse, number: Number, taken: Taken, words: UnitWords) -> bool:
    """Does this number count nothing?"""
    return (
        _timed(p, number, taken)
        or _of_time(p, number, words)
        or _quoted(p, number)
        or _score(p, number)
        or _named(p, number, words)
        or _labelled(p, number, words)
        or _aged(p, number, words)
        or _year(p, number, words)
        or _pronoun_one(p, number, words)
    )


def known_ones(p: Parse, found: Hedged, what: Counted) -> bool:
    """Does the number only point at ones already spoken of, "the two countries", "both these three men"?

    Unless something befell them, or a part of them is meant ("one of the two").
    """
    first = found.first
    if what.role is not None or what.rule not in ("people", "noun") or found.number.digits:
        return False
    if not 2 <= found.number.low == found.number.high <= 3 or first == p.sentence(first)[0]:
        return False
    return p.lower[first - 1] in POINTING and not (first > 1 and p.lower[first - 2] == "of")


def _timed(p: Parse, number: Number, taken: Taken) -> bool:
    """Part of a time expression. "Three quarters of the bridge" looks like one; there what is behind "of" decides."""
    first, last = number.first, number.last
    if "$" in p.tag[first : last + 1]:
        return False
    if number.fraction and last + 2 < len(p) and p.lower[last + 1] == "of":
        first, last = last + 2, min(last + 3, len(p) - 1)
    return p.slice(first, last) in taken


def _of_time(p: Parse, number: Number, words: UnitWords) -> bool:
    """ "three hours", "a five-day truce", "2 years of rule"."""
    j = number.last + 1
    while j < len(p) and (p.word[j] == "-" or p.lower[j] in ("more", "full", "or", "so", "consecutive", "long")):
        j += 1
    if j < len(p) and p.lower[j] == "of" and number.vague:
        j += 1
    if j >= len(p):
        return False
    if singular(p, j) in words.time_nouns:
        return True
    group = noun_group(p, j) if p.tag[j].startswith("JJ") else None
    return group is not None and singular(p, group[1]) in words.time_nouns


def _quoted(p: Parse, number: Number) -> bool:
    """In quotation marks by itself: a nickname."""
    before, after = number.first - 1, number.last + 1
    return before >= 0 and after < len(p) and p.word[before] in QUOTES and p.word[after] in QUOTES


def _score(p: Parse, number: Number) -> bool:
    """ "14-0", "3 - 1": two numbers joined that make no range; also part of a longer code, "555-0199", "12/14"."""
    if number.vague and number.mark is None:
        return False
    after, before = number.last + 1, number.first - 1
    dashes = DASHES | {"/", ":"}
    if after + 1 < len(p) and p.word[after] in dashes and p.word[after + 1][0].isdigit() and not number.vague:
        return True
    return (
        before > 0
        and p.word[before] in dashes
        and p.word[before - 1][-1].isdigit()
        and p.start[before] == p.end[before - 1]
    )


def _named(p: Parse, number: Number, words: UnitWords) -> bool:
    """A number word with a capital inside a sentence: "the Group of Seven", "the Three Kings Hotel"."""
    first = number.first
    if p.lower[first] not in words.starters or not p.word[first][0].isupper():
        return False
    if first == p.sentence(first)[0] or _title_case(p, first):
        return False
    return p.word[first - 1] not in QUOTES and p.tag[first - 1] not in (":", ".")


def _title_case(p: Parse, i: int) -> bool:
    """Is the sentence written like a headline, most of its longer words with a capital?"""
    first, last = p.sentence(i)
    first, last = max(first, i - 30), min(last, i + 30)
    longer = [p.word[k] for k in range(first, last) if len(p.word[k]) > 3 and p.word[k][0].isalpha()]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) > 0.6 * len(longer)


def _labelled(p: Parse, number: Number, words: UnitWords) -> bool:
    """ "Resolution 2254", "Boeing 747", "14 Harbour Street", "number one", "155mm", "24 hours' notice"."""
    first, last = number.first, number.last
    opens, closes = p.sentence(first)
    group = noun_group(p, last + 1)
    if first > opens:
        before = p.word[first - 1]
        low = p.lower[first - 1]
        if low in words.labels_before and (before[0].isupper() or not before[0].isalpha() or low.startswith("no")):
            return not (first - 1 == opens and group is not None and p.tag[group[1]] == "NNS")
        counting = group is not None and (p.tag[group[1]] in ("NNS", "NNPS") or is_people(p, group[1], words))
        if low in words.labels_before and not counting:
            return True
        within = p.rel[first - 1] in ("compound", "nmod", "nummod") and p.head[first - 1] >= first
        of_people = group is not None and is_people(p, group[1], words)
        if p.tag[first - 1] in ("NNP", "NNPS") and number.digits and within and group is not None and not of_people:
            return True  # "Fortune 500 companies", and not "In Harwick 500 people"
        if p.tag[first - 1] in ("NNP", "NNPS") and number.digits and not counting and not _unit_follows(p, last, words):
            return True
        if (
            p.word[first - 1] == "-"
            and first - 2 >= opens
            and p.end[first - 2] == p.start[first - 1] == p.start[first] - 1
        ):
            return p.word[first - 2][0].isalpha()
    after = last + 1
    if after < closes and p.lower[after] in words.labels_after and p.start[after] == p.end[last]:
        return True
    names = 0
    while after < closes and p.word[after][0].isupper() and names < 4:
        if p.lower[after] in words.labels_after:
            return names > 0
        names, after = names + 1, after + 1
    return False


def _unit_follows(p: Parse, last: int, words: UnitWords) -> bool:
    j = last + 1
    if j >= len(p):
        return False
    return (
        p.lower[j : j + 1] in words.percent
        or p.lower[j : j + 1] in words.measures
        or p.lower[j] in words.role_of_adjective
    )


def _aged(p: Parse, number: Number, words: UnitWords) -> bool:
    """ "as young as ten", "Smith, 42, said", "aged 71"."""
    first, last = number.first, number.last
    if first > 1 and p.lower[first - 1] == "as" and p.lower[first - 2] in words.ages:
        return True
    if not number.digits or first < 2 or p.word[first - 1] != "," or not 0 < number.low < 120:
        return False
    ends = last + 1 >= len(p) or p.word[last + 1] in (",", ".", ";", ")")
    return ends and p.tag[first - 2].startswith("NN") and p.tag[first - 2] not in ("NNS", "NNPS")


def _year(p: Parse, number: Number, words: UnitWords) -> bool:
    """Four digits from 1900 to 2099 without a comma, unless they count people or follow a hedge of number."""
    if not number.digits or number.first != number.last or not 1900 <= number.low <= number.high <= 2099:
        return False
    if "," in p.word[number.first]:
        return False
    group = noun_group(p, number.last + 1)
    return group is None or not is_people(p, group[1], words) or p.tag[group[1]] == "NN"


def _pronoun_one(p: Parse, number: Number, words: UnitWords) -> bool:
    """ "one" that is a pronoun or an idiom: "one of the worst", "one another", "no one", "this one"."""
    i = number.first
    if p.lower[i] != "one" or number.last != i:
        return False
    before = p.lower[i - 1] if i > p.sentence(i)[0] else ""
    if before == "that" and p.tag[i - 1] == "IN":
        before = ""  # "said that one driver had died"
    if before in ("no", "any", "some", "every", "each", "this", "that", "which", "another", "the", "not"):
        return before != "the" or not p.tag[min(i + 1, len(p) - 1)].startswith(("NN", "JJ"))
    after = i + 1
    if after >= len(p) or not p.tag[after].startswith(("NN", "JJ", "VBN", "VBG", "CD")):
        return True  # also "one of the eight": the eight are counted
    group = noun_group(p, after)
    return group is None or p.lower[group[1]] in words.idle
