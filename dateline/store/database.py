"""The seam between the record and the database that holds it. Nothing else of the store knows which one it is.

A statement is named (it stands in queries.sql), or put together from the columns of a record; parameters are always
named, `:report`. Rows are asked by the names of their columns. A list goes in as JSON: `json_each(:ids)`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol

from dateline.store.address import Address
from dateline.store.conditions import Tag, Words
from dateline.store.entries import Entry

Row = Mapping[str, Any]
Clash = Literal["refuse", "keep", "replace"]  # what becomes of a new row whose key is there already: an error, ...
NONE: Mapping[str, Any] = {}


class Answer(Protocol):
    """The rows of one statement, to be taken once."""

    def __iter__(self) -> Iterator[Any]: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class Index(Protocol):
    """Full text: the words of each row of the table `found`, under its number `n`."""

    def put(self, numbered: Iterable[tuple[int, Entry]]) -> None: ...
    def clear(self) -> None: ...

    def where(self, kind: str, wanted: Sequence[Words | Tag], unwanted: Sequence[Words | Tag]) -> "Where":
        """What to ask for rows of a kind for which all that is wanted holds, and nothing that is unwanted."""
        ...

    def numbers(self, wanted: Sequence[Words | Tag], unwanted: Sequence[Words | Tag]) -> tuple[str, dict[str, str]]:
        """A statement that gives the numbers of such rows of all kinds, those of the past too, as `n`. Something must
        be wanted."""
        ...


Where = tuple[str, str, dict[str, str]]  # tables (FROM), condition (WHERE), values


class Database(Protocol):
    """One open database."""

    @property
    def address(self) -> Address: ...

    @property
    def index(self) -> Index: ...

    def ask(self, name: str, /, **values: Any) -> Answer:
        """The rows of a named statement."""
        ...

    def run(self, sql: str, values: Mapping[str, Any] = NONE) -> Answer:
        """The rows of a statement that was put together."""
        ...

    def stream(self, sql: str, values: Mapping[str, Any] = NONE) -> Iterator[Row]:
        """The same for many rows: they are fetched while they are looked at, as they were when the first was."""
        ...

    def listed(self, sql: str, values: Mapping[str, Any] = NONE) -> str | None:
        """The numbers `n` that a statement gives, with commas between; None for none."""
        ...

    def many(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """A named statement that changes something, once for each set of values."""
        ...

    def insert(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], clash: Clash = "refuse"
    ) -> None:
        """New rows of a table, each with the values of these columns."""
        ...

    def insert_all(self, parts: Iterable[tuple[str, Sequence[str], Sequence[Sequence[Any]]]]) -> None:
        """New rows of several tables: (table, columns, rows). No key is there already."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing. One writer at a time: others wait at the beginning, and then see what it wrote.

        Within another transaction it is part of that one; an error must then end that too.
        """
        ...

    def writing(self) -> bool:
        """Is a transaction going on?"""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """Only reading, and all of it as it is at the first look."""
        ...

    def renumber(self) -> None:
        """After rows came in with numbers of their own: the next ones get greater numbers."""
        ...

    def explained(self) -> AbstractContextManager[None]:
        """The database's errors as BadRecord: what is wrong with what, and what to do."""
        ...

    def version(self) -> int:
        """How many steps of the schema this record has had; 0 for an empty place. BadRecord for what is no record."""
        ...

    def prepare(self) -> None:
        """Before the steps that this record lacks, outside of any transaction."""
        ...

    def upgrade(self, number: int, script: str) -> None:
        """Takes one step of the schema, within a transaction; `number` counts from 1."""
        ...

    def along(self, index: str) -> str:
        """What makes a statement read the table before it along an index; "" where the database always knows best."""
        ...

    def go_back(self, tx: int | None) -> None:
        """From now on every table is what it was after transaction `tx`, or for None what it is, and nothing can be
        written."""
        ...

    def tables(self) -> Sequence[str]:
        """The tables that hold rows of ours, in the order in which they were made; not those of the full text."""
        ...

    def columns(self, table: str) -> Sequence[str]: ...

    def forget(self) -> None:
        """Within a transaction that deletes for good, before anything is deleted."""
        ...

    def tidy(self) -> None:
        """After such a transaction: what was deleted is overwritten, as far as this database can promise it."""
        ...

    def damage(self) -> list[str]:
        """What the database itself finds wrong; [] when it is sound."""
        ...

    def close(self) -> None: ...
