"""What is hard to read: rows that tell of the dead, the injured, sexual violence or torture, told by what was read of
them. Nothing is looked for in the words themselves."""

from collections.abc import Iterable

from dateline.records import Event, Quantity

TELLS_OF = ("deaths", "injuries", "sexual violence", "torture")  # in the order in which they are named
NUMBERS = {"dead": "deaths", "injured": "injuries"}  # roles of quantities
MODES = {
    "execute": "deaths",
    "assassinate": "deaths",
    "beat": "injuries",
    "sexual": "sexual violence",
    "torture": "torture",
}
GROUPS = dict.fromkeys(  # of lexicon/events/assault.yaml: those that tell what became of people
    ("kill", "behead", "die_by_force", "lose_life", "claim_lives", "leave_dead"), "deaths"
)
FORCE = "ASSAULT"  # the type of event that can hurt


def graphic(rows: Iterable[Event | Quantity]) -> tuple[str, ...]:
    """What these rows tell of, each once, in the order of TELLS_OF."""
    found = {of_event(row) if isinstance(row, Event) else NUMBERS.get(row.role or "") for row in rows}
    return tuple(one for one in TELLS_OF if one in found)


def of_event(event: Event) -> str | None:
    """By its mode, else by the group of words that told it ("events/ASSAULT:kill/…")."""
    if event.type != FORCE:
        return None
    group = event.how.by.partition(":")[2].partition("/")[0]
    return MODES.get(event.mode or "") or GROUPS.get(group)
