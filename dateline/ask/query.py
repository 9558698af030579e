"""One query for the command line, URLs, the library and exports: typed, read from text, printed back the same.

    actor:Kalin -type:ASSAULT "evacuation of civilians" after:2016-12-01 sources>1

Terms are separated by white space and must all hold; `-` or `NOT` before a term turns it round. A term is a word, a
"phrase", `field:value`, `field:"value with spaces"` or `sources>1`. Words match in any case and without accents.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal, get_args

from dateline.ask.codes import no_type
from dateline.edtf import is_edtf
from dateline.errors import BadRequest
from dateline.records import Manner, Stance, Status

LONGEST = 10_000  # characters of a query; more is a paste that went wrong
MOST_TERMS = 100
MOST_WORDS = 64  # that are looked for in texts and names; each costs the index a walk over all places where it stands
LOOKED_FOR = (None, "actor", "said-by", "via", "about", "place", "outlet")
Comparison = Literal[":", ">", "<", ">=", "<=", "="]


class BadQuery(BadRequest):
    """A query that cannot be read. `at`: the character where it goes wrong, counted from 0."""

    def __init__(self, what: str, do: str, at: int):
        super().__init__(f"{what}, at character {at + 1} of the query", do)
        self.at = at


@dataclass(frozen=True, slots=True)
class Term:
    """One condition. `field` None: words of the text, as a phrase when there are several."""

    field: str | None
    value: str
    negated: bool = False
    comparison: Comparison = ":"

    def __str__(self) -> str:
        value = _written(self.value, bare=self.field is None)
        return f"{'-' if self.negated else ''}{self.field or ''}{self.comparison if self.field else ''}{value}"


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that must all hold; no terms ask for everything. `str(query)` reads back as an equal query."""

    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))

    def of(self, name: str) -> tuple[Term, ...]:
        """The terms of one field."""
        return tuple(term for term in self.terms if term.field == name)

    @property
    def as_of(self) -> str | None:
        """The day whose knowledge is asked for, if the query names one."""
        return next((term.value for term in self.of("asof")), None)

    @property
    def words(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.field is None)


@dataclass(frozen=True, slots=True)
class Field:
    """What may be asked: the words for the help, and what is wrong with a value (None: nothing)."""

    help: str
    problem: Callable[[str], str | None] = field(default=lambda value: None)
    comparisons: tuple[Comparison, ...] = (":",)
    once: bool = False  # stands for the whole query: at most once, and not negated


def _day(value: str) -> str | None:
    return None if is_edtf(value) else "is no date: write 2016-12-09, 2016-12 or 2016"


def _one_of(*choices: str) -> Callable[[str], str | None]:
    return lambda value: None if value.casefold() in map(str.casefold, choices) else f"is none of {', '.join(choices)}"


def _number(value: str) -> str | None:
    return None if re.fullmatch(r"[0-9]{1,9}", value) else "is no whole number"


def _near(value: str) -> str | None:
    """A place or "lat,lon", and how far: "Aleppo,50km", "36.2,37.16,50km"."""
    match = re.fullmatch(r"(.+),\s*([0-9]{1,5})\s*km", value)
    if match is None:
        return "is no place with a distance: write near:Aleppo,50km or near:36.2,37.16,50km"
    point = re.fullmatch(r"(-?[0-9.]{1,12}),\s*(-?[0-9.]{1,12})", match[1])
    if point is None:
        return None
    try:
        fits = abs(float(point[1])) <= 90 and abs(float(point[2])) <= 180
    except ValueError:
        fits = False
    return None if fits else "has no such latitude and longitude"


FIELDS: dict[str, Field] = {
    "actor": Field("somebody in any part: a name, a code (TUR:GOV, TUR) or an id"),
    "said-by": Field("who said it"),
    "via": Field("who passed it on"),
    "about": Field("words of what was said"),
    "place": Field("where: a name, a country's code or an id"),
    "near": Field("within a distance of a place or point: Aleppo,50km", _near),
    "type": Field("a PLOVER type: ASSAULT, AGREE, ... or DISPLACE", no_type),
    "status": Field(f"how it is told: {', '.join(get_args(Status))}", _one_of(*get_args(Status))),
    "stance": Field(f"how a claim is meant: {', '.join(get_args(Stance))}", _one_of(*get_args(Stance))),
    "manner": Field(f"how a claim is told: {', '.join(get_args(Manner))}", _one_of(*get_args(Manner))),
    "outlet": Field("who published the report"),
    "story": Field("reports of one story: its id, the beginning of it, or words of its title"),
    "report": Field("one report: an id, a file name or a URL"),
    "before": Field("happened, or if nobody says was published, before that day", _day),
    "after": Field("happened, or if nobody says was published, on that day or later", _day),
    "asof": Field("only what had been published by that day", _day, once=True),
    "disputed": Field(
        "yes or no: is it a side of a dispute (of reports and actors: is one in the report)", _one_of("yes", "no")
    ),
    "sources": Field(
        "how many independent sources tell of it: sources>1 (of a claim: of an event told in it)",
        _number,
        (":", ">", "<", ">=", "<=", "="),
    ),
    "through": Field(
        "how many passed it on between who said it and the outlet: through:0, through>1 (of an event: its saying)",
        _number,
        (":", ">", "<", ">=", "<=", "="),
    ),
}

_TERM = re.compile(
    r"""(?P<minus>-)?
        (?: (?P<field>[A-Za-z][A-Za-z_-]*) (?P<comparison>>=|<=|[:=<>]) )?
        (?: "(?P<quoted>(?:[^"\\]|\\.)*)(?P<closed>")? | (?P<bare>[^\s"]+) )?""",
    re.VERBOSE | re.DOTALL,
)


def parse(text: str) -> Query:
    """Read a query. Raises BadQuery, which names the character and what to write instead."""
    if len(text) > LONGEST:
        raise BadQuery(f"the query has {len(text):,} characters", f"ask with at most {LONGEST:,}", LONGEST)
    terms = tuple(_terms(text))
    if len(terms) > MOST_TERMS:
        raise BadQuery(f"the query has {len(terms)} terms", f"ask with at most {MOST_TERMS}", len(text))
    words = sum(len(re.findall(r"[^\W_]+", term.value)) for term in set(terms) if term.field in LOOKED_FOR)
    if words > MOST_WORDS:
        raise BadQuery(f"the query looks for {words:,} words", f"look for at most {MOST_WORDS}", len(text))
    for name in (name for name, known in FIELDS.items() if known.once):
        if sum(term.field == name for term in terms) > 1:
            raise BadQuery(f"{name}: stands twice", "leave one of them out", text.rfind(f"{name}:"))
    return Query(terms)


def _terms(text: str) -> Iterator[Term]:
    """The terms one after another; `NOT` turns round the one that follows."""
    at, negated = 0, False
    if (nul := text.find("\0")) >= 0:
        raise BadQuery("there is a NUL character", "take it out", nul)
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        if at == len(text):
            break
        match = _TERM.match(text, at)
        assert match is not None  # every part of the pattern may be absent
        if match["bare"] == "NOT" and not match["minus"] and not match["field"]:
            negated, at = not negated, match.end()
            continue
        yield _term(match, at, negated)
        at, negated = match.end(), False
    if negated:
        raise BadQuery("NOT stands at the end", "write what is not wanted after it", len(text))


def _term(match: re.Match[str], at: int, negated: bool) -> Term:
    negated ^= bool(match["minus"])
    if match["quoted"] is not None and not match["closed"]:
        raise BadQuery("a quotation mark is not closed", 'close it with ", or write \\" for the mark itself', at)
    value = match["bare"] if match["quoted"] is None else re.sub(r"\\(.)", r"\1", match["quoted"], flags=re.DOTALL)
    value = " ".join((value or "").split())
    if any("\ud800" <= c <= "\udfff" for c in value):
        raise BadQuery("there is half a character", "take it out", at)
    if match["field"] is None:
        if not value:
            raise BadQuery("there is nothing to look for", "write a word, a phrase or field:value", at)
        return Term(None, value, negated)
    return _field_term(match, value, at + len(match["minus"] or ""), negated)


def _field_term(match: re.Match[str], value: str, at: int, negated: bool) -> Term:
    name = match["field"].casefold().replace("_", "-")
    known = FIELDS.get(name)
    if known is None:
        near = [f"{field}:" for field in get_close_matches(name, FIELDS, 2, 0.5)]
        hint = f"did you mean {' or '.join(near)} ?" if near else f"the fields are {', '.join(FIELDS)}"
        raise BadQuery(
            f"there is no field {match['field']!r}", f'{hint}; for the words themselves write "…" around', at
        )
    value_at = match.start("quoted") if match["quoted"] is not None else match.end("comparison")
    if match["comparison"] not in known.comparisons:
        raise BadQuery(f"{name} cannot be compared with {match['comparison']}", f"write {name}:value", at)
    if not value:
        raise BadQuery(f"{name}: has no value", f"{name}: means {known.help}", value_at)
    if problem := known.problem(value):
        raise BadQuery(f"{name}: {value[:60]!r} {problem}", f"{name}: means {known.help}", value_at)
    if known.once and negated:
        raise BadQuery(f"{name}: cannot be turned round", f"write {name}: without - or NOT", at)
    if name in ("status", "stance", "manner", "disputed"):
        value = value.casefold()
    return Term(name, value, negated, match["comparison"])


def _written(value: str, *, bare: bool) -> str:
    """A value as it must stand in a query: in quotation marks where it could be read as something else."""
    plain = re.fullmatch(r'[^\s"\\]+', value)
    if plain and not (
        bare and (value == "NOT" or value.startswith("-") or re.match(r"[A-Za-z][A-Za-z_-]*[:=<>]", value))
    ):
        return value
    marked = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{marked}"'
