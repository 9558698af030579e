"""A brief as a Word document: headings, lists, tables, figures as bars of words, numbered sentences with bookmarks."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dateline.ask.brief import LEAST_PLOTTED, Brief, Citation, Section, Table
from dateline.formats.brief_words import about, number, source, title

MADE = datetime(2000, 1, 1)  # the same brief is the same file whenever it is written
BAR = 24  # characters of the longest bar
SMALL = 8  # points


def docx(brief: Brief) -> bytes:
    """The document. Word opens it, and so does whatever else reads Office Open XML."""
    import docx as words

    page = words.Document()
    page.core_properties.title, page.core_properties.author = clean(title(brief)), "Dateline"
    page.core_properties.created = page.core_properties.modified = MADE
    page.add_heading(clean(title(brief)), 0)
    page.add_paragraph(clean(about(brief)))
    for section in brief.sections:
        _section(page, section)
    page.add_heading("Sentences", 1)
    for one in brief.citations:
        _sentence(page, one)
    out = io.BytesIO()
    page.save(out)
    return _timeless(out.getvalue())


def _timeless(made: bytes) -> bytes:
    """The same archive without the hour at which it was packed."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(made)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, MADE.timetuple()[:6]), old.read(name), ZIP_DEFLATED)
    return out.getvalue()


def clean(text: str) -> str:
    """Text that XML may hold."""
    kept = (c for c in text if (c >= " " or c in "\t\n") and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    return "".join(kept)


def _section(page: Any, section: Section) -> None:
    page.add_heading(clean(section.title), 1)
    for line in section.lines:
        _cited(page.add_paragraph(clean(line.text), style="List Bullet"), line.cites)
    if section.table is None and not section.lines:
        page.add_paragraph("Nothing is reported.")
    if section.table is not None:
        _table(page, section.table)
    if len(section.plot) >= LEAST_PLOTTED:
        _figures(page, section)
    if section.missing and section.table is not None:
        page.add_paragraph(f"Not reported: {', '.join(section.missing)}.")


def _table(page: Any, table: Table) -> None:
    shown = page.add_table(rows=1, cols=len(table.columns) + 1, style="Light Grid Accent 1")
    for cell, name in zip(shown.rows[0].cells, (*table.columns, "sentences"), strict=True):
        _small(cell, name)
    for cells, cites in table.rows:
        for cell, text in zip(shown.add_row().cells, (*cells, ", ".join(map(str, cites))), strict=True):
            _small(cell, "–" if text == "not reported" else text)


def _figures(page: Any, section: Section) -> None:
    """A bar a figure, as long as its lower bound, or its upper one where there is no lower."""
    page.add_paragraph(clean(f"{section.title}, {section.unit or ''}, as claimed:"))
    values = [point.low if point.low is not None else point.high or 0.0 for point in section.plot]
    most = max(values) or 1.0
    shown = page.add_table(rows=0, cols=3)
    for point, value in zip(section.plot, values, strict=True):
        cells = shown.add_row().cells
        _small(cells[0], f"{point.day or 'no day'}, {point.label}")
        _small(cells[1], "█" * max(1, round(BAR * value / most)))
        _small(cells[2], number(point))


def _small(cell: Any, text: str) -> None:
    from docx.shared import Pt

    cell.text = ""
    run = cell.paragraphs[0].add_run(clean(text))
    run.font.size = Pt(SMALL)


def _sentence(page: Any, one: Citation) -> None:
    paragraph = page.add_paragraph(style="Normal")
    paragraph.add_run(f"{one.number}. ").bold = True
    paragraph.add_run(clean(f"“{one.sentence}” — {source(one)}, {one.id}"))


def _cited(paragraph: Any, cites: Sequence[int]) -> None:
    if cites:
        paragraph.add_run(f" [{', '.join(map(str, cites))}]").font.superscript = True
