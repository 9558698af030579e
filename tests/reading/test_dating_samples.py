"""Dating our samples with their dates taken away: how many a lone report can date, and that it is never wrong.

A day that a report tells by weekday only is of no year: what other reports tell has to be added. Here that is one known
weekday for each report, as a joined report gives it.
"""

import json
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from dateline import lexicon, samples
from dateline.edtf import bounds
from dateline.intake.passages import passages
from dateline.intake.raw import Raw
from dateline.intake.report import to_report
from dateline.intake.sources import sources
from dateline.language.model import parse
from dateline.reading.dating import constraints, dating, means_day, solve
from dateline.reading.redating import redate
from dateline.reading.times import expressions, times
from dateline.records import Reading, Report
from tests.conftest import make_report

DATED = ("dateline", "byline", "furniture")  # parts that say when a report is from


@cache
def gold() -> dict[str, list[str]]:
    """The day or days of each report."""
    found = {}
    for path in sorted((samples.folder() / "gold").glob("0*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            row = json.loads(line) if line else {}
            if row.get("kind") == "report" and row["published"]:
                days = row["published"]
                found[row["report"]] = days if isinstance(days, list) else [days]
    return found


def without_dates(report: Report) -> Report:
    text = "".join("\n" if part.part in DATED else part.text for part in passages(report))
    return make_report(text, headline=report.headline, outlet=report.outlet)


@pytest.fixture(scope="module")
def readings() -> list[tuple[Reading, list[str]]]:
    words = lexicon.load()
    found = []
    for raw in sources([str(samples.reports())]):
        assert isinstance(raw, Raw)
        report = to_report(raw)
        days = gold().get(report.source.rsplit("/", 1)[-1])
        if days is not None:
            bare = without_dates(report)
            parts = passages(bare)
            read = parse(bare.text, parts)
            said = expressions(read, words.time_words, bare, parts, words.actor_words, words.countries)
            dated = dating(bare, parts, read, said)
            found.append((Reading(dated, "test", parts, times(dated, read, said)), days))
    return found


def holds(published: str | None, days: list[str]) -> bool:
    first, last = bounds(published) if published else (None, None)
    return any((not first or first.isoformat() <= day) and (not last or day <= last.isoformat()) for day in days)


def test_an_answer_always_holds_the_day(readings: list[tuple[Reading, list[str]]]) -> None:
    assert len(readings) >= 24
    for reading, days in readings:
        assert holds(reading.report.published, days), (reading.report.text[:60], reading.report.published, days)
        assert holds(solve(constraints(reading)).edtf, days), (reading.report.text[:60], days)


def test_with_one_day_known_from_elsewhere_it_is_a_week_at_most(readings: list[tuple[Reading, list[str]]]) -> None:
    """The share of reports that one shared day dates to a week: 80 % is what they are to reach when joined."""
    within = 0
    for reading, days in readings:
        true = redate(reading, days[0])
        near = [row for row in true.times if row.meaning and row.meaning.startswith("weekday(") and row.value]
        told = [means_day(row, date.fromisoformat(row.value), (), "told elsewhere") for row in near[:1] if row.value]
        found = solve((*constraints(reading), *(one for one in told if one is not None)))
        first, last = (found.first, found.last) if found.days else (None, None)
        assert holds(found.edtf, days), (reading.report.text[:60], found.edtf, days)
        within += first is not None and last is not None and (last - first).days <= 7
    assert within / len(readings) >= 0.8


@pytest.mark.parametrize("make", [lambda reading: reading.report.published, lambda reading: reading.report.flags])
def test_nothing_is_guessed_without_evidence(
    readings: list[tuple[Reading, list[str]]], make: Callable[[Reading], object]
) -> None:
    assert all(reading.report.published_evidence for reading, _ in readings if make(reading))
