"""Full text in PostgreSQL: tsvector and GIN, over words as FTS5 takes them: letters and digits, no accents."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from dateline.store.conditions import Tag, Words
from dateline.store.entries import APART, COLUMNS, Entry, tag

LETTERS = {"words": "w", "said_by": "s", "via": "v", "actor": "a", "place": "p", "outlet": "o", "tags": "t"}
PART = 2_000  # words of a text in one row: PostgreSQL keeps no more than 256 places of a word, and counts up to 16,383
OVERLAP = 100  # words that the next part repeats, so that no phrase falls between; a longer phrase counts as so long
DISTINCT = 20_000  # different words of a text that part 0 holds beyond its own: a row has its limit of 1 MB
LONG = 255  # characters of a word that count
_TOKEN = re.compile(r"[^\W_]+")

Run = Callable[..., Any]


class PostgresText:
    """The index of an open database: the table `search`. run: executes a statement."""

    def __init__(self, run: Run):
        self._run = run

    def put(self, numbered: Iterable[tuple[int, Entry]]) -> None:
        rows = [{"n": n, "part": part, "lexemes": its} for n, one in numbered for part, its in enumerate(lexemes(one))]
        into = "INSERT INTO search (n, part, lexemes) SELECT n, part, lexemes FROM json_populate_recordset"
        self._run(f"{into}(NULL::search, CAST(:rows AS json))", {"rows": json.dumps(rows, ensure_ascii=False)})

    def clear(self) -> None:
        self._run("DELETE FROM search")

    def where(
        self, kind: str, wanted: Sequence[Words | Tag], unwanted: Sequence[Words | Tag]
    ) -> tuple[str, str, dict[str, str]]:
        clause, values = _clause([*wanted, Tag("kind", kind)], unwanted)
        return "search JOIN found ON found.n = search.n", clause, values

    def numbers(self, wanted: Sequence[Words | Tag], unwanted: Sequence[Words | Tag]) -> tuple[str, dict[str, str]]:
        clause, values = _clause(wanted, unwanted)
        return f"SELECT search.n FROM search WHERE {clause}", values


def _clause(wanted: Sequence[Words | Tag], unwanted: Sequence[Words | Tag]) -> tuple[str, dict[str, str]]:
    asked, clauses = [], ["search.part = 0"]
    values: dict[str, str] = {}
    for condition, negated in [*((one, False) for one in wanted), *((one, True) for one in unwanted)]:
        query, one_word = _match(condition)
        if one_word:
            asked.append(f"!({query})" if negated else f"({query})")
            continue
        name = f"phrase{len(values)}"
        within = f"SELECT n FROM search WHERE lexemes @@ CAST(:{name} AS tsquery)"
        clauses.append(f"search.n {'NOT IN' if negated else 'IN'} ({within})")
        values[name] = query
    if asked:
        clauses.append("search.lexemes @@ CAST(:asked AS tsquery)")
        values["asked"] = " & ".join(asked)
    return " AND ".join(clauses), values


def tokens(text: str) -> list[str]:
    """The words of a text as the index knows them."""
    text = text.lower()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return [token[:LONG] for token in _TOKEN.findall(text)]


def lexemes(entry: Entry) -> Iterator[str]:
    """The parts of a row of the index, each as PostgreSQL reads a tsvector."""
    words = tokens(entry.words)
    first = [_placed(LETTERS["words"], words[:PART])]
    first += (_placed(LETTERS[column], tokens(getattr(entry, column))) for column in COLUMNS if column != "words")
    there = set(words[:PART])
    others = [word for word in dict.fromkeys(words[PART:]) if word not in there]
    first += (f"'{LETTERS['words']}={word}'" for word in others[:DISTINCT])
    yield " ".join(filter(None, first))
    for at in range(PART - OVERLAP, len(words) - OVERLAP, PART - OVERLAP):
        yield _placed(LETTERS["words"], words[at : at + PART])


def _placed(letter: str, words: Sequence[str]) -> str:
    """Words with their places, counted from 1. The word that keeps names apart only takes its place."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(words, 1):
        if word != APART:
            places.setdefault(word, []).append(str(place))
    return " ".join(f"'{letter}={word}':{','.join(its)}" for word, its in places.items())


def _match(condition: Words | Tag) -> tuple[str, bool]:
    """A condition as a tsquery, made of letters and digits only, and whether it is about words without their places."""
    if isinstance(condition, Tag):
        return f"'{LETTERS['tags']}={tag(condition.name, condition.value)[:LONG]}'", True
    phrases = [words[:OVERLAP] for phrase in condition.phrases() if (words := tokens(" ".join(phrase)))]
    if not phrases:
        return f"'{LETTERS['tags']}={tag('nothing', '')}'", True  # marks without a letter are in no index
    found = [
        "(" + " <-> ".join(f"'{LETTERS[column]}={word}'" for word in phrase) + ")"
        for phrase in phrases
        for column in condition.columns()
    ]
    return " | ".join(found), all(len(phrase) == 1 for phrase in phrases)
