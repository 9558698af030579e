"""A signed manifest: somebody with the public key alone finds every kind of change, and no change in what only grew."""

import copy
import hashlib
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.ask.check import check
from dateline.ask.people import delete_person
from dateline.ask.proof import is_signed_by, manifest, new_key, read_manifest, sign, verify
from dateline.ask.review import accept
from dateline.errors import BadRequest
from dateline.ids import make_id
from dateline.records import Reading
from dateline.store.record import Record
from tests.stores import Place, without_triggers

AT, LATER = "2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z"
TEXTS = ("The truce holds, Karim Haddad said on Friday.", "Rebels shelled Idlib, the ministry said.")


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "signing.key"
    new_key(path)
    return path


def public(key: Path) -> Path:
    return key.with_name(key.name + ".pub")


def add(record: Record, reading_of: Callable[..., Reading], text: str, at: str = AT) -> None:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    read = reading_of(text, published="2016-12-17", sha256=sha256, id=make_id("reports", sha256))
    record.add(read, text.encode(), at=at)


@pytest.fixture
def record(place: Place, reading_of: Callable[..., Reading]) -> Record:
    made = Record(place(), create=True)
    for text in TEXTS:
        add(made, reading_of, text)
    return made


def signed(record: Record, key: Path) -> dict[str, Any]:
    return json.loads(json.dumps(sign(manifest(record, at=AT), key)))  # type: ignore[no-any-return]


def test_keys(key: Path) -> None:
    assert key.stat().st_mode & 0o777 == 0o600 and b"PRIVATE" in key.read_bytes()
    assert b"PRIVATE" not in public(key).read_bytes()
    with pytest.raises(BadRequest, match="not written over"):
        new_key(key)


def test_what_is_as_it_was(record: Record, key: Path) -> None:
    made = signed(record, key)
    found = verify(record, made, public(key))
    assert (found.problems, found.notes, found.reports, found.entries) == ((), (), 2, 2)
    assert "Haddad" not in json.dumps(made)


def test_what_came_since_is_no_fault(record: Record, key: Path, reading_of: Callable[..., Reading]) -> None:
    made = signed(record, key)
    record.database.tidy = lambda: None  # type: ignore[method-assign]
    add(record, reading_of, "Turkey and Russia met in Moscow.", LATER)
    accept(record, next(record.rows("claims")).id, who="desk", at=LATER)
    delete_person(record, "Karim Haddad", reason="asked", who="desk", at=LATER)
    record.delete(record.find_report(next(r.id for r in record.rows("reports") if "Idlib" in r.text)).id,
                  reason="asked", who="desk", at=LATER)  # fmt: skip
    found = verify(record, made, public(key))
    assert found.problems == ()
    told = " ".join(found.notes)
    assert "came since" in told and "(delete person)" in told and "deleted on request" in told


CHANGES = {
    "a row": "UPDATE claims SET text = 'Nothing.'",
    "a row's end": "UPDATE claims SET tx_out = 1",
    "a row deleted": "DELETE FROM events",
    "the text": "UPDATE reports SET text = 'Nothing.'",
    "the headline": "UPDATE reports SET headline = 'Else'",
    "a report hidden": "UPDATE reports SET tx_out = 2 WHERE id = (SELECT min(id) FROM reports)",
    "the log": "UPDATE transactions SET at = '2020-01-01T00:00:00Z' WHERE id = 1",
    "the log cut": "DELETE FROM transactions WHERE id = 2",
    "the log written anew": "UPDATE transactions SET digest = 'x' WHERE id = 2",
    "a note of a deletion": "INSERT INTO tombstones (report, at, reason) SELECT min(id), 'x', 'y' FROM reports",
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_found(record: Record, key: Path, change: str) -> None:
    made = signed(record, key)
    more = ["UPDATE reports SET tx_out = 2 WHERE id = (SELECT min(id) FROM reports)"]  # no tombstone excuses it
    if change == "the log cut":  # with all that it brought
        more = ["PRAGMA foreign_keys = OFF"] if isinstance(record.path, Path) else []
    without_triggers(record.path, CHANGES[change], *(more if change.startswith(("the log cut", "a note")) else []))
    assert verify(record, made, public(key)).problems != ()


@pytest.mark.parametrize(
    "changed", ["raw = :raw", "raw = :raw, sha256 = :sha256"], ids=["other bytes", "with a hash that fits"]
)
def test_the_kept_bytes_count(record: Record, key: Path, changed: str) -> None:
    made = signed(record, key)
    known = {"raw": zlib.compress(b"else"), "sha256": hashlib.sha256(b"else").hexdigest()}
    record.database.run(f"UPDATE originals SET {changed}", {name: known[name] for name in known if name in changed})
    for found in (verify(record, made, public(key)).problems, list(check(record))):
        assert len([one for one in found if "not those that were read" in one]) == len(TEXTS)


def test_bytes_that_are_not_kept_any_more(record: Record, key: Path) -> None:
    made = signed(record, key)
    free = ["PRAGMA foreign_keys = OFF"] if isinstance(record.path, Path) else []
    without_triggers(record.path, *free, "DELETE FROM originals")
    for found in (verify(record, made, public(key)).problems, list(check(record))):
        assert len([one for one in found if "its bytes are not kept" in one]) == len(TEXTS)


def test_a_changed_manifest_or_another_key(record: Record, key: Path, tmp_path: Path) -> None:
    made = signed(record, key)
    new_key(tmp_path / "other.key")
    assert not is_signed_by(made, tmp_path / "other.key.pub")
    changes: tuple[Callable[[dict[str, Any]], Any], ...] = (
        lambda m: m["reports"].popitem(),
        lambda m: m["log"].update(head="0" * 64),
        lambda m: m.update(made_at=LATER),
        lambda m: m["signature"].update(value="AAAA"),
        lambda m: m["signature"].update(value=7),
        lambda m: m.update(signature={}),
        lambda m: m.update(more=1),
    )
    for change in changes:
        other = copy.deepcopy(made)
        change(other)
        assert not is_signed_by(other, public(key))
        assert "not signed with this key" in verify(record, other, public(key)).problems[0]


def test_another_record(record: Record, place: Place, key: Path, reading_of: Callable[..., Reading]) -> None:
    made = signed(record, key)
    with Record(place(), create=True) as other:
        other.add(reading_of("Turkey and Russia met."), b"1", at=AT)
        told = " ".join(verify(other, made, public(key)).problems)
    assert "another record" in told and "is not in the record" in told


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", "null", '{"form": "x"}', "[" * 100_000, '{"form": "dateline manifest 1", "log": []}']
)
def test_what_is_no_manifest(tmp_path: Path, content: str) -> None:
    (tmp_path / "m.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadRequest, match="manifest"):
        read_manifest(tmp_path / "m.json")


def test_what_is_no_key(record: Record, key: Path, tmp_path: Path) -> None:
    made = manifest(record, at=AT)
    (tmp_path / "k").write_text("no key", encoding="utf-8")
    (tmp_path / "k").chmod(0o600)
    with pytest.raises(BadRequest, match="no secret key"):
        sign(made, tmp_path / "k")
    with pytest.raises(BadRequest, match="cannot be read"):
        sign(made, tmp_path / "none")
    open_to_all = tmp_path / "open.key"
    open_to_all.write_bytes(key.read_bytes())
    open_to_all.chmod(0o644)
    with pytest.raises(BadRequest, match="others can read"):
        sign(made, open_to_all)
    with pytest.raises(BadRequest, match="no public key"):
        is_signed_by(sign(made, key), key)


def test_what_is_not_sound_is_not_signed(record: Record) -> None:
    without_triggers(record.path, "UPDATE claims SET text = 'Nothing.'")
    with pytest.raises(BadRequest, match="not what its log says"):
        manifest(record, at=AT)
