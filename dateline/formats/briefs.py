"""A brief as Markdown or as one HTML file that needs nothing else: no script, no font, no request to anywhere."""

from collections.abc import Callable, Sequence
from html import escape

from dateline.ask.brief import LEAST_PLOTTED, Brief, Point, Section, Table
from dateline.formats.brief_docx import docx
from dateline.formats.brief_words import about, number, source, title

NONE = " class=none"
BARS = " ▁▂▃▄▅▆▇█"
WIDTH, ROW, LEFT, RIGHT = 640, 18, 250, 70  # of a plot, in pixels
STYLE = """\
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
table{border-collapse:collapse;width:100%;font-size:.85rem;margin:1rem 0}
th,td{border-bottom:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top}
.none{color:#595959}sup a{text-decoration:none;padding:0 .15em}ol.cites li{margin:.4rem 0}
svg{max-width:100%;height:auto}
@media(prefers-color-scheme:dark){body{color:#eee;background:#111}.none{color:#a8a8a8}a{color:#8ab4f8}}
@media print{body{max-width:none}a{color:inherit}}"""


def markdown(brief: Brief) -> str:
    """The brief in Markdown; citations are footnote numbers that lead to the list at the end."""
    parts = [f"# {title(brief)}", about(brief)]
    for section in brief.sections:
        parts.append(f"## {section.title}")
        parts += [f"- {_plain(line.text)}{_notes(line.cites)}" for line in section.lines]
        if section.table is None and not section.lines:
            parts.append("Nothing is reported.")
        if section.table is not None:
            parts.append(_markdown_table(section.table))
        if len(section.plot) >= LEAST_PLOTTED:
            parts.append(_sparkline(section))
        if section.missing and section.table is not None:
            parts.append(f"Not reported: {', '.join(section.missing)}.")
    parts.append("## Sentences")
    parts += [f"{one.number}. {_plain(one.sentence)} — {_plain(source(one))}, `{one.id}`" for one in brief.citations]
    return "\n\n".join(_glued(parts)) + "\n"


def html(brief: Brief) -> str:
    """The brief as one HTML page; figures are small inline pictures with the same numbers in the table above them."""
    body = [f"<h1>{escape(title(brief))}</h1>", f"<p>{escape(about(brief))}</p>"]
    for section in brief.sections:
        body.append(f"<section><h2>{escape(section.title)}</h2>")
        if section.lines:
            lines = "".join(f"<li>{escape(line.text)}{_marks(line.cites)}</li>" for line in section.lines)
            body.append(f"<ul>{lines}</ul>")
        if section.table is None and not section.lines:
            body.append("<p class=none>Nothing is reported.</p>")
        if section.table is not None:
            body.append(_html_table(section.table, section.title))
        if len(section.plot) >= LEAST_PLOTTED:
            body.append(plot(section.plot, f"{section.title}, {section.unit or ''}"))
        if section.missing and section.table is not None:
            body.append(f"<p class=none>Not reported: {escape(', '.join(section.missing))}.</p>")
        body.append("</section>")
    items = "".join(
        f'<li id="c{one.number}" value={one.number}><q>{escape(one.sentence)}</q> — {escape(source(one))}, '
        f"<code>{escape(one.id)}</code></li>"
        for one in brief.citations
    )
    body.append(f"<section><h2>Sentences</h2><ol class=cites>{items}</ol></section>")
    head = f'<meta charset=utf-8><meta name=viewport content="width=device-width"><title>{escape(title(brief))}</title>'
    return f"<!doctype html>\n<html lang=en><head>{head}<style>{STYLE}</style></head><body><main>\n" + "\n".join(
        [*body, "</main></body></html>\n"]
    )


BRIEFS: dict[str, Callable[[Brief], bytes]] = {  # a file by its ending
    ".md": lambda brief: _encoded(markdown(brief)),
    ".html": lambda brief: _encoded(html(brief)),
    ".docx": lambda brief: docx(brief),
}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def plot(points: Sequence[Point], name: str) -> str:
    """A dot plot as SVG: a row a figure, a bar from its low to its high, an open end where nobody gives the bound."""
    top = max((x for p in points for x in (p.low, p.high) if x is not None), default=0) or 1
    scale = (WIDTH - LEFT - RIGHT) / top
    height = ROW * (len(points) + 1)
    marks = []
    for n, point in enumerate(points):
        y = ROW * n + ROW // 2 + 4
        low = point.low if point.low is not None else 0.0
        high = point.high if point.high is not None else top
        x1, x2 = LEFT + low * scale, LEFT + high * scale
        label = f"{point.day or 'no day'} {point.label}"
        short = label if len(label) <= 42 else label[:41] + "…"
        marks.append(f'<text x="0" y="{y + 4}" font-size="10" fill="currentColor">{escape(short)}</text>')
        dash = ' stroke-dasharray="3 3"' if point.low is None or point.high is None else ""
        marks.append(f'<line x1="{x1:.0f}" x2="{max(x2, x1 + 1):.0f}" y1="{y}" y2="{y}" stroke="currentColor"{dash}/>')
        for x, known in ((x1, point.low), (x2, point.high)):
            if known is not None:
                marks.append(f'<circle cx="{x:.0f}" cy="{y}" r="4" fill="currentColor"/>')
        marks.append(
            f'<text x="{WIDTH - RIGHT + 8}" y="{y + 4}" font-size="10" fill="currentColor">{number(point)}</text>'
        )
    return (
        f'<svg role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
        f"<title>{escape(name)}</title>{''.join(marks)}</svg>"
    )


def _plain(text: str) -> str:
    """Text that Markdown takes as text."""
    return "".join("\\" + c if c in "\\`*_[]<>|#" else c for c in text)


def _notes(cites: Sequence[int]) -> str:
    return f" [{', '.join(map(str, cites))}]" if cites else ""


def _marks(cites: Sequence[int]) -> str:
    links = " ".join(f'<a href="#c{n}">{n}</a>' for n in cites)
    return f"<sup>{links}</sup>" if links else ""


def _markdown_table(table: Table) -> str:
    lines = [f"| {' | '.join((*table.columns, 'sentences'))} |", "|" + " --- |" * (len(table.columns) + 1)]
    for cells, cites in table.rows:
        shown = ["–" if cell == "not reported" else _plain(cell) for cell in cells]
        lines.append(f"| {' | '.join((*shown, ', '.join(map(str, cites))))} |")
    return "\n".join(lines)


def _html_table(table: Table, caption: str) -> str:
    head = "".join(f"<th scope=col>{escape(name)}</th>" for name in (*table.columns, "sentences"))
    rows = []
    for cells, cites in table.rows:
        shown = "".join(f"<td{NONE if cell == 'not reported' else ''}>{escape(cell)}</td>" for cell in cells)
        rows.append(f"<tr>{shown}<td>{_marks(cites)}</td></tr>")
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f"<table><caption>{escape(caption)}</caption>{body}</table>"


def _sparkline(section: Section) -> str:
    """One bar a figure, in the order of the table, by its lower bound (its upper one when there is no lower)."""
    values = [p.low if p.low is not None else p.high or 0.0 for p in section.plot]
    top = max(values) or 1.0
    bars = "".join(BARS[max(1, round(v / top * (len(BARS) - 1)))] for v in values)
    return f"`{bars}` {number(section.plot[0])} to {number(section.plot[-1])} {section.unit or ''}".rstrip()


def _glued(parts: Sequence[str]) -> list[str]:
    """List items follow each other without an empty line."""
    found: list[str] = []
    for part in parts:
        if found and _is_item(part) and _is_item(found[-1]):
            found[-1] += "\n" + part
        else:
            found.append(part)
    return found


def _is_item(part: str) -> bool:
    return part.startswith("- ") or part[:1].isdigit()
