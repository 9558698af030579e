"""Events: who did what to whom, in PLOVER's terms, and whether it happened."""

from collections.abc import Iterable, Set

from dateline.ids import make_id
from dateline.language.grammar import is_verb, kids, prep_objects
from dateline.language.parse import Parse
from dateline.lexicon.countries import Countries
from dateline.lexicon.event_words import EventWords
from dateline.lexicon.plover import Plover
from dateline.reading.around import Around
from dateline.reading.events.arguments import Cast, country
from dateline.reading.events.choose import tellings
from dateline.reading.events.contexts import contexts
from dateline.reading.events.slots import hyphened
from dateline.reading.events.standing import Telling
from dateline.reading.events.status import carrying_claim
from dateline.reading.events.triggers import Trigger, triggers
from dateline.reading.fact_days import fact_day
from dateline.reading.running_time import Told, headline_end, holds_now, running_times
from dateline.reading.scenes import Happening, happened_at
from dateline.records import Claim, Event, How, Mention, Party, Place, Report, Status, TimeExpression, Where

SUPPOSED = ("hypothetical", "denied")  # nobody did it anywhere
SPOKEN = ("duty", "refused")
PRESENT = frozenset({"ASSAULT", "DISPLACE", "PROTEST", "MOBILIZE"})  # done on the spot, not by decree
PRESENT_MODES = frozenset({"withdraw", "disarm", "release", "arrest", "seize", "humanitarian"})
FAR = 6  # tokens between a light verb and its noun that a reader would still underline as one
CLOSE_BY = 3  # the same for a verb and the noun behind its preposition


def events(
    dated: Report,
    parse: Parse,
    times: tuple[TimeExpression, ...],
    places: tuple[Place, ...],
    referred: tuple[Place, ...],
    mentions: tuple[Mention, ...],
    claims: tuple[Claim, ...],
    event_words: EventWords,
    plover: Plover,
    countries: Countries,
) -> tuple[Event, ...]:
    """Every event told, in reading order of the triggers."""
    cast = Cast(parse, mentions, places, referred, times, event_words, countries)
    found = triggers(parse, event_words, cast)
    told = tellings(parse, event_words, plover, cast, found)
    actors = frozenset(k for mention in mentions for k in parse.tokens_in(mention.start, mention.end))
    lands = frozenset(countries.by_code)
    named = frozenset(
        land for one in told for q in (*one.initiators, *one.recipients) if _is_named(parse, q)
        for land in _lands((q,), lands)
    )  # fmt: skip
    meant = [place for place in referred if not _is_somebody(parse, place, actors)]
    happenings = [_happening(parse, event_words, plover, named, one) for one in told]
    happened = happened_at(parse, places, meant, times, actors, happenings)
    around = Around(claims)
    carriers = [carrying_claim(parse, event_words, around, one.trigger) for one in told]
    matters = [_matter(parse, plover, one, claim) for one, claim in zip(told, carriers, strict=True)]
    dates = running_times(parse, times, matters, headline_end(dated.text, dated.headline))
    now = [time is None and holds_now(parse, times, one.trigger.token) for time, one in zip(dates, told, strict=True)]
    rows = [_row(dated, parse, plover, times, *one) for one in zip(told, carriers, dates, now, happened, strict=True)]
    return tuple({row.id: row for row in rows}.values())


def _is_somebody(parse: Parse, place: Place, actors: Set[int]) -> bool:
    """ "It has left the town": the pronoun is an army's, and no place."""
    return any(k in actors and parse.tag[k] in ("PRP", "PRP$") for k in parse.tokens_in(place.start, place.end))


def _where_told(p: Parse, words: EventWords, one: Telling) -> int:
    """The token whose place is the event's: of "sat down for talks in Rome" the talks."""
    i = one.trigger.token
    if one.type != "CONSULT" or not is_verb(p, i):
        return i
    talks = [
        k for k in prep_objects(p, i, "for", "at", "during")
        if any(frame.type == "CONSULT" for frame in words.nouns.get(p.lemma[k].lower(), ()))
    ]  # fmt: skip
    return next((k for k in talks if prep_objects(p, k, "in", "at") and not prep_objects(p, i, "in", "at", "to")), i)


def _happening(parse: Parse, words: EventWords, plover: Plover, named: Set[str], one: Telling) -> Happening:
    spans = [(q.start, q.end) for q in one.initiators if q.start is not None and q.end is not None]
    return Happening(
        token=_where_told(parse, words, one),
        bodily=_is_deed(plover, one),
        present=one.type in PRESENT or one.mode in PRESENT_MODES,
        lands=_lands(one.recipients, named),
        kind=one.type,
        homes=_lands(one.initiators, named),
        supposed=one.status in SUPPOSED,
        doers=frozenset(k for start, end in spans for k in parse.tokens_in(start, end)),
    )


def _is_deed(plover: Plover, one: Telling) -> bool:
    return (plover.types[one.type].quad or "material").startswith("material")


def _lands(parties: Iterable[Party], known: Set[str]) -> frozenset[str]:
    """Those of the known countries that parties are of: not "NGO", nor a country guessed from where a report plays."""
    return frozenset(country(q.code) for q in parties if not q.inferred) & known


def _is_named(parse: Parse, party: Party) -> bool:
    """Whether the words for a party say of which country it is: "Syrian jets", and not "rebels"."""
    if party.start is None or party.end is None:
        return False
    return any(parse.word[k][0].isupper() and parse.tag[k] != "DT" for k in parse.tokens_in(party.start, party.end))


def _matter(p: Parse, plover: Plover, one: Telling, claim: Claim | None) -> Told:
    return Told(_dated_by(p, one.trigger), one.type, _is_deed(plover, one), told_status(one, claim))


def _dated_by(p: Parse, trigger: Trigger) -> int:
    """The token whose clause is dated: of "shelling was reported on Monday" the verb, which dates what was heard; of
    "the siege, which began on Monday" the verb of the clause on the noun."""
    if trigger.verb is not None and p.rel[trigger.verb] == "relcl" and trigger.token < trigger.verb:
        return trigger.clause
    heard = trigger.verb is not None and trigger.carried == "occur" and trigger.token < trigger.verb
    return trigger.clause if heard and trigger.frame.type == "ASSAULT" else trigger.token


def _row(
    report: Report,
    p: Parse,
    plover: Plover,
    times: tuple[TimeExpression, ...],
    one: Telling,
    claim: Claim | None,
    time: TimeExpression | None,
    now: bool,
    place: Where | None,
) -> Event:
    start, end = underlined(p, one.trigger)
    status = told_status(one, claim)
    now = now and status in ("actual", "claimed")
    when = fact_day(time, report.text, report.published, start, times) if time else report.published if now else None
    when_from = time.id if time else report.id if now else None
    kind = plover.types[one.type]
    row_id = make_id("events", report.id, start, end, one.type)
    return Event(
        row_id, report.id, start, end, p.text[start:end], one.type, one.mode,
        contexts(p, plover, one.trigger), one.initiators, one.recipients, place, when,
        status, None if claim is None else claim.id, None, kind.quad, kind.goldstein,
        How("events/" + one.trigger.frame.id + (f"+{one.rule}" if one.rule else "")), when_from,
    )  # fmt: skip


def told_status(one: Telling, claim: Claim | None) -> Status:
    """What a claim that carries the event makes of its status: only a plain fact becomes "claimed"."""
    if claim is not None and claim.stance == "denies" and one.status in ("actual", "claimed"):
        return "denied"
    if one.rule in SPOKEN and claim is not None and _own_words(one, claim):
        return one.status  # to say "they must go" is to demand it, to say "we will not go" is to refuse
    told = claim is not None and claim.manner != "intention"  # "voted to recognise" is no saying
    return "claimed" if one.status == "actual" and (told or one.hearsay) else one.status


def _own_words(one: Telling, claim: Claim) -> bool:
    codes = {country(q.code) for q in one.initiators}
    return any(country(source.code) in codes for source in claim.sources)


def underlined(p: Parse, trigger: Trigger) -> tuple[int, int]:
    """The words a reader would underline: verb and particle, light verb and noun when they stand close."""
    i, verb = trigger.token, trigger.verb
    first = last = i
    if p.tag[i].startswith("NN") and hyphened(p, i) is not None:
        first = i - 2
    if verb is not None and abs(verb - i) <= FAR:
        first, last = min(first, verb), max(last, verb)
    for k in kids(p, i, "prt"):
        if k == last + 1:
            last = k
    if trigger.frame.particle is not None and last + 1 < len(p) and p.lower[last + 1] == trigger.frame.particle:
        last += 1
    last = max([last, *_told_behind(p, trigger)])
    if p.tag[i].startswith("NN") and last == i and last + 1 < len(p) and p.rel[last + 1] == "prt":
        last += 1
    return p.slice(first, last)


def _told_behind(p: Parse, trigger: Trigger) -> list[int]:
    """The noun behind a preposition that makes the verb an event: "live under siege"."""
    i, frame = trigger.token, trigger.frame
    wanted = {x for s in frame.slots if s.thing and s.required and not s.role for x in s.prepositions}
    near = [k for k in trigger.inside if i < k <= i + CLOSE_BY and p.lemma[k].lower() in frame.things]
    return [k for k in near if p.lower[p.head[k]] in wanted and p.head[p.head[k]] == i]
