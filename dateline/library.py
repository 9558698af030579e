"""Dateline from Python: read a text without any file, open a record, ask it, take the rows where you like.

One text, in memory:

>>> import dateline
>>> doc = dateline.read("The truce holds, the Turkish minister said on Friday.", published="2016-12-17")
>>> claim = doc.claims[0]
>>> claim.text, claim.sources[0].code, claim.said_on
('The truce holds', 'TUR:GOV', '2016-12-16')

A record, here of reports that come with the package; a file that is read again changes nothing:

>>> from pathlib import Path
>>> from tempfile import mkdtemp
>>> from dateline.samples import reports
>>> path = Path(mkdtemp()) / "aleppo.db"
>>> with dateline.open(path, create=True) as record:
...     record.read([reports() / "001_leaflets.txt", reports() / "002_old_city.txt"])
...     record.read([reports() / "001_leaflets.txt"])
{'read': 2, 'unchanged': 0, 'set aside': 0}
{'read': 0, 'unchanged': 1, 'set aside': 0}

Rows are fetched when they are looked at, and can be counted, cut and taken elsewhere:

>>> record = dateline.open(path)
>>> claims = record.claims(said_by="SYR", as_of="2016-12-31")
>>> claims.explain()
'claims with said-by:SYR asof:2016-12-31'
>>> len(claims[:1]) == min(1, claims.count())
True
>>> claims.to_arrow().num_rows == claims.count()
True
>>> record.export("claims", path.with_name("claims.csv"), format="csv").rows == record.claims().count()
True

What is asked wrongly is told, with what to do instead:

>>> record.claims(said="Assad")
Traceback (most recent call last):
    ...
dateline.errors.BadRequest: there is no field 'said'; the fields are actor, said-by, via, ...
>>> record.close()
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from dateline.ask.find import conditions_of
from dateline.ask.kinds import row_of, rows_of
from dateline.ask.query import FIELDS, Query, Term, parse
from dateline.ask.why import Why
from dateline.ask.why import why as explain
from dateline.ask.why_any import why_any
from dateline.errors import BadRequest, DatelineError
from dateline.library_review import Reviewing
from dateline.records import READ_KINDS, Actor, Claim, Event, Reading, Report
from dateline.store.record import Record as Store
from dateline.store.then import as_of as at
from dateline.store.veil import veiled

if TYPE_CHECKING:
    from dateline.ask.compare import Comparison
    from dateline.formats.exchange.common import Written
    from dateline.formats.imports.keeping import Kept

SHOWN = 20  # rows of a table in a notebook
CELLS = {
    "claims": ("text", "sources", "via", "stance", "said_on"),
    "events": ("type", "initiators", "recipients", "text", "when", "place", "status"),
    "quantities": ("text", "low", "high", "unit", "about", "when", "attributed_to"),
    "reports": ("source", "headline", "outlet", "published"),
    "actors": ("name", "code", "kind", "aliases"),
}


class Rows(Sequence[Any]):
    """Rows of one kind that are fetched when they are looked at. Slices are lazy too."""

    def __init__(
        self,
        kind: str,
        count: Callable[[], int],
        fetch: Callable[[int, int], Iterable[Any]],
        asked: str = "",
        window: tuple[int, int | None] = (0, None),
    ):
        """fetch(limit, offset) gives rows in a fixed order; count() how many there are. `asked`: what for, in words."""
        self.kind = kind
        self._count, self._fetch, self._asked, self._window = count, fetch, asked, window

    def count(self, value: Any = None) -> int:
        """How many rows; nothing is fetched. (With a value: how often it is among them, as any sequence says.)"""
        if value is not None:
            return sum(row == value for row in self)
        first, last = self._window
        there = max(0, self._count() - first)
        return there if last is None else min(there, last - first)

    def __len__(self) -> int:
        return self.count()

    def __iter__(self) -> Iterator[Any]:
        first, last = self._window
        return iter(self._fetch(-1 if last is None else last - first, first))

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> "Rows": ...
    def __getitem__(self, index: int | slice) -> Any:
        first, _ = self._window
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            if step != 1:
                raise BadRequest("rows have no steps", "take a plain slice, or list(rows)[::2]")
            return Rows(self.kind, self._count, self._fetch, self._asked, (first + start, first + max(start, stop)))
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(f"there are {len(self)} {self.kind}, no number {index}")
        return next(iter(self._fetch(1, first + at)))

    def explain(self) -> str:
        """What is asked, in words; `print(record.claims("corridor", status="denied").explain())` tells how it was read.

        >>> import dateline
        >>> dateline.read("The truce holds, the minister said.").claims.explain()
        'claims'
        """
        return f"{self.kind}{f' with {self._asked}' if self._asked else ''}"

    def to_arrow(self) -> Any:
        """A pyarrow Table with typed columns; lists and nested values stay what they are."""
        from dateline.formats.parquets import table

        return table(self.kind, self)

    def to_df(self) -> Any:
        """A data frame of pandas, or of polars where there is no pandas. Raises DatelineError without either."""
        try:
            import pandas  # noqa: F401

            return self.to_arrow().to_pandas()
        except ImportError:
            pass
        try:
            import polars

            return polars.from_arrow(self.to_arrow())
        except ImportError:
            raise DatelineError(
                "a data frame needs pandas or polars, and neither is installed",
                "pip install pandas, or pip install polars; to_arrow() needs neither",
            ) from None

    def __repr__(self) -> str:
        return f"<{len(self)} {self.explain()}>"

    def _repr_html_(self) -> str:
        """A table for notebooks: the first rows, everything from reports as text."""
        columns = CELLS.get(self.kind, ("text",))
        head = "".join(f"<th>{column}</th>" for column in columns)
        lines = ["".join(f"<td>{_cell(getattr(row, column))}</td>" for column in columns) for row in self[:SHOWN]]
        body = "".join(f"<tr>{line}</tr>" for line in lines)
        more = f"<p>{len(self) - SHOWN} more</p>" if len(self) > SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: Any) -> str:
    """A value for the eye, with nothing in it that a browser would run."""
    if isinstance(value, tuple):
        return ", ".join(_cell(item) for item in value)
    return escape(str(getattr(value, "name", value) if value is not None else ""))


def _listed(kind: str, rows: Sequence[Any]) -> Rows:
    """Rows that are there already."""
    return Rows(kind, lambda: len(rows), lambda limit, offset: rows[offset : None if limit < 0 else offset + limit])


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """One report that was read: its text and every row found in it."""

    reading: Reading

    @property
    def report(self) -> Report:
        return self.reading.report

    @property
    def text(self) -> str:
        return self.report.text

    def __getattr__(self, kind: str) -> Rows:
        """doc.claims, doc.events, doc.times, doc.places, doc.mentions, doc.quantities, doc.passages."""
        if kind not in READ_KINDS:
            raise AttributeError(f"a document has no {kind!r}; it has {', '.join(READ_KINDS)}")
        return _listed(kind, getattr(self.reading, kind))

    def why(self, row_id: str) -> Why:
        """The reasons for a row: its sentence, the words that decided, the rule."""
        row = next((row for row in self.reading.rows() if row.id == row_id), None)
        if row is None:
            raise BadRequest(f"there is no {row_id} in this document", "take an id from its rows")
        return explain(self.reading, row)

    def __repr__(self) -> str:
        counts = [f"{len(rows)} {kind}" for kind in ("claims", "events") if (rows := getattr(self.reading, kind))]
        return f"<{self.report.headline or self.report.source}: {', '.join(counts) or 'nothing found'}>"

    def _repr_html_(self) -> str:
        """The text with its claims marked, and who said them on pointing at one."""
        return f"<div style='white-space: pre-wrap'>{_marked(self.reading)}</div>"


def _marked(reading: Reading) -> str:
    text = reading.report.text
    outer = [claim for claim in reading.claims if claim.parent is None]
    pieces, at = [], 0
    for claim in sorted(outer, key=lambda c: (c.start, -c.end)):
        if claim.start < at:
            continue
        said = ", ".join(p.name or "somebody" for p in claim.sources) or "nobody named"
        inside = escape(text[claim.start : claim.end])
        pieces += [escape(text[at : claim.start]), f'<mark title="{escape(said, quote=True)}">{inside}</mark>']
        at = claim.end
    return "".join([*pieces, escape(text[at:])])


class Record(Reviewing):
    """An open record: one file, or a database postgresql://user@host/name. Use it in a `with` block.

    Review (accept, correct, reject, merge, split, undo, queue): see `library_review`.
    """

    def __init__(self, path: Path | str, *, create: bool = False, show_names: bool = False):
        """Raises BadRecord when there is none, or no such thing as one, at `path`.

        show_names: also the names that are withheld (`dateline people`).
        """
        self.store = Store(path, create=create)
        self._show_names = show_names

    @property
    def _shown(self) -> Store:
        """What is read from: with names withheld of people who are marked so."""
        return self.store if self._show_names else veiled(self.store)

    def __enter__(self) -> "Record":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<dateline record {self.store.path}>"

    def close(self) -> None:
        """Close the file; a `with` block does it by itself."""
        self.store.close()

    def read(
        self, sources: Iterable[str | Path], *, published: str | None = None, outlet: str | None = None, jobs: int = 1
    ) -> dict[str, int]:
        """Read files, folders or globs; how many were read, unchanged, set aside."""
        from dateline.intake.sources import sources as inputs
        from dateline.run import read_all

        counts = {"read": 0, "unchanged": 0, "set aside": 0}
        for outcome in read_all(self.store, inputs(map(str, sources)), published=published, outlet=outlet, jobs=jobs):
            counts[outcome.fate] += 1
        return counts

    def join(self) -> int:
        """Join the reports that were read and not joined yet: incidents, stories, disputes. How many there were."""
        from dateline.run import join_new

        return join_new(self.store)

    def claims(self, query: str = "", **fields: str) -> Rows:
        """Who said what. Fields as in a query, `-` as `_`: said_by="Kalin", about="corridor", as_of="2016-12-14"."""
        return self._found("claims", query, fields)

    def events(self, query: str = "", **fields: str) -> Rows:
        """Who did what to whom: type="ASSAULT", place="Aleppo", actor="TUR:GOV", after="2016-12-01"."""
        return self._found("events", query, fields)

    def reports(self, query: str = "", **fields: str) -> Rows:
        """The texts as they were read: outlet="Example Wire", after="2016-12-01"."""
        return self._found("reports", query, fields)

    def actors(self, query: str = "", **fields: str) -> Rows:
        """Who is named, each once: actor="TUR:GOV"."""
        return self._found("actors", query, fields)

    def rows(self, kind: str, *, as_of: str | None = None) -> Rows:
        """All rows of any kind, in the order of exports. as_of: from the reports published up to that day."""
        return _listed(kind, tuple(rows_of(at(self._shown, as_of), kind)))

    def row(self, row_id: str, *, as_of: str | None = None) -> Any:
        """One row. Raises BadRequest when there is none, or it was not known on that day."""
        return row_of(at(self._shown, as_of), row_id)

    def document(self, name: str, *, as_of: str | None = None) -> Document:
        """One report by its id, file name, row id or URL, or the beginning of one."""
        store = at(self._shown, as_of)
        return Document(store.reading(store.find_report(name).id))

    def why(self, row_id: str, *, as_of: str | None = None) -> Why:
        """The reasons for a row of any kind. Raises BadRequest when there is none, or it was not known on that day."""
        return why_any(at(self._shown, as_of), row_id)

    def export(self, kind: str, path: Path | str, *, format: str = "jsonl") -> "Written":
        """Write all rows of a kind into a file, in any format of `dateline export`; how many, and what was left out.

        Raises BadRequest for a format that does not carry that kind; no half file stands under the name.
        """
        from dateline.ask.kinds import Everything
        from dateline.formats.files import export

        return export(Everything(self._shown), kind, Path(path), format)

    def import_events(self, path: Path | str, *, encoding: str = "utf-8") -> "Kept":
        """Keep the events of a PLOVER, GDELT 2.0 or POLECAT file beside what was read. Raises BadInput."""
        from dateline.formats.imports.keeping import bring
        from dateline.run import now

        return bring(self.store, path, at=now(), encoding=encoding)

    def compare(self, path: Path | str, *, as_of: str | None = None, encoding: str = "utf-8") -> "Comparison":
        """The record beside such a file, or beside an imported one by its name: what both have, what only one has."""
        from dateline.ask.view import View
        from dateline.formats.imports.keeping import against

        self.join()
        return against(View(self._shown, as_of), path, encoding=encoding)[0]

    def _found(
        self, kind: Literal["claims", "events", "reports", "actors"], query: str, fields: dict[str, str]
    ) -> Rows:
        asked = as_query(query, fields)
        store = at(self._shown, asked.as_of)
        conditions = tuple(conditions_of(store, asked))
        search = store.search

        def fetch(limit: int, offset: int) -> Iterator[Any]:
            hits = search.hits(kind, conditions, limit=limit, offset=offset)
            if kind != "actors":
                return (store.row(hit.id) for hit in hits)
            known = {member: actor for actor in rows_of(store, "actors") for member in (actor.id, *actor.members)}
            return (known[hit.id] for hit in hits)

        return Rows(kind, lambda: search.count(kind, conditions), fetch, str(asked))


def as_query(query: str, fields: dict[str, str]) -> Query:
    """A query from its text and further fields by name. Raises BadQuery."""
    terms = list(parse(query).terms)
    for name, value in fields.items():
        known = {"as_of": "asof"}.get(name, name.replace("_", "-"))
        if known not in FIELDS:
            raise BadRequest(f"there is no field {name!r}", f"the fields are {', '.join(FIELDS)}")
        terms += parse(str(Term(known, str(value)))).terms
    return Query(tuple(terms))


def read(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Document:
    """Read one text, in memory. Raises BadInput for what is no text, or a date that is none."""
    from dateline.intake.raw import Stated, raw
    from dateline.run import read_one

    stated = Stated(published=published, outlet=outlet, url=url, title=title)
    return Document(read_one(raw("text", "text", text.encode("utf-8", "surrogatepass"), stated)))


def open(path: Path | str, *, create: bool = False, show_names: bool = False) -> Record:
    """Open a record; with `create`, make an empty one where there is none. show_names: those that are withheld, too."""
    return Record(path, create=create, show_names=show_names)


__all__ = ["Actor", "Claim", "Document", "Event", "Record", "Report", "Rows", "open", "read"]
