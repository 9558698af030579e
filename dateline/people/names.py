"""Where a text names somebody: in full, turned round, by initial, by surname alone, in an address, in any case.

Accents and the kind of hyphen or apostrophe do not matter. A surname alone counts where it is written with a capital;
in running text "Young said" is found and "the young man" is not.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

Span = tuple[int, int]

# What may stand between two parts of a name: in prose, over a line's end, in an address, in text inside of JSON.
BETWEEN = r"(?:[\s\-\u2010-\u2015_+.,/'\u2019\u02bc\u02bf\u02be`]|%20|\\[nrt]){0,4}"
WORD = re.compile(r"[^\W_]+")
POSSESSIVE = re.compile(r"['\u2019]s(?![^\W_])", re.IGNORECASE)
LEAST = 2  # letters of a surname that is looked for alone


def flat(text: str) -> tuple[str, list[int] | None]:
    """The text without accents, and where each of its characters stood; None: all where they are."""
    if text.isascii():
        return text, None
    out: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        plain = char if char < "\x80" else _plain(char)
        out.append(plain)
        origin += [at] * len(plain)
    return "".join(out), origin


def _plain(char: str) -> str:
    plain = {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}.get(char)
    if plain is None:
        plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    return plain


def words_of(name: str) -> list[str]:
    """The words of a name, without accents and without the "'s" behind it."""
    return WORD.findall(POSSESSIVE.sub("", flat(name)[0]))


@dataclass(frozen=True)
class Names:
    """All that one person is called. `full`: names of several words; `alone`: single words that mean the person too."""

    full: tuple[str, ...]
    alone: tuple[str, ...] = ()

    @classmethod
    def of(cls, called: Iterable[str]) -> "Names":
        """From names as they stand in rows; the surname of each counts alone as well."""
        split = [words_of(name) for name in called]
        full = sorted({" ".join(words) for words in split if len(words) > 1}, key=lambda name: (-len(name), name))
        alone = {words[-1] for words in split if words and len(words[-1]) >= LEAST and not words[-1].isdigit()}
        return cls(tuple(full), tuple(sorted(alone, key=lambda name: (-len(name), name))))

    @property
    def parts(self) -> frozenset[str]:
        """Each word of each name, in lower case."""
        return frozenset(word.lower() for name in (*self.full, *self.alone) for word in name.split())

    @cached_property
    def _last(self) -> tuple[str, ...]:
        """The surnames, one of which stands in all that is found."""
        return tuple({name.split()[-1].lower() for name in (*self.full, *self.alone)})

    def can_be_in(self, folded: str) -> bool:
        """Whether it is worth looking for them. folded: a text without accents, in lower case."""
        return any(last in folded for last in self._last)

    def in_full(self, text: str) -> list[Span]:
        """Where a name of several words stands."""
        return _found(self._full, text)

    def anywhere(self, text: str) -> list[Span]:
        """Where any of the names stands, a surname alone too."""
        return _found(self._all, text)

    def in_address(self, text: str) -> list[Span]:
        """The same in what has no capitals to go by: a file name, the address of a page."""
        return _found(self._address, text)

    @cached_property
    def _full(self) -> re.Pattern[str] | None:
        return _pattern([f"(?i:{form})" for form in self._forms()])

    @cached_property
    def _all(self) -> re.Pattern[str] | None:
        alone = [rf"{_capital(word)}" for word in self.alone]
        return _pattern([*(f"(?i:{form})" for form in self._forms()), *alone])

    @cached_property
    def _address(self) -> re.Pattern[str] | None:
        return _pattern([f"(?i:{form})" for form in (*self._forms(), *map(re.escape, self.alone))])

    def _forms(self) -> Iterator[str]:
        for name in self.full:
            words = [re.escape(word) for word in name.split()]
            yield BETWEEN.join(words)
            if len(words) == 2:
                yield rf"{words[0]}{BETWEEN}[^\W\d_]\.?{BETWEEN}{words[1]}"  # a middle initial
            yield f"{words[-1]}{BETWEEN}{BETWEEN.join(words[:-1])}"
            yield rf"{words[0][0]}\.?{BETWEEN}{words[-1]}"


def _capital(word: str) -> str:
    """A word as somebody's name: with a capital, in capitals, or as it is written in the names."""
    forms = dict.fromkeys((word, word.capitalize(), word.upper()))
    return "(?:" + "|".join(map(re.escape, (form for form in forms if form[:1].isupper()))) + ")" if forms else word


def _pattern(forms: list[str]) -> re.Pattern[str] | None:
    """The forms as whole words; an "s" behind them ("the Haddads", "haddads-plan") is left standing."""
    usable = [form for form in forms if form != "(?:)"]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(usable)})(?=s?(?![^\W_]))") if usable else None


def _found(pattern: re.Pattern[str] | None, text: str) -> list[Span]:
    if pattern is None or not text:
        return []
    plain, origin = flat(text)
    spans = (match.span() for match in pattern.finditer(plain))
    if origin is None:
        return list(spans)
    return [(origin[start], origin[end - 1] + 1) for start, end in spans]
