"""Every date that is written of a report is one, whatever is known of the report's own day."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dateline.edtf import is_edtf
from dateline.joining.together import join
from dateline.plain import plain
from dateline.reading.redating import redate
from dateline.records import Reading

TEXT = """Shells fall on Varda as truce ends

VARDA, Dec 14 (Ridge Wire) - Shells have hit the port of Varda since Friday, killing 40 people in two weeks, its mayor
said on Wednesday.

Until Monday a truce had held. It was signed in Aldport in late November, and talks are to go on next week or by the
end of January. Over the past four days 3,000 people left the port; before the war 90,000 lived there.

General Ivo Marek, the army's spokesman, said that evening that nobody had fired since around mid-2012. "We have not
shot since October 18," he said. Former minister Ana Brod had called him an hour earlier, and will meet him tomorrow.
"""
DATES = {"published", "when", "said_on", "first_said", "last_said", "first", "last", "from_", "to", "since", "until"}
LENGTH = re.compile(r"P[0-9.]+[A-Z]|PT[0-9.]+[A-Z]")


def written(row: Any) -> Iterator[tuple[str, str]]:
    """The fields of a row, and of what is in it, that hold dates."""
    if isinstance(row, dict):
        for name, value in row.items():
            if name in DATES and isinstance(value, str):
                yield name, value
            yield from written(value)
    elif isinstance(row, list):
        for item in row:
            yield from written(item)


@pytest.fixture(scope="module")
def reading(reading_of: Callable[..., Reading]) -> Reading:
    return reading_of(TEXT)


@pytest.mark.parametrize(
    "published",
    [
        "2016-12-14", "2016-12", "2016", "2016-12-14/2016-12-20", "[2016-12-14,2016-12-21]", "2016-12-14/..",
        "../2016-12-14", "2016-12-14~",
    ],
)  # fmt: skip
def test_every_written_date_parses(reading: Reading, published: str) -> None:
    together = join([redate(reading, published, "inferred", ())])
    rows = plain([*(row for one in together.readings for row in one.rows()), *together.incidents, *together.stories])
    found = list(written(rows))
    assert len(found) > 5 or ".." in published, "the text tells days"
    assert [pair for pair in found if not is_edtf(pair[1])] == []
    values = [time.value for one in together.readings for time in one.times if time.value]
    assert [value for value in values if not (is_edtf(value) or LENGTH.match(value))] == []
