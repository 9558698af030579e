"""Looking at a record: a report, a row's reasons, claims, what the record holds and whether it is sound."""

from itertools import islice
from typing import get_args

import click

from dateline.cli.terminal import ERROR, as_json_option, leave, open_record, print_json, print_page, record_path, say
from dateline.records import Stance


@click.command()
@click.argument("report")
@as_json_option
def show(report: str, as_json: bool) -> None:
    """Show one report: its text with the findings marked, who said what, events, numbers, times, places.

    REPORT is an id, a file name, a row id or a URL, or the beginning of one.
    """
    from dateline.ask.show import show as page
    from dateline.ask.together import completed_reading
    from dateline.plain import plain

    with open_record() as record:
        reading = completed_reading(record, record.find_report(report).id)
    if as_json:
        print_json(plain(reading))
    else:
        print_page(page(reading))


@click.command()
@click.argument("row_id", metavar="ID")
@as_json_option
def why(row_id: str, as_json: bool) -> None:
    """Explain one row: its sentence, the words that decided, the rule and lexicon entry, the speaker chain.

    Of an incident, a story, a link, a dispute or a day that other reports gave: the comparisons, with their weights.
    """
    from dateline.ask.why_any import why_any

    with open_record() as record:
        answer = why_any(record, row_id)
    if as_json:
        print_json(answer.as_json())
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for label, words in (("row", answer.id), *answer.lines):
        table.add_row(label, Text(words))  # an editor's "[to the troops]" in the report's words is no markup
    print_page(table)


@click.command()
@click.option("--source", metavar="NAME", help="Who said it: part of a name, or a code (TUR:GOV, TUR).")
@click.option("--via", metavar="NAME", help="Who passed it on: part of a name, or a code.")
@click.option("--about", metavar="WORDS", help="Words of what was said.")
@click.option("--stance", type=click.Choice(get_args(Stance)), help="How it was said.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Claims to print.")
@as_json_option
def claims(
    source: str | None, via: str | None, about: str | None, stance: Stance | None, limit: int, as_json: bool
) -> None:
    """Who said what: the claims of all reports, by source, relay, words or stance."""
    from dateline.ask.claims import Asked
    from dateline.ask.claims import claims as fitting
    from dateline.ask.show import claim_lines
    from dateline.plain import plain

    with open_record() as record:
        found = list(islice(fitting(record, Asked(source, via, about, stance)), limit + 1))
    if as_json:
        print_json([plain(claim) for _, claim in found[:limit]])
        return
    for report, claim in found[:limit]:
        print_page(claim_lines(claim, f"{report.source}, {report.outlet or 'outlet not stated'}"))
    if not found:
        say("no claim fits; ask with less, or see `dateline status`")
    elif len(found) > limit:
        say(f"more than {limit} fit; ask more closely, or raise --limit")


@click.command()
@as_json_option
def status(as_json: bool) -> None:
    """What the record holds: rows by kind, days, outlets, and what was set aside."""
    with open_record() as record:
        counts, summary, waiting = record.counts(), record.summary(), record.waiting()
    if as_json:
        print_json({"record": str(record_path()), "rows": counts, **summary, "set_aside": waiting})
        return
    click.echo(f"record {record_path()}")
    for kind, n in counts.items():
        click.echo(f"  {n:>8,} {kind}")
    if summary["first"]:
        click.echo(f"published {summary['first']} to {summary['last']}")
    outlets = [f"{name or 'not stated'} ({n})" for name, n in summary["outlets"].items()]
    if outlets:
        click.echo(
            "outlets " + ", ".join(outlets[:10]) + (f" and {len(outlets) - 10} more" if len(outlets) > 10 else "")
        )
    if last := summary["transaction"]:
        click.echo(f"last written {last['at']}" + (f" by rules {last['rules']}" if last["rules"] else ""))
    for item in waiting:
        click.echo(f"set aside: {item['source']}: {item['reason']}; {item['do']}")


@click.command()
@click.option("--deep", is_flag=True, help="Compute anew all that can be: ids, the index, what was joined, the log.")
@click.option("--mend-search", is_flag=True, help="First make the index of words, by which `find` finds, anew.")
@as_json_option
def check(deep: bool, mend_search: bool, as_json: bool) -> None:
    """Verify every span, reference and id of the record, and the bytes behind them. Exit code 1 if one is wrong.

    
    dateline check                 every row against its text and its references
    dateline check --deep          also ids, index, joined rows and log against what they are computed from
    dateline check --mend-search   the index of words made anew from the rows, where the others say that it is wrong
    """
    from dateline.ask.check import check as problems
    from dateline.ask.check_deep import check_deep

    with open_record() as record:
        if mend_search:
            say(f"made anew: the words by which {record.mend_search():,} rows are found")
        found = list(check_deep(record) if deep else problems(record))
        counts = record.counts()
    if as_json:
        print_json({"record": str(record_path()), "problems": found, "rows": counts})
    else:
        for problem in found:
            click.echo(problem)
        verdict = f"{len(found)} problem{'s' * (len(found) > 1)}" if found else "sound"
        click.echo(
            f"{verdict}: {sum(counts.values()):,} rows of {counts['reports']:,} reports checked"
            f" · record {record_path()}"
        )
    if found:
        leave(ERROR)
