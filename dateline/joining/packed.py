"""Tellings and digests as JSON, to be kept in a record: short, and quick to take apart again."""

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from sys import intern
from typing import Any, get_args, get_origin, get_type_hints

from dateline.joining.statements import Statement
from dateline.joining.tellings import Digest, Telling, Who, days, spot_of
from dateline.plain import bare, build, plain
from dateline.records import Where

NOT_KEPT: tuple[Any, ...] = (0, [])  # `known` and `arms`, which older rules did not keep: it is joined anew


def pack_telling(told: Telling) -> str:
    values: list[Any] = [
        told.id, told.report, told.events, told.family, told.type, told.mode, told.entry, told.status,
        [_pack_who(who) for who in told.initiators], [_pack_who(who) for who in told.recipients],
        plain(told.place), told.amount, told.days, told.told, told.trigger, told.meaning, told.words, told.text,
        told.sources, told.said, told.near, int(told.known), told.arms,
    ]  # fmt: skip
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _pack_who(who: Who) -> list[Any]:
    return [who.key, who.name, who.country, who.sector, int(who.person), int(who.vague), int(who.inferred)]


def unpack_telling(text: str) -> Telling:
    values: list[Any] = json.loads(text)
    (event, report, events, family, kind, mode, entry, status, initiators, recipients, place, amount, told_days, told,
     trigger, meaning, words, said_text, sources, said, near, *later) = values  # fmt: skip
    known, arms = (*later, *NOT_KEPT[len(later) :])
    where = None if place is None else build(Where, place)
    return Telling(
        event, intern(report), tuple(events), intern(family), intern(kind), intern(mode), intern(entry),
        status, _whos(initiators), _whos(recipients), where, spot_of(where), amount, told_days,
        days(told_days), (told[0], told[1]), _words(trigger), _words(meaning), _weighed(words), said_text,
        tuple(sources), said, _words(near), bool(known), _words(arms),
    )  # fmt: skip


def _whos(values: list[list[Any]]) -> tuple[Who, ...]:
    return tuple(
        Who(intern(key), intern(name), intern(country), intern(sector), bool(person), bool(vague), bool(inferred))
        for key, name, country, sector, person, vague, inferred in values
    )


def _words(values: list[str]) -> tuple[str, ...]:
    """Words come in many tellings and reports: each is there once, however many are remembered."""
    return tuple(map(intern, values))


def _weighed(words: dict[str, float]) -> dict[str, float]:
    return dict(zip(map(intern, words), words.values(), strict=True))


def pack_digest(digest: Digest) -> str:
    values = [
        digest.id, digest.outlet, digest.agency, digest.headline, digest.published, digest.told, int(digest.dated),
        digest.keywords, digest.actors, digest.places, digest.marks, digest.said,
    ]  # fmt: skip
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def unpack_digest(text: str) -> Digest:
    values = json.loads(text)
    if len(values) == 11:
        values.append([])  # what it said was not kept by older rules, which what is joined is asked by until it is anew
    (report, outlet, agency, headline, published, told, dated, keywords, actors, places, marks, said) = values
    return Digest(
        intern(report), outlet, agency, headline, published, (told[0], told[1]), bool(dated), _weighed(keywords),
        tuple((intern(key), intern(name)) for key, name in actors), _words(places), tuple(marks), tuple(said),
    )  # fmt: skip


def pack_statement(one: Statement) -> str:
    """Records as arrays of their fields, in order."""
    return json.dumps(one, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def unpack_statement(text: str) -> Statement:
    found: Statement = _maker(Statement)(json.loads(text))
    return found


@cache
def _maker(hint: Any) -> Callable[[Any], Any]:
    """What makes a value of that type from its JSON."""
    hint = bare(hint)
    if hasattr(hint, "_fields"):
        return _of_fields(hint)
    if get_origin(hint) is tuple:
        inner = _maker(get_args(hint)[0])
        if inner is _as_it_is:
            return tuple
        return lambda values: tuple([None if value is None else inner(value) for value in values])
    return date.fromisoformat if hint is date else _as_it_is


def _of_fields(kind: Any) -> Callable[[list[Any]], Any]:
    """What makes a record from its values; most of them are made already."""
    hints = get_type_hints(kind)
    makers = [(k, make) for k, name in enumerate(kind._fields) if (make := _maker(hints[name])) is not _as_it_is]

    def made(values: list[Any]) -> Any:
        for k, make in makers:
            if values[k] is not None:
                values[k] = make(values[k])
        return kind(*values)

    return made


def _as_it_is(value: Any) -> Any:
    return value
