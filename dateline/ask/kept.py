"""Answers that rest on all of a record: kept in memory while the record stays as it is, so that they are made once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

from dateline.ask.view import View
from dateline.store.then import Then

Made = TypeVar("Made")
MOST = 8  # answers, those that were asked for last
SMALL = 200  # the same of small ones
_KEPT: "OrderedDict[Hashable, object]" = OrderedDict()
_SMALL: "OrderedDict[Hashable, object]" = OrderedDict()
_LOCK = Lock()


def kept(view: View, name: Hashable, make: Callable[[], Made], *, small: bool = False) -> Made:
    """What `make` gives for a view, which must be the same whenever it is asked of the same state and must not be
    changed by anybody. small: it is, so that very many are kept."""
    record = view.record
    until = record.until.isoformat() if isinstance(record, Then) else None
    shown = None if record.veil is None else record.veil.key
    key = (str(record.path), record.state(), record.read_by, until, view.as_of, shown, name)
    answers, most = (_SMALL, SMALL) if small else (_KEPT, MOST)
    with _LOCK:
        if key in answers:
            answers.move_to_end(key)
            return answers[key]  # type: ignore[return-value]
    made = make()
    with _LOCK:
        answers[key] = made
        while len(answers) > most:
            answers.popitem(last=False)
    return made
