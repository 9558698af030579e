"""Dateline from Python: a text without a file, a record with lazy rows, the same answers as the command line."""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dateline
from dateline.errors import BadInput, BadRequest, DatelineError
from dateline.plain import plain
from tests.command import dateline as command

TEXT = (
    "Turkey and Russia will meet in Moscow on 27 December. “The road is open,” Karim Haddad, a spokesman for the "
    "relief office, said on Friday. Rebels shelled Idlib on 11 December, the ministry said."
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    (folder / "talks.txt").write_text(TEXT, encoding="utf-8")
    with dateline.open(folder / "r.db", create=True) as record:
        counts = record.read([folder / "talks.txt"], published="2016-12-17")
        assert counts == {"read": 1, "unchanged": 0, "set aside": 0}
    return folder / "r.db"


def test_a_text_without_any_file() -> None:
    doc = dateline.read(TEXT, published="2016-12-17", outlet="Example Courier")
    assert [p.name for p in doc.claims[0].sources] == ["Karim Haddad"]
    assert doc.text == TEXT and doc.report.outlet == "Example Courier"
    assert "Karim Haddad" in " ".join(words for _, words in doc.why(doc.claims[0].id).lines)
    with pytest.raises(AttributeError, match="it has passages"):
        doc.spells  # noqa: B018
    with pytest.raises(BadInput):
        dateline.read("   ")
    with pytest.raises(BadInput):
        dateline.read(TEXT, published="soon")


def test_rows_are_lazy_and_sliceable(path: Path) -> None:
    with dateline.open(path) as record:
        events = record.events()
        assert len(events) == events.count() == len(list(events)) > 1
        assert events[0] == next(iter(events)) and events[-1] == list(events)[-1]
        assert list(events[1:]) == list(events)[1:] and list(events[:1][0:5]) == list(events)[:1]
        with pytest.raises(IndexError):
            events[99]
        with pytest.raises(BadRequest):
            events[::2]


def test_fields_and_queries_ask_the_same(path: Path) -> None:
    with dateline.open(path) as record:
        [said] = record.claims(said_by="Haddad")
        assert list(record.claims("said-by:Haddad")) == [said]
        assert record.claims(said_by="Haddad", as_of="2016-12-16").count() == 0
        assert [e.type for e in record.events("idlib", type="ASSAULT")] == ["ASSAULT"]
        assert record.claims(said_by="Haddad").explain() == "claims with said-by:Haddad"
        with pytest.raises(BadRequest, match="there is no field 'said'"):
            record.claims(said="Haddad")


def test_tables(path: Path) -> None:
    with dateline.open(path) as record:
        table = record.claims().to_arrow()
        assert table.num_rows == record.claims().count()
        assert table.column("id").to_pylist() == [claim.id for claim in record.claims()]


def test_notebooks_show_text_as_text() -> None:
    doc = dateline.read("“<script>alert(1)</script> is no answer,” the minister said.")
    for page in (doc._repr_html_(), doc.claims._repr_html_()):
        assert "<script>" not in page and "&lt;script&gt;" in page
    assert "<mark" in doc._repr_html_()


def test_the_command_line_gives_the_same_rows(path: Path) -> None:
    with dateline.open(path) as record:
        for kind in ("claims", "events", "actors", "times"):
            exported = [json.loads(line) for line in command("export", kind, record=path).stdout.splitlines()]
            assert exported == [json.loads(json.dumps(plain(row))) for row in record.rows(kind)]
        found = json.loads(command("find", "idlib", "--kind", "events", "--json", record=path).stdout)["found"]
        assert [row["id"] for row in found] == [event.id for event in record.events("idlib")]
        shown = json.loads(command("show", "talks", "--json", record=path).stdout)
        assert shown["claims"] == [json.loads(json.dumps(plain(c))) for c in record.document("talks").claims]


def test_importing_loads_nothing() -> None:
    code = "import sys, dateline; print([m for m in ('spacy', 'pyarrow', 'sqlite3', 'rich') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_a_data_frame_needs_pandas_or_polars(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, name, None)
    with dateline.open(path) as record, pytest.raises(DatelineError, match="needs pandas or polars, and neither"):
        record.claims().to_df()


def test_exports_and_comparisons_are_those_of_the_command_line(path: Path, tmp_path: Path) -> None:
    with dateline.open(path) as record:
        for kind, form in (("claims", "csv"), ("events", "plover"), ("claims", "prov")):
            written = record.export(kind, tmp_path / "ours", format=form)
            done = command("export", kind, "--format", form, "-o", str(tmp_path / "its"), record=path)
            assert done.returncode == 0 and (tmp_path / "ours").read_bytes() == (tmp_path / "its").read_bytes()
            assert f"{written.rows} {kind}" in done.stderr
        record.export("events", tmp_path / "plover.jsonl", format="plover")
        found = record.compare(tmp_path / "plover.jsonl")
        told = json.loads(command("compare", str(tmp_path / "plover.jsonl"), "--json", record=path).stdout)
        assert told["both"] == json.loads(json.dumps(plain(found)))["both"] and len(found.both) > 0
        with pytest.raises(BadRequest, match="acled carries no claims"):
            record.export("claims", tmp_path / "x", format="acled")


def test_review_is_that_of_the_command_line(path: Path, tmp_path: Path) -> None:
    """Each command of `dateline review` that says something of a row is a call of the record, with the same result."""
    ours, its = (Path(shutil.copy(path, tmp_path / name)) for name in ("ours.db", "its.db"))
    with dateline.open(ours) as record:
        events, claims = list(record.events()), list(record.claims())
        queued = json.loads(command("review", "list", "--by", "doubt", "--json", record=its).stdout)
        assert [one.id for one in record.queue("doubt")] == [one["id"] for one in queued]
        assert record.accept(claims[0].id, who="Ada", seen=record.version(claims[0].id)).verdict == "accept"
        record.correct(events[0].id, {"date": "2016-12-08"}, who="Ada", reason="seen")
        record.reject(events[1].id, who="Ada", reason="no such thing")
        record.undo(who="Ada")
        record.join()
        groups = [one.id for one in record.rows("incidents")[:2]]
        members = [event for one in record.rows("incidents")[:2] for event in one.events]
        record.merge(groups, who="Ada")
        [both] = [one for one in record.rows("incidents") if set(members) <= set(one.events)]
        record.split(both.id, members[1:], who="Ada")
        command("links", record=its)  # which joins
        for asked in (
            ("accept", claims[0].id), ("correct", events[0].id, "date=2016-12-08", "--reason", "seen"),
            ("reject", events[1].id, "--reason", "no such thing"), ("undo",), ("merge", *groups),
            ("split", both.id, *members[1:]),
        ):  # fmt: skip
            done = command("review", *asked, "--as", "Ada", record=its)
            assert done.returncode == 0, done.stderr
        with dateline.open(its) as other:
            kept = [[(one.review.verdict, one.review.row, one.state) for one in r.reviewed()] for r in (record, other)]
            assert kept[0] == kept[1] and [verdict for verdict, _, _ in kept[0]] == (
                ["accept", "correct", "reject", "merge", "split"]
            )
            for kind in ("claims", "events", "incidents"):
                assert list(record.rows(kind)) == list(other.rows(kind))


def test_every_verdict_of_the_command_line_is_a_call() -> None:
    from dateline.cli.review import review

    calls = {name for name in dir(dateline.library.Record) if not name.startswith("_")}
    assert {"accept", "correct", "reject", "merge", "split", "undo"} <= calls & set(review.commands)
    assert {"queue", "reviewed", "version"} <= calls


def test_commands_are_a_thin_layer() -> None:
    """They read options, call, print; what they know stands in folders that Python finds as well."""
    for file in sorted((Path(dateline.__file__).parent / "cli").glob("*.py")):
        nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        modules = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
        modules |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        works = [name for name in modules if name.startswith(("dateline.reading", "dateline.language", "spacy"))]
        assert works == [] and not modules & {"sqlite3", "pyarrow", "csv"}, file.name
        functions = (node for node in nodes if isinstance(node, ast.FunctionDef))
        assert [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= 60] == [], file.name
