"""What a publisher changed is found, word by word, and nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ask.versions import Changes, _words, changes
from dateline.errors import BadRequest
from dateline.intake.raw import raw
from dateline.run import read_all
from dateline.store.record import Record

OLD = "Truce holds\n\nThe envoy said on Friday that 12 buses left the town.\n\nTalks go on.\n"
NEW = "Truce holds\n\nThe envoy said on Friday that 20 buses left the town.\n\nTalks go on.\nMore follows.\n"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Changes, Path]:
    path = tmp_path_factory.mktemp("versions") / "record.db"
    with Record(path, create=True) as record:
        inputs = [raw("page.txt", "text", text.encode()) for text in (OLD, NEW)] + [
            raw("x.txt", "text", b"Other words.")
        ]
        clock = iter([f"2026-01-01T00:00:0{n}Z" for n in range(9)])
        ids = [fate.report for fate in read_all(record, inputs, clock=lambda: next(clock))]
        assert ids[0] and ids[1] and ids[2]
        with pytest.raises(BadRequest, match="not read under the name"):
            changes(record, ids[0], ids[2])
        return changes(record, ids[1], ids[0]), path


def test_the_words_that_changed(found: tuple[Changes, Path]) -> None:
    pieces = [piece for one in found[0].stretches for piece in one.pieces]
    assert [(p.kind, p.words) for p in pieces if p.kind != "same"] == [
        ("old", "12"), ("new", "20"), ("new", "More follows."),
    ]  # fmt: skip
    assert (found[0].added, found[0].taken) == (3, 1)


def test_the_page_shows_them(found: tuple[Changes, Path]) -> None:
    from tests.web.conftest import client_of

    client = client_of(found[1])
    page = client.get(f"/reports/{found[0].new.id}/changes")
    assert page.status_code == 200 and "20<" in page.text and "<del>" in page.text
    assert f"/reports/{found[0].new.id}/changes" in client.get(f"/reports/{found[0].new.id}").text


@given(st.text(alphabet="ab c", max_size=30), st.text(alphabet="ab c", max_size=30))
def test_both_texts_can_be_read_off(old: str, new: str) -> None:
    pieces = list(_words(old, new))
    assert "".join(p.words for p in pieces if p.kind != "new") == old
    assert "".join(p.words for p in pieces if p.kind != "old") == new
