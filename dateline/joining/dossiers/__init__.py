"""Dossiers: what many reports say of one running matter, as rows that rest on ids; made anew for any day.

Each function takes the readings of the reports in sight (`ask.view.View(record, as_of).readings()`), in any order, and
gives the same rows for any order. A field is filled only from rows that its `evidence` lists; None is "not reported".
"""

from collections.abc import Callable, Iterable
from typing import Any

from dateline.joining.dossiers.casualties import casualties
from dateline.joining.dossiers.ceasefires import ceasefires
from dateline.joining.dossiers.control import control
from dateline.joining.dossiers.displacement import displacement
from dateline.joining.dossiers.series import Series, counts, series
from dateline.joining.dossiers.talks import talks
from dateline.records import Reading

DOSSIERS: dict[str, Callable[[Iterable[Reading]], tuple[Any, ...]]] = {
    "ceasefires": ceasefires,
    "control": control,
    "displacement": displacement,
    "talks": talks,
    "casualties": casualties,
}

__all__ = [
    "DOSSIERS", "Series", "casualties", "ceasefires", "control", "counts", "displacement", "series", "talks",
]  # fmt: skip
