"""Who holds, took or lost a place, and how much of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.language.grammar import (
    agents,
    is_noun,
    is_passive,
    is_verb,
    kids,
    noun_phrase,
    objects,
    passive_subjects,
    prep_objects,
    subjects,
)
from dateline.reading.describing import collective_name
from dateline.reading.states.scene import Found, Scene, matched, singular
from dateline.records import Party, Where, Words

FORMERLY = frozenset({"previously", "formerly", "once"})  # "held by the enemy" no longer


def control(scene: Scene) -> Iterator[Found]:
    """Every statement about who has a place."""
    return with_told_again(scene, _control(scene))


def _control(scene: Scene) -> Iterator[Found]:
    p, words = scene.p, scene.words
    lists = ("took/driving", "lost/leaving", "took/falling", "holds/adjectives", "control itself/nouns")
    for i in scene.tokens(words.held, *map(words.of, lists)):
        lemma = p.lemma[i].lower()
        if is_verb(p, i):
            if lemma in words.held:
                yield from _holding(scene, i, words.held[lemma])
            elif lemma in words.of("took/driving"):
                yield from _driving(scene, i)
            elif lemma in words.of("lost/leaving"):
                yield from _leaving(scene, i)
            elif lemma in words.of("took/falling"):
                yield from _falling(scene, i)
        if p.lower[i] in words.of("holds/adjectives") and i > 1 and p.tag[i - 1] == "HYPH":
            yield from _adjective(scene, i)
        if is_noun(p, i) and lemma in words.of("control itself/nouns"):
            yield from _control_noun(scene, i)


def with_told_again(scene: Scene, found: Iterable[Found]) -> Iterator[Found]:
    """The rows, and behind each the other shares that somebody gives of the same: "an officer spoke of two thirds"."""
    p, rows = scene.p, sorted(found, key=lambda f: f.token)
    used = {i for row in rows for i in row.quantities}
    yield from rows
    for figure in scene.quantities:
        if figure.unit != "percent" or figure.id in used or not figure.attributed_to or figure.change:
            continue
        first = p.tokens_in(figure.start, figure.end)[0]
        before = [row for row in rows if row.quantities and row.token < first]
        if before and p.sent_of[first] - p.sent_of[before[-1].token] in (1, 2):
            yield replace(
                before[-1], token=first, about=None, rule=before[-1].rule + "+told again", quantities=(figure.id,),
                when=(figure.when, figure.when_from) if figure.when else (None, None), status="actual",
            )  # fmt: skip


def _holding(scene: Scene, verb: int, state: str) -> Iterator[Found]:
    """ "X holds Y", "Y is held by X", "areas held by X"."""
    p = scene.p
    passive = is_passive(p, verb) or (p.tag[verb] == "VBN" and p.rel[verb] == "acl")
    if any(p.lower[k] in FORMERLY for k in p.kids[verb]):
        return
    things = passive_subjects(p, verb) if passive else [*objects(p, verb), *kids(p, verb, "ccomp", "attr")]
    who = agents(p, verb) if passive else subjects(p, verb)
    if p.lemma[verb] in scene.words.of("lost/verbs") and any(_is_person(scene, k) for k in who):
        return  # candidates lose states
    for thing in things:
        yield from _row(scene, verb, state, thing, scene.people(who))


def _is_person(scene: Scene, i: int) -> bool:
    mention = scene.book.mention(i)
    return mention is not None and mention.kind == "person"


def _row(
    scene: Scene, verb: int, state: str, thing: int, who: tuple[Party, ...], others: tuple[Party, ...] = ()
) -> Iterator[Found]:
    """The row when `thing` is a place or a stretch of one, and somebody has it."""
    held = _land(scene, thing)
    if held is None or not (who or others) or not (held[0] or held[2]):
        return
    place, part, figures = held
    if state == "lost":
        who, others = (), who
    yield Found(
        "control", state, verb, f"{'control itself' if is_noun(scene.p, verb) else state}:{scene.p.lemma[verb]}",
        parties=who, others=others, place=place, about=part, quantities=figures, when=scene.when(verb, thing),
        status=scene.status(verb),
    )  # fmt: skip


def _land(scene: Scene, noun: int) -> tuple[Where | None, Words | None, tuple[str, ...]] | None:
    """The place, the part in words and the figures of what is held; None when it is no land."""
    p, words = scene.p, scene.words
    if noun in scene.place_at:
        return scene.place_of(noun), scene.part_of(noun), ()
    if p.rel[noun] == "appos" and p.head[noun] in scene.place_at:
        return scene.place_of(p.head[noun]), None, ()
    name = singular(p, noun)
    inner = prep_objects(p, noun, "of")
    if name in words.of("control itself/shares") and inner and (held := _land(scene, inner[0])) is not None:
        figures = scene.quantities_in(p.start[p.left[noun]], p.end[p.right[noun]])
        share = tuple(q.id for q in figures if q.unit == "percent")[:1]
        return held[0], scene.quoted(p.left[noun], noun), share or held[2]
    figures = scene.quantities_in(p.start[p.left[noun]], p.end[p.right[noun]])
    share = tuple(q.id for q in figures if q.unit == "percent" or name in words.of("control itself/territory"))[:1]
    if name not in words.of("control itself/territory") and not any(q.unit == "percent" for q in figures):
        return None
    if name == "percent" and not any(_is_land(scene, k) for k in inner):
        return None  # of the wealth
    place = scene.place_of(noun)
    inside = [noun, *(j for of in kids(p, noun, "prep") if p.lower[of] == "of" for j in kids(p, of, "pobj"))]
    inside += [k for j in inside for k in kids(p, j, "poss")]
    whole = [k for k in inside if singular(p, k) in words.of("control itself/whole") and _definite(scene, k)]
    if place is None and whole:
        place = scene.town_before(whole[0])
    if place is None:
        place = scene.where(noun)
    part = None if whole[:1] == [noun] and not share else scene.quoted(*_without_article(scene, noun))
    return place, part, share


def _is_land(scene: Scene, noun: int) -> bool:
    """A place, a stretch of land, or "what was theirs"."""
    territory = singular(scene.p, noun) in scene.words.of("control itself/territory")
    return noun in scene.place_at or territory or not is_noun(scene.p, noun)


def _definite(scene: Scene, noun: int) -> bool:
    return any(scene.p.lower[k] in ("the", "this", "that", "whole") for k in scene.p.kids[noun])


def _without_article(scene: Scene, noun: int) -> tuple[int, int]:
    p = scene.p
    first, last = noun_phrase(p, noun)
    held = [
        k for k in range(first, last) if p.lower[k] in scene.words.of("holds/adjectives") and p.tag[k - 1] == "HYPH"
    ]
    first = max([first, *(k + 1 for k in held)])
    while first < last and scene.p.tag[first] in ("DT", "PRP$", "PDT"):
        first += 1
    return first, last


def _driving(scene: Scene, verb: int) -> Iterator[Found]:
    """ "The army drove the rebels from Y"."""
    p = scene.p
    passive = is_passive(p, verb)
    losers = scene.people(passive_subjects(p, verb) if passive else objects(p, verb))
    who = scene.people(agents(p, verb) if passive else subjects(p, verb))
    out = [*prep_objects(p, verb, "from", "of"), *_behind_objects(scene, verb)]
    out += [j for k in p.kids[verb] if p.lower[k] == "out" for j in prep_objects(p, k, "of")]
    for thing in out[:1]:
        if losers:
            yield from _row(scene, verb, "took", thing, who, losers)


def _behind_objects(scene: Scene, verb: int) -> Iterable[int]:
    """The parser often hangs "from the town" on the rebels."""
    return [j for o in objects(scene.p, verb) for j in prep_objects(scene.p, o, "from")]


def _leaving(scene: Scene, verb: int) -> Iterator[Found]:
    """ "The rebels withdrew from Y"."""
    p = scene.p
    if matched(p, {p.lemma[verb]: ()}, verb) is not None:
        return
    out = prep_objects(p, verb, "from")
    for thing in out[:1]:
        yield from _row(scene, verb, "lost", thing, scene.people(subjects(p, verb)))


def _falling(scene: Scene, verb: int) -> Iterator[Found]:
    """ "Y fell to X", "Y fell": only a place, and no fall by so much."""
    p = scene.p
    for thing in subjects(p, verb)[:1]:
        if thing not in scene.place_at or kids(p, verb, "dobj", "npadvmod", "prt") or prep_objects(p, verb, "by"):
            continue
        to = prep_objects(p, verb, "to", "under")
        who = scene.known(to)
        if to and not who:
            continue  # "fell to the wayside"
        place = scene.place_of(thing)
        yield Found(
            "control", "took", verb, "took:fall", parties=who, place=place, about=scene.part_of(thing),
            when=scene.when(verb),
            status=scene.status(verb),
        )  # fmt: skip


def _adjective(scene: Scene, held: int) -> Iterator[Found]:
    """ "Rebel-held Y", "the government-held west"."""
    p = scene.p
    holder, noun = held - 2, p.head[held]
    while p.rel[noun] in ("compound", "amod") and is_noun(p, p.head[noun]):
        noun = p.head[noun]
    if noun <= held or (not is_noun(p, noun) and noun not in scene.place_at):
        return
    territory = singular(p, noun) in scene.words.of("control itself/territory")
    place = scene.place_of(noun) if noun in scene.place_at or territory else None
    if place is None and p.rel[noun] == "appos" and p.head[noun] in scene.place_at:
        place = scene.place_of(p.head[noun])
    part = scene.part_of(noun) if place else scene.quoted(*_without_article(scene, noun))
    name = p.lower[noun]
    if place is None and (
        name in scene.words.of("control itself/whole") or name in scene.words.of("control itself/sides")
    ):
        place = scene.town_before(noun)
    if place is not None:
        yield Found(
            "control", "holds", held, f"holds:{p.lower[held]}", parties=(_named_by(scene, holder, place),), place=place,
            about=part, status="actual", sources=(),
        )  # fmt: skip


def _named_by(scene: Scene, i: int, place: Where) -> Party:
    """Who "rebel" in "rebel-held" means: whom the report calls so elsewhere, else that group of the place's country."""
    p, word = scene.p, scene.p.lower[i]
    mention = scene.book.mention(i) or scene.called(word)
    if mention is not None:
        return Party(mention.name or mention.text, mention.code, mention.actor, p.start[i], p.end[i])
    sector = next((s for s, words in scene.words.classes["holds"].items() if word in words), None)
    country = scene.countries.by_code.get(place.country or "")
    meant = None if sector is None or country is None else collective_name(country, sector, None)
    if meant is None or country is None:
        return Party(p.word[i], None, None, p.start[i], p.end[i])
    return Party(meant[0], f"{country.code}:{sector}", None, p.start[i], p.end[i], inferred=True)


def _control_noun(scene: Scene, noun: int) -> Iterator[Found]:
    """ "In control of Y", "regained control of Y", "Y is in the hands of X", "Y is under rebel control"."""
    p, words = scene.p, scene.words
    up, rel = p.head[noun], p.rel[noun]
    owners = scene.people([*prep_objects(p, noun, "of"), *kids(p, noun, "poss", "compound", "amod")])
    if rel == "dobj" and is_verb(p, up):
        lemma = p.lemma[up].lower()
        gaining, losing = lemma in words.of("control itself/gaining"), lemma in words.of("control itself/losing")
        if gaining or losing or lemma in ("have", "keep", "retain", "maintain"):
            state = "took" if gaining else "lost" if losing else "holds"
            yield from _over(scene, up, noun, state, scene.people(subjects(p, up)))
        return
    if rel != "pobj":
        return
    verb = p.head[up]
    if p.lower[up] == "in" and singular(p, noun) == "control":
        yield from _over(scene, noun, noun, "holds", scene.people(subjects(p, verb)) or _speaker(scene, noun))
        return
    under = p.lower[up] == "under" and singular(p, noun) in ("control", "rule")
    if under or (p.lower[up] in ("in", "into") and singular(p, noun) == "hand"):
        if not owners:
            owners = _called_so(scene, noun)
        if not owners and any(p.tag[k] == "PRP$" for k in kids(p, noun, "poss")):
            owners = _speaker(scene, noun)
        while not is_verb(p, verb) and p.rel[verb] in ("advmod", "acomp", "prep") and p.head[verb] != verb:
            verb = p.head[verb]
        things = subjects(p, verb) if is_verb(p, verb) else [verb]
        for thing in things[:1]:
            yield from _row(scene, noun, "holds", thing, owners)


def _over(scene: Scene, at: int, noun: int, state: str, who: tuple[Party, ...]) -> Iterator[Found]:
    """Control "of Y", "over Y", "there"."""
    p = scene.p
    things = [*prep_objects(p, noun, "of", "over", "in"), *prep_objects(p, p.head[noun], "over", "in")]
    there = any(p.lower[k] == "there" for k in (*p.kids[noun], *p.kids[p.head[noun]]))
    if things:
        yield from _row(scene, at, state, things[0], who)
    elif there and (place := scene.last_place(noun)) is not None:
        yield Found(
            "control", state, at, f"control itself:{singular(p, noun)}",
            parties=() if state == "lost" else who, others=who if state == "lost" else (), place=place,
            when=scene.when(at), status=scene.status(at if is_verb(p, at) else p.head[p.head[at]]),
        )  # fmt: skip


def _speaker(scene: Scene, token: int) -> tuple[Party, ...]:
    """ "The army said it was in control": a pronoun that nobody was found for, in words of a single speaker."""
    claim = scene.claim_around(token)
    return claim.sources if claim is not None and len(claim.sources) == 1 else ()


def _called_so(scene: Scene, noun: int) -> tuple[Party, ...]:
    """ "In rebel hands", "under government control": the group that a word before the noun means."""
    p, groups = scene.p, scene.words.classes["holds"]
    words = [k for k in kids(p, noun, "compound", "amod", "nmod") if any(p.lower[k] in w for w in groups.values())]
    return tuple(
        Party(mention.name or mention.text, mention.code, mention.actor, p.start[k], p.end[k])
        if (mention := scene.called(p.lower[k])) is not None
        else Party(p.word[k], None, None, p.start[k], p.end[k])
        for k in words[:1]
    )
