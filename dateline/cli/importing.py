"""`dateline import` and `dateline compare`: events that other projects coded."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.terminal import (
    ERROR,
    FINE,
    PARTLY,
    as_json_option,
    joined_record,
    leave,
    open_record,
    print_json,
    print_page,
    say,
)

if TYPE_CHECKING:
    from dateline.ask.compare import Alone, Comparison
    from dateline.records import Imported, Incident

encoding_option = click.option(
    "--encoding", default="utf-8", show_default=True, metavar="NAME", help="Of the file's text."
)


@click.command("import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--remove", metavar="NAME", help="Take what was imported from the file of this name out again.")
@encoding_option
@as_json_option
def import_(files: tuple[Path, ...], remove: str | None, encoding: str, as_json: bool) -> None:
    """Import events that other projects coded: PLOVER JSON, GDELT 2.0 (events, mentions), POLECAT.

    Each of FILES is text, gzip, ZIP or Parquet, and goes in whole or not at all. The events stay apart from those that
    were read here, each with its file (`dateline export imported`); `dateline compare` sets them side by side. Without
    FILES: what is imported.
    """
    from dateline.errors import BadInput
    from dateline.formats.imports.keeping import Kept, bring
    from dateline.run import now
    from dateline.store.imports import Imports

    kept: list[Kept] = []
    wrong = 0
    with open_record(create=bool(files)) as record:
        if remove is not None:
            Imports(record).remove(remove, at=now())
        for path in files:
            try:
                kept.append(bring(record, path, at=now(), encoding=encoding))
            except BadInput as problem:
                wrong += 1
                say(f"not imported: {problem}")
        there = Imports(record).files()
    if as_json:
        print_json(
            {
                "imported": [{"new": one.new, "notes": list(one.notes), **_of(one.file)} for one in kept],
                "files": [_of(file) for file in there],
            }
        )
    elif files:
        for one in kept:
            click.echo(_told(one))
            for note in (*one.notes, *(f"{n:,} left out: {why}" for why, n in one.file.left_out.items())):
                say(f"  {note}")
    else:
        for file in there:
            click.echo(f"{file.source}  {file.dataset}  {file.events:,} events, {file.mentions:,} mentions")
        if not there:
            say("nothing is imported")
    leave(FINE if not wrong else PARTLY if kept else ERROR)


def _of(file: Any) -> dict[str, Any]:
    return {
        "source": file.source, "dataset": file.dataset, "events": file.events, "mentions": file.mentions,
        "left_out": dict(file.left_out),
    }  # fmt: skip


def _told(one: Any) -> str:
    if not one.new:
        return f"{one.file.source}: unchanged, its very bytes are there already"
    counts = [f"{n:,} {what}" for n, what in ((one.file.events, "events"), (one.file.mentions, "mentions")) if n]
    return f"{one.file.source}: {' and '.join(counts)} of {one.file.dataset}"


@click.command()
@click.argument("name", metavar="FILE")
@click.option("--as-of", metavar="DATE", help="Our side from the reports published up to that day.")
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Rows of each table.")
@encoding_option
@as_json_option
def compare(name: str, as_of: str | None, limit: int, encoding: str, as_json: bool) -> None:
    """Compare the record with events that others coded: what both have, what only they have, what only we have.

    FILE is read as `dateline import` reads it and not kept; the name of an imported file does as well. Events are
    matched by day (one day apart at most), type, the countries and roles of both sides, and place; each at most once,
    and the tables say what agreed and what did not. Days that their file does not reach are left out.
    """
    from dateline.ask.view import View
    from dateline.formats.imports.keeping import against
    from dateline.plain import plain

    with joined_record() as record:
        found, file = against(View(record, as_of), name, encoding=encoding)
    if as_json:
        print_json({**plain(found), "unfit": found.unfit, "left_out": dict(file.left_out) if file else {}})
        return
    _print(found, limit)
    for note in (*file.notes, *(f"{n:,} rows left out: {why}" for why, n in file.left_out.items())) if file else ():
        say(note)


def _print(found: "Comparison", limit: int) -> None:
    click.echo(f"{found.first} to {found.last}")
    click.echo(f"{len(found.both):,} in both · {len(found.theirs):,} only theirs · {len(found.ours):,} only ours")
    untold = [f"{n:,} {what}" for what, n in found.unfit.items() if n]
    if found.outside:
        untold.append(f"{found.outside:,} of ours on other days")
    if untold:
        click.echo(f"not compared: {', '.join(untold)}")
    both = [(p.theirs.when, _event(p.theirs), _event(p.ours), _fit(p.fit), p.ours.id) for p in found.both[:limit]]
    _table("IN BOTH", ("when", "theirs", "ours", "", "id"), both, len(found.both))
    for title, side in (("ONLY THEIRS", found.theirs), ("ONLY OURS", found.ours)):
        rows = [(one.row.when, _event(one.row), _near(one), _key(one.row)) for one in side[:limit]]
        _table(title, ("when", "what", "nearest", "id"), rows, len(side))


def _table(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str | None, ...]], n: int) -> None:
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return
    click.echo(f"\n{title}")
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell or "–") for cell in row))
    print_page(table)
    if n > len(rows):
        say(f"{n - len(rows):,} more: --limit, or --json for all")


def _event(one: "Imported | Incident") -> str:
    """ "ASSAULT/aerial SYR:MIL → SYR:REB @ Aleppo"."""
    sides = (", ".join(p.code or p.name or "somebody" for p in side) for side in (one.initiators, one.recipients))
    who = " → ".join(side or "nobody" for side in sides)
    place = one.place if isinstance(one.place, str) else one.place.name if one.place is not None else None
    kind = (one.type or f"CAMEO {getattr(one, 'cameo', '')}") + (f"/{one.mode}" if one.mode else "")
    return f"{kind} {who}" + (f" @ {place}" if place else "")


def _near(one: "Alone") -> str | None:
    if one.nearest is None or one.fit is None:
        return None
    return f"{one.nearest}: {_fit(one.fit)}"


def _fit(fit: Any) -> str:
    return f"same {', '.join(fit.same)}" + (f"; other {', '.join(fit.other)}" if fit.other else "")


def _key(row: Any) -> str:
    return str(getattr(row, "key", None) or row.id)
