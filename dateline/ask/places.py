"""Places of a record: which are named, and what happened in one of them and was said of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dateline.ask.context import sentence_around
from dateline.ask.kept import kept
from dateline.ask.show import chain, event_text
from dateline.ask.together import readings_in_sight
from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.ids import kind_of
from dateline.lexicon import countries
from dateline.lexicon.entry import entries
from dateline.lexicon.gazetteer import Sense, contains, km
from dateline.lexicon.place_key import place_key
from dateline.plain import plain
from dateline.records import Claim, Event, Place, Reading, Report
from dateline.store.record import Record
from dateline.store.then import as_of

Key = tuple[str, str, str]  # the rule and row of a table that placed it, name, country: one place on earth


@dataclass(frozen=True, slots=True)
class Asked:
    """What a place must be to be listed; None asks nothing. Names match in any case, without accents and hyphens."""

    words: str | None = None  # of its name, or of what reports call it
    country: str | None = None  # alpha-3, or a name


@dataclass(frozen=True, slots=True)
class Listed:
    """A place with how often it is named, in how many reports, and how many events happened right there.

    `place`: one of its rows. acting: how often its words are an actor there ("Russia vetoed the text").
    """

    place: Place
    named: tuple[tuple[str, int], ...]
    reports: int
    events: int
    acting: int

    @property
    def mentions(self) -> int:
        return sum(n for _, n in self.named)

    def as_json(self) -> dict[str, Any]:
        facts = {name: value for name, value in plain(self.place).items() if name not in PER_MENTION}
        return {
            **facts, "row": self.place.id, "mentions": self.mentions, "acting": self.acting, "reports": self.reports,
            "events": self.events, "named": dict(self.named),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happened:
    """An event with its report and sentence; `at` is the name of the place inside the one asked for, or its own."""

    report: Report
    event: Event
    sentence: str
    at: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a record holds of one place, by the days on which the reports were published."""

    listed: Listed
    happened: tuple[Happened, ...]
    said: tuple[tuple[Report, Claim], ...]
    evidence: tuple[tuple[Report, Place, str], ...]  # each naming of it, with its sentence

    def as_json(self) -> dict[str, Any]:
        return {
            "place": self.listed.as_json(),
            "happened": [
                {"source": h.report.source, "published": h.report.published, "at": h.at, **plain(h.event)}
                for h in self.happened
            ],
            "said": [{"source": r.source, "published": r.published, **plain(claim)} for r, claim in self.said],
            "evidence": [{"source": r.source, "row": row.id, "sentence": words} for r, row, words in self.evidence],
        }


PER_MENTION = frozenset({"id", "report", "start", "end", "text"})


Where = tuple[float | None, float | None, int | None]
Kind = tuple[Where, str | None, str | None, int | None]  # with admin1, feature, geonameid: all that a sense is made of


@dataclass(slots=True)
class _Tally:
    """What is counted of one place while its namings go by."""

    rows: Counter[Where] = field(default_factory=Counter)
    sample: dict[Where, str] = field(default_factory=dict)  # the first row that has it there
    kinds: dict[Kind, str] = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)
    reports: set[str] = field(default_factory=set)
    events: int = 0
    acting: int = 0

    @property
    def commonest(self) -> str:
        return self.sample[max(self.rows, key=lambda where: (self.rows[where], -(where[2] or 0)))]


@dataclass(frozen=True, slots=True)
class _Known:
    """A place with the reports that name it, and a row of it for each sense that it is named in."""

    listed: Listed
    reports: frozenset[str]
    senses: tuple[Place, ...]


def key_of(place: Place) -> Key:
    """Two rows with the same key are the same place on earth."""
    return place.how.by, place.name or place.text, place.country or ""


def places(view: View, asked: Asked = Asked()) -> list[Listed]:
    """The places that fit, those named most first."""
    code = None if asked.country is None else _code(asked.country)
    found = [one.listed for one in _known(view).values() if _fits(one.listed, asked, code)]
    return sorted(found, key=lambda one: (-one.mentions, one.place.name or "", one.place.id))


def _known(view: View) -> dict[Key, _Known]:
    return kept(view, "places", lambda: _tallied(as_of(view.record, view.as_of)))


def _tallied(record: Record) -> dict[Key, _Known]:
    tallies: dict[Key, _Tally] = {}
    key: dict[str, Key] = {}
    for row in record.places_named():
        its = key[row["id"]] = (row["how_by"], row["name"] or row["text"], row["country"] or "")
        one = tallies.setdefault(its, _Tally())
        where = row["lat"], row["lon"], row["precision_m"]
        one.rows[where] += 1
        one.sample.setdefault(where, row["id"])
        one.kinds.setdefault((where, row["admin1"], row["feature"], row["geonameid"]), row["id"])
        one.words[" ".join(row["text"].split())] += 1
        one.reports.add(row["report"])
        one.acting += row["acting"]
    for _, place in record.places_of_events():
        if place in key:
            tallies[key[place]].events += 1
    wanted = {row for one in tallies.values() for row in (*one.sample.values(), *one.kinds.values())}
    samples = {place.id: place for place in record.rows_with("places", wanted)}
    return {its: _known_of(one, samples) for its, one in tallies.items()}


def _known_of(tally: _Tally, samples: dict[str, Place]) -> _Known:
    words = sorted(tally.words.items(), key=lambda item: (-item[1], item[0]))
    listed = Listed(samples[tally.commonest], tuple(words), len(tally.reports), tally.events, tally.acting)
    return _Known(listed, frozenset(tally.reports), tuple(samples[row] for row in tally.kinds.values()))


def _fits(one: Listed, asked: Asked, code: str | None) -> bool:
    if code is not None and one.place.country != code:
        return False
    if asked.words is None:
        return True
    names = [place_key(one.place.name or ""), *(place_key(words) for words, _ in one.named)]
    return any(place_key(asked.words) in name for name in names)


def _code(words: str) -> str:
    """The code of a country by code or name. Raises BadRequest."""
    lands = countries.load()
    code = words.upper() if words.upper() in lands.by_code else lands.named(words) or lands.demonym(words)
    if code is None:
        raise BadRequest(f"{words!r} is no country", "give its name or its three letters: SYR")
    return lands.by_code[code].iso


def find(listed: Iterable[Listed], name: str, ids: dict[str, Key]) -> Listed | None:
    """The one place that has this name, GeoNames id or row; None when none or several do.

    ids: row -> key. Raises BadRequest for a row that the record does not have.
    """
    every = list(listed)
    if kind_of(name) == "places":
        if name not in ids:
            raise BadRequest(f"the record has no place {name!r}", "`dateline places` lists them")
        return next(one for one in every if key_of(one.place) == ids[name])
    if name.isdecimal():
        return next((one for one in every if str(one.place.geonameid) == name), None)
    wanted = place_key(name)
    found = [one for one in every if place_key(one.place.name or "") == wanted]
    return found[0] if len(found) == 1 else None


def chosen(view: View, asked: Asked) -> Listed | None:
    """The place to show in full when the words are one's whole name, id or row; None when they are to be listed."""
    if not asked.words:
        return None
    rows = view.record.rows_with("places", (asked.words,)) if kind_of(asked.words) == "places" else ()
    return find(places(view, Asked(None, asked.country)), asked.words, {row.id: key_of(row) for row in rows})


def dossier(view: View, listed: Listed) -> Dossier:
    """All of one place: what happened in it or in what lies inside it, and what was said with its name."""
    key, area = key_of(listed.place), _sense(listed.place)
    happened: list[Happened] = []
    said: list[tuple[Report, Claim]] = []
    evidence: list[tuple[Report, Place, str]] = []
    reports = {
        report for its, one in _known(view).items()
        if its == key or any(_inside(area, place) for place in one.senses) for report in one.reports
    }  # fmt: skip
    for reading in readings_in_sight(view, reports):
        rows = {place.id: place for place in reading.places}
        named = [place for place in reading.places if key_of(place) == key]
        evidence += [(reading.report, place, _sentence(reading, place.start, place.end)) for place in named]
        said += [
            (reading.report, claim) for claim in reading.claims
            if any(claim.start <= place.start < claim.end for place in named)
        ]  # fmt: skip
        for event in reading.events:
            row = rows.get(event.place.id) if event.place else None
            if row is not None and (key_of(row) == key or _inside(area, row)):
                words = _sentence(reading, event.start, event.end)
                happened.append(Happened(reading.report, event, words, row.name or row.text))
    return Dossier(
        listed,
        tuple(sorted(happened, key=lambda h: (*_day(h.report), h.event.start))),
        tuple(sorted(said, key=lambda pair: (*_day(pair[0]), pair[1].start))),
        tuple(sorted(evidence, key=lambda found: (*_day(found[0]), found[1].start))),
    )


def _day(report: Report) -> tuple[str, str]:
    return report.published or "9999", report.id


def _sense(place: Place) -> Sense | None:
    """An area that other places may lie in; None for a place without a position."""
    if place.lat is None or place.lon is None or place.precision_m is None:
        return None
    return Sense(
        place.name or place.text, place.lat, place.lon, place.country, place.feature or "", place.precision_m,
        place.how.by, place.admin1, place.geonameid,
    )  # fmt: skip


def _inside(area: Sense | None, place: Place) -> bool:
    inner = _sense(place)
    if area is None or inner is None or inner.precision_m >= area.precision_m:
        return False
    if area.feature.startswith("PPL"):  # a town ends where its houses do
        return km(area, inner) <= area.precision_m / 1000
    return contains(area, inner)


def _sentence(reading: Reading, start: int, end: int) -> str:
    first, last = sentence_around(reading, start, end)
    return " ".join(reading.report.text[first:last].split())


def lines(found: Dossier, most: int) -> Iterator[tuple[str, str]]:
    """The dossier as labelled lines, `most` of each kind."""
    place = found.listed.place
    kind = ", ".join(part for part in (place.feature, place.admin1, place.country) if part and part != place.name)
    yield "place", f"{place.name or place.text}{f' ({kind})' if kind else ''}"
    yield "where", position(place)
    geonames = f"; GeoNames {place.geonameid}" if place.geonameid else ""
    yield "table", (place.how.by if not (rows := entries(place.how.by)) else "; ".join(map(str, rows))) + geonames
    yield "named", "; ".join(f"{words} ({n})" for words, n in found.listed.named[:most])
    if found.listed.acting:
        yield "acts", f"{found.listed.acting} of {found.listed.mentions} times the name is somebody who acts"
    for one in found.happened[:most]:
        at = "" if one.at == (place.name or place.text) else f", in {one.at}"
        sure = ", place inferred" if one.event.place and one.event.place.inferred else ""
        when = f", {one.event.when}" if one.event.when else ""
        told = f"{one.report.published or 'no date'} {event_text(one.event)}, {one.event.status}{when}{at}{sure}"
        yield "happened", f"{told}: “{_short(one.sentence)}” ({one.event.id})"
    for report, claim in found.said[:most]:
        words = _short(" ".join(claim.text.split()))
        yield "said", f"{report.published or 'no date'} {chain(claim)}, {claim.stance}: {words} ({claim.id})"
    for report, row, words in found.evidence[:most]:
        yield "evidence", f"{report.source}: “{_short(words)}” ({row.id})"


def position(place: Place) -> str:
    """ "36.201, 37.161 ± 15 km"."""
    if place.lat is None or place.lon is None or place.precision_m is None:
        return "not known: no table has it, and no report says in which small area it lies"
    radius = place.precision_m / 1000
    return f"{place.lat:.3f}, {place.lon:.3f} ± {radius:,.{0 if radius >= 3 else 1}f} km"


def _short(words: str) -> str:
    return words if len(words) <= 160 else words[:159] + "…"
