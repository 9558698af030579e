"""One record in both databases: every export, page, answer to an assistant and call of the library is the same, byte by
byte. It is joined in one and copied into the other, so that what differs is how they answer."""

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import dateline
from bench.synthetic import readings as synthetic
from dateline.ask.kinds import EXPORTED, Everything
from dateline.ask.query import parse
from dateline.ask.results import results
from dateline.assistants import answers
from dateline.errors import DatelineError
from dateline.formats import write
from dateline.formats.exchange import EXCHANGE
from dateline.plain import plain
from dateline.records import Reading
from dateline.run import join_new
from dateline.store.copy import copy
from dateline.store.record import END, Record
from dateline.store.then import as_of
from dateline.web.pages import SCREENS
from dateline.web.params import Params
from tests.stores import new_schema

DAYS = ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")
DAY = "2014-01-07"
TEXTS = (
    "Rebels shelled Idlib on 11 December 2016, the ministry said. At least 40 people were killed, officials said.",
    "The army denied that rebels shelled Idlib on 11 December 2016. Up to 12 people were killed, a medic told Radio 1.",
    "A ceasefire took effect in Aleppo on Tuesday, the foreign ministry said. Turkey and Russia will meet in Moscow.",
)
QUERIES = (
    "",
    "bridge",
    "disputed:yes",
    "sources>1",
    "type:ASSAULT",
    "before:2014-01-08",
    "-harbour",
    "near:35,38,400km",
)
Both = tuple[Record, Record]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, reading_of: Callable[..., Reading]) -> Iterator[Both]:
    target = new_schema()
    path = tmp_path_factory.mktemp("both") / "r.db"
    every = list(synthetic(20))
    read = [reading_of(text, published="2016-12-14", source=f"{n}.txt") for n, text in enumerate(TEXTS)]
    with Record(path, create=True) as made:
        for reading in (*every, *read):
            made.add(reading, reading.report.text.encode(), at=DAYS[0])
        made.reread(replace(every[3], events=every[3].events[1:], version="newer"), at=DAYS[1])
        join_new(made, clock=lambda: DAYS[1])
    copy(path, target)
    with Record(path) as one, Record(target) as other:
        yield one, other


def same(both: Both, ask: Callable[[Record], Any]) -> Any:
    one, other = (asked(record, ask) for record in both)
    assert one == other
    return one


def asked(record: Record, ask: Callable[[Record], Any]) -> Any:
    try:
        return ask(record)
    except DatelineError as problem:
        return problem.what.replace(str(record.path), "RECORD")


def written(record: Record, form: str, kind: str, day: str | None = None) -> bytes:
    out = io.BytesIO()
    write(form, kind, Everything(as_of(record, day)), out)
    return out.getvalue()


@pytest.mark.parametrize("day", [None, DAY], ids=["now", "as of a day"])
@pytest.mark.parametrize("kind", EXPORTED)
def test_exports(both: Both, kind: str, day: str | None) -> None:
    for form in ("jsonl", "csv"):
        same(both, partial(written, form=form, kind=kind, day=day))


@pytest.mark.parametrize("form", EXCHANGE)
def test_exchange_formats(both: Both, form: str) -> None:
    for kind in EXCHANGE[form].kinds:
        assert same(both, partial(written, form=form, kind=kind)) is not None


def inside(record: Record) -> dict[str, str]:
    return {
        "story": record.joined.stories_ranked()[0][0],
        "actor": next(mention.actor for mention in record.rows("mentions") if mention.actor),
        "place": next(place.name for place in record.rows("places") if place.name),
        "report": next(record.rows("reports")).id,
    }


@pytest.mark.parametrize("day", [None, DAY], ids=["now", "as of a day"])
@pytest.mark.parametrize("screen", SCREENS, ids=[screen.name for screen in SCREENS])
def test_pages(both: Both, screen: Any, day: str | None) -> None:
    values = inside(both[0])
    pairs = (("asof", day),) if day else ()
    same(both, lambda record: plain(told(screen.data(record, Params(screen.path, values, pairs)))))


def told(data: Any) -> Any:
    """What a page has to tell; of a story, whose page looks up the words of some tellings only, those of all."""
    return data.as_json() if hasattr(data, "as_json") else data


@pytest.mark.parametrize("query", QUERIES)
def test_searches(both: Both, query: str) -> None:
    for kind in ("claims", "actors"):
        same(both, partial(results, query=parse(query), kind=kind, size=5))


@pytest.mark.parametrize("tool", ["find", "claims", "incidents", "disputes", "stories", "story", "dossiers", "why"])
def test_answers_to_assistants(both: Both, tool: str) -> None:
    values = inside(both[0])
    event = next(both[0].rows("events"))
    of = values["story"] if tool == "story" else event.id
    its = {"query": "bridge", "kind": "ceasefires" if tool == "dossiers" else None, "id": of, "limit": 5}
    for day in (None, DAY):
        same(both, partial(answers_of, tool=tool, its=its | {"as_of": day}))


def answers_of(record: Record, tool: str, its: dict[str, Any]) -> str:
    names = ("said_by", "via", "about", "type", "actor", "place", "story", "cursor")
    wanted = dict.fromkeys(names) | its
    return re.sub(r"\[(quoted|end) [0-9a-f]+", "[", json.dumps(getattr(answers, tool)(record, wanted)))


def test_the_library(both: Both) -> None:
    found = []
    for record in both:
        with dateline.open(str(record.path) if isinstance(record.path, Path) else record.path) as its:
            rows = [plain(row) for row in its.claims("harbour", as_of=DAY)[:5]]
            found.append((rows, its.events().count(), its.actors().count(), its.claims(said_by="ministry").count()))
    assert found[0] == found[1] and found[0][0]


def test_only_looked_at_until_the_end_of_time(both: Both) -> None:
    for record in both:
        with Record(record.path, read_by=END) as looking:
            assert looking.counts() == record.counts()
            with pytest.raises(DatelineError):
                looking.set_aside("x", "y", "z", sha256=None, raw=None, at=DAYS[1])
