"""Where sources disagree: a question, each claimant's value on a line and in a table, who is independent of whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from dateline.ask.disagreements import Disagreement, disagreement
from dateline.ask.view import View as Seen
from dateline.plain import plain
from dateline.records import Dispute, LinkRelation
from dateline.store.joined import Joined
from dateline.store.record import Record
from dateline.store.then import as_of
from dateline.web.pages.paging import Page, page_of
from dateline.web.params import Params
from dateline.web.plot import Line, lines
from dateline.web.screens import Key, Screen, Table

SIZE = 10
ALL = "all"


@dataclass(frozen=True, slots=True)
class Shown:
    found: Disagreement
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A page of disputes. `relations`: how many there are of each."""

    page: Page
    shown: tuple[Shown, ...]
    relations: tuple[tuple[str, int], ...]
    relation: str
    as_of: str | None

    def as_json(self) -> dict[str, Any]:
        return {"count": self.page.count, "page": self.page.page, "pages": self.page.pages, "as_of": self.as_of,
                "disputes": [plain(one.found) for one in self.shown]}  # fmt: skip


def data(record: Record, params: Params) -> View:
    """Raises BadParameter."""
    seen = Seen(record, params.day("asof"))
    joined = as_of(record, seen.as_of).joined
    relations = joined.relations()
    relation = params.choice("relation", (ALL, *get_args(LinkRelation)), ALL)
    if params.one("words") or params.one("id"):
        fitting = _fitting(joined, relation, params)
        page = page_of(params, len(fitting), SIZE)
        ids = fitting[page.first : page.last]
    else:
        count = sum(relations.values()) if relation == ALL else relations.get(relation, 0)
        page = page_of(params, count, SIZE)
        ids = joined.dispute_ids(None if relation == ALL else relation, page.first, SIZE)
    shown = tuple(_shown(seen, one) for one in joined.some("disputes", ids))
    return View(page, shown, tuple(relations.items()), relation, seen.as_of)


def _shown(seen: Seen, dispute: Dispute) -> Shown:
    found = disagreement(seen, dispute)
    return Shown(found, lines(found.sides))


def _fitting(joined: Joined, relation: str, params: Params) -> list[str]:
    """The ids of the disputes that fit, in their order."""
    words = (params.one("words") or "").lower().split()
    only = params.one("id")
    return [
        row_id for row_id, its, text in joined.dispute_words()
        if relation in (ALL, its) and only in (None, row_id) and all(word in text.lower() for word in words)
    ]  # fmt: skip


def table(record: Record, params: Params) -> Table:
    """A line for each statement of each dispute."""
    seen = Seen(record, params.day("asof"))
    relation = params.choice("relation", (ALL, *get_args(LinkRelation)), ALL)
    joined = as_of(record, seen.as_of).joined
    found = joined.some("disputes", _fitting(joined, relation, params))
    names = ("dispute", "question", "relation", "claimant", "passed_on_by", "outlet", "published", "when", "low",
             "high", "unit", "bound", "independent_source", "text", "sentence", "row", "report")  # fmt: skip

    def rows() -> Iterator[tuple[Any, ...]]:
        for one in found:
            for side in disagreement(seen, one).sides:
                said, via = (", ".join(s.name for s in side.chain if s.part == part) for part in ("said", "passed on"))
                yield (one.id, one.question, one.relation, said, via, side.outlet, side.published, side.when, side.low,
                       side.high, side.unit, side.bound, side.root, side.text, side.sentence, side.row,
                       side.report)  # fmt: skip

    return Table(names, rows())


SCREEN = Screen(
    name="disputes",
    title="Disagreements",
    path="/disputes",
    template="disputes.html",
    data=data,
    table=table,
    go="d",
    scripts=("list.js",),
    keys=(Key("j k", "next and previous question"), Key("Enter", "open its first statement in the report")),
)
