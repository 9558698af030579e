"""What joining costs as a record grows: synthetic reports of drifting stories, some copied, some arriving late.

usage: python bench/joining.py [SMALL] [LARGE] [--json]   (default 1000 100000)
Joins LARGE reports, a hundred at a time as `dateline read` does, and prints the processor time a report took around
SMALL and around LARGE, their ratio, and the share of what the stock spaCy pipeline would take to parse such texts
(4,000 tokens/s). Nothing is parsed: the rows are made, the same for any run.
"""

import argparse
import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from dateline.ids import make_id
from dateline.records import Claim, Event, How, Mention, Party, Passage, Place, Quantity, Reading, Report, Where
from dateline.store.record import Record

DAILY = 20  # reports a day
LIFE = 14  # days of a story; four new ones a week
EVENTS = 6
AT_ONCE = 100
WINDOW = 500  # reports that a figure is taken over
TOKENS_A_SECOND = 4000
TYPES = {
    "ASSAULT": ("shelled", "bombed", "attacked", "captured"), "CONSULT": ("met", "spoke", "visited"),
    "DISPLACE": ("fled", "left", "evacuated"), "RETREAT": ("withdrew", "suspended"), "ACCUSE": ("accused", "blamed"),
    "AGREE": ("agreed", "promised"), "REJECT": ("rejected", "vetoed"),
}  # fmt: skip
COUNTRIES = ("SYR", "RUS", "TUR", "UKR", "YEM", "SDN", "MMR", "LBY", "MLI", "ETH", "IRQ", "AFG")
SECTORS = ("GOV", "MIL", "REB", "UAF")
HOW = How("bench/made", "bench", None)
FIRST = date(2014, 1, 1).toordinal()


def word(rng: Random) -> str:
    return "".join(rng.choice("bdfgklmnprstv") + rng.choice("aeiou") for _ in range(rng.randint(2, 4)))


COMMON = [word(Random(f"common {k}")) for k in range(3000)]


class Plot:
    """A story: its words, actors, places and incidents, all from its number."""

    def __init__(self, number: int):
        rng = Random(f"plot {number}")
        self.words = [word(rng) for _ in range(40)]
        country = rng.choice(COUNTRIES)
        lands = (country, country, rng.choice(COUNTRIES))
        self.actors = [
            (f"{word(rng).title()} {word(rng).title()}", f"{rng.choice(lands)}:{rng.choice(SECTORS)}") for _ in range(6)
        ]
        self.places = [(word(rng).title(), country, rng.uniform(-30, 50), rng.uniform(-10, 60)) for _ in range(4)]
        self.begins = FIRST + number * 7 // 4
        self.incidents = [self._incident(rng) for _ in range(60)]

    def _incident(self, rng: Random) -> tuple[int, str, str, int, int, int, list[str]]:
        kind = rng.choice(sorted(TYPES))
        day = self.begins + rng.randrange(LIFE)
        one, other = rng.sample(range(6), 2)
        around = rng.sample(self.words, 8)
        return day, kind, rng.choice(TYPES[kind]), one, other, rng.randrange(4), around


def made(number: int) -> Reading:
    """The report with this number, as if it had been read. One in ten copies another, one in twenty comes late."""
    rng = Random(f"report {number}")
    if number > 50 and rng.random() < 0.1:
        return _copy(made_once(number - rng.randint(1, 40), rng), number)
    return made_once(number, rng)


def made_once(number: int, rng: Random) -> Reading:
    late = rng.randint(5, 60) if rng.random() < 0.05 else 0
    day = max(FIRST, FIRST + number // DAILY - late)
    youngest = max(0, (day - FIRST) * 4 // 7)
    plot = Plot(max(0, youngest - rng.randrange(LIFE * 4 // 7 + 1)))
    told = [one for one in plot.incidents if one[0] <= day] or plot.incidents[:1]
    chosen = [told[-1 - min(rng.randrange(12), len(told) - 1)] for _ in range(EVENTS)]
    return _reading(number, day, plot, chosen, rng)


def _reading(
    number: int, day: int, plot: Plot, chosen: list[tuple[int, str, str, int, int, int, list[str]]], rng: Random
) -> Reading:
    report_id = make_id("reports", f"bench {number}")
    text, starts = "", []
    events, claims, mentions, places, quantities = [], [], [], [], []
    outlet = f"Outlet {rng.randrange(40)}"
    for k, (when, kind, verb, one, other, at, around) in enumerate(chosen):
        starts.append(len(text))
        parts = []
        for index in (one, other):
            name, code = plot.actors[index]
            start = len(text)
            text += f"{name} "
            actor = make_id("actors", name)
            mentions.append(
                Mention(
                    make_id("mentions", report_id, start),
                    report_id,
                    start,
                    start + len(name),
                    name,
                    actor,
                    name,
                    code,
                    HOW,
                    "military",
                )
            )
            parts.append(Party(name, code, actor, start, start + len(name)))
            if index == one:
                trigger = len(text)
                text += f"{verb} "
        place, country, lat, lon = plot.places[at]
        where = Where(make_id("places", place), place, None, lat, lon, country, None, "PPL", 5000)
        start = len(text)
        text += f"{place} {' '.join(rng.sample(around, 6))} {' '.join(rng.sample(COMMON, 30))}. "
        places.append(
            Place(
                make_id("places", report_id, start),
                report_id,
                start,
                start + len(place),
                place,
                place,
                None,
                lat,
                lon,
                country,
                None,
                "PPL",
                5000,
                HOW,
            )
        )
        stated = date.fromordinal(when).isoformat() if rng.random() < 0.6 else None
        claim = None
        if k % 2:
            claim = make_id("claims", report_id, k)
            end = len(text) - 2
            claims.append(
                Claim(
                    claim,
                    report_id,
                    starts[-1],
                    end,
                    text[starts[-1] : end],
                    (parts[0],),
                    None,
                    (),
                    None,
                    "paraphrase",
                    False,
                    "asserts",
                    stated,
                    None,
                    HOW,
                )
            )
        events.append(
            Event(
                make_id("events", report_id, k),
                report_id,
                trigger,
                trigger + len(verb),
                verb,
                kind,
                None,
                (),
                (parts[0],),
                (parts[1],),
                where,
                stated,
                "claimed" if claim else "actual",
                claim,
                None,
                None,
                None,
                HOW,
            )
        )
        n = rng.randint(2, 900)
        start = len(text)
        text += f"{n} people {' '.join(rng.sample(COMMON, 15))}. "
        quantities.append(
            Quantity(
                make_id("quantities", report_id, k),
                report_id,
                start,
                start + len(str(n)),
                str(n),
                n,
                n,
                "people",
                "exact",
                "people",
                False,
                stated,
                where,
                (),
                HOW,
            )
        )
    text = text.rstrip()
    headline = " ".join(rng.sample(plot.words, 6))
    passage = Passage(make_id("passages", report_id), report_id, 0, len(text), text, "body", HOW)
    report = Report(
        report_id,
        f"r{number}",
        report_id,
        text,
        None,
        outlet,
        "en",
        headline,
        date.fromordinal(day).isoformat(),
        "stated",
        sentences=tuple(starts),
    )
    return Reading(
        report, "bench", (passage,), (), tuple(places), tuple(mentions), tuple(claims), tuple(quantities), tuple(events)
    )


def _copy(first: Reading, number: int) -> Reading:
    """The same text in another outlet a day later, under ids of its own."""
    return _reading_again(first, number)


def _reading_again(first: Reading, number: int) -> Reading:
    from dataclasses import replace

    report_id = make_id("reports", f"bench {number}")
    new = {row.id: make_id(_kind(row.id), row.id, number) for row in first.rows()}

    def own(row: object) -> object:
        changes = {"id": new[row.id], "report": report_id}  # type: ignore[attr-defined]
        if getattr(row, "claim", None):
            changes["claim"] = new[row.claim]  # type: ignore[attr-defined]
        return replace(row, **changes)  # type: ignore[type-var]

    report = replace(first.report, id=report_id, source=f"r{number}", sha256=report_id, outlet=f"Outlet {number % 37}")
    kinds = {
        kind: tuple(own(row) for row in getattr(first, kind))
        for kind in ("passages", "places", "mentions", "claims", "quantities", "events")
    }
    return Reading(report, "bench", times=(), **kinds)  # type: ignore[arg-type]


def _kind(row_id: str) -> str:
    from dateline.ids import kind_of

    return kind_of(row_id) or "events"


class Made:
    """Serves made reports by id, as a record would."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def reading(self, report_id: str) -> Reading:
        return made(self.numbers[report_id])

    def row(self, row_id: str) -> Report:
        return self.reading(row_id).report


def joined(record: Record, large: int, marks: list[int], told: Callable[[str], None]) -> dict[int, float]:
    """Seconds of processor time a report, over the WINDOW reports that follow each mark."""
    db = record._db
    db.run("PRAGMA foreign_keys = OFF")
    stored, spent, total = Made(), dict.fromkeys(marks, 0.0), 0.0
    for first in range(0, large + WINDOW, AT_ONCE):
        batch = [made(number) for number in range(first, first + AT_ONCE)]
        stored.numbers.update({reading.report.id: first + k for k, reading in enumerate(batch)})
        begun = time.process_time()
        with db.transaction():
            record.joined.join(batch, stored, "bench", 1)
        taken = time.process_time() - begun
        total += taken
        for mark in marks:
            if mark <= first < mark + WINDOW:
                spent[mark] += taken
        if first % 5000 == 0:
            told(f"{first + AT_ONCE:,} reports, {1000 * total / (first + AT_ONCE):.1f} ms each so far")
    return {mark: seconds / WINDOW for mark, seconds in spent.items()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("small", type=int, nargs="?", default=1000)
    options.add_argument("large", type=int, nargs="?", default=100_000)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    tokens = sum(len(made(number).report.text.split()) for number in range(100)) / 100
    with TemporaryDirectory() as folder, Record(Path(folder) / "bench.db", create=True) as record:
        cost = joined(
            record, chosen.large, [chosen.small, chosen.large], lambda line: None if chosen.json else print(line)
        )
        size = (Path(folder) / "bench.db").stat().st_size / (chosen.large + WINDOW)
    found = {
        "ms_small": 1000 * cost[chosen.small], "ms_large": 1000 * cost[chosen.large],
        "ratio": cost[chosen.large] / cost[chosen.small], "tokens": tokens,
        "share_of_spacy": cost[chosen.large] * TOKENS_A_SECOND / tokens, "bytes": size,
    }  # fmt: skip
    print(json.dumps({k: round(v, 4) for k, v in found.items()}))


if __name__ == "__main__":
    main()
