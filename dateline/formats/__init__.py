"""Rows out: in three formats that carry every kind, and in those of other people's tools (`exchange`)."""

from types import ModuleType
from typing import BinaryIO

from dateline.errors import BadRequest
from dateline.formats import csvs, jsonl, parquets
from dateline.formats.exchange import EXCHANGE
from dateline.formats.exchange.common import Rows, Written

FORMATS: dict[str, ModuleType] = {
    "jsonl": jsonl,
    "csv": csvs,
    "parquet": parquets,
}
NAMES = (*FORMATS, *EXCHANGE)


def suffix(form: str) -> str:
    """How files of a format end."""
    return FORMATS[form].SUFFIX if form in FORMATS else EXCHANGE[form].suffix


def write(form: str, kind: str, source: Rows, out: BinaryIO) -> Written:
    """Write the rows of a kind in a format. Raises BadRequest when the format carries no such rows."""
    if form in FORMATS:
        return Written(FORMATS[form].write(kind, source.rows(kind), out), {})
    kinds = EXCHANGE[form].kinds
    if kind not in kinds:
        raise BadRequest(f"{form} carries no {kind}", f"export {' or '.join(kinds)} in that format")
    return kinds[kind](source, out)
