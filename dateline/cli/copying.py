"""`dateline copy`: a record into another database."""

import click

from dateline.cli.terminal import RecordName, as_json_option, print_json


@click.command()
@click.option(
    "--from", "source", metavar="RECORD", required=True, type=RecordName(dir_okay=False), help="What to copy."
)
@click.option("--to", "target", metavar="RECORD", required=True, type=RecordName(dir_okay=False), help="A new place.")
@as_json_option
def copy(source: str, target: str, as_json: bool) -> None:
    """Copy a record with all its history, between files and PostgreSQL databases, either way.

    \b
    dateline copy --from dateline.db --to postgresql://desk@db.example.org/reports
    dateline copy --from postgresql://desk@db.example.org/reports --to backup.db

    Nothing is left out: versions, reviews, log, tombstones, original bytes. The target must be empty; stopped at any
    point, it stays empty.
    """
    from dateline.store.copy import copy as copied

    counts = copied(source, target)
    if as_json:
        print_json({"from": str(source), "to": str(target), "rows": counts})
    else:
        rows = sum(counts.values())
        click.echo(f"{rows:,} rows of {counts['originals']:,} reports copied · record {target}")
