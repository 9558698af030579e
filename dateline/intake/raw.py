"""What intake hands on: one report's bytes as they were read, or what was set aside and why."""

import hashlib
from dataclasses import dataclass
from typing import Literal

Shard = tuple[str, int]  # key of a large file, and the place in it up to which all is done when this is saved
Kind = Literal["text", "html", "row", "pdf", "docx", "mail"]

MAX_FILE_BYTES = 20_000_000  # one text or page: a saved page with its pictures inside stays below; more is a collection
MAX_LINE_BYTES = 20_000_000  # one JSONL line, for the same reason; the file that holds the lines may be of any size
MAX_CHARACTERS = 1_000_000  # the text of one report: a thick book; the language model needs minutes for it
MAX_MARKUP = 5_000_000  # characters of a page without embedded pictures: ten seconds and 200 MB to extract


@dataclass(frozen=True, slots=True)
class Stated:
    """What the row or the person who handed it in says about a report."""

    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    charset: str | None = None  # from an HTTP header, say
    captured: str | None = None  # ISO day on which a crawler fetched it


@dataclass(frozen=True, slots=True)
class Raw:
    """One report as it came in. `data`: the file's bytes; a JSONL row's line without its line end; a Parquet row as
    JSON with sorted keys. `sha256` is of `data`."""

    source: str  # file name, row id, or "-" for standard input
    kind: Kind
    data: bytes
    sha256: str
    stated: Stated = Stated()
    shard: Shard | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something that could not be used: `reason` says why and `do` what helps. `data` None: it was too big to keep, or
    could not be read at all."""

    source: str
    reason: str
    do: str
    data: bytes | None = None
    sha256: str | None = None
    kind: Kind | None = None  # of `data`, where it is known: a row without its file looks like text
    there: bool = True  # False: there was nothing to read (no such path, an empty folder), so nothing to come back to
    wanted: bool = True  # False: nothing is wrong, it was only not asked for
    shard: Shard | None = None


def raw(source: str, kind: Kind, data: bytes, stated: Stated = Stated()) -> Raw:
    """A Raw with its hash."""
    return Raw(source, kind, data, hashlib.sha256(data).hexdigest(), stated)


def not_there(source: str, reason: str, do: str) -> SetAside:
    """A SetAside for what does not exist: told, but not kept."""
    return SetAside(source, reason, do, there=False)


def set_aside(source: str, reason: str, do: str, data: bytes | None = None, kind: Kind | None = None) -> SetAside:
    """A SetAside, with the hash of what is kept."""
    sha256 = hashlib.sha256(data).hexdigest() if data is not None else None
    return SetAside(source, reason, do, data, sha256, kind)
