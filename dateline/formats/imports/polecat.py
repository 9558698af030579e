"""POLECAT: tab-separated with a header, lists joined by "; ", what is missing is the word None.

Source: the column list that three independent loaders of the published files agree on.
"""

from dateline.formats.imports.foreign import Cells, LeftOut, alpha3, day, day_if_any, degrees, number, party, whole
from dateline.ids import make_id
from dateline.lexicon import plover
from dateline.records import Imported, Party, Quad

NEEDED = ("Event ID", "Event Date", "Event Type", "Actor Name", "Actor Country", "Recipient Name", "Recipient Country")


def event(cells: Cells, source: str, sha256: str, line: int) -> Imported:
    """One line. Raises LeftOut."""
    cell = {name: "" if value in ("None", "NA", "nan") else value for name, value in cells.items()}
    kind = cell["Event Type"].upper()
    if kind not in plover.load().types:
        raise LeftOut(f"{kind[:30]!r} is no PLOVER type" if kind else "no Event Type")
    lat, lon = degrees(cell.get("Latitude", ""), cell.get("Longitude", ""))
    mode = cell.get("Event Mode", "").lower() or None
    place = next((cell[name] for name in ("City", "Placename", "District", "Province") if cell.get(name)), None)
    return Imported(
        id=make_id("imported", sha256, line),
        dataset="polecat", source=source, key=cell["Event ID"], type=kind, mode=mode,
        cameo=None, initiators=_side(cell, "Actor"), recipients=_side(cell, "Recipient"),
        place=place, country=alpha3(cell.get("Country", "")), lat=lat, lon=lon,
        geonameid=whole(cell.get("GeoNames ID", ""), "a GeoNames ID"), when=day(cell["Event Date"], "an Event Date"),
        status="actual", quad=_quad(cell.get("Quad Code", "")),
        goldstein=number(cell.get("Intensity", "") or cell.get("Event Intensity", ""), "an Intensity"),
        published=day_if_any(cell.get("Publication Date", "")),
        cited=tuple(filter(None, (cell.get("Source"),))), text=None, mentions=None,
    )  # fmt: skip


def _quad(words: str) -> Quad | None:
    name = "_".join(words.lower().split())
    known: tuple[Quad, ...] = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
    return next((quad for quad in known if quad == name), None)


def _side(cell: Cells, whose: str) -> tuple[Party, ...]:
    names = cell.get(f"{whose} Name", "").split("; ")
    lands = cell.get(f"{whose} Country", "").split("; ")
    roles = (cell.get(f"{whose} Sectors") or cell.get(f"Primary {whose} Sector", "")).split("; ")
    n = max(len(names), len(lands)) if len(names) > 1 or len(lands) > 1 else 1
    found = (
        party(_at(names, i), alpha3(_at(lands, i)) or _at(lands, i), _at(roles, i) if len(roles) in (1, n) else None)
        for i in range(n)
    )
    return tuple(one for one in found if one)


def _at(values: list[str], i: int) -> str:
    """One for all, or one for each."""
    if len(values) == 1:
        return values[0]
    return values[i] if i < len(values) else ""
