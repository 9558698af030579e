"""Joining in parts: the rows that one process makes, to the byte, in whatever parts and turns."""

import json
from pathlib import Path

import pytest

from bench.synthetic import made
from dateline.joining.ahead import Here, Workers
from dateline.plain import plain
from dateline.store.record import Record

AT = "2014-03-01T00:00:00Z"
KINDS = ("incidents", "stories", "links", "disputes")
MANY = 90  # some are copies, some have no date of their own, some come late


def joined(place: Path, at_once: int, workers: Workers | None) -> str:
    with Record(place, create=True) as record:
        for number in range(MANY):
            reading = made(number)
            record.add(reading, reading.report.text.encode(), at=AT)
        while record.join(rules="same", at=AT, n=at_once, workers=workers):
            pass
        rows = {kind: [plain(row) for row in record.joined.rows(kind)] for kind in KINDS}
        return json.dumps([rows, sorted(record.joined.dates())], sort_keys=True)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> str:
    return joined(tmp_path_factory.mktemp("alone") / "a.db", 100, None)


@pytest.mark.parametrize(("parts", "at_once"), [(1, 100), (5, 100), (3, 25)], ids=["whole", "parts", "parts and turns"])
def test_in_parts_it_is_the_same(tmp_path: Path, alone: str, parts: int, at_once: int) -> None:
    assert joined(tmp_path / "a.db", at_once, Here(parts)) == alone


def test_what_was_scored_is_not_compared_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two that are new to the record nobody but the workers asks what they are to each other."""
    with Record(tmp_path / "a.db", create=True) as record:
        for number in range(30):
            reading = made(number)
            record.add(reading, reading.report.text.encode(), at=AT)
        here, compared = Here(2), []
        found = here.found

        def then(*given):  # type: ignore[no-untyped-def]
            answer = found(*given)
            monkeypatch.setattr("dateline.joining.pairs.own_levels", lambda a, b: compared.append((a.id, b.id)))
            return answer

        monkeypatch.setattr(here, "found", then)
        record.join(rules="same", at=AT, workers=here)
    assert len(compared) < 40  # of tellings of reports that got a day meanwhile, and of odd members of groups
