"""What in docs/ is drawn from the code. `make docs` writes it; a test fails when a page has fallen behind."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.codebook import actors, chapters, places
from dateline.formats.schema import schema_text
from dateline.intake.raw import Raw
from dateline.records import KINDS
from dateline.stages import GIVEN, STAGES, Stage

if TYPE_CHECKING:
    import click

WIDTH = 78  # of the commands' help in the page, whatever the terminal is
ROOT = Path(__file__).resolve().parent.parent


def picture(stages: Iterable[Stage]) -> str:
    """A Mermaid drawing of who needs and gives what. Word lists are left out: the table below the drawing has them."""
    stages = list(stages)
    notes = {"report", "passages", "parse", *(stage.gives for stage in stages)}
    lines = ["flowchart LR"]
    for stage in stages:
        box = f"do_{stage.gives}[[{stage.work.__name__}]]"
        lines += [f"  {need}([{need}]) --> {box}" for need in stage.needs if need in notes]
        lines.append(f"  do_{stage.gives} --> {stage.gives}([{stage.gives}])")
    return "\n".join(lines)


def stage_table(stages: Iterable[Stage]) -> str:
    """The same as a table, with the word lists that each stage is handed."""
    rows = ["| stage | gives | needs | word lists |", "| --- | --- | --- | --- |"]
    lists = set(GIVEN) - {"report", "passages", "parse"}
    for stage in stages:
        where = f"`{stage.work.__module__.removeprefix('dateline.')}`"
        needs = ", ".join(need for need in stage.needs if need not in lists)
        words = ", ".join(need for need in stage.needs if need in lists)
        rows.append(f"| {where} | {stage.gives} | {needs} | {words or '–'} |")
    return "\n".join(rows)


def commands() -> str:
    """The reference of the command line, as each command's own --help says it."""
    import click

    from dateline.cli import main

    parts = []
    with click.Context(main, info_name="dateline", **main.context_settings) as top:
        for name in sorted(main.commands):
            parts += _command(main.commands[name], name, top)
        assert top.info_name
    return "\n\n".join(parts)


def _command(command: "click.Command", name: str, above: "click.Context") -> list[str]:
    """The help of a command, and of the commands in it."""
    import click

    with click.Context(command, info_name=name, parent=above, terminal_width=WIDTH) as ctx:
        parts = [f"### {ctx.command_path}\n\n```text\n{command.get_help(ctx)}\n```"]
        inside = command.commands if isinstance(command, click.Group) else {}
        for its in sorted(inside):
            parts += _command(inside[its], its, ctx)
    return parts


def query_fields() -> str:
    """What may be asked in a query, as the query itself knows it."""
    from dateline.ask.query import FIELDS

    rows = ["| field | asks for |", "| --- | --- |"]
    for name, field in FIELDS.items():
        marks = " ".join(f"`{name}{mark}`" for mark in field.comparisons)
        rows.append(f"| {marks} | {field.help} |")
    return "\n".join(rows)


# Page -> name of the block -> what fills it. Blocks stand between <!-- made: NAME --> and <!-- end -->.
BLOCKS: dict[str, dict[str, Callable[[], str]]] = {
    "docs/architecture.md": {
        "picture": lambda: f"```mermaid\n{picture(STAGES)}\n```",
        "stages": lambda: stage_table(STAGES),
    },
    "docs/codebook.md": {
        "attribution": chapters.attribution,
        "time": chapters.time,
        "quantities": chapters.quantities,
        "dossiers": chapters.dossiers,
        "events": chapters.events,
        "places": places.chapter,
        "actors": actors.chapter,
    },
    "docs/commands.md": {"fields": query_fields, "commands": commands},
}


def filled(page: str, text: str) -> str:
    """A page with its made blocks written anew. Raises ValueError when a block's marks are not there."""
    for name, make in BLOCKS[page].items():
        opening, closing = f"<!-- made: {name} -->\n", "<!-- end -->"
        before, mark, rest = text.partition(opening)
        _, mark2, after = rest.partition(closing)
        if not mark or not mark2:
            raise ValueError(f"{page} has no block {name!r}: put {opening!r} and {closing!r} around its place")
        text = before + opening + make() + "\n" + closing + after
    return text


def made_files() -> dict[Path, str]:
    """Every made file and its content today."""
    schemas = {ROOT / "dateline" / "schemas" / f"{kind}.schema.json": schema_text(kind) for kind in KINDS}
    pages = {ROOT / page: filled(page, (ROOT / page).read_text(encoding="utf-8")) for page in BLOCKS}
    return {**schemas, **pages}


SHOWN = "wire.jsonl", "lw-20161219-resolution"  # the sample in the picture at the head of the README


def picture_of_output() -> str:
    """The beginning of what `dateline show` prints of a sample, as SVG; no test holds it to the rules of the day."""
    from io import StringIO

    from rich.console import Console

    from dateline.ask.show import show
    from dateline.intake.sources import sources
    from dateline.run import read_one
    from dateline.samples import folder

    found = sources([str(folder() / "reports" / SHOWN[0])])
    reading = next(read_one(raw) for raw in found if isinstance(raw, Raw) and raw.source == SHOWN[1])
    console = Console(record=True, width=108, file=StringIO(), force_terminal=True)
    console.print(show(reading, sections=2))
    return console.export_svg(title=f"dateline show {SHOWN[1]}", unique_id="show")


if __name__ == "__main__":
    (ROOT / "docs" / "show.svg").write_text(picture_of_output(), encoding="utf-8")
    for path, content in made_files().items():
        path.write_text(content, encoding="utf-8")
        print(path.relative_to(ROOT))
