"""Review from Python: what `dateline review` does, as calls of an open record.

>>> import dateline
>>> from pathlib import Path
>>> from tempfile import mkdtemp
>>> from dateline.samples import reports
>>> record = dateline.open(Path(mkdtemp()) / "aleppo.db", create=True)
>>> record.read([reports() / "001_leaflets.txt"])["read"]
1

The rows that ask for it most come first; an item carries the sentence, the doubt, and `seen`, the version of the row:

>>> first = record.queue(by="doubt", limit=1)[0]
>>> 0 <= first.doubt <= 1 and first.text in record.document("001_leaflets").text.replace(chr(10), " ")
True

>>> record.accept(first.id, who="Ada", seen=first.seen).verdict
'accept'
>>> record.row(first.id).how.by.startswith("review/")
False
>>> event = record.events()[0]
>>> record.correct(event.id, {"date": "2016-12-08"}, who="Ada", reason="the page says so").report == event.report
True
>>> record.row(event.id).when, record.row(event.id).how.by
('2016-12-08', 'review/correct')

Nothing is lost: an undo brings back what the machine read.

>>> record.undo(who="Ada").row == event.id and record.row(event.id).when == event.when
True
>>> [(one.review.verdict, one.state) for one in record.reviewed()]
[('accept', 'in force'), ('correct', 'undone')]

Who comes second is told, and saves nothing:

>>> record.reject(first.id, who="Bob", reason="no such thing")
Traceback (most recent call last):
    ...
dateline.errors.Conflict: ... was reviewed before: accept by Ada ...
>>> record.close()
"""

import getpass
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.ask.review import Done, Item, Listed, Order
    from dateline.store.record import Record as Store


class Reviewing:
    """The calls. `who`: the name that is kept with it; without one DATELINE_USER, or the name of your account.

    `seen`: the version of the row that you looked at (`version`, or an item of the queue); the call is refused with
    Conflict if somebody touched the row since. All raise BadRequest for what cannot be; then nothing was saved.
    """

    store: "Store"

    def queue(
        self, by: "Order" = "both", kinds: Iterable[str] = ("claims", "events", "quantities"), *,
        report: str | None = None, limit: int = 20,
    ) -> "list[Item]":  # fmt: skip
        """Rows that nobody looked at: the least sure first ("doubt"), the most important ones, or both together."""
        from dateline.ask import review

        return review.queue(self.store, by, kinds, report=report, limit=limit)

    def accept(self, row_id: str, *, who: str | None = None, reason: str | None = None,
               seen: int | None = None) -> "Done":  # fmt: skip
        """Say that a row is right."""
        from dateline.ask import review

        return review.accept(self.store, row_id, who=_who(who), at=_now(), reason=reason, seen=seen)

    def correct(self, row_id: str, fields: Mapping[str, str], *, who: str | None = None, reason: str | None = None,
                seen: int | None = None) -> "Done":  # fmt: skip
        """Say what a row should be: {"speaker": "Kalin", "date": "2016-12-09", "bounds": "12..40"}."""
        from dateline.ask import review

        return review.correct(self.store, row_id, fields, who=_who(who), at=_now(), reason=reason, seen=seen)

    def reject(self, row_id: str, *, reason: str, who: str | None = None, seen: int | None = None) -> "Done":
        """Say that there is no such thing: the row goes out of force. A link: that the two are not comparable."""
        from dateline.ask import review

        return review.reject(self.store, row_id, who=_who(who), at=_now(), reason=reason, seen=seen)

    def merge(self, ids: Sequence[str], *, who: str | None = None, reason: str | None = None) -> "Done":
        """Say that several actors, incidents or stories are one."""
        from dateline.ask import review

        self._joined()
        return review.merge(self.store, ids, who=_who(who), at=_now(), reason=reason)

    def split(self, row_id: str, members: Sequence[str], *, who: str | None = None,
              reason: str | None = None) -> "Done":  # fmt: skip
        """Say that some members (events, reports, ids of actors) do not belong to an incident, story or actor."""
        from dateline.ask import review

        self._joined()
        return review.split(self.store, row_id, members, who=_who(who), at=_now(), reason=reason)

    def undo(self, number: int | None = None, *, who: str | None = None) -> "Done":
        """Take a review back, by its number; without one your own last."""
        from dateline.ask import review

        return review.undo(self.store, number, who=_who(who), at=_now())

    def version(self, row_id: str) -> int:
        """The version of a row as it is now, to be given back as `seen`."""
        from dateline.ask import review

        return review.version(self.store, row_id)

    def reviewed(self, *, row: str | None = None, report: str | None = None) -> "list[Listed]":
        """Every review: in force, undone, or resting on a row that was replaced."""
        from dateline.ask import review

        return review.listed(self.store, row=row, report=report)

    def _joined(self) -> None:
        """Groups are those of all that was read."""
        from dateline.run import join_new

        join_new(self.store)


def _who(who: str | None) -> str:
    if who is not None:
        return who
    try:
        return os.environ.get("DATELINE_USER") or getpass.getuser()
    except (KeyError, OSError):
        return ""  # which is refused: a name is wanted


def _now() -> str:
    from dateline.run import now

    return now()
