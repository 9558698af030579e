"""Plots of how cost grows, as SVG: the same from the same figures."""

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 46, 54  # of the frame, pixels
COLOURS = ("#1f5fa8", "#b4552d", "#3d7f4b", "#7a4fa3")
TICKS = 5
Points = Sequence[tuple[float, float]]


def plot(title: str, across: str, up: str, lines: Mapping[str, Points], *, log: bool = False) -> str:
    """An SVG. across, up: what the axes are; log: the one across is logarithmic. Upwards it begins at 0."""
    xs = [x for points in lines.values() for x, _ in points]
    most = _ceiling(max(y for points in lines.values() for _, y in points))
    first, last = (min(xs), max(xs)) if log else (0.0, max(xs))

    def at(x: float, y: float) -> tuple[float, float]:
        share = math.log(x / first) / (math.log(last / first) or 1) if log else x / last
        return LEFT + share * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - y / most * (HEIGHT - TOP - BOTTOM)

    marks = sorted(set(xs)) if log else [last * k / TICKS for k in range(TICKS + 1)]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
        f' font-size="12" role="img" aria-label="{escape(title)}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        _text(LEFT, 20, title, size=14),
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, across, "middle"),
        _text(LEFT, 38, up),
        *(_upward(at(first or 0.0, most * k / TICKS)[1], most * k / TICKS) for k in range(TICKS + 1)),
        *(_text(at(x, 0)[0], HEIGHT - BOTTOM + 18, _number(x), "middle") for x in marks),
    ]
    for number, (name, points) in enumerate(lines.items()):
        parts += _line(COLOURS[number % len(COLOURS)], [at(x, y) for x, y in points])
        parts.append(_text(WIDTH - RIGHT, 20 + 16 * number, name, "end", COLOURS[number % len(COLOURS)]))
    return "\n".join([*parts, "</svg>", ""])


def _line(colour: str, points: Points) -> list[str]:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
    return [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>', *dots]


def _upward(y: float, value: float) -> str:
    """A line across with its value."""
    line = f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#ddd"/>'
    return line + _text(LEFT - 8, y + 4, _number(value), "end")


def _text(x: float, y: float, words: str, anchor: str = "start", colour: str = "#222", size: int = 12) -> str:
    its = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="{size}"'
    return f"<text {its}>{escape(words)}</text>"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.2g}"


def _ceiling(value: float) -> float:
    """The next round number, for the top of an axis."""
    step = 10 ** math.floor(math.log10(value)) if value > 0 else 1.0
    return next(step * k for k in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * k >= value)
