"""What a claim, an event or a quantity says, in a form in which two of them can be compared."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateline.records import LinkRelation

StatementKind = Literal["claims", "events", "quantities"]
Days = tuple[date | None, date | None]  # first and last day it can be; None: open or unknown on that side


@dataclass(frozen=True, slots=True)
class Told:
    """Who says it, and through whom. Keys are actor ids where the actor is known, else folded words without article.

    `speakers`: who said it, the principal of a spokesman among them; empty: nobody is named. `via`: who passed it on.
    `names`: how to call the speakers, in the order of the report. `named`: whether somebody with a name says it;
    "a doctor" in one report need not be "a doctor" in another. `voice`: the report says it itself.
    """

    speakers: tuple[str, ...]
    via: tuple[str, ...]
    names: tuple[str, ...]
    named: bool
    voice: bool


@dataclass(frozen=True, slots=True)
class Side:
    """Who takes part: `keys` as in Told, `codes` PLOVER codes ("SYR:MIL"), `names` for printing."""

    keys: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.keys)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as a statement holds it. low, high: as in Quantity. `change`: a difference, not a level."""

    low: float | None
    high: float | None
    unit: str | None
    rough: bool  # approximate, or a bound
    change: bool
    counted: str | None  # family of what is counted: "people", "civilians", "fighters", "buses"
    part: str | None  # the same, when only a part of an amount named before is counted: "27 of them children"


@dataclass(frozen=True, slots=True)
class Statement:
    """One row of a reading in comparable form. Two statements are one if they have the same `id`, which is the row's.

    matter: what it is about, an entry of lexicon/matters.yaml ("truce", "evacuated", "held"), None: none of them.
    state: within the matter: "begun", "stopped", "planned", "moved"; None: the matter has none or it is not said.
    denied: it is said not to be so, by the words or by who denies it. act: type and mode of an event.
    places, parts: names it is said of, and which part of them ("east", "whole", "old city").
    when: the days it is about; said: the days it was said on or, not told, published on.
    words: folded stems of what carries meaning, sorted; numbers are kept.
    points_back: the content is only a pointer ("denied this"); `answers`: the row that it points to, if it is told.
    """

    id: str
    kind: StatementKind
    report: str
    outlet: str | None
    start: int
    end: int
    text: str
    told: Told
    act: tuple[str, str | None] | None
    matter: str | None
    state: str | None
    denied: bool
    certain: bool  # False: planned, possible, asked for, predicted
    accuses: bool
    doers: Side
    done_to: Side
    amount: Amount | None
    places: tuple[str, ...]
    parts: tuple[str, ...]
    when: Days
    said: Days
    words: tuple[str, ...]
    carrier: str | None  # id of the claim that carries an event or a quantity
    leading: bool  # the first number of its claim, or the only one: what the claim is about
    answers: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing that was looked at in a pair. `score`: -1 speaks against them being about the same, 0 says nothing,
    1 speaks for it; `says`: the sentence for a person."""

    name: str
    score: float
    says: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What `a` is to `b`: "a denies b", "a updates b" (a is the later one). `reason`: one sentence that can be checked;
    `comparisons`: everything that was looked at."""

    relation: LinkRelation
    confidence: float
    reason: str
    comparisons: tuple[Comparison, ...]
