"""Whose fighters, armies and weapons: of the group or the person that the words beside them name."""

from collections.abc import Sequence

from dateline.lexicon.actors import Alias, KnownActor
from dateline.lexicon.roles import Role
from dateline.reading.drafts import Context, Draft
from dateline.reading.noun_groups import Group, Item

ARMED = frozenset({"MIL", "REB", "UAF"})


def bears_arms(role: Role) -> bool:
    """A word for those who fight or for their weapons, who are nobody apart from whose they are."""
    group = role.group
    return group.armed or group.kind == "things" or (group.sector in ARMED and group.collective)


def leader_of(group: Group, before: Sequence[Item]) -> KnownActor | None:
    """Whose fighters, army or weapons the words say they are: "Houthi fighters", "Haftar's army"."""
    owner = group.owner.items[-1:] if group.owner is not None and not before else ()
    named = [part.word.actor for part in (*before[-1:], *owner) if type(part.word) is Alias]
    return named[0] if named and named[0].kind in ("armed_group", "military", "person") else None


def led_by(context: Context, draft: Draft, leader: KnownActor) -> None:
    """The fighters are the group itself; a person's are those that he commands, unless he rules the state."""
    code, body = leader.code_on(context.day) or ":", leader
    if leader.kind == "person":
        offices = leader.offices_on(context.day)
        if not offices or any(office.code.endswith(":GOV") for office in offices):
            return
        led = {context.words.actors.named(office.organisation or "") for office in offices} - {None}
        found = led.pop() if len(led) == 1 else None
        if found is None or found.kind not in ("armed_group", "military"):
            draft.collective = False  # his own, whatever they are called
            draft.country, _, draft.sector = code.partition(":")
            return
        body, code = found, found.code_on(context.day) or code
    draft.known, draft.name, draft.kind = body, body.name, body.kind
    draft.country, _, draft.sector = code.partition(":")
    draft.keeps_sector = draft.definite = True
