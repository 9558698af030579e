"""Shared fixtures: real parts, no mocks. The language model loads once a test process, and only if a test asks."""

import signal
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, settings

from dateline.ids import make_id
from dateline.intake.passages import passages
from dateline.language.parse import Parse
from dateline.records import Mention, Reading, Report
from tests.stores import STORES, Place, clear_server, new_place

# Each run tries the same examples, and no clock decides about one: what has to be fast is held by `tests/clock.py`.
# `pytest --hypothesis-profile=wild` tries others.
STEADY = settings(deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("wild", STEADY, derandomize=False)
settings.register_profile("steady", STEADY)
settings.load_profile("steady")
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as `nohup` leaves it: what the tests start would not be stopped
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests for which their module makes something run in one worker: else each worker would make it."""
    for item in items:
        if isinstance(item, pytest.Function) and not item.get_closest_marker("xdist_group"):
            module = item.module
            if any(name in vars(module) for name in item.fixturenames):
                item.add_marker(pytest.mark.xdist_group(module.__name__))


def make_report(text: str, **known: object) -> Report:
    """A report that states only what matters to a test."""
    values: dict[str, object] = {"id": make_id("reports", text), "source": "test.txt", "sha256": "0" * 64, "text": text}
    return Report(**(values | known))  # type: ignore[arg-type]


def read_text(text: str, **known: object) -> Reading:
    """A text as a report, through all stages."""
    from dateline import lexicon, stages
    from dateline.language.model import parse

    if "published" in known:
        known.setdefault("published_basis", "stated")
    report = make_report(text, **known)
    parts = passages(report)
    return stages.read(report, parts, parse(text, parts), lexicon.load(), "test")


@pytest.fixture(scope="module", autouse=True)
def _modules_leave_nothing_on_the_server() -> Iterator[None]:
    yield
    clear_server()


@pytest.fixture(scope="session", params=STORES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """place() -> where a new record can be made; what asks for it is tested on each database."""
    folder = tmp_path_factory.mktemp("stores")
    return lambda: new_place(request.param, folder)


@pytest.fixture(scope="session")
def parse_of() -> Callable[..., Parse]:
    """parse_of(text) -> Parse, by the real model."""
    from dateline.language.model import parse

    def parsed(text: str) -> Parse:
        return parse(text, passages(make_report(text)))

    return parsed


@pytest.fixture(scope="session")
def reading_of() -> Callable[..., Reading]:
    """reading_of(text, published="2016-12-09", ...) -> Reading, through all stages."""
    return read_text


@pytest.fixture(scope="session")
def mentions_of(parse_of: Callable[..., Parse]) -> Callable[..., tuple[Mention, ...]]:
    """mentions_of(text, published=...) -> resolved mentions, by the stages that make them and no later one."""
    from dateline.lexicon import actor_words, countries, gazetteer, place_words
    from dateline.reading.coreference import coreference
    from dateline.reading.mentions import mentions
    from dateline.reading.places import places

    lands = countries.load()
    words, towns, wheres = actor_words.load(lands), gazetteer.load(), place_words.load()

    def found(text: str, **known: object) -> tuple[Mention, ...]:
        report, parse = make_report(text, **known), parse_of(text)
        there = places(report, parse, towns, lands, wheres)
        return coreference(report, parse, mentions(report, parse, there, words), there, words)

    return found
