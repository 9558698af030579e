"""What every command shares: the record it works on, how it prints, the one place where errors become exit codes."""

import errno
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from dateline.errors import DatelineError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from dateline.fetching.fetcher import Fetcher
    from dateline.run import Outcome
    from dateline.store.record import Record

READ_BY = "dateline.read_by"
AS_OF = "dateline.as_of"
NAMES = "dateline.names"  # True: show those that are withheld
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
FINE, ERROR, USAGE, PARTLY, INTERRUPTED = 0, 1, 2, 3, 130


class Commands(click.Group):
    """The one place where errors become messages and exit codes."""

    def invoke(self, ctx: click.Context) -> Any:
        _write_whole()
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except DatelineError as problem:
            raise click.ClickException(str(problem)) from problem
        except click.UsageError as problem:
            if hint := _hint(problem):
                raise click.UsageError(f"{problem.message.rstrip('.')}; {hint}", problem.ctx) from problem
            raise
        except BrokenPipeError:  # the reader of our output has had enough: `dateline export claims | head`
            _write_no_more()
            ctx.exit(FINE)
        except OSError as problem:
            if problem.errno not in FULL:
                raise
            _write_no_more()
            what = f"{problem.filename or 'the output'} cannot be written ({problem.strerror})"
            raise click.ClickException(f"{what}; what is there is cut off: free space, and run it again") from problem
        except KeyboardInterrupt:
            say("interrupted; every report read so far is saved whole, the same command reads the rest")
            ctx.exit(INTERRUPTED)


def _hint(problem: click.UsageError) -> str:
    """What helps where click only says that it was not understood."""
    if row := re.search(r"extra arguments? \(.*?\b([a-z]{3}-\w+)", problem.message):
        return f"`dateline why {row[1]}` shows one row"
    if isinstance(problem, click.NoSuchOption) and problem.ctx is not None and problem.ctx.info_name == "find":
        return "words that are not to fit stand after two dashes: dateline find -- harbour -school"
    return ""


def _write_whole() -> None:
    """Where PYTHONUNBUFFERED is set, what a full disk does not take would be dropped without a word."""
    raw = getattr(sys.stdout, "buffer", None)
    if isinstance(raw, io.RawIOBase):
        whole = io.BufferedWriter(raw)
        sys.stdout = io.TextIOWrapper(whole, sys.stdout.encoding, sys.stdout.errors, line_buffering=True)


def _write_no_more() -> None:
    """What is still to be written goes nowhere: the interpreter flushes it on the way out."""
    with suppress(io.UnsupportedOperation):  # no file is behind it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(message: str) -> None:
    """A message for a person, on standard error."""
    if not click.get_current_context().find_root().params.get("quiet"):
        click.echo(message, err=True)


def as_json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")(command)


def fetching_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that may ask the network."""
    private = "Also fetch from this machine or network of your own (HOST:PORT, or 10.0.0.0/8); may be given again."
    contact = "Mail address or URL by which hosts can reach you; sent to them with the name of this program."
    command = click.option("--contact", metavar="WHERE", envvar="DATELINE_CONTACT", help=contact)(command)
    return click.option("--allow-private", multiple=True, metavar="WHERE", help=private)(command)


def fetcher_for(allow_private: tuple[str, ...], contact: str | None) -> "Fetcher":
    from dateline.fetching.addresses import allowed
    from dateline.fetching.fetcher import Fetcher

    try:
        return Fetcher(also=allowed(allow_private), contact=contact)
    except DatelineError as problem:
        raise click.UsageError(str(problem)) from problem


class RecordName(click.Path):
    """What --record takes: a file, or the address of a database."""

    name = "record"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from dateline.store.address import Server, address

        try:
            named = address(value)
        except DatelineError as problem:
            self.fail(str(problem), param, ctx)
        return named if isinstance(named, Server) else super().convert(value, param, ctx)


def record_path() -> Path | str:
    path: Path | str = click.get_current_context().find_root().params["record"]
    return path


def open_record(create: bool = False) -> "Record":
    from dateline.store.then import as_of

    return _shown(as_of(_whole_record(create), click.get_current_context().find_root().meta.get(AS_OF)))


def _shown(record: "Record") -> "Record":
    """The record as the command may show it: with names withheld, where it knows the option and was not told to."""
    from dateline.store.veil import veiled

    return veiled(record) if click.get_current_context().find_root().meta.get(NAMES) is False else record


def _whole_record(create: bool = False) -> "Record":
    from dateline.store.record import Record

    read_by = click.get_current_context().find_root().meta.get(READ_BY)
    path = record_path()
    if isinstance(path, Path) and path.is_dir():
        from dateline.formats.lake import Lake

        return Lake(path, read_by=read_by)
    return Record(path, create=create, read_by=read_by)


def _remember(ctx: click.Context, option: click.Parameter, value: str | None) -> None:
    ctx.find_root().meta[READ_BY if option.name == "read_by" else AS_OF] = value


def with_read_by(command: click.Command) -> click.Command:
    """The command, with an option that shows the record as it was at an instant of its own past."""
    words = "As the record was at that instant, or at the end of that day, month or year (UTC)."
    option = click.Option(["--read-by"], metavar="INSTANT", expose_value=False, callback=_remember, help=words)
    command.params.append(option)
    return command


def with_names(command: click.Command) -> click.Command:
    """The command, with names withheld of people who are marked so, and an option that shows them."""

    def remember(ctx: click.Context, option: click.Parameter, value: bool) -> None:
        ctx.find_root().meta[NAMES] = value

    words = "Show names that are withheld (see `dateline people`)."
    option = click.Option(["--show-names"], is_flag=True, expose_value=False, callback=remember, help=words)
    command.params.append(option)
    return command


def with_as_of(command: click.Command) -> click.Command:
    """The command, with an option that answers from what had been published by a day, unless it has one."""
    if all(param.name != "as_of" for param in command.params):
        words = "Answer from the reports published up to that day."
        option = click.Option(["--as-of"], metavar="DATE", expose_value=False, callback=_remember, help=words)
        command.params.append(option)
    return command


def joined_record() -> "Record":
    """The record, with all that was read joined; one that nobody may write to stays as it is."""
    from dateline.errors import BadRecord
    from dateline.run import join_new
    from dateline.store.then import as_of

    meta = click.get_current_context().find_root().meta
    record = _whole_record()
    if meta.get(READ_BY):
        return _shown(as_of(record, meta.get(AS_OF)))  # as it was then
    try:
        if n := join_new(record):
            say(f"joined {n:,} reports that had been read before")
    except BadRecord as problem:
        say(f"note: some reports are not joined yet ({problem.what})")
    return _shown(as_of(record, meta.get(AS_OF)))


def console() -> "Console":
    from rich.console import Console

    plain = not sys.stdout.isatty()
    width = int(os.environ.get("COLUMNS") or 120) if plain else None
    colours = plain or "NO_COLOR" in os.environ or None
    return Console(width=width, highlight=False, markup=False, emoji=False, no_color=colours)  # "[sic]" is no markup


def print_page(page: "RenderableType") -> None:
    to = console()
    with to.capture() as capture:
        to.print(page)
    click.echo("\n".join(line.rstrip() for line in capture.get().splitlines()))


def print_labelled(lines: "Iterable[tuple[str, str]]") -> None:
    """Lines of a label and its words, in two columns."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, words in lines:
        table.add_row(label, Text(words))
    print_page(table)


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def leave(code: int) -> NoReturn:
    click.get_current_context().exit(code)


def with_progress(outcomes: Iterable["Outcome"]) -> Iterator["Outcome"]:
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
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        for outcome in outcomes:
            _tell(outcome)
            progress.update(task, advance=1, description=outcome.source[:60])
            yield outcome


def _tell(outcome: "Outcome") -> None:
    if outcome.fate == "set aside":
        say(f"set aside: {outcome.source}: {outcome.reason}; {outcome.do}")
    if outcome.note:
        say(f"note: {outcome.note}")
