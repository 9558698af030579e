"""PLOVER JSON: one event a line, or a list of them. Actors by the names of the manual's tables or of its example.

Source: PLOVER manual (openeventdata, 2024).
"""

from collections.abc import Mapping
from typing import Any

from dateline.formats.exchange.plover import AUXILIARY
from dateline.formats.exchange.plover import QUAD as QUAD_NUMBERS
from dateline.formats.imports.foreign import LeftOut, alpha3, day, degrees, number, party, whole
from dateline.ids import make_id
from dateline.lexicon import plover
from dateline.records import Imported, Party, Status

REQUIRED = ("id", "date", "actor", "event")
STATUSES: Mapping[str, Status] = {mode: status for status, mode in AUXILIARY.items()}  # type: ignore[misc]
QUADS = {number: quad for quad, number in QUAD_NUMBERS.items()}


def event(row: Any, source: str, sha256: str, line: int) -> Imported:
    """One object. Raises LeftOut."""
    if not isinstance(row, dict):
        raise LeftOut("no JSON object")
    if missing := [name for name in REQUIRED if not row.get(name)]:
        raise LeftOut(f"no {missing[0]!r}, which PLOVER requires")
    kind = _first(row["event"])
    if kind not in plover.load().types:
        raise LeftOut(f"{str(kind)[:30]!r} is no PLOVER type")
    modes = [str(mode) for mode in _list(row.get("mode"))]
    first, last = day(_text(row["date"]), "a date"), day(_text(row.get("enddate")), "an enddate")
    told = row.get("event_loc")
    where: dict[str, Any] = told if isinstance(told, dict) else {}
    lat, lon = degrees(_text(where.get("lat")), _text(where.get("lon")))
    cites = [cite for cite in _list(row.get("cite_info")) if isinstance(cite, dict)]
    return Imported(
        id=make_id("imported", sha256, line),
        dataset="plover", source=source, key=_text(row["id"]), type=kind,
        mode=next((mode for mode in modes if mode not in STATUSES), None), cameo=None,
        initiators=_parties(row["actor"]), recipients=_parties(row.get("recipient")),
        place=_text(where.get("resolved_place") or where.get("extracted_place")) or None,
        country=alpha3(_text(where.get("country_code")) or _text(where.get("country"))), lat=lat, lon=lon,
        geonameid=whole(_text(where.get("geonameid")), "a geonameid"),
        when=first if last in (None, first) else f"{first}/{last}",
        status=next((STATUSES[mode] for mode in modes if mode in STATUSES), "actual"),
        quad=QUADS.get(row.get("quad_code") or 0), goldstein=number(_text(row.get("event_scale")), "an event_scale"),  # type: ignore[arg-type]
        published=None, cited=tuple(filter(None, (_text(c.get("url") or c.get("citation")) for c in cites))),
        text=_text(row.get("event_text")) or None, mentions=len(_list(row.get("link"))) or None,
    )  # fmt: skip


def _parties(value: Any) -> tuple[Party, ...]:
    return tuple(found for one in _list(value) if (found := _party(one)))


def _party(one: Any) -> Party | None:
    if isinstance(one, str):
        return party(None, *_code(one))
    if not isinstance(one, dict):
        raise LeftOut("an actor that is neither text nor an object")
    name = one.get("identifier_text") or one.get("entity_name") or one.get("entity_text") or one.get("raw_text")
    role = _first(one.get("sector") or one.get("sector_code"))
    land = one.get("code") or alpha3(_text(one.get("country_name")))
    return party(_text(name) or None, _text(land) or None, _text(role) or None)


def _code(text: str) -> tuple[str | None, str | None]:
    """ "TUR:GOV", "TURGOV" or "TUR"."""
    land, _, role = text.partition(":") if ":" in text else (text[:3], "", text[3:])
    return land or None, role or None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: Any) -> Any:
    return next(iter(_list(value)), None)


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()
