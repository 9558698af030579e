"""How the clauses of one sentence lie in each other, and which of two triggers tells what both tell."""

from dateline.language.grammar import governors, is_verb, kids, subjects
from dateline.language.parse import Parse
from dateline.reading.events.status import Reality
from dateline.reading.events.triggers import Trigger

Pair = tuple[Trigger, Reality]
BESIDE = frozenset({"after", "as", "since", "when", "while", "because", "where", "although", "though", "once"})


def background(p: Parse, clause: int) -> bool:
    """In a clause of time, of reason, or about a noun: told in passing, beside the news of the sentence."""
    while p.head[clause] != clause:
        marks = {p.lower[m] for m in kids(p, clause, "mark", "advmod")}
        if p.rel[clause] == "relcl" or (p.rel[clause] == "advcl" and marks & BESIDE):
            return True
        clause = p.head[clause]
    return False


def one_each(p: Parse, pairs: list[Pair]) -> list[Pair]:
    """Verb and noun of "hold talks" are one trigger: the verb's when its frame asks for the noun, else the noun's."""
    verbs = {t.token: t for t, _ in pairs if t.verb is None or t.verb == t.token}
    lost: set[int] = set()
    for t, _ in pairs:
        if t.verb is not None and t.verb != t.token and p.tag[t.token].startswith("NN") and t.verb in verbs:
            verb = verbs[t.verb]
            noun = p.lemma[t.token].lower()
            named = {noun, f"{p.lower[t.token - 1]} {noun}"} if t.token else {noun}  # "ceasefire agreement"
            own = t.carried == "occur" and any(s.thing and s.required for s in verb.frame.slots)  # "came under fire"
            asks = own or not named.isdisjoint(verb.frame.things) or verb.frame.particle is not None
            does = t.carried != "occur" or bool(verb.recipients)  # "the raid left nine dead"
            behind = p.rel[t.verb] == "relcl" and t.token < t.verb  # "a truce that will take effect": the clause tells
            lost.add(t.token if (asks and does) or behind else verb.token)
    return [pair for pair in pairs if pair[0].token not in lost]


def speaker(p: Parse, clause: int) -> list[int]:
    """Who says the clause: the subject of the verb that it is the content of."""
    while p.rel[clause] in ("conj", "xcomp") and is_verb(p, p.head[clause]):
        clause = p.head[clause]
    return subjects(p, p.head[clause]) if p.rel[clause] == "ccomp" and p.head[clause] != clause else []


def depth(p: Parse, i: int) -> int:
    return len(governors(p, i))


def under(p: Parse, i: int, heads: tuple[int, ...]) -> bool:
    return any(p.left[h] <= i <= p.right[h] and dominates(p, h, i) for h in heads)


def dominates(p: Parse, h: int, i: int) -> bool:
    while i != h and p.head[i] != i:
        i = p.head[i]
    return i == h
