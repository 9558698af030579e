"""Corrections in words ("speaker=Kalin", "date=2016-12-09") as values of a row's fields; BadRequest for the rest."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin, get_type_hints

from dateline.ask.actors import find
from dateline.ask.everybody import everybody
from dateline.ask.view import View
from dateline.edtf import is_edtf
from dateline.errors import BadRequest
from dateline.ids import kind_of
from dateline.lexicon import actors as actor_table
from dateline.lexicon import gazetteer, plover
from dateline.lexicon.actors import actor_id
from dateline.lexicon.phrases import fold
from dateline.plain import bare, may_be_none, plain
from dateline.records import Mention, Party, Place, Reading, Where, Words
from dateline.review.decision import Change
from dateline.store.record import Record

LONGEST = 20_000  # characters of one value; more is a paste that went wrong
NONE = ("none", "null", "-", "")
SPAN = re.compile(r"(\d{1,9})\.\.(\d{1,9})", re.ASCII)
BOUNDS = ("start", "end", "text")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "reports": ("published", "outlet", "headline", "url", "language"),
    "passages": ("part",),
    "times": (*BOUNDS, "value", "time_kind", "basis"),
    "places": (*BOUNDS, "name", "geonameid", "lat", "lon", "country", "admin1", "feature", "precision_m"),
    "mentions": (*BOUNDS, "actor", "name", "code", "kind", "form", "role"),
    "claims": (*BOUNDS, "sources", "via", "addressee", "cue", "manner", "quoted", "stance", "said_on", "parent"),
    "quantities": (*BOUNDS, "low", "high", "unit", "bound", "about", "change", "when", "place", "attributed_to",
                   "role", "claim"),
    "events": (*BOUNDS, "type", "mode", "contexts", "initiators", "recipients", "place", "when", "status", "claim"),
    "states": (*BOUNDS, "state", "parties", "others", "mediators", "place", "to", "by", "when", "status", "sources",
               "claim"),
}  # fmt: skip
ALSO: Mapping[str, Mapping[str, str]] = {
    "reports": {"date": "published"},
    "times": {"date": "value"},
    "places": {"place": "name"},
    "mentions": {"who": "actor"},
    "claims": {"speaker": "sources", "said-by": "sources", "source": "sources", "date": "said_on", "content": "text"},
    "quantities": {"date": "when", "where": "place", "speaker": "attributed_to", "said-by": "attributed_to"},
    "events": {"who": "initiators", "whom": "recipients", "date": "when", "where": "place", "trigger": "text"},
    "states": {"who": "parties", "date": "when", "where": "place", "speaker": "sources"},
}
DATES = frozenset({"published", "value", "said_on", "when"})
COMPUTED_FROM = {"when": "when_from", "said_on": "said_on_from"}


def changes(record: Record, reading: Reading, row: Any, fields: Mapping[str, str]) -> tuple[Change, ...]:
    """What a person wants otherwise in a row, field by field, with what stands there."""
    kind = kind_of(row.id) or ""
    if kind not in FIELDS:
        raise BadRequest(
            f"a row of {kind or 'no kind'} has no fields to correct",
            "reject it, or merge or split it (`dateline review --help`)",
        )
    asked = {field_of(kind, name): value for name, value in fields.items()}
    if not asked:
        raise BadRequest("nothing is to be corrected", f"write field=value: {', '.join(FIELDS[kind])}")
    for name, value in asked.items():
        if len(value) > LONGEST or not is_text(value):
            raise BadRequest(f"the value of {name} cannot be kept", f"write at most {LONGEST:,} characters of text")
    values = _Values(record, reading, row, kind, asked).all()
    hints = get_type_hints(type(row))
    found = tuple(
        Change(name, _json(value), _json(getattr(row, name)))
        for name, value in values.items()
        if name in hints and (value != getattr(row, name) or (kind == "mentions" and name in IDENTITY))
    )
    if all(change.value == change.former for change in found):
        raise BadRequest(f"{row.id} says so already", f"accept it: `dateline review accept {row.id}`")
    return found


IDENTITY = ("actor", "name", "code", "kind", "form")  # who a mention means: told whole, for later reports to learn from


def field_of(kind: str, name: str) -> str:
    """The field that a name means. Raises BadRequest, offering the nearest."""
    known = name.strip().casefold()
    also = ALSO.get(kind, {})
    found = also.get(known.replace("_", "-"), known.replace("-", "_"))
    if found not in FIELDS[kind]:
        every = [*FIELDS[kind], *also]
        near = get_close_matches(known, every, 2, 0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(every)}"
        raise BadRequest(f"{kind} have no field {name[:60]!r} to correct", hint)
    return found


def is_text(words: str) -> bool:
    """Can it be kept? No NUL, and no half of a character."""
    return "\0" not in words and not any("\ud800" <= c <= "\udfff" for c in words)


def _json(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class _Values:
    """The words of one correction as typed values."""

    record: Record
    reading: Reading
    row: Any
    kind: str
    asked: Mapping[str, str]

    def all(self) -> dict[str, Any]:
        values = self._bounds()
        special = {"mentions": self._identity, "places": self._location}.get(self.kind)
        if special is not None:
            values |= special()
        for name in self.asked:
            if name not in values and name not in BOUNDS:
                values[name] = self._value(name, self.asked[name])
        for name, source in COMPUTED_FROM.items():
            if name in values:
                values[source] = None
        if "value" in values:  # a day that a person gave is not computed again
            values |= {"anchor": None, "meaning": None, "clash": None}
        if "type" in values:
            values |= self._type(values["type"])
        return values

    # -- plain values

    def _value(self, name: str, words: str) -> Any:
        hint = get_type_hints(type(self.row))[name]
        inner = bare(hint)
        if get_origin(inner) is tuple:
            return self._several(get_args(inner)[0], words)
        if words.strip().casefold() in NONE and words.strip() != "0":
            if not may_be_none(hint):
                raise BadRequest(f"{name} cannot be empty", f"reject the row instead, or write {_choices(hint, name)}")
            return None
        reader: Callable[[str, str], Any] | None = {
            Party: lambda _, text: self.party(text), Where: self._where, Words: self._words, bool: _truth, int: _whole,
            float: _number,
        }.get(inner)  # fmt: skip
        if reader is not None:
            return reader(name, words)
        return self._text(name, words.strip(), hint)

    def _text(self, name: str, words: str, hint: Any) -> str:
        choices = _literals(hint)
        if choices and words.casefold().replace(" ", "_") not in choices:
            near = get_close_matches(words.casefold(), choices, 1)
            raise BadRequest(f"{name}: {words[:60]!r} is none", f"write one of {', '.join(near or choices)}")
        if choices:
            return words.casefold().replace(" ", "_")
        if name in DATES and not is_edtf(words) and not (name == "value" and re.fullmatch(r"P[0-9.]+[DWMY]", words)):
            raise BadRequest(f"{name}: {words[:60]!r} is no date", "write 2016-12-09, 2016-12 or 2016, or none")
        if name == "type" and words.upper() not in plover.load().types:
            near = get_close_matches(words.upper(), plover.load().types, 1) or ["ASSAULT, AGREE, ..."]
            raise BadRequest(f"type: {words[:60]!r} is none of PLOVER's", f"write {near[0]}")
        if name in ("claim", "parent"):
            return self._claim(name, words)
        return words.upper() if name == "type" else " ".join(words.split())

    def _several(self, inner: Any, words: str) -> tuple[Any, ...]:
        pieces = [piece.strip() for piece in words.split(";")]
        pieces = [piece for piece in pieces if piece.casefold() not in NONE]
        return tuple(self.party(piece) if inner is Party else piece for piece in pieces)

    def _type(self, name: str) -> dict[str, Any]:
        """What follows from the type of an event."""
        kind = plover.load().types[name]
        mode = self._value("mode", self.asked["mode"]) if "mode" in self.asked else self.row.mode
        if mode is not None and mode not in kind.modes:
            if "mode" in self.asked:
                raise BadRequest(
                    f"{name} has no mode {mode!r}", f"write one of {', '.join(kind.modes) or 'none'}, or none"
                )
            mode = None
        return {"mode": mode, "quad": kind.quad, "goldstein": kind.goldstein}

    def _claim(self, name: str, words: str) -> str:
        above = {claim.id: claim.parent for claim in self.reading.claims}
        if words not in above:
            raise BadRequest(f"{name}: {words[:60]!r} is no claim of {self.reading.report.id}", "write its id, or none")
        at: str | None = words
        for _ in above:
            if at == self.row.id:
                raise BadRequest(f"{name}: {words} is contained in {self.row.id}", "no claim contains itself")
            at = above.get(at or "")
        return words

    # -- places in the text

    def _bounds(self) -> dict[str, Any]:
        """start and end, from numbers or from the words that are to be in it."""
        if not any(name in self.asked for name in BOUNDS):
            return {}
        if "text" in self.asked:
            start, end = self.words_at(self.asked["text"], self.row.start)
        else:
            start = _whole("start", self.asked.get("start", str(self.row.start)))
            end = _whole("end", self.asked.get("end", str(self.row.end)))
        if not 0 <= start < end <= len(self.reading.report.text):
            length = len(self.reading.report.text)
            raise BadRequest(f"{start}..{end} is no stretch of the report", f"its text runs from 0 to {length}")
        return {"start": start, "end": end}

    def words_at(self, words: str, near: int) -> tuple[int, int]:
        """Where these words stand, nearest to a place; white space may differ. Raises BadRequest."""
        found = _occurrence(self.reading.report.text, words, near)
        if found is None:
            raise BadRequest(f"the report does not say {' '.join(words.split())[:80]!r}", "copy the words from it")
        return found

    def _words(self, name: str, words: str) -> Words:
        span = SPAN.fullmatch(words.strip())
        start, end = (int(span[1]), int(span[2])) if span else self.words_at(words, self.row.start)
        text = self.reading.report.text[start:end]
        if not text:
            raise BadRequest(f"{name}: {words[:60]} is no stretch of the report", "write the words themselves")
        return Words(text, start, end)

    # -- who and where

    def party(self, words: str) -> Party:
        """The actor that words name: a mention of the report, else the words themselves."""
        name, _, principal = (part.strip() for part in words.partition(" on behalf of "))
        found = self._party(name)
        return found if not principal else Party(found.name, found.code, found.actor, found.start, found.end, principal)

    def _party(self, words: str) -> Party:
        span = SPAN.fullmatch(words)
        text = self.reading.report.text
        mentions = self.reading.mentions
        if span:
            start, end = int(span[1]), int(span[2])
            if not 0 <= start < end <= len(text):
                raise BadRequest(f"{words} is no stretch of the report", f"its text runs from 0 to {len(text)}")
            there = next((m for m in mentions if (m.start, m.end) == (start, end)), None)
            return _as_party(there) if there else Party(" ".join(text[start:end].split()), None, None, start, end)
        if kind_of(words) in ("mentions", "actors"):
            by_id = [m for m in mentions if words in (m.id, m.actor)]
            if not by_id:
                raise BadRequest(f"{words} is nobody whom {self.reading.report.id} mentions", "write the name")
            return _as_party(self._nearest(by_id))
        wanted = fold(words)
        for part in ("name", "text", "code"):
            fitting = [m for m in mentions if fold(" ".join((getattr(m, part) or "").split())) == wanted]
            if fitting:
                return _as_party(self._nearest(fitting))
        known = actor_table.load().named(words)
        if known is not None:
            fitting = [m for m in mentions if m.actor == known.id]
            if fitting:
                return _as_party(self._nearest(fitting))
            return Party(known.name, known.code_on(self.reading.report.published), None, None, None)
        found = _occurrence(text, words, self.row.start)
        return Party(" ".join(words.split()), None, None, *(found or (None, None)))

    def _nearest(self, rows: Iterable[Mention]) -> Mention:
        return min(rows, key=lambda m: (abs(m.start - self.row.start), m.start, m.end))

    def _where(self, name: str, words: str) -> Where:
        wanted = fold(words.strip())
        places = self.reading.places
        found = [p for p in places if words.strip() == p.id]
        found = found or [p for p in places if wanted in (fold(p.name or ""), fold(" ".join(p.text.split())))]
        if not found:
            named = ", ".join(dict.fromkeys(p.name or p.text for p in places)) or "none"
            raise BadRequest(
                f"{name}: {self.reading.report.id} names no place {words[:60]!r}", f"the places of the report: {named}"
            )
        near = min(found, key=lambda p: (abs(p.start - self.row.start), p.start))
        return Where(near.id, near.name, near.geonameid, near.lat, near.lon, near.country, near.admin1, near.feature,
                     near.precision_m)  # fmt: skip

    def _identity(self) -> dict[str, Any]:
        """Who a mention means: name, code, actor and kind together."""
        if not {"actor", "name", "code", "kind"} & self.asked.keys():
            return {}
        row: Mention = self.row
        who = self.asked.get("actor", self.asked.get("name"))
        plainly = {name: self._value(name, self.asked[name]) for name in ("code", "kind", "form") if name in self.asked}
        now = {"actor": row.actor, "name": row.name, "code": row.code, "kind": row.kind, "form": row.form}
        if who is not None and who.strip().casefold() in NONE:
            now |= {"actor": None, "name": None, "code": None}
        elif who is not None:
            now |= self._somebody(" ".join(who.split()), plainly.get("kind", row.kind))
        return now | plainly

    def _somebody(self, who: str, kind: str | None) -> dict[str, Any]:
        known = actor_table.load().named(who) or actor_table.load().by_id.get(who)
        if known is not None:
            day = self.reading.report.published
            return {"actor": known.id, "name": known.name, "code": known.code_on(day), "kind": known.kind}
        for m in self.reading.mentions:
            if m.actor is not None and (m.actor == who or fold(m.name or "") == fold(who)):
                return {"actor": m.actor, "name": m.name, "code": m.code, "kind": m.kind}
        try:
            actor = find(everybody(View(self.record)), who)
        except BadRequest:
            if kind_of(who) == "actors":
                raise
            return {"actor": actor_id(who, kind), "name": who, "code": None, "kind": kind}
        return {"actor": actor.id, "name": actor.name, "code": actor.code, "kind": actor.kind}

    def _location(self) -> dict[str, Any]:
        """Where a place is: by its name in the gazetteer, or by what is given."""
        located = ("name", "geonameid", "lat", "lon", "country", "admin1", "feature", "precision_m")
        given = {name: self._value(name, self.asked[name]) for name in located if name in self.asked}
        if not given:
            return {}
        row: Place = self.row
        if "name" in given and given["name"] is None:
            return dict.fromkeys(located) | given
        if "lat" in given or "lon" in given:
            lat, lon = given.get("lat", row.lat), given.get("lon", row.lon)
            if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180:
                raise BadRequest(f"{lat}, {lon} is no point of the earth", "write lat=36.2 lon=37.16")
            return given
        name = given.get("name") or row.name or row.text
        told = {part: given[part] for part in ("geonameid", "country", "admin1") if given.get(part) is not None}
        senses = [s for s in gazetteer.load().senses(name) if all(getattr(s, p) == told[p] for p in told)]
        if not senses:
            raise BadRequest(f"the gazetteer has no {name[:60]!r} like that", "give lat= and lon= as well")
        best = max(senses, key=lambda s: s.population)
        return {part: getattr(best, part) for part in located}


def _as_party(m: Mention) -> Party:
    return Party(m.name or " ".join(m.text.split()), m.code, m.actor, m.start, m.end)


def _occurrence(text: str, words: str, near: int) -> tuple[int, int] | None:
    """The stretch of a text with these words that is nearest to a place."""
    pieces = words.split()
    if not pieces:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, pieces)))
    best: tuple[int, int] | None = None
    for found in pattern.finditer(text):
        if best is None or abs(found.start() - near) < abs(best[0] - near):
            best = found.span()
    return best


def _literals(hint: Any) -> list[str]:
    """The values that a field may have, if they are a fixed set."""
    if get_origin(hint) is Literal:
        return [str(value) for value in get_args(hint)]
    return [value for part in get_args(hint) if part is not type(None) for value in _literals(part)]


def _choices(hint: Any, name: str) -> str:
    return ", ".join(_literals(hint)) or f"a value for {name}"


def _truth(name: str, words: str) -> bool:
    known = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if words.strip().casefold() not in known:
        raise BadRequest(f"{name}: {words[:60]!r} is neither", "write yes or no")
    return known[words.strip().casefold()]


def _whole(name: str, words: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", words.strip(), re.ASCII):
        raise BadRequest(f"{name}: {words[:60]!r} is no whole number", "write digits")
    return int(words)


def _number(name: str, words: str) -> float:
    bare_words = words.strip().replace(",", "")
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", bare_words, re.ASCII):
        raise BadRequest(f"{name}: {words[:60]!r} is no number", "write digits: 10500, 0.5")
    return float(bare_words)
