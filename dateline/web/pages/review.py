"""Review: what to look at first, and whether what was joined is one; decided by keys or forms."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.ask.groups import Group, group, same_people
from dateline.ask.reader import in_words
from dateline.ask.review import Item, Order, queue
from dateline.errors import BadRequest
from dateline.plain import plain
from dateline.records import Link
from dateline.store.record import Record
from dateline.web.params import NotThere, Params
from dateline.web.screens import Key, Screen, Table

SIZE = 20  # rows of the queue
MOST_PAIRS = 20
LAST = 200  # reports that are looked through, those read last; `dateline review queue` looks through all
ORDERS: tuple[Order, ...] = ("both", "doubt", "importance")


@dataclass(frozen=True, slots=True)
class View:
    """of: the group that is asked about; else pairs: people who may be one, and items: the queue, each with what was
    read there, in words."""

    of: Group | None
    pairs: tuple[tuple[Link, str, str], ...]
    items: tuple[tuple[Item, str], ...]
    by: str

    def as_json(self) -> dict[str, Any]:
        pairs = [{"link": plain(link), "a": a, "b": b} for link, a, b in self.pairs]
        return {
            "group": plain(self.of),
            "pairs": pairs,
            "queue": [{**plain(item), "says": says} for item, says in self.items],
            "by": self.by,
        }


def data(record: Record, params: Params) -> View:
    """Raises BadParameter, NotThere."""
    by = next(one for one in ORDERS if one == params.choice("by", ORDERS, "both"))
    if of := params.one("of"):
        try:
            return View(group(record, of), (), (), by)
        except BadRequest as problem:
            raise NotThere(problem.what, "it may have been joined otherwise since: look for it anew") from problem
    found = queue(record, by, report=params.one("report"), limit=SIZE, last=LAST)
    items = tuple((item, in_words(record.row(item.id))) for item in found)
    return View(None, tuple(same_people(record)[:MOST_PAIRS]), items, by)


def table(record: Record, params: Params) -> Table:
    view = data(record, params)

    def rows() -> Iterator[tuple[Any, ...]]:
        for part, members in (("member", view.of.members), ("other", view.of.others)) if view.of else ():
            for one in members:
                yield part, one.id, one.words, one.report, None
        for link, a, b in view.pairs:
            yield "pair", link.id, f"{a}; {b}", None, link.reason
        for item, says in view.items:
            yield item.kind, item.id, f"{item.text} ({says})", item.report, item.why

    return Table(("part", "id", "words", "report", "why"), rows())


SCREEN = Screen(
    name="review",
    title="Review",
    path="/review",
    template="review.html",
    data=data,
    table=table,
    go="q",
    scripts=("list.js", "disputes.js"),
    keys=(
        Key("j k", "next and previous question"),
        Key("Enter", "open it in its report, where it can be corrected"),
        Key("y", "yes"),
        Key("n", "no; of a row: go to the reason, Enter says so"),
        Key("u", "unsure, and go on"),
    ),
    facts={"orders": ORDERS, "last": LAST},
)
