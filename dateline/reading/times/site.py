"""Where the grammar stands: tokens it may look at, and the small phrases (numbers, days, years) that it reads there."""

import re
from dataclasses import dataclass

from dateline.language.parse import Parse
from dateline.lexicon.time_words import TimeWords
from dateline.reading.times.meanings import Meaning

DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.ASCII)
YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}|21[0-4][0-9]", re.ASCII)
DASHES = frozenset({"-", "–", "—", "‑"})
APOSTROPHES = frozenset({"'", "’", "‘", "`"})


@dataclass(frozen=True, slots=True)
class Found:
    """An expression of the tokens first..last (both included), before the verb it hangs on is looked at."""

    first: int
    last: int
    meaning: Meaning
    rule: str


@dataclass(slots=True)
class Site:
    """Tokens floor..ceil (ceil not included) that one expression may take: what is left of its sentence."""

    p: Parse
    w: TimeWords
    floor: int
    ceil: int
    depth: int = 0  # how often the grammar has asked itself: "the morning of the morning of ..."

    def at(self, i: int) -> str:
        """Token i in lower case; "" outside of the stretch."""
        return self.p.lower[i] if self.floor <= i < self.ceil else ""

    def tag(self, i: int) -> str:
        return self.p.tag[i] if self.floor <= i < self.ceil else ""

    def before(self, i: int) -> str:
        """The token before i in the same sentence, even one that another expression took."""
        if i - 1 < 0 or i - 1 >= len(self.p):
            return ""
        return self.p.lower[i - 1] if self.p.sent_of[i - 1] == self.p.sent_of[min(i, self.ceil - 1)] else ""

    def capital(self, i: int) -> bool:
        return self.floor <= i < self.ceil and self.p.word[i][0].isupper()

    def day(self, i: int) -> int | None:
        """ "8", "8th" as a day of a month."""
        match = DAY.fullmatch(self.at(i))
        return int(match[1]) if match and 1 <= int(match[1]) <= 31 else None

    def year(self, i: int) -> int | None:
        """A four-digit year."""
        word = self.at(i)
        return int(word) if YEAR.fullmatch(word) else None

    def year_after(self, i: int) -> tuple[int, int] | None:
        """The year after a month or day that ends at i, and its last token: ", 2016", " of 2016", " '82"."""
        j = i + 1
        if self.at(j) in (",", "of", "in"):
            j += 1
        year = self.year(j)
        if year is not None and not (self.tag(j + 1) == "NNS" and self.at(j + 1) in self.w.not_after):
            return year, j
        return self.short_year(i + 1)

    def short_year(self, i: int) -> tuple[int, int] | None:
        """ "'82" at token i, as one token or two: the year it means and its last token."""
        word = self.at(i)
        if word in APOSTROPHES and re.fullmatch(r"\d{2}", self.at(i + 1), re.ASCII):
            return _century(int(self.at(i + 1))), i + 1
        if len(word) == 3 and word[0] in APOSTROPHES and word[1:].isascii() and word[1:].isdigit():
            return _century(int(word[1:])), i
        return None

    def number_left(self, end: int) -> tuple[int, float | None] | None:
        """The number whose last token is `end`: its first token and its value (None: "several"). None: no number."""
        i = end
        if self.at(i) == "of" and self.at(i - 1) in ("couple", "dozens", "hundreds", "number"):
            i -= 1
        if self.at(i) in ("a", "an") and self.at(i - 1) != "half":
            return i, 1.0  # "15 a day" is no number of days
        first = i + 1
        while True:
            if self._numeral(i):
                first = i
            elif not (self._links(i) and self._numeral(i - 1) and first == i + 1 and i < end):
                break
            i -= 1
        if first > end:
            return None
        return first, self._value([self.at(j) for j in range(first, end + 1)])

    def _links(self, i: int) -> bool:
        """ "Twenty-four", "two and a half", "a hundred and ten": never "60 and 90"."""
        if self.at(i) == "and":
            return self.at(i + 1) in ("a", "half") or self.at(i - 1) == "hundred"
        return self.at(i) in DASHES and not self.at(i - 1)[-1:].isdigit()

    def _numeral(self, i: int) -> bool:
        word = self.at(i)
        return bool(word) and (word in self.w.numbers or (word[0].isdigit() and _figure(word) is not None))

    def _value(self, words: list[str]) -> float | None:
        total, seen = 0.0, False
        for k, word in enumerate(words):
            if word in ("and", "of") or word in DASHES:
                continue
            n = _figure(word) if word[0].isdigit() else self.w.numbers[word]
            if n is None:
                return None
            if word in ("a", "an") and (len(words) > k + 1 or "half" in words[:k]):
                continue  # "a few", "a couple", "two and a half"
            total = total * n if n == 100 and seen else total + n
            seen = True
        return total if seen else 1.0

    def blur_left(self, i: int) -> int:
        """First token of the adverbs that blur a number which begins at i: "more than" in "more than two years"."""
        while True:
            sizes = (n for n in (3, 2, 1) if i - n >= self.floor)
            size = next((n for n in sizes if tuple(self.p.lower[i - n : i]) in self.w.approximate), 0)
            if not size:
                return i
            i -= size


def _century(year: int) -> int:
    return 2000 + year if year < 30 else 1900 + year


def _figure(word: str) -> float | None:
    """ "1,200", "2.5"."""
    plain = word.replace(",", "")
    if not re.fullmatch(r"\d{1,9}(?:\.\d{1,3})?", plain, re.ASCII):
        return None
    return float(plain)
