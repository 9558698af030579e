"""The sample reports and their gold: enough of both, gold in step, every span its words, no sentence of others."""

import html
import importlib.util
import json
import re
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dateline import samples
from dateline.intake.report import to_report
from dateline.intake.sources import sources
from tests.tables import table

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"


def script() -> ModuleType:
    """quality/samples_gold.py, which is no module of the package."""
    spec = importlib.util.spec_from_file_location("samples_gold", ROOT / "quality" / "samples_gold.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GOLD = script()
TEXTS: dict[str, str] = GOLD.texts()


def rows(name: str) -> list[dict[str, Any]]:
    lines = (samples.folder() / "gold" / name).read_text(encoding="utf-8").strip().split("\n")
    return [json.loads(line) for line in lines]


BY_REPORT = [row for path in sorted((samples.folder() / "gold").glob("0*.jsonl")) for row in rows(path.name)]
PLACED = [row for row in BY_REPORT if "start" in row]


def test_enough_reports_and_each_has_gold_and_a_line_in_the_index():
    index = table(samples.folder() / "index.yaml")
    assert len(TEXTS) >= 24
    assert set(index) == set(TEXTS) == {row["report"] for row in BY_REPORT if row["kind"] == "report"}


def test_intake_reads_the_folder_as_it_lies_there():
    """No option is needed: texts stay as they are, rows and pages tell outlet, day and headline themselves."""
    read = {report.source.rsplit("/", 1)[-1]: report for report in map(to_report, sources([str(samples.reports())]))}
    assert set(read) == set(TEXTS)
    assert [name for name, report in read.items() if name[-5:] != ".html" and report.text != TEXTS[name]] == []
    told = {row["report"]: row for row in BY_REPORT if row["kind"] == "report" and not row["report"].endswith(".txt")}
    assert {n: (read[n].published, read[n].headline) for n in told} == {
        n: (row["published"], row["headline"]) for n, row in told.items()
    }
    assert [name for name in told if not read[name].outlet] == []


@pytest.mark.parametrize("source", [s for s in TEXTS if not s.endswith(".html")])
def test_lengths(source: str):
    assert 110 <= len(TEXTS[source].split()) <= 350


def test_every_row_and_page_says_that_it_is_a_sample():
    folder = samples.reports()
    for path in folder.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").strip().split("\n"):
            assert "written for the Dateline project" in json.loads(line)["sample"]
            assert "example.org/" in json.loads(line)["url"]
    for path in folder.glob("*.html"):
        assert '<meta name="sample" content="Written for the Dateline project' in path.read_text(encoding="utf-8")


def test_every_gold_span_is_its_text():
    wrong = [row["id"] for row in PLACED if TEXTS[row["report"]][row["start"] : row["end"]] != row["text"]]
    cues = [r for r in PLACED if r["kind"] == "claim" and r["cue"]]
    wrong += [r["id"] for r in cues if TEXTS[r["report"]][r["cue_start"] : r["cue_end"]] != r["cue"]]
    assert wrong == []


def test_gold_of_pages_is_in_their_words():
    for row in rows("pages/rows.jsonl"):
        words = html.unescape(re.sub(r"<[^>]+>", "", TEXTS[row["report"]]))
        assert row["text"] in words, row["id"]


def test_gold_is_in_step_with_its_annotations():
    built = GOLD.build()
    assert {
        name: lines for name, lines in built.items() if not GOLD.same(samples.folder() / "gold" / name, lines)
    } == {}
    assert GOLD.made(samples.folder() / "gold") == set(built)


def test_ids_stand_for_one_row_and_links_for_rows():
    ids = Counter(row["id"] for row in [*PLACED, *rows("pages/rows.jsonl")])
    assert [i for i, times in ids.items() if times > 1] == []
    for name in ("links.jsonl", "disputes/pairs.jsonl", "pages/links.jsonl"):
        assert [row for row in rows(name) if not set(row["pair"]) <= set(ids)] == []


def test_one_row_a_place_in_the_text():
    """The same words are not annotated twice as the same kind, but for claims inside claims."""
    spans = Counter((r["report"], r["kind"], r["start"], r["end"]) for r in PLACED if r["kind"] != "claim")
    assert [span for span, times in spans.items() if times > 1] == []


@pytest.mark.parametrize(
    "words, found",
    [
        pytest.param("fell", "fell", id="whole word, not inside fellow"),
        pytest.param("said#2", "said", id="second occurrence"),
        pytest.param("The army … fell", "The army said a fellow said the town fell", id="from first words to last"),
        pytest.param("town fell|fell", "fell", id="inside other words"),
    ],
)
def test_spans_of_words(words: str, found: str):
    text = "The army said a fellow said the town fell."
    start, end = GOLD.span(text, words)
    assert text[start:end] == found


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("said", id="ambiguous"),
        pytest.param("rose", id="absent"),
        pytest.param("said#3", id="too few"),
        pytest.param("town … army", id="last words before the first"),
    ],
)
def test_words_that_cannot_be_placed(words: str):
    with pytest.raises(GOLD.BadAnnotation):
        GOLD.span("The army said a fellow said the town fell.", words)


def sentences(text: str) -> list[str]:
    """Sentences of six words and more, roughly."""
    return [s.strip() for s in re.split(r"(?<=[.?!])[\"”]?\s+|\n+", text) if len(s.split()) >= 6]


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.mark.skipif(not CORPORA.exists(), reason="no corpora beside the repository")
def test_no_sentence_stands_in_the_corpora():
    texts = [p.read_text(encoding="utf-8") for p in CORPORA.glob("seeds/*.txt")]
    for path in CORPORA.glob("*/input.jsonl"):
        texts += [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").strip().split("\n")]
    everything = plain("\n".join(texts))
    ours = [s for text in TEXTS.values() for s in sentences(html.unescape(re.sub(r"<[^>]+>", "\n", text)))]
    assert len(ours) > 250
    assert [s for s in ours if plain(s) in everything] == []
