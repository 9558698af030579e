"""Where a row stands: its sentence, its passage. Needs no language model."""

from bisect import bisect_right

from dateline.records import Reading


def sentence_around(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Code-point bounds of the sentence (or sentences) that start..end touches, without white space at the rims."""
    starts = reading.report.sentences
    text = reading.report.text
    first = starts[bisect_right(starts, start) - 1] if starts and starts[0] <= start else 0
    after = bisect_right(starts, max(start, end - 1))
    last = starts[after] if after < len(starts) else len(text)
    passage = next((p for p in reading.passages if p.start <= start < p.end), None)
    if passage is not None:
        first, last = max(first, passage.start), min(last, max(passage.end, end))
    while last > end and text[last - 1].isspace():
        last -= 1
    while first < start and text[first].isspace():
        first += 1
    return first, last
