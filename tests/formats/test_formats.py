"""Rows out: every format carries the same rows, and each row fits its schema."""

import csv
import io
import json
from collections.abc import Callable
from itertools import zip_longest

import jsonschema
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.docs import made_files
from dateline.formats import csvs, jsonl, parquets
from dateline.formats.schema import schema
from dateline.plain import build, plain
from dateline.records import KINDS, READ_KINDS, How, Party, Passage, Quantity, Reading

TEXT = (
    "ALEPPO, Dec 13 (Example Wire) - The ministry said on Friday that up to 400 people had left Aleppo. “Talks go on,” "
    "its spokesman told reporters, according to the Harbour Courier. Turkey and Russia met in Moscow."
)


@pytest.fixture(scope="module")
def reading(reading_of: Callable[..., Reading]) -> Reading:
    return reading_of(TEXT, published="2016-12-17")


def test_rows_fit_their_schemas(reading: Reading) -> None:
    rows = {"reports": (reading.report,), **{kind: getattr(reading, kind) for kind in READ_KINDS}}
    for kind, some in rows.items():
        validator = jsonschema.Draft202012Validator(schema(kind))
        assert [problem.message for row in some for problem in validator.iter_errors(plain(row))] == []


def test_made_files_are_in_step() -> None:
    behind = []
    for path, content in made_files().items():
        there, made = path.read_text(encoding="utf-8").splitlines(), content.splitlines()
        differ = [pair for pair in zip_longest(there, made) if pair[0] != pair[1]]
        behind += [(path.name, differ[0])] if differ else []
    assert behind == [], "run `make docs`"


@pytest.mark.parametrize("kind", READ_KINDS)
def test_plain_values_build_the_record_again(reading: Reading, kind: str) -> None:
    rows = getattr(reading, kind)
    assert tuple(build(KINDS[kind], json.loads(json.dumps(plain(row)))) for row in rows) == rows


@pytest.mark.parametrize("kind", READ_KINDS)
def test_jsonl_csv_and_parquet_hold_the_same_rows(reading: Reading, kind: str) -> None:
    rows = getattr(reading, kind)
    out = {form.SUFFIX: io.BytesIO() for form in (jsonl, csvs, parquets)}
    assert {form.write(kind, rows, out[form.SUFFIX]) for form in (jsonl, csvs, parquets)} == {len(rows)}
    lines = [json.loads(line) for line in out["jsonl"].getvalue().decode().splitlines()]
    assert pq.read_table(io.BytesIO(out["parquet"].getvalue())).to_pylist() == lines
    cells = list(csv.DictReader(io.StringIO(out["csv"].getvalue().decode(), newline="")))
    assert [row["id"] for row in cells] == [row["id"] for row in lines]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_a_formula(text: str) -> None:
    out = io.BytesIO()
    csvs.write("passages", [Passage("psg-x", "rep-x", 0, len(text), text, "body", How("passages/test"))], out)
    [row] = csv.DictReader(io.StringIO(out.getvalue().decode(), newline=""))
    assert row["text"] == "'" + text


@pytest.mark.parametrize("kind", READ_KINDS)
def test_a_line_is_what_json_makes_of_the_row(reading: Reading, kind: str) -> None:
    for row in (*getattr(reading, kind), reading.report):
        assert jsonl.line(row).decode() == json.dumps(plain(row), ensure_ascii=False) + "\n"


HARD = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["\x00", "\u2028", '"\\', "\U0001f54a", "%s"]
)


@settings(deadline=None, max_examples=50)
@given(HARD, st.none() | st.floats(-1e12, 1e12) | st.integers(0, 10**9), st.lists(HARD, max_size=3))
def test_any_words_are_the_same_in_every_format(words: str, low: float | None, names: list[str]) -> None:
    parties = tuple(Party(name, None, None, None, 0) for name in names)
    row = Quantity(
        "qty-x", "rep-x", 0, 1, words, low, None, None, "exact", words, True, None, None, parties, How("x")
    )  # fmt: skip
    assert jsonl.line(row).decode() == json.dumps(plain(row), ensure_ascii=False) + "\n"
    assert build(Quantity, json.loads(jsonl.line(row))) == row
    out = io.BytesIO()
    parquets.write("quantities", [row], out)
    assert pq.read_table(io.BytesIO(out.getvalue())).to_pylist() == [plain(row)]


def test_no_rows_are_a_table_of_no_rows() -> None:
    out = io.BytesIO()
    assert parquets.write("claims", [], out) == 0
    assert pq.read_table(io.BytesIO(out.getvalue())).num_rows == parquets.table("claims", []).num_rows == 0
