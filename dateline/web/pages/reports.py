"""The list of reports, what was set aside, and the way to add more."""

from dataclasses import dataclass
from typing import Any

from dateline.ask.results import Results, results
from dateline.plain import plain
from dateline.store.record import Record
from dateline.web.pages import search
from dateline.web.params import Params
from dateline.web.screens import Key, Screen, Table

SIZE = 50


@dataclass(frozen=True, slots=True)
class View:
    """A page of reports by day; `aside`: what could not be read, with its reason."""

    results: Results
    aside: tuple[dict[str, Any], ...]

    def as_json(self) -> dict[str, Any]:
        return {"query": self.results.query, "reports": plain(self.results.rows), "count": self.results.count,
                "page": self.results.page, "pages": self.results.pages, "set_aside": list(self.aside)}  # fmt: skip


def data(record: Record, params: Params) -> View:
    found = results(record, params.query, "reports", page=params.number("page", 1, 1, 1_000_000), size=SIZE)
    return View(found, tuple(record.waiting()))


def table(record: Record, params: Params) -> Table:
    return search.rows_of_kind(record, params, "reports")


SCREEN = Screen(
    name="reports",
    title="Reports",
    path="/reports",
    template="reports.html",
    data=data,
    table=table,
    go="r",
    scripts=("list.js",),
    keys=(Key("j k", "next and previous report"), Key("Enter", "open it")),
)
