"""Places of a record: which are named, and what happened in one of them and was said of it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.ask import codes
from dateline.ask.context import sentence_around
from dateline.ask.kept import kept
from dateline.ask.published_last import known, published_last
from dateline.ask.show import chain, event_text
from dateline.ask.together import readings_in_sight
from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.ids import kind_of
from dateline.lexicon.entry import entries
from dateline.lexicon.gazetteer import Sense, contains, km
from dateline.lexicon.place_key import place_key
from dateline.plain import plain
from dateline.records import Claim, Event, Place, Reading, Report
from dateline.store.conditions import Condition, Near, Words
from dateline.store.listed import PlaceList, Ranked, Where, containing, ranking
from dateline.store.place_tallies import Key, Tally, id_of_key, key_of_row
from dateline.store.record import Record
from dateline.store.then import Then, as_of

MOST_DIGITS = 18  # of a number that a database holds
BY_COUNTRY = ("PCL", "ADM1")  # features in which another place lies by its country


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
    """All that a record holds of one place, by the days on which the reports were published. before: ISO, the last day
    of the reports that were not looked at; None where all were."""

    listed: Listed
    happened: tuple[Happened, ...]
    said: tuple[tuple[Report, Claim], ...]
    evidence: tuple[tuple[Report, Place, str], ...]  # each naming of it, with its sentence
    before: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "place": self.listed.as_json(),
            "before": self.before,
            "happened": [
                {"source": h.report.source, "published": h.report.published, "at": h.at, **plain(h.event)}
                for h in self.happened
            ],
            "said": [{"source": r.source, "published": r.published, **plain(claim)} for r, claim in self.said],
            "evidence": [{"source": r.source, "row": row.id, "sentence": words} for r, row, words in self.evidence],
        }


PER_MENTION = frozenset({"id", "report", "start", "end", "text"})


def key_of(place: Place) -> Key:
    """Two rows with the same key are the same place on earth."""
    return place.how.by, place.name or place.text, place.country or ""


def places(view: View, asked: Asked = Asked()) -> Sequence[Listed]:
    """The places that fit, those named most first."""
    wanted = None if asked.words is None else place_key(asked.words)

    def fits(key: Key, tally: Tally) -> bool:
        return wanted is None or wanted in "\n".join(map(place_key, (key[1], *tally.words)))

    return _ranked(view, containing("called", [wanted] if wanted else []), fits, asked.country)


def _ranked(view: View, where: Where, fits: Callable[[Key, Tally], bool], country: str | None) -> Sequence[Listed]:
    """The places that fit. where: the same as a condition on sums."""
    code = None if country is None else codes.land(country).iso
    record, change = view.record, _since(view)

    def all_fits(key: Key, tally: Tally) -> bool:
        return (code is None or key[2] == code) and fits(key, tally)

    if change is None:
        record = as_of(record, view.as_of)
        every = kept(view, "places", lambda: tallied(record))
        return _listed(record, sorted((one for one in every.items() if all_fits(*one)), key=ranking))
    clause, values = where
    if code is not None:
        clause, values = f"{clause} AND country = :country", values | {"country": code}
    with record.database.explained():
        ranked = PlaceList(record.database, change).ranked((clause, values), all_fits)
    return Ranked(len(ranked), lambda first, last: _listed(record, ranked[first:last]))


def _since(view: View) -> Mapping[Key, Tally | None] | None:
    """What came after the sums that the record keeps; None where they do not tell what is asked: of a record as it once
    was, or where names are withheld."""
    record = view.record
    if view.as_of is not None or record.veil is not None or isinstance(record, Then) or record.search.past:
        return None
    return kept(view, "places that came since", lambda: record.sums.places_since(), small=True)


def tallied(record: Record) -> dict[Key, Tally]:
    """All places, out of all rows."""
    found: dict[Key, Tally] = {}
    reports: dict[Key, set[str]] = {}
    key: dict[str, Key] = {}
    for row in record.places_named():
        its = key[row["id"]] = key_of_row(row)
        found.setdefault(its, Tally()).put(row, row["acting"])
        reports.setdefault(its, set()).add(row["report"])
    for _, place in record.places_of_events():
        if place in key:
            found[key[place]].events += 1
    for its, tally in found.items():
        tally.reports = len(reports[its])
    return found


def _listed(record: Record, found: Iterable[tuple[Key, Tally]]) -> list[Listed]:
    every = list(found)
    samples = {row.id: row for row in record.rows_with("places", [tally.sample[3] for _, tally in every])}
    return [_one(samples[tally.sample[3]], tally) for _, tally in every]


def _one(sample: Place, tally: Tally) -> Listed:
    words = sorted(tally.words.items(), key=lambda item: (-item[1], item[0]))
    return Listed(sample, tuple(words), tally.reports, tally.events, tally.acting)


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
    words = asked.words
    if not words:
        return None
    rows = view.record.rows_with("places", (words,)) if kind_of(words) == "places" else ()
    ids = {row.id: key_of(row) for row in rows}
    number = int(words) if words.isdecimal() and len(words) < MOST_DIGITS else None

    def fits(key: Key, tally: Tally) -> bool:
        return key in ids.values() or place_key(key[1]) == place_key(words) or number == tally.geonameid is not None

    if ids:
        where: Where = "id = :id", {"id": id_of_key(ids[words])}
    elif number is not None:
        where = "geonameid = :number", {"number": number}
    else:
        where = containing("called", [f"\n{place_key(words)}\n"])
    return find(_ranked(view, where, fits, asked.country), words, ids)


def dossier(view: View, listed: Listed, most: int | None = None) -> Dossier:
    """All of one place: what happened in it or in what lies inside it, and what was said with its name. most: of the
    reports about it, those that were published last."""
    key, area = key_of(listed.place), _sense(listed.place)
    happened: list[Happened] = []
    said: list[tuple[Report, Claim]] = []
    evidence: list[tuple[Report, Place, str]] = []
    reports, before = _reports(view, key, area, most)
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
        before,
    )


def row_then(view: View, row_id: str, most: int) -> Dossier:
    """The same of the place that a row names, as of a day; how often it was named is counted in those reports alone.
    Raises BadRequest for no such row, or a place that nobody had named."""
    row: Place = view.record.row(row_id)
    found = dossier(view, Listed(row, (), 0, 0, 0), most)
    if not found.evidence:
        raise BadRequest(f"nobody had named {(row.name or row.text)[:60]!r} by {view.as_of}", "ask as of a later day")
    named = Counter(place.text for _, place, _ in found.evidence).most_common()
    reports = len({report.id for report, _, _ in found.evidence})
    its = sum(one.at == (row.name or row.text) for one in found.happened)
    return replace(found, listed=Listed(found.evidence[0][1], tuple(named), reports, its, 0))


def _reports(view: View, key: Key, area: Sense | None, most: int | None) -> tuple[Collection[str], str | None]:
    """At least those that name a place, or one inside it; and the last day that was left out."""
    asked = _naming(key, area)
    if most is not None:
        return published_last(view.record, [(*known(view), *one) for one in asked], most)
    return {hit.report for one in asked for hit in view.record.search.hits("reports", one, limit=-1)}, None


def _naming(key: Key, area: Sense | None) -> list[tuple[Condition, ...]]:
    """Questions of which one holds for each of them."""
    words = Words("place", key[1])
    if not words.phrases():  # the index knows no marks
        return [()]
    asked: list[Condition] = [words]
    if area is not None and area.country and area.feature.startswith(BY_COUNTRY):
        asked.append(Words("place", area.country))
    elif area is not None:
        asked.append(Near(area.lat, area.lon, area.precision_m / 1000 * 1.1 + 15))
    return [(one,) for one in asked]


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
