"""Where things are told to be: `dateline places` lists, searches and shows one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dateline.cli.terminal import as_json_option, open_record, print_json, print_labelled, print_page, say

if TYPE_CHECKING:
    from dateline.ask.places import Listed
    from dateline.ask.view import View


@click.command()
@click.argument("query", metavar="[QUERY]", required=False)
@click.option("--country", metavar="CODE", help="Only places in a country: its name or three letters.")
@click.option("--as-of", metavar="DATE", help="From reports published up to that day.")
@click.option("--limit", type=click.IntRange(1), default=30, show_default=True, help="Lines of each kind.")
@as_json_option
def places(query: str | None, country: str | None, as_of: str | None, limit: int, as_json: bool) -> None:
    """Which places reports name: list, search, or show one with what happened there and what was said of it.

    QUERY is a whole name, a GeoNames id or the id of a row, which shows that place with its position, how precise it
    is, and its evidence; or part of a name, which lists the places that have it.
    """
    from dateline.ask.places import Asked, chosen
    from dateline.ask.places import places as fitting
    from dateline.ask.view import View

    with open_record() as record:
        view = View(record, as_of)
        asked = Asked(query, country)
        one = chosen(view, asked)
        if one is not None:
            _show(view, one, limit, as_json)
        else:
            _list(fitting(view, asked), limit, as_json)


def _show(view: "View", one: "Listed", limit: int, as_json: bool) -> None:

    from dateline.ask.places import dossier, lines

    found = dossier(view, one)
    if as_json:
        print_json(found.as_json())
        return
    print_labelled(lines(found, limit))


def _list(found: "Sequence[Listed]", limit: int, as_json: bool) -> None:
    from rich.table import Table

    from dateline.ask.places import position

    if as_json:
        print_json([one.as_json() for one in found[:limit]])
        return
    if not found:
        say("no place fits; ask with less, or see `dateline places`")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("place", "country", "where", "named", "reports", "events", "row"):
        counted = column in ("named", "reports", "events")
        table.add_column(column, overflow="fold", justify="right" if counted else "left")
    for one in found[:limit]:
        p = one.place
        where = position(p) if p.lat is not None else "–"
        counts = (str(one.mentions), str(one.reports), str(one.events))
        table.add_row(p.name or p.text, p.country or "–", where, *counts, p.id)
    print_page(table)
    if len(found) > limit:
        say(f"{len(found):,} fit, {limit} are shown; ask more closely, or raise --limit")
