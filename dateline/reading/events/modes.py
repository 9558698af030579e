"""How an event was done: PLOVER's modes, from the frame, from what is asked or threatened, or from the weapon."""

from dateline.language.parse import Parse
from dateline.lexicon.plover import Plover
from dateline.reading.events.contexts import own_words
from dateline.reading.events.slots import noun_lemma
from dateline.reading.events.triggers import Trigger

WEAPONED = "ASSAULT"  # the type whose modes are told by weapons
BROAD = frozenset({"explosives", "heavy-weapons", "firearms"})  # verbs tell them: "bombed", "pounded", "strafed"
BROUGHT = frozenset({"aerial", "drone", "suicide-attack", "unconventional"})  # these say more than "bombed" does
TERRITORY = "territory"  # how a threat to take land is told


def mode_of(p: Parse, plover: Plover, trigger: Trigger, kind: str, content: Trigger | None) -> str | None:
    """The mode of an event of type `kind`; None when neither frame, content nor weapon tells one of that type's modes.

    content: the trigger of what is asked, refused or threatened. It says how when the frame's own type was changed
    ("will expel" is a threat to expel), too.
    """
    allowed, frame = plover.types[kind].modes, trigger.frame
    if frame.type == kind and frame.mode in allowed:
        return _brought_by(p, plover, trigger, frame.mode) if kind == WEAPONED else frame.mode
    source = trigger if frame.type != kind else content
    if source is not None:
        how = TERRITORY if source.frame.opponent else source.frame.mode
        if (found := plover.mode_for(kind, source.frame.type, how)) is not None:
            return found
    if kind != WEAPONED or frame.type != kind or frame.opponent:
        return None
    return _by_weapon(p, plover, trigger)


def _brought_by(p: Parse, plover: Plover, trigger: Trigger, mode: str) -> str:
    """ "Warplanes bombed", "drones pounded": the doer tells the mode better than the verb; of a bomb, so does the
    whole clause ("bombed in a drone strike")."""
    if mode not in BROAD:
        return mode
    by = _weapon_in(p, plover, own_words(p, trigger, trigger.initiators))
    if by not in BROUGHT and mode == "explosives":
        by = _by_weapon(p, plover, trigger)
    return by if by in BROUGHT and by is not None else mode


def _by_weapon(p: Parse, plover: Plover, trigger: Trigger) -> str | None:
    """The first mode, in the codebook's order, that the clause names a weapon for; those harmed carry none."""
    return _weapon_in(p, plover, own_words(p, trigger) - own_words(p, trigger, trigger.recipients))


def _weapon_in(p: Parse, plover: Plover, inside: set[int]) -> str | None:
    words = {noun_lemma(p, k) for k in inside}
    words |= {f"{p.lower[k - 1]} {p.lemma[k].lower()}" for k in inside if k - 1 in inside}
    return next((mode for mode, weapons in plover.weapons.items() if not weapons.isdisjoint(words)), None)
