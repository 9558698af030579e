"""Denials whose content points to what was said before: "The army denied this", "his men had had no part in it"."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from dateline.joining.statements.book import Book
from dateline.joining.statements.compare import BESIDE
from dateline.joining.statements.statement import Statement
from dateline.joining.statements.who import allied, same_side
from dateline.joining.statements.words import phrase_ends
from dateline.lexicon.scopes import Scopes
from dateline.records import Claim, Event

MOST_WORDS = 5
ARTICLES = ("a", "an")  # "called the report a lie", and not "denied a report"
TURNS = re.compile(r"(?:[Tt]hat )?[Ii]t (?:was|is) ((?:[\w'’-]+ ){1,4}?)(?:who|that|which)\b")
FEW = 12  # words of a content that disowns, and says nothing else
NOBODY = (["no"], ["nobody"], ["none"])  # first words of a speaker that is nobody: "no group said that it did it"
BACKWARD = frozenset({"it", "them", "this", "that", "so"})  # last words that mean what was told
ACCUSATIONS = frozenset({"accusation", "allegation", "charge"})
SAYS_OF_HIMSELF = frozenset({"it", "they", "he", "she", "we", "i"})
Means = frozenset[str]
BACK = 2  # sentences, the denial's own among them, in which the denied saying must begin


def points_back(look: Book, claim: Claim, inside: range) -> bool:
    """Whether the content has nothing but words that point back."""
    words = [look.words.words[i] for i in inside]
    named = words if look.scopes.falsehoods.isdisjoint(words) else [word for word in words if word not in ARTICLES]
    return 0 < len(words) <= MOST_WORDS and all(word in look.scopes.pointers for word in named)


def answers(look: Book, claim: Claim, inside: range, pointer: bool) -> str | None:
    """The id of the row that a claim takes back, None for one that takes back nothing or names what it denies.

    A bare denial answers the saying before it, whatever it is, and so does one that calls it false; one that ends in
    what was told ("denied that his men had fired them"); and one that disowns it. What somebody says not to have done
    with means of its own answers what was said of the same means; what he denies after he was accused answers the
    accusation.
    """
    denies = claim.stance == "denies"
    if any((p.name or "").lower().split()[:1] in NOBODY for p in claim.sources):
        return None
    if (behind := _disowned(look, inside)) is not None:
        named = {look.stems[i] for i in behind if look.words.words[i] not in look.scopes.deed_nouns} - {None}
        fits = _anything if not named else lambda words: not named.isdisjoint(look.stems[i] for i in words)
        return _before(look, claim, fits, "asserts", "accuses")
    if pointer:
        if not denies and not _called_false(look, inside):
            return None
        accused = _before(look, claim, _anything, "accuses") if _of_accusation(look, inside) else None
        return accused or _before(look, claim, _anything, "asserts", "accuses")
    if denies and look.events.get(claim.id):
        return _before(look, claim, _anything, "accuses")
    if denies and _of_own_side(look, inside) and look.words.words[inside[-1]] in BACKWARD:
        return _before(look, claim, _anything, "asserts", "accuses")
    if not (denies or (_of_own_side(look, inside) and _negated(look, inside))):
        return None
    means = _means(look, inside)
    return (
        _before(look, claim, lambda words: bool(means & _means(look, words)), "asserts", "accuses") if means else None
    )


def turned(made: Sequence[Statement], scopes: Scopes) -> Iterator[Statement]:
    """The statements of a report; a claim that turns an accusation around ("it was the rebels who had opened fire")
    names it: the one just before, in which those of whom it speaks say the same of its speaker's side."""
    said = [one for one in made if one.kind == "claims" and one.doers and not one.told.voice]
    for one in made:
        if one.kind == "claims" and one.answers is None and one.doers and _turns(one.text, scopes):
            before = [other for other in said if 0 <= one.start - other.end < BESIDE and _each_other(one, other)]
            if before:
                one = one._replace(answers=max(before, key=lambda other: (other.end, other.id)).id, turns=True)
        yield one


def _turns(text: str, scopes: Scopes) -> bool:
    """ "It was Armenia that", "it was the rebels who", and not "it was clear that"."""
    found = TURNS.match(text)
    named = found[1].split() if found else []
    return any(word[0].isupper() or word in scopes.rebel_words or word in scopes.state_words for word in named)


def _each_other(a: Statement, b: Statement) -> bool:
    """Whether each tells of the other's side; of one of them it can be left open on whose side he is."""
    both = (allied(a.told, b.doers), allied(b.told, a.doers))
    return True in both and False not in both and not same_side(a.told, b.told)


def _disowned(look: Book, inside: range) -> range | None:
    """The words behind "no part in", "nowhere near", that may name what is disowned; None where nothing is, in few
    words."""
    words = look.words.words[inside.start : inside.stop]
    ends = phrase_ends(words, look.scopes.disowning)
    return range(inside.start + max(ends), inside.stop) if ends and len(words) <= FEW else None


def _called_false(look: Book, inside: range) -> bool:
    """ "Called that a fabrication", "said the reports were untrue"."""
    return any(look.words.words[i] in look.scopes.falsehoods for i in inside)


def _of_accusation(look: Book, inside: range) -> bool:
    """ "Rejected the accusation", "denied these charges"."""
    return any(look.words.words[i].removesuffix("s") in ACCUSATIONS for i in inside)


def _of_own_side(look: Book, inside: range) -> bool:
    """Whether its first words mean whoever says it, or his people."""
    first = [word for word in look.words.words[inside.start : inside.start + 2] if word != "that"][:1]
    return bool(first) and (first[0] in look.scopes.own_words or first[0] in SAYS_OF_HIMSELF)


def _negated(look: Book, inside: range) -> bool:
    words = look.words.words
    return any(words[i] in look.scopes.negations or words[i].endswith("n't") for i in inside)


def _anything(words: range) -> bool:
    return True


def _means(look: Book, inside: range) -> Means:
    words = look.words.words
    return frozenset(look.scopes.means[words[i]] for i in inside if words[i] in look.scopes.means)


def _before(look: Book, denial: Claim, fits: Callable[[range], bool], *stances: str) -> str | None:
    """The nearest saying of these stances before a denial by somebody else, in the denial's sentence or the one before
    it: a claim, or the event of an accusation, which can have no content of its own."""
    starts = look.reading.report.sentences
    i = bisect_right(starts, denial.start)
    first = starts[max(0, i - BACK)] if i else 0
    speakers = {p.actor or p.name for p in denial.sources}
    before: list[Claim | Event] = [
        c
        for c in look.rows_in(look.reading.claims, first, denial.start)
        if c.end <= denial.start
        and c.stance in stances
        and not speakers & {p.actor or p.name for p in c.sources}
        and fits(look.words.between(c.start, c.end))
    ]
    if fits is _anything:
        before += [
            e
            for e in look.rows_in(look.reading.events, first, denial.start)
            if e.type == "ACCUSE" and not speakers & {p.actor or p.name for p in e.initiators}
        ]
    return max(before, key=lambda row: (row.end, -row.start, row.id)).id if before else None
