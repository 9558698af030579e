"""From raw bytes to a Report: decoded, extracted, checked. Pure: the same bytes make the same report everywhere."""

from dataclasses import replace

from dateline.errors import BadInput
from dateline.ids import make_id
from dateline.intake.decode import decode
from dateline.intake.documents import READERS
from dateline.intake.html import page
from dateline.intake.language import language_of
from dateline.intake.lookalikes import told_of_host
from dateline.intake.passages import passages
from dateline.intake.published import published_day
from dateline.intake.raw import MAX_CHARACTERS, Raw, Stated
from dateline.intake.rows import read_row
from dateline.records import Report


def to_report(raw: Raw, *, published: str | None = None, outlet: str | None = None) -> Report:
    """The report in `raw`. `published` and `outlet` hold for what does not say them itself.

    Raises BadInput when there is no text, too much of it, or a date that is none.
    """
    text, stated, flags = _content(raw)
    if stated.captured:
        flags = (*flags, f"captured by a crawler on {stated.captured}")
    if host := told_of_host(stated.url):
        flags = (*flags, host)
    _check_size(text)
    language = language_of(text)
    day = stated.published or published
    report = Report(
        id=make_id("reports", raw.sha256), source=_encodable(raw.source), sha256=raw.sha256, text=text, url=stated.url,
        outlet=stated.outlet or outlet, language=language, headline=_one_line(stated.title),
        published=published_day(day) if day else None, published_basis="stated" if day else None,
        flags=flags if language else (*flags, "not English?"),
    )  # fmt: skip
    return report if report.headline else replace(report, headline=_headline(report))


def again(report: Report) -> Report:
    """The report as intake made it, from what the record holds: without what reading found out. Its text stays.

    A headline that the text itself shows is looked for anew.
    """
    stated = report.published if report.published_basis == "stated" else None
    bare = replace(
        report, published=stated, published_basis="stated" if stated else None, published_evidence=(), story=None,
        sentences=(),
    )  # fmt: skip
    untitled = replace(bare, headline=None)
    return replace(bare, headline=_headline(untitled)) if _headline(untitled) == report.headline else bare


def _content(raw: Raw) -> tuple[str, Stated, tuple[str, ...]]:
    """Text, what is stated about it, and flags."""
    if not raw.data.strip():
        raise BadInput("it is empty", "check how it was saved")
    if raw.kind == "row":
        row = read_row(raw.data)
        return row.text, row.stated, row.flags
    notes: tuple[str, ...] = ()
    if raw.kind in READERS:
        found = READERS[raw.kind](raw.data)
    else:
        decoded = decode(raw.data, charset=raw.stated.charset, markup=raw.kind == "html")
        notes = decoded.notes
        if raw.kind == "text":
            return decoded.text, raw.stated, notes
        found = page(decoded.text, raw.stated.url)
    stated = replace(
        raw.stated, title=raw.stated.title or found.title, outlet=raw.stated.outlet or found.outlet,
        published=raw.stated.published or found.published, url=raw.stated.url or found.url,
    )  # fmt: skip
    return found.text, stated, notes + found.flags


def _check_size(text: str) -> None:
    if not text.strip():
        raise BadInput("it holds only white space", "check how it was saved")
    if len(text) > MAX_CHARACTERS:
        raise BadInput(
            f"its text has {len(text):,} characters, more than {MAX_CHARACTERS:,}",
            "split it into the reports that it holds, or cut out the part that you need",
        )


def _headline(report: Report) -> str | None:
    """The words of the passage that looks like one."""
    return next((_one_line(passage.text) for passage in passages(report) if passage.part == "headline"), None)


def _one_line(title: str | None) -> str | None:
    return " ".join(title.split()) or None if title else None


def _encodable(source: str) -> str:
    """A file name that is no UTF-8, with its odd bytes shown as U+FFFD."""
    return source.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
