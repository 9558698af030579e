"""Texts in which the words of some events stand in brackets, with what gold says of them: [words|place|...]."""

import re
from collections.abc import Iterable
from pathlib import Path

from dateline.records import Event
from tests.tables import table

MARK = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")


def cases(path: Path, half: str) -> list[str]:
    """The marked texts of a half, "tuned" or "held"."""
    texts: list[str] = table(path)[half]
    return texts


def unmarked(marked: str) -> tuple[str, list[tuple[int, int, list[str]]]]:
    """The text, and start, end and gold of each judged trigger."""
    text, end, asked = "", 0, []
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        asked.append((len(text), len(text) + len(mark[1]), mark[2].split("|")))
        text, end = text + mark[1], mark.end()
    return text + marked[end:], asked


def touching(events: Iterable[Event], start: int, end: int) -> list[Event]:
    return [event for event in events if event.start < end and event.end > start]


def is_at(event: Event, gold: str) -> bool:
    """Whether its place is one of gold's, which "/" parts; "-", for none, is no place's name."""
    name = ((event.place and event.place.name) or "").lower()
    return gold != "-" and any(one.lower() in name for one in gold.split("/"))
