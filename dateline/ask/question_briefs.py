"""A brief on what sources disagree on: each question with every claimant's words, value and day, and the sentences."""

from collections.abc import Iterable, Sequence

from dateline import edtf
from dateline.ask.brief import Brief, Citation, Line, Point, Section, Table
from dateline.ask.disagreements import Disagreement, Side
from dateline.ask.dossiers import figure_text

COLUMNS = ("no", "according to", "says", "value", "of when", "outlet", "independent source")


def questions(found: Sequence[Disagreement], as_of: str | None) -> Brief:
    """One section a question; its verdict is left to whoever reads it."""
    numbers: dict[tuple[str, str], int] = {}
    cited: list[Citation] = []
    for one in found:
        for side in one.sides:
            if (side.report, side.sentence) not in numbers:
                numbers[side.report, side.sentence] = len(numbers) + 1
                cited.append(Citation(len(numbers), side.report, side.outlet, side.published, side.row, side.sentence))
    reports = {side.report: side.published for one in found for side in one.sides}
    title = found[0].dispute.question if len(found) == 1 else f"{len(found)} questions on which sources disagree"
    undated = sum(day is None for day in reports.values())
    return Brief(title, as_of, len(reports), undated, tuple(_section(one, numbers) for one in found), tuple(cited))


def _section(found: Disagreement, numbers: dict[tuple[str, str], int]) -> Section:
    def cite(*sides: Side) -> tuple[int, ...]:
        return tuple(dict.fromkeys(numbers[side.report, side.sentence] for side in sides))

    rows = tuple((_row(n, side), cite(side)) for n, side in enumerate(found.sides, 1))
    lines = [Line(f"{len(found.sides)} statements, {found.roots} independent sources: {found.dispute.reason}", ())]
    for source in found.sources:
        if source.why:
            which = ", ".join(map(str, source.sides))
            lines.append(Line(f"Statements {which} count as one source: {'; '.join(source.why)}.", ()))
    for one in found.between:
        relation = one.relation.replace("_", " ")
        between = cite(found.sides[one.a - 1], found.sides[one.b - 1])
        lines.append(Line(f"Statements {one.a} and {one.b}, {relation}: {one.reason}", between))
    unit = next((side.unit for side in found.sides if side.counts), None)
    return Section(found.dispute.question, tuple(lines), Table(COLUMNS, rows), unit, tuple(_points(found.sides, unit)))


def _row(number: int, side: Side) -> tuple[str, ...]:
    value = f"{figure_text(side)} {side.unit or ''}".strip() if side.counts else "–"
    return (str(number), _who(side), side.says, value, edtf.said(side.when or side.said_on or side.published, "–"),
            side.outlet or "not stated", str(side.root))  # fmt: skip


def _who(side: Side) -> str:
    said, passed_on = ([step.name for step in side.chain if step.part == part] for part in ("said", "passed on"))
    words = " and ".join(said) or "the report itself"
    return f"{words}, passed on by {' and '.join(passed_on)}" if passed_on else words


def _points(sides: Iterable[Side], unit: str | None) -> Iterable[Point]:
    for side in sides:
        if side.counts and side.unit == unit:
            yield Point(side.when or side.said_on or side.published, _who(side), side.low, side.high)
