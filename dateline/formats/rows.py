"""Rows as they leave the record: plain JSON values, keys as in the record format."""

from dateline.plain import plain

__all__ = ["plain"]
