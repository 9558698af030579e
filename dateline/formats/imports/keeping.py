"""Other projects' files into a record, and beside it."""

from dataclasses import dataclass
from pathlib import Path

from dateline.ask.compare import Comparison, compare
from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.formats.imports.files import read
from dateline.formats.imports.foreign import Foreign
from dateline.records import Imported
from dateline.store.imports import File, Imports
from dateline.store.record import Record


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one file: `new` is False when its very bytes were imported before."""

    file: File
    notes: tuple[str, ...]
    new: bool


def bring(record: Record, path: Path | str, *, at: str, encoding: str = "utf-8") -> Kept:
    """Import a file, all of its rows or none. at: ISO instant, UTC. Raises BadInput, BadRecord."""
    found = read(path, encoding=encoding)
    file = File(found.source, found.dataset, len(found.events), len(found.mentions), found.left_out)
    new = Imports(record).add(file, found.sha256, found.events, found.mentions, at=at)
    return Kept(file, found.notes, new)


def against(view: View, name: Path | str, *, encoding: str = "utf-8") -> tuple[Comparison, Foreign | None]:
    """The record beside a file, or beside one that was imported under that name; the file is not kept.

    Raises BadInput for what cannot be read, BadRequest when its events have no day.
    """
    if Path(name).exists():
        found = read(name, encoding=encoding)
        return compare(view, found.events), found
    imports = Imports(view.record)
    events: list[Imported] = list(imports.events(str(name)))
    if not events:
        known = ", ".join(file.source for file in imports.files())
        do = f"check the path, or name an imported one: {known}" if known else "check the path; nothing is imported yet"
        raise BadRequest(f"there is no file {str(name)!r}, and none was imported under that name", do)
    return compare(view, events), None
