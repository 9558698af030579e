"""GDELT 2.0 Events (61 columns) and Mentions (16): tab-separated, no header, no quoting.

Actors' codes are CAMEO's; country and first role become ours ("TUR", "GOV" -> "TUR:GOV"). Places have FIPS countries.
Source: the column lists of the GDELT 2.0 header files.
"""

from collections.abc import Mapping
from functools import cache

from dateline.formats.exchange.gdelt import fips
from dateline.formats.imports.foreign import QUADS, Cells, LeftOut, day, day_if_any, degrees, number, party, whole
from dateline.ids import make_id
from dateline.lexicon.cameo import plover_of
from dateline.records import Imported, ImportedMention, Party

COUNTRY_LEVEL = "1"


def event(cells: Cells, source: str, sha256: str, line: int) -> Imported:
    """One line of Events. Raises LeftOut."""
    code = cells["EventCode"]
    if not code.isdigit():
        raise LeftOut("no CAMEO code")
    kind, mode = plover_of(code)
    lat, lon = degrees(cells["ActionGeo_Lat"], cells["ActionGeo_Long"])
    quad = whole(cells["QuadClass"], "a QuadClass")
    return Imported(
        id=make_id("imported", sha256, line),
        dataset="gdelt", source=source, key=cells["GLOBALEVENTID"], type=kind, mode=mode, cameo=code,
        initiators=_actor(cells, "Actor1"), recipients=_actor(cells, "Actor2"),
        place=None if cells["ActionGeo_Type"] == COUNTRY_LEVEL else cells["ActionGeo_FullName"] or None,
        country=_iso().get(cells["ActionGeo_CountryCode"]), lat=lat, lon=lon, geonameid=None,
        when=day(cells["SQLDATE"], "a SQLDATE"), status="actual",
        quad=QUADS[quad - 1] if quad in (1, 2, 3, 4) else None,
        goldstein=number(cells["GoldsteinScale"], "a GoldsteinScale"),
        published=day_if_any(cells["DATEADDED"]), cited=tuple(filter(None, (cells["SOURCEURL"],))), text=None,
        mentions=whole(cells["NumMentions"], "a NumMentions"),
    )  # fmt: skip


def mention(cells: Cells, source: str) -> ImportedMention:
    """One line of Mentions. Raises LeftOut."""
    sure = number(cells["Confidence"], "a Confidence")
    return ImportedMention(
        "gdelt", source, cells["GLOBALEVENTID"], day(cells["MentionTimeDate"], "a MentionTimeDate"),
        cells["MentionSourceName"] or None, cells["MentionIdentifier"] or None,
        whole(cells["SentenceID"], "a SentenceID"), None if sure is None else sure / 100,
    )  # fmt: skip


def _actor(cells: Cells, whose: str) -> tuple[Party, ...]:
    land = cells[f"{whose}CountryCode"] or cells[f"{whose}KnownGroupCode"]
    found = party(cells[f"{whose}Name"].title() or None, land, cells[f"{whose}Type1Code"])
    return (found,) if found else ()


@cache
def _iso() -> Mapping[str, str]:
    return {code: land for land, code in fips().items() if code}
