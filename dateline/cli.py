"""The command line. A command reads its options, calls one function that Python could call as well, prints the answer.

Data goes to standard output, messages to standard error. Imports stand inside the commands: `dateline --help` loads
no model and no table.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, get_args

import click

from dateline.errors import BadRequest, DatelineError
from dateline.records import Stance

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from dateline.run import Outcome
    from dateline.store.record import Record

FINE, ERROR, USAGE, PARTLY, INTERRUPTED = 0, 1, 2, 3, 130


class Commands(click.Group):
    """The one place where errors become messages and exit codes."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DatelineError as problem:
            raise click.ClickException(str(problem)) from problem
        except BrokenPipeError:  # the reader of our output has had enough: `dateline export claims | head`
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115  the interpreter flushes it on the way out
            ctx.exit(FINE)
        except KeyboardInterrupt:
            _say("interrupted; every report read so far is saved whole, the same command reads the rest")
            ctx.exit(INTERRUPTED)


def _say(message: str) -> None:
    """A message for a person, on standard error."""
    if not click.get_current_context().find_root().params.get("quiet"):
        click.echo(message, err=True)


def as_json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")(command)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--record",
    type=click.Path(dir_okay=False, path_type=Path),
    default="dateline.db",
    envvar="DATELINE_RECORD",
    show_default=True,
    show_envvar=True,
    help="The record: one SQLite file.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no messages.")
@click.version_option(package_name="dateline")
def main(record: Path, quiet: bool) -> None:
    """Read news reports into a sourced record: who did or said what to whom, where and when, and according to whom.

    \b
    dateline demo                            see it work on sample reports
    dateline read reports/ page.html -       read files, folders, standard input
    dateline show 'page.html'                one report with everything marked in it
    dateline why clm-ab12cd34ef56g           the sentence, the words and the rule behind a row
    dateline export claims                   rows as JSON Lines (also csv, parquet)
    """


def _path() -> Path:
    path: Path = click.get_current_context().find_root().params["record"]
    return path


def _open(create: bool = False) -> "Record":
    from dateline.store.record import Record

    return Record(_path(), create=create)


def _console() -> "Console":
    from rich.console import Console

    plain = not sys.stdout.isatty()
    width = int(os.environ.get("COLUMNS") or 120) if plain else None
    return Console(width=width, highlight=False, no_color=plain or "NO_COLOR" in os.environ or None)


def _print(page: "RenderableType") -> None:
    console = _console()
    with console.capture() as capture:
        console.print(page)
    click.echo("\n".join(line.rstrip() for line in capture.get().splitlines()))


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


# -- reading


def _day(value: str | None) -> str | None:
    """A date given as an option; what is none is a mistake in the call."""
    from dateline.intake.published import published_day

    try:
        return None if value is None else published_day(value)
    except DatelineError as problem:
        raise click.BadParameter(str(problem)) from problem


@main.command()
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option(
    "--published",
    metavar="DATE",
    callback=lambda _context, _option, value: _day(value),
    help="Day of publication, for reports that do not say it (EDTF: 2016-12-09).",
)
@click.option("--outlet", metavar="NAME", help="Outlet of reports that do not say it.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@click.option("--retry", is_flag=True, help="Try again what was set aside, from the bytes kept in the record.")
@as_json_option
def read(
    sources: tuple[str, ...], published: str | None, outlet: str | None, jobs: int, retry: bool, as_json: bool
) -> None:
    """Read files, folders, globs or standard input (-) into the record.

    Takes .txt, .html, .jsonl and .parquet. Reading the same bytes again changes nothing. What cannot be read is set
    aside with its reason, and the rest go on; then the exit code is 3.
    """
    from dateline.intake.sources import kept
    from dateline.intake.sources import sources as inputs
    from dateline.run import read_all

    if not sources and not retry:
        raise click.UsageError("Missing argument 'SOURCE...': name files or folders, or - for standard input")
    with _open(create=True) as record:
        again = [item for aside in (record.kept() if retry else ()) for item in kept(*aside)]
        every = chain(inputs(sources, sys.stdin.buffer), again)
        outcomes = read_all(record, every, published=published, outlet=outlet, jobs=jobs)
        _report_fates(_with_progress(outcomes), as_json)


def _with_progress(outcomes: Iterable["Outcome"]) -> Iterator["Outcome"]:
    """The same outcomes, with a counter on a terminal's standard error; problems are told as they come."""
    quiet = click.get_current_context().find_root().params["quiet"] or not sys.stderr.isatty()
    if quiet:
        for outcome in outcomes:
            _tell(outcome)
            yield outcome
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} reports"),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        for outcome in outcomes:
            _tell(outcome)
            progress.update(task, advance=1, description=outcome.source[:60])
            yield outcome


def _tell(outcome: "Outcome") -> None:
    if outcome.fate == "set aside":
        _say(f"set aside: {outcome.source}: {outcome.reason}; {outcome.do}")
    if outcome.note:
        _say(f"note: {outcome.note}")


def _report_fates(outcomes: Iterable["Outcome"], as_json: bool) -> None:
    """Count what became of the inputs, say it, and leave with the exit code that fits."""
    counts = {"read": 0, "unchanged": 0, "set aside": 0}
    for outcome in outcomes:
        counts[outcome.fate] += 1
        if as_json:
            from dateline.plain import plain

            click.echo(json.dumps(plain(outcome), ensure_ascii=False))
    if not as_json:
        click.echo(", ".join(f"{n} {fate}" for fate, n in counts.items()) + f" · record {_path()}")
    if not sum(counts.values()):
        raise BadRequest("there was nothing to read", "name files that end in .txt, .html, .jsonl or .parquet")
    if counts["set aside"]:
        _leave(PARTLY if counts["read"] or counts["unchanged"] else ERROR)


def _leave(code: int) -> NoReturn:
    click.get_current_context().exit(code)


# -- looking


@main.command()
@click.argument("report")
@as_json_option
def show(report: str, as_json: bool) -> None:
    """Show one report: its text with the findings marked, who said what, events, numbers, times, places.

    REPORT is an id, a file name, a row id or a URL, or the beginning of one.
    """
    from dateline.ask.show import show as page
    from dateline.plain import plain

    with _open() as record:
        reading = record.reading(record.find_report(report).id)
    if as_json:
        _print_json(plain(reading))
    else:
        _print(page(reading))


@main.command()
@click.argument("row_id", metavar="ID")
@as_json_option
def why(row_id: str, as_json: bool) -> None:
    """Explain one row: its sentence, the words that decided, the rule and lexicon entry, the speaker chain."""
    from dateline.ask.kinds import row_of
    from dateline.ask.why import why as explain
    from dateline.ask.why import why_actor
    from dateline.records import Actor

    with _open() as record:
        row = row_of(record, row_id)
        if isinstance(row, Actor):
            answer = why_actor(row, record.rows("mentions"))
        else:
            answer = explain(record.reading(getattr(row, "report", row.id)), row)
    if as_json:
        _print_json(answer.as_json())
        return
    from rich.table import Table

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for label, words in (("row", answer.id), *answer.lines):
        table.add_row(label, words)
    _print(table)


@main.command()
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

    with _open() as record:
        found = list(islice(fitting(record, Asked(source, via, about, stance)), limit + 1))
    if as_json:
        _print_json([plain(claim) for _, claim in found[:limit]])
        return
    for report, claim in found[:limit]:
        _print(claim_lines(claim, f"{report.source}, {report.outlet or 'outlet not stated'}"))
    if not found:
        _say("no claim fits; ask with less, or see `dateline status`")
    elif len(found) > limit:
        _say(f"more than {limit} fit; ask more closely, or raise --limit")


@main.command()
@as_json_option
def status(as_json: bool) -> None:
    """What the record holds: rows by kind, days, outlets, and what was set aside."""
    with _open() as record:
        counts, summary, waiting = record.counts(), record.summary(), record.waiting()
    if as_json:
        _print_json({"record": str(_path()), "rows": counts, **summary, "set_aside": waiting})
        return
    click.echo(f"record {_path()}")
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


@main.command()
@as_json_option
def check(as_json: bool) -> None:
    """Verify every span, reference and id of the record, and the bytes behind them. Exit code 1 if one is wrong."""
    from dateline.ask.check import check as problems

    with _open() as record:
        found = list(problems(record))
        counts = record.counts()
    if as_json:
        _print_json({"record": str(_path()), "problems": found, "rows": counts})
    else:
        for problem in found:
            click.echo(problem)
        verdict = f"{len(found)} problems" if found else "sound"
        click.echo(
            f"{verdict}: {sum(counts.values()):,} rows of {counts['reports']:,} reports checked · record {_path()}"
        )
    if found:
        _leave(ERROR)


# -- out


@main.command()
@click.argument("kind")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv", "parquet"]), default="jsonl", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write, or folder for `all`.")
@as_json_option
def export(kind: str, form: str, output: Path | None, as_json: bool) -> None:
    """Export the rows of one KIND, or of `all` kinds into a folder.

    Kinds: reports, passages, actors, mentions, times, places, quantities, claims, events.
    """
    from dateline.ask.kinds import EXPORTED, rows_of
    from dateline.formats import FORMATS

    if as_json and form != "jsonl":
        raise click.UsageError("--json is the format jsonl; leave out one of the two")
    if kind not in (*EXPORTED, "all"):
        raise click.UsageError(f"there is no kind {kind!r}: choose from {', '.join(EXPORTED)}, all")
    if kind == "all" and output is None:
        raise click.UsageError("`export all` writes a file for each kind: name their folder with -o DIR")
    writer = FORMATS[form]
    with _open() as record:
        if output is None:
            writer.write(kind, rows_of(record, kind), sys.stdout.buffer)
            return
        for each in EXPORTED if kind == "all" else (kind,):
            target = output / f"{each}.{writer.SUFFIX}" if kind == "all" else output
            with _whole_file(target) as out:
                n = writer.write(each, rows_of(record, each), out)
            _say(f"{n:,} {each} → {target}")


@contextmanager
def _whole_file(target: Path) -> Iterator[Any]:
    """A file that gets its name when it is whole: no half export under the final name."""
    beside = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as out:
            yield out
        beside.replace(target)
    except OSError as problem:
        raise DatelineError(
            f"{target} cannot be written ({problem.strerror})", "free space or choose another -o"
        ) from problem
    finally:
        with suppress(OSError):
            beside.unlink()


# -- measuring and trying


@main.command()
@click.argument("corpora", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@as_json_option
def measure(corpora: tuple[Path, ...], as_json: bool) -> None:
    """Read each corpus (a folder with input.jsonl and gold.jsonl) in memory and print how much of it is right.

    The first word of the folder's name says what its gold is about: gsr (events), polnear (attribution), geo (places),
    time, ecb (events told in several reports). A folder with gold/ holds gold in the record's own kinds.
    """
    from dateline.measure.corpus import measure as figures_of
    from dateline.plain import plain

    found = {}
    for folder in corpora:
        figures = found[folder.resolve().name] = figures_of(folder)
        if not as_json:
            click.echo(f"# {folder.resolve().name}")
            for figure in figures:
                click.echo(figure)
    if as_json:
        _print_json({name: plain(figures) for name, figures in found.items()})


@main.command()
@as_json_option
def demo(as_json: bool) -> None:
    """Read the sample reports that come with Dateline into demo.db, and print what was found and what to try next."""
    from dateline.ask.digest import digest
    from dateline.intake.sources import sources
    from dateline.run import read_all
    from dateline.samples import folder
    from dateline.store.record import Record

    path = Path("demo.db")
    with Record(path, create=True) as record:
        for outcome in _with_progress(read_all(record, sources([str(folder() / "reports")]))):
            if as_json:
                continue
            if outcome.fate == "read":
                _say(f"read {outcome.source}")
        page = digest(record)
    if as_json:
        _print_json(page.as_json())
        return
    _print(page)
    click.echo(
        f"\nTry next:\n  dateline --record {path} show 003_deal.txt\n  dateline --record {path} why {page.example}\n"
        f"  dateline --record {path} export claims | head -3\n  dateline read YOUR-REPORTS/"
    )
