"""Rows out: one module a format, each with `SUFFIX` and `write(kind, rows, out) -> rows written`."""

from types import ModuleType

from dateline.formats import csvs, jsonl, parquets

FORMATS: dict[str, ModuleType] = {"jsonl": jsonl, "csv": csvs, "parquet": parquets}
