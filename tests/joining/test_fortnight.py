"""Twenty-three times six reports of one fortnight by five outlets: how much of what they say together is seen.

The floors are what was reached; they are only raised. `python -m tests.joining.test_fortnight` prints what was missed,
but not of the sets that are only counted: nothing is tuned on them, and their misses are not read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from dateline.edtf import bounds
from dateline.run import read_all
from dateline.store.record import Record
from tests.tables import table

HERE = Path(__file__).parent
FLOORS = {
    "fortnight": {"dated": 1.0, "same event": 1.0, "kept apart": 1.0, "links": 0.75, "false alarms kept out": 1.0},
    "second_fortnight": {
        "dated": 0.5, "same event": 0.63, "kept apart": 0.87, "links": 0.8, "false alarms kept out": 1.0
    },
    "third_fortnight": {  # rules were tuned on it
        "dated": 1.0, "same event": 0.80, "kept apart": 1.0, "links": 0.62, "false alarms kept out": 1.0
    },
    "fourth_fortnight": {  # rules were tuned on it after it was measured once
        "dated": 0.5, "same event": 0.42, "kept apart": 1.0, "links": 0.71, "false alarms kept out": 1.0
    },
    "fifth_fortnight": {  # rules were tuned on it after it was measured once
        "dated": 1.0, "same event": 0.77, "kept apart": 1.0, "links": 0.71, "false alarms kept out": 1.0
    },
    "sixth_fortnight": {  # rules were tuned on it after it was counted
        "dated": 0.5, "same event": 0.26, "kept apart": 1.0, "links": 0.57, "false alarms kept out": 1.0
    },
    "seventh_fortnight": {  # rules were tuned on it after it was measured once
        "dated": 1.0, "same event": 0.56, "kept apart": 1.0, "links": 0.57, "false alarms kept out": 1.0
    },
    "eighth_fortnight": {  # rules were tuned on it after it was counted
        "dated": 0.5, "same event": 0.35, "kept apart": 1.0, "links": 0.28, "false alarms kept out": 1.0
    },
    "ninth_fortnight": {  # only counted, as first measured
        "dated": 0.0, "same event": 0.0, "kept apart": 0.9, "links": 0.07, "false alarms kept out": 1.0
    },
    "tenth_fortnight": {  # only counted, as first measured
        "dated": 0.0, "same event": 0.0, "kept apart": 1.0, "links": 0.0, "false alarms kept out": 1.0
    },
    "eleventh_fortnight": {  # first measured with 5 of 20 pairs, 1 of 8 links; then tuned on
        "dated": 1.0, "same event": 0.8, "kept apart": 1.0, "links": 0.5, "false alarms kept out": 1.0
    },
    "twelfth_fortnight": {  # first measured with 4 of 28 pairs, 1 of 8 links; then tuned on
        "dated": 1.0, "same event": 0.6, "kept apart": 1.0, "links": 0.75, "false alarms kept out": 1.0
    },
    "thirteenth_fortnight": {  # only counted: first with 5 of 29 pairs, 2 of 8 links
        "dated": 1.0, "same event": 0.31, "kept apart": 0.87, "links": 0.25, "false alarms kept out": 1.0
    },
    "fourteenth_fortnight": {  # first measured with 4 of 32 pairs and no link; some misses were read since
        "dated": 0.5, "same event": 0.25, "kept apart": 1.0, "links": 0.12, "false alarms kept out": 1.0
    },
    "fifteenth_fortnight": {  # first measured with 4 of 20 pairs and no link; some misses were read since
        "dated": 0.5, "same event": 0.35, "kept apart": 1.0, "links": 0.12, "false alarms kept out": 1.0
    },
    "sixteenth_fortnight": {  # first measured with 6 of 23 pairs and no link; some misses were read since
        "dated": 1.0, "same event": 0.39, "kept apart": 1.0, "links": 0.12, "false alarms kept out": 1.0
    },
    "seventeenth_fortnight": {  # only counted: 7 of 32 pairs when first measured
        "dated": 0.5, "same event": 0.21, "kept apart": 1.0, "links": 0.0, "false alarms kept out": 1.0
    },
    "eighteenth_fortnight": {  # first measured with 4 of 31 pairs and no link
        "dated": 0.5, "same event": 0.25, "kept apart": 1.0, "links": 0.0, "false alarms kept out": 1.0
    },
    "nineteenth_fortnight": {  # first measured with 1 of 18 pairs and no link
        "dated": 0.0, "same event": 0.05, "kept apart": 1.0, "links": 0.0, "false alarms kept out": 1.0
    },
    "twentieth_fortnight": {  # first measured with 2 of 35 pairs and no link
        "dated": 0.5, "same event": 0.11, "kept apart": 1.0, "links": 0.0, "false alarms kept out": 1.0
    },
    "twentyfirst_fortnight": {  # first measured with 9 of 27 pairs, 1 of 8 links
        "dated": 0.5, "same event": 0.33, "kept apart": 0.87, "links": 0.25, "false alarms kept out": 1.0
    },
    "twentysecond_fortnight": {  # only counted: first with 1 of 16 pairs, 1 of 8 links
        "dated": 0.5, "same event": 0.06, "kept apart": 1.0, "links": 0.12, "false alarms kept out": 1.0
    },
    "twentythird_fortnight": {  # only counted: first with none of 23 pairs, no link
        "dated": 0.0, "same event": 0.0, "kept apart": 1.0, "links": 0.0, "false alarms kept out": 1.0
    },
}  # fmt: skip
COUNTED = frozenset({
    "ninth_fortnight", "tenth_fortnight", "thirteenth_fortnight", "seventeenth_fortnight", "twentysecond_fortnight",
    "twentythird_fortnight",
})  # fmt: skip
GOLD = {name: table(HERE / name / "gold.yaml") for name in FLOORS}


@dataclass(frozen=True)
class Answers:
    """For each question, what was right and what was not."""

    right: tuple[tuple[str, Any], ...]
    wrong: tuple[tuple[str, Any], ...]

    def share(self, question: str) -> float:
        right, wrong = (sum(q == question for q, _ in some) for some in (self.right, self.wrong))
        return right / (right + wrong)


def answers(record: Record, gold: dict[str, Any]) -> Answers:
    asked = list(_asked(record, gold))
    return Answers(
        tuple((question, what) for question, what, fine in asked if fine),
        tuple((question, what) for question, what, fine in asked if not fine),
    )


def _asked(record: Record, gold: dict[str, Any]) -> Iterator[tuple[str, Any, bool]]:
    from dateline.ask.kinds import rows_of

    reports = {report.source: report for report in rows_of(record, "reports")}
    rows = {kind: list(rows_of(record, kind)) for kind in ("events", "claims", "quantities", "links")}

    def at(kind: str, where: list[str]) -> list[Any]:
        """The rows of a kind in the sentence of a report that has these words."""
        name, words = where
        report = reports[name]
        start = report.text.index(words)
        first = max((s for s in report.sentences if s <= start), default=0)
        last = min((s for s in report.sentences if s > start), default=len(report.text))
        near = [row for row in rows[kind] if row.report == report.id and row.start < last and row.end > first]
        exact = [row for row in near if row.start < start + len(words) and row.end > start]
        return exact or near

    for name, days in gold["published"].items():
        first, last = bounds(days)
        found = bounds(reports[name].published) if reports[name].published else (None, None)
        yield "dated", name, found[0] is not None and first <= found[0] <= found[1] <= last  # type: ignore[operator]
    yield "one story", gold["one_story"], len({report.story for report in reports.values()}) == 1
    for name, tellings in gold["same_event"].items():
        for a, b in combinations(tellings, 2):
            yield "same event", (name, a, b), _share(at("events", a), at("events", b))
    for a, b in gold["apart"]:
        yield "kept apart", (a, b), not _share(at("events", a), at("events", b))
    linked = {(link.relation, *sorted((link.a, link.b))) for link in rows["links"]}
    for question, wanted in (("links", gold["links"]), ("false alarms kept out", gold["no_link_of"])):
        for relation, a, b in wanted:
            ends = [
                (x.id, y.id) for kind in ("claims", "quantities", "events") for x in at(kind, a) for y in at(kind, b)
            ]
            there = any((relation, *sorted(pair)) in linked for pair in ends)
            yield question, (relation, a, b), there == (question == "links")


def _share(one: list[Any], other: list[Any]) -> bool:
    return bool({e.incident for e in one if e.incident} & {e.incident for e in other if e.incident})


def read(path: Path, name: str) -> Record:
    from dateline.intake.sources import sources

    record = Record(path, create=True)
    for file in sorted((HERE / name).glob("*.txt")):
        [outcome] = read_all(record, sources([str(file)]), published=GOLD[name]["stated"].get(file.name))
        assert outcome.fate == "read", outcome
    return record


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answers]:
    made = {}
    for name in FLOORS:
        with read(tmp_path_factory.mktemp(name) / "r.db", name) as record:
            made[name] = answers(record, GOLD[name])
    return made


@pytest.mark.parametrize(("name", "question"), [(name, question) for name in FLOORS for question in FLOORS[name]])
def test_no_less_than_before(found: dict[str, Answers], name: str, question: str) -> None:
    assert found[name].share(question) >= FLOORS[name][question]


def test_a_day_lies_in_the_gold() -> None:
    for gold in GOLD.values():
        for days in gold["published"].values():
            assert all(isinstance(day, date) for day in bounds(days))


if __name__ == "__main__":
    import tempfile

    for name in FLOORS:
        with tempfile.TemporaryDirectory() as folder, read(Path(folder) / "r.db", name) as record:
            result = answers(record, GOLD[name])
        print(name)
        for question in dict.fromkeys(q for q, _ in (*result.right, *result.wrong)):
            print(f"  {question}: {result.share(question):.2f}")
        for question, what in () if name in COUNTED else result.wrong:
            print("  missed", question, what)
