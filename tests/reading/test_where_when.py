"""The place and the day of what lines of agencies, UN updates, broadcasters and state papers tell.

`python -m tests.reading.test_where_when` prints the figures, and the misses of the half that rules were tuned on.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.records import Event, Reading
from tests.conftest import read_text
from tests.reading.marked import cases, is_at, touching, unmarked

Read = Callable[..., Reading]
CASES = Path(__file__).with_name("where_when_cases.yaml")
FLOORS = {"tuned": (0.94, 0.85), "held": (0.85, 0.85)}  # least part of places and of days that is right


def judged(read: Read, half: str) -> Iterator[tuple[str, str, str]]:
    """What was asked ("place", "day", "event"), the verdict on it, and both answers in words."""
    for line in cases(CASES, half):
        day, _, marked = line.partition(" | ")
        text, asked = unmarked(marked)
        events = read(text, **({} if day == "?" else {"published": day})).events
        for start, end, [place, when] in asked:
            if not (found := touching(events, start, end)):
                yield "event", "none", f"{text[start:end]!r} in {text!r}"
                continue
            event = min(found, key=lambda one: (one.place is None, one.when is None, abs(one.start - start), one.id))
            said = f"{event.text!r} in {text!r}: {event.place and event.place.name} {event.when}"
            if place:
                yield "place", place_verdict(event, place), said
            if when:
                yield "day", "right" if (event.when or "-") in when.split(" or ") else "wrong", said


def place_verdict(event: Event, gold: str) -> str:
    if event.place is None:
        return "right" if gold == "-" else "none"
    return "right" if is_at(event, gold) else "wrong"


@pytest.mark.parametrize("half", FLOORS)
def test_place_and_day(reading_of: Read, half: str) -> None:
    rows = list(judged(reading_of, half))
    count = Counter((asked, verdict) for asked, verdict, _ in rows)
    told = "\n".join(f"{asked} {verdict} {said}" for asked, verdict, said in rows if verdict != "right")
    for asked, least in zip(("place", "day"), FLOORS[half], strict=True):
        every = sum(n for (what, _), n in count.items() if what == asked)
        assert count[asked, "right"] >= least * every, told if half == "tuned" else dict(count)


def main() -> None:
    for half in FLOORS:
        rows = list(judged(read_text, half))
        print(half, dict(Counter((asked, verdict) for asked, verdict, _ in rows)))
        for asked, verdict, said in rows:
            if half == "tuned" and verdict != "right":
                print("  ", asked, verdict, said)


if __name__ == "__main__":
    main()
