"""What a claim, an event, a quantity or a state says, in a form in which two of them can be compared."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from dateline.records import LinkRelation

StatementKind = Literal["claims", "events", "quantities", "states"]
Days = tuple[date | None, date | None]  # first and last day it can be; None: open or unknown on that side


class Told(NamedTuple):
    """Who says it, and through whom. Keys are actor ids where the actor is known, else folded words without article.

    speakers: who said it; empty: nobody is named. principals: for whom they speak. via: who passed it on. names: how to
    call the speakers, in the order of the report. known: somebody we know by name says it; "a doctor" in one report
    need not be "a doctor" in another. voice: the report says it itself.
    """

    speakers: tuple[str, ...]
    principals: tuple[str, ...]
    via: tuple[str, ...]
    names: tuple[str, ...]
    codes: tuple[str, ...]
    known: bool
    voice: bool


class Side(NamedTuple):
    """Who takes part: `keys` as in Told, `codes` PLOVER codes ("SYR:MIL"), `names` for printing."""

    keys: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.keys)


class Amount(NamedTuple):
    """A number as a statement holds it. low, high: as in Quantity. rough: approximate. change: a difference, no level.

    counted: the family of what is counted ("people", "civilians", "buses"), for a share what it is a share of.
    above: the families that contain it, nearest first. part: some of an amount that was named before ("27 of them").
    own: those who count are meant ("its soldiers"). listed: only those who were registered or identified.
    """

    low: float | None
    high: float | None
    unit: str | None
    rough: bool
    change: bool
    counted: str | None
    above: tuple[str, ...]
    part: bool
    own: bool
    listed: bool


class Spot(NamedTuple):
    """A place a statement speaks of. `key`: its folded name without direction and kind, "aleppo" for eastern Aleppo."""

    key: str
    name: str
    country: str | None
    inside: str | None  # the folded name of the province it lies in
    broad: bool  # a country or more


class Statement(NamedTuple):
    """One row of a reading in comparable form. `id` is the row's.

    context: its sentence, or what of it its claim holds.
    matter: what it is about, an entry of lexicon/matters.yaml ("truce", "moved", "held"); None: none of them.
    first, near: what the entry says of its numbers.
    state: within the matter "begun", "stopped", "done" or "held"; None: not said.
    denied: it is said not to be so. certain: it is not planned, possible, asked for or expected.
    act: type and mode of an event. means: with what an attack is made ("air", "guns").
    spots: places it is said of, the nearest first. guessed: none is named, it is the one its report is about.
    parts: which part of them ("east", "whole").
    when: the days it is about. said: the days it was said on or, not told, published on.
    words: stems of what carries meaning, sorted, without numbers. deeds: those of them that name no place, actor, day
    or amount.
    figures: the numbers in it. acts: types of the events in it. dates: the days that it names.
    carrier: the claim that carries it. leads: an amount that is the first of its claim, what the claim is about.
    continues: an amount that tells another number for what the one before it counts. hit: an amount whose place or days
    are those of the attack that is told beside it. before, instead: numbers in whose place an amount says it comes, its
    own earlier ones ("up from two") and those of others ("and not eleven"). risen: an amount that is told as the newest
    of a count. refutes, accuses: a claim by who denies it, a claim that blames somebody.
    pointer: a claim whose content only points to what was said before. answers: the row that such a denial means, or,
    where it `turns` an accusation around, that accusation; answered: such a denial of the same report means this one.
    """

    id: str
    kind: StatementKind
    report: str
    outlet: str | None
    start: int
    end: int
    text: str
    context: str
    told: Told
    matter: str | None
    first: Literal["level", "sum"] | None
    near: tuple[str, ...]
    denied: bool
    certain: bool
    spots: tuple[Spot, ...]
    guessed: bool
    parts: tuple[str, ...]
    when: Days
    said: Days
    words: tuple[str, ...]
    deeds: tuple[str, ...]
    figures: tuple[tuple[float | None, float | None], ...]
    acts: tuple[str, ...]
    dates: tuple[Days, ...]
    state: str | None = None
    act: tuple[str, str | None] | None = None
    means: tuple[str, ...] = ()
    doers: Side = Side()
    done_to: Side = Side()
    amount: Amount | None = None
    carrier: str | None = None
    leads: bool = False
    continues: bool = False
    refutes: bool = False
    accuses: bool = False
    pointer: bool = False
    answers: str | None = None
    answered: bool = False
    turns: bool = False
    hit: bool = False
    before: tuple[float, ...] = ()
    instead: tuple[float, ...] = ()
    risen: bool = False


class Comparison(NamedTuple):
    """One thing that was looked at in a pair. `score`: -1 they differ, 0 it says nothing, 1 they agree, between for in
    part; `says`: the sentence for a person."""

    name: str
    score: float
    says: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What `a` is to `b`: "a denies b", "a updates b" (a is the later one), "a develops b" (a is the later state).

    `reason`: one sentence that can be checked; `comparisons`: everything that was looked at.
    """

    a: str
    b: str
    relation: LinkRelation
    confidence: float
    reason: str
    comparisons: tuple[Comparison, ...]
