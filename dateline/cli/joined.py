"""What many reports say together: stories, incidents, disputes, links."""

from typing import TYPE_CHECKING, get_args

import click

from dateline.cli.events import TYPES
from dateline.cli.terminal import as_json_option, joined_record, print_json, print_page, say
from dateline.edtf import said
from dateline.records import LinkRelation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.ask.stories import Course
    from dateline.records import Incident, Link

as_of_option = click.option("--as-of", metavar="DATE", help="Answer from the reports published up to that day.")
WORDS = 150  # letters of a row that a link shows
RELATIONS = {
    "same_event": "is the same event as", "same_claim": "is the same saying as",
    "corroborates": "says for itself the same as", "contradicts": "contradicts", "denies": "denies",
    "updates": "is newer than", "develops": "follows on", "differs_in_scope": "speaks of something else than",
    "reuses_text": "reuses the text of", "same_actor": "may be the same as",
}  # fmt: skip
DISPUTED = {"contradicts": "not both can be right", "denies": "said and denied"}
SURE = {"reuses_text": "share of the text"}
limit_option = click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Rows to print.")


@click.command()
@limit_option
@as_of_option
@as_json_option
def stories(limit: int, as_of: str | None, as_json: bool) -> None:
    """List the stories: reports of one unfolding matter, those with most reports first."""
    from dateline.ask import stories as ask
    from dateline.ask.view import View
    from dateline.plain import plain

    with joined_record() as record:
        found = ask.stories(View(record, as_of))
    if as_json:
        print_json([plain(one) for one in found])
        return
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in ("reports", "first", "last", "title", "actors", "id"):
        table.add_column(name, overflow="fold")
    for one in found[:limit]:
        names = ", ".join(one.actors[:3])
        table.add_row(str(len(one.reports)), one.first or "–", one.last or "–", one.title, names, one.id)
    print_page(table)
    _more(len(found), limit, "stories")


@click.command()
@click.argument("name", metavar="ID")
@as_of_option
@as_json_option
def story(name: str, as_of: str | None, as_json: bool) -> None:
    """Show the course of one story: incidents by day with their tellings and sources, disputes, reports.

    ID is an id, the beginning of one, or words of the title.
    """
    from dateline.ask.stories import course
    from dateline.ask.view import View

    with joined_record() as record:
        found = course(View(record, as_of), name)
    if as_json:
        print_json(found.as_json())
        return
    click.echo("\n".join(_course_lines(found)))


def _course_lines(course: "Course") -> list[str]:
    """The timeline as lines of text."""
    one = course.story
    lines = [f"{one.title}  ({one.id})", f"{len(one.reports)} reports, {one.first or '?'} to {one.last or '?'}", ""]
    for step in course.steps:
        sources = step.incident.independent_sources
        count = f"{len(step.tellings)} telling{'s' * (len(step.tellings) != 1)}, {sources} source{'s' * (sources != 1)}"
        mark = f"  disputed: {', '.join(step.disputes)}" if step.disputes else ""
        lines.append(f"{said(step.when):<24}  {_line(step.incident)}, {step.incident.status} [{count}]{mark}")
        for telling in step.tellings:
            says = f", {telling.says}" if telling.says else ""
            lines.append(
                f"    {said(telling.published, 'no date')}, {telling.outlet or telling.source}{says}: {telling.text}"
            )
    for dispute in course.disputes:
        lines += ["", f"{DISPUTED[dispute.relation]}: {dispute.question}  ({dispute.id})", f"    {dispute.reason}"]
    lines += ["", "reports"]
    lines += [
        f"    {said(r.published, 'no date'):<28}  {r.outlet or '–':<24}{r.headline or r.source}  ({r.id})"
        for r in course.reports
    ]
    return lines


def _line(one: "Incident") -> str:
    from dateline.ask.show import join

    sides = " → ".join(part for part in (join(one.initiators), join(one.recipients)) if part)
    place = f" @ {one.place.name}" if one.place is not None and one.place.name else ""
    return f"{one.type}{'/' + one.mode if one.mode else ''} {sides or '(nobody named)'}{place}"


@click.command()
@click.option("--type", "kind", type=click.Choice(TYPES, case_sensitive=False), help="Only what was done so.")
@click.option("--actor", metavar="NAME", help="Only with this actor: part of a name, or a code (TUR).")
@click.option("--place", metavar="NAME", help="Only at this place: part of a name, or a code (SYR).")
@click.option("--story", metavar="ID", help="Only of this story.")
@click.option("--tellings", type=click.IntRange(1), default=1, show_default=True, help="Only those told so often.")
@limit_option
@as_of_option
@as_json_option
def incidents(
    kind: str | None, actor: str | None, place: str | None, story: str | None, tellings: int, limit: int,
    as_of: str | None, as_json: bool,
) -> None:  # fmt: skip
    """List incidents, by day: one row for all tellings of one event, with how many independent sources tell it."""
    from dateline.ask.stories import Asked
    from dateline.ask.stories import incidents as ask
    from dateline.ask.view import View
    from dateline.plain import plain

    with joined_record() as record:
        found = ask(View(record, as_of), Asked(kind, actor, place, story, tellings))
    if as_json:
        print_json([plain(one) for one in found])
        return
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in ("when", "what", "status", "told", "sources", "id"):
        table.add_column(name, overflow="fold")
    for one in found[:limit]:
        told, sources = str(len(one.events)), str(one.independent_sources)
        table.add_row(said(one.when, "–"), _line(one), one.status, told, sources, one.id)
    print_page(table)
    _more(len(found), limit, "incidents")


@click.command()
@limit_option
@as_of_option
@as_json_option
def disputes(limit: int, as_of: str | None, as_json: bool) -> None:
    """List disputes: statements on one question that cannot all be right, each claimant with value and day."""
    from dateline.ask import stories as ask
    from dateline.ask.view import View
    from dateline.plain import plain

    with joined_record() as record:
        view = View(record, as_of)
        found = ask.disputes(view)
        told = ask.words(view, (row for one in found[:limit] for row in one.rows))
    if as_json:
        print_json([plain(one) for one in found])
        return
    for one in found[:limit]:
        click.echo(f"{DISPUTED[one.relation]}: {one.question}  ({one.id})")
        click.echo(f"    {one.reason}")
        for row in one.rows:
            report, text = told[row]
            on = said(report.published, "no date")
            click.echo(f"    {on}, {report.outlet or report.source}: “{text[:110]}” ({row})")
        click.echo()
    _more(len(found), limit, "disputes")


@click.command()
@click.argument("row", metavar="[ID]", required=False)
@click.option("--relation", type=click.Choice(get_args(LinkRelation)), help="Only this relation.")
@limit_option
@as_of_option
@as_json_option
def links(row: str | None, relation: str | None, limit: int, as_of: str | None, as_json: bool) -> None:
    """List links between rows, each with its reason; with an ID only those of that row."""
    from dateline.ask import stories as ask
    from dateline.ask.view import View
    from dateline.plain import plain

    with joined_record() as record:
        view = View(record, as_of)
        found = ask.links(view, relation, row)
        told = {} if as_json else ask.ends(view, found[:limit])
    if as_json:
        print_json([plain(one) for one in found])
        return
    for one in found[:limit]:
        click.echo("\n".join(_link_lines(one, told)))
        click.echo()
    _more(len(found), limit, "links")


def _link_lines(one: "Link", told: "Mapping[str, str]") -> list[str]:
    """What the one says, what it is to the other, why, and how sure that is."""
    sure = "" if one.confidence is None else f", {SURE.get(one.relation, 'confidence')} {one.confidence:.2f}"
    return [
        f"{_short(told[one.a])} ({one.a})",
        f"  {RELATIONS[one.relation]}  {_short(told[one.b])} ({one.b})",
        f"    because: {one.reason}{sure} ({one.id})",
    ]


def _short(text: str) -> str:
    return text if len(text) <= WORDS else f"{text[: WORDS - 2]}…”"


def _more(n: int, limit: int, what: str) -> None:
    if n > limit:
        say(f"{n - limit:,} more: --limit, or --json for all")
    if not n:
        say(f"no {what}: the reports hold none, or none that was asked for")
