"""Every field of a query is given what nobody should write: it finds something, finds nothing, or says what is wrong,
and the record is as it was. In both databases."""

from collections.abc import Callable, Iterator

import pytest

from dateline.ask.find import conditions_of, find
from dateline.ask.query import FIELDS, LONGEST, parse
from dateline.errors import BadRequest
from dateline.records import Reading
from dateline.run import join_new
from dateline.store.record import Record
from dateline.store.search import KINDS
from tests.stores import Place

AT = "2026-01-01T00:00:00Z"
TEXT = "Rebels shelled Idlib on 11 December 2016, the ministry said. Turkey and Russia met in Moscow."
HOSTILE = {
    "quotes": "'\"`´”’\'\'", "a bracket too many": "(((", "brackets": "[{()}]", "a star": "*", "a column": "tags:kind",
    "a comment": "x'; DROP TABLE found; --", "percent signs": "%s %d %n % %%", "a colon": ":name ::text",
    "dollars": "$1 $$x$$", "backslashes": "\\ \\' \\0", "operators": "a AND NOT b OR c NEAR/3 d",
    "of a tsquery": "a:* & !b | c <-> d", "of FTS5": "{words} : ^a", "emoji": "🧨👩‍👩‍👧‍👦 peace",
    "from right to left": "\u202eהפסקת אש\u202c مجلس", "no character": "\U0010ffff\ufffe",
    "accents by themselves": "\u0301\u0300\u0302", "a zero width": "a\u200bb", "a tab and lines": "a\tb\nc",
    "a number": "9" * 400, "a date past all": "99999-01-01", "a date of nothing": "2016-13-45",
    "a far place": "91,181,99999km", "an id": "clm-xxxxxxxxxxxxx", "a page": "war " * 2000,
    "one word": "war" * 2000,
}  # fmt: skip
REFUSED = {"NUL": "a\0b", "half a character": "a\ud800b", "100 kB": "x" * 100_000}


@pytest.fixture(scope="module")
def record(place: Place, reading_of: Callable[..., Reading]) -> Iterator[Record]:
    with Record(place(), create=True) as made:
        for day in ("2016-12-14", "2016-12-15"):
            made.add(reading_of(f"{TEXT} {day}", published=day), b"", at=AT)
        join_new(made, clock=lambda: AT)
        yield made


def escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


@pytest.mark.parametrize("field", [None, *FIELDS])
def test_any_value_is_an_answer_or_a_clear_error(record: Record, field: str | None) -> None:
    before = record.counts(), record.state()
    for what, value in HOSTILE.items():
        for asked in (f'"{escaped(value)}"', value):
            words = asked if field is None else f"{field}:{asked}"
            try:
                answer = find(record, parse(words), limit=2)
            except BadRequest as problem:
                assert problem.what and problem.do and len(problem.what) < 500, what
            else:
                assert set(answer.counts) == set(KINDS), what
                assert parse(answer.query) == parse(words), what
    assert (record.counts(), record.state()) == before


@pytest.mark.parametrize("field", [None, *FIELDS])
@pytest.mark.parametrize("what", REFUSED)
def test_what_no_field_takes(record: Record, field: str | None, what: str) -> None:
    value = REFUSED[what]
    with pytest.raises(BadRequest) as caught:
        find(record, parse(f'"{value}"' if field is None else f'{field}:"{value}"'))
    assert len(caught.value.what) < 500
    assert len(value) > LONGEST or "character" in caught.value.what


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_words_stay_words_beside_others(record: Record, what: str) -> None:
    """A term that nothing fits takes nothing away when it is turned round."""
    value = HOSTILE[what]
    if not any(c.isalnum() for c in value) or len(value) > 500 or what in ("operators", "an id"):
        return
    asked = parse(f'idlib -"{escaped(value)} zzz"')
    alone = tuple(conditions_of(record, parse("idlib")))
    for kind in KINDS:
        assert record.search.count(kind, tuple(conditions_of(record, asked))) == record.search.count(kind, alone)
