"""News reports into a sourced record: who did or said what to whom, where and when, and according to whom.

`dateline.read(text)` reads one text; `dateline.open(path)` opens a record. See `dateline.library`. Nothing is loaded
before it is used.

>>> import dateline
>>> [event.type for event in dateline.read("Turkey and Russia met in Moscow on 20 December 2016.").events]
['CONSULT']
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.library import Document, Record, Rows, open, read

__all__ = ["Document", "Record", "Rows", "open", "read"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"dateline has no {name!r}; it has {', '.join(__all__)}")
    from dateline import library

    return getattr(library, name)
