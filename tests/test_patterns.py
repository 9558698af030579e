"""Every regular expression of the package takes time in proportion to the text, whatever the text."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest

import dateline
from tests.clock import FAST, outgrown, seconds

SHORT = 4_000  # characters, and twice as many
FILLINGS = (
    "a", "A", " ", "1", "-", "\n", "<", '"', "“", "(", ".", ",", "&", "%", "/", "é", "\u0301", "a ", "A ", "1 ", "1,",
    "1.", "a.", "A. ", "a-", "<a ", "<!--", "a@", "1-", "\n\n", " \n", "“a”", "said ", "10 May ", "a=", "http://", "'",
    "From ",
)  # fmt: skip
ROOT = Path(dateline.__file__).parent
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ROOT.rglob("*.py")))


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Those that a module keeps, alone or in a tuple, list or table."""
    seen = set()
    for module in pkgutil.walk_packages(dateline.__path__, "dateline."):
        if module.name.rpartition(".")[2].startswith("__"):
            continue
        loaded = importlib.import_module(module.name)
        for name, value in sorted(vars(loaded).items()):
            for n, one in enumerate(_patterns(value)):
                if one.pattern not in seen and isinstance(one.pattern, str):
                    seen.add(one.pattern)
                    yield f"{module.name.removeprefix('dateline.')}.{name}[{n}]", one


def _patterns(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _patterns(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _patterns(one)


def taken(use: "Use", pattern: re.Pattern[str], text: str) -> float:
    """Seconds, the best of some tries."""
    best = 60.0
    for _ in range(3):
        best = min(best, seconds(lambda: use(pattern, text)))
        if best < FAST:
            break
    return best


@pytest.mark.parametrize("name, pattern", [pytest.param(name, one, id=name) for name, one in patterns()])
def test_twice_the_text_takes_twice_the_time(name: str, pattern: re.Pattern[str]) -> None:
    assert list(slow_on(used(name), pattern, FILLINGS)) == []


def slow_on(use: "Use", pattern: re.Pattern[str], fillings: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(filling, seconds and those for twice as much) where the time grows faster than the text."""
    for filling in fillings:
        for around in ("", "x"):
            once, twice = (around + filling * (n * SHORT // len(filling)) + around for n in (1, 2))
            if taken(use, pattern, twice) >= FAST and (
                told := outgrown(partial(use, pattern, once), partial(use, pattern, twice), fast=0)
            ):
                yield filling, told


Use = Callable[[re.Pattern[str], str], None]


def used(name: str) -> Use:
    """How the package asks a pattern: at the beginning of a text only, or everywhere in it."""
    module, _, constant = name.partition("[")[0].rpartition(".")
    private = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    source = private.read_text(encoding="utf-8") if constant.startswith("_") and private.is_file() else SOURCE
    asked = set(re.findall(rf"\b{constant}\.(\w+)\(", source))
    return begins if asked and asked <= {"match", "fullmatch"} else finds_all


def begins(pattern: re.Pattern[str], text: str) -> None:
    pattern.match(text)
    pattern.fullmatch(text)


def finds_all(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def test_a_slow_pattern_would_be_found() -> None:
    slow = re.compile(r"\d+[a-z]")
    assert any(list(slow_on(finds_all, slow, "1")) for _ in range(5)), "a busy machine can hide it once"
    assert not list(slow_on(finds_all, re.compile(r"(?<!\d)\d+[a-z]"), "1"))
