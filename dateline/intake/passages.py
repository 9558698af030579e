"""Passages: what each stretch of a report is there for. Nothing is cut out; furniture is marked and left unread."""

from dateline.ids import make_id
from dateline.records import How, Passage, Report


def passages(report: Report) -> tuple[Passage, ...]:
    """Headline, dateline, byline, captions, body and furniture, covering the whole text without overlap."""
    end = len(report.text)
    return (
        Passage(make_id("passages", report.id, 0, end), report.id, 0, end, report.text, "body", How("passages/whole")),
    )
