"""Files of other projects: what is in them, and what is told of those that are broken. Nothing is half kept."""

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import dateline
from dateline.errors import BadInput, BadRequest, DatelineError
from dateline.formats.exchange.gdelt import EVENT_COLUMNS, MENTION_COLUMNS
from dateline.formats.exchange.polecat import COLUMNS as POLECAT_COLUMNS
from dateline.formats.imports import read
from dateline.formats.imports.keeping import bring
from dateline.lexicon.cameo import plover_of
from dateline.store.imports import Imports
from tests.stores import STORES, new_place

AT = "2026-01-01T00:00:00Z"
RAID = {
    "GLOBALEVENTID": "410", "SQLDATE": "20161212", "Actor1Code": "SYRMIL", "Actor1Name": "SYRIAN ARMY",
    "Actor1CountryCode": "SYR", "Actor1Type1Code": "MIL", "Actor2CountryCode": "SYR", "Actor2Type1Code": "REB",
    "EventCode": "194", "QuadClass": "4", "GoldsteinScale": "-10.0", "NumMentions": "6", "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Idlib, Idlib, Syria", "ActionGeo_CountryCode": "SY", "ActionGeo_Lat": "35.93",
    "ActionGeo_Long": "36.63", "DATEADDED": "20161213101500", "SOURCEURL": "https://example.org/raid",
}  # fmt: skip
MENTION = {
    "GLOBALEVENTID": "410", "MentionTimeDate": "20161213101500", "MentionType": "1", "MentionSourceName": "example.org",
    "MentionIdentifier": "https://example.org/raid", "SentenceID": "2", "Confidence": "80",
}  # fmt: skip
TALKS: dict[str, Any] = {
    "id": "p-1", "date": "2016-12-27", "event": ["CONSULT"], "mode": ["visit", "future"],
    "actor": [
        {"code": "TUR", "sector": "GOV", "identifier_text": "Turkey"}, {"country_name": "Russia", "sector_code": "GOV"},
    ],
    "recipient": [], "event_loc": {"resolved_place": "Moscow", "country_code": "RUS", "lat": 55.75, "lon": 37.62},
    "quad_code": 1, "cite_info": [{"url": "https://example.org/talks"}],
}  # fmt: skip
CLASH = {
    "Event ID": "w-1", "Event Date": "2016-12-12", "Event Type": "ASSAULT", "Event Mode": "heavy-weapons",
    "Intensity": "-9.5", "Quad Code": "MATERIAL CONFLICT", "Actor Name": "Syrian army; Militia",
    "Actor Country": "Syria", "Actor Sectors": "MIL; PRM", "Recipient Name": "None", "Recipient Country": "None",
    "City": "Idlib",
    "Country": "Syria", "Latitude": "35.93", "Longitude": "36.63", "GeoNames ID": "169577", "Publication Date": "None",
}  # fmt: skip


def line(columns: tuple[str, ...], cells: dict[str, str], **other: str) -> str:
    return "\t".join((cells | other).get(column, "") for column in columns) + "\n"


def polecat(**other: str) -> str:
    return "\t".join(POLECAT_COLUMNS) + "\n" + "\t".join((CLASH | other).get(c, "None") for c in POLECAT_COLUMNS) + "\n"


def saved(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_gdelt_events(tmp_path: Path) -> None:
    found = read(saved(tmp_path, "20161213.export.CSV", line(EVENT_COLUMNS, RAID)))
    [one] = found.events
    assert (one.dataset, one.key, one.type, one.mode, one.cameo) == ("gdelt", "410", "ASSAULT", "heavy-weapons", "194")
    assert [p.code for p in (*one.initiators, *one.recipients)] == ["SYR:MIL", "SYR:REB"]
    assert (one.when, one.published, one.country, one.place) == (
        "2016-12-12",
        "2016-12-13",
        "SYR",
        "Idlib, Idlib, Syria",
    )
    assert (one.quad, one.goldstein, one.mentions) == ("material_conflict", -10.0, 6)
    assert one.cited == ("https://example.org/raid",)


def test_gdelt_mentions(tmp_path: Path) -> None:
    [one] = read(saved(tmp_path, "m.CSV", line(MENTION_COLUMNS, MENTION))).mentions
    assert (one.key, one.published, one.outlet, one.sentence, one.confidence) == (
        "410", "2016-12-13", "example.org", 2, 0.8
    )  # fmt: skip


@pytest.mark.parametrize("many", [True, False])
def test_plover_as_lines_or_as_a_list(tmp_path: Path, many: bool) -> None:
    content = json.dumps([TALKS], indent=1) if many else json.dumps(TALKS) + "\n\n"
    [one] = read(saved(tmp_path, "p.json", content)).events
    assert (one.type, one.mode, one.status, one.when) == ("CONSULT", "visit", "planned", "2016-12-27")
    assert [p.code for p in one.initiators] == ["TUR:GOV", "RUS:GOV"]
    assert (one.place, one.country, one.quad) == ("Moscow", "RUS", "verbal_cooperation")


def test_polecat(tmp_path: Path) -> None:
    [one] = read(saved(tmp_path, "p.txt", polecat())).events
    assert [p.code for p in one.initiators] == ["SYR:MIL", "SYR:PRM"] and one.recipients == ()
    assert (one.type, one.mode, one.place, one.country) == ("ASSAULT", "heavy-weapons", "Idlib", "SYR")
    assert (one.geonameid, one.goldstein, one.published) == (169577, -9.5, None)


@pytest.mark.parametrize("code, kind", [
    ("194", "ASSAULT"), ("0872", "RETREAT"), ("057", "AGREE"), ("1246", "REJECT"), ("010", None), ("021", None),
    ("2042", "ASSAULT"), ("93", None),
])  # fmt: skip
def test_cameo_as_plover(code: str, kind: str | None) -> None:
    assert plover_of(code)[0] == kind


@pytest.mark.parametrize("pack", ["zip", "gzip", "parquet"])
def test_packed_files(tmp_path: Path, pack: str) -> None:
    text = polecat().encode()
    out = io.BytesIO()
    if pack == "zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("week.txt", text)
    elif pack == "gzip":
        out.write(gzip.compress(text))
    else:
        names, cells = (row.split("\t") for row in text.decode().splitlines())
        pq.write_table(pa.table({name: [cell] for name, cell in zip(names, cells, strict=True)}), out)
    data = out.getvalue()
    assert [one.key for one in read(saved(tmp_path, "whole", data)).events] == ["w-1"]
    for cut in (len(data) // 2, len(data) - 6):
        with pytest.raises(BadInput, match="cut off"):
            read(saved(tmp_path, "cut", data[:cut]))


BROKEN = [
    pytest.param("x.CSV", line(EVENT_COLUMNS, RAID) + line(EVENT_COLUMNS, RAID)[:40], "ends in the middle of line 2",
                 id="GDELT cut off"),
    pytest.param("x.txt", polecat() + "w-2\t2016-12-1", "ends in the middle of line 3", id="POLECAT cut off"),
    pytest.param("x.jsonl", json.dumps(TALKS) + "\n" + json.dumps(TALKS)[:50], "ends in the middle of line 2",
                 id="JSON lines cut off"),
    pytest.param("x.json", json.dumps([TALKS])[:-9], "no JSON", id="a JSON list cut off"),
    pytest.param("x.CSV", line(EVENT_COLUMNS, RAID, Actor1Name="ÇAVUŞOĞLU").encode("cp1254"), "is not utf-8: line 1",
                 id="another encoding"),
    pytest.param("x.CSV", line(EVENT_COLUMNS, RAID).encode("utf-16"), "is UTF-16", id="UTF-16"),
    pytest.param("x.db", b"SQLite format 3\0" + bytes(80), "no text", id="a database"),
    pytest.param("x.CSV", "\t".join(["1"] * 58) + "\n", r"57 or 58", id="GDELT 1.0"),
    pytest.param("x.csv", "a,b\n1,2\n", "its first line has 1 columns", id="any other table"),
    pytest.param("x.txt", polecat().replace("Event Type", "Kind"), "neither PLOVER", id="a column is missing"),
    pytest.param("x.txt", "", "its first line has 1 columns", id="empty"),
    pytest.param("x.jsonl", '{"id": 1}\n', "no 'date', which PLOVER requires", id="not one row is of use"),
    pytest.param("x.jsonl", "[" * 100_000, "no JSON", id="a hundred thousand brackets"),
]  # fmt: skip


@pytest.mark.parametrize("name, content, words", BROKEN)
def test_broken_files_are_told_and_nothing_is_kept(tmp_path: Path, name: str, content: str | bytes, words: str) -> None:
    path = saved(tmp_path, name, content)
    with dateline.open(tmp_path / "r.db", create=True) as record:
        with pytest.raises(BadInput, match=words):
            bring(record.store, path, at=AT)
        assert Imports(record.store).files() == [] and list(record.rows("imported")) == []


def test_two_files_in_one_archive_are_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a", "x")
        archive.writestr("b", "x")
    with pytest.raises(BadInput, match="holds 2 files"):
        read(tmp_path / "two.zip")


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "a/../../evil.txt", "link"], ids=lambda name: name[:8]
)
def test_names_in_an_archive_lead_nowhere(tmp_path: Path, name: str) -> None:
    """What is in an archive is read from it and never written, whatever it is called; a link is a file like others."""
    inside = zipfile.ZipInfo(name)
    if name == "link":
        inside.external_attr = 0o120777 << 16
    folder = tmp_path / "some" / "where"
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "week.zip", "w") as archive:
        archive.writestr(inside, polecat())
    assert [one.key for one in read(folder / "week.zip").events] == ["w-1"]
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["week.zip"]


@pytest.mark.parametrize("pack", ["zip", "gzip"])
def test_an_archive_in_an_archive_is_no_events(tmp_path: Path, pack: str) -> None:
    """One that holds itself would be unpacked for ever; one step is taken."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("week.txt", polecat())
    data = gzip.compress(gzip.compress(polecat().encode())) if pack == "gzip" else b""
    if pack == "zip":
        outer = io.BytesIO()
        with zipfile.ZipFile(outer, "w") as archive:
            archive.writestr("week.zip", inner.getvalue())
        data = outer.getvalue()
    with pytest.raises(BadInput):
        read(saved(tmp_path, f"two.{pack}", data))


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.formats.imports.files.LARGEST", 10 << 20)
    path = saved(tmp_path, "bomb.gz", gzip.compress(bytes(40 << 20)))
    with pytest.raises(BadInput, match="holds more than 10 MB"):
        read(path)


def test_rows_in_are_rows_kept_and_rows_left_out(tmp_path: Path) -> None:
    rows = [
        line(EVENT_COLUMNS, RAID),
        line(EVENT_COLUMNS, RAID).rstrip("\n") + "\tfight with artillery\n",  # some clients append a description
        line(EVENT_COLUMNS, RAID)[:60] + "\n",
        line(EVENT_COLUMNS, RAID, SQLDATE="20161332"),
        line(EVENT_COLUMNS, RAID, ActionGeo_Lat="north"),
        line(EVENT_COLUMNS, RAID, ActionGeo_Lat="910"),
        line(EVENT_COLUMNS, RAID, EventCode="---"),
    ]
    found = read(saved(tmp_path, "x.CSV", "".join(rows)))
    assert len(found.events) == 2 and found.notes == ("1 lines have more than 61 columns: what is in them is left out",)
    assert found.left_out == {
        "a SQLDATE that is no day": 1, "a latitude that is no number": 1, "a point that is nowhere on Earth": 1,
        "fewer than 61 columns": 1, "no CAMEO code": 1,
    }  # fmt: skip


def test_surplus_columns_of_polecat_are_told(tmp_path: Path) -> None:
    head, row = polecat().splitlines()
    found = read(saved(tmp_path, "x.txt", f"{head}\tWeek\n{row}\t50\n{row}\t50\tmore\n"))
    assert len(found.events) == 1 and found.notes == ("1 columns that POLECAT lacks are left out: Week",)
    assert found.left_out == {"more cells than the header has columns": 1}


def test_a_named_encoding(tmp_path: Path) -> None:
    path = saved(tmp_path, "x.CSV", line(EVENT_COLUMNS, RAID, Actor1Name="ÇAVUŞOĞLU").encode("cp1254"))
    assert read(path, encoding="cp1254").events[0].initiators[0].name == "Çavuşoğlu"
    with pytest.raises(BadInput, match="there is no encoding"):
        read(path, encoding="klingon")


@pytest.mark.parametrize("store", STORES)
def test_imported_events_stay_apart(tmp_path: Path, store: str) -> None:
    path = saved(tmp_path, "gdelt.CSV", line(EVENT_COLUMNS, RAID))
    with dateline.open(new_place(store, tmp_path), create=True) as record:  # type: ignore[arg-type]
        assert bring(record.store, path, at=AT).new and not bring(record.store, path, at=AT).new
        assert list(record.rows("imported")) == list(read(path).events)
        assert not list(record.events()) and not list(record.rows("incidents"))
        saved(tmp_path, "gdelt.CSV", line(EVENT_COLUMNS, RAID, GLOBALEVENTID="411"))
        bring(record.store, path, at=AT)
        assert [one.key for one in record.rows("imported")] == ["411"]  # the newer file of that name
        bring(record.store, saved(tmp_path, "m.CSV", line(MENTION_COLUMNS, MENTION)), at=AT)
        assert [one.key for one in Imports(record.store).mentions()] == ["410"]
        Imports(record.store).remove("gdelt.CSV", at=AT)
        assert list(record.rows("imported")) == []
        with pytest.raises(BadRequest, match="nothing was imported"):
            Imports(record.store).remove("gdelt.CSV", at=AT)
        assert [entry.what for entry in record.store.history.log()][-1] == "remove import"
        assert list(record.store.history.wrong()) == []


def test_quotation_marks_are_letters_in_gdelt(tmp_path: Path) -> None:
    rows = [line(EVENT_COLUMNS, RAID, Actor1Name='"ABU', GLOBALEVENTID=str(n)) for n in range(3)]
    found = read(saved(tmp_path, "x.CSV", "".join(rows)))
    assert [one.initiators[0].name for one in found.events] == ['"Abu'] * 3


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_is_damaged_anywhere_is_told(tmp_path: Path, method: int) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        archive.writestr("a.csv", "1\t2\t3\n" * 200)
    data = whole.getvalue()
    for at in range(0, len(data), 3 if method else 40):
        for value in (0, 255):
            path = saved(tmp_path, "a.zip", data[:at] + bytes([value]) + data[at + 1 :])
            try:
                read(path)
            except DatelineError as problem:
                assert problem.what and problem.do
