"""Rows out: in three formats that carry every kind, and in those of other people's tools (`exchange`)."""

from types import ModuleType
from typing import BinaryIO

from dateline.errors import BadRequest
from dateline.formats import csvs, jsonl, parquets
from dateline.formats.exchange import EXCHANGE
from dateline.formats.exchange.common import Format, Rows, Written
from dateline.plugins import one, plugins

FORMATS: dict[str, ModuleType] = {
    "jsonl": jsonl,
    "csv": csvs,
    "parquet": parquets,
}
NAMES = (*FORMATS, *EXCHANGE)  # ours


def names() -> tuple[str, ...]:
    """Every format there is, those of plugins last."""
    return (*NAMES, *(plugin.name for plugin in plugins("formats") if plugin.name not in NAMES))


def exchange(form: str) -> Format:
    """A format of other people's tools, ours or a plugin's. Raises BadRequest for none, BadPlugin for a broken one."""
    if form in EXCHANGE:
        return EXCHANGE[form]
    plugin = one("formats", form)
    if plugin is None:
        raise BadRequest(f"there is no format {form!r}", f"choose from {', '.join(names())}")
    found = plugin.load()
    if not isinstance(found, Format):
        raise plugin.bad("is no formats.exchange.common.Format")
    return found


def suffix(form: str) -> str:
    """How files of a format end."""
    return FORMATS[form].SUFFIX if form in FORMATS else exchange(form).suffix


def write(form: str, kind: str, source: Rows, out: BinaryIO) -> Written:
    """Write the rows of a kind in a format. Raises BadRequest when the format carries no such rows."""
    if form in FORMATS:
        return Written(FORMATS[form].write(kind, source.rows(kind), out), {})
    kinds = exchange(form).kinds
    if kind not in kinds:
        raise BadRequest(f"{form} carries no {kind}", f"export {' or '.join(kinds)} in that format")
    return kinds[kind](source, out)
