"""What a report is called where people look for it, and the words around a row of it."""

from dateline.ask.context import sentence_around
from dateline.records import Reading, Report

MOST_NAME = 90  # characters of opening words that stand for a headline
AROUND = 200  # characters of a sentence that are shown on each side of a row
LONGEST = 300  # characters of a row that are shown
PARAGRAPH = "\n\n"


def name_of(report: Report) -> str:
    """Its headline; of a report without one its opening words, and of a text without sentences its source."""
    if report.headline:
        return report.headline
    starts = report.sentences
    begin, end = (starts[0], starts[1] if len(starts) > 1 else len(report.text)) if starts else (0, 0)
    opening = " ".join(report.text[begin : min(end, begin + 4 * MOST_NAME)].split())
    if not opening:
        return report.source
    if len(opening) > MOST_NAME:
        opening = f"{opening[:MOST_NAME].rpartition(' ')[0] or opening[:MOST_NAME]} …"
    return f"“{opening}”"


def words_around(report: Report, start: int, end: int) -> tuple[str, int, int]:
    """The sentence of a row, and from where to where the row stands in it; of a long one what is near to the row."""
    text, end = report.text, min(end, start + LONGEST)
    first, last = sentence_around(Reading(report, ""), start, end)
    last = text.find(PARAGRAPH, end, last) if PARAGRAPH in text[end:last] else last
    low, high = max(first, start - AROUND), min(last, end + AROUND)
    if low > first:
        low = text.find(" ", low, start) + 1 or low
    if high < last:
        high = text.rfind(" ", end, high) if " " in text[end:high] else high
    before, after = "… " if low > first else "", " …" if high < last else ""
    return before + text[low:high] + after, len(before) + start - low, len(before) + end - low
