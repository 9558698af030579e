"""Where the things told in short reports happened: how many pins are right, and how many should not be there."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.records import Event, Reading
from tests.reading.marked import cases, is_at, touching, unmarked

Read = Callable[..., Reading]
CASES = Path(__file__).with_name("scenes_cases.yaml")
# half, least precision of places said by the sentence, of inferred ones, least part of gold's places that is found
FLOORS = [("tuned", 0.95, 0.9, 0.8), ("held", 0.95, 0.85, 0.88)]


def judged(read: Read, half: str) -> Iterator[tuple[str, str, str | None, bool, str]]:
    """Trigger, gold's place, ours and whether it is inferred, and the verdict on each judged thing that is found."""
    for marked in cases(CASES, half):
        text, asked = unmarked(marked)
        events = read(text).events
        for start, end, [gold] in asked:
            if not (found := touching(events, start, end)):
                yield text[start:end], gold, None, False, "not found"
                continue
            event = min(found, key=lambda event: (abs(event.start - start), event.id))
            name = event.place.name if event.place else None
            yield event.text, gold, name, bool(event.place and event.place.inferred), verdict(event, gold)


def verdict(event: Event, gold: str) -> str:
    if event.place is None:
        return "none, rightly" if gold == "-" else "none"
    how = "inferred" if event.place.inferred else "said"
    return f"{how}, {'right' if is_at(event, gold) else 'wrong'}"


@pytest.mark.parametrize("half, said, inferred, recall", FLOORS, ids=[floor[0] for floor in FLOORS])
def test_precision_of_pins(reading_of: Read, half: str, said: float, inferred: float, recall: float) -> None:
    rows = list(judged(reading_of, half))
    count = Counter(row[-1] for row in rows)
    placed = [row for row in rows if row[1] != "-" and row[-1] != "not found"]
    found = count["said, right"] + count["inferred, right"]
    told = "\n".join(
        str(row) for row in rows if half == "tuned" and row[-1] in ("none", "said, wrong", "inferred, wrong")
    )
    print(half, dict(count), f"recall {found}/{len(placed)}")
    assert count["said, right"] >= said * (count["said, right"] + count["said, wrong"]), told
    assert count["inferred, right"] >= inferred * (count["inferred, right"] + count["inferred, wrong"]), told
    assert found >= recall * len(placed), told
