"""Where the content of a claim begins and ends."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from dateline.language.layout import MARKS, paragraph_starts
from dateline.language.parse import Parse
from dateline.reading.claims.candidate import Candidate
from dateline.reading.claims.extent import Extent, extents
from dateline.reading.claims.quotes import Quotation, Quotations
from dateline.reading.claims.views import Views, size
from dateline.records import TimeExpression

EXTENDED = frozenset(
    {"clause", "infinitive", "object", "complement", "preposition", "passive_prep", "noun_clause", "noun_of",
     "adjective_clause", "adjective_of"}
)  # fmt: skip
NO_TIMES = frozenset({"object", "preposition", "passive_prep", "noun_of", "adjective_of"})
RIM = frozenset(
    {",", ":", ";", ".", "-", "–", "—", "--", "―", "(", ")", "[", "]", "…", "...", "-LRB-", "-RRB-", "!", "?"}
)
FINAL = frozenset({".", "!", "?", "…", "..."})


AROUND = frozenset({"clause", "parataxis", "inverted", "advcl", "according"})
CARRIED = AROUND | {"quote_before", "quote_after", "object", "infinitive", "preposition"}
FRONTED = frozenset({"clause", "parataxis"})
PAUSES = frozenset({",", ";", "-", "–", "—", "--"})
SHORTEST_TAIL = 3  # tokens of a content that goes on after its cue
FARTHEST_TAIL = 14  # tokens from a cue to where its content goes on
MOST_BETWEEN = 40  # of the report's own tokens between two quotations that are one saying
NESTED = MARKS | {"'", "’", ")"}


class Bounds:
    """The bounds of contents in one report: knows its quotations, its paragraphs and where times are named."""

    def __init__(self, views: Views, times: Iterable[TimeExpression] = ()):
        self.views = views
        self.p = p = views.p
        self.quotes = views.quotes
        self.paragraphs = tuple(pairwise([*paragraph_starts(p), len(p)]))
        self._paragraph_starts = {first for first, _ in self.paragraphs}
        self._starts = {first for first, _ in p.sents}
        ends = {after - 1 for _, after in self.paragraphs}
        self._times = {span[0]: span[-1] for t in times if (span := p.tokens_in(t.start, t.end))}
        self._gaps: dict[int, str] = {}
        self.chains = _chains(p, self.quotes, self._starts, ends)

    def made(self, frame: str, cue: int, first: int, last: int, link: str, head: int) -> Iterator[Candidate]:
        """A candidate with its content cut to what can be content; none when nothing is left."""
        if frame == "clause" and link != "that" and first == cue + 1:
            first = self._past_time(first, head)
        elif frame in NO_TIMES and self._time_at(first) == last:
            return  # "backed the talks since May"
        options = [Extent(last, "")]
        if frame in EXTENDED and first > cue:
            options = extents(self.p, self.quotes, self.views.cues, frame, self.views.cue(cue), head, first, last)
        for option in options:
            begin, end = self.tidy(cue, first, self.past_colon(option.last))
            if begin <= end and not (begin == end == cue) and not self._beyond(cue, begin):
                yield Candidate(frame, cue, begin, end, link, head, option.cut)
                yield from self._further(frame, cue, begin, end, link, head)

    def _time_at(self, first: int) -> int | None:
        """The last token of the time that is named from here, or after the preposition here; None for no time."""
        end = self._times.get(first)
        return self._times.get(first + 1) if end is None and self.p.tag[first] == "IN" else end

    def _past_time(self, first: int, head: int) -> int:
        """Where "it would leave" begins in "said on Thursday it would leave": the day is that of the saying."""
        end = self._time_at(first)
        p = self.p
        if end is None or end + 1 >= head or p.word[end + 1] == ",":
            return first
        subject = next((k for k in p.kids[head] if p.rel[k] in ("nsubj", "nsubjpass", "expl")), None)
        return end + 1 if subject is not None and p.left[subject] == end + 1 else first

    def _further(self, frame: str, cue: int, begin: int, end: int, link: str, head: int) -> Iterator[Candidate]:
        """The same content going on after its cue in the sentence, or in quotations that stand alone after it."""
        if frame in AROUND and end < cue and self.quotes.around(begin) is None:
            tail = self._tail(cue)
            if tail is not None:
                last, seen = tail
                _, last = self.tidy(cue, begin, last)
                if last > cue:
                    yield Candidate(frame, cue, begin, last, link, head, f"cut=around|{seen}")
        if frame in FRONTED and begin > cue:
            front = self._front(cue)
            if front is not None:
                yield Candidate(frame, cue, front, end, link, head, f"cut=front|{self.p.tag[front]}")
        if frame in CARRIED and self.quotes.around(end) is not None:
            number = self.carried(max(cue, end))
            if number is not None:
                cut = f"cut=on|{self.starts_paragraph(self.quotes.all[number].first)}"
                ends = self.quotes.all[self.chains[number][1]].last
                yield Candidate(frame, cue, begin, ends, link, head, cut)

    def _front(self, cue: int) -> int | None:
        """Where the sentence begins, when words and a comma stand before the speaker: "In May, he said, it ended"."""
        p = self.p
        subject = next((k for k in p.kids[cue] if k < cue and p.rel[k] in ("nsubj", "nsubjpass")), None)
        first = p.sentence(cue)[0]
        if subject is None or self.quotes.around(cue) is not None:
            return None
        begins = p.left[subject]
        commaed = begins - 1 > first + 1 and p.word[begins - 1] == "," and p.left[cue] <= begins - 1
        return first if commaed and p.tag[first] not in ("CC", "VBG", "VBN") else None

    def _tail(self, cue: int) -> tuple[int, str] | None:
        """What follows the words of saying in their sentence: its last token, and how it begins."""
        p = self.p
        after = p.sentence(cue)[1]
        for i in range(cue + 1, min(after - SHORTEST_TAIL, cue + FARTHEST_TAIL)):
            if p.word[i] in PAUSES:
                return after - 1, f"{p.word[i]}|{p.tag[i + 1]}"
        return None

    def carried(self, end: int) -> int | None:
        """The number of the quotation that stands alone in the sentence after `end`; None when there is none."""
        after = self.p.sentence(end)[1]
        number = self.quotes.number(after) if after < len(self.p) else None
        if number is None or self.chains[number][0] != number:
            return None
        q = self.quotes.all[number]
        return number if q.first == after and self.alone(q) and not self.quotes.apart_at(end, after) else None

    def alone(self, q: Quotation) -> bool:
        """Is the quotation all of its sentences?"""
        p = self.p
        follows = q.last + 1 >= len(p) or q.last + 1 in self._starts or q.last in self._starts
        return q.first in self._starts and follows and (not q.closed or _ends_in_full_stop(p, q))

    def _beyond(self, cue: int, begin: int) -> bool:
        """Does a full stop lie between a cue and the content after it?"""
        return cue < begin and any(self.p.word[i] in FINAL for i in range(max(cue, begin - 3), begin))

    def is_time(self, first: int, last: int) -> bool:
        """Do these tokens name a time, and nothing else?"""
        return self._times.get(first) == last

    def starts_paragraph(self, i: int) -> bool:
        return i in self._paragraph_starts

    def past_colon(self, last: int) -> int:
        """A colon right after the content: what it announces belongs to it, to the end of the sentence."""
        p = self.p
        if last + 2 < len(p) and p.word[last + 1] == ":" and p.sent_of[last] == p.sent_of[last + 2]:
            opened = self.quotes.around(last + 2)
            return p.sentence(last)[1] - 1 if opened is None else opened.last
        return last

    def tidy(self, cue: int, first: int, last: int) -> tuple[int, int]:
        """Whole quotations where the content touches one, no punctuation at the rims."""
        p, quotes = self.p, self.quotes
        around = quotes.around(cue)
        if around is not None:
            first, last = max(first, around.first + 1), min(last, around.last - around.closed)
        else:
            opened, closed = quotes.around(first), quotes.around(last)
            if opened is not None and not opened.first <= cue <= opened.last:
                first = opened.first
            if closed is not None and not closed.first <= cue <= closed.last:
                last = closed.last
        while first < last and (p.word[first] in RIM or (p.word[first] in MARKS and not self._opens(first))):
            first += 1
        while last > first and self._hangs_over(last):
            last -= 1
        return first, last

    def _hangs_over(self, i: int) -> bool:
        """Punctuation, a mark of a quotation that begins elsewhere, or the "and" before what the content leaves out."""
        p = self.p
        coordinates = p.tag[i] == "CC" and p.rel[i] == "cc"
        return p.word[i] in RIM or coordinates or (p.word[i] in MARKS and not self._closes(i))

    def _opens(self, i: int) -> bool:
        q = self.quotes.around(i)
        return q is not None and q.first == i

    def _closes(self, i: int) -> bool:
        q = self.quotes.around(i)
        return q is not None and q.last == i

    def around_clause(self, frame: str, cue: int, up: int, link: str, top: int | None = None) -> Iterator[Candidate]:
        """The clause that a cue is put into or beside: "The plan, he said, would fail". top: what hangs on `up`."""
        p = self.p
        first, last = p.left[up], p.right[up]
        left, right = (p.left[cue], p.right[cue]) if top is None else (p.left[top], p.right[top])
        if left <= first:
            first = right + 1
        if right >= last or (left > up and all(p.rel[j] == "punct" for j in p.kids[up] if j > right)):
            last = left - 1
        if first <= last:
            yield from self.made(frame, cue, first, last, link, up)
            yield from self._whole_sentence(frame, cue, first, last, left, right, link, up)

    def _whole_sentence(
        self, frame: str, cue: int, first: int, last: int, left: int, right: int, link: str, up: int
    ) -> Iterator[Candidate]:
        """The words before a cue to the beginning of its sentence, or after it to the end, when that is more."""
        begin, after = self.p.sentence(cue)
        if left > first > begin:
            kind = self.p.rel[up]
            for made in self.made(frame, cue, begin, last, link, up):
                yield made._replace(cut=f"cut=sentence|{kind}")
        elif right < first and last < after - 1:
            for made in self.made(frame, cue, first, after - 1, link, up):
                yield made._replace(cut="cut=sentence|after")

    def quotation(self, frame: str, cue: int, number: int, link: str, head: int) -> Iterator[Candidate]:
        """The quotation of that number with those that it continues and that continue it."""
        first, last = self.chains[number]
        every = self.quotes.all
        if first == last:
            yield Candidate(frame, cue, every[first].first, every[last].last, link, head, "")
            return
        gap = self._gap(first, last)
        yield Candidate(frame, cue, every[first].first, every[last].last, link, head, f"cut=chain|{gap}")
        yield Candidate(frame, cue, every[number].first, every[number].last, link, head, f"cut=single|{gap}")

    def _gap(self, first: int, last: int) -> str:
        """The most tokens between two quotations of a chain, and whether it goes over paragraphs."""
        if first not in self._gaps:
            chain = self.quotes.all[first : last + 1]
            most = max(b.first - a.last for a, b in pairwise(chain))
            over = any(self.starts_paragraph(q.first) for q in chain[1:])
            self._gaps[first] = f"{size(most)}|{over}"
        return self._gaps[first]


def _chains(p: Parse, quotes: Quotations, starts: set[int], ends: set[int]) -> list[tuple[int, int]]:
    """For each quotation the numbers of the first and the last of those that make one saying with it.

    A quotation goes on in the next paragraph of an open one, in a new sentence or a paragraph of its own with none of
    the report's words around it, and in the rest of a sentence that the cue interrupts.
    """
    firsts = list(range(len(quotes.all)))
    for number, (a, b) in enumerate(pairwise(quotes.all)):
        alone = not quotes.apart(a, b) and _stands_alone(p, a, b, starts, ends)
        if a.goes_on or _resumes(p, a, b) or alone:
            firsts[number + 1] = firsts[number]
    lasts = {first: number for number, first in enumerate(firsts)}
    return [(first, lasts[first]) for first in firsts]


def _stands_alone(p: Parse, a: Quotation, b: Quotation, starts: set[int], ends: set[int]) -> bool:
    opens = b.first in starts or b.first + 1 in starts
    follows = b.last + 1 >= len(p) or b.last + 1 in starts or b.last in starts
    whole = opens and follows and (not b.closed or _ends_in_full_stop(p, b))
    if not whole or p.sent_of[b.first] - p.sent_of[a.last] > 1:
        return False
    between = b.first - a.last - 1
    if between > MOST_BETWEEN or _told_more(p, range(a.last + 2, b.first)):
        return False
    new_paragraph = "\n" in p.text[p.end[a.last] : p.start[b.first]]
    return not new_paragraph or b.last in ends


def _told_more(p: Parse, between: range) -> bool:
    """ "..., adding that he had tried": a participle with a clause of its own lies between two quotations."""
    return any(
        p.tag[i] == "VBG" and p.word[i - 1] == "," and any(p.rel[k] == "ccomp" for k in p.kids[i]) for i in between
    )


def _ends_in_full_stop(p: Parse, q: Quotation) -> bool:
    i = q.last - 1
    while i > q.first and p.word[i] in NESTED:
        i -= 1
    return p.word[i] in FINAL


def _resumes(p: Parse, a: Quotation, b: Quotation) -> bool:
    """ "The talks," he said, "will go on." """
    return (
        p.sent_of[a.last] == p.sent_of[b.first]
        and "," in (p.word[a.last - 1], p.word[a.last + 1])
        and p.word[b.first - 1] == ","
        and p.word[b.first + 1][:1].islower()
    )
