"""Review: what people say of rows, and the queue of what to look at first."""

import getpass
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.terminal import (
    NAMES,
    as_json_option,
    joined_record,
    open_record,
    print_json,
    print_page,
    record_path,
    say,
    with_names,
    with_read_by,
)

if TYPE_CHECKING:
    from dateline.ask.review import Done, Item
    from dateline.store.record import Record

KEYS = "a accept · c correct · r reject · s skip · w why · u undo my last · q quit"
KINDS = ("claims", "events", "quantities")
DONE, QUIT = "done", "quit"
FETCHED = 50  # rows of the queue at a time
Command = Callable[..., Any]


def _who() -> str:
    """The name of whoever is logged in."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


as_option = click.option(
    "--as", "who", metavar="NAME", envvar="DATELINE_USER", show_envvar=True, default=_who,
    help="Who says so; the name of your account if nothing else is given.",
)  # fmt: skip
seen_option = click.option(
    "--seen", type=click.IntRange(0), metavar="N",
    help="The version you saw (`review list --json`): refused if the row was touched since.",
)  # fmt: skip
reason_option = click.option("--reason", metavar="WORDS", help="Why; it is kept.")


def queue_options(command: Command) -> Command:
    """Which rows are queued, and in which order."""
    for option in (
        click.option("--by", type=click.Choice(["both", "doubt", "importance"]), default="both", show_default=True,
                     help="Least sure first, most depends on it first, or both together."),
        click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only these rows."),
        click.option("--report", metavar="REPORT", help="Only rows of one report."),
        click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Rows to print."),
    ):  # fmt: skip
        command = option(command)
    return command


@click.group(invoke_without_command=True)
@click.option("--next", "only_next", is_flag=True, help="Print the first row of the queue, and how to answer.")
@queue_options
@as_option
@as_json_option
@click.pass_context
def review(
    ctx: click.Context, only_next: bool, by: str, kinds: tuple[str, ...], report: str | None, limit: int, who: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Review what was read: accept, correct or reject rows, merge or split what was joined, undo.

    On a terminal it goes through the queue, a key for each row. Corrections are versions: nothing is overwritten, they
    hold when newer rules read the report, and every command sees them.

    \b
    dateline review                                  go through the queue
    dateline review correct clm-… speaker=Kalin date=2016-12-09 --reason "quoted below"
    dateline review reject evt-… --reason "a film is described"
    dateline review merge inc-… inc-…                two incidents are one
    dateline review undo 17                          take review 17 back
    dateline review export -o gold.jsonl             reviews as gold
    """
    if ctx.invoked_subcommand is not None:
        _refuse_before(ctx, ctx.invoked_subcommand)
        ctx.find_root().meta.pop(NAMES)  # what is decided is about the record as it stands; what lists has the option
        return
    asked = {"by": by, "kinds": kinds or KINDS, "report": report}
    if only_next or as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        _print_queue(asked, 1 if only_next else limit, as_json, with_keys=only_next)
        return
    with joined_record() as record:
        _go_through(record, asked, who)


def _refuse_before(ctx: click.Context, command: str) -> None:
    """Options of the queue that stand before a command would mean nothing to it: who reviews would be somebody else."""
    for option in ctx.command.params:
        given = option.name and ctx.get_parameter_source(option.name) is click.core.ParameterSource.COMMANDLINE
        if given and option.expose_value:
            raise click.UsageError(
                f"{option.opts[0]} stands after the command: dateline review {command} … {option.opts[0]}"
            )


@review.command(name="list")
@queue_options
@as_json_option
def list_(by: str, kinds: tuple[str, ...], report: str | None, limit: int, as_json: bool) -> None:
    """List the queue: rows that nobody has reviewed, those first that ask for it most."""
    _print_queue({"by": by, "kinds": kinds or KINDS, "report": report}, limit, as_json)


def _print_queue(asked: dict[str, Any], limit: int, as_json: bool, with_keys: bool = False) -> None:
    from dateline.ask.review import queue
    from dateline.plain import plain

    with joined_record() as record:
        found = queue(record, limit=limit, **asked)
    if as_json:
        print_json([plain(item) for item in found])
        return
    for item in found:
        _print_item(item)
    if with_keys and found:
        first = found[0].id
        say(f"answer: dateline review accept {first}   (or correct {first} field=value, reject {first} --reason WORDS)")
    if not found:
        say("nothing waits for review")


def _print_item(item: "Item") -> None:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    head = Text(f"{item.id}  ", "bold").append(item.text, "default")
    rest = Text(f"“{item.sentence}”\n{item.why}; doubt {item.doubt:.2f}, importance {item.importance}", "dim")
    print_page(Group(head, Padding(rest, (0, 0, 0, 4))))


@review.command()
@click.argument("row_id", metavar="ID")
@as_option
@reason_option
@seen_option
@as_json_option
def accept(row_id: str, who: str, reason: str | None, seen: int | None, as_json: bool) -> None:
    """Say that a row is right. It leaves the queue, and becomes gold."""
    from dateline.ask import review as ask
    from dateline.run import now

    with joined_record() as record:
        _tell(ask.accept(record, row_id, who=who, at=now(), reason=reason, seen=seen), as_json)


@review.command()
@click.argument("row_id", metavar="ID")
@click.argument("corrections", metavar="FIELD=VALUE...", nargs=-1, required=True)
@as_option
@reason_option
@seen_option
@as_json_option
def correct(
    row_id: str, corrections: tuple[str, ...], who: str, reason: str | None, seen: int | None, as_json: bool
) -> None:
    """Say what a row should say, field by field.

    \b
    claims      speaker, via, addressee, date, text, stance, manner, quoted, parent
    events      type, mode, status, who, whom, place, date, text, claim
    numbers     low, high, unit, bound, about, place, date, speaker, role
    mentions    who, code, kind, role       places  name, country, lat, lon
    times       value                       reports  published, outlet, headline

    Bounds: text="the words" or start=12 end=40. Somebody is a name, an id, or 12..40 in the text; several with ";"
    between. A place of an event is one that its report names. "none" empties a field.
    """
    from dateline.ask import review as ask
    from dateline.run import now

    fields: dict[str, str] = {}
    for one in corrections:
        name, sign, value = one.partition("=")
        if not sign or name in fields:
            raise click.UsageError(f"{one[:60]!r} is no correction: write each field once, as field=value")
        fields[name] = value
    with joined_record() as record:
        _tell(ask.correct(record, row_id, fields, who=who, at=now(), reason=reason, seen=seen), as_json)


@review.command()
@click.argument("row_id", metavar="ID")
@as_option
@click.option("--reason", metavar="WORDS", required=True, help="Why; it is kept.")
@seen_option
@as_json_option
def reject(row_id: str, who: str, reason: str, seen: int | None, as_json: bool) -> None:
    """Say that there is no such thing: the row goes out of force. Of a link or dispute: the two cannot be compared."""
    from dateline.ask import review as ask
    from dateline.run import now

    with joined_record() as record:
        _tell(ask.reject(record, row_id, who=who, at=now(), reason=reason, seen=seen), as_json)


@review.command()
@click.argument("ids", metavar="ID ID...", nargs=-1, required=True)
@as_option
@reason_option
@as_json_option
def merge(ids: tuple[str, ...], who: str, reason: str | None, as_json: bool) -> None:
    """Say that actors, incidents or stories are one."""
    from dateline.ask import review as ask
    from dateline.run import now

    with joined_record() as record:
        _tell(ask.merge(record, ids, who=who, at=now(), reason=reason), as_json)


@review.command()
@click.argument("row_id", metavar="ID")
@click.argument("members", metavar="MEMBER...", nargs=-1, required=True)
@as_option
@reason_option
@as_json_option
def split(row_id: str, members: tuple[str, ...], who: str, reason: str | None, as_json: bool) -> None:
    """Say that members do not belong to a group: events to an incident, reports to a story, ids to an actor."""
    from dateline.ask import review as ask
    from dateline.run import now

    with joined_record() as record:
        _tell(ask.split(record, row_id, members, who=who, at=now(), reason=reason), as_json)


@review.command()
@click.argument("number", metavar="[N]", type=click.IntRange(1), required=False)
@as_option
@as_json_option
def undo(number: int | None, who: str, as_json: bool) -> None:
    """Take back review N, or your own last one. What stood before is in force again."""
    from dateline.ask import review as ask
    from dateline.run import now

    with joined_record() as record:
        _tell(ask.undo(record, number, who=who, at=now()), as_json)


def _tell(done: "Done", as_json: bool) -> None:
    from dateline.plain import plain

    if as_json:
        print_json(plain(done))
    elif done.verdict == "undo":
        click.echo(f"undone; {done.row} is as it was (entry {done.number}) · record {record_path()}")
    else:
        back = f"`dateline review undo {done.number}` takes it back"
        click.echo(f"review {done.number}: {done.verdict} {done.row}; {back} · record {record_path()}")


@review.command()
@click.argument("row_id", metavar="[ID]", required=False)
@click.option("--report", metavar="REPORT", help="Only reviews of rows of one report.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Reviews to print, the newest.")
@as_json_option
def done(row_id: str | None, report: str | None, limit: int, as_json: bool) -> None:
    """List the reviews: number, who, when, what, why; undone, or resting on a row that was replaced since."""
    from dateline.ask.review import listed
    from dateline.plain import plain

    with open_record() as record:
        found = listed(record, row=row_id, report=report)
    if as_json:
        print_json([plain(one) for one in found])
        return
    for one in found[-limit:]:
        its = one.review
        what = "; ".join(f"{c.field}: {_plainly(c.old)} → {_plainly(c.new)}" for c in its.changes)
        moved = f", now {one.now}" if one.now not in (None, its.row) else ""
        click.echo(f"{its.id:>6}  {its.at}  {its.verdict} {its.row} by {its.who}: {one.state}{moved}")
        for line in (what, f"because {its.reason}" if its.reason else ""):
            if line:
                click.echo(f"        {line}")
    if not found:
        say("nothing was reviewed yet; `dateline review` begins")


def _plainly(value: Any) -> str:
    """A value of a row as a person would say it: whose name, which words."""
    if isinstance(value, list):
        return ", ".join(map(_plainly, value)) or "nobody"
    if isinstance(value, dict):
        return str(value.get("name") or value.get("text") or value.get("actor") or "somebody")
    return "none" if value is None else str(value)


@review.command(name="export")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@as_json_option
def export_(output: Path | None, as_json: bool) -> None:
    """Write the reviews in force as gold: JSON Lines with report, span, verdict and fields."""
    import json

    from dateline.ask.review_gold import gold
    from dateline.formats.files import whole_file

    with open_record() as record:
        lines = [json.dumps(item, ensure_ascii=False) + "\n" for item in gold(record)]
    if not lines:
        say("nothing was reviewed yet; `dateline review` begins")
    if output is None:
        click.echo("".join(lines), nl=False)
        return
    with whole_file(output) as out:
        out.write("".join(lines).encode())
    say(f"{len(lines):,} reviews → {output}")


@review.command()
@click.argument("gold_file", metavar="[GOLD]", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--fresh", is_flag=True, help="Read the reports anew by today's rules, and measure that.")
@as_json_option
def score(gold_file: Path | None, fresh: bool, as_json: bool) -> None:
    """Measure what the machine read against what people said: the record's own reviews, or a file of gold.

    A row that was accepted is right when it is read the same, a corrected one when it is read as the person said, a
    rejected one when it is not read.
    """
    from dateline.ask import review_gold as ask
    from dateline.plain import plain

    with open_record() as record:
        items = _items(gold_file) if gold_file else list(ask.gold(record))
        found = ask.score(items, _fresh(record) if fresh else ask.machine(record))
    if as_json:
        print_json(plain(found))
        return
    for figure in found.figures:
        click.echo(f"{figure.kind:<12}{figure.verdict:<10}{figure.right:>6} of {figure.n:<6} {figure.share:.3f}")
    for miss in found.misses:
        click.echo(f"  {miss.row}  {miss.verdict}: {miss.why}")
    if found.absent:
        say(f"{found.absent:,} reviews are of reports that this record does not hold")
    if not found.figures:
        say("there are no reviews to measure with")


def _items(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of gold. Raises BadRequest, naming the line."""
    import json

    from dateline.errors import BadRequest

    number = 0
    found: list[dict[str, Any]] = []
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            number += 1
            if line.strip():
                found.append(json.loads(line))
    except (OSError, ValueError, RecursionError) as problem:
        at = f"{path}, line {number}," if number else str(path)
        what = f"{at} cannot be read ({getattr(problem, 'strerror', None) or problem})"
        raise BadRequest(what, "give what `dateline review export` wrote") from problem
    return found


def _fresh(record: "Record") -> Callable[[str], Any]:
    """How today's rules read a report of the record."""
    from dateline.run import read_again

    return lambda report: read_again(record.reviews.machine_report(report)) if record.has(report) else None


for looking in (done, list_):
    with_read_by(looking)
for showing in (review, done, list_, export_):
    with_names(showing)


# -- key by key


def _go_through(record: "Record", asked: dict[str, Any], who: str) -> None:
    """The queue on a terminal, until it is empty or somebody has had enough. record: as it may be shown."""
    from dataclasses import replace

    from dateline.ask.review import version

    say(f"as {who} · {KEYS}")
    shown: dict[str, Item] = {}
    for item in _waiting(record, asked):
        ahead = [item]
        while ahead:
            now = ahead.pop()
            shown[now.id] = now
            _print_item(now)
            fate = _answer(record, now, who)
            if fate == QUIT:
                return
            if fate != DONE:
                ahead.append(now)
            if fate in shown:  # what was taken back is asked for again, and then this one
                ahead.append(replace(shown[fate], seen=version(record, fate)))
    say("nothing waits for review")


def _waiting(record: "Record", asked: dict[str, Any]) -> Iterator["Item"]:
    """The queue, some rows at a time, each once, as it stands when it is its turn."""
    from dataclasses import replace

    from dateline.ask.review import queue, version

    shown: set[str] = set()
    while coming := [item for item in queue(record, limit=len(shown) + FETCHED, **asked) if item.id not in shown]:
        for item in coming:
            shown.add(item.id)
            if record.holds(item.id):  # else it went with another one that was rejected
                yield replace(item, seen=version(record, item.id))


def _answer(record: "Record", item: "Item", who: str) -> str:
    """Asks for a key until the row is answered: QUIT, DONE, or the id of the row whose review was taken back."""
    from dateline.errors import BadRequest

    while True:
        key = click.getchar()
        if key in ("q", "\x03", "\x04"):
            return QUIT
        if key in ("s", " "):
            return DONE
        try:
            if fate := _by_key(record, item, who, key):
                return fate
        except BadRequest as problem:
            say(f"not saved: {problem}")
        except click.Abort:
            say("nothing was saved")


def _by_key(record: "Record", item: "Item", who: str, key: str) -> str | None:
    """Does what a key means. None when the row still waits for its answer."""
    from dateline.ask import review as ask
    from dateline.run import now

    shown, record = record, record if record.veil is None else record.veil.record
    said: dict[str, Any] = {"who": who, "at": now()}
    if key == "u":
        done = ask.undo(record, **said)
        _tell(done, False)
        return done.row
    if key == "a":
        done = ask.accept(record, item.id, seen=item.seen, **said)
    elif key == "r":
        reason = click.prompt("why", err=True)
        done = ask.reject(record, item.id, reason=reason, seen=item.seen, **said)
    elif key == "c":
        say(f"fields: {', '.join(ask.fields_of(item.id))}")
        name, _, value = click.prompt("field=value", err=True).partition("=")
        reason = click.prompt("why", default="", show_default=False, err=True)
        done = ask.correct(record, item.id, {name: value}, reason=reason, seen=item.seen, **said)
    else:
        if key == "w":
            _why(shown, item.id)
        else:
            say(KEYS)
        return None
    _tell(done, False)
    return DONE


def _why(record: "Record", row_id: str) -> None:
    from dateline.ask.kinds import row_of
    from dateline.ask.together import completed_reading
    from dateline.ask.why import why

    row = row_of(record, row_id)
    for label, words in why(completed_reading(record, row.report), row).lines:
        click.echo(f"  {label}: {words}")
