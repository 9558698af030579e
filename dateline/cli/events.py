"""What happened: `dateline events` lists events, `dateline codebook` says what their types, modes and contexts mean."""

from itertools import islice
from typing import get_args

import click

from dateline.cli.terminal import as_json_option, open_record, print_json, print_page, say
from dateline.records import Status

TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "DISPLACE",
)  # fmt: skip  (as in lexicon/plover.yaml, which --help must not load; a test compares them)


@click.command()
@click.option("--type", "kind", type=click.Choice(TYPES, case_sensitive=False), help="What was done.")
@click.option("--actor", metavar="NAME", help="On either side: part of a name, a code (TUR:GOV, TUR) or an id.")
@click.option("--status", type=click.Choice(get_args(Status)), help="Whether it happened, as it is told.")
@click.option("--place", metavar="NAME", help="Where: part of a name, a country's code or an id.")
@click.option("--report", metavar="REPORT", help="One report: its id, or part of its file name or address.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Events to print.")
@as_json_option
def events(
    kind: str | None, actor: str | None, status: Status | None, place: str | None, report: str | None, limit: int,
    as_json: bool,
) -> None:  # fmt: skip
    """Who did what to whom, where, when, whether it happened, and according to whom."""
    from dateline.ask.events import Asked, line
    from dateline.ask.events import events as fitting

    with open_record() as record:
        found = list(islice(fitting(record, Asked(kind, actor, status, place, report)), limit + 1))
    if as_json:
        print_json([told.as_json() for told in found[:limit]])
        return
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    for told in found[:limit]:
        head, rest = line(told)
        print_page(Group(Text(head, style="bold"), Padding(Text(rest, style="dim"), (0, 0, 0, 4))))
    if not found:
        say("no event fits; ask with less, or see `dateline status`")
    elif len(found) > limit:
        say(f"more than {limit} fit; ask more closely, or raise --limit")


@click.command()
@click.argument("kind", metavar="[TYPE]", required=False)
@as_json_option
def codebook(kind: str | None, as_json: bool) -> None:
    """What the types, modes and contexts of events mean, with the words that tell them and our own examples.

    TYPE is one of PLOVER's sixteen, or DISPLACE; without it the whole chapter is printed.
    """
    from dateline.codebook.events import as_rows, chapter

    if as_json:
        print_json(as_rows(kind))
        return
    click.echo(chapter(kind))
