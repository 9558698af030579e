"""`dateline export`: rows out, in the formats of the field."""

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.terminal import as_json_option, joined_record, say

if TYPE_CHECKING:
    from dateline.store.record import Record


@click.command()
@click.argument("kind")
@click.option("--format", "form", metavar="FORMAT", default="jsonl", show_default=True, help="See above.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write, or folder for `all`.")
@as_json_option
def export(kind: str, form: str, output: Path | None, as_json: bool) -> None:
    """Export the rows of one KIND, or of `all` kinds into a folder.

    Kinds: reports, passages, actors, mentions, times, places, quantities, claims, events, states, ceasefires,
    incidents, links, disputes, stories, control, displacement, talks, casualties, imported.

    \b
    Formats for every kind: jsonl, csv, parquet; `all` as csv comes with a Frictionless datapackage.json.
    Formats of other tools, for the kinds in brackets; what a row lacks for them is counted and told:
      acled, ucdp, polecat, phoenix, plover, icalendar (events), gdelt (events, mentions),
      geojson (events, places), hxl (quantities), webannotation (claims, events, quantities),
      ethprio (ceasefires), schemaorg (claims, reports), prov (claims), ninjs, bibtex, csl (reports), ftm (all)
    """
    from dateline.ask.kinds import EXPORTED
    from dateline.formats import FORMATS, names, suffix

    if as_json and form != "jsonl":
        raise click.UsageError("--json is the format jsonl; leave out one of the two")
    if form not in FORMATS and form not in (known := names()):
        raise click.UsageError(
            f"there is no format {form!r}{did_you_mean(form, known)}: choose from {', '.join(known)}"
        )
    if kind not in (*EXPORTED, "all"):
        raise click.UsageError(
            f"there is no kind {kind!r}{did_you_mean(kind, EXPORTED)}: choose from {', '.join(EXPORTED)}, all"
        )
    if kind == "all" and output is None and form != "ftm":
        raise click.UsageError("`export all` writes a file for each kind: name their folder with -o DIR")
    with joined_record() as record:
        if kind == "all" and form != "ftm":
            _export_all(record, form, suffix(form), output or Path())
        else:
            _export_one(record, kind, form, output)


def did_you_mean(name: str, known: Sequence[str]) -> str:
    return "".join(f" (did you mean {near}?)" for near in get_close_matches(name, known, 1))


def _export_all(record: "Record", form: str, ending: str, folder: Path) -> None:
    """A file for each kind that the format carries."""
    from dateline.ask.kinds import EXPORTED
    from dateline.formats import FORMATS, exchange
    from dateline.formats.datapackage import NAME, datapackage
    from dateline.formats.files import whole_file

    carried = EXPORTED if form in FORMATS else exchange(form).kinds
    rows = {kind: _export_one(record, kind, form, folder / f"{kind}.{ending}") for kind in carried}
    if form == "csv":
        with whole_file(folder / NAME) as out:
            out.write(datapackage(rows))
        say(f"what is in the columns → {folder / NAME}")


def _export_one(record: "Record", kind: str, form: str, target: Path | None) -> int:
    from dateline.ask.kinds import Everything
    from dateline.formats import write
    from dateline.formats.files import export as to_file

    if target is None:
        written = write(form, kind, Everything(record), sys.stdout.buffer)
    else:
        written = to_file(Everything(record), kind, target, form)
        say(f"{written.rows:,} {kind} → {target}")
    if written.skipped:
        say(f"left out {sum(written.skipped.values()):,}:")
    for reason, n in written.skipped.items():
        say(f"  {n:,} {reason}")
    return written.rows
