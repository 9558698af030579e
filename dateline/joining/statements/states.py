"""Which matter an event or a claim is about, and whether it says that it begins or that it ends."""

from dateline.joining.statements.book import Book
from dateline.lexicon.matters import Seen
from dateline.records import State as Told

BY_ROW = ("truce", "capture", "breach")  # matters that the rows of running matters tell of
NOUN_NEAR = 14  # words between "truce" and "collapsed"
State = tuple[str | None, str | None, Seen | None]

# What the rows of running matters call a state, and what it is here. Others ("sought", "planned") are none.
TOLD: dict[tuple[str, str], tuple[str, str | None]] = {
    ("ceasefire", "announced"): ("truce", "begun"), ("ceasefire", "in_effect"): ("truce", "begun"),
    ("ceasefire", "resumed"): ("truce", "begun"), ("ceasefire", "extended"): ("truce", "begun"),
    ("ceasefire", "suspended"): ("truce", "stopped"), ("ceasefire", "ended"): ("truce", "stopped"),
    ("ceasefire", "violated"): ("breach", "begun"),
    ("control", "took"): ("capture", "begun"), ("control", "holds"): ("capture", "held"),
    ("displacement", "began"): ("evacuation", "begun"), ("displacement", "resumed"): ("evacuation", "begun"),
    ("displacement", "suspended"): ("evacuation", "stopped"), ("displacement", "ended"): ("evacuation", "done"),
    ("displacement", "fled"): ("displaced", None), ("displacement", "evacuated"): ("moved", None),
    ("displacement", "to_be_evacuated"): ("moved", None), ("displacement", "remaining"): ("remaining", None),
}  # fmt: skip


def told_state(row: Told) -> tuple[str | None, str | None]:
    """Matter and state of a row that tells of a running matter; (None, None) where it is of none of ours."""
    return TOLD.get((row.matter, row.state), (None, None))


def told_matter(row: Told) -> str | None:
    """The matter of the numbers that it is told with: of a share, how much is held."""
    return "held" if row.matter == "control" else told_state(row)[0]


def state_of(look: Book, own: range, inside: range, only: tuple[str, ...] = ()) -> State:
    """Matter, state and the words that tell it; (None, None, None) when no matter is seen.

    own: the words of the row; inside: those of its sentence, where the thing that begins or ends may be named.
    only: the matters to look for; () for all.
    """
    seen = [s for s in look.matters_in(inside) if look.matters.by_name[s.matter].kind == "state"]
    groups = ("begun", "stopped", "with_truce") if _told_of(look, "truce") else ("begun", "stopped")
    turns = [s for s in seen if s.group in groups and (not only or s.matter in only)]
    near = [s for s in turns if s.first < own.stop and s.last > own.start]
    named = [s for s in seen if s.group == "nouns" and own.start <= s.first < own.stop]
    follow = [s for s in turns if named and own.stop <= s.first < own.stop + 6]
    best = min(
        ((_cost(look, s, seen), s.first, s.matter, s) for s in near or follow if _cost(look, s, seen) is not None),
        key=lambda one: (one[0] or 0, one[1], one[2]), default=None,
    )  # fmt: skip
    if best is None:
        return None, None, None
    return best[3].matter, "stopped" if best[3].group == "stopped" else "begun", best[3]


def _cost(look: Book, turn: Seen, seen: list[Seen]) -> int | None:
    """Words from the turn to what turns; None when nothing near can. Longer phrases are surer than shorter ones."""
    matter = look.matters.by_name[turn.matter]
    length = turn.last - turn.first
    if not matter.has_nouns:
        return 20 - 10 * (length - 1)
    groups = ("nouns", "near_nouns") if _told_of(look, turn.matter) else ("nouns",)
    far = [
        max(s.first - turn.last, turn.first - s.last, 0)
        for s in seen
        if s.matter == turn.matter and s.group in groups and not (s.first >= turn.first and s.last <= turn.last)
    ]
    return min((f for f in far if f <= NOUN_NEAR), default=None)


def _told_of(look: Book, matter: str) -> bool:
    """Whether the report names the thing itself: only then "the deal" can be the truce."""
    return any(s.matter == matter and s.group == "nouns" for s in look.seen)
