"""Answers that rest on all of a record: kept in memory while the record stays as it is, so that they are made once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

from dateline.ask.view import View
from dateline.store.then import Then

Made = TypeVar("Made")
MOST = 8  # answers, those that were asked for last
_KEPT: "OrderedDict[Hashable, object]" = OrderedDict()
_LOCK = Lock()


def kept(view: View, name: Hashable, make: Callable[[], Made]) -> Made:
    """What `make` gives for a view, which must be the same whenever it is asked of the same state and must not be
    changed by anybody."""
    record = view.record
    until = record.until.isoformat() if isinstance(record, Then) else None
    key = (str(record.path), record.state(), record.read_by, until, view.as_of, name)
    with _LOCK:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            return _KEPT[key]  # type: ignore[return-value]
    made = make()
    with _LOCK:
        _KEPT[key] = made
        while len(_KEPT) > MOST:
            _KEPT.popitem(last=False)
    return made
