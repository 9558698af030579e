"""`dateline find`: a query over claims, events, reports and actors."""

from typing import TYPE_CHECKING

import click

from dateline.cli.terminal import as_json_option, open_record, print_json, print_page, say

if TYPE_CHECKING:
    from rich.text import Text

    from dateline.ask.find import Found


@click.command()
@click.argument("query", nargs=-1)
@click.option(
    "--kind", "kinds", type=click.Choice(["claims", "events", "reports", "actors"]), multiple=True,
    help="Show only these rows; the counts are of all kinds.",
)  # fmt: skip
@click.option("--limit", type=click.IntRange(0, 10_000), default=10, show_default=True, help="Rows of each kind.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Rows of each kind to pass over.")
@as_json_option
def find(query: tuple[str, ...], kinds: tuple[str, ...], limit: int, offset: int, as_json: bool) -> None:
    """Find claims, events, reports and actors. Every term of QUERY must hold.

    \b
    words, "a phrase", -unwanted        actor:Kalin  said-by:TUR:GOV  via:Reuters  about:corridor
    place:Aleppo  near:Aleppo,50km      type:ASSAULT  status:denied  outlet:"Example Wire"
    after:2016-12-01 before:2016-12-16  asof:2016-12-10  report:page.html
    story:sty-ab12cd34ef56g             disputed:yes  sources>1  through>1  stance:denies  manner:quote

    Put the query in single quotes where the shell would read its marks; after -- it may begin with a minus.
    """
    from dateline.ask.find import find as answer_to
    from dateline.ask.query import parse
    from dateline.plain import plain
    from dateline.store.search import KINDS

    asked = parse(" ".join(query))
    with open_record() as record:
        answer = answer_to(record, asked, kinds or KINDS, limit=limit, offset=offset)
    if as_json:
        print_json(plain(answer) | {"counts": answer.counts})
        return
    click.echo(" · ".join(f"{n:,} {kind}" for kind, n in answer.counts.items()))
    kind = None
    for row in answer.found:
        if row.kind != kind:
            kind = row.kind
            click.echo(f"\n{kind.upper()}")
        print_page(_line(row))
    if not any(answer.counts.values()):
        say("nothing fits; leave out a term, or see `dateline status` for what the record holds")


def _line(row: "Found") -> "Text":
    from rich.text import Text

    days = (
        "no date"
        if row.first is None and row.last is None
        else "/".join(dict.fromkeys((row.first or "..", row.last or "..")))
    )
    line = Text(f"  {days}  ", "dim")
    shown = Text(row.snippet, "default")
    for start, end in row.marks:
        shown.stylize("bold", start, end)
    return line.append_text(shown).append(f"\n      {row.source} · {row.id}", "dim")
