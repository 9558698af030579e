"""Rows as plain JSON values, keys as in the record format."""

from dataclasses import fields, is_dataclass
from typing import Any


def plain(value: Any) -> Any:
    """A record as dicts, lists and scalars; `from_` (a Python keyword without its bar) is `from`."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name.rstrip("_"): plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value
