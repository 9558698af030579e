"""What a screen is: an address, the function that answers it, a template and a table. `pages.SCREENS` lists them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.store.record import Record
from dateline.web.params import Params


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for the CSV twin and for the table behind a plot."""

    columns: tuple[str, ...]
    rows: Iterable[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a screen, for the list that `?` shows."""

    keys: str
    does: str


@dataclass(frozen=True, slots=True)
class Jump:
    """An address of ours with a key of its own after g: a part of a screen, or a page that is none."""

    go: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Form:
    """A screen as a file of another kind: a picture, a document, a calendar."""

    ending: str  # "svg": its address is that of the JSON with this ending
    says: str  # what the link to it says
    media_type: str
    make: Callable[[Record, Params], bytes]


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen. `data` gives a frozen record that the template prints and `.json` hands out as it is."""

    name: str
    title: str
    path: str  # "/reports/{report}"
    template: str
    data: Callable[[Record, Params], Any]
    table: Callable[[Record, Params], Table]  # all rows that fit, not one page of them
    twin: str | None = None  # the name before .json and .csv, where the path ends in none
    go: str | None = None  # the key after g, for a screen whose address has no value in it
    listed: bool = True  # one with a key is in the navigation, unless it says no
    jumps: tuple[Jump, ...] = ()  # its parts that have keys of their own after g
    keys: tuple[Key, ...] = field(default=())
    scripts: tuple[str, ...] = ()  # files of static/
    facts: Mapping[str, Any] = field(default_factory=dict)  # what the template knows besides the data
    forms: tuple[Form, ...] = ()
    head: Callable[[Any], str] | None = None  # title of the page, where it is that of what it shows

    @property
    def base(self) -> str:
        return self.twin or self.path
