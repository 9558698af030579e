"""Measuring on corpora, and the demo."""

from pathlib import Path

import click

from dateline.cli.terminal import as_json_option, print_json, print_page, say, with_progress


@click.command()
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
        print_json({name: plain(figures) for name, figures in found.items()})


@click.command()
@click.option("--serve", is_flag=True, help="Show them in the browser.")
@as_json_option
def demo(serve: bool, as_json: bool) -> None:
    """Read the sample reports that come with Dateline into demo.db, and print what was found and what to try next."""
    from dateline.ask.digest import digest
    from dateline.intake.sources import sources
    from dateline.run import read_all
    from dateline.samples import folder
    from dateline.store.record import Record

    path = Path("demo.db")
    with Record(path, create=True) as record:
        for outcome in with_progress(read_all(record, sources([str(folder() / "reports")]))):
            if as_json:
                continue
            if outcome.fate == "read":
                say(f"read {outcome.source}")
        page = digest(record)
    if serve:
        from dateline.web.serve import serve as run

        run(path, tell=lambda address: say(f"{address} shows {path}; stop with Ctrl-C"))
        return
    if as_json:
        print_json(page.as_json())
        return
    print_page(page)
    click.echo(
        f"\nTry next:\n  dateline --record {path} show 003_deal.txt\n  dateline --record {path} why {page.example}\n"
        f"  dateline --record {path} export claims | head -3\n  dateline read YOUR-REPORTS/"
    )
