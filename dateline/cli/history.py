"""The past of a record: reading again with newer rules, what changed between two points, and the log."""

import json

import click

from dateline.cli.terminal import ERROR, PARTLY, as_json_option, leave, open_record, record_path, say


@click.command()
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@as_json_option
def reread(jobs: int, as_json: bool) -> None:
    """Read again what older rules read, from the texts in the record.

    Rows that say what they said stay; others get a new version, and the old one is kept. Stopped, it goes on where it
    was when called again.
    """
    from dateline.plain import plain
    from dateline.run import reread_all

    total = dict.fromkeys(("appeared", "changed", "vanished", "stayed"), 0)
    reports, problems = 0, 0
    with open_record() as record:
        for one in reread_all(record, jobs=jobs):
            reports += 1
            problems += one.problem is not None
            for fate, n in one.counts.items():
                total[fate] += n
            if one.problem:
                say(f"not read again: {one.source}: {one.problem}; its rows stay as they are")
            if as_json:
                click.echo(json.dumps(plain(one) | {"counts": one.counts}, ensure_ascii=False))
    if not as_json:
        rows = ", ".join(f"{n:,} {fate}" for fate, n in total.items())
        click.echo(f"{reports:,} reports read again; rows: {rows} · record {record_path()}")
    if problems:
        leave(PARTLY)


@click.command()
@click.option(
    "--from", "first", metavar="POINT", required=True, help="After this day, instant or version of the rules."
)
@click.option("--to", "last", metavar="POINT", required=True, help="Up to this one.")
@click.option("--limit", type=click.IntRange(0), default=50, show_default=True, help="Rows to print.")
@as_json_option
def diff(first: str, last: str, limit: int, as_json: bool) -> None:
    """What appeared, changed and vanished between two points, and why.

    \b
    dateline diff --from 2016-12-08 --to 2016-12-10            became known with the reports of these days
    dateline diff --from 2026-01-01T00 --to 2026-01-31T24      read in between
    dateline diff --from 0.1.0+1a2b3c4d --to 0.1.0+5e6f7a8b    what newer rules read otherwise
    """
    from dateline.ask.changes import counts
    from dateline.ask.changes import diff as changes
    from dateline.plain import plain

    with open_record() as record:
        found = list(changes(record, first, last))
    if as_json:
        click.echo(json.dumps([plain(change) for change in found], ensure_ascii=False, indent=1))
        return
    for kind, fates in counts(iter(found)).items():
        click.echo(f"{kind}: " + ", ".join(f"{n:,} {fate}" for fate, n in sorted(fates.items())))
    for change in found[:limit]:
        click.echo(f"  {change.fate} {change.id}  {change.text}")
        click.echo(f"      {f'{change.what}; ' if change.what else ''}{change.why}")
    if len(found) > limit:
        say(f"{len(found) - limit:,} more; raise --limit")
    if not found:
        say("nothing changed between these points")


@click.command()
@click.option(
    "--verify", is_flag=True, help="Check the chain and the rows that it vouches for; exit code 1 if one is wrong."
)
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Entries to print, the newest.")
@as_json_option
def log(verify: bool, limit: int, as_json: bool) -> None:
    """Who did what to the record, oldest first. Entries are chained by hashes: one that was changed is found."""
    from dateline.plain import plain

    with open_record() as record:
        wrong = list(record.history.wrong()) if verify else []
        entries = list(record.history.log())
    if as_json:
        problems = {"problems": wrong} if verify else {}
        click.echo(json.dumps({**problems, "entries": [plain(e) for e in entries]}, ensure_ascii=False, indent=1))
    elif verify:
        for problem in wrong:
            click.echo(problem)
        verdict = f"{len(wrong)} problems" if wrong else "as written"
        click.echo(f"{verdict}: {len(entries):,} entries checked · record {record_path()}")
    else:
        for entry in entries[-limit:]:
            told = [entry.at, entry.what, entry.subject, entry.who and f"by {entry.who}", entry.reason,
                    entry.rules and f"rules {entry.rules}"]  # fmt: skip
            click.echo(f"{entry.id:>6}  " + "  ".join(word for word in told if word))
    if wrong:
        leave(ERROR)
