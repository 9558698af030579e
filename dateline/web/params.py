"""What a URL asks for, and links that ask for something else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from dateline.ask.query import Query, Term, parse
from dateline.edtf import is_edtf
from dateline.errors import BadRequest

MOST_PAIRS = 200
DAYS = ("after", "before")
LONGEST = 10_000  # characters of one parameter


class BadParameter(BadRequest):
    """A parameter of a URL that cannot be what it is."""


class NotThere(BadRequest):
    """A page or a row that does not exist."""


class Expired(BadRequest):
    """A cursor of a state of the record that is no more."""


@dataclass(frozen=True, slots=True)
class Params:
    """The parts of a URL: the path, the values in it, and the parameters in their order. Raises BadParameter when there
    are too many, or one that is too long or has a NUL in it."""

    path: str
    inside: Mapping[str, str] = field(default_factory=dict)  # {report} in "/reports/{report}"
    pairs: tuple[tuple[str, str], ...] = ()
    unnamed: bool = False  # whoever asks wants no private person named
    warned: bool = False  # whoever asks wants to be warned before graphic text

    def __post_init__(self) -> None:
        if len(self.pairs) > MOST_PAIRS:
            raise BadParameter(f"the address has {len(self.pairs)} parameters", f"ask with at most {MOST_PAIRS}")
        for name, value in self.pairs:
            if len(value) > LONGEST or "\0" in name + value:
                raise BadParameter(
                    f"{name[:40]}= is too long or has a NUL in it", f"give at most {LONGEST:,} characters"
                )

    def all(self, name: str) -> tuple[str, ...]:
        """The values of a parameter, without empty ones."""
        return tuple(value for key, value in self.pairs if key == name and value.strip())

    def one(self, name: str) -> str | None:
        """The value of a parameter; None when it is absent or empty. Raises BadParameter when it stands twice."""
        found = self.all(name)
        if len(found) > 1:
            raise BadParameter(f"{name}= stands {len(found)} times", "leave one of them")
        return found[0] if found else None

    def choice(self, name: str, choices: Iterable[str], otherwise: str) -> str:
        """One of a fixed set. Raises BadParameter, which names them."""
        choices = tuple(choices)
        value = self.one(name) or otherwise
        if value not in choices:
            raise BadParameter(f"{name}={value[:60]} is none of {', '.join(choices)}", "choose one of them")
        return value

    def number(self, name: str, otherwise: int, least: int, most: int) -> int:
        """A whole number within bounds. Raises BadParameter."""
        value = self.one(name)
        if value is None:
            return otherwise
        if not (value.isascii() and value.isdigit() and len(value) < 10 and least <= int(value) <= most):
            raise BadParameter(f"{name}={value[:60]} is no number from {least} to {most}", "write one in digits")
        return int(value)

    def day(self, name: str) -> str | None:
        """A day, month or year. Raises BadParameter."""
        value = self.one(name)
        if value is not None and not is_edtf(value):
            raise BadParameter(f"{name}={value[:60]} is no date", "write 2016-12-09, 2016-12 or 2016")
        return value

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of the facets (f=) and of the days (after=, before=), apart from those typed."""
        chosen = [term for text in self.all("f") for term in parse(text).terms]
        days = [Term(name, day) for name in DAYS if (day := self.day(name))]
        return tuple(dict.fromkeys((*chosen, *days)))

    @property
    def query(self) -> Query:
        """What is asked: the words of the search box (q=) and the chosen facets (f=). Raises BadQuery."""
        return Query(tuple(dict.fromkeys((*parse(self.one("q") or "").terms, *self.terms))))

    # -- links

    def link(self, path: str | None = None, /, **changes: object) -> str:
        """This address with some parameters changed: None takes one away, a tuple sets several.

        A new question begins on its first page.
        """
        return address(path or self.path, _changed(self.pairs, changes | ({} if "page" in changes else {"page": None})))

    def without(self, *terms: Term) -> str:
        """This address without some conditions."""
        return self._asking((one for one in self.terms if one not in terms), *terms)

    def turned(self, term: Term) -> str:
        """This address with one condition the other way round; one that it did not have is added so."""
        other = Term(term.field, term.value, not term.negated, term.comparison)
        return self._asking((*(one for one in self.terms if one not in (term, other)), other), term)

    def pinned(self, term: Term) -> str:
        """This address with a typed condition among the chosen ones, which stay when other words are looked for; one of
        those with it among the words again."""
        typed, chosen = [str(one) for one in parse(self.one("q") or "").terms], [str(one) for one in self.terms]
        out, into = (chosen, typed) if str(term) in chosen else (typed, chosen)
        into += [str(term)] if str(term) not in into else []
        out[:] = [one for one in out if one != str(term)]
        return self.link(q=" ".join(typed) or None, f=tuple(chosen), after=None, before=None)

    def between(self, first: str, after: str) -> str:
        """This address for one stretch of time: from a day on and before another one."""
        kept = (one for one in self.terms if one.field not in DAYS or one.negated)
        return self._asking((*kept, Term("after", first), Term("before", after)))

    def _asking(self, chosen: Iterable[Term], *untyped: Term) -> str:
        """This address with these chosen terms, and without those that stood in the search box."""
        kept = tuple(str(one) for one in chosen)
        gone = {str(one) for one in self.terms} - {*kept} | {str(one) for one in untyped}
        typed = " ".join(str(one) for one in parse(self.one("q") or "").terms if str(one) not in gone)
        return self.link(q=typed or None, f=kept, after=None, before=None)


def _changed(pairs: Iterable[tuple[str, str]], changes: Mapping[str, object]) -> list[tuple[str, str]]:
    kept = [(name, value) for name, value in pairs if name not in changes and value]
    for name, value in changes.items():
        values = value if isinstance(value, tuple) else (value,)
        kept += [(name, str(one)) for one in values if one is not None]
    return kept


def address(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """A path with parameters, every character that means something in a URL written out."""
    asked = urlencode(list(pairs), quote_via=quote)
    return f"{path}?{asked}" if asked else path


def local(back: str) -> str:
    """An address of ours to go back to, and nothing that a browser could take for another host."""
    plain = back.startswith("/") and not back.startswith("//") and "\\" not in back and back.isprintable()
    return back if plain else "/"
