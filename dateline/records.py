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
    when_from: str | None = None  # id of the time expression that `when` is computed from


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
    """What two rows have to do with each other, with a reason a person can check."""

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

    def rows(self) -> "tuple[Row, ...]":
        """All rows, kind by kind."""
        return (
            *self.passages, *self.times, *self.places, *self.mentions, *self.claims, *self.quantities, *self.events,
        )  # fmt: skip


Row = Passage | TimeExpression | Place | Mention | Claim | Quantity | Event  # the rows of one reading

KINDS: dict[str, type] = {
    "reports": Report, "passages": Passage, "actors": Actor, "mentions": Mention, "times": TimeExpression,
    "places": Place, "quantities": Quantity, "claims": Claim, "events": Event, "incidents": Incident, "links": Link,
    "disputes": Dispute, "stories": Story,
}  # fmt: skip
READ_KINDS = ("passages", "times", "places", "mentions", "claims", "quantities", "events")  # the rows of one reading
