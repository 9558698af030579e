"""Passages: what each stretch of a report is there for. Nothing is cut out; furniture is marked and left unread.

A report is looked at line by line, with or without blank lines between them. What a line looks like is in
`lexicon/furniture.yaml`; where it may stand is decided here: a headline opens the text, a dateline and an author's name
come before the story. What is not surely something else is body.
"""

import itertools
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from dateline.ids import make_id
from dateline.intake.wrapped import unwrapped
from dateline.lexicon.furniture import Furniture, load
from dateline.records import How, Part, Passage, Report

_LONGEST_LINE = 320  # characters a line of furniture, a byline or a date line has at most
_LONGEST_CAPTION = 700
_CREDIT_WITHIN = 160  # characters at the end of a caption in which its credit begins
_LONGEST_HEADLINE = 200
_RIM = 2  # lines at the head and foot of a page that may be the same on every page
_PAGE_BREAK = re.compile("\f")
_NUMBER = re.compile(r"\d+")
_TOP = 3  # paragraphs of story after which no headline, dateline or author is looked for
_QUOTES = "\"'“”‘’`"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WEB = re.compile(r"(?:https?://|www\.)\S+|https?: / / .+", re.I)
_SPEAKER = re.compile(r"(?:[QA]|[^\W\d_a-z][\w.’' -]{0,40}):\s")
_NAME = re.compile(r"[-–—]? ?[^\W\d_a-z][\w.'’-]*(?: (?:and |& )?[^\W\d_a-z][\w.'’-]*){0,3}")
_STOP = re.compile(r"[.…][\"'”’»)\]]*$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")


class Line(NamedTuple):
    """A line with something in it: text[start:end] without its outer white space."""

    start: int
    end: int
    text: str
    blank_after: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """From `start` on the text is `part`, because of `rule`."""

    start: int
    part: Part
    rule: str


def passages(report: Report) -> tuple[Passage, ...]:
    """Headline, dateline, byline, captions, body and furniture, covering the whole text without overlap.

    White space belongs to what stands before it.
    """
    if not report.text:
        return ()
    read = unwrapped(report.text)
    marks = _marks(replace(report, text=read), _lines(read))
    return tuple(
        Passage(
            make_id("passages", report.id, mark.start, end, mark.part), report.id, mark.start, end,
            report.text[mark.start : end], mark.part, How(f"passages/{mark.rule}"),
        )
        for mark, end in zip(marks, [*(mark.start for mark in marks[1:]), len(report.text)], strict=True)
    )  # fmt: skip


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if inner := line.strip():
            start = at + len(line) - len(line.lstrip())
            found.append(Line(start, start + len(inner), inner, False))
        elif found:
            found[-1] = found[-1]._replace(blank_after=True)
        at += len(line)
    return found


def _marks(report: Report, lines: list[Line]) -> list[Mark]:
    """Where each passage begins, in order, the first at 0; neighbours of the same part and rule are one."""
    marks: list[Mark] = []
    running = _running_heads(report.text, lines)
    headline = _headline(report, lines)
    if headline and lines[headline.number].start in running:
        headline = None
    told = 0  # paragraphs of story so far
    dated = False
    for number, line in enumerate(lines):
        if headline and number == headline.number:
            marks.append(Mark(line.start, "headline", headline.rule))
            if headline.end == line.end:
                continue
            line = line._replace(start=headline.end, text=report.text[headline.end : line.end])
        top = told < _TOP
        part, rule = _part(line.text, top)
        if line.start in running:
            part, rule = "furniture", "running_head"
        if part == "body" and headline and number == headline.number + 1 and _is_deck(lines, number):
            part, rule = "headline", "deck"
        opened = 0 if part != "body" or dated or not top else _opening(line.text)
        if opened:
            dated = True
            marks.append(Mark(line.start, "dateline", "dateline"))
        told += part == "body"
        marks.append(Mark(line.start + opened, part, rule))
    if not marks:
        return [Mark(0, "body", "rest")]
    if not any(mark.part == "body" for mark in marks):  # something must be the story
        story = ("caption",) if any(mark.part == "caption" for mark in marks) else ("caption", "furniture", "byline")
        return _merged([replace(mark, part="body", rule="rest") if mark.part in story else mark for mark in marks])
    _sign(marks, lines, report.text)
    _link(marks, lines)
    return _merged(marks)


def _running_heads(text: str, lines: list[Line]) -> set[int]:
    """Where the lines begin that stand at the head or foot of most pages; page numbers may differ. No page, no head."""
    pages = [found.start() for found in _PAGE_BREAK.finditer(text)]
    if not pages:
        return set()
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(bisect_right(pages, line.start), []).append(line)
    rims = [(line, page) for page, its in by_page.items() for line in {*its[:_RIM], *its[-_RIM:]}]
    seen: dict[str, set[int]] = {}
    for line, page in rims:
        seen.setdefault(_NUMBER.sub("#", line.text), set()).add(page)
    often = {words for words, where in seen.items() if len(where) > max(1, len(by_page) // 2)}
    return {line.start for line, _ in rims if _NUMBER.sub("#", line.text) in often}


def _merged(marks: list[Mark]) -> list[Mark]:
    """Neighbours of the same part and rule as one, the first from the beginning of the text."""
    changes = [new for old, new in itertools.pairwise(marks) if (new.part, new.rule) != (old.part, old.rule)]
    return [Mark(0, marks[0].part, marks[0].rule), *changes]


def _sign(marks: list[Mark], lines: list[Line], text: str) -> None:
    """The last line of a story may be nothing but a name: whoever wrote it. `marks` still has one for each line."""
    last = next((k for k in reversed(range(len(marks))) if marks[k].part != "furniture"), 0)
    signed = next((line for line in lines if line.start == marks[last].start), None)
    if last < 2 or signed is None or marks[last].part != "body" or marks[last - 1].part != "body":
        return
    before = text[marks[last - 1].start : marks[last].start].rstrip()
    if _SENTENCE_END.search(before[-4:]) and _NAME.fullmatch(signed.text):
        marks[last] = Mark(signed.start, "byline", "signature")


def _link(marks: list[Mark], lines: list[Line]) -> None:
    """Under a heading of links to other stories ("Related articles") stand their titles, up to the end of the text."""
    titles = len(lines)
    while titles and len(lines[titles - 1].text) <= _LONGEST_HEADLINE and not _STOP.search(lines[titles - 1].text):
        titles -= 1
    begins = {mark.start: k for k, mark in enumerate(marks)}
    first = next((k for k in range(titles, len(lines)) if _leads_to_links(marks, begins, lines[k])), len(lines))
    for line in lines[first + 1 :]:
        k = begins.get(line.start)
        if k is not None and marks[k].part == "body":
            marks[k] = Mark(line.start, "furniture", "links")


def _leads_to_links(marks: list[Mark], begins: dict[int, int], line: Line) -> bool:
    k = begins.get(line.start)
    return k is not None and marks[k].rule == "links_heading"


def _part(text: str, top: bool) -> tuple[Part, str]:
    """What a line is, by itself, and the rule that says so. `top`: the story has not really begun."""
    if not any(c.isalnum() for c in text):
        return "furniture", "ornament"
    if len(text) <= _LONGEST_LINE:
        if _WEB.fullmatch(text):
            return "furniture", "address"
        bare = text.strip(_QUOTES).rstrip()
        for entry in load().entries:
            if entry.line and (top or not entry.top) and entry.line.fullmatch(bare):
                return ("byline" if entry.part == "byline" else "furniture"), entry.name
        if top and _date_line().fullmatch(bare):
            return "dateline", "date_line"
    return _by_credit(text) or ("body", "rest")


def _by_credit(text: str) -> tuple[Part, str] | None:
    """A caption is a line that says who took the picture; if it says nothing else, it is furniture."""
    if len(text) > _LONGEST_CAPTION:
        return None
    tail_at = max(0, len(text) - _CREDIT_WITHIN)
    signed = _signed(text[tail_at:])
    for entry in load().entries:
        found = entry.begin and entry.begin.match(text)
        if not found and entry.end and signed:
            found = entry.end.search(text, tail_at)
        if found:
            return (
                "caption" if _says_something(text[: found.start()] + text[found.end() :]) else "furniture"
            ), entry.name
    return None


def _signed(tail: str) -> bool:
    """Whether a credit can be in it: quick, because most lines have none."""
    lexicon, low = load(), tail.lower()
    if tail.endswith((")", "]")) or any(word in low for word in lexicon.signs):
        return True
    return any(word in tail for word in lexicon.agencies)


def _says_something(rest: str) -> bool:
    """Words beyond names: two of them in lower case, among four."""
    words = _WORD.findall(rest)
    return len(words) >= 4 and sum(word[0].islower() for word in words) >= 2


@cache
def _date_line() -> re.Pattern[str]:
    """A line of dates, clocks and what they are of; a place or an agency may stand in front."""
    lexicon: Furniture = load()
    zone = r"(?: ?\(? ?(?-i:[A-Z]{2,4})?(?: ?[+-] ?\d{1,2}(?: ?:? ?\d{1,2})?)? ?\)?)"
    clock = rf"\d{{1,2}} ?[:.] ?\d\d(?: ?: ?\d\d)?(?: ?[ap]\. ?m\b\.?| ?[ap]m\b| ?hrs\b)?{zone}{{1,2}}"
    what = r"(?:first |last )?(?:published|updated|posted|modified|created|issued|edited|date)(?: on| at)? ?:?"
    bits = rf"(?:(?:{lexicon.date}|{lexicon.weekday}|{clock}|{what}|at|on)(?:[\s,|@·;.–-]+|\Z))"
    where = r"(?-i:[^\W\d_a-z][\w.'’/-]{1,30}(?: [^\W\d_a-z][\w.'’/-]{1,30}){0,3}) ?[,|·–-] ?"
    return re.compile(rf"(?=.*\d)(?:{where}){{0,2}}(?:{lexicon.agency} )?{bits}{{1,9}}", re.I)


@cache
def _dateline() -> re.Pattern[str]:
    """PLACE, Region, date (Agency) — in front of a sentence.

    Groups: `place`, `last` (the last of what stands behind its commas), and the signs that make it sure: `date`,
    `agency` in brackets, `wire` (an agency in capitals behind a full stop), `slashed` (/TASS/), `alone` (a date or an
    agency without a place), `glued` ("Moscow (AP)" without a dash).
    """
    date = load().date
    capital = r"[^\W\d_a-z]"
    region = rf"{capital}[\w.'’-]*(?: {capital}[\w.'’-]*){{0,4}}"
    agency = rf"[\[(](?!(?:pictured|photo|left|right)\b){capital}[^()\[\]]{{0,40}}[\])]"
    dash = r"\s*(?:—|–|―|--|-(?=\s))\s*"
    place = (
        rf"(?P<place>{region}(?:/{region}){{0,2}})(?:, (?P<last>{region})){{0,2}}(?: \({region}\)(?=,? [\[(\dA-Z]))?"
    )
    signs = rf"(?:[,.]? (?P<date>{date}))?(?:,? ?(?P<agency>{agency}))?(?:[.,] (?P<wire>[A-Z]{{2}}[A-Z.]{{1,12}}))?"
    end = rf"(?:{dash}|(?<=\d{{4}})\.\s+|\.? (?P<slashed>/[A-Z][\w .-]{{1,20}}/)\.?\s+)"
    glued = rf"{capital}[\w.'’-]*(?: {capital}[\w.'’-]*)?(?:, {capital}\w*)? \([A-Z]{{2,6}}\)"
    return re.compile(
        rf"(?:{place}{signs}{end}|(?P<alone>{date}(?:,? {agency})?|{agency}){dash}|(?P<glued>{glued}) ?)"
        rf"(?={capital}|[\"“‘'\[(]|\d)"
    )


def _opening(text: str) -> int:
    """Length of the dateline that opens a line; 0: none."""
    found = _dateline().match(text, 0, 160)
    if not found or found.end() >= len(text):
        return 0
    place, last = found["place"], found["last"]
    signed = any(found[sign] for sign in ("date", "agency", "wire", "slashed", "alone", "glued"))
    if place and place.split()[0].strip(".'’-") in load().shouts and not (last and found["date"]):
        return 0  # but "THE EVENING LEDGER, Lomé, 14 October 2020 -"
    in_capitals = any(name and len(name) > 2 and name.isupper() for name in (place, last))
    return found.end() if in_capitals or signed else 0


class Headline(NamedTuple):
    """The line that is the headline, where in the text it ends, and why it is one."""

    number: int
    end: int
    rule: str


def _headline(report: Report, lines: list[Line]) -> Headline | None:
    """The given title where the text has it; else an opening line that looks like one."""
    first = None
    for number, line in enumerate(lines[:12]):
        if report.headline:
            if end := _title_end(line, report.headline):
                return Headline(number, end, "title")
        elif _part(line.text, True)[0] == "body":
            first = number
            break
    if first is None or not _looks_like_headline(lines, first):
        return None
    return Headline(first, lines[first].end, "headline")


def _title_end(line: Line, title: str) -> int | None:
    """Where the title ends in the text if the line begins with it: blanks may differ, a full stop may follow."""
    pattern = r"\s+".join(re.escape(word) for word in title.split()[:60])
    found = re.match(rf"{pattern}\s*[.!?]?(?=\s|$)\s*", line.text, re.I)
    return line.start + found.end() if found else None


def _looks_like_headline(lines: list[Line], first: int) -> bool:
    """Short, without a full stop, followed by running text. With a full stop (archives add one) only if a blank line
    follows and it is in headline style: most words with capitals, or without an article or auxiliary."""
    line = lines[first]
    text = line.text
    following = [other.text for other in lines[first + 1 : first + 8] if _part(other.text, True)[0] == "body"]
    words = _WORD.findall(text)
    if not following or not 2 <= len(words) <= 30 or len(text) > _LONGEST_HEADLINE or text[0] in "-–—•*·":
        return False
    if words[0][0].islower() or text[-1] in ":,-–—" or _opening(text):
        return False
    if _SPEAKER.match(text) and any(_SPEAKER.match(other) for other in following):
        return False  # a transcript
    runs_on = any(_SENTENCE_END.search(other) and len(other) >= len(text) for other in following[:2])
    if not runs_on:
        return False
    if re.search(r"\.[\"'”’)]*$", text):
        styled = _titled(words) or load().prose.isdisjoint(word.lower() for word in words)
        return line.blank_after and styled and not re.search(r"[.!?] ", text)
    return True


def _is_deck(lines: list[Line], number: int) -> bool:
    """A second headline under the first: without a full stop, or in one block with the first."""
    block = lines[number].blank_after and not lines[number - 1].blank_after
    return _looks_like_headline(lines, number) and (block or not _SENTENCE_END.search(lines[number].text))


def _titled(words: list[str]) -> bool:
    """Most of the longer words begin with a capital."""
    long = [word for word in words if len(word) >= 4]
    return len(long) >= 3 and sum(not word[0].islower() for word in long) >= 0.75 * len(long)
