"""Talks: held, under way, planned, moved or cancelled; where, who with whom, about what, in which form."""

from collections.abc import Iterator

from dateline.language.grammar import is_noun, is_passive, is_verb, kids, prep_objects
from dateline.lexicon.state_words import StateWord
from dateline.reading.parties import head_of
from dateline.reading.states.scene import Found, Scene, matched, rest_at, singular
from dateline.records import Event, Party, Words

IT_BACK = 2  # sentences that "it was brought forward" may look back for its talks
SEVERAL = 3  # parties from which on talks have a form of their own
RECENT = ("be", "hold", "have", "take")


def talks(scene: Scene) -> Iterator[Found]:
    """A row for each event of consulting, and for each saying about talks that no event has."""
    p = scene.p
    seen: set[int] = set()
    for event in scene.events:
        head = head_of(p, event.start, event.end) if event.type == "CONSULT" else None
        if head is not None:
            seen.update(p.tokens_in(event.start, event.end))
            yield _of_event(scene, event, head)
    before = -IT_BACK - 1  # the sentence of the last talks
    for i in scene.tokens(scene.words.of("talks nouns/nouns"), ("it",)):
        if is_noun(p, i) and _is_talks(scene, i):
            before = p.sent_of[i]
            if i not in seen:
                yield from _of_noun(scene, i, seen)
        elif p.lower[i] == "it" and p.rel[i] == "nsubjpass" and p.sent_of[i] - before <= IT_BACK:
            yield from _of_it(scene, i)


def _is_talks(scene: Scene, i: int) -> bool:
    nouns = scene.words.of("talks nouns/nouns")
    return scene.p.lower[i] in nouns or singular(scene.p, i) in nouns - {"talks"}


def _of_event(scene: Scene, event: Event, head: int) -> Found:
    p = scene.p
    tokens = p.tokens_in(event.start, event.end)
    noun = next((k for k in tokens if is_noun(p, k)), None)
    said = None if noun is None else _said_of(scene, noun)
    word, at = said if said is not None else (None, head)
    state = _state(scene, event, word, head)
    parties = _sides(scene, (*event.initiators, *event.recipients))
    form = _format(scene, event, head, parties)
    rule = f"talks nouns:{p.lemma[head].lower()}" if word is None else f"{word.group}:{word.word}"
    return Found(
        "talks", state, tokens[0], rule, max(tokens[-1], at), parties=parties,
        place=None if form == "phone" else event.place, about=_topic(scene, head, noun), by=form,
        when=(event.when, event.when_from), status=event.status, event=event.id,
    )  # fmt: skip


def _sides(scene: Scene, told: tuple[Party, ...]) -> tuple[Party, ...]:
    """Those who talk; "the foreign ministers of X, Y and Z" are X, Y and Z."""
    p, found = scene.p, []
    for party in told:
        head = None if party.start is None or party.end is None else head_of(p, party.start, party.end)
        of = [] if head is None or party.actor else scene.known(prep_objects(p, head, "of"))
        found += list(of) if of and p.tag[head or 0] == "NNS" else [party]
    once = {party.actor or party.name: party for party in reversed(found) if party.name}
    return tuple(reversed(once.values()))


def _state(scene: Scene, event: Event, word: StateWord | None, head: int) -> str:
    if word is not None and word.state in ("moved", "cancelled"):
        return word.state
    if event.status == "planned" or (
        word is not None and word.state == "planned" and word.word not in ("begin", "start", "open", "resume")
    ):
        return "planned"
    if event.status == "denied":
        return "cancelled"
    if event.status == "hypothetical":
        return "planned"
    p = scene.p
    going = p.tag[head] == "VBG" and any(
        p.lemma[a] == "be" and p.tag[a] in ("VBP", "VBZ", "VBN") for a in kids(p, head, "aux")
    )
    return "under_way" if going or (word is not None and word.state == "under_way") else "held"


def _said_of(scene: Scene, noun: int) -> tuple[StateWord, int] | None:
    """What is said of talks: planned, moved, cancelled, under way; of several the last (planned, then moved)."""
    p, book = scene.p, scene.words.talks
    up, rel = p.head[noun], p.rel[noun]
    found: list[tuple[StateWord, int]] = []
    if is_verb(p, up) and rel in ("nsubj", "nsubjpass", "dobj"):
        passive = rel == "dobj" or is_passive(p, up)
        for verb in (up, *kids(p, up, "conj")):
            word = matched(p, book.done if passive else book.does, verb)
            if word is not None:
                found.append((word, rest_at(p, verb, word.rest) or verb))
        if p.lemma[up] == "be":
            hit = next((k for k in range(up + 1, min(up + 5, len(p))) if matched(p, book.complement, k)), None)
            if hit is not None and (word := matched(p, book.complement, hit)) is not None:
                found.append((word, hit))
    for k in kids(p, noun, "acl", "relcl"):
        word = matched(p, book.done, k)
        if word is not None:
            found.append((word, rest_at(p, k, word.rest) or k))
    moved = [f for f in found if f[0].state in ("moved", "cancelled")]
    return (moved or found)[-1] if found else None


def _of_noun(scene: Scene, noun: int, seen: set[int]) -> Iterator[Found]:
    """Talks without an event: only when something is said of them, or they have parties or a place of their own."""
    p = scene.p
    said = _said_of(scene, noun)
    up = p.head[noun]
    near = {up, *kids(p, up, "conj")} if is_verb(p, up) else set()
    if near & seen:
        return
    parties = _parties(scene, noun)
    place = scene.where(noun)
    over = p.head[p.head[up]] if p.lower[up] == "of" and p.rel[noun] == "pobj" else up  # "after hours of talks"
    after = p.rel[noun] == "pobj" and p.lower[over] in ("after", "following", "during")
    if said is None and not (after and (parties or over != up or scene.place_of(noun))):
        return
    word, at = said if said is not None else (None, noun)
    state = "held" if word is None else word.state
    verb = at if is_verb(p, at) else up
    status = scene.status(verb)
    yield Found(
        "talks", state, noun, f"talks nouns:{singular(p, noun)}" if word is None else f"{word.group}:{word.word}", noun,
        parties=parties, place=place, about=_topic(scene, noun, noun),
        by=_format_of(scene, noun, parties), when=scene.when(verb, noun), status=status,
    )  # fmt: skip


def _of_it(scene: Scene, pronoun: int) -> Iterator[Found]:
    """ "It was brought forward", "it had first been announced for Monday": another day than the one that holds."""
    p = scene.p
    verb = p.head[pronoun]
    word = matched(p, scene.words.talks.done, verb)
    if word is None:
        return
    first = any(p.lower[k] in ("first", "originally", "initially") for k in p.kids[verb])
    if word.state == "moved" or (word.state == "planned" and first):
        yield Found(
            "talks", "moved", verb, f"{word.group}:{word.word}+it", rest_at(p, verb, word.rest), when=scene.when(verb),
            status=scene.status(verb),
        )  # fmt: skip


def _parties(scene: Scene, noun: int) -> tuple[Party, ...]:
    p = scene.p
    return scene.people([*prep_objects(p, noun, "between", "with", "among"), *kids(p, noun, "poss")])


def _topic(scene: Scene, head: int, noun: int | None) -> Words | None:
    """What they talk about: "about X", "on X", "to discuss X", "discussed X"."""
    p, words = scene.p, scene.words
    for i in (noun, head):
        if i is None:
            continue
        for k in p.kids[i]:
            if p.lower[k] in words.of("talks nouns/topics") and p.rel[k] == "prep":
                inner = [j for j in p.kids[k] if p.rel[j] in ("pobj", "pcomp")]
                if inner and not _is_time(scene, inner[0]):
                    return _phrase(scene, inner[0])
    verbs = [head, *(k for k in p.kids[head] if is_verb(p, k))]
    for verb in verbs:
        if p.lemma[verb] in words.of("talks nouns/aims"):
            what = [k for k in p.kids[verb] if p.rel[k] in ("dobj", "ccomp")]
            if what:
                return _phrase(scene, what[0])
        inner_topics = [k for k in p.kids[verb] if p.lower[k] in words.of("talks nouns/topics") and p.rel[k] == "prep"]
        if verb != head and inner_topics:
            for j in kids(p, inner_topics[0], "pobj"):
                if not _is_time(scene, j):
                    return _phrase(scene, j)
    return None


def _is_time(scene: Scene, i: int) -> bool:
    at = scene.p.start[i]
    return any(t.start <= at < t.end for t in scene.times)


def _phrase(scene: Scene, head: int) -> Words:
    """All of a noun's or clause's words, up to a comma behind it."""
    p = scene.p
    first, last = p.left[head], p.right[head]
    for k in range(head + 1, last + 1):
        if p.tag[k] in (",", ":"):
            last = k - 1
            break
    stop = next(
        (k for k in range(head + 1, last + 1) if p.lower[k] in ("with", "by", "in") and not _names(scene, k)), None
    )
    last = last if stop is None else stop - 1
    while last > head and _is_time(scene, last):
        last -= 1
    return scene.quoted(first, last)


def _names(scene: Scene, preposition: int) -> bool:
    """ "The truce in Aleppo" is one topic; "the truce with his colleague by telephone" is three things."""
    return scene.p.lower[preposition] == "in" and any(j in scene.place_at for j in kids(scene.p, preposition, "pobj"))


def _format(scene: Scene, event: Event, head: int, parties: tuple[Party, ...]) -> str | None:
    return event.mode or _format_of(scene, head, parties)


def _format_of(scene: Scene, token: int, parties: tuple[Party, ...]) -> str | None:
    p, formats = scene.p, scene.words.classes["formats"]
    first, last = p.left[token], p.right[token]
    for k in range(first, last + 1):
        for name, words in formats.items():
            if p.lower[k] in words and name != "visit":
                return name
    sides = {(q.code or q.name or "").split(":")[0] for q in parties}
    return "multilateral" if len(sides) >= SEVERAL else None
