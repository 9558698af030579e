"""Dossiers: is the truce in force, who holds what, how many got out, who talks next, how many were hurt."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from dateline.cli.terminal import as_json_option, open_record, print_json, print_page, say

SHOWN: dict[str, tuple[str, ...]] = {  # columns of the tables; --json has them all
    "ceasefires": ("party", "place", "state", "declared", "suspended", "resumed", "ended", "mediators", "purpose"),
    "control": ("as_of", "place", "part", "share", "state", "holder", "said_by", "agreed"),
    "displacement": ("when", "told", "state", "figure", "who", "from", "to", "said_by"),
    "talks": ("when", "state", "venue", "parties", "topics", "format", "said_by"),
    "casualties": ("when", "place", "role", "side", "figures"),
}
ABOUT = {
    "ceasefires": "Ceasefires: each party's declaration, and what became of it, with who says so and who disputes it.",
    "control": "Who holds what: places, shares and parts, holder, claimant and day; agreed by two sources or claimed.",
    "displacement": "Who got out, fled, is to get out or is still there: each claimant's figure, and how it goes.",
    "talks": "Talks held, under way, planned, moved and cancelled: venue, parties, mediators, topics, form.",
    "casualties": "The dead and the injured by side and place: each claimant's figure beside the others.",
}


def _command(kind: str) -> click.Command:
    def run(place: str | None, actor: str | None, as_of: str | None, limit: int, as_csv: bool, as_json: bool) -> None:
        from dateline.ask.dossiers import Asked, dossier

        with open_record() as record:
            rows = dossier(record, kind, Asked(place, actor, as_of))
        if as_json:
            from dateline.plain import plain

            print_json([plain(row) for row in rows])
        elif as_csv:
            import sys

            from dateline.formats import csvs

            csvs.write(kind, rows, sys.stdout.buffer)
        else:
            _print(kind, rows, limit)

    options: tuple[Callable[..., Any], ...] = (
        as_json_option,
        click.option("--csv", "as_csv", is_flag=True, help="Print CSV, all rows and columns."),
        click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="Rows of the table."),
        click.option("--as-of", metavar="DATE", help="Answer from the reports published up to that day."),
        click.option("--actor", metavar="NAME", help="Only rows with this actor: part of a name, or a code (TUR)."),
        click.option("--place", metavar="NAME", help="Only rows about this place: part of a name, or a code (SYR)."),
    )
    for option in options:
        run = option(run)
    return click.command(kind, help=ABOUT[kind] + "\n\nEach row ends with its id: `dateline why ID` lists what every "
                         "cell rests on, and `why` of those rows shows the sentence.")(run)  # fmt: skip


def _print(kind: str, rows: list[Any], limit: int) -> None:
    """The table of one dossier. Empty cells are "–": nobody reports it."""
    from rich.table import Table

    from dateline.ask.dossiers import figure_text, said

    if not rows:
        say("nothing is reported; ask with less, or see `dateline status`")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in (*SHOWN[kind], "id"):
        table.add_column(name.replace("_", " "), overflow="fold", no_wrap=name == "id")
    for row in rows[:limit]:
        shown = []
        for name in SHOWN[kind]:
            if name == "figure":
                text = figure_text(row)
            elif name == "share":
                text = "" if row.unit is None else f"{said(row.share_low or row.share_high)} {row.unit}"
            else:
                text = said(getattr(row, "from_" if name == "from" else name))
            shown.append(text or "–")
        table.add_row(*shown, row.id)
    print_page(table)
    if len(rows) > limit:
        say(f"{len(rows) - limit} more; raise --limit, or use --json or --csv")


ceasefires, control, displacement, talks, casualties = (
    _command(kind) for kind in ("ceasefires", "control", "displacement", "talks", "casualties")
)


@click.command()
@click.argument("place")
@click.option("--as-of", metavar="DATE", help="From the reports published up to that day.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write: .md, .html or .docx, by its ending.",
)
@as_json_option
def dossier(place: str, as_of: str | None, output: Path | None, as_json: bool) -> None:
    """A brief on PLACE: the ceasefire, who holds what, who got out, who talks, and the hurt, with numbered citations.

    Markdown to standard output, or a Markdown, HTML or Word file. Every figure and state is followed by numbers of
    sentences, and what nobody reports is said so.
    """
    from dateline.ask.brief import brief
    from dateline.errors import BadRequest
    from dateline.formats.briefs import BRIEFS

    if as_json and output is not None:
        raise click.UsageError("--json prints to standard output; leave out -o")
    ending = ".md" if output is None else output.suffix.lower()
    if ending not in BRIEFS:
        raise BadRequest(f"{output} ends in none of {', '.join(BRIEFS)}", "name the file by what it should be")
    with open_record() as record:
        made = brief(record, place, as_of)
    if not made.citations:
        say(f"note: nothing that is told of {place!r} was found; `dateline places` lists the places that reports name")
    if as_json:
        from dateline.plain import plain

        print_json(plain(made))
        return
    page = BRIEFS[ending](made)
    if output is None:
        click.echo(page.decode("utf-8"))
        return
    from dateline.formats.files import whole_file

    with whole_file(output) as out:
        out.write(page)
    say(f"brief on {place} → {output}")
