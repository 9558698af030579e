"""Numbers as written: digits and words, "2.3 million", "tens of thousands", ranges, fractions. Values, not meanings."""

import re
from dataclasses import dataclass, replace

from dateline.language.parse import Parse
from dateline.lexicon.units import UnitWords

DIGITS = re.compile(r"[-−]?(\d{1,3}(?:,\d{2,3})+|\d+)(\.\d+)?")
GLUED = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?=[a-z]{1,8}$)")
POINTED = re.compile(r"\d{1,3}(?:\.\d{3})+")  # "1.200": one comma two, or twelve hundred
JOINED = re.compile(r"(\d[\d,]*(?:\.\d+)?)[-–—](\d[\d,]*(?:\.\d+)?)")
THREE_DIGITS = re.compile(r"\d{3}")
DASHES = frozenset({"-", "–", "—", "−"})
JOINS = frozenset({"to", "or", *DASHES})
OUT_OF = (("out", "of", "every"), ("out", "of"), ("of", "every"), ("in", "every"))
LARGEST, LONGEST = 1e16, 24  # value, and characters or words: what is beyond them is no count
ARTICLES = frozenset({"a", "an", "one"})


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens first..last (included) and the value they name, from low to high.

    scale: what the last word multiplied by ("million"), 1 without. vague: not said exactly ("dozens", a range).
    fraction: low and high are percent of a whole. mark: what a reader should know, or None.
    """

    first: int
    last: int
    low: float
    high: float
    scale: float = 1
    vague: bool = False
    fraction: bool = False
    digits: bool = False
    mark: str | None = None


def read_number(p: Parse, i: int, words: UnitWords) -> Number | None:
    """The longest number that begins at token i (an article or "several" before it included); None if none does."""
    if p.lower[i] in words.often:
        return _often(p, i, words)
    joined = _joined(p, i)
    if joined is not None:
        return joined
    found = _fraction(p, i, words) or _collective(p, i, words) or _cardinal(p, i, words)
    if found is None or found.high > LARGEST:
        return None
    if found.first > p.sentence(i)[0] and p.lower[found.first - 1] in words.signs:
        found = replace(found, first=found.first - 1)  # the sign of a sum stands before it: "$5", and so "about $5"
    return _out_of(p, found, words) or _range(p, found, words) or found


def _often(p: Parse, i: int, words: UnitWords) -> Number | None:
    """ "at least once": a count when a hedge makes it one; a bare "once" more often means "formerly"."""
    bound = next((b for k in (2, 3) if (b := words.hedges_before.get(p.lower[max(0, i - k) : i]))), "exact")
    value = float(words.often[p.lower[i]])
    return None if bound == "exact" else Number(i, i, value, value)


def _joined(p: Parse, i: int) -> Number | None:
    """ "5,000–6,000", where the tokenizer leaves the dash inside."""
    both = JOINED.fullmatch(p.word[i]) if len(p.word[i]) <= LONGEST else None
    if both is None or _value(both[1]) >= _value(both[2]):
        return None
    return Number(i, i, _value(both[1]), _value(both[2]), vague=True, digits=True)


def _digits(p: Parse, i: int, words: UnitWords) -> Number | None:
    """One token of digits, its separators read, with a scale glued to it ("1.1bn", "20m") and groups after a space."""
    word = p.word[i]
    if len(word) <= LONGEST and POINTED.fullmatch(word) and word.count(".") > 1:
        return Number(i, i, float(word.replace(".", "")), float(word.replace(".", "")), digits=True)
    glued = GLUED.match(p.lower[i]) if len(word) <= LONGEST else None
    if glued and (scale := words.glued.get(p.lower[i][glued.end() :])):
        value = _value(glued[0]) * scale
        return Number(i, i, value, value, scale, digits=True)
    if not DIGITS.fullmatch(word) or len(word) > LONGEST:
        return None
    last, text = i, word
    if len(word) <= 3 and word.isdigit():
        if p.word[last + 1 : last + 3] == (",", "000"):
            last, text = last + 2, text + "000"  # "30, 000", a space put in
        while (
            last + 1 < min(len(p), i + 5)
            and THREE_DIGITS.fullmatch(p.word[last + 1])
            and p.start[last + 1] == p.end[last] + 1
        ):
            last, text = last + 1, text + p.word[last + 1]
    value = _value(text)
    mark = "two readings" if POINTED.fullmatch(word) else None
    found = Number(i, last, value, float(text.replace(".", "")) if mark else value, digits=True, mark=mark)
    after = last + 1
    if after < len(p) and p.start[after] == p.end[last] and (scale := words.glued.get(p.lower[after])):
        return Number(i, after, value * scale, value * scale, scale, digits=True)
    return found


def _value(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-"))


def _cardinal(p: Parse, i: int, words: UnitWords) -> Number | None:
    """Digits and number words up to the largest scale: "two hundred and fifty-three thousand", "2.3 million"."""
    total = current = 0.0
    part = 0.0  # the last tens or units, to tell "twenty-five" from "twenty, five"
    scale, last, j, plain, mark = 1.0, -1, i, False, None
    high_gap = 0.0
    while j < min(len(p), i + LONGEST):
        word = p.lower[j]
        if word in words.numbers:
            value = float(words.numbers[word])
            if last >= i and not _continues(part, value, scale, plain):
                break
            current, part, last, plain, j = current + value, value, j, False, j + 1
        elif word in words.scales:
            if last < 0:
                current = 1.0
            scale = float(words.scales[word])
            if scale >= 1000:
                total, current = total + (current or 1) * scale if current else total * scale, 0.0
            else:
                current = (current or 1.0) * scale
            part, last, plain, j = 0.0, j, False, j + 1
        elif p.word[j][0].isdigit() or (j == i and p.word[j][0] in "-−"):
            digits = _digits(p, j, words)
            if digits is None or (last >= i and (scale < 1000 or digits.low >= scale)):
                break
            current, part, last, plain, mark = current + digits.low, 0.0, digits.last, True, digits.mark
            high_gap = digits.high - digits.low
            scale, j = max(scale, digits.scale), digits.last + 1
        elif last >= i and (step := _bridge(p, j, last, part, scale, words)):
            j = step
            if p.lower[j] == "half":  # "two and a half million", "a million and a half"
                total, current = (total + scale / 2, current) if scale > 1 else (total, current + 0.5)
                last, j, part = j, j + 1, 0.0
        else:
            break
    if last < i:
        return None
    first = i
    if p.lower[i] in words.scales and i > 0 and p.lower[i - 1] in ("a", "an"):
        first = i - 1
    value = total + current
    return Number(first, last, value, value + high_gap, scale, digits=plain, mark=mark)


def _continues(part: float, value: float, scale: float, after_digits: bool) -> bool:
    """May a number word of this value follow? Units after tens, and anything smaller after a scale."""
    if after_digits:
        return False
    if part >= 20:
        return value < 10
    return part == 0 and scale > 1 and value < scale


def _bridge(p: Parse, j: int, last: int, part: float, scale: float, words: UnitWords) -> int | None:
    """The token that goes on after a hyphen ("twenty-five") or an "and" ("hundred and five", "two and a half")."""
    if j + 1 >= len(p):
        return None
    after = p.lower[j + 1]
    if p.word[j] == "-" and j == last + 1 and words.scales.get(after, 0) > scale:
        return j + 1  # "$400-million", "two-hundred"
    if p.word[j] == "-" and j == last + 1 and after in words.numbers and part >= 20 and words.numbers[after] < 10:
        return j + 1
    if p.lower[j] != "and":
        return None
    if after == "a" and j + 2 < len(p) and p.lower[j + 2] == "half":
        return j + 2
    if scale >= 100 and words.numbers.get(after, scale) < scale and part == 0:
        return j + 1
    return None


def _collective(p: Parse, i: int, words: UnitWords) -> Number | None:
    """ "dozens", "tens of thousands", "several hundred", "a few dozen", "a couple of hundred"."""
    word = p.lower[i]
    if word in words.collectives:
        low, high = words.collectives[word]
        scale = words.scales.get(p.lower[i + 2].rstrip("s")) if _of_follows(p, i) and i + 2 < len(p) else None
        if scale is not None and scale >= 1000:
            return Number(i, i + 2, low * scale, (high + 1) * scale - 1, vague=True)
        if word in ("tens", "scores") and not _of_follows(p, i):
            return None
        return Number(i, i, low, high, vague=True)
    if word not in words.scales or i == 0:
        return None
    before = i - 1
    if p.lower[before] == "of" and before and p.lower[before - 1] == "couple":
        before -= 1
    known = words.before_scale.get(p.lower[before])
    if known is None:
        return None
    scale, last = words.scales[word], i
    while last + 1 < len(p) and p.lower[last + 1] in words.scales and words.scales[p.lower[last + 1]] >= 1000:
        last += 1
        scale *= words.scales[p.lower[last]]
    top = 99.0 if scale == 12 else (known[1] + 1) * scale - 1  # "several dozen" are fewer than a hundred
    low, high = known[0] * scale, top if known[0] != known[1] else known[1] * scale
    first = before - 1 if before and p.lower[before - 1] == "a" else before
    return Number(first, last, low, high, vague=True)


def _of_follows(p: Parse, i: int) -> bool:
    return i + 1 < len(p) and p.lower[i + 1] == "of"


def _fraction(p: Parse, i: int, words: UnitWords) -> Number | None:
    """ "two-thirds of", "a third", "nearly half", "half a million", "a quarter of a million"."""
    word = p.lower[i]
    over = 1.0
    first, at = i, i
    if word in words.numbers and i + 1 < len(p):
        at = i + 2 if p.word[i + 1] == "-" and i + 2 < len(p) else i + 1
        over = float(words.numbers[word])
    if p.lower[at] not in words.fractions:
        return None
    below = words.fractions[p.lower[at]]
    before = p.lower[i - 1] if i else ""
    if at == i:
        if below > 2 and before != "a":
            return None
        if before == "a":
            first = i - 1
    if of_scale := _of_a_scale(p, at, words):
        last, scale = of_scale
        return Number(first, last, over * scale / below, over * scale / below, scale)
    if over >= below or before in words.halves or not _fraction_ends(p, at, below):
        return None
    if over == 1 and below > 2 and p.tag[at + 1 : at + 2] != ("IN",) and not _leads_to_share(p, first, words):
        return None  # "her second marriage failed, as did a third"
    share = 100 * over / below
    return Number(first, at, share, share, fraction=True)


def _leads_to_share(p: Parse, first: int, words: UnitWords) -> bool:
    """Does the word before promise a share: "by a third", "nearly a third"?"""
    return first > 0 and (
        p.lower[first - 1] in ("by", "to", "than", "one") or p.lower[first - 1 : first] in words.hedges_before
    )


def _of_a_scale(p: Parse, at: int, words: UnitWords) -> tuple[int, float] | None:
    """ "half a million", "a quarter of a million": the scale's token and value."""
    j = at + 1
    if j < len(p) and p.lower[j] == "of":
        j += 1
    if j + 1 < len(p) and p.lower[j] == "a" and p.lower[j + 1] in words.scales:
        return j + 1, float(words.scales[p.lower[j + 1]])
    return None


def _fraction_ends(p: Parse, at: int, below: int) -> bool:
    """A fraction, not an ordinal or a compound ("a third man", "half-time"): nothing it could describe follows."""
    if at + 1 >= len(p):
        return True
    after = at + 1
    if p.word[after] == "-" or p.lower[after] in ("an", "past"):
        return False
    if p.lower[after] == "of" or p.tag[after] in (
        "DT",
        "PRP$",
        ",",
        ".",
        ":",
        "IN",
        "VBD",
        "VBZ",
        "VBP",
        "MD",
        "CC",
        "JJR",
    ):
        return True
    return below == 2 and p.rel[at] in ("predet", "nsubj", "dobj", "pobj", "det") and p.tag[after] != "NN"


def _out_of(p: Parse, number: Number, words: UnitWords) -> Number | None:
    """ "one in three", "four out of five": a share."""
    j = number.last + 1
    if number.vague or number.fraction or number.scale > 1 or j + 1 >= len(p) or not 1 <= number.low <= 999:
        return None
    out_of = next((len(way) for way in OUT_OF if p.lower[j : j + len(way)] == way), 0)
    if p.lower[j] != "in" and not out_of:
        return None
    at_whole = j + (out_of or 1)
    whole = _cardinal(p, at_whole, words) if at_whole < len(p) else None
    if whole is None or not number.low < whole.low <= 1000 or (not out_of and number.low != 1):
        return None
    share = 100 * number.low / whole.low
    return Number(number.first, whole.last, share, share, fraction=True)


def _range(p: Parse, number: Number, words: UnitWords) -> Number | None:
    """ "15 to 20", "40-50", "two or three", "between 200 and 300". Order is mended only where "between" shows it."""
    j = number.last + 1
    if number.vague or j + 1 >= len(p):
        return None
    between = number.first > 0 and p.lower[number.first - 1] == "between"
    if not (p.lower[j] in JOINS or (between and p.lower[j] == "and")):
        return None
    other_at = j + 2 if p.lower[j + 1] in words.signs and j + 2 < len(p) else j + 1
    other = (
        None if p.lower[other_at] in words.scales else _fraction(p, other_at, words) or _cardinal(p, other_at, words)
    )
    if other is None or other.fraction != number.fraction or (p.lower[j + 1] in ARTICLES and p.lower[j] == "or"):
        return None
    low, high = number.low, other.high
    if number.scale == 1 and other.scale > 1 and low * other.scale < high:
        low *= other.scale
    if low == high or (low > high and not between):
        return None
    mark = "order mended" if low > high else number.mark or other.mark
    first = number.first - 1 if between else number.first
    return replace(
        number, first=first, last=other.last, low=min(low, high), high=max(low, high), scale=other.scale, vague=True,
        mark=mark,
    )  # fmt: skip
