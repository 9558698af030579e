"""When things are told to be: `dateline times` prints a report's own timeline."""

import click

from dateline.cli.terminal import as_json_option, open_record, print_json, print_page


@click.command()
@click.argument("report")
@as_json_option
def times(report: str, as_json: bool) -> None:
    """Print a report's own timeline: its days in order, what it tells of each, and how each day was reached.

    What contradicts itself is listed at the end, as is how many facts have no day. REPORT is an id, a file name, a
    row id or a URL, or the beginning of one.
    """
    from dateline.ask.times import lines, timeline

    with open_record() as record:
        found = timeline(record.reading(record.find_report(report).id))
    if as_json:
        print_json(found.as_json())
        return
    from rich.table import Table

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for day, kind, words in lines(found):
        table.add_row(day, kind, words)
    print_page(table)
