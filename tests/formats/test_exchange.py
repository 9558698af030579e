"""Formats of other tools: each read back by a reader of that format, with its rows counted and its gaps told."""

import csv
import importlib.util
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import hxl
import icalendar
import prov.model
import pytest

from dateline.errors import BadRequest
from dateline.formats import write
from dateline.formats.exchange import EXCHANGE, acled, ethprio, gdelt, phoenix, polecat, ucdp
from dateline.formats.exchange.common import Written
from dateline.joining.actors import actors
from dateline.joining.dossiers import ceasefires
from dateline.lexicon import actors as actor_table
from dateline.records import Reading
from tests.command import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
FIELDS = ROOT.parent / "shared" / "fields.json"
TEXT = (
    "Truce holds for a second day\n\n"
    "The Syrian army shelled the town of Idlib on 12 December, killing at least 14 civilians, Harbour Monitor said. "
    "“=SUM(A1) is no way to count the dead,” its spokesman Karim Haddad told reporters. Turkey and Russia will meet in "
    "Moscow on 27 December. Up to 10,500 people were evacuated from Aleppo on 13 December. Rebels denied that they had "
    "shelled Aleppo on 11 December. The Syrian army announced a humanitarian truce in Aleppo on 13 December."
)


@dataclass(frozen=True)
class Memory:
    """Rows of one reading."""

    reading: Reading

    def rows(self, kind: str) -> Iterator[Any]:
        if kind == "reports":
            return iter((self.reading.report,))
        if kind == "actors":
            return iter(actors(self.reading.mentions, actor_table.load()))
        if kind == "ceasefires":
            return iter(ceasefires((self.reading,)))
        return iter(getattr(self.reading, kind))


@pytest.fixture(scope="module")
def source(reading_of: Callable[..., Reading]) -> Memory:
    return Memory(reading_of(TEXT, published="2016-12-14", outlet="Example Courier", headline="Truce holds"))


def written(source: Memory, form: str, kind: str) -> tuple[bytes, Written]:
    out = io.BytesIO()
    answer = write(form, kind, source, out)
    return out.getvalue(), answer


def tsv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter="\t"))


@pytest.mark.parametrize("form, kind", [(form, kind) for form, known in EXCHANGE.items() for kind in known.kinds])
def test_every_format_says_what_it_wrote(source: Memory, form: str, kind: str) -> None:
    data, answer = written(source, form, kind)
    assert data and answer.rows > 0, answer
    assert written(source, form, kind) == (data, answer)  # the same again


@pytest.mark.parametrize("form", ["acled", "gdelt", "phoenix", "plover", "polecat", "ucdp", "icalendar", "geojson"])
def test_rows_in_are_rows_out_and_rows_left_out(source: Memory, form: str) -> None:
    _, answer = written(source, form, "events")
    assert answer.rows + sum(answer.skipped.values()) == len(source.reading.events)


@pytest.mark.parametrize(
    "columns, name, count",
    [
        (gdelt.EVENT_COLUMNS, "gdelt2_events", 61),
        (gdelt.MENTION_COLUMNS, "gdelt2_mentions", 16),
        (polecat.COLUMNS, "polecat", 40),
        (phoenix.COLUMNS, "phoenix", 26),
        (acled.COLUMNS, "acled", 31),
        (ucdp.COLUMNS, "ucdp_ged", 49),
        (ethprio.COLUMNS, "eth_prio_cf_2022", 87),
    ],
)
def test_columns_are_those_of_the_format(columns: tuple[str, ...], name: str, count: int) -> None:
    assert len(columns) == count
    if FIELDS.exists():
        assert list(columns) == json.loads(FIELDS.read_text(encoding="utf-8"))[name]


def test_gdelt_events_and_mentions_belong_together(source: Memory) -> None:
    events, mentions = (tsv(written(source, "gdelt", kind)[0]) for kind in ("events", "mentions"))
    assert {len(row) for row in events} == {61} and {len(row) for row in mentions} == {16}
    assert {row[0] for row in mentions} == {row[0] for row in events}
    for row in mentions:  # exact offsets into our own text
        assert TEXT[int(row[9])].isalpha()
    raid = next(row for row in events if row[gdelt.EVENT_COLUMNS.index("EventCode")] == "194")
    assert raid[1:4] == ["20161212", "201612", "2016"]
    assert raid[4] == "2016.9507"
    assert raid[gdelt.EVENT_COLUMNS.index("QuadClass")] == "4"


def test_polecat_writes_none_for_what_is_missing(source: Memory) -> None:
    head, *rows = tsv(written(source, "polecat", "events")[0])
    assert head == list(polecat.COLUMNS)
    assert all(cell for row in rows for cell in row)
    assert {row[head.index("Actor COW")] for row in rows} == {"None"}


def test_acled_counts_the_dead_once_and_says_machine_coded(source: Memory) -> None:
    rows = list(csv.DictReader(io.StringIO(written(source, "acled", "events")[0].decode(), newline="")))
    raid = next(row for row in rows if row["sub_event_type"] == "Shelling/artillery/missile attack")
    assert (raid["event_date"], raid["fatalities"]) == ("2016-12-12", "14")
    assert raid["notes"].startswith("machine-coded") and "dead: low 14, high not told" in raid["notes"]
    assert not re.fullmatch(r"[A-Z]{3}\d+", raid["event_id_cnty"])  # nothing that looks like an official id


def test_ucdp_holds_deaths_and_who_said_so_and_chooses_no_best(source: Memory) -> None:
    [raid] = csv.DictReader(io.StringIO(written(source, "ucdp", "events")[0].decode(), newline=""))
    assert (raid["low"], raid["high"], raid["best"]) == ("14", "", "")
    assert raid["source_original"] == "Harbour Monitor"
    assert raid["source_article"] == '"Example Courier,2016-12-14,Truce holds"'


def test_plover_has_the_fields_it_requires_and_our_status(source: Memory) -> None:
    rows = [json.loads(line) for line in written(source, "plover", "events")[0].splitlines()]
    assert all({"id", "date", "actor", "event"} <= row.keys() for row in rows)
    meeting = next(row for row in rows if row["event"] == ["CONSULT"])
    assert "future" in meeting["mode"] and meeting["date"] == "2016-12-27"
    assert {entity["code"] for entity in (*meeting["actor"], *meeting["recipient"])} >= {"TUR", "RUS"}


def test_geojson_puts_longitude_first_and_says_how_precise(source: Memory) -> None:
    for kind in ("events", "places"):
        collection = json.loads(written(source, "geojson", kind)[0])
        assert collection["type"] == "FeatureCollection" and "crs" not in collection
        for feature in collection["features"]:
            lon, lat = feature["geometry"]["coordinates"]
            assert -180 <= lon <= 180 and -90 <= lat <= 90
            assert feature["properties"]["place_precision_m"] > 0
    aleppo = next(f for f in collection["features"] if f["properties"]["place"] == "Aleppo")
    assert [round(c) for c in aleppo["geometry"]["coordinates"]] == [37, 36]


@pytest.mark.parametrize("kind", ["claims", "events", "quantities"])
def test_web_annotations_are_found_again_by_either_selector(source: Memory, kind: str) -> None:
    for line in written(source, "webannotation", kind)[0].splitlines():
        note = json.loads(line)
        assert note["@context"] == "http://www.w3.org/ns/anno.jsonld" and note["type"] == "Annotation"
        targets = note["target"] if isinstance(note["target"], list) else [note["target"]]
        for target in targets:
            quote, position = target["selector"]
            assert TEXT[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in TEXT


def test_schema_org_rates_nothing(source: Memory) -> None:
    rows = [json.loads(line) for line in written(source, "schemaorg", "claims")[0].splitlines()]
    assert all("Claim" in row["@type"] and row["appearance"]["@type"] == "NewsArticle" for row in rows)
    assert "Rating" not in json.dumps(rows) and "ClaimReview" not in json.dumps(rows)
    quoted = next(row for row in rows if "no way to count" in row["text"])
    assert quoted["author"][0]["name"] == "Karim Haddad"


def test_prov_is_read_by_its_own_library(source: Memory) -> None:
    data, answer = written(source, "prov", "claims")
    document = prov.model.ProvDocument.deserialize(io.StringIO(data.decode()))
    derived = list(document.get_records(prov.model.ProvDerivation))
    assert len(derived) == answer.rows == len(source.reading.claims)
    assert "Karim Haddad" in document.get_provn()


def test_hxl_is_read_by_its_own_library(source: Memory) -> None:
    data, answer = written(source, "hxl", "quantities")
    rows = list(hxl.data(io.BytesIO(data)))
    assert len(rows) == answer.rows
    assert {(row.get("#affected+killed+min"), row.get("#affected+evacuated+max")) for row in rows} >= {
        ("14", None),
        (None, "10500"),
    }
    assert all(
        re.fullmatch(r"\d*", row.get(f"#affected+{name}") or "")
        for row in rows
        for name in ("killed+min", "evacuated+max")
    )


def test_icalendar_is_read_by_its_own_library(source: Memory) -> None:
    calendar = icalendar.Calendar.from_ical(written(source, "icalendar", "events")[0])
    [entry] = calendar.walk("VEVENT")
    assert str(entry["dtstart"].dt) == "2016-12-27" and str(entry["dtend"].dt) == "2016-12-28"
    assert "Turkey" in entry["summary"] and entry["location"] == "Moscow"


def test_ethprio_tells_what_is_known_of_a_truce_and_guesses_no_day(source: Memory) -> None:
    data, _ = written(source, "ethprio", "ceasefires")
    [truce] = csv.DictReader(io.StringIO(data.decode(), newline=""))
    assert (truce["actor_name"], truce["location"], truce["p_humanitarian"]) == ("Syrian army", "Syria", "1")
    assert [truce[f"cf_dec_{part}"] for part in ("yr", "month", "day")] == ["2016", "12", "13"]
    assert [truce[f"cf_effect_{part}"] for part in ("yr", "month", "day")] == ["0", "0", "0"]
    assert (truce["mediator_nego"], truce["written"], truce["partial"]) == ("-1", "-1", "1")
    assert truce["side"] == truce["timing"] == truce["ended"] == truce["end_yr"] == ""
    assert truce["evidence_onset"] == "Example Courier, 2016-12-14" and truce["comment"].startswith("machine-coded")


@pytest.mark.parametrize("when, parts", [
    ("2016-12-13", (2016, 12, 13)), ("2016-12", (2016, 12, 0)), ("2016", (2016, 0, 0)), (None, (0, 0, 0)),
    ("2016-12-12/2016-12-13", (2016, 12, 0)), ("../2016-12-13", (0, 0, 0)), ("2016-12-31/2017-01-01", (0, 0, 0)),
])  # fmt: skip
def test_unknown_parts_of_a_date_are_nought(when: str | None, parts: tuple[int, int, int]) -> None:
    assert ethprio._date(when) == parts


def test_ethprio_tells_why_a_ceasefire_is_left_out(source: Memory) -> None:
    whole = list(source.rows("ceasefires"))

    @dataclass(frozen=True)
    class Poor(Memory):
        def rows(self, kind: str) -> Iterator[Any]:
            if kind != "ceasefires":
                return super().rows(kind)
            return iter((*whole, replace(whole[0], party=None), replace(whole[0], declared=None, effective=None)))

    assert write("ethprio", "ceasefires", Poor(source.reading), io.BytesIO()) == Written(
        1,
        {
            "no declaring side by name: the data has one row for each": 1,
            "no year in which it was declared or took effect": 1,
        },
    )


def test_citations(source: Memory) -> None:
    bibtex = written(source, "bibtex", "reports")[0].decode()
    assert "title = {Truce holds}" in bibtex and "year = {2016}" in bibtex and bibtex.count("{") == bibtex.count("}")
    [item] = json.loads(written(source, "csl", "reports")[0])
    assert item["issued"] == {"date-parts": [[2016, 12, 14]]} and item["container-title"] == "Example Courier"


def test_ninjs_has_text_people_and_places(source: Memory) -> None:
    [item] = [json.loads(line) for line in written(source, "ninjs", "reports")[0].splitlines()]
    assert item["uri"].startswith("urn:dateline:rep-") and item["bodies"][0]["value"] == TEXT
    assert "Karim Haddad" in {person["name"] for person in item["people"]}
    assert "Aleppo" in {place["name"] for place in item["places"]}


def test_followthemoney_validates(source: Memory) -> None:
    """By the format's own package: here, or in the environment that .ci/run makes for it, as it has to be built."""
    apart = ROOT / ".venv-followthemoney" / "bin" / "python"
    if not apart.exists() and importlib.util.find_spec("followthemoney") is None:
        why = "followthemoney is not installed: it needs ICU to be built (.ci/followthemoney.sh installs it)"
        if os.environ.get("CI"):
            pytest.fail(f"{why}; CI does not allow to skip it")
        pytest.skip(why)
    python = str(apart) if apart.exists() else sys.executable
    lines = written(source, "ftm", "all")[0]
    command = [python, str(Path(__file__).with_name("followthemoney_valid.py"))]
    done = subprocess.run(command, input=lines, capture_output=True, timeout=PATIENCE)
    assert (done.returncode, int(done.stdout or 0)) == (0, len(lines.splitlines())), done.stderr.decode()[-2000:]
    wrong = re.sub(rb'("schema": ?)"Event"', rb'\1"Nothing"', lines)
    assert subprocess.run(command, input=wrong, capture_output=True, timeout=PATIENCE).returncode != 0


def test_followthemoney_entities_point_at_entities(source: Memory) -> None:
    rows = [json.loads(line) for line in written(source, "ftm", "all")[0].splitlines()]
    ids = {row["id"] for row in rows}
    assert len(ids) == len(rows)
    for row in rows:
        assert all(isinstance(value, str) and value for values in row["properties"].values() for value in values)
        for name in ("proof", "involved", "entity"):
            assert set(row["properties"].get(name, ())) <= ids


@pytest.mark.parametrize("form", ["acled", "ucdp", "hxl", "ethprio"])
def test_no_cell_of_a_spreadsheet_is_a_formula(source: Memory, form: str) -> None:
    [kind] = EXCHANGE[form].kinds
    for row in csv.reader(io.StringIO(written(source, form, kind)[0].decode(), newline="")):
        assert not any(re.match(r"[=+@\t\r]|-\D", cell) for cell in row)


def test_a_kind_that_a_format_does_not_carry(source: Memory) -> None:
    with pytest.raises(BadRequest, match="gdelt carries no claims; export events or mentions"):
        written(source, "gdelt", "claims")
