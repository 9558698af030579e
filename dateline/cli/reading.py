"""`dateline read`: reports into the record."""

import json
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.terminal import (
    ERROR,
    PARTLY,
    as_json_option,
    fetcher_for,
    fetching_options,
    leave,
    open_record,
    record_path,
    with_progress,
)
from dateline.errors import BadRequest, DatelineError

if TYPE_CHECKING:
    from dateline.intake.sources import Fetch
    from dateline.run import Outcome


def _day(value: str | None) -> str | None:
    """A date given as an option; what is none is a mistake in the call."""
    from dateline.intake.published import published_day

    try:
        return None if value is None else published_day(value)
    except DatelineError as problem:
        raise click.BadParameter(str(problem)) from problem


def _fetching(sources: Iterable[str], allow_private: tuple[str, ...], contact: str | None) -> "Fetch | None":
    """What asks the network, if anything is to be asked there; the rest of the work knows none."""
    if not any("://" in source for source in sources):
        return None
    from functools import partial

    from dateline.fetching.inputs import inputs

    return partial(inputs, fetcher_for(allow_private, contact))


@click.command()
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option(
    "--published",
    metavar="DATE",
    callback=lambda _context, _option, value: _day(value),
    help="Day of publication, for reports that do not say it (EDTF: 2016-12-09).",
)
@click.option("--outlet", metavar="NAME", help="Outlet of reports that do not say it.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@click.option(
    "--engine",
    type=click.Choice(["here", "ray"]),
    default="here",
    show_default=True,
    help="Where the processes run: on this machine, or on a Ray cluster (docs/cluster.md).",
)
@click.option("--address", metavar="ADDRESS", help="Of the Ray cluster: auto, HOST:PORT or ray://HOST:PORT.")
@click.option(
    "--hosts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Of crawls (.warc.gz) only pages of the hosts in this file, one a line.",
)
@click.option(
    "--language",
    type=click.Choice(["en", "any"]),
    default="en",
    show_default=True,
    help="Of crawls only pages whose prose looks English; any: all, and the reports say what they are.",
)
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Read into a lake: a record with its rows as Parquet files by table and day. Same as --record FOLDER later.",
)
@click.option("--retry", is_flag=True, help="Try again what was set aside, from the bytes kept in the record.")
@fetching_options
@as_json_option
def read(
    sources: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    jobs: int,
    engine: str,
    address: str | None,
    hosts: Path | None,
    language: str,
    output: Path | None,
    retry: bool,
    allow_private: tuple[str, ...],
    contact: str | None,
    as_json: bool,
) -> None:
    """Read files, folders, globs, web pages (http, https) or standard input (-) into the record.

    Takes .txt, .html, .pdf with a text layer, .docx, .eml and .mbox, rows: .jsonl, .parquet, ninjs, and crawls: .warc,
    .warc.gz. Reading the same bytes again changes nothing, and a crawl is read on from where it was left. What cannot
    be read is set aside with its reason, and the rest go on; then the exit code is 3.
    """
    from dateline.intake.sources import kept
    from dateline.intake.sources import sources as inputs
    from dateline.intake.warc import Crawl, hosts_in
    from dateline.pool import CHUNK
    from dateline.run import read_all

    if not sources and not retry:
        raise click.UsageError("Missing argument 'SOURCE...': name files or folders, or - for standard input")
    if address and engine != "ray":
        raise click.UsageError("--address is that of a Ray cluster: say --engine ray too")
    cluster = address or "local" if engine == "ray" else None
    if output:
        from dateline.formats.lake import Lake

        Lake(output, create=True).close()
        click.get_current_context().find_root().params["record"] = output
    with open_record(create=True) as record:
        again = [item for aside in (record.kept() if retry else ()) for item in kept(*aside)]
        crawl = Crawl(hosts_in(hosts) if hosts else None, language == "en", record.shards.done)
        every = chain(inputs(sources, sys.stdin.buffer, _fetching(sources, allow_private, contact), crawl), again)
        together = 1 if "-" in sources else CHUNK  # what comes slowly is not kept waiting
        outcomes = read_all(
            record, every, published=published, outlet=outlet, jobs=jobs, together=together, cluster=cluster
        )
        _report_fates(with_progress(outcomes), as_json)


def _report_fates(outcomes: Iterable["Outcome"], as_json: bool) -> None:
    """Count what became of the inputs, say it, and leave with the exit code that fits."""
    counts = {"read": 0, "unchanged": 0, "set aside": 0}
    for outcome in outcomes:
        counts[outcome.fate] += 1
        if as_json:
            from dateline.plain import plain

            click.echo(json.dumps(plain(outcome), ensure_ascii=False))
    if not as_json:
        click.echo(", ".join(f"{n} {fate}" for fate, n in counts.items()) + f" · record {record_path()}")
    if not sum(counts.values()):
        raise BadRequest(
            "there was nothing to read",
            "name files that end in .txt, .html, .pdf, .docx, .eml, .mbox, .jsonl or .parquet",
        )
    if counts["set aside"]:
        leave(PARTLY if counts["read"] or counts["unchanged"] else ERROR)
