"""What an event is about: PLOVER's contexts, from the words of the event's own clause and of its arguments."""

from dateline.language.grammar import is_verb
from dateline.language.parse import Parse
from dateline.lexicon.plover import Plover
from dateline.reading.events.triggers import Trigger

ELSEWHERE = frozenset({"relcl", "advcl", "ccomp", "csubj", "parataxis"})  # clauses that tell something of their own


def contexts(p: Parse, plover: Plover, trigger: Trigger) -> tuple[str, ...]:
    """The contexts of one event, in reading order of the words that tell them, each once."""
    found: dict[str, None] = {}
    inside = own_words(p, trigger)
    for k in sorted(inside):
        for name in _told(p, plover, k, k - 1 in inside):
            found.setdefault(name)
    return tuple(found)


def _told(p: Parse, plover: Plover, k: int, after: bool) -> tuple[str, ...]:
    """What token k tells, alone or with the token before it (when that stands in the clause, too)."""
    lemma, lower = p.lemma[k].lower(), p.lower[k]
    named = p.tag[k].startswith("NNP") and lemma not in plover.in_names
    alone = () if named else plover.contexts.get(lemma) or plover.contexts.get(lower) or ()
    if not after or p.lower[k - 1] not in plover.pair_starts:
        return alone
    pair = f"{p.lower[k - 1]} {lemma}"
    return (*(plover.contexts.get(pair) or plover.contexts.get(f"{p.lower[k - 1]} {lower}") or ()), *alone)


def own_words(p: Parse, trigger: Trigger, heads: tuple[int, ...] | None = None) -> set[int]:
    """The tokens of the event's clause and arguments, or below `heads` only, without the clauses that hang on them."""
    seen: set[int] = set()
    own = (trigger.token, trigger.clause, *trigger.inside)
    todo = list((*own, *trigger.initiators, *trigger.recipients, *trigger.locations) if heads is None else heads)
    while todo:
        i = todo.pop()
        if i in seen:
            continue
        seen.add(i)
        todo += [k for k in p.kids[i] if p.rel[k] not in ELSEWHERE and not (p.rel[k] == "conj" and is_verb(p, k))]
    return seen
