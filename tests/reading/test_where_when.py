"""The place and the day of what lines of agencies, UN updates, broadcasters and state papers tell.

`python -m tests.reading.test_where_when` prints the figures, and the misses of the half that rules were tuned on.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from dateline.records import Event, Reading

Read = Callable[..., Reading]
MARK = re.compile(r"\[([^|\]]*)\|([^|\]]*)\|([^\]]*)\]")
CASES = Path(__file__).with_name("where_when_cases.yaml")
FLOORS = {"tuned": (0.94, 0.85), "held": (0.85, 0.85)}  # least part of places and of days that is right


@cache
def lines(half: str) -> tuple[str, ...]:
    return tuple(yaml.safe_load(CASES.read_text(encoding="utf-8"))[half])


def unmarked(marked: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    """The text, and start, end, place and day of each judged trigger."""
    text, end, asked = "", 0, []
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        asked.append((len(text), len(text) + len(mark[1]), mark[2], mark[3]))
        text, end = text + mark[1], mark.end()
    return text + marked[end:], asked


def judged(read: Read, half: str) -> Iterator[tuple[str, str, str]]:
    """What was asked ("place", "day", "event"), the verdict on it, and both answers in words."""
    for line in lines(half):
        day, _, marked = line.partition(" | ")
        text, asked = unmarked(marked)
        events = read(text, **({} if day == "?" else {"published": day})).events
        for start, end, place, when in asked:
            found = [event for event in events if event.start < end and event.end > start]
            if not found:
                yield "event", "none", f"{text[start:end]!r} in {text!r}"
                continue
            event = min(found, key=lambda one: (one.place is None, one.when is None, abs(one.start - start), one.id))
            said = f"{event.text!r} in {text!r}: {event.place and event.place.name} {event.when}"
            if place:
                yield "place", place_verdict(event, place), said
            if when:
                yield "day", "right" if (event.when or "-") in when.split(" or ") else "wrong", said


def place_verdict(event: Event, gold: str) -> str:
    if event.place is None or gold == "-":
        return "right" if event.place is None and gold == "-" else "none" if event.place is None else "wrong"
    name = (event.place.name or "").lower()
    return "right" if any(one.lower() in name for one in gold.split("/")) else "wrong"


@pytest.mark.parametrize("half", FLOORS)
def test_place_and_day(reading_of: Read, half: str) -> None:
    rows = list(judged(reading_of, half))
    count = Counter((asked, verdict) for asked, verdict, _ in rows)
    told = "\n".join(f"{asked} {verdict} {said}" for asked, verdict, said in rows if verdict != "right")
    for asked, least in zip(("place", "day"), FLOORS[half], strict=True):
        every = sum(n for (what, _), n in count.items() if what == asked)
        assert count[asked, "right"] >= least * every, told if half == "tuned" else dict(count)


def main() -> None:
    from dateline import lexicon, stages
    from dateline.intake.passages import passages
    from dateline.language.model import parse
    from tests.conftest import make_report

    def read(text: str, **known: object) -> Reading:
        if "published" in known:
            known.setdefault("published_basis", "stated")
        report = make_report(text, **known)
        parts = passages(report)
        return stages.read(report, parts, parse(text, parts), lexicon.load(), "test")

    for half in FLOORS:
        rows = list(judged(read, half))
        print(half, dict(Counter((asked, verdict) for asked, verdict, _ in rows)))
        for asked, verdict, said in rows:
            if half == "tuned" and verdict != "right":
                print("  ", asked, verdict, said)


if __name__ == "__main__":
    main()
