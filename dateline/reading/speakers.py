"""Whose words "I" and "we" are: of who is quoted, and of the side that he speaks for; never of who was named last."""

from collections.abc import Mapping, Sequence

from dateline.language.grammar import governors, is_verb
from dateline.language.parse import Parse
from dateline.reading.cast import Seen
from dateline.reading.pronouns import BODIES, FIRST, OURS, Quotes

INSIDE_NAME = frozenset({"compound", "nmod", "poss", "amod", "appos", "prep", "pobj", "conj"})
OF_WHOM = frozenset({"of", "for", "from", "with"})
SENTENCES = 2  # back, in one paragraph, in which a quotation that nobody is given for may have its speaker
SERVING = frozenset({"GOV", "MIL"})


def speaking(parse: Parse, quotes: Quotes, done: Sequence[Seen], sides: Mapping[str, Seen]) -> dict[int, Seen]:
    """Head token of "I", "we" and their kin inside quotation marks -> whom it means; `sides`: see spoken_for."""
    by_head = {one.head: one for one in done}
    heads = [(n, one) for n, one in enumerate(done) if one.row.form == "pronoun" and quotes.inside[one.head]]
    found: dict[int, Seen] = {}
    for n, one in heads:
        word = parse.lower[one.head]
        if word not in FIRST | OURS:
            continue
        who = _speaker(parse, quotes, by_head, one)
        if who is None or not who.row.actor:
            continue
        if word in FIRST:
            if who.row.kind == "person":
                found[one.head] = who
        elif (side := side_of(who, sides, done[:n], done[n:])) is not None:
            found[one.head] = side
    return found


def spoken_for(parse: Parse, done: Sequence[Seen]) -> dict[str, Seen]:
    """Person -> the body that the words around his name say he speaks for: "a spokesman for X", "X commander"."""
    bodies = {one.head: one for one in done if one.row.kind in BODIES and one.row.actor and one.row.form != "pronoun"}
    persons = {
        one.head: one for one in done if one.row.kind == "person" and one.row.actor and one.row.form != "pronoun"
    }
    found: dict[str, Seen] = {}
    for head, body in sorted(bodies.items()):
        i = head
        while parse.head[i] != i and parse.rel[i] in INSIDE_NAME:
            if parse.rel[i] == "prep" and parse.lower[i] not in OF_WHOM:
                break
            i = parse.head[i]
            if i in persons and body.row.kind != "outlet":
                actor = persons[i].row.actor
                assert actor is not None
                found.setdefault(actor, body)
                break
    return found


def side_of(who: Seen, sides: Mapping[str, Seen], before: Sequence[Seen], after: Sequence[Seen] = ()) -> Seen | None:
    """The body that somebody speaks for: itself, the one that his title names, else the one of his code."""
    if who.row.kind in BODIES:
        return who
    if who.row.kind != "person":
        return None
    said = sides.get(who.row.actor or "")
    if said is not None:
        return said
    if who.sector not in SERVING:
        return None
    if not who.country:  # "an army spokesman": of the one army that the report has
        armies = {one.row.actor: one for one in (*after, *before) if one.row.kind == "military" and one.row.actor}
        return next(iter(armies.values())) if who.sector == "MIL" and len(armies) == 1 else None
    alike = [
        one
        for one in (*reversed(before), *after)
        if one.row.kind in BODIES and one.row.actor and (one.country, one.sector) == (who.country, who.sector)
    ]
    whole = [one for one in alike if one.row.kind in ("government", "military")]
    return whole[0] if whole else None


def _speaker(parse: Parse, quotes: Quotes, by_head: Mapping[int, Seen], one: Seen) -> Seen | None:
    """The subject, outside the quotation, of the verb that governs it; else of the sentence just before or after."""
    for verb in governors(parse, one.head):
        if not quotes.inside[verb] and (subject := _subject(parse, quotes, verb)) is not None:
            return by_head.get(subject)
    if (announced := quotes.announced_by(one.head)) is not None:
        subject = _subject(parse, quotes, announced)
        return None if subject is None else by_head.get(subject)
    number = parse.sent_of[one.head]
    paragraph = _paragraph(parse, one.head)
    for other in range(number - 1, max(-1, number - 1 - SENTENCES), -1):
        root = _teller(parse, quotes, other)
        if root is None:
            continue
        if _paragraph(parse, root) != paragraph:
            return None
        subject = _subject(parse, quotes, root)
        return by_head.get(subject) if subject is not None else None
    return None


def _teller(parse: Parse, quotes: Quotes, sentence: int) -> int | None:
    """The main verb of a sentence in which somebody is quoted; None when it stands in the quotation itself."""
    first, last = parse.sents[sentence]
    root = next((i for i in range(first, last) if parse.rel[i] == "ROOT"), None)
    quoted = sentence in quotes.sentences or (last < len(parse) and parse.word[last - 1] == ":")
    return root if quoted and root is not None and not quotes.inside[root] and is_verb(parse, root) else None


def _subject(parse: Parse, quotes: Quotes, verb: int) -> int | None:
    return next((k for k in parse.kids[verb] if parse.rel[k] == "nsubj" and not quotes.inside[k]), None)


def _paragraph(parse: Parse, i: int) -> int:
    """Where the paragraph of token i begins, as an offset: after the last line break before it."""
    return parse.text.rfind("\n", 0, parse.start[i])
