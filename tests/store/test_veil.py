"""Names that are withheld: in every kind of row, with places that fit the text as shown; the record is untouched."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import dateline
from dateline.ask.check import problems
from dateline.ask.kinds import EXPORTED, rows_of
from dateline.ask.people import mark, unmark
from dateline.ask.review import accept, listed
from dateline.ask.why_any import why_any
from dateline.errors import BadRecord, BadRequest
from dateline.plain import plain
from dateline.records import Reading
from dateline.run import join_new
from dateline.store.record import Record
from dateline.store.then import as_of
from dateline.store.veil import veiled, withheld
from tests.stores import Place

AT, LATER = "2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z"
TEXTS = (
    "Karim Haddad: the road is open\n\n“The road is open,” Karim Haddad, a spokesman for the relief office, said on "
    "Friday. Haddad denied that 12 people were killed in Idlib. HADDAD met the Turkish minister in Moscow.",
    "The Turkish minister met Karim Haddad in Moscow on Friday. He said that nobody was killed in Idlib.",
    "Turkey and Russia met in Moscow on Friday, the ministry said.",
)


@pytest.fixture
def record(place: Place, reading_of: Callable[..., Reading]) -> Record:
    made = Record(place(), create=True)
    for n, text in enumerate(TEXTS):
        source = "karim-haddad.txt" if n == 0 else f"{n}.txt"
        made.add(reading_of(text, published=f"2016-12-1{n + 5}", source=source), text.encode(), at=AT)
    made.set_aside("haddad.pdf", "no text of Karim Haddad", "scan it", sha256="1", raw=None, at=AT)
    accept(made, next(made.rows("claims")).id, who="desk", at=AT, reason="Haddad said so")
    join_new(made, clock=lambda: AT)
    return made


def told(record: Record) -> str:
    rows = {kind: [plain(row) for row in rows_of(record, kind)] for kind in EXPORTED}
    more = [plain(one) for one in listed(record)], record.waiting(), [plain(one) for one in record.history.log()]
    return json.dumps([rows, more], ensure_ascii=False)


def test_nothing_is_shown_of_a_marked_name(record: Record) -> None:
    before = told(record)
    one = mark(record, "Karim Haddad", reason="Karim Haddad asked", who="desk", at=LATER)
    shown = veiled(record)
    assert "addad" not in told(shown).replace("ADDAD", "addad") and "[name withheld 1]" in told(shown)
    assert before.count("Karim Haddad") < told(record).count("Karim Haddad")  # the record keeps it
    for report in shown.rows("reports"):
        assert [p for p in problems(shown.reading(report.id)) if "mentions" not in p] == []
    claim = next(c for c in shown.rows("claims") if c.text.startswith("12 people") or "people were killed" in c.text)
    assert [p.name for p in claim.sources] == [one.label]
    assert "addad" not in str(why_any(shown, claim.id)) and veiled(shown) is shown
    assert {r.id for r in shown.rows("events")} == {r.id for r in record.rows("events")}


def test_as_of_a_day_and_at_an_instant_too(record: Record) -> None:
    mark(record, "Karim Haddad", reason="asked", who=None, at=LATER)
    for shown in (as_of(veiled(record), "2016-12-16"), veiled(as_of(record, "2016-12-16"))):
        assert len(list(shown.rows("reports"))) == 2
        assert "addad" not in json.dumps([plain(r) for kind in EXPORTED for r in rows_of(shown, kind)])
    with Record(record.path, read_by=AT) as then:
        assert "addad" not in json.dumps([plain(row) for row in veiled(then).rows("claims")])


def test_marks_come_and_go_and_the_log_says_so(record: Record) -> None:
    assert veiled(record) is record
    one = mark(record, "Karim Haddad", reason="asked", who="desk", at=LATER)
    assert (one.number, one.label) == (1, "[name withheld 1]") and withheld(record) == [one]
    with pytest.raises(BadRequest, match="already"):
        mark(record, "Karim Haddad", reason="again", who="desk", at=LATER)
    for name, words in (("Nobody Else", "no actor"), ("Turkey", "no person")):
        with pytest.raises(BadRequest, match=words):
            mark(record, name, reason="x", who=None, at=LATER)
    assert unmark(record, "haddad", reason="agreed", who="desk", at=LATER) == one
    assert veiled(record) is record and list(record.history.wrong()) == []
    with pytest.raises(BadRequest, match="nobody is withheld"):
        unmark(record, "1", reason="x", who=None, at=LATER)
    assert mark(record, "Karim Haddad", reason="again", who="desk", at=LATER).number == 2
    assert [e.what for e in record.history.log()][-3:] == ["withhold", "no longer withhold", "withhold"]


def test_what_is_shown_is_not_written(record: Record, reading_of: Callable[..., Reading]) -> None:
    mark(record, "Karim Haddad", reason="asked", who=None, at=LATER)
    shown = veiled(record)
    row = next(shown.rows("events"))
    for write in (
        lambda: shown.add(reading_of("A truce."), b"", at=LATER),
        lambda: accept(shown, row.id, who="Ada", at=LATER),
        lambda: shown.delete(row.report, reason="x", who=None, at=LATER),
        lambda: shown.join(rules="x", at=LATER),
    ):
        with pytest.raises(BadRecord, match="cannot be written"):
            write()


def test_the_library_withholds_unless_asked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXTS[0], encoding="utf-8")
    with dateline.open(tmp_path / "r.db", create=True) as record:
        record.read([tmp_path / "a.txt"], published="2016-12-17")
        mark(record.store, "Karim Haddad", reason="asked", who=None, at=LATER)
        for form in ("jsonl", "csv", "prov", "webannotation", "schemaorg", "parquet"):
            record.export("claims", tmp_path / form, format=form)
            assert b"addad" not in (tmp_path / form).read_bytes()
        assert "addad" not in str(list(record.claims())) + record.document("a.txt").text
        assert record.claims(said_by="Haddad").count() > 0  # a question is answered; the name is not shown
    with dateline.open(tmp_path / "r.db", show_names=True) as record:
        assert "Karim Haddad" in str(list(record.claims()))
