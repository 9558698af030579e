"""What the data is: one frozen record a kind of row. No parsing, clock or database in here.

Conventions that hold for every record
- `report`, `start`, `end`: half-open, in Unicode code points of the report's stored text; `text` is exactly that slice.
- Unknown is None, never 0 or "". Dates are EDTF (ISO 8601-2) strings, countries ISO 3166-1 alpha-3.
- Actor codes are PLOVER's: "TUR:GOV", "SYR:REB"; an unknown part stays empty: "TUR:", ":MIL".
- `how` says which rule, lexicon entry or model made the row.
Changing your mind makes a new record.
"""

from dataclasses import dataclass
from typing import Literal

Basis = Literal["stated", "relative", "inferred", "assumed"]
Part = Literal["headline", "dateline", "byline", "caption", "body", "furniture"]
ActorKind = Literal[
    "person", "government", "military", "armed_group", "organisation", "outlet", "population", "country"
]
TimeKind = Literal["date", "interval", "vague", "duration", "set"]
Bound = Literal["exact", "approximate", "up_to", "at_least"]
Manner = Literal["quote", "paraphrase", "mixed", "belief", "intention"]
Stance = Literal["asserts", "denies", "accuses", "promises", "predicts", "asks", "believes"]
Status = Literal["actual", "claimed", "planned", "hypothetical", "denied"]
Form = Literal["name", "description", "metonym", "pronoun"]
Quad = Literal["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]
Matter = Literal["ceasefire", "control", "displacement", "talks"]
Purpose = Literal["humanitarian", "peace_process", "holiday", "election", "other"]
Scope = Literal["partial", "general"]
LinkRelation = Literal[
    "same_event", "same_claim", "corroborates", "updates", "develops", "differs_in_scope", "contradicts", "denies",
    "reuses_text", "same_actor",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class How:
    """Who made a row: `by` is "<stage>/<rule or lexicon entry>", `confidence` its measured precision on gold.

    `version` names the rules that read the report; `reading.read` fills it in for all rows of a report at once.
    """

    by: str
    version: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A place in the text, when the row it belongs to already says which report."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Report:
    """One text as it was read. Every other row points into `text`, which never changes."""

    id: str
    source: str  # file name, row id or URL, as read
    sha256: str  # of the raw bytes
    text: str
    url: str | None = None
    outlet: str | None = None
    language: str | None = None
    headline: str | None = None
    published: str | None = None  # EDTF; None: nobody says
    published_basis: Basis | None = None
    published_evidence: tuple[str, ...] = ()  # ids of the rows an inferred date rests on
    story: str | None = None
    read_at: str | None = None  # ISO instant, UTC; the only key that may differ between two machines
    flags: tuple[str, ...] = ()  # what a reader should know: "encoding guessed: cp1252"
    sentences: tuple[int, ...] = ()  # where each sentence starts; furniture has none


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report and what it is there for. The passages of a report cover its text without overlap."""

    id: str
    report: str
    start: int
    end: int
    text: str
    part: Part
    how: How


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time. `anchor`: the id of the expression or report that `value` was computed from."""

    id: str
    report: str
    start: int
    end: int
    text: str
    value: str | None
    time_kind: TimeKind
    basis: Basis | None
    anchor: str | None
    how: How
    clash: str | None = None  # what contradicts what is written: "8 December 2016 was a Thursday"
    meaning: str | None = None  # what the words mean whenever they were written: "weekday(weekday=THU) past"


@dataclass(frozen=True, slots=True)
class Place:
    """Words that name a place, and where it is. `precision_m`: a radius that honestly covers it."""

    id: str
    report: str
    start: int
    end: int
    text: str
    name: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    feature: str | None  # GeoNames feature code, "PPLC"
    precision_m: int | None
    how: How


@dataclass(frozen=True, slots=True)
class Where:
    """A place without its words, as events and quantities carry it."""

    id: str
    name: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    feature: str | None
    precision_m: int | None
    inferred: bool = False  # not named by the sentence, taken from its context


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to an actor; `actor` None: to nobody that we could tell."""

    id: str
    report: str
    start: int
    end: int
    text: str
    actor: str | None
    name: str | None
    code: str | None
    how: How
    kind: ActorKind | None = None
    form: Form = "name"
    role: str | None = None  # "Turkish Foreign Minister", in the report's words
    antecedent: str | None = None  # id of the mention that told us who is meant


@dataclass(frozen=True, slots=True)
class Party:
    """An actor in a part: a source, an initiator, an addressee. `start`, `end`: its words in the same report."""

    name: str | None
    code: str | None
    actor: str | None
    start: int | None
    end: int | None
    on_behalf_of: str | None = None  # a spokesman's principal
    inferred: bool = False  # not named by the sentence, taken from its context


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count as reported. "Up to 10,500" is low None, high 10500."""

    id: str
    report: str
    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    unit: str | None
    bound: Bound
    about: str | None
    change: bool
    when: str | None
    place: Where | None
    attributed_to: tuple[Party, ...]
    how: How
    claim: str | None = None  # id of the claim that carries it
    role: str | None = None  # of people: dead, injured, missing, displaced, evacuated, detained, besieged, freed
    when_from: str | None = None  # id of the time expression that `when` is computed from


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that somebody said, thought or meant, and who: an attribution relation."""

    id: str
    report: str
    start: int
    end: int
    text: str
    sources: tuple[Party, ...]
    cue: Words | None
    via: tuple[Party, ...]
    addressee: Party | None
    manner: Manner
    quoted: bool
    stance: Stance
    said_on: str | None
    parent: str | None
    how: How
    parts: tuple[Words, ...] = ()  # the pieces of a split quotation; empty when the content is one stretch
    said_on_from: str | None = None  # id of the time expression that `said_on` is computed from


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, in PLOVER's terms; `text` is the trigger."""

    id: str
    report: str
    start: int
    end: int
    text: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    initiators: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Where | None
    when: str | None
    status: Status
    claim: str | None
    incident: str | None
    quad: Quad | None
    goldstein: float | None
    how: How
    when_from: str | None = None  # id of the time that `when` is computed from; of the report: told as of its day


@dataclass(frozen=True, slots=True)
class State:
    """What a sentence says of a running matter: a truce broken, a town held, people let out, a meeting planned.

    What the columns hold depends on `matter`, see the codebook. `text` is the word that says the state.
    """

    id: str
    report: str
    start: int
    end: int
    text: str
    matter: Matter
    state: str  # "announced", "holds", "evacuated", "planned", ...: the codebook lists them
    parties: tuple[Party, ...]  # who declares or breaks it, who holds, who moves, who talks
    others: tuple[Party, ...]  # who lost what is held
    mediators: tuple[Party, ...]
    place: Where | None  # where; of a movement, from where
    to: Where | None
    about: Words | None  # the part that is held, who moves, the topic of talks
    by: str | None  # the corridor of a movement, the format of talks
    traits: tuple[str, ...]  # what else is said of a truce: "purpose humanitarian", "written", "lasts 5 days"
    when: str | None
    status: Status
    claim: str | None  # id of the claim that carries it
    sources: tuple[Party, ...]  # who says so; empty: the report's own voice
    quantities: tuple[str, ...]  # ids of the figures that it is told with
    event: str | None  # id of the event with the same words
    how: How
    when_from: str | None = None  # id of the time that `when` is computed from; of the report: told as of its day


@dataclass(frozen=True, slots=True)
class Role:
    """An office somebody held, as the report with id `evidence` tells it.

    The table's dates are those of the office. What reports tell is bounded by their days: `from_` "../2016-12-09" is an
    office entered on that day at the latest, `to` "2016-12-20/.." one left on that day at the earliest.
    """

    title: str
    organisation: str | None
    from_: str | None
    to: str | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Actor:
    """One row per actor of the record, however often it is mentioned."""

    id: str
    name: str
    kind: ActorKind | None
    code: str | None
    aliases: tuple[str, ...]
    wikidata: str | None
    roles: tuple[Role, ...]
    members: tuple[str, ...] = ()  # ids under which the reports' mentions have them, when several were joined in one


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing that happened, however often it is told."""

    id: str
    type: str
    mode: str | None
    initiators: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Where | None
    when: str | None
    status: Status
    events: tuple[str, ...]
    reports: int
    independent_sources: int
    first_said: str | None
    last_said: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """What two rows have to do with each other, with a reason a person can check.

    `same_actor`: `a` and `b` are actors that may be one person and are not joined; all other relations are between
    claims, events, quantities or reports.
    """

    id: str
    a: str
    b: str
    relation: LinkRelation
    confidence: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """Comparable statements on one question."""

    id: str
    question: str
    rows: tuple[str, ...]
    relation: LinkRelation
    reason: str


@dataclass(frozen=True, slots=True)
class Story:
    """Reports of one unfolding matter."""

    id: str
    title: str
    reports: tuple[str, ...]
    first: str | None
    last: str | None
    actors: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which rows a field of a dossier rests on."""

    field: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One state that a ceasefire, or the evacuation under it, came into, and who says so and who disputes it.

    `said_by` is empty where only the reports' own voice tells it.
    """

    state: str
    day: str | None
    by: tuple[Party, ...]  # who did it: broke it, suspended it
    said_by: tuple[Party, ...]
    disputed_by: tuple[Party, ...]
    reports: int
    own_voice: int  # of these, how many tell it in their own words
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One claimant's figure. `said_by` is empty for the report's own voice; `day`: when it was told."""

    low: float | None
    high: float | None
    bound: Bound
    said_by: tuple[Party, ...]
    day: str | None
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ceasefire:
    """One declaration of one party; the rows of a ceasefire share `ceasefire`, its steps and its terms.

    In the fields of the ETH/PRIO Civil Conflict Ceasefire data. Each filled field has its rows in `evidence`; null is
    "not reported".
    """

    id: str
    ceasefire: str
    party: Party | None
    place: Where | None
    declared: str | None
    effective: str | None
    suspended: str | None
    resumed: str | None
    ended: str | None  # the day; that it ended without a day stands in `steps`
    state: str | None  # the last step that is told, "disputed" added where somebody disputes it
    purpose: Purpose | None
    scope: Scope | None  # partial: some places only
    lasts: str | None  # a fixed length, in the report's words
    mediators: tuple[Party, ...]
    mechanism: str | None  # who watches over it, in the report's words
    written: bool | None
    steps: tuple[Step, ...]
    evacuation: tuple[Step, ...]
    next_talks: tuple[str, ...]  # ids of the rows of talks that are still to come
    undated: bool  # a report without a day is among the evidence
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """Who holds what on a day. `agreed`: two or more independent sources say so, and nobody else says otherwise."""

    id: str
    state: str  # holds, took, lost
    place: Where | None
    part: str | None
    share_low: float | None
    share_high: float | None
    unit: str | None  # percent, districts, ...
    bound: Bound | None
    holder: Party | None
    loser: Party | None
    as_of: str | None
    said_by: tuple[Party, ...]
    sources: int  # independent ones
    agreed: bool
    undated: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Displacement:
    """One claimant's figure of people on the move or left behind, or one state of the operation (no figure)."""

    id: str
    state: str  # evacuated, fled, to_be_evacuated, remaining; began, continues, suspended, resumed, ended
    who: str | None
    low: float | None
    high: float | None
    bound: Bound | None
    from_: Where | None
    to: Where | None
    corridor: str | None
    when: str | None
    cumulative: bool | None
    said_by: tuple[Party, ...]
    told: str | None  # the day on which it was told
    undated: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Talks:
    """One round of talks as told by one or more reports."""

    id: str
    state: str  # held, under_way, planned, moved, cancelled
    when: str | None
    moved_from: str | None
    venue: Where | None
    parties: tuple[Party, ...]
    mediators: tuple[Party, ...]
    topics: str | None
    format: str | None  # phone, visit, third-party, multilateral
    said_by: tuple[Party, ...]
    undated: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Casualties:
    """The dead or the injured of one side in one place and time: each claimant's figure beside the others.

    `low` and `high` are the lowest and the highest that anybody gives; nothing is averaged.
    """

    id: str
    role: str  # dead, injured
    side: str | None
    place: Where | None
    when: str | None
    low: float | None
    high: float | None
    figures: tuple[Said, ...]
    undated: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """One event as another project's file codes it. Kept beside the read events; nothing is joined with it.

    `cited`: the addresses or names of the reports it rests on. `type` is None where PLOVER has none for their code.
    """

    id: str
    dataset: str  # gdelt, plover, polecat
    source: str  # name of the file
    key: str  # their id
    type: str | None
    mode: str | None
    cameo: str | None
    initiators: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    when: str | None
    status: Status
    quad: Quad | None
    goldstein: float | None
    published: str | None
    cited: tuple[str, ...]
    text: str | None
    mentions: int | None  # how often it is told, as they count


@dataclass(frozen=True, slots=True)
class ImportedMention:
    """One report that tells an imported event, as their file of mentions has it. `key`: their id of the event."""

    dataset: str
    source: str
    key: str
    published: str | None
    outlet: str | None
    cited: str | None
    sentence: int | None  # counted from 1
    confidence: float | None  # theirs, 0 to 1


@dataclass(frozen=True, slots=True)
class Reading:
    """Every row that one report yields, keyed by the report and the version of the rules."""

    report: Report
    version: str
    passages: tuple[Passage, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    places: tuple[Place, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    events: tuple[Event, ...] = ()
    states: tuple[State, ...] = ()

    def rows(self) -> "tuple[Row, ...]":
        """All rows, kind by kind."""
        return (
            *self.passages, *self.times, *self.places, *self.mentions, *self.claims, *self.quantities, *self.events,
            *self.states,
        )  # fmt: skip


Row = Passage | TimeExpression | Place | Mention | Claim | Quantity | Event | State  # the rows of one reading

KINDS: dict[str, type] = {
    "reports": Report, "passages": Passage, "actors": Actor, "mentions": Mention, "times": TimeExpression,
    "places": Place, "quantities": Quantity, "claims": Claim, "events": Event, "incidents": Incident, "links": Link,
    "disputes": Dispute, "stories": Story, "states": State, "ceasefires": Ceasefire, "control": Control,
    "displacement": Displacement, "talks": Talks, "casualties": Casualties, "imported": Imported,
}  # fmt: skip
# the rows of one reading
READ_KINDS = ("passages", "times", "places", "mentions", "claims", "quantities", "events", "states")
