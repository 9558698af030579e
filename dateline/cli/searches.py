"""`dateline searches`: searches that are kept in the record under a name."""

import click

from dateline.cli.review import as_option
from dateline.cli.terminal import as_json_option, open_record, print_json, say


@click.group(invoke_without_command=True)
@as_json_option
@click.pass_context
def searches(context: click.Context, as_json: bool) -> None:
    """Searches kept in the record under a name; `dateline serve` has each as an Atom feed.

    \b
    dateline searches save "Aleppo, disputed" place:Aleppo disputed:yes
    dateline searches list
    dateline searches delete "Aleppo, disputed"
    """
    if context.invoked_subcommand is None:
        _print(as_json)


@searches.command("list")
@as_json_option
def list_(as_json: bool) -> None:
    """All saved searches, with who saved each and when. Names that are withheld are not shown."""
    _print(as_json)


def _print(as_json: bool) -> None:
    from dateline.ask.saved import searches as every
    from dateline.plain import plain
    from dateline.store.veil import veiled

    with open_record() as record:
        found = every(veiled(record))
    if as_json:
        print_json(plain(found))
        return
    for one in found:
        click.echo(
            f"{one.number}  {one.name}: {one.kind} {one.query or 'everything'}  ({one.who or '?'}, {one.at[:10]})"
        )
    if not found:
        say("no search is saved; `dateline searches save NAME QUERY` keeps one")


@searches.command("save")
@click.argument("name")
@click.argument("query", nargs=-1)
@click.option(
    "--kind", type=click.Choice(["claims", "events", "reports", "actors"]), default="claims", show_default=True,
    help="The rows that are looked for.",
)  # fmt: skip
@as_option
@as_json_option
def save_(name: str, query: tuple[str, ...], kind: str, who: str, as_json: bool) -> None:
    """Keep a search under a name. QUERY is what `dateline find` takes; without it the search is for everything."""
    from dateline.ask.saved import save
    from dateline.plain import plain
    from dateline.run import now

    with open_record() as record:
        done = save(record, name, " ".join(query), kind, who=who, at=now())
    if as_json:
        print_json(plain(done))
    else:
        click.echo(f"saved as {done.name}: {done.kind} {done.query or 'everything'}; feed /searches/{done.number}.atom")


@searches.command("delete")
@click.argument("which", metavar="NAME|NUMBER")
@as_option
@as_json_option
def delete_(which: str, who: str, as_json: bool) -> None:
    """Take a saved search away. The log keeps that it was there."""
    from dateline.ask.saved import delete
    from dateline.plain import plain
    from dateline.run import now

    with open_record() as record:
        done = delete(record, which, who=who, at=now())
    if as_json:
        print_json(plain(done))
    else:
        click.echo(f"deleted the search {done.name}")
