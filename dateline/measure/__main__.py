"""python -m dateline.measure: figures of corpora, the floors, and docs/quality.md."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import click

from dateline.measure import corpus, floors
from dateline.measure.figures import Figure
from dateline.measure.page import Measured, page
from dateline.measure.reading import inputs_of

ROOT = Path(__file__).parents[2]
FLOORS = ROOT / "quality" / "floors.toml"
Job = tuple[Path, int]  # a corpus, and how many of its reports to read (0: all)


def folder_of(name: str) -> Path:
    """Where a corpus of the floors file lies: our samples in the package, others beside the repository."""
    return ROOT / "dateline" / "samples" if name == "samples" else ROOT.parent / "shared" / "corpora" / name


def figures_of(jobs: Sequence[Job]) -> list[list[Figure]]:
    """The figures of each job, in order; a process a core."""
    with ProcessPoolExecutor(min(len(jobs), os.cpu_count() or 1)) as pool:
        return list(pool.map(_figures, jobs))


def _figures(job: Job) -> list[Figure]:
    folder, first = job
    return corpus.measure(folder, first or None)


@click.command()
@click.argument("corpora", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--write", type=click.Path(dir_okay=False, path_type=Path), help="Write the quality page here.")
@click.option("--raise-floors", is_flag=True, help="Lift every floor to just under the present figure.")
def main(corpora: tuple[Path, ...], write: Path | None, raise_floors: bool) -> None:
    """Prints the figures of CORPORA; without any, those of every corpus in quality/floors.toml that is there.

    Ends with 1 when a figure is below its floor.
    """
    names = {folder.resolve().name for folder in corpora}
    sections = [s for s in floors.load(FLOORS) if corpus.is_there(folder_of(s.corpus))]
    chosen = [s for s in sections if (s.corpus in names or not names) and (raise_floors or not s.first)]
    if corpora and not raise_floors and write is None:
        for folder, figures in zip(corpora, figures_of([(folder, 0) for folder in corpora]), strict=True):
            _show(folder.resolve().name, figures)
        return
    if not chosen:
        raise click.ClickException("no corpus is there; name a folder, or add it to quality/floors.toml")
    found = dict(zip(chosen, figures_of([(folder_of(s.corpus), s.first) for s in chosen]), strict=True))
    for section, figures in found.items():
        _show(section.name, figures)
    if raise_floors:
        lifted = {s: floors.raised(s, f, corpus.fingerprint(folder_of(s.corpus))) for s, f in found.items()}
        FLOORS.write_text(floors.written(lifted.get(s, s) for s in floors.load(FLOORS)), encoding="utf-8")
        found = {lifted[s]: f for s, f in found.items()}
    low = [line for section, figures in found.items() for line in floors.below(section, figures)]
    if write is not None:
        write.write_text(page(_measured(s, f) for s, f in found.items() if not s.first), encoding="utf-8")
    if low:
        raise click.ClickException("below the floor:\n" + "\n".join(low))


def _show(name: str, figures: Sequence[Figure]) -> None:
    click.echo(f"# {name}")
    for figure in figures:
        click.echo(figure)


def _measured(section: floors.Section, figures: Sequence[Figure]) -> Measured:
    folder = folder_of(section.corpus)
    reports = sum(1 for _ in inputs_of(folder))
    return Measured(section.corpus, reports, corpus.fingerprint(folder), figures, dict(section.floors))


if __name__ == "__main__":
    main()
