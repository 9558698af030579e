"""Truces: agreed, in effect, suspended, broken, and what else a sentence says of one."""

from collections.abc import Iterator
from dataclasses import replace

from dateline.language.grammar import (
    agents,
    first_conjunct,
    is_noun,
    is_passive,
    is_verb,
    kids,
    negation,
    objects,
    passive_subjects,
    prep_objects,
    subjects,
    with_conjuncts,
)
from dateline.lexicon.state_words import StateWord
from dateline.reading.states.scene import Found, Scene, matched, rest_at, singular, top_of_compound
from dateline.records import Party

IT_BACK = 2  # sentences that "it" may look back for its truce
NEAR_WORDS = 3  # tokens between a truce and a word that says how it was made
BY_RELATION = {"nsubj": "does", "nsubjpass": "done", "dobj": "done"}


def truces(scene: Scene) -> Iterator[Found]:
    """Every state of a truce that the report tells, in reading order of the truces."""
    p, told, since = scene.p, False, -1
    pauses = list(_pauses(scene))
    opened = pauses[0].token if pauses else len(p)  # "the deal" may be one without the word
    words = scene.words
    for i in scene.tokens(words.of("truce nouns/nouns"), words.of("truce nouns/pacts"), ("it",)):
        told = told or i > opened
        if _is_truce(scene, i, told):
            told, since = True, p.sent_of[i]
            yield from _of_truce(scene, i)
        elif told and p.lower[i] == "it" and p.rel[i] == "nsubj" and p.sent_of[i] - since <= IT_BACK:
            verb = p.head[i]
            yield from (replace(f, rule=f"{f.rule}+it") for f in _said_of(scene, i, verb) if f.state in AFTERWARDS)
    yield from pauses


AFTERWARDS = ("in_effect", "suspended", "resumed", "ended")  # what "it" may say; beginnings have their noun


def _is_truce(scene: Scene, i: int, told: bool) -> bool:
    p, words = scene.p, scene.words
    if not is_noun(p, i):
        return False
    name = singular(p, i)
    if name in words.of("truce nouns/nouns"):
        return name != "cessation" or any(singular(p, k) == "hostility" for k in range(i, min(i + 4, len(p))))
    if name not in words.of("truce nouns/pacts"):
        return False
    if any(singular(p, k) in words.of("evacuated/operation") for k in kids(p, i, "compound")):
        return True
    if not told:
        return False
    return any(p.lower[k] in ("the", "that", "this") for k in kids(p, i, "det")) and not kids(p, i, "amod")


def _of_truce(scene: Scene, noun: int) -> Iterator[Found]:
    """What the words that the truce hangs on, and those that hang on it, say of it."""
    p = scene.p
    top = top_of_compound(p, noun)
    if top != noun and singular(p, top) not in scene.words.of("truce nouns/pacts"):
        word = matched(p, scene.words.truce.nouns, top)
        if word is not None:
            yield _found(scene, word, top, noun)
        return
    yield from _hanging_on(scene, top)
    yield from _above(scene, top)


def _hanging_on(scene: Scene, top: int) -> Iterator[Found]:
    """ "The truce agreed on Monday", "the truce that X declared", "a Russian-declared truce"."""
    p, book = scene.p, scene.words.truce
    inner = [j for of in kids(p, top, "prep") for j in kids(p, of, "pobj") if j in scene.place_at]
    for k in (*kids(p, top, "acl", "relcl", "amod"), *(k for j in inner for k in kids(p, j, "relcl"))):
        if not is_verb(p, k) and p.tag[k] != "JJ":
            continue
        own = [s for s in kids(p, k, "nsubj", "nsubjpass") if p.tag[s] not in ("WP", "WDT")]
        subject = p.rel[k] == "relcl" and not own and not is_passive(p, k)
        word = matched(p, book.does if subject else book.done, k)
        if word is not None:
            yield _found(scene, word, k, top)


def _above(scene: Scene, top: int) -> Iterator[Found]:
    """By the verb that the truce is subject or object of, and by the noun it belongs to."""
    p = scene.p
    here = first_conjunct(p, top)
    up, rel = p.head[here], p.rel[here]
    if rel in BY_RELATION and is_verb(p, up):
        yield from _said_of(scene, here, up)
    elif rel == "pobj" and _lost_verb(scene, top):
        yield from _said_of(scene, top, top + 1)  # "as a truce came into force": parsers take "as" for a preposition
    elif rel == "pobj":
        over = p.head[up]
        if is_verb(p, over):
            word = matched(p, scene.words.truce.done, over)
            if word is not None and (not word.rest or p.lower[up] in word.rest):
                yield _found(scene, word, over, top)
        elif p.lower[up] in ("of", "to", "for", "about", "on"):
            above = p.head[over]
            word = matched(p, scene.words.truce.done, above) if p.rel[over] == "dobj" else None
            if word is not None and word.state == "refused":  # "rejected the offer of a truce"
                yield _found(scene, word, above, top)
                return
            word = matched(p, scene.words.truce.nouns, over)
            if word is not None:
                yield _found(scene, word, over, top)


def _lost_verb(scene: Scene, noun: int) -> bool:
    """Does a finite verb without a subject of its own follow right behind the noun?"""
    p, after = scene.p, noun + 1
    if after >= p.sentence(noun)[1] or p.tag[after] not in ("VBD", "VBZ", "VBP"):
        return False
    return p.rel[after] == "conj" and not kids(p, after, "nsubj", "nsubjpass")


def _said_of(scene: Scene, noun: int, verb: int) -> Iterator[Found]:
    """What a verb says of its subject or object, and the verbs coordinated with it."""
    p, book = scene.p, scene.words.truce
    passive = is_passive(p, verb)
    part = BY_RELATION.get(p.rel[noun], "does")
    further = [] if p.rel[noun] == "dobj" else [k for k in kids(p, verb, "conj", "advcl") if _goes_on(scene, k)]
    for v in (verb, *further):
        word = matched(p, book.done if part == "done" or (v == verb and passive) else book.does, v)
        if word is None and p.lemma[v] == "be" and part == "does":
            word, v = _complement(scene, v)
        if word is not None:
            yield _found(scene, word, v, noun)
        elif part == "does" and p.tag[v] in ("VBD", "VBN") and (word := matched(p, book.done, v)) is not None:
            next_verb = next((k for k in further if k > v), None)  # "a truce agreed on X collapsed on Y"
            found = _found(scene, word, v, noun)
            yield found if next_verb is None else replace(found, when=scene.between(v, next_verb))


def _goes_on(scene: Scene, verb: int) -> bool:
    """A verb with the subject of the one before; parsers make a clause of the second of two past forms."""
    p = scene.p
    if not is_verb(p, verb) or kids(p, verb, "nsubj", "nsubjpass"):
        return False
    return p.rel[verb] == "conj" or (p.tag[verb] == "VBD" and not kids(p, verb, "mark", "aux"))


def _complement(scene: Scene, verb: int) -> tuple[StateWord | None, int]:
    """ "Is over", "was back in force": the words behind "be"."""
    p, book = scene.p, scene.words.truce.complement
    for k in range(verb + 1, min(verb + 5, p.sentence(verb)[1])):
        word = matched(p, book, k)
        if (word is not None and p.tag[k] != "IN") or (word is not None and word.rest):
            return word, k
    return None, verb


def _found(scene: Scene, word: StateWord, token: int, noun: int) -> Found:
    """The row for a word that says something of the truce `noun`."""
    p = scene.p
    passive = is_passive(p, token) or (p.tag[token] == "VBN" and p.rel[token] in ("acl", "amod"))
    doers = agents(p, token) if passive else subjects(p, token)
    if is_noun(p, token):
        doers = [*kids(p, token, "poss"), *agents(p, token)]
    elif not doers and p.rel[token] == "pcomp" and is_noun(p, p.head[p.head[token]]):
        accused = first_conjunct(p, p.head[p.head[token]])  # "accused X and Y of breaking it"
        doers = with_conjuncts(p, accused)
    doers = [d for d in doers if d != noun and not _is_truce(scene, d, True)]
    between = [*prep_objects(p, token, "between"), *prep_objects(p, noun, "between")]
    adjective = [k for k in p.kids[token] if p.rel[k] in ("npadvmod", "amod", "compound", "advmod") and k < token]
    if p.rel[token] == "amod":
        doers = [*doers, *adjective]
    parties = scene.known([*doers, *between])
    if word.mediates and not between:
        mediators, parties = parties, ()
    else:
        mediators = ()
    status = scene.status(token) if is_verb(p, token) else scene.status(p.head[token])
    end = rest_at(p, token, word.rest)
    return Found(
        "ceasefire", word.state, token, f"{word.group}:{word.word}", end,
        parties=parties, mediators=(*mediators, *_brokers(scene, token)),
        place=scene.where(token, noun), about=scene.quoted(noun, noun),
        traits=_traits(scene, token, noun), status=status,
        when=scene.when(token) if is_verb(p, token) else scene.when(token, p.head[token]),
    )  # fmt: skip


def _brokers(scene: Scene, token: int) -> tuple[Party, ...]:
    """ "Agreed under the mediation of X", "with X mediating"."""
    p = scene.p
    return scene.known(prep_objects(p, token, "through", "via"))


def _traits(scene: Scene, token: int, noun: int) -> tuple[str, ...]:
    """Purpose, scope, length, writing and watchers, as far as the sentence has words for them."""
    p, classes = scene.p, scene.words.classes
    first, last = scene.near(token)
    lemmas = {p.lemma[k].lower(): k for k in range(last - 1, first - 1, -1) if p.tag[k][:2] in ("NN", "JJ", "VB", "RB")}
    found = [f"purpose {name}" for name, words in classes["purposes"].items() if lemmas.keys() & words]
    for name, words in classes["terms"].items():
        hit = min((lemmas[w] for w in lemmas.keys() & words), default=None)
        if hit is None:
            continue
        if name == "mechanism":
            start, end = p.slice(hit, hit)
            found.append(f"mechanism {p.text[start:end]}")
        elif abs(hit - noun) <= NEAR_WORDS or name in ("general", "unilateral"):
            found.append(name)
    found += [f"lasts {length}" for length in _lengths(scene, noun)]
    return tuple(found)


def _lengths(scene: Scene, noun: int) -> list[str]:
    """ "A truce of five days", "a 72-hour truce"."""
    start, end = scene.p.start[scene.p.left[noun]], scene.p.end[scene.p.right[noun]]
    return [t.text for t in scene.times if t.time_kind == "duration" and start <= t.start and t.end <= end][:1]


def _pauses(scene: Scene) -> Iterator[Found]:
    """ "The army suspended its operations", "agreed to stop fighting": a truce without its name."""
    p, words = scene.p, scene.words
    for verb in scene.tokens(words.of("truce nouns/stopping")):
        if not is_verb(p, verb) or p.lemma[verb] not in words.of("truce nouns/stopping"):
            continue
        if negation(p, verb) is not None and any(_stops(scene, s) for s in subjects(p, verb)):
            yield Found(
                "ceasefire", "in_effect", verb, f"truce nouns:{p.lemma[verb]}", place=scene.where(verb), status="denied"
            )
            continue
        heads = [*objects(p, verb), *passive_subjects(p, verb), *kids(p, verb, "xcomp")]
        what = next((o for o in heads if _stops(scene, o)), None)
        who = scene.known(agents(p, verb) if is_passive(p, verb) else subjects(p, verb))
        if what is None or not who:
            continue
        agreed = p.head[verb] if p.rel[verb] in ("xcomp", "ccomp", "conj") else verb
        at = agreed if p.lemma[agreed] in words.truce.done and matched(p, words.truce.done, agreed) else verb
        yield Found(
            "ceasefire", "announced", verb, f"truce nouns:{p.lemma[verb]}", None, parties=who,
            place=scene.where(what, verb), about=scene.quoted(what, what), traits=_traits(scene, verb, what),
            when=scene.when(verb, at), status=scene.status(at),
        )  # fmt: skip


def _stops(scene: Scene, i: int) -> bool:
    p, words = scene.p, scene.words.of("truce nouns/stops")
    if p.lower[i] in words or singular(p, i) in words - {"operation"}:
        return True
    return singular(p, i) == "operation" and any(p.lower[k] in ("military", "combat") for k in kids(p, i, "amod"))
