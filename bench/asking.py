"""What an answer costs on a large record of synthetic reports: pages, searches, answers as of a day, opening.

usage: python -m bench.asking RECORD [--rounds N] [--only NAME] [--json]     (make RECORD with python -m bench.record)
       python -m bench.asking RECORD --mix       (searches of many kinds, as of a day too: median, 95th percentile)
Prints for each question the processor time of the first answer, the median and the worst of N (default 3) answers, in
milliseconds, with the size of the record and the load of the machine. A question is not asked again once it has taken
SECONDS altogether. The record is opened anew for each answer, as the pages do; what the templates take is not in it.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from dateline.ask.find import find
from dateline.ask.query import parse
from dateline.store.record import Record
from dateline.web.pages import SCREENS
from dateline.web.params import NotThere, Params

SECONDS = 20.0  # of one question
SEARCHES = ("bridge", "type:ASSAULT", "disputed:yes", "sources>1", "harbour -school")
JOINED = ("disputed:", "sources")
# Searches as people make them: words rare and common, fields, several together, and some that half of all rows fit.
# Of a synthetic record; {person}, {place} and so on are names that stand in it, those named most among them.
MIX = (
    "bridge", "harbour", "ravine", "sawmill", "plumber", "locusts", "quarantine", "estuary", "zeppelin", "said",
    '"the night guard"', '"as their fathers did"', '"sunken ravine"', "railway shepherds", "harbour -school",
    "bridge NOT harbour", "actor:{person}", "actor:{other}", "actor:{group}", "actor:SYR:GOV", "said-by:{person}",
    "said-by:{other}", "said-by:{group}", "via:{outlet}", "about:bridge", "about:radio", "place:{place}",
    "place:{town}", "near:{point},50km", "type:ASSAULT", "type:ACCUSE", "type:AID", "status:planned", "stance:denies",
    "manner:quote", "outlet:{outlet}", "type:ASSAULT place:{place}", "type:ASSAULT actor:{group}",
    "said-by:{person} stance:denies", "said-by:{other} bridge", "actor:{person} after:{day}", "bridge after:{day}",
    "bridge before:{day}", "type:ACCUSE after:{day} actor:{other}", "outlet:{outlet} harbour",
    "before:{day} place:{town}", "disputed:yes", "disputed:yes place:{place}", "sources>1", "sources>3 type:ASSAULT",
    "after:{day}",
)  # fmt: skip
Ask = Callable[[Record], Any]


def questions(path: str) -> Iterator[tuple[str, Ask]]:
    """(name, what asks) of everything that is measured; ids are those of the record."""
    with Record(path) as record:
        run = record.database.run
        [story, n] = run(
            "SELECT story, count(*) AS n FROM story_reports WHERE tx_out IS NULL GROUP BY story ORDER BY n, story"
        ).fetchall()[-1]
        small = run(
            "SELECT story, count(*) AS n FROM story_reports WHERE tx_out IS NULL GROUP BY story"
            " HAVING count(*) BETWEEN 10 AND 60 ORDER BY n DESC, story LIMIT 1"
        ).fetchone()
        actor = run("SELECT actor FROM mentions WHERE kind = 'person' AND actor IS NOT NULL LIMIT 1").fetchone()
        place = run("SELECT name FROM places WHERE name IS NOT NULL LIMIT 1").fetchone()
        report = run("SELECT min(id) AS id FROM reports WHERE tx_out IS NULL").fetchone()
        last = run("SELECT max(published) AS day FROM reports WHERE tx_out IS NULL").fetchone()["day"]
    inside = {
        "story": small["story"] if small else story,
        "actor": actor["actor"],
        "place": place["name"],
        "report": report["id"],
    }
    for screen in SCREENS:
        yield screen.path, _page(screen.data, screen.path, inside)
    yield f"/stories/{{story}} of {n} reports", _page(_screen("story"), "/stories/{story}", inside | {"story": story})
    yield "/timeline?story=", _page(_screen("timeline"), "/timeline", {}, ("story", inside["story"]))
    yield "/map?story=", _page(_screen("map"), "/map", {}, ("story", inside["story"]))
    for words in SEARCHES:
        yield f"/?q={words}", _page(_screen("search"), "/", {}, ("q", words))
        yield f"find {words}", _search(words)
    yield "find as of the last day", _search(f"bridge asof:{last[:10]}")


def mix(record: Record) -> list[str]:
    """The searches of MIX with names and days of the record."""
    run = record.database.run

    def named(kind: str, skip: int) -> str:
        asked = (
            "SELECT name FROM mentions WHERE tx_out IS NULL AND actor IS NOT NULL AND kind = :kind AND name IS NOT NULL"
            " GROUP BY name ORDER BY count(*) DESC, name LIMIT 1 OFFSET :skip"
        )
        return f'"{run(asked, {"kind": kind, "skip": skip}).fetchone()["name"]}"'

    def place(skip: int) -> dict[str, Any]:
        asked = (
            "SELECT name, max(lat) AS lat, max(lon) AS lon FROM places WHERE tx_out IS NULL AND lat IS NOT NULL"
            " GROUP BY name ORDER BY count(*) DESC, name LIMIT 1 OFFSET :skip"
        )
        return dict(run(asked, {"skip": skip}).fetchone())

    days = run("SELECT min(published) AS first, max(published) AS last FROM reports WHERE tx_out IS NULL").fetchone()
    first, last = (date.fromisoformat(days[name][:10]) for name in ("first", "last"))
    most, other = place(0), place(30)
    values = {
        "person": named("person", 0), "other": named("person", 40), "group": named("armed_group", 0),
        "place": f'"{most["name"]}"', "town": f'"{other["name"]}"', "point": f"{other['lat']:.3f},{other['lon']:.3f}",
        "day": (first + (last - first) * 2 // 3).isoformat(),
        "outlet": f'"{run("SELECT min(outlet) AS its FROM reports").fetchone()["its"]}"',
    }  # fmt: skip
    return [one.format(**values) for one in MIX]


def _mixed(path: str, rounds: int, as_json: bool) -> None:
    with Record(path) as record:
        asked = mix(record)
        last = record.database.run("SELECT max(published) AS day FROM reports").fetchone()["day"][:10]
        middle = record.database.run(
            "SELECT published AS day FROM reports WHERE published > '2' ORDER BY published LIMIT 1"
            " OFFSET (SELECT count(*) / 2 FROM reports)"
        ).fetchone()["day"][:10]
    figures: dict[str, list[float]] = {"now": [], f"as of {middle}": [], f"as of {last}": []}
    for words in asked:
        for name, found in figures.items():
            if name != "now" and words.startswith(JOINED):
                continue  # joined anew in memory for the day
            day = "" if name == "now" else f" asof:{name[6:]}"
            found.append(statistics.median(_cost(path, _search(words + day), rounds)))
            if not as_json:
                print(f"{words[:44]:44}{name:20}{found[-1]:10.1f}", flush=True)
    shares = {
        name: [sorted(found)[min(len(found) - 1, len(found) * of // 100)] for of in (50, 75, 95, 100)]
        for name, found in figures.items()
    }
    if as_json:
        print(json.dumps(shares))
        return
    for name, at in shares.items():
        print(f"{name:20} median {at[0]:.0f}, of 3 in 4 {at[1]:.0f}, of 95 in 100 {at[2]:.0f}, worst {at[3]:.0f} ms")


def _screen(name: str) -> Callable[[Record, Params], Any]:
    return next(screen.data for screen in SCREENS if screen.name == name)


def _page(data: Callable[[Record, Params], Any], path: str, inside: dict[str, str], *pairs: tuple[str, str]) -> Ask:
    return lambda record: data(record, Params(path, inside, pairs))


def _search(words: str) -> Ask:
    return lambda record: find(record, parse(words))


def _cost(path: str, ask: Ask, rounds: int) -> list[float]:
    found: list[float] = []
    while len(found) < rounds and sum(found) < 1000 * SECONDS:
        with Record(path) as record:
            begun = time.process_time()
            with suppress(NotThere):  # no synthetic report has another version
                ask(record)
            found.append(1000 * (time.process_time() - begun))
    return found


def _opening(path: str) -> float:
    begun = time.process_time()
    Record(path).close()
    return 1000 * (time.process_time() - begun)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("record")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--only", default="", help="questions with these letters in their name")
    options.add_argument("--json", action="store_true", help="print figures only")
    options.add_argument("--mix", action="store_true", help="searches of many kinds instead of pages")
    chosen = options.parse_args()
    if chosen.mix:
        _mixed(chosen.record, chosen.rounds, chosen.json)
        return
    with Record(chosen.record) as record:
        reports = record.search.count("reports", ())
    found: dict[str, dict[str, float]] = {}
    opened = [_opening(chosen.record) for _ in range(5)]
    found["opening"] = {"first": opened[0], "median": statistics.median(opened), "worst": max(opened)}
    for name, ask in questions(chosen.record):
        if chosen.only in name:
            cost = _cost(chosen.record, ask, chosen.rounds)
            found[name] = {"first": cost[0], "median": statistics.median(cost), "worst": max(cost)}
            if not chosen.json:
                print(f"{name:32}" + "".join(f"{ms:10.1f}" for ms in found[name].values()), flush=True)
    load = os.getloadavg()[0]
    if chosen.json:
        print(json.dumps({"reports": reports, "load": round(load, 1), "ms": found}))
        return
    print(f"{'opening':32}" + "".join(f"{ms:10.1f}" for ms in found["opening"].values()))
    print(f"{reports:,} reports; ms of processor time: first, median, worst; load of the machine {load:.1f}")


if __name__ == "__main__":
    main()
