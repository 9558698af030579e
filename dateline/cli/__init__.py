"""The command line. A command reads its options, calls one function that Python could call as well, prints the answer.

Data goes to standard output, messages to standard error. Heavy imports stand inside the commands: `dateline --help`
loads no model and no table.
"""

from pathlib import Path

import click

from dateline.cli.actors import actors
from dateline.cli.assistants import mcp
from dateline.cli.copying import copy
from dateline.cli.dossiers import casualties, ceasefires, control, displacement, dossier, talks
from dateline.cli.events import codebook, events
from dateline.cli.exporting import export
from dateline.cli.finding import find
from dateline.cli.history import diff, log, reread
from dateline.cli.importing import compare, import_
from dateline.cli.joined import disputes, incidents, links, stories, story
from dateline.cli.looking import check, claims, show, status, why
from dateline.cli.people import delete, people, redact
from dateline.cli.places import places
from dateline.cli.proof import backup, key, manifest, restore, verify
from dateline.cli.reading import read
from dateline.cli.review import review
from dateline.cli.searches import searches
from dateline.cli.serving import serve, users
from dateline.cli.sql import sql
from dateline.cli.terminal import Commands, RecordName, with_as_of, with_names, with_read_by
from dateline.cli.times import times
from dateline.cli.trying import demo, measure
from dateline.cli.watching import watch


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--record",
    type=RecordName(path_type=Path),
    default="dateline.db",
    envvar="DATELINE_RECORD",
    show_default=True,
    show_envvar=True,
    help="The record: an SQLite file, the folder of a lake, or postgresql://USER@HOST/DATABASE.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no messages.")
@click.version_option(package_name="dateline")
def main(record: Path, quiet: bool) -> None:
    """Read news reports into a sourced record: who did or said what to whom, where and when, and according to whom.

    \b
    dateline demo                            see it work on sample reports
    dateline read reports/ page.html -       read files, folders, standard input
    dateline show 'page.html'                one report with everything marked in it
    dateline why clm-ab12cd34ef56g           the sentence, the words and the rule behind a row
    dateline export claims                   rows as JSON Lines (also csv, parquet)
    """


LOOKING: tuple[click.Command, ...] = (
    show, find, why, claims, events, actors, places, times, status, check, export,
    ceasefires, control, displacement, talks, casualties, dossier,
    stories, story, incidents, disputes, links, compare,
)  # fmt: skip
OTHERS: tuple[click.Command, ...] = (
    read, watch, reread, delete, diff, log, sql, codebook, measure, demo, review, mcp, import_, serve, users, copy,
    searches,
)  # fmt: skip
KEEPING: tuple[click.Command, ...] = (backup, restore, redact, people, key, manifest, verify)
for command in {*LOOKING, diff, log, sql} - {check}:  # a check needs every name as it stands
    with_names(command)
for command in (*map(with_read_by, map(with_as_of, LOOKING)), *OTHERS, *KEEPING):
    main.add_command(command)
