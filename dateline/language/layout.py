"""How a report is laid out for the eye: its lines, and the marks around what is quoted."""

from bisect import bisect_right

from dateline.language.parse import Parse

DASHES = frozenset({"-", "–", "—", "--"})
IN_DATELINE = 10  # words before the dash, at most: "Doha, Qatar, March 3 (Agency) - "
MARKS = frozenset({"“", "”", '"', "''", "``", "«", "»", "„"})


def paragraph_starts(parse: Parse) -> list[int]:
    """First token of each line of the text."""
    starts = [0] if len(parse) else []
    at = parse.text.find("\n")
    while at >= 0:
        j = bisect_right(parse.start, at)
        if starts and j < len(parse) and starts[-1] < j and parse.end[j - 1] <= at:
            starts.append(j)
        at = parse.text.find("\n", at + 1)
    return starts


def in_dateline(parse: Parse, first: int) -> bool:
    """Whether the name at token first opens its line as "Doha, Qatar - ", "Goma, Feb. 3 (Agency) - " do: nothing but
    names, numbers and stops between the line's start and a dash that stands by itself."""
    line = parse.text.rfind("\n", 0, parse.start[first]) + 1
    i = first
    while i > 0 and parse.start[i - 1] >= line:
        i -= 1
        if first - i > IN_DATELINE or not _of_a_dateline(parse, i):
            return False
    end = parse.text.find("\n", line)
    for k in range(first + 1, min(first + IN_DATELINE, len(parse) - 1)):
        if parse.word[k] in DASHES:
            return parse.end[k - 1] < parse.start[k] < parse.end[k] < parse.start[k + 1]
        if (0 <= end < parse.start[k]) or not _of_a_dateline(parse, k):
            return False
    return False


def _of_a_dateline(parse: Parse, i: int) -> bool:
    word = parse.word[i]
    return word[0].isupper() or word[0].isdigit() or word in {",", ".", "(", ")", "/"}
