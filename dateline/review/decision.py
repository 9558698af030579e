"""A decision of a person about a row. Kept beside the rows; never changed, only withdrawn by an undo."""

import json
from dataclasses import dataclass
from typing import Any, Literal

from dateline.joining.decided import Decided
from dateline.joining.same_actors import Decisions
from dateline.records import Claim, Event, State

Verdict = Literal["accept", "correct", "reject", "merge", "split", "unsure"]
GROUPS = ("actors", "incidents", "stories")  # kinds that are merged and split
COMPARED = ("links", "disputes")  # kinds that say what two rows have to do with each other


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what a person wrote and what stood there, both as JSON of the record format."""

    field: str
    value: str
    former: str

    @property
    def new(self) -> Any:
        return json.loads(self.value)

    @property
    def old(self) -> Any:
        return json.loads(self.former)


@dataclass(frozen=True, slots=True)
class Review:
    """One decision. `id`: the entry of the log that brought it. Of "unsure" nothing follows: somebody cannot say.

    report, start, end, text, apart: where the row stood when it was reviewed and what told it from others of that
    place, so that it is found again when its id is no more. members: of a merge, the ids that are one; of a split, the
    ids that are taken out. rest: of a split, those they are taken from; of a rejected link or dispute, as members.
    """

    verdict: Verdict
    kind: str
    row: str
    who: str
    at: str  # ISO instant, UTC
    reason: str | None = None
    report: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    apart: str | None = None
    changes: tuple[Change, ...] = ()
    members: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    id: int = 0

    def new(self, name: str, default: Any = None) -> Any:
        """The value that the review gives a field."""
        return next((change.new for change in self.changes if change.field == name), default)


def decided(reviews: tuple[Review, ...]) -> Decided:
    """The decisions of reviews in force; of two about one pair the later one counts."""
    pairs: dict[str, dict[frozenset[str], bool]] = {"actors": {}, "incidents": {}, "stories": {}, "statements": {}}
    for one in sorted(reviews, key=lambda review: review.id):
        if one.kind in GROUPS and one.verdict == "merge":
            first, *others = one.members
            pairs[one.kind] |= {frozenset((first, other)): True for other in others}
        elif one.kind in GROUPS and one.verdict == "split":
            pairs[one.kind] |= {frozenset((a, b)): False for a in one.members for b in one.rest if a != b}
        elif one.kind in COMPARED and one.verdict in ("reject", "accept") and one.apart in pairs:
            together = one.verdict == "accept"
            if not together or one.apart == "actors":
                found = {frozenset((a, b)): together for a in one.members for b in one.rest if a != b}
                pairs[one.apart] |= found
    return Decided(**{kind: _decisions(its) for kind, its in pairs.items()})


def _decisions(pairs: dict[frozenset[str], bool]) -> Decisions:
    return Decisions(
        frozenset(pair for pair, together in pairs.items() if not together),
        frozenset(pair for pair, together in pairs.items() if together),
    )


def discriminator(row: Any) -> str:
    """What tells a row from others of its kind at the same place."""
    match row:
        case Event():
            return row.type
        case Claim():
            return "" if row.cue is None else str(row.cue.start)
        case State():
            return f"{row.matter}/{row.state}"
    return ""
