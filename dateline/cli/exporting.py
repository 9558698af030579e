"""`dateline export`: rows out, in the formats of the field."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from dateline.cli.terminal import as_json_option, open_record, say
from dateline.errors import DatelineError


@click.command()
@click.argument("kind")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv", "parquet"]), default="jsonl", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write, or folder for `all`.")
@as_json_option
def export(kind: str, form: str, output: Path | None, as_json: bool) -> None:
    """Export the rows of one KIND, or of `all` kinds into a folder.

    Kinds: reports, passages, actors, mentions, times, places, quantities, claims, events.
    """
    from dateline.ask.kinds import EXPORTED, rows_of
    from dateline.formats import FORMATS

    if as_json and form != "jsonl":
        raise click.UsageError("--json is the format jsonl; leave out one of the two")
    if kind not in (*EXPORTED, "all"):
        raise click.UsageError(f"there is no kind {kind!r}: choose from {', '.join(EXPORTED)}, all")
    if kind == "all" and output is None:
        raise click.UsageError("`export all` writes a file for each kind: name their folder with -o DIR")
    writer = FORMATS[form]
    with open_record() as record:
        if output is None:
            writer.write(kind, rows_of(record, kind), sys.stdout.buffer)
            return
        for each in EXPORTED if kind == "all" else (kind,):
            target = output / f"{each}.{writer.SUFFIX}" if kind == "all" else output
            with _whole_file(target) as out:
                n = writer.write(each, rows_of(record, each), out)
            say(f"{n:,} {each} → {target}")


@contextmanager
def _whole_file(target: Path) -> Iterator[Any]:
    """A file that gets its name when it is whole: no half export under the final name."""
    beside = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as out:
            yield out
        beside.replace(target)
    except OSError as problem:
        raise DatelineError(
            f"{target} cannot be written ({problem.strerror})", "free space or choose another -o"
        ) from problem
    finally:
        with suppress(OSError):
            beside.unlink()
