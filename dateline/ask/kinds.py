"""The rows of every kind that a record can hand out, stored or joined."""

from collections.abc import Iterator
from typing import Any

from dateline.store.record import STORED, Record

EXPORTED = ("reports", "passages", "actors", "mentions", "times", "places", "quantities", "claims", "events")


def rows_of(record: Record, kind: str) -> Iterator[Any]:
    """The rows in force of a kind, in an order that does not depend on the order of reading."""
    if kind in STORED:
        return record.rows(kind)
    raise KeyError(kind)
