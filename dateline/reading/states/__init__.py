"""States: how a truce, a front, an evacuation or a round of talks stands, as each sentence tells it."""

from dateline.ids import make_id
from dateline.language.parse import Parse
from dateline.lexicon.countries import Countries
from dateline.lexicon.state_words import StateWords
from dateline.reading.parties import Parties
from dateline.reading.states.control import control
from dateline.reading.states.moves import moves
from dateline.reading.states.scene import Found, Scene
from dateline.reading.states.talks import talks
from dateline.reading.states.truces import truces
from dateline.records import Claim, Event, How, Mention, Place, Quantity, Report, State, Status, TimeExpression

FINDERS = (truces, control, moves, talks)
TAKING = ("ASSAULT", "COERCE", "RETREAT")  # event types that tell of ground taken or given up


def states(
    dated: Report,
    parse: Parse,
    times: tuple[TimeExpression, ...],
    places: tuple[Place, ...],
    mentions: tuple[Mention, ...],
    claims: tuple[Claim, ...],
    quantities: tuple[Quantity, ...],
    events: tuple[Event, ...],
    state_words: StateWords,
    countries: Countries,
) -> tuple[State, ...]:
    """Every state that the report tells, in reading order."""
    scene = Scene(
        dated,
        parse,
        times,
        places,
        Parties(parse, mentions),
        claims,
        quantities,
        events,
        state_words,
        countries,
    )
    rows = [_row(scene, found) for find in FINDERS for found in find(scene)]
    once = {row.id: row for row in reversed(rows)}
    return tuple(sorted(once.values(), key=lambda row: (row.start, row.end, row.id)))


def _row(scene: Scene, found: Found) -> State:
    p = scene.p
    last = found.last if found.last is not None else found.token
    start, end = p.slice(min(found.token, last), max(found.token, last))
    claim = scene.claim_around(found.token)
    event, status = found.event, found.status
    if event is None and (told := scene.event_at(found.token)) is not None:
        event = told.id
        if found.matter == "control" and told.type in TAKING and told.status in ("actual", "claimed"):
            status = "actual"  # the events stage knows more of what "made it possible to" means
    figure = next((scene.figure[i] for i in found.quantities if i in scene.figure), None)
    sources = found.sources
    if sources is None:
        sources = figure.attributed_to if figure is not None else () if claim is None else claim.sources
    return State(
        make_id("states", scene.report.id, found.matter, found.state, start, end, *found.quantities), scene.report.id,
        start, end, p.text[start:end], found.matter, found.state,  # type: ignore[arg-type]
        found.parties, found.others, found.mediators, found.place, found.to, found.about, found.by, found.traits,
        found.when[0], _status(status, claim), None if claim is None else claim.id, sources, found.quantities,
        event, How(f"states/{found.rule}"), found.when[1],
    )  # fmt: skip


def _status(told: Status, claim: Claim | None) -> Status:
    """A plain fact inside a claim is claimed, inside a denial denied."""
    if claim is None or told != "actual":
        return told
    return "denied" if claim.stance == "denies" else "claimed"
