"""A list of what a record names, each with a page of its own: actors, places."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.ask.view import View as Seen
from dateline.errors import BadRequest
from dateline.store.record import Record
from dateline.web.pages.paging import Page, page_of
from dateline.web.params import NotThere, Params
from dateline.web.screens import Key, Screen, Table

SIZE = 50
MOST = 40  # rows of each kind on the page of one; its twins have more
REPORTS = 120  # that the page of one rests on, those published last; its CSV rests on all


@dataclass(frozen=True, slots=True)
class View:
    """A page of the list, those named most first. `json`: the same for the twin."""

    page: Page
    listed: Sequence[Any]
    as_of: str | None
    json: Mapping[str, Any]

    def as_json(self) -> Mapping[str, Any]:
        return self.json


@dataclass(frozen=True, slots=True)
class OneView:
    """All of one. `most`: rows of each kind that its page prints."""

    found: Any
    most: int
    as_of: str | None

    def as_json(self) -> dict[str, Any]:
        its: dict[str, Any] = self.found.as_json()
        return its


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is listed. `listed` and `chosen` ask the record; the rest says how it is told."""

    one: str
    many: str
    go: str
    listed: Callable[[Seen, Params], Sequence[Any]]
    listed_json: Callable[[Any], Any]
    listed_line: Callable[[Any], tuple[Any, ...]]
    listed_columns: tuple[str, ...]
    chosen: Callable[[Seen, str, int | None], Any]  # of so many reports, or of all; raises BadRequest
    lines: Callable[[Any], Iterable[tuple[Any, ...]]]
    columns: tuple[str, ...]
    head: Callable[[Any], str]
    facts: Mapping[str, Any] = field(default_factory=dict)

    def screens(self) -> tuple[Screen, Screen]:
        """The list, and the page of one."""
        opened = Key("Enter", "open it in its report")
        return Screen(
            name=self.many, title=self.many.capitalize(), path=f"/{self.many}", template=f"{self.many}.html",
            data=self.page, table=self.all, go=self.go, scripts=("list.js",), facts=self.facts,
            keys=(Key("j k", f"next and previous {self.one}"), Key("Enter", "open it")),
        ), Screen(
            name=self.one, title=self.one.capitalize(), path=f"/{self.many}/{{{self.one}}}",
            template=f"{self.one}.html", data=self.of_one, table=self.rows_of_one, scripts=("list.js",),
            facts={**self.facts, "reports": REPORTS},
            keys=(Key("j k", "next and previous row"), opened), head=lambda view: self.head(view.found),
        )  # fmt: skip

    def page(self, record: Record, params: Params) -> View:
        """Raises BadParameter, BadRequest."""
        seen = Seen(record, params.day("asof"))
        found = self.listed(seen, params)
        page = page_of(params, len(found), SIZE)
        shown = tuple(found[page.first : page.last])
        json = {"count": page.count, "page": page.page, "pages": page.pages, "as_of": seen.as_of,
                self.many: [self.listed_json(one) for one in shown]}  # fmt: skip
        return View(page, shown, seen.as_of, json)

    def all(self, record: Record, params: Params) -> Table:
        found = self.listed(Seen(record, params.day("asof")), params)
        return Table(self.listed_columns, map(self.listed_line, found))

    def of_one(self, record: Record, params: Params) -> OneView:
        """Raises NotThere."""
        seen = Seen(record, params.day("asof"))
        return OneView(self._chosen(seen, params, REPORTS), MOST, seen.as_of)

    def rows_of_one(self, record: Record, params: Params) -> Table:
        return Table(self.columns, self.lines(self._chosen(Seen(record, params.day("asof")), params, None)))

    def _chosen(self, seen: Seen, params: Params, most: int | None) -> Any:
        try:
            return self.chosen(seen, params.inside[self.one], most)
        except BadRequest as problem:
            raise NotThere(problem.what, f"look for it in the list of {self.many}") from problem
