"""Pictures to take away: a plot, a timeline or a network as one SVG that says what it shows and where it is from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol

from dateline.ask.network import Tie
from dateline.web.lanes import Drawn as Lane
from dateline.web.lanes import Mark as LaneMark
from dateline.web.lanes import Tick
from dateline.web.plot import DAYS, Line, Mark

WIDTH, EDGE, LABEL, VALUE = 1100, 20, 300, 350  # of a picture; of what stands left and right of a plot
ROW, HEAD = 26, 64
INK, SOFT, GRID, BLUE, RED, PAPER = "#1d2226", "#5a636b", "#d9d6ce", "#124f7a", "#a3311f", "#ffffff"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes as SVG, with their height."""

    shapes: Sequence[str]
    height: int


def picture(title: str, note: str, drawn: Iterable[Drawing], width: int = WIDTH) -> bytes:
    """Drawings below each other under a title, and below them where this is from."""
    y, parts = HEAD, []
    for one in drawn:
        parts.append(f'<g transform="translate(0 {y})">{"".join(one.shapes)}</g>')
        y += one.height
    foot = f"{note} Made with Dateline: what reports say, and who says so."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y + 40}" width="{width}" height="{y + 40}" '
        f'font-family="sans-serif" font-size="13" fill="{INK}"><title>{clean(title)}</title>'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>'
        f"{text(EDGE, 34, title, size=19, most=100)}{''.join(parts)}{text(EDGE, y + 22, foot, fill=SOFT, most=170)}"
        "</svg>\n"
    ).encode("utf-8", "backslashreplace")


def clean(words: str) -> str:
    """Words that XML may hold, with what means something in it written out."""
    return escape("".join(c for c in words if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"))


def text(
    x: float, y: float, words: str, *, size: int = 13, fill: str = INK, anchor: str = "start", most: int = 46
) -> str:
    """A line of words, cut where it would run into something else."""
    short = words if len(words) <= most else words[: most - 1] + "…"
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}">{clean(short)}</text>'
    )


def plot(line: Line, heading: str) -> Drawing:
    """A row a claimant: who and of when, the value or range, the value in words."""
    left, length = EDGE + LABEL, WIDTH - 2 * EDGE - LABEL - VALUE
    shapes = [text(EDGE, 16, heading, size=15, most=110)]
    for n, mark in enumerate(line.marks):
        shapes += _row(mark, 30 + ROW * n + ROW / 2, left, length)
    y = 30 + ROW * len(line.marks) + 16
    unit = "" if line.unit == DAYS else f" {line.unit}"
    shapes.append(text(left + line.x_least / 100 * length, y, line.least + unit, fill=SOFT, anchor="middle"))
    if line.most != line.least:
        shapes.append(text(left + line.x_most / 100 * length, y, line.most, fill=SOFT, anchor="middle"))
    return Drawing(shapes, int(y + 24))


def _row(mark: Mark, y: float, left: float, length: float) -> Iterable[str]:
    x1, x2 = left + mark.x1 / 100 * length, left + mark.x2 / 100 * length
    ink = SOFT if mark.superseded else BLUE
    yield f'<line x1="{left}" x2="{left + length}" y1="{y}" y2="{y}" stroke="{GRID}" stroke-dasharray="2 5"/>'
    yield text(EDGE, y + 4, f"{mark.number}. {mark.who}", most=40)
    yield f'<line x1="{x1:.1f}" x2="{x2:.1f}" y1="{y}" y2="{y}" stroke="{ink}" stroke-width="3"/>'
    for x, is_open, turn in ((x1, mark.open_below, 1), (x2, mark.open_above, -1)):
        if is_open:
            yield (f'<path d="M{x + 9 * turn:.1f} {y - 5} L{x:.1f} {y} L{x + 9 * turn:.1f} {y + 5}" fill="none" '
                   f'stroke="{ink}" stroke-width="2"/>')  # fmt: skip
        else:
            yield f'<circle cx="{x:.1f}" cy="{y}" r="5" fill="{ink}"/>'
    late = f" (brought up to date by {mark.superseded})" if mark.superseded else ""
    words = ", ".join(part for part in (mark.value, mark.day) if part)
    yield text(left + length + 14, y + 4, words + late, fill=SOFT, most=56)


def lanes(drawn: Sequence[Lane], marks: Sequence[Tick], told: Sequence[tuple[float, str, int]]) -> Drawing:
    """The lanes of a timeline, below them the days on which reports were published, and what each kind of bar is."""
    left = EDGE + 190
    scale = (WIDTH - left - EDGE) / 1000
    shapes, y = [], 0
    for lane in drawn:
        beyond = f" (and {lane.beyond} more)" if lane.beyond else ""
        shapes.append(text(left - 10, y + 15, f"{lane.lane.name}{beyond}", anchor="end", most=28))
        shapes += [shape for mark in lane.marks for shape in _bar(mark, left + mark.x * scale, mark.width * scale, y)]
        y += lane.height + 6
        shapes.append(f'<line x1="{EDGE}" x2="{WIDTH - EDGE}" y1="{y - 3}" y2="{y - 3}" stroke="{GRID}"/>')
    shapes.append(text(left - 10, y + 18, "reports published", anchor="end"))
    for x, _, n in told:
        height = min(4 + 3 * n, 26)
        shapes.append(
            f'<rect x="{left + x * scale:.1f}" y="{y + 26 - height}" width="5" height="{height}" fill="{BLUE}"/>'
        )
    shapes += [text(left + one.x * scale, y + 44, one.label, fill=SOFT) for one in marks]
    legend = ("actual", "claimed", "planned", "denied")
    for n, status in enumerate(legend):
        shapes += _shape(status, left + 170 * n, 22, y + 62, 5)
        shapes.append(text(left + 170 * n + 30, y + 67, "told as fact" if status == "actual" else status))
    return Drawing(shapes, y + 84)


def _bar(mark: LaneMark, x: float, width: float, y: int) -> Iterable[str]:
    item = mark.item
    yield f"<g><title>{clean(f'{item.when or item.first}: {item.type}, {item.title} ({item.status})')}</title>"
    yield from _shape(item.status, x, width, y + mark.y, mark.half)
    yield "</g>"


def _shape(status: str, x: float, width: float, y: float, half: int) -> Iterable[str]:
    """Filled is told as fact, pale is claimed, dashed and hollow is planned or possible, crossed out is denied."""
    fill = {"actual": RED, "claimed": "#dba89f"}.get(status, PAPER)
    dashes = ' stroke-dasharray="4 3"' if status in ("planned", "hypothetical") else ""
    yield (f'<rect x="{x:.1f}" y="{y - half}" width="{width:.1f}" height="{2 * half}" fill="{fill}" stroke="{RED}"'
           f' stroke-width="1.5"{dashes}/>')  # fmt: skip
    if status == "denied":
        ends = f'x1="{x:.1f}" x2="{x + width:.1f}" y1="{y - half}" y2="{y + half}"'
        yield f'<line {ends} stroke="{RED}" stroke-width="2"/>'


class Placed(Protocol):
    """An actor of a network, where it stands."""

    @property
    def name(self) -> str: ...
    @property
    def n(self) -> int: ...
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def anchor(self) -> str: ...


class Curve(Protocol):
    """A tie of a network, as it is drawn."""

    @property
    def tie(self) -> Tie: ...
    @property
    def path(self) -> str: ...
    @property
    def head(self) -> str | None: ...
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def width(self) -> float: ...


STROKES = {  # colour and pattern of a tie
    "met": ("#6b3fa0", ""), "supported": ("#1f6b3a", "10 4"), "accused": ("#7a5a00", "2 4"),
    "pressed": ("#0f6b63", "10 4 2 4"), "attacked": (RED, ""),
}  # fmt: skip


def ties(nodes: Sequence[Placed], edges: Sequence[Curve], height: int) -> Drawing:
    """A network with a legend of its ties."""
    shapes = []
    for one in edges:
        ink, dashes = STROKES[one.tie.kind]
        shapes.append(f'<path d="{one.path}" fill="none" stroke="{ink}" stroke-width="{one.width}" '
                      f'stroke-dasharray="{dashes or "none"}"/>')  # fmt: skip
        if one.head:
            shapes.append(f'<path d="{one.head}" fill="{ink}"/>')
        shapes.append(text(one.x, one.y + 4, str(len(one.tie.deeds)), fill=ink, anchor="middle"))
    for node in nodes:
        shift = 12 if node.anchor == "start" else -12 if node.anchor == "end" else 0
        lift = 0 if shift else 22 if node.y > height / 2 else -14
        shapes.append(f'<circle cx="{node.x}" cy="{node.y}" r="8" fill="{BLUE}"/>')
        shapes.append(text(node.x + shift, node.y + 4 + lift, node.name, anchor=node.anchor, most=34))
    for n, (kind, (ink, dashes)) in enumerate(STROKES.items()):
        x = EDGE + 150 * n
        shapes.append(f'<line x1="{x}" x2="{x + 34}" y1="{height}" y2="{height}" stroke="{ink}" stroke-width="3" '
                      f'stroke-dasharray="{dashes or "none"}"/>')  # fmt: skip
        shapes.append(text(x + 42, height + 4, kind))
    return Drawing(shapes, height + 20)
