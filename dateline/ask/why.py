"""Why a row says what it says: its sentence, the words that decided, the rule, and the chain of who told it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dateline.ask.context import sentence_around
from dateline.ask.reached import Fact, fact_reached, in_future, reached, report_reached
from dateline.ask.reasons import reasons
from dateline.ask.show import chain, event_text, join, party_text, value_text
from dateline.ids import kind_of
from dateline.lexicon.entry import entries
from dateline.reading.dating import clashes_of
from dateline.records import (
    Actor,
    Claim,
    Event,
    Mention,
    Party,
    Passage,
    Place,
    Quantity,
    Reading,
    Report,
    State,
    TimeExpression,
)


@dataclass(frozen=True, slots=True)
class Why:
    """The answer, as labelled lines in the order in which a person asks."""

    id: str
    kind: str
    lines: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """The lines by label; a label that comes more than once has a list."""
        grouped: dict[str, list[str]] = {}
        for label, words in self.lines:
            grouped.setdefault(label, []).append(words)
        return {"id": self.id, "kind": self.kind, **{k: v[0] if len(v) == 1 else v for k, v in grouped.items()}}


def why(reading: Reading, row: Any) -> Why:
    """The reasons for one row of a reading (the report itself included)."""
    kind = kind_of(row.id) or "rows"
    if isinstance(row, Report):
        return Why(row.id, kind, tuple(_of_report(reading)))
    lines = [("says", _gist(row)), *_details(reading, row)]
    if not isinstance(row, Passage):
        lines.insert(1, ("sentence", sentence_with(reading, row.start, row.end)))
    because = [("because", reason) for reason in reasons(reading, row)]
    return Why(row.id, kind, (*lines, *_rule(row), *because, *_where_from(reading, row)))


def why_actor(actor: Actor, mentions: Iterable[Mention]) -> Why:
    """What an actor is called, the offices we know of, and how often each form of words meant him, her or it."""
    lines = [("says", f"{actor.name} ({actor.code or 'no code'}), {actor.kind or 'of unknown kind'}")]
    if actor.wikidata:
        lines.append(("Wikidata", actor.wikidata))
    for role in actor.roles:
        span = f" from {role.from_ or '?'} to {role.to or '?'}" if role.from_ or role.to else ""
        of = f" of {role.organisation}" if role.organisation else ""
        lines.append(("role", f"{role.title}{of}{span}, says {role.evidence}"))
    called = Counter(" ".join(m.text.split()) for m in mentions if m.actor in (actor.id, *actor.members))
    shown = sorted(called.items(), key=lambda item: (-item[1], item[0]))
    lines.append(("called", "; ".join(f"{words} ({n})" for words, n in shown[:20])))
    return Why(actor.id, "actors", tuple(lines))


def sentence_with(reading: Reading, start: int, end: int) -> str:
    """The sentence around start..end, on one line, with the words themselves between » and «."""
    first, last = sentence_around(reading, start, end)
    text = reading.report.text
    return " ".join(f"{text[first:start]}»{text[start:end]}«{text[end:last]}".split())


def _gist(row: Any) -> str:
    match row:
        case Claim():
            return f"{chain(row)}: {row.stance}, {row.manner}"
        case Event():
            return f"{event_text(row)}, {row.status}"
        case State():
            return state_text(row)
        case Quantity():
            return f"{value_text(row)} {row.unit or '(no unit)'}: {row.about or 'not said of what'}"
        case TimeExpression():
            return f"{row.value or 'no day that could be told'} ({row.time_kind})"
        case Place():
            return f"{row.name or 'an unknown place'}, {row.country or 'no country'}"
        case Mention():
            return f"{row.name or 'somebody'} ({row.code or 'no code'})"
        case Passage():
            return f"this stretch is {row.part}"
    raise TypeError(f"{type(row).__name__} is no row of a reading")


def _details(reading: Reading, row: Any) -> list[tuple[str, str]]:
    match row:
        case Claim():
            return _of_claim(reading, row)
        case Event():
            return _of_event(reading, row)
        case State():
            return _of_state(reading, row)
        case Quantity():
            said = [("according to", join(row.attributed_to))] if row.attributed_to else []
            return [("bound", row.bound), *said, *_when(reading, row), *_carried_by(reading, row.claim)]
        case TimeExpression():
            return _of_time(reading, row)
        case Place():
            located = f"{row.lat}, {row.lon} ± {row.precision_m} m (GeoNames {row.geonameid}, {row.feature})"
            return [("located", located if row.lat is not None else "no: nothing in the gazetteer fits")]
        case Mention():
            return _of_mention(reading, row)
        case Passage():
            words = " ".join(row.text.split())
            return [("begins", words if len(words) <= 120 else words[:120] + "…")]
    return []


def _of_claim(reading: Reading, claim: Claim) -> list[tuple[str, str]]:
    lines = [("who said it", f"{party_text(p)}{_words(reading, p)}") for p in claim.sources]
    if not claim.sources:
        lines.append(("who said it", "nobody is named"))
    lines += [("passed on by", f"{party_text(p)}{_words(reading, p)}") for p in claim.via]
    if claim.addressee:
        lines.append(("said to", party_text(claim.addressee)))
    if claim.cue:
        lines.append(("words that decided", f"“{claim.cue.text}”"))
    return [*lines, *_when(reading, claim), *_carried_by(reading, claim.parent)]


def _of_event(reading: Reading, event: Event) -> list[tuple[str, str]]:
    lines = [("words that decided", f"“{event.text}”")]
    lines += [("initiator", f"{party_text(p)}{_words(reading, p)}") for p in event.initiators]
    lines += [("recipient", f"{party_text(p)}{_words(reading, p)}") for p in event.recipients]
    if event.place:
        lines.append(("place", f"{event.place.name or '?'} ({event.place.id})"))
        named = next((place for place in reading.places if place.id == event.place.id), None)
        if event.place.inferred and named is not None:
            lines.append(("place is inferred from", sentence_with(reading, named.start, named.end)))
    if event.contexts:
        lines.append(("contexts", ", ".join(event.contexts)))
    return [*lines, *_when(reading, event), *_carried_by(reading, event.claim)]


def state_text(row: State) -> str:
    """ "control: Syrian army holds Aleppo, 93 percent"."""
    who = join(row.parties) or "nobody named"
    place = f" {row.place.name}" if row.place and row.place.name else ""
    about = f" “{' '.join(row.about.text.split())}”" if row.about else ""
    return f"{row.matter}: {row.state.replace('_', ' ')},{place}{about} ({who}), {row.status}"


def _of_state(reading: Reading, row: State) -> list[tuple[str, str]]:
    lines = [("words that decided", f"“{row.text}”")]
    for label, parties in (("party", row.parties), ("against", row.others), ("mediator", row.mediators)):
        lines += [(label, f"{party_text(p)}{_words(reading, p)}") for p in parties]
    lines += [(label, f"{w.name or '?'} ({w.id})") for label, w in (("place", row.place), ("to", row.to)) if w]
    figures = {q.id: q for q in reading.quantities}
    lines += [("figure", f"“{figures[i].text}” ({i})") for i in row.quantities if i in figures]
    lines += [("also said", trait) for trait in row.traits]
    if row.sources:
        lines.append(("according to", join(row.sources)))
    return [*lines, *_when(reading, row), *_carried_by(reading, row.claim)]


def _of_mention(reading: Reading, mention: Mention) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = [("form", mention.form)]
    if mention.role:
        lines.append(("role in the report's words", mention.role))
    known = {m.id: m for m in reading.mentions}
    before = known.get(mention.antecedent or "")
    seen = {mention.id}
    while before is not None and before.id not in seen:
        seen.add(before.id)
        lines.append(("the same as", f"{sentence_with(reading, before.start, before.end)} ({before.id})"))
        before = known.get(before.antecedent or "")
    return lines


def _of_time(reading: Reading, time: TimeExpression) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = [("reached", reached(reading, time)), ("basis", time.basis or "none")]
    if time.meaning:
        lines.append(("meaning", time.meaning))
    if time.clash:
        lines.append(("clash", time.clash))
    if time.anchor == reading.report.id:
        report = reading.report
        lines.append(
            (
                "computed from",
                f"the report's date, {report.published or 'not known'} ({report.published_basis or 'nobody says it'})",
            )
        )
    elif time.anchor:
        other = next((t for t in reading.times if t.id == time.anchor), None)
        if other is not None:
            lines.append(("computed from", f"“{other.text}”, {other.value} ({other.id})"))
    return lines


def _of_report(reading: Reading) -> list[tuple[str, str]]:
    report = reading.report
    lines: list[tuple[str, str]] = [("says", f"published {report.published or 'on a day that nobody says'}")]
    lines.append(("reached", report_reached(reading)))
    lines += [("clash", one) for one in (*clashes_of(report), in_future(reading)) if one]
    lines.append(("basis", report.published_basis or "none"))
    rows = {row.id: row for row in reading.rows()}
    for evidence in report.published_evidence:
        row = rows.get(evidence)
        if row is not None:
            value = f" = {row.value}" if isinstance(row, TimeExpression) else ""
            lines.append(("evidence", f"{sentence_with(reading, row.start, row.end)}{value} ({evidence})"))
    return [*lines, ("bytes", f"sha256 {report.sha256}"), ("rules", reading.version)]


def _when(reading: Reading, fact: Fact) -> list[tuple[str, str]]:
    """The day of a fact, and how it was reached."""
    said = isinstance(fact, Claim)
    value = fact.said_on if isinstance(fact, Claim) else fact.when
    how = fact_reached(reading, fact)
    if value is None and how is None:
        return []
    return [("said on" if said else "when", value or "not known"), *([("reached", how)] if how else [])]


def _carried_by(reading: Reading, claim_id: str | None) -> list[tuple[str, str]]:
    """The claims around a row, innermost first: the speaker chain."""
    claims = {c.id: c for c in reading.claims}
    lines, seen = [], set()
    while claim_id in claims and claim_id not in seen:
        seen.add(claim_id)
        claim = claims[claim_id]
        cue = f" “{claim.cue.text}”" if claim.cue else ""
        lines.append(("said in", f"{chain(claim)}{cue} ({claim.id})"))
        claim_id = claim.parent
    return lines


def _words(reading: Reading, party: Party) -> str:
    if party.start is None or party.end is None:
        return ""
    return f", in the report “{' '.join(reading.report.text[party.start : party.end].split())}”"


def _rule(row: Any) -> list[tuple[str, str]]:
    sure = "not measured" if row.how.confidence is None else f"{row.how.confidence:.2f} of such rows are right on gold"
    words = [("lexicon", str(entry)) for entry in entries(row.how.by)]
    return [("rule", f"{row.how.by} (rules {row.how.version})"), *words, ("confidence", sure)]


def _where_from(reading: Reading, row: Any) -> list[tuple[str, str]]:
    report = reading.report
    part = next((p.part for p in reading.passages if p.start <= row.start < p.end), "body")
    outlet = report.outlet or "outlet not stated"
    day = report.published or "no date"
    return [("report", f"{report.source}, {outlet}, {day}, {part}, characters {row.start} to {row.end} ({report.id})")]
