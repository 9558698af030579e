"""People's safety: deleting a report or a person, redacted copies, names that are withheld."""

import sys
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.terminal import PARTLY, RecordName, as_json_option, leave, open_record, print_json, record_path, say

if TYPE_CHECKING:
    from dateline.store.redacting import Redacted

reason_option = click.option("--reason", required=True, metavar="WORDS", help="Why; it is kept in the log.")
who_option = click.option(
    "--by", "who", metavar="NAME", envvar="DATELINE_USER", show_envvar=True, help="Who asks for it."
)
also_option = click.option("--also", multiple=True, metavar="NAME", help="One more name of the person; repeatable.")
everywhere_option = click.option(
    "--everywhere", is_flag=True, help="The surname goes from all reports, and out of other people's names too."
)


@click.command()
@click.argument("what", metavar="REPORT|PERSON")
@click.option("--person", is_flag=True, help="It is a person: an actor's name or id.")
@reason_option
@who_option
@also_option
@everywhere_option
@click.option("--yes", is_flag=True, help="Do not ask back.")
@as_json_option
def delete(
    what: str, person: bool, reason: str, who: str | None, also: tuple[str, ...], everywhere: bool, yes: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Delete a report, or a person, on request, for good.

    \b
    dateline delete page.html --reason "the family asked" --yes
    dateline delete --person "Karim Haddad" --reason "asked for it" --yes

    Of a report its text, bytes and rows go in every version. A person's names are replaced by "[name withheld 1]" in
    all texts, rows, kept bytes, file names and entries of the log; the reports stay, and say that they were redacted.
    What was joined is made anew. A tombstone and an entry in the log stay. REPORT is an id, a file name, a row id or a
    URL; what else names a person, such as an office, stays: see docs/people.md.
    """
    if not person and (also or everywhere):
        raise click.UsageError("--also and --everywhere are about a person: add --person")
    if person:
        _delete_person(what, reason, who, also, everywhere, yes, as_json)
    else:
        _delete_report(what, reason, who, yes, as_json)


def _sure(question: str, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError("deleting cannot be undone: add --yes")
    click.confirm(question, abort=True, err=True)


def _delete_report(name: str, reason: str, who: str | None, yes: bool, as_json: bool) -> None:
    from dateline.errors import BadRequest
    from dateline.run import join_new, now

    with open_record() as record:
        try:
            found = record.find_report(name)
        except BadRequest as problem:
            raise BadRequest(problem.what, f"{problem.do}; for a person add --person") from problem
        _sure(f"Delete {found.id} ({found.source}) for good?", yes)
        record.delete(found.id, reason=reason, who=who, at=now())
        join_new(record)
    if as_json:
        print_json({"deleted": found.id, "source": found.source, "reason": reason})
    else:
        click.echo(f"deleted {found.id} ({found.source}) · record {record_path()}")


def _delete_person(
    name: str, reason: str, who: str | None, also: tuple[str, ...], everywhere: bool, yes: bool, as_json: bool
) -> None:
    from dateline.ask.people import called, delete_person, full_names, residue
    from dateline.run import join_new, now

    with open_record() as record:
        one = called(record, name, also)
        _sure(f"Take {one.actor.name} (also {', '.join(one.names[1:]) or 'nothing else'}) out for good?", yes)
        done = delete_person(record, one.actor.id, reason=reason, who=who, at=now(), also=also, everywhere=everywhere)
        join_new(record)
    left = residue(record_path(), full_names(one))
    if as_json:
        print_json({"deleted": "a person", **_told(done), "residue": left})
    else:
        click.echo(f"deleted a person, now {done.label}: {_counts(done)} · record {record_path()}")
        _say_remaining(done)
    for place in left:
        say(f"the name still stands in the bytes of {place}")
    if left:
        leave(PARTLY)


@click.command()
@click.argument("people", metavar="PERSON...", nargs=-1, required=True)
@click.option("--to", "target", metavar="RECORD", required=True, type=RecordName(dir_okay=False), help="A new place.")
@click.option("--as", "label", metavar="WORDS", help='A pseudonym, of one person: --as "Witness A".')
@reason_option
@who_option
@also_option
@everywhere_option
@as_json_option
def redact(
    people: tuple[str, ...], target: str, label: str | None, reason: str, who: str | None, also: tuple[str, ...],
    everywhere: bool, as_json: bool,
) -> None:  # fmt: skip
    """Copy the record without some people: a pseudonym or "[name withheld 1]" stands for each of them, throughout.

    \b
    dateline redact "Karim Haddad" --as "Witness A" --to shared.db --reason "to be published"
    dateline redact "Karim Haddad" act-… --to postgresql://desk@host/shared --reason "for partners"

    PERSON is an actor's name or id. Texts, titles, addresses, outlets, quotes, rows of every version and the log are
    redacted; each row points at the right words of the redacted text. The copy's log says who did it, when, why, in
    which reports. This record stays as it is.
    """
    from dateline.ask.people import called, full_names, residue
    from dateline.ask.people import redact as redacted
    from dateline.run import join_new, now
    from dateline.store.record import Record

    if (label or also) and len(people) > 1:
        raise click.UsageError("--as and --also are about one person: redact them one after the other")
    with open_record() as record:
        names = [name for one in people for name in full_names(called(record, one, also))]
    every = redacted(
        record_path(), target, dict.fromkeys(people, label), reason=reason, who=who, at=now(), also=also,
        everywhere=everywhere,
    )  # fmt: skip
    with Record(target) as copy:
        join_new(copy)
    left = residue(target, names)
    if as_json:
        print_json({"to": str(target), "people": [_told(done) for done in every], "residue": left})
    else:
        for done in every:
            click.echo(f"{done.label}: {_counts(done)} · record {target}")
            _say_remaining(done)
    for place in left:
        say(f"a name still stands in the bytes of {place}")
    if left:
        leave(PARTLY)


@click.group()
def people() -> None:
    """People whose names are withheld: marked private persons are "[name withheld 1]" on pages and exports.

    \b
    dateline people mark "Karim Haddad" --reason "asked for it"
    dateline people list
    dateline people unmark 1 --reason "agreed to be named"

    The record keeps the names; `--show-names` shows them on the commands that print rows. Pages, their JSON and CSV,
    and assistants never show them. To take a name out for good: `dateline delete --person`.
    """


@people.command("mark")
@click.argument("person", metavar="PERSON")
@reason_option
@who_option
@also_option
@as_json_option
def mark_(person: str, reason: str, who: str | None, also: tuple[str, ...], as_json: bool) -> None:
    """Withhold a person's names from now on. PERSON is an actor's name or id."""
    from dateline.ask.people import mark
    from dateline.run import now

    with open_record() as record:
        done = mark(record, person, reason=reason, who=who, at=now(), also=also)
    if as_json:
        print_json({"number": done.number, "label": done.label, "actor": done.actor})
    else:
        click.echo(f"{done.label} from now on: {', '.join(done.names)} · record {record_path()}")


@people.command("unmark")
@click.argument("which", metavar="NUMBER|PERSON")
@reason_option
@who_option
@as_json_option
def unmark_(which: str, reason: str, who: str | None, as_json: bool) -> None:
    """Show a person's names again."""
    from dateline.ask.people import unmark
    from dateline.run import now

    with open_record() as record:
        done = unmark(record, which, reason=reason, who=who, at=now())
    if as_json:
        print_json({"number": done.number, "actor": done.actor})
    else:
        click.echo(f"{done.label} is shown by name again · record {record_path()}")


@people.command("list")
@click.option("--show-names", is_flag=True, help="Show the names that are withheld.")
@as_json_option
def list_(show_names: bool, as_json: bool) -> None:
    """Who is withheld, since when and why."""
    from dateline.store.veil import veiled, withheld

    with open_record() as record:
        every, veil = withheld(record), veiled(record).veil
        rows: list[dict[str, Any]] = [
            {"number": one.number, "label": one.label, "by": one.who,
             "reason": one.reason if show_names else veil.words(one.reason),
             **({"actor": one.actor, "names": list(one.names)} if show_names else {})}
            for one in every
        ]  # fmt: skip
    if as_json:
        print_json(rows)
        return
    for row in rows:
        names = f" = {', '.join(row['names'])}" if show_names else ""
        click.echo(f"{row['label']}{names}: {row['reason']}" + (f" (by {row['by']})" if row["by"] else ""))
    if not rows:
        say("nobody's name is withheld")


@people.command("finish")
@as_json_option
def finish_(as_json: bool) -> None:
    """Finish the deletion of a person that was stopped: overwrite what became free in the file.

    `dateline check --deep` says when there is one.
    """
    from dateline.ask.people import finish

    with open_record() as record:
        n = finish(record)
    if as_json:
        print_json({"finished": n})
    else:
        click.echo(f"{n:,} deletions finished · record {record_path()}")


def _told(done: "Redacted") -> dict[str, Any]:
    return {
        "label": done.label,
        "entry": done.number,
        "reports": dict(done.reports),
        "rows": done.rows,
        "entries_blanked": done.entries,
        "others": done.others,
        "surname_left_in": dict(done.remaining),
    }


def _counts(done: "Redacted") -> str:
    places = sum(n for _, n in done.reports)
    return (
        f"{places:,} places in {len(done.reports):,} reports, {done.rows:,} rows of all versions, "
        f"{done.entries:,} entries of the log"
    )


def _say_remaining(done: "Redacted") -> None:
    if done.remaining:
        n = sum(n for _, n in done.remaining)
        say(
            f"note: the surname stands in {n:,} other places of {len(done.remaining):,} reports, where it is taken for"
            " somebody else's; --everywhere replaces it there too"
        )
