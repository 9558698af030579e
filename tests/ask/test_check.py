"""The check finds each kind of damage, and nothing in what the stages make."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dateline.ask.check import check, problems
from dateline.records import How, Party, Passage, Reading, TimeExpression
from dateline.store.record import Record
from tests.stores import Place, run

TEXT = "The ministry said on Friday that 40 people had left Aleppo."


@pytest.fixture
def reading(reading_of: Callable[..., Reading]) -> Reading:
    return reading_of(TEXT, published="2016-12-17")


def test_a_reading_is_sound(reading: Reading) -> None:
    assert list(problems(reading)) == []


def time(reading: Reading, **changes: Any) -> TimeExpression:
    told = reading.times[0].id
    plain = TimeExpression(told, reading.report.id, 21, 27, TEXT[21:27], "2016-12-16", "date", "relative",
                           reading.report.id, How("times/test"))  # fmt: skip
    return replace(plain, **changes)


@pytest.mark.parametrize(
    "changes, words",
    [
        pytest.param({"text": "Monday"}, "not what stands", id="text differs from the slice"),
        pytest.param({"end": 900}, "not what stands", id="beyond the end"),
        pytest.param({"end": 21}, "not what stands", id="empty span"),
        pytest.param({"anchor": "tim-none"}, "names tim-none", id="anchor that is no row"),
        pytest.param({"report": "rep-other"}, "belongs to", id="row of another report"),
    ],
)
def test_a_bad_row_is_found(reading: Reading, changes: dict[str, Any], words: str) -> None:
    assert list(problems(replace(reading, times=(time(reading),)))) == []
    [problem] = problems(replace(reading, times=(time(reading, **changes),)))
    assert words in problem


def test_two_rows_with_one_id(reading: Reading) -> None:
    found = list(problems(replace(reading, times=(time(reading), time(reading)))))
    assert any("2 rows have this id" in line for line in found)


def test_gaps_between_passages(reading: Reading) -> None:
    part = reading.passages[0]
    cut = Passage(part.id, part.report, 3, part.end, part.text[3:], part.part, part.how)
    assert any("starts at 3" in line for line in problems(replace(reading, passages=(cut,))))


def test_a_party_outside_of_the_report(reading: Reading) -> None:
    from dateline.records import Claim

    who = Party("The ministry", None, None, 0, 999)
    claim = Claim("clm-x", reading.report.id, 4, 12, TEXT[4:12], (who,), None, (), None, "paraphrase", False, "asserts",
                  None, "clm-x", How("claims/test"))  # fmt: skip
    found = list(problems(replace(reading, claims=(claim,))))
    assert any("outside of the report" in line for line in found)
    assert any("contained in itself" in line for line in found)


def test_changed_bytes_are_found(place: Place, reading: Reading) -> None:
    path = place()
    with Record(path, create=True) as record:
        record.add(reading, b"raw", at="2026-01-01T00:00:00Z")
        found = list(check(record))
    assert any("raw bytes are not those" in line for line in found)  # the factory's sha256 is not that of b"raw"
    run(path, "UPDATE passages SET text = 'forged'")
    with Record(path) as record:
        assert any("not what stands" in line for line in check(record))
