"""Events that other projects coded, in a record: in tables of their own, with the file that they came from."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.errors import BadRequest
from dateline.records import Imported, ImportedMention
from dateline.store.codec import columns, from_row, to_row
from dateline.store.record import Record


@dataclass(frozen=True, slots=True)
class File:
    """One imported file: what it is, and how many of its rows are kept and left out."""

    source: str
    dataset: str
    events: int
    mentions: int
    left_out: Mapping[str, int]


class Imports:
    """What was imported into one open record."""

    def __init__(self, record: Record):
        self._record = record

    def add(
        self,
        file: File,
        sha256: str,
        events: Sequence[Imported],
        mentions: Sequence[ImportedMention],
        *,
        at: str,
    ) -> bool:
        """Keep all rows of a file, in one transaction. False, and nothing changed, when the same bytes are there.

        A file of the same name and kind with other content takes the place of the older one, which the past keeps.
        Raises BadRecord; then nothing was kept.
        """
        ask = self._record._ask
        with self._record._explained(), self._record._db.transaction():
            if ask("import_of", sha256=sha256).fetchone() is not None:
                return False
            tx = self._record._log("import", at, subject=file.source)
            self._leave(file.source, file.dataset, tx)
            left = json.dumps(dict(file.left_out), ensure_ascii=False)
            ask("put_import", source=file.source, dataset=file.dataset, sha256=sha256, events=len(events),
                mentions=len(mentions), left_out=left, tx=tx)  # fmt: skip
            self._record._db.many("put_imported", [_values(Imported, row) | {"tx": tx} for row in events])
            told = [_values(ImportedMention, row) | {"tx": tx} for row in mentions]
            self._record._db.many("put_imported_mention", told)
        return True

    def remove(self, source: str, *, at: str) -> None:
        """Take a file out of force. Raises BadRequest when there is none of that name."""
        if source not in {file.source for file in self.files()}:
            raise BadRequest(
                f"nothing was imported from {source!r}", "`dateline import` without a file lists the files"
            )
        with self._record._explained(), self._record._db.transaction():
            self._leave(source, None, self._record._log("remove import", at, subject=source))

    def _leave(self, source: str, dataset: str | None, tx: int) -> None:
        for name in ("drop_import", "drop_imported", "drop_imported_mentions"):
            self._record._ask(name, source=source, dataset=dataset, tx=tx)

    def files(self) -> list[File]:
        """The imported files, in the order in which they came."""
        with self._record._explained():
            found = self._record._ask("imports").fetchall()
        return [
            File(row["source"], row["dataset"], row["events"], row["mentions"], json.loads(row["left_out"]))
            for row in found
        ]

    def events(self, source: str | None = None) -> Iterator[Imported]:
        """The imported events in force, by id; of one file, or of all."""
        with self._record._explained():
            for row in self._record._ask("imported", source=source):
                yield from_row(Imported, row)

    def mentions(self) -> Iterator[ImportedMention]:
        """The imported mentions in force, by event."""
        with self._record._explained():
            for row in self._record._ask("imported_mentions"):
                yield from_row(ImportedMention, row)


def _values(kind: type, row: Any) -> dict[str, Any]:
    return dict(zip(columns(kind), to_row(row), strict=True))
