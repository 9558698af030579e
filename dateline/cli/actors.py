"""Who is in a record: `dateline actors` lists, searches and shows one."""

from itertools import islice
from typing import TYPE_CHECKING, get_args

import click

from dateline.cli.terminal import as_json_option, open_record, print_json, print_labelled, print_page, say
from dateline.records import ActorKind

if TYPE_CHECKING:
    from dateline.ask.everybody import Asked, Everybody
    from dateline.ask.view import View


@click.command()
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--country", metavar="CODE", help="Alpha-3 of a country, or a slot of PLOVER: SYR, IGO.")
@click.option("--sector", metavar="CODE", help="PLOVER sector: GOV, MIL, REB, ...")
@click.option("--kind", type=click.Choice(get_args(ActorKind)), help="What sort of actor.")
@click.option("--new", is_flag=True, help="Only whom reports have taught us: not in the table of actors.")
@click.option("--rows", is_flag=True, help="With --new: lines for the table, to be checked by a person.")
@click.option("--as-of", metavar="DATE", help="From reports published up to that day.")
@click.option("--limit", type=click.IntRange(1), default=30, show_default=True, help="Lines of each kind.")
@as_json_option
def actors(
    name: str | None, country: str | None, sector: str | None, kind: ActorKind | None, new: bool, rows: bool,
    as_of: str | None, limit: int, as_json: bool,
) -> None:  # fmt: skip
    """Who is in the record: list, search, or show one with all that it did, said and was called.

    NAME is an id or a whole name, which shows that actor, or part of a name, which lists those that have it.
    """
    from dateline.ask.actors import is_named
    from dateline.ask.everybody import Asked, everybody
    from dateline.ask.view import View
    from dateline.ids import kind_of

    with open_record() as record:
        view = View(record, as_of)
        asked = Asked(name, country, sector, kind, new or rows)
        every = everybody(view) if name else None
        if name and every and (kind_of(name) == "actors" or is_named(every, name)):
            _show(view, every, name, limit, as_json)
        else:
            _list(view, asked, limit, rows, as_json)


def _show(view: "View", every: "Everybody", name: str, limit: int, as_json: bool) -> None:

    from dateline.ask.actors import dossier, find, lines

    found = dossier(view, every, find(every, name))
    if as_json:
        print_json(found.as_json())
        return
    print_labelled(lines(found, limit))


def _list(view: "View", asked: "Asked", limit: int, rows: bool, as_json: bool) -> None:
    from rich.table import Table

    from dateline.ask.actors import actors as fitting
    from dateline.ask.actors import as_row
    from dateline.plain import plain

    found = fitting(view, asked)
    if as_json:
        print_json([{**plain(one.actor), "mentions": one.mentions, "reports": one.reports} for one in found[:limit]])
        return
    if not found:
        say("no actor fits; ask with less, or see `dateline actors`")
        return
    if rows:
        for one in islice(found, limit):
            click.echo(as_row(one.actor))
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("actor", "code", "kind", "mentions", "reports", "id"):
        table.add_column(column, overflow="fold", justify="right" if column in ("mentions", "reports") else "left")
    for one in found[:limit]:
        a = one.actor
        table.add_row(a.name, a.code or "–", a.kind or "–", str(one.mentions), str(one.reports), a.id)
    print_page(table)
    if len(found) > limit:
        say(f"{len(found):,} fit, {limit} are shown; ask more closely, or raise --limit")
