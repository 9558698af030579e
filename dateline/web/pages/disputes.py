"""Where sources disagree: a question, each claimant's value on a line and in a table, who is independent of whom."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from dateline.ask.disagreements import Between, Disagreement, disagreement, told_first
from dateline.ask.question_briefs import questions
from dateline.ask.view import View as Seen
from dateline.formats.briefs import BRIEFS, WORD
from dateline.ids import kind_of
from dateline.plain import plain
from dateline.records import READ_KINDS, Dispute, LinkRelation
from dateline.review.decision import COMPARED, Review
from dateline.store.joined import Joined
from dateline.store.record import Record
from dateline.store.then import as_of
from dateline.web import pictures
from dateline.web.pages.paging import Page, page_of
from dateline.web.params import BadParameter, NotThere, Params
from dateline.web.plot import Line, lines
from dateline.web.screens import Form, Key, Screen, Table
from dateline.web.wording import day_words

SIZE = 10
ALL = "all"
MOST_LINKS = 30  # between the statements of one question; of two that are compared all are shown
MOST_DECIDED = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements beside each other, by their numbers, and what lies between them."""

    a: int
    b: int
    between: tuple[Between, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A question. judged: what people decided about it or about what lies between its statements, by the row;
    seen: its version, to be handed back when it is decided; after: the next question of the page."""

    found: Disagreement
    lines: tuple[Line, ...]
    judged: Mapping[str, tuple[Review, ...]]
    seen: int | None
    two: Pair | None
    first: tuple[int, ...]  # the statements that were told first
    after: str | None


@dataclass(frozen=True, slots=True)
class View:
    """A page of disputes. `relations`: how many there are of each; decided: what was decided last, to take it back."""

    page: Page
    shown: tuple[Shown, ...]
    relations: tuple[tuple[str, int], ...]
    relation: str
    as_of: str | None
    decided: tuple[Review, ...]

    def as_json(self) -> dict[str, Any]:
        return {"count": self.page.count, "page": self.page.page, "pages": self.page.pages, "as_of": self.as_of,
                "disputes": [plain(one.found) for one in self.shown]}  # fmt: skip


def data(record: Record, params: Params) -> View:
    """Raises BadParameter."""
    seen = Seen(record, params.day("asof"))
    joined = as_of(record, seen.as_of).joined
    relations = joined.relations()
    relation = params.choice("relation", (ALL, *get_args(LinkRelation)), ALL)
    if any(map(params.one, ("words", "id", "row"))):
        fitting = _fitting(record, joined, relation, params)
        page = page_of(params, len(fitting), SIZE)
        ids = fitting[page.first : page.last]
    else:
        count = sum(relations.values()) if relation == ALL else relations.get(relation, 0)
        page = page_of(params, count, SIZE)
        ids = joined.dispute_ids(None if relation == ALL else relation, page.first, SIZE)
    decided = () if seen.as_of else tuple(one for one in record.reviews.in_force() if one.kind in COMPARED)
    found = joined.some("disputes", ids)
    after = [*(one.id for one in found[1:]), None][: len(found)]
    shown = tuple(_shown(seen, one, decided, params, then) for one, then in zip(found, after, strict=True))
    return View(page, shown, tuple(relations.items()), relation, seen.as_of, decided[-MOST_DECIDED:])


def _shown(seen: Seen, dispute: Dispute, decided: Sequence[Review], params: Params, after: str | None) -> Shown:
    found = disagreement(seen, dispute)
    rows = (dispute.id, *(one.link for one in found.between))
    judged = {row: own for row in rows if (own := tuple(one for one in decided if one.row == row))}
    version = None if seen.as_of else seen.record.reviews.touched(dispute.id)
    return Shown(found, lines(found), judged, version, _pair(found, params), told_first(found.sides), after)


def _pair(found: Disagreement, params: Params) -> Pair | None:
    """The two statements that with= names. Raises BadParameter for anything but two of one question."""
    numbers = params.all("with")
    if params.one("id") != found.dispute.id or not numbers:
        return None
    known = {str(n): n for n in range(1, len(found.sides) + 1)}
    chosen = sorted({known[number] for number in numbers if number in known})
    if len(chosen) != 2:
        raise BadParameter("two different statements are compared", f"choose two of the {len(known)}")
    a, b = chosen
    return Pair(a, b, tuple(one for one in found.between if (one.a, one.b) == (a, b)))


def _fitting(record: Record, joined: Joined, relation: str, params: Params) -> list[str]:
    """The ids of the disputes that fit, in their order."""
    words = (params.one("words") or "").lower().split()
    only, row = params.one("id"), params.one("row")
    about = None if row is None else _about(record, joined, row)
    return [
        row_id for row_id, its, text in joined.dispute_words()
        if relation in (ALL, its) and only in (None, row_id) and (about is None or row_id in about)
        and all(word in text.lower() for word in words)
    ]  # fmt: skip


def _about(record: Record, joined: Joined, row_id: str) -> set[str]:
    """The disputes in which a row is a side, or a row within its words. Raises NotThere."""
    if kind_of(row_id) not in READ_KINDS or not record.holds(row_id):
        raise NotThere(f"there is no row {row_id[:60]}", "look for it in a search")
    whole = record.row(row_id)

    def inside(one: Any) -> bool:
        its: bool = one.report == whole.report and whole.start <= one.start and one.end <= whole.end
        return its

    found = joined.disputes_in([whole.report])
    return {one.id for one in found if row_id in one.rows or any(map(inside, map(record.row, one.rows)))}


def table(record: Record, params: Params) -> Table:
    """A line for each statement of each dispute."""
    seen = Seen(record, params.day("asof"))
    relation = params.choice("relation", (ALL, *get_args(LinkRelation)), ALL)
    joined = as_of(record, seen.as_of).joined
    found = joined.some("disputes", _fitting(record, joined, relation, params))
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


def _briefs(record: Record, params: Params) -> list[Disagreement]:
    return [one.found for one in data(record, params).shown]


def _drawn(record: Record, params: Params) -> bytes:
    """The plots of the questions on the page as one picture."""
    view = data(record, params)
    drawings = [
        pictures.plot(line, f"{one.found.dispute.question} ({line.unit or 'count'})")
        for one in view.shown for line in one.lines
    ]  # fmt: skip
    known = f" As known on {day_words(view.as_of)}." if view.as_of else ""
    note = f"Each claimant's value as claimed; an arrow is an open range; nothing is averaged.{known}"
    return pictures.picture("Where sources disagree", note, drawings)


def _brief_as(ending: str) -> Callable[[Record, Params], bytes]:
    return lambda record, params: BRIEFS[ending](questions(_briefs(record, params), params.day("asof")))


SCREEN = Screen(
    name="disputes",
    title="Disagreements",
    path="/disputes",
    template="disputes.html",
    data=data,
    table=table,
    go="d",
    scripts=("list.js", "disputes.js", "picture.js"),
    facts={"links": MOST_LINKS},
    keys=(
        Key("j k", "next and previous question"),
        Key("Enter", "open its first statement in the report"),
        Key("y", "yes, these sources disagree"),
        Key("n", "no: go to the reason, Enter says so"),
        Key("u", "unsure: leave it open, or take back what was decided, and go on"),
        Key("c", "compare the two statements that are ticked"),
    ),
    forms=(
        Form("svg", "plots as SVG", "image/svg+xml", _drawn),
        Form("md", "brief with quotes as Markdown", "text/markdown", _brief_as(".md")),
        Form("html", "HTML", "text/html", _brief_as(".html")),
        Form("docx", "Word", WORD, _brief_as(".docx")),
    ),
)
