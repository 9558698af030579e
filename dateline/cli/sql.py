"""`dateline sql`: questions that no command asks."""

import sys

import click

from dateline.cli.terminal import as_json_option, open_record, print_json, print_page, record_path, say


@click.command()
@click.argument("statement")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=1_000, show_default=True, help="Rows at most.")
@click.option("--seconds", type=click.FloatRange(0.1, 600), default=10.0, show_default=True, help="Time at most.")
@as_json_option
def sql(statement: str, as_csv: bool, limit: int, seconds: float, as_json: bool) -> None:
    """Ask the record in SQL. Nothing can be changed.

    \b
    Tables are named like the kinds; rows in force have tx_out NULL; lists are JSON:
      SELECT type, count(*) FROM events WHERE tx_out IS NULL GROUP BY type
      SELECT s.value ->> 'name', claims.text FROM claims, json_each(sources) AS s WHERE tx_out IS NULL

    SQL sees the record as it stands, with every name. Where names are withheld (`dateline people`) it is refused unless
    you add --show-names.
    """
    from dateline.errors import BadRequest
    from dateline.store.sql import ask

    with open_record() as record:  # brings an older record up to date, and tells what is none
        if record.veil is not None:
            what = "names are withheld in this record, and SQL would show them"
            raise BadRequest(what, "add --show-names if you may see them; `dateline export` writes rows without them")
    table = ask(record_path(), statement, rows=limit, seconds=seconds)
    if as_json:
        print_json([dict(zip(table.columns, row, strict=True)) for row in table.rows])
    elif as_csv:
        from dateline.formats.exchange.tables import write_table

        rows = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
        write_table(table.columns, rows, sys.stdout.buffer)
    else:
        from rich.table import Table as Page

        page = Page(*table.columns, box=None, padding=(0, 2, 0, 0), pad_edge=False)
        for row in table.rows:
            page.add_row(*("" if cell is None else str(cell) for cell in row))
        print_page(page)
    if table.more:
        say(f"there are more than {limit:,} rows; raise --limit")
