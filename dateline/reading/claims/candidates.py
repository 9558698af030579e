"""Candidates: everywhere that the grammar could say that somebody said, thought or meant something.

Each function knows one family of frames and looks at grammar only. Whether a candidate is an attribution is judged
afterwards (accept.py), by the cue's words and the company they keep.
"""

from collections.abc import Iterator

from dateline.language.grammar import OBJECTS, governors, is_passive, is_verb, kids, possessors, prep_objects
from dateline.language.parse import Parse
from dateline.reading.claims.bounds import FINAL, Bounds
from dateline.reading.claims.candidate import Candidate
from dateline.reading.claims.extent import after_that

CLAUSE_LINKS = frozenset({"ccomp", "xcomp"})
MISTAKEN = frozenset({"npadvmod", "dep", "dobj", "nsubj", "meta", "intj"})  # what a main verb's subject is taken for
VERBAL = frozenset({"VBD", "VBN", "VBZ", "VBP", "MD"})
UPWARD = frozenset({"parataxis", "advcl"})
NOUN_PREPS = frozenset({"of", "for", "about", "on", "over", "against", "from", "to", "into", "in", "with", "that"})
COMMAS = frozenset({",", "”", '"', "''", "»"})
SHORTEST_QUOTE = 3  # tokens from mark to mark; what is shorter is a word put in quotation marks
FAR_FROM_QUOTE = 25  # tokens between a quotation and its cue
VERBS_BESIDE = 3
SHORT_SENTENCE = 14  # tokens within which a sentence after a quotation names its speaker
DASHES = frozenset({"–", "—", "―", "--", "-"})
AS_IT = "as_it"  # "as the mayor sees it"
ASKED = frozenset({"q", "question"})  # labels of a printed interview; they name nobody
ANSWERED = frozenset({"a", "answer"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
FINITE_OR_ING = frozenset({"VBD", "VBZ", "VBP", "VBG", "VBN"})
MOST_TITLE_TOKENS = 12  # "Foreign Minister John Smith of Arcadia: no talks"


def candidates(p: Parse, bounds: Bounds, nouns: frozenset[str] | None) -> Iterator[Candidate]:
    """All candidates of a report, by cue. `nouns`: lemmas of nouns worth a look; None: all (to learn which)."""
    roles = bounds.views.cues.roles
    for cue in range(len(p)):
        tag = p.tag[cue]
        if tag[:2] == "VB":
            if not p.rel[cue].startswith("aux"):
                yield from _verb(p, bounds, cue)
        elif tag in ("NN", "NNS"):
            beside = _viewpoint(p, bounds, cue)
            if beside:
                yield from beside
            elif p.kids[cue] and p.lemma[cue] not in roles and (nouns is None or p.lemma[cue] in nouns):
                yield from _noun(p, bounds, cue)
        elif tag[:2] == "JJ":
            if p.kids[cue]:
                yield from _adjective(p, bounds, cue)
        elif p.rel[cue] == "advmod" and tag == "RB" and p.lower[cue].endswith("edly"):
            yield from _adverb(p, bounds, cue)
    yield from _titles(p, bounds)
    yield from _quotes(p, bounds)


def _verb(p: Parse, bounds: Bounds, cue: int) -> Iterator[Candidate]:
    if p.rel[cue] == "xcomp" and _withheld(p, bounds, p.head[cue], cue):
        return
    passive = is_passive(p, cue)
    said_by = bounds.views.said_by(cue)
    if said_by is not None:
        yield from _inverted(p, bounds, cue)
        return
    if p.rel[cue] == "advcl" and _mark(p, cue) == "as" and any(p.lower[k] == "it" for k in kids(p, cue, "dobj")):
        yield from bounds.around_clause("advcl", cue, p.head[cue], AS_IT)
        return
    objects = [k for k in p.kids[cue] if p.rel[k] in OBJECTS]
    for k in p.kids[cue]:
        rel = p.rel[k]
        if rel == "ccomp" and after_that(p, cue, k):
            continue
        if rel in CLAUSE_LINKS or (rel == "advcl" and _mark(p, k) in ("if", "whether")):
            yield from _clause(p, bounds, cue, k, passive)
        elif rel in ("dobj", "nsubjpass") and p.lemma[cue] in bounds.views.cues.relayed and _relayed(p, bounds, cue, k):
            continue  # "citing an official": whom somebody quotes is no content
        elif rel == "dobj" and (late := _late_that(p, bounds, cue, k)) is not None:
            yield from bounds.made("clause", cue, p.left[late], p.right[late], "that", late)
        elif rel == "dobj":
            yield from _told_that(p, bounds, cue, k)
            yield from _object(p, bounds, cue, k)
        elif rel == "oprd" and not objects[:-1]:
            yield from bounds.made("complement", cue, p.left[k], p.right[k], "", k)
        elif rel == "advcl" and k > cue and p.lower[p.left[k]] == "for":
            yield from bounds.made("preposition", cue, p.left[k] + 1, p.right[k], "for", k)
        elif rel == "prep" and k > cue:
            yield from _prepositional(p, bounds, cue, k, passive)
        elif rel == "agent" and passive:
            yield from _charged(p, bounds, cue, k)
        elif rel == "nsubjpass" and any(p.rel[j] == "agent" for j in p.kids[cue]) and not _helped(p, bounds, cue, k):
            yield from bounds.made("undergoer", cue, p.left[k], p.right[k], "", k)
    yield from _at_the_end(p, bounds, cue)
    up = p.head[cue]
    if p.rel[cue] in UPWARD and up != cue:
        link = _mark(p, cue)
        if p.rel[cue] == "parataxis" or link == "as" or (not link and p.tag[cue] not in ("VBG", "VBN", "VB")):
            yield from bounds.around_clause(p.rel[cue], cue, up, link)
    if p.lower[cue] == "according" and up != cue:
        if p.rel[up] in ("nsubj", "nsubjpass") and is_verb(p, p.head[up]) and p.right[cue] < p.head[up]:
            up = p.head[up]  # "His last words, according to the nurse, were ..."
        yield from bounds.around_clause("according", cue, up, "to")


def _at_the_end(p: Parse, bounds: Bounds, cue: int) -> Iterator[Candidate]:
    """ "Talks stalled on Monday, two diplomats told the agency": the parser took the main verb for something else."""
    says = "say" in bounds.views.cues.groups_of.get(("verbs", p.lemma[cue]), ())
    if not says or p.tag[cue] not in FINITE or any(p.rel[k] in (*CLAUSE_LINKS, "advcl") for k in p.kids[cue]):
        return
    subject = next((k for k in p.kids[cue] if k < cue and p.rel[k] == "nsubj"), None)
    if subject is None or bounds.quotes.number(cue) is not None:
        return
    first, begins = p.sentence(cue)[0], p.left[subject]
    before = [k for k in p.kids[cue] if k < begins and p.rel[k] != "punct"]
    told = begins - 1 > first and p.word[begins - 1] == "," and len(before) == 1 and p.rel[before[0]] in MISTAKEN
    if told and p.left[before[0]] == first and any(p.tag[i] in VERBAL for i in range(first, begins)):
        yield from bounds.made("clause", cue, first, begins - 2, "end", before[0])


def _relayed(p: Parse, bounds: Bounds, cue: int, whom: int) -> bool:
    """ "Citing an official", "quoted him as saying": somebody's words are handed on, he is none of them."""
    as_saying = any(p.lower[k] == "as" and any(is_verb(p, j) for j in p.kids[k]) for k in p.kids[cue])
    return as_saying or bounds.views.speaks(whom)


def _inverted(p: Parse, bounds: Bounds, cue: int) -> Iterator[Candidate]:
    """ "The road is open, said the mayor": the clause before the cue, to the beginning of its sentence."""
    said = next((k for k in p.kids[cue] if k < cue and p.rel[k] in ("ccomp", "dep", "parataxis", "xcomp")), None)
    number = None if said is None else bounds.quotes.number(said)
    if said is not None and number is not None and bounds.quotes.number(cue) is None:
        yield from bounds.quotation("quote_before", cue, number, "parsed", said)
        return
    above = [up for up in governors(p, cue) if up < cue]
    if above:
        said = above[-1]  # the main verb of the sentence so far
    first = p.sentence(cue)[0] if above or said is None else p.left[said]
    said = first if said is None else said
    yield from bounds.made("inverted", cue, first, cue - 1, "", said)


def _mark(p: Parse, i: int) -> str:
    """The word that opens a subordinate clause: "that", "whether", "how", "to"; "" for none."""
    for k in p.kids[i]:
        if k > i:
            break
        if p.rel[k] == "mark" or p.tag[k] in ("WRB", "WP", "WDT"):
            return p.lower[k]
        if p.tag[k] == "TO":
            return "to"
    return ""


def _clause(p: Parse, bounds: Bounds, cue: int, k: int, passive: bool) -> Iterator[Candidate]:
    if bounds.views.said_by(k) is not None:  # "adding that the road is open, reports the agency"
        k = next((j for j in p.kids[k] if j < k and p.rel[j] == "ccomp"), k)
    link = _mark(p, k)
    if link == "to" and _withheld(p, bounds, cue, k):
        return
    first, last = p.left[k], p.right[k]
    number = bounds.quotes.number(k)
    if number is None and last < cue and any(p.word[i] == ";" for i in range(last + 1, cue)):
        return  # "The mayor says it is over; the council has not commented"
    if number is not None and bounds.quotes.number(cue) != number and first >= bounds.quotes.all[number].first - 1:
        yield from bounds.quotation("quote_before" if k < cue else "quote_after", cue, number, "parsed", k)
        if k < cue or last <= bounds.quotes.all[bounds.chains[number][1]].last + 1:
            return
    if link == "that" and cue < first:
        mark = next((j for j in p.kids[k] if p.rel[j] == "mark" and p.lower[j] == "that"), first)
        if p.word[mark - 1] == ",":
            first = mark  # "reported, citing an official, that ..."
    if passive:
        subject = next((j for j in p.kids[cue] if p.rel[j] == "nsubjpass"), None)
        if subject is not None and link == "to":
            yield from bounds.made("raising", cue, min(p.left[subject], first), last, link, k)
    elif link == "to" and p.rel[k] == "xcomp":
        subject = next((j for j in p.kids[cue] if p.rel[j] == "nsubj"), None)
        if subject is not None:
            yield from bounds.made("seeming", cue, min(p.left[subject], first), last, link, k)
    frame = "clause" if p.rel[k] != "xcomp" else "infinitive"
    yield from bounds.made(frame, cue, first, last, link, k)


def _withheld(p: Parse, bounds: Bounds, cue: int, said: int) -> bool:
    """ "Declined to comment" tells nothing; "declined to say when it was" tells something."""
    groups_of = bounds.views.cues.groups_of
    if "withhold" not in groups_of.get(("verbs", p.lemma[cue]), ()):
        return False
    if "say" not in groups_of.get(("verbs", p.lemma[said]), ()) or p.lemma[said] in bounds.views.cues.handled:
        return False  # "refused to release the hostages"
    return not any(p.rel[j] in (*CLAUSE_LINKS, "advcl") for j in p.kids[said])


def _told_that(p: Parse, bounds: Bounds, cue: int, noun: int) -> Iterator[Candidate]:
    """ "Learned from an official that ...": a that-clause is hung on the person before it, and belongs to the verb."""
    if p.tag[noun] not in ("NNP", "NNPS") and p.lemma[noun] not in bounds.views.cues.roles:
        return
    for k in p.kids[noun]:
        own = [j for j in p.kids[k] if p.rel[j] in ("nsubj", "nsubjpass") and p.lower[j] != "that"]
        if p.rel[k] in ("acl", "ccomp", "relcl") and own and p.lower[p.left[k]] == "that":
            yield from bounds.made("clause", cue, p.left[k], p.right[k], "that", k)


def _late_that(p: Parse, bounds: Bounds, cue: int, within: int) -> int | None:
    """ "Told him in a call on Sunday that ...", "said at a briefing that ...": the clause that ends what hangs on a
    verb of saying is what was said, on whatever noun the parser hung it. A noun of saying has one of its own."""
    cues = bounds.views.cues
    if "say" not in cues.groups_of.get(("verbs", p.lemma[cue]), ()):
        return None
    for k in range(max(cue + 1, p.left[within]), p.right[within]):
        clause = p.head[k]
        if p.lower[k] != "that" or p.tag[k] != "IN" or p.rel[clause] not in ("acl", "ccomp", "relcl"):
            continue
        own = any(p.rel[j] in ("nsubj", "nsubjpass") for j in p.kids[clause])
        hung = p.head[clause]
        if own and p.left[clause] == k and p.right[clause] == p.right[within] and p.tag[hung][:2] == "NN":
            return clause if p.lemma[hung] in cues.occasions or p.lemma[hung] not in cues.nouns else None
    return None


def _object(p: Parse, bounds: Bounds, cue: int, k: int) -> Iterator[Candidate]:
    if p.tag[k] in ("WDT", "WP") and p.left[k] == p.right[k]:
        return  # "the bridge that the mayor criticised"
    if not _helped(p, bounds, cue, k):
        yield from bounds.made("object", cue, p.left[k], p.right[k], "", k)


def _helped(p: Parse, bounds: Bounds, cue: int, whom: int) -> bool:
    """ "Supported armed groups", "sided with the rebels": a deed, not words."""
    cues = bounds.views.cues
    return p.lemma[cue] in cues.helping and p.lemma[whom] in cues.armed


def _prepositional(p: Parse, bounds: Bounds, cue: int, k: int, passive: bool) -> Iterator[Candidate]:
    for j in p.kids[k]:
        if p.lower[k] == "as" and is_verb(p, j) and any(p.rel[i] in CLAUSE_LINKS for i in p.kids[j]):
            return  # "quoted him as saying that ...": saying is the cue
        if p.rel[j] in ("pobj", "pcomp"):
            if _helped(p, bounds, cue, j):
                return
            if (late := _late_that(p, bounds, cue, k)) is not None:
                yield from bounds.made("clause", cue, p.left[late], p.right[late], "that", late)
                return
            yield from _told_that(p, bounds, cue, j)
            if p.lower[k] == "from" and p.lemma[cue] in bounds.views.cues.receive:
                return  # "learned from an official": he is who told it
            frame = "passive_prep" if passive else "preposition"
            yield from bounds.made(frame, cue, p.left[j], p.right[j], p.lower[k], j)
            return
        if p.rel[j] == "prep":  # "out of", "up to"
            yield from _prepositional(p, bounds, cue, j, passive)
            return


def _charged(p: Parse, bounds: Bounds, cue: int, agent: int) -> Iterator[Candidate]:
    """ "Accused by the council of selling it": parsers hang the charge on who makes it."""
    for whom in kids(p, agent, "pobj"):
        for k in kids(p, whom, "prep"):
            for j in kids(p, k, "pcomp"):
                yield from bounds.made("passive_prep", cue, p.left[j], p.right[j], p.lower[k], j)


def _noun(p: Parse, bounds: Bounds, cue: int) -> Iterator[Candidate]:
    for k in p.kids[cue]:
        if k < cue:
            continue
        rel = p.rel[k]
        if rel in ("acl", "ccomp", "relcl", "xcomp"):
            link = _mark(p, k)
            if link in ("that", "to", "whether", "if", "how", "why") or rel == "ccomp":
                yield from bounds.made("noun_clause", cue, p.left[k], p.right[k], link, k)
        elif rel == "prep" and p.lower[k] in NOUN_PREPS:
            for j in kids(p, k, "pobj", "pcomp"):
                yield from bounds.made("noun_of", cue, p.left[j], p.right[j], p.lower[k], j)


def _adjective(p: Parse, bounds: Bounds, cue: int) -> Iterator[Candidate]:
    for k in p.kids[cue]:
        if k < cue:
            continue
        if p.rel[k] in ("ccomp", "xcomp"):
            yield from bounds.made("adjective_clause", cue, p.left[k], p.right[k], _mark(p, k), k)
        elif p.rel[k] == "prep":
            for j in kids(p, k, "pobj", "pcomp"):
                yield from bounds.made("adjective_of", cue, p.left[j], p.right[j], p.lower[k], j)


def _viewpoint(p: Parse, bounds: Bounds, cue: int) -> list[Candidate]:
    """ "In the view of the mayor, ...", "in the latest survey, ...": a phrase put beside the clause, and somebody's."""
    cues = bounds.views.cues
    if p.rel[cue] != "pobj" or p.lemma[cue] not in cues.viewpoints | cues.documents:
        return []
    prep = p.head[cue]
    whose = possessors(p, cue) or prep_objects(p, cue, "of") or p.lemma[cue] in cues.documents
    if p.lower[prep] in ("in", "by") and whose and is_verb(p, p.head[prep]):
        beside = prep == p.sentence(prep)[0] or p.word[prep - 1] == ","
        if beside:
            return list(bounds.around_clause("viewpoint", cue, p.head[prep], p.lower[prep], prep))
    return []


def _adverb(p: Parse, bounds: Bounds, cue: int) -> Iterator[Candidate]:
    up = p.head[cue]
    if is_verb(p, up):
        yield from bounds.made("adverb", cue, p.left[up], p.right[up], "", up)


def _titles(p: Parse, bounds: Bounds) -> Iterator[Candidate]:
    """ "Minister: no talks", "SPEAKER: ..." and "Q: ..." at the start of a line; not "January 9: ..."."""
    interview = False
    for first, after in bounds.paragraphs:
        reach = range(first + 1, min(first + MOST_TITLE_TOKENS, after - 1))
        colon = next((i for i in reach if p.word[i] == ":"), None)
        if colon is None or bounds.quotes.around(colon) is not None or bounds.is_time(first, colon - 1):
            continue
        label = p.lower[first] if colon == first + 1 else ""
        interview = interview or label in ASKED
        if label in ASKED or (interview and label in ANSWERED):
            yield from bounds.made("interview", colon, colon + 1, after - 1, "", colon + 1)
        elif p.tag[first][:2] in ("NN", "JJ", "DT", "VB") and not any(p.tag[i] in FINITE for i in range(first, colon)):
            end = next((i for i in range(colon + 1, after) if p.word[i] == ";"), after)
            headline = first == 0 and p.word[after - 1] not in FINAL
            yield from bounds.made("title", colon, colon + 1, (end if headline else after) - 1, "", colon + 1)


def _quotes(p: Parse, bounds: Bounds) -> Iterator[Candidate]:
    """A quotation and a verb beside it that the parser did not hang together."""
    for number, q in enumerate(bounds.quotes.all):
        if q.last - q.first < SHORTEST_QUOTE:
            continue
        _, after = p.sentence(q.last)
        if after == q.last + 1:
            yield from _after_full_stop(p, bounds, number)
        yield from _signed(p, bounds, number)
        for i in _verbs_beside(p, bounds, range(q.last + 1, min(after, q.last + FAR_FROM_QUOTE))):
            yield from bounds.quotation("quote_before", i, number, "", q.first)
        first, _ = p.sentence(q.first)
        for i in _verbs_beside(p, bounds, range(q.first - 1, max(first, q.first - FAR_FROM_QUOTE) - 1, -1)):
            yield from bounds.quotation("quote_after", i, number, "", q.first)


def _after_full_stop(p: Parse, bounds: Bounds, number: int) -> Iterator[Candidate]:
    """ "Who goes there?" the guard asked: the mark ends a sentence for the splitter, but not for the reader."""
    q = bounds.quotes.all[number]
    first = q.last + 1
    if first >= len(p) or "\n" in p.text[p.end[q.last] : p.start[first]]:
        return
    _, after = p.sentence(first)
    for i in _verbs_beside(p, bounds, range(first, min(after, first + SHORT_SENTENCE))):
        yield from bounds.quotation("quote_before", i, number, "next", q.first)


def _signed(p: Parse, bounds: Bounds, number: int) -> Iterator[Candidate]:
    """ "A quotation that is a line of its own." — Its Author"""
    q = bounds.quotes.all[number]
    dash = q.last + 1
    begins = bounds.quotes.all[bounds.chains[number][0]].first
    named = dash + 1 < len(p) and p.word[dash] in DASHES and p.tag[dash + 1] in ("NNP", "NNPS")
    if named and bounds.starts_paragraph(begins):
        yield from bounds.quotation("signed", dash, number, "", q.first)


def _verbs_beside(p: Parse, bounds: Bounds, tokens: range) -> list[int]:
    """The nearest verbs of the report's own voice that no quotation hangs on."""
    found: list[int] = []
    for i in tokens:
        if bounds.quotes.number(i) is not None or len(found) == VERBS_BESIDE:
            break
        if p.tag[i] in FINITE_OR_ING and not p.rel[i].startswith("aux") and not _has_quotation(p, bounds, i):
            found.append(i)
    return found


def _has_quotation(p: Parse, bounds: Bounds, cue: int) -> bool:
    return any(p.rel[k] in CLAUSE_LINKS and bounds.quotes.number(k) is not None for k in p.kids[cue])
