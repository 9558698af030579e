"""Floors: what a figure has once reached, it must not lose. Kept in quality/floors.toml, only ever raised."""

import math
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.measure.figures import Figure, harmonic

SLACK = 0.002  # a raised floor lies this far under its figure, so that another machine's last digit does not matter
HEADER = """\
# A floor for every figure of every corpus: tests/quality fails below one, or when a corpus is not the one measured.
# Written by `python -m dateline.measure --raise-floors`, which only raises. `first`: that many reports are read, in
# the quick tests; 0 is the whole corpus. Precision and recall have no floor where their F1 has one.
"""


@dataclass(frozen=True, slots=True)
class Section:
    """The floors of one corpus, read whole (`first` 0) or only its first few reports."""

    corpus: str
    first: int
    fingerprint: str  # of the corpus files, corpus.fingerprint; "" until it was first measured
    floors: tuple[tuple[str, float], ...]  # figure -> floor, in the order of the figures

    @property
    def name(self) -> str:
        return f"{self.corpus}:first-{self.first}" if self.first else self.corpus


def load(path: Path) -> tuple[Section, ...]:
    """The sections in the order of the file."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Section(name.partition(":")[0], table["first"], table["fingerprint"], tuple(table["floors"].items()))
        for name, table in content.items()
    )


def written(sections: Iterable[Section]) -> str:
    """The file that `load` reads."""
    parts = [HEADER]
    for section in sections:
        parts.append(f'["{section.name}"]\nfirst = {section.first}\nfingerprint = "{section.fingerprint}"\n')
        lines = "".join(f'"{figure}" = {floor:.3f}\n' for figure, floor in section.floors)
        parts.append(f'["{section.name}".floors]\n{lines}')
    return "\n".join(parts)


def held(figures: Sequence[Figure]) -> list[Figure]:
    """The figures that get a floor: all but precision and recall, for which their F1 speaks.

    Otherwise no rule could trade a little of the one for much of the other.
    """
    figures = with_f1(figures)
    spoken_for = {
        f.name[: -len("f1")] + part for f in figures if f.name.endswith(".f1") for part in ("precision", "recall")
    }
    return [figure for figure in figures if figure.name not in spoken_for]


def with_f1(figures: Sequence[Figure]) -> list[Figure]:
    """The figures, and an F1 for each precision and recall that came without one."""
    value = {figure.name: figure.value for figure in figures}
    stems = [name.removesuffix("precision") for name in value if name.endswith(".precision")]
    missing = [stem for stem in stems if f"{stem}recall" in value and f"{stem}f1" not in value]
    made = [Figure(f"{stem}f1", harmonic(value[f"{stem}precision"], value[f"{stem}recall"])) for stem in missing]
    return [*figures, *made]


def below(section: Section, figures: Sequence[Figure]) -> list[str]:
    """A line for each figure under its floor; a figure that is gone counts as 0."""
    value = {figure.name: figure.value for figure in with_f1(figures)}
    return [
        f"{section.name}: {name} is {value.get(name, 0.0):.3f}, its floor {floor:.3f}"
        for name, floor in section.floors
        if value.get(name, 0.0) < floor
    ]


def raised(section: Section, figures: Sequence[Figure], fingerprint: str) -> Section:
    """The section with each floor just under the present figure, or where it was if that is higher."""
    old = dict(section.floors)
    new = {figure.name: max(just_under(figure.value), old.get(figure.name, 0.0)) for figure in held(figures)}
    kept = {name: floor for name, floor in old.items() if name not in new}
    return replace(section, fingerprint=fingerprint, floors=tuple({**new, **kept}.items()))


def just_under(value: float) -> float:
    """Three digits, rounded down after the slack; never below 0."""
    return max(0.0, math.floor((value - SLACK) * 1000 + 1e-9) / 1000)
