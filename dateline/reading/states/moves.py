"""People on the move or left behind, figure by figure, and how an evacuation goes."""

from collections.abc import Iterator

from dateline.language.grammar import is_noun, is_passive, is_verb, kids, passive_subjects, prep_objects
from dateline.lexicon.state_words import StateWord
from dateline.reading.governing import where
from dateline.reading.parties import head_of
from dateline.reading.states.scene import Found, Scene, matched, rest_at, singular
from dateline.records import Party, Quantity, Where

UPWARD = frozenset({"nummod", "quantmod", "pobj", "prep", "compound", "conj", "appos", "nmod", "amod", "advmod", "dobj",
                    "nsubj", "nsubjpass", "attr", "npadvmod", "dep"})  # fmt: skip
CLIMB = 6
TOLD_AGAIN = 2  # sentences back that "Turkey says more than 37,500" may look for what is counted
OPERATION_BACK = 4  # sentences in which "the operation" is the evacuation
FROM, TO = ("from", "of"), ("to", "into", "for", "towards", "toward")
TOTALS = frozenset({"total", "number", "figure", "it", "count", "tally"})  # "brought the total to 34,000"


def moves(scene: Scene) -> Iterator[Found]:
    """Every figure of people who got out, are to get out or are still there, and every state of the operation."""
    yield from _figures(scene)
    yield from _operation(scene)


def _figures(scene: Scene) -> Iterator[Found]:
    p = scene.p
    operation = scene.tokens(scene.words.of("evacuated/operation"), ("evacuate",))
    evacuating = operation[0] if operation else len(p)  # from there on the report tells of an evacuation
    last: Found | None = None
    for quantity in scene.quantities:
        head = head_of(p, quantity.start, quantity.end)
        if head is None or not _of_people(quantity) or quantity.change:
            continue
        found = _moving(scene, quantity, head, evacuating) if quantity.unit is not None else None
        if found is None and last is not None and p.sent_of[head] - p.sent_of[last.token] <= TOLD_AGAIN:
            found = _again(scene, quantity, head, last)
        if found is not None:
            last = found
            yield found


def _of_flight(scene: Scene, verb: int) -> bool:
    """ "Left the town" or, in a report of war or rescue, "left"; not "left the race", "went to the polls"."""
    p, words = scene.p, scene.words
    land = [*kids(p, verb, "dobj"), *prep_objects(p, verb, "to", "from", "out", "into")]
    land = [k for k in land if not any(t.start <= p.start[k] < t.end for t in scene.quantities)]
    if any(k in scene.place_at or singular(p, k) in words.of("vague moves/land") for k in land):
        return True
    return not land and any(scene.index.get(word) for word in words.of("vague moves/setting"))


def _of_people(quantity: Quantity) -> bool:
    counted = quantity.unit is None or quantity.unit.startswith(("people", "families", "households"))
    return counted and quantity.role not in ("dead", "missing", "detained") and (quantity.high or 1) > 0


def _moving(scene: Scene, quantity: Quantity, head: int, evacuating: int) -> Found | None:
    """The figure with the first verb above it that moves people, or keeps them where they are."""
    p, here = scene.p, head
    vague = scene.words.of("vague moves/verbs")
    for k in kids(p, head, "relcl", "acl"):  # "the 8,000 people who fled"
        rel = "nsubjpass" if is_passive(p, k) or p.rel[k] == "acl" else "nsubj"
        moving = _word(scene, k, rel)
        if moving is not None and (moving[1].word not in vague or _of_flight(scene, moving[0])):
            return _figure(scene, quantity, *moving, evacuating)
    for _ in range(CLIMB):
        up, rel = p.head[here], p.rel[here]
        if up == here or rel not in UPWARD:
            return None
        if rel == "prep" and p.lower[here] == "of" and singular(p, up) in scene.words.of("evacuated/operation"):
            return _to_come(scene, quantity, up)
        if is_verb(p, up) and p.rel[up] in ("prep", "nsubj", "nsubjpass", "dobj", "pobj"):
            pass  # "including over 4,500", "the wounded": no verb of a clause
        elif is_verb(p, up):
            moving = _word(scene, up, rel)
            if moving is not None and (moving[1].word not in vague or _of_flight(scene, moving[0])):
                return _figure(scene, quantity, *moving, evacuating)
            if p.lemma[up] not in ("be", "have", "begin", "start", "continue"):
                return None
        here = up
    return None


def _word(scene: Scene, verb: int, rel: str) -> tuple[int, StateWord] | None:
    """The verb, or the one it helps ("are to leave"), and its entry, with the figure for its subject or object."""
    p, book = scene.p, scene.words.moves
    below = kids(p, verb, "xcomp")
    if rel == "nsubj" and not is_passive(p, verb):
        if p.lemma[verb] == "be" and (word := _being(scene, verb)) is not None:
            return verb, word
        for k in (verb, *(below if p.lemma[verb] in ("be", "have") else ())):
            word = matched(p, book.does, k)
            if word is None or kids(p, k, "acomp", "oprd", "attr") or _without(scene, k):  # "go missing"
                continue
            if word.state != "remaining" or p.lemma[k] in ("remain", "stay") or _stuck(scene, k):
                return k, word
    if rel in ("nsubjpass", "dobj"):
        if (word := matched(p, book.done, verb)) is not None:
            return verb, word
        for k in below if rel == "nsubjpass" else ():  # "are believed to be waiting"
            if (word := _being(scene, k) or matched(p, book.does, k)) is not None:
                return k, word
        if rel == "nsubjpass" and (word := _being(scene, verb)) is not None:
            return verb, word
    return None


def _without(scene: Scene, verb: int) -> bool:
    """ "Remain without water" says nothing of a place."""
    return any(scene.p.lower[k] == "without" for k in kids(scene.p, verb, "prep"))


def _stuck(scene: Scene, verb: int) -> bool:
    """ "Live under siege", "are waiting": living alone says nothing."""
    under = scene.words.of("remaining/under")
    return scene.p.lemma[verb] == "wait" or any(scene.p.lower[k] in under for k in prep_near(scene, verb))


def prep_near(scene: Scene, verb: int) -> list[int]:
    return prep_objects(scene.p, verb, "under", "in", "inside")


def _being(scene: Scene, verb: int) -> StateWord | None:
    """ "Are still trapped in", "may still be in the pocket"."""
    p, book = scene.p, scene.words.moves.complement
    if p.lemma[verb] != "be":
        return next((w for k in (verb,) if (w := book.get(p.lower[k], (None,))[0]) is not None), None)
    for k in p.kids[verb]:
        if p.rel[k] in ("acomp", "advmod", "attr", "prep", "xcomp") and p.lower[k] in book:
            return book[p.lower[k]][0]
    return None


def _figure(scene: Scene, quantity: Quantity, verb: int, word: StateWord, evacuating: int) -> Found | None:
    p = scene.p
    state, status = word.state, scene.status(verb)
    if status == "denied":
        return None
    leaves = p.lemma[verb] in {text.split()[0] for text in scene.words.of("evacuated/going")}
    if state == "fled" and leaves and evacuating < verb:
        state = "evacuated"
    if state in ("fled", "evacuated") and status in ("planned", "hypothetical"):
        state = "to_be_evacuated"
    end = rest_at(p, verb, word.rest)
    when = (quantity.when, quantity.when_from) if quantity.when else scene.when(verb)
    return Found(
        "displacement", state, verb, f"{word.group}:{word.word}", end,
        place=_from(scene, verb, state), to=_to(scene, verb), by=_corridor(scene, verb),
        about=scene.quoted(*_tokens(scene, quantity)),
        traits=_cumulative(scene, verb), when=when,
        status=status, quantities=(quantity.id,),
    )  # fmt: skip


def _to_come(scene: Scene, quantity: Quantity, operation: int) -> Found | None:
    """ "Was supposed to result in the evacuation of thousands from Bor to Dol": told as done it is told by a verb."""
    verb = next(_verbs_over(scene, operation), None)
    if verb is None or scene.status(verb) not in ("planned", "hypothetical"):
        return None
    return Found(
        "displacement", "to_be_evacuated", operation, f"evacuated:{singular(scene.p, operation)}", operation,
        place=_led(scene, operation, FROM[:1]), to=_led(scene, operation, TO),
        about=scene.quoted(*_tokens(scene, quantity)), when=scene.when(verb), status=scene.status(verb),
        quantities=(quantity.id,),
    )  # fmt: skip


def _led(scene: Scene, noun: int, preps: tuple[str, ...]) -> Where | None:
    """The place that the words below a noun lead to with one of the prepositions, however these hang together."""
    leading = (k for k in _below(scene, noun) if scene.p.lower[k] in preps)
    ends = (end for k in leading for end in kids(scene.p, k, "pobj"))
    return next((place for end in ends if (place := scene.place_of(end)) is not None), None)


def _tokens(scene: Scene, quantity: Quantity) -> tuple[int, int]:
    span = scene.p.tokens_in(quantity.start, quantity.end)
    return span[0], span[-1]


def _again(scene: Scene, quantity: Quantity, head: int, last: Found) -> Found | None:
    """Another count of the same: "the Red Cross says 15,000", "6,000 of them to the north"."""
    p = scene.p
    number = scene.p.tokens_in(quantity.start, quantity.end)
    verb = _telling_verb(scene, head)
    about = (quantity.about or "").lower().split()
    part = "them" in about or " of them" in quantity.text
    bare = not about or about[-1] == "people" or part
    moved_total = verb is not None and any(p.lower[k] in TOTALS for k in kids(p, verb, "dobj"))
    teller = verb is not None and bool(quantity.attributed_to) and bare and verb in _reporting(scene, head)
    onward = number[-1] + 1 < len(p) and p.lower[number[-1] + 1] in TO
    beside = p.sent_of[head] == p.sent_of[last.token] and bare and (part or onward or verb is None)
    if not (teller or moved_total or beside):
        return None
    to = next((where(scene.place_at[j]) for k in range(number[-1] + 1, min(number[-1] + 2, len(p)))
               if p.lower[k] in TO for j in _below(scene, k) if j in scene.place_at), None)  # fmt: skip
    return Found(
        "displacement", last.state, number[0], last.rule + "+told again", number[-1],
        place=last.place, to=to, about=scene.quoted(number[0], number[-1]),
        traits=("cumulative",) if moved_total else last.traits,
        when=(quantity.when, quantity.when_from), status=last.status, quantities=(quantity.id,),
        sources=quantity.attributed_to or _same_speaker(scene, quantity, last),
    )  # fmt: skip


def _same_speaker(scene: Scene, quantity: Quantity, last: Found) -> tuple[Party, ...]:
    """Who gave the figure before, when both stand in one sentence."""
    p = scene.p
    if p.sent_of[p.tokens_in(quantity.start, quantity.end)[0]] != p.sent_of[last.token]:
        return ()
    before = next((scene.figure[i] for i in last.quantities if i in scene.figure), None)
    return () if before is None else before.attributed_to


def _telling_verb(scene: Scene, i: int) -> int | None:
    """The verb that gives the number: its object, or behind "of", "at", "to"."""
    p = scene.p
    for _ in range(CLIMB):
        up, rel = p.head[i], p.rel[i]
        if up == i or rel not in ("nummod", "quantmod", "pobj", "prep", "dobj", "nsubj", "conj", "ccomp", "amod"):
            return None
        if is_verb(p, up) and p.rel[up] != "prep":
            return up
        i = up
    return None


def _reporting(scene: Scene, head: int) -> list[int]:
    """The verb above when all it does is to give the number: "counted 15,000", "says 37,500", "spoke of 5,000"."""
    verb = _telling_verb(scene, head)
    p = scene.p
    if verb is None or not kids(p, verb, "nsubj"):
        return []
    objects = [k for k in kids(p, verb, "dobj", "ccomp", "prep", "xcomp", "oprd") if p.left[k] <= head <= p.right[k]]
    return [verb] if objects else []


def _below(scene: Scene, i: int) -> range:
    return range(scene.p.left[i], scene.p.right[i] + 1)


def _from(scene: Scene, verb: int, state: str) -> Where | None:
    """Where people get out of, or are: "from Y", "left Y", "the besieged in Y"."""
    p = scene.p
    preps = FROM if state != "remaining" else ("in", "inside", "at", "around")
    heads = [*prep_objects(p, verb, *preps), *kids(p, verb, "dobj")]
    heads += [j for out in p.kids[verb] if p.lower[out] in ("out", "away") for j in prep_objects(p, out, *preps)]
    heads += [
        j
        for noun in kids(p, verb, "dobj", "nsubj", "nsubjpass", "prt", "advmod")
        for j in prep_objects(p, noun, *preps)
    ]
    for noun in heads:
        if (place := scene.place_of(noun)) is not None:
            return place
    return scene.where(verb) if state in ("to_be_evacuated", "evacuated", "fled") and not _to(scene, verb) else None


def _to(scene: Scene, verb: int) -> Where | None:
    p = scene.p
    heads = prep_objects(p, verb, *TO)
    heads += [j for noun in kids(p, verb, "dobj", "prt", "advmod") for j in prep_objects(p, noun, "to", "into")]
    out = [k for k in p.kids[verb] if p.rel[k] == "prep" and p.lower[k] in FROM]  # "from Bor to Dol" hangs together
    heads += [j for k in (*out, *prep_objects(p, verb, *FROM)) for j in prep_objects(p, k, "to", "into")]
    found = next((place for noun in heads if (place := scene.place_of(noun)) is not None), None)
    if found is None and heads:
        inside = [j for noun in prep_objects(p, verb, "in") for j in (noun,) if noun > heads[0]]
        found = next((place for noun in inside if (place := scene.place_of(noun)) is not None), None)
    return found


def _corridor(scene: Scene, verb: int) -> str | None:
    p = scene.p
    for noun in prep_objects(p, verb, *scene.words.of("corridors/by")):
        if singular(p, noun) in scene.words.of("corridors/nouns"):
            start, end = p.slice(p.left[noun], p.right[noun])
            return p.text[start:end]
    return None


def _cumulative(scene: Scene, verb: int) -> tuple[str, ...]:
    """ "So far", "now", "in total" make a figure one of all until then; a stretch of time makes it one of that time."""
    p, words = scene.p, scene.words.of("cumulative/words")
    first, last = scene.near(verb)
    low = " ".join(p.lower[k] for k in range(first, last) if next((v for v in _verbs_over(scene, k)), verb) == verb)
    return ("cumulative",) if any(f" {word} " in f" {low} " for word in words) else ()


def _verbs_over(scene: Scene, i: int) -> Iterator[int]:
    """The verb that token i hangs on, nearest first."""
    for _ in range(CLIMB):
        i = scene.p.head[i]
        if is_verb(scene.p, i) and scene.p.rel[i] not in ("aux", "auxpass"):
            yield i
            return


def _operation(scene: Scene) -> Iterator[Found]:
    """The evacuation began, stopped, goes on; "the operation" is one where an evacuation was told of before."""
    p, words = scene.p, scene.words
    told = -OPERATION_BACK - 1
    for i in scene.tokens(words.of("evacuated/operation"), ("operation",)):
        if not is_noun(p, i):
            continue
        name = singular(p, i)
        if name in words.of("evacuated/operation"):
            told = p.sent_of[i]
        elif not (name == "operation" and p.sent_of[i] - told <= OPERATION_BACK and p.lower[i] == name):
            continue
        verb, word = _word_of_operation(scene, i)
        if word is None or verb is None:
            continue
        status = scene.status(verb)
        if status == "denied":
            continue
        at = scene.place_of(i) or scene.where(i)
        yield Found(
            "displacement", word.state, verb, f"{word.group}:{word.word}", rest_at(p, verb, word.rest),
            place=at, about=scene.quoted(i, i), when=scene.when(verb), status=status,
        )  # fmt: skip


def _word_of_operation(scene: Scene, noun: int) -> tuple[int | None, StateWord | None]:
    p, book = scene.p, scene.words.operation
    up, rel = p.head[noun], p.rel[noun]
    if rel == "nsubj" and is_verb(p, up):
        for verb in (up, *kids(p, up, "xcomp")):
            word = matched(p, book.does, verb)
            if word is not None:
                return verb, word
        if p.lemma[up] == "be":
            hit = next((k for k in range(up + 1, min(up + 5, len(p))) if matched(p, book.complement, k)), None)
            return (hit, matched(p, book.complement, hit)) if hit is not None else (None, None)
    if is_verb(p, up) and (rel == "dobj" or noun in passive_subjects(p, up)):
        return up, matched(p, book.done, up)
    if rel == "pobj" and p.lower[up] == "of" and is_noun(p, p.head[up]):
        return p.head[up], matched(p, book.nouns, p.head[up])
    return None, None
