"""Claims: who said what, and who passed it on."""

from itertools import pairwise

from dateline.language.grammar import is_passive, kids, negation
from dateline.language.parse import Parse
from dateline.lexicon.cues import Cues
from dateline.reading.claims.accept import KNOWN_SPEAKERS, SAYING, Judged, Looked, choose, is_sure
from dateline.reading.claims.bounds import Bounds
from dateline.reading.claims.candidate import Candidate
from dateline.reading.claims.candidates import AS_IT, MOST_TITLE_TOKENS, candidates
from dateline.reading.claims.features import features
from dateline.reading.claims.floating import with_floating, with_set_off
from dateline.reading.claims.inner import with_inner, with_subjects, without_refusals
from dateline.reading.claims.misread import with_misread_subject
from dateline.reading.claims.nested import nested
from dateline.reading.claims.quotes import Quotations
from dateline.reading.claims.relay import agencies, related
from dateline.reading.claims.rows import Rows
from dateline.reading.claims.sources import Speaker, corrected, speakers
from dateline.reading.claims.views import Views
from dateline.reading.parties import Parties
from dateline.records import Claim, Mention, Passage, Report, TimeExpression

TURNS = 2  # labelled lines that a transcript has at least
CHARGES = frozenset({"of", "for"})
HEARD = frozenset({"say", "believe", "accuse"})  # groups of verbs by which hearsay is told
REFLEXIVE = frozenset({"itself", "himself", "herself", "themselves"})
WITHOUT_OBJECT = frozenset({"talk", "speak"})
LANDS = frozenset({"country", "government"})  # kinds of mentions
PERSONS = frozenset({"them", "him", "her", "us", "me"})
OURSELVES = frozenset({"we", "i"})
WILLED = frozenset({"ask", "plan"})  # groups of verbs by which somebody sets a condition
TOLD = frozenset({"say", "accuse", "deny"})  # groups of nouns whose "that" tells what was said


def claims(
    dated: Report,
    passages: tuple[Passage, ...],
    parse: Parse,
    times: tuple[TimeExpression, ...],
    mentions: tuple[Mention, ...],
    cues: Cues,
) -> tuple[Claim, ...]:
    """Every attribution relation, in reading order of the content."""
    bounds = Bounds(Views(parse, Quotations(parse, walls(passages)), cues), times)
    by_cue = looked_at(parse, bounds, cues.nouns)
    chosen = choose(parse, by_cue.values(), cues.weights)
    chosen = [with_misread_subject(parse, cues.documents, one) for one in chosen]
    parties = Parties(parse, mentions)
    inside = [_told_in(parse, bounds, c) for c in nested(parse, bounds)]
    taken = {j.candidate.cue for j in chosen}
    by_cue.update({one.candidate.cue: [one] for one in inside if one.who and one.candidate.cue not in taken})
    chosen = with_subjects(by_cue, with_inner(parse, bounds.views, parties, by_cue, chosen))
    chosen = with_set_off(parse, bounds, chosen)
    chosen = [one for one in with_floating(parse, bounds, chosen) if one.candidate.first <= one.candidate.last]
    chosen = [one for one in chosen if not _nothing(parse, one.candidate) and not _named_so(parse, one.candidate)]
    chosen = [one for one in chosen if not _is_heading(parse, bounds, one.candidate)]
    chosen = [one for one in chosen if not _asked_about(parse, parties, one)]
    chosen = _told_once(parse, chosen)
    chosen = [one for one in chosen if not _is_listener(parse, bounds, one.candidate)]
    chosen = [one for one in chosen if not _is_label(parse, bounds, one.candidate)]
    chosen = [one for one in chosen if not _unheard(parse, bounds, one.candidate, one.who)]
    chosen = [one for one in without_refusals(parse, cues, chosen) if not _unnamed(parse, cues, one.candidate)]
    rows = Rows(dated, parse, times, parties, bounds, cues)
    return related(parse, rows, chosen, agencies(dated, passages, mentions))


def _told_in(parse: Parse, bounds: Bounds, c: Candidate) -> Looked:
    """A candidate inside a quotation, which needs no weights: a verb of saying stands right beside what was said."""
    return Looked(c, speakers(parse, bounds.quotes, c), (), (), sure=True)


def _unheard(parse: Parse, bounds: Bounds, c: Candidate, who: tuple[Speaker, ...]) -> bool:
    """ "Do you blame the staff?", "we could not confirm the reports": neither he who is asked has said so nor who
    writes."""
    if len(who) != 1:
        return False
    own = parse.lower[who[0].at] in OURSELVES and c.frame == "object" and bounds.quotes.around(c.cue) is None
    return parse.lower[who[0].at] == "you" or (own and negation(parse, c.cue) is not None)


def _nothing(parse: Parse, c: Candidate) -> bool:
    """ "Said nothing": the object is the negation; "which", "heard of it": only what stands for the content."""
    stands_for = parse.tag[c.first] in ("WDT", "WP") or (c.frame == "preposition" and parse.tag[c.first] == "PRP")
    return c.first == c.last and (c.first == negation(parse, c.cue) or stands_for)


def _unnamed(parse: Parse, cues: Cues, c: Candidate) -> bool:
    """ "Asked not to be named", "did not want his name to be used": a condition of speaking, and no news."""
    willed = WILLED.intersection(cues.groups_of.get(("verbs", parse.lemma[c.cue]), ()))
    if not willed or negation(parse, c.head) is None is negation(parse, c.cue):
        return False
    subject = next(iter(kids(parse, c.head, "nsubjpass")), c.head)
    return is_passive(parse, c.head) and bool({parse.lemma[c.head], parse.lemma[subject]} & cues.naming)


def _named_so(parse: Parse, c: Candidate) -> bool:
    """ "A group calling itself the Army of the Marsh" tells its name."""
    return c.frame in ("object", "complement") and parse.lower[c.first] in REFLEXIVE and parse.tag[c.cue] == "VBG"


def _is_listener(parse: Parse, bounds: Bounds, c: Candidate) -> bool:
    """ "Spoke with his counterpart", "told them": with whom, and nothing of what was said."""
    if c.frame == "object" and parse.lemma[c.cue] in WITHOUT_OBJECT:
        return True  # "as Cairo talks stall", where the parser takes the noun for the verb
    if c.frame == "object" and c.first == c.last and parse.lower[c.first] in PERSONS:
        return "say" in bounds.views.cue(c.cue).groups
    return c.frame == "preposition" and c.link == "with" and "say" in bounds.views.cue(c.cue).groups


def _is_label(parse: Parse, bounds: Bounds, c: Candidate) -> bool:
    """ "Q: Who told you?": the label of a line is nothing that is told."""
    after = c.last + 1
    return c.first == c.last and bounds.starts_paragraph(c.first) and after < len(parse) and parse.word[after] == ":"


def _is_heading(parse: Parse, bounds: Bounds, c: Candidate) -> bool:
    """ "Transcript: the council on the dam" names a kind of text and nobody who speaks."""
    label = c.cue - 1
    alone = c.frame == "title" and label >= 0 and bounds.starts_paragraph(label)
    return alone and parse.lower[label] in bounds.views.cues.documents


def _asked_about(parse: Parse, parties: Parties, one: Judged) -> bool:
    """ "Mali: who shelled the market?": the land that a question is about, and nobody who asks it."""
    c = one.candidate
    asks = c.frame == "title" and parse.word[c.last + 1 : c.last + 2] == ("?",)
    return asks and any((m := parties.mention(who.at)) is not None and m.kind in LANDS for who in one.who)


def _told_once(parse: Parse, chosen: list[Judged]) -> list[Judged]:
    """ "They left," said an officer who spoke on condition that ...: how he said it, and no other saying."""
    cues: dict[tuple[int, int, int], set[int]] = {}  # by content and speaker
    for one in chosen:
        for who in one.who:
            cues.setdefault((one.candidate.first, one.candidate.last, who.at), set()).add(one.candidate.cue)
    return [
        one
        for one in chosen
        for c in (one.candidate,)
        if parse.rel[c.cue] != "relcl" or not cues.get((c.first, c.last, parse.head[c.cue]), set()) - {c.cue}
    ]


def _told_noun(parse: Parse, c: Candidate, groups: tuple[str, ...]) -> bool:
    """ "The claim that the dam was mined angered them", "there were reports that ...": a noun of saying with what was
    said, and no relative clause."""
    marked = any(parse.rel[k] == "mark" and parse.lower[k] == "that" for k in parse.kids[c.head])
    there = parse.rel[c.cue] == "attr" and any(parse.rel[k] == "expl" for k in parse.kids[parse.head[c.cue]])
    leads = there or parse.rel[c.cue] in ("nsubj", "nsubjpass")
    return c.frame == "noun_clause" and leads and marked and bool(TOLD.intersection(groups))


def walls(passages: tuple[Passage, ...]) -> tuple[int, ...]:
    """Code points where a passage of another kind begins."""
    return tuple(b.start for a, b in pairwise(passages) if a.part != b.part)


def looked_at(parse: Parse, bounds: Bounds, nouns: frozenset[str] | None) -> dict[int, list[Looked]]:
    """Cue token -> its candidates with what is seen of each."""
    views = bounds.views
    found: dict[int, list[Looked]] = {}
    transcript = _is_transcript(parse, bounds)
    for candidate in candidates(parse, bounds, nouns):
        who = speakers(parse, bounds.quotes, candidate)
        keys = features(views, candidate, who)
        view = views.cue(candidate.cue)
        who = corrected(parse, views.cues, candidate, who)
        sure = _is_plain(views, candidate, who) or (transcript and _has_turn(parse, candidate))
        found.setdefault(candidate.cue, []).append(Looked(candidate, who, keys, view.keys, sure))
    return found


def _is_transcript(p: Parse, bounds: Bounds) -> bool:
    """Does every other line at least open with a label in capitals: "HARTWELL: We stayed."?"""
    labelled = sum(_capitals(p, first, after) for first, after in bounds.paragraphs)
    return labelled >= TURNS and 2 * labelled >= len(bounds.paragraphs)


def _has_turn(p: Parse, c: Candidate) -> bool:
    """ "MODERATOR: ...": in a transcript whoever is named before the colon has the word, whatever his name."""
    first = c.cue
    while first and "\n" not in p.text[p.end[first - 1] : p.start[first]]:
        first -= 1
    return c.frame == "title" and _capitals(p, first, c.last)


def _capitals(p: Parse, first: int, after: int) -> bool:
    colon = next((i for i in range(first + 1, min(first + MOST_TITLE_TOKENS, after - 1)) if p.word[i] == ":"), None)
    if colon is None:
        return False
    label = p.text[p.start[first] : p.start[colon]].strip()
    return len(label) > 1 and label.isupper()  # "A:" is a point of a list


def _is_plain(views: Views, c: Candidate, who: tuple[Speaker, ...]) -> bool:
    """Does the grammar, with a few words of the lexicon, leave no doubt that this is an attribution?"""
    parse, cues = views.p, views.cues
    groups = views.cue(c.cue).groups
    kind = views.source_kind(who[0].head if who else None)
    quoted = views.quotes.number(c.cue) is not None
    if is_sure(c, groups, kind, quoted):
        return True
    if c.frame == "clause" and c.link == "that" and SAYING.intersection(groups) and is_passive(parse, c.cue):
        return True
    if c.frame == "viewpoint" and parse.lemma[c.cue] in cues.findings:
        return c.link == "in"
    if c.frame == "advcl" and c.link == AS_IT and parse.lemma[c.cue] in cues.counting:
        return kind != "none"  # "as one diplomat put it"
    if quoted:
        return False
    if c.frame in ("infinitive", "raising") and c.link == "to" and is_passive(parse, c.cue) and not who:
        return _believed_of(parse, c, groups)
    hearsay = c.frame == "adverb" and parse.lower[c.cue] in cues.hearsay
    if c.frame == "object" and kind in KNOWN_SPEAKERS | {"noun", "nouns", "pron"} and _charged(parse, c, groups):
        return True
    if c.frame == "object" and kind in KNOWN_SPEAKERS | {"noun", "nouns", "pron"} and groups[:1] == ("deny",):
        return True
    return hearsay or _told_noun(parse, c, groups) or (bool(who) and _counted(parse, cues, c))


def _believed_of(p: Parse, c: Candidate, groups: tuple[str, ...]) -> bool:
    """ "Is said to have left", "is believed to be in hiding": of what was or is, and nobody told anybody to do it."""
    having = p.lemma[c.head] == "be" or any(p.rel[k] == "aux" and p.lemma[k] in ("have", "be") for k in p.kids[c.head])
    return having and bool(HEARD.intersection(groups))


def _charged(p: Parse, c: Candidate, groups: tuple[str, ...]) -> bool:
    """ "Blames the government for the strike", "accused the army of looting": whom, and of what."""
    what = [k for k in p.kids[c.cue] if p.rel[k] == "prep" and p.lower[k] in CHARGES and c.first < k <= c.last]
    return groups[:1] == ("accuse",) and bool(what)


def _counted(p: Parse, cues: Cues, c: Candidate) -> bool:
    """ "The ministry put the toll at nine": somebody's number for something."""
    if c.frame != "object" or p.lemma[c.cue] not in cues.counting:
        return False
    at = [k for up in (c.cue, c.head) for k in p.kids[up] if p.lower[k] == "at" and k <= c.last]
    return any(p.tag[j] == "CD" or any(p.tag[i] == "CD" for i in p.kids[j]) for k in at for j in kids(p, k, "pobj"))
