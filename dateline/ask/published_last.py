"""Of very many reports those that were published last, in whole days: so a page answers as soon on a large record as on
a small one, and can lead to what was known on the day before."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from dateline.ask.view import View, last_day
from dateline.store.conditions import Condition, Day, KnownBy
from dateline.store.record import Record
from dateline.store.search import Hit

STEP = 500  # reports that are looked at together
LOOKED_AT = 4_000  # reports in which those that tell of a matter are looked for
UNDATED = 100  # reports that nobody dates, which always count as known
DATED = Day("before", "9999-12-31")
WITHOUT_A_DAY = Day("before", "9999-12-31", negated=True)
Asked = tuple[Condition, ...]
Tells = Callable[[list[str]], set[str]]  # which of some reports tell of a matter


def known(view: View) -> Asked:
    """In sight."""
    return () if view.as_of is None else (KnownBy(last_day(view.as_of).isoformat()),)


def published_last(
    record: Record, any_of: Sequence[Asked], most: int, tells: Tells = set
) -> tuple[tuple[str, ...], str | None]:
    """Of the reports for which any of some questions holds and that tell, about `most` that were published last, with
    those that nobody dates; and the last day that was left out, ISO, None where nothing was."""
    left = [day for asked in any_of if (day := _left_out(record, asked, most, tells))]
    before = max(left, default=None)
    since: Asked = (DATED,) if before is None else (DATED, KnownBy(before, negated=True))
    whole = _telling((hits(record, (*asked, *since), LOOKED_AT) for asked in any_of), tells)[: 2 * most]
    if not whole and before is not None:  # all of one day, of which no page shows the rest
        before = _day_before(before)
        since = (DATED, KnownBy(before, negated=True))
        whole = _telling((hits(record, (*asked, *since), LOOKED_AT) for asked in any_of), tells)[:most]
    undated = _telling((hits(record, (*asked, WITHOUT_A_DAY), UNDATED) for asked in any_of), tells)
    return tuple(dict.fromkeys((*whole, *undated))), before


def _left_out(record: Record, asked: Asked, most: int, tells: Tells) -> str | None:
    """The last day of the latest report that is one too many, or that is not looked at any more."""
    found: list[Hit] = []  # the latest first
    some: list[Hit] = []
    left = record.search.count("reports", (*asked, DATED))
    until = max(0, left - LOOKED_AT)
    while left > until and len(found) <= most:
        first = max(until, left - STEP)
        some = list(record.search.hits("reports", (*asked, DATED), limit=left - first, offset=first))
        left = first
        telling = tells([hit.report for hit in some])
        found += (hit for hit in reversed(some) if hit.report in telling)
    if len(found) > most:
        return found[most].last
    return some[0].last if left else None


def hits(record: Record, asked: Asked, most: int) -> list[Hit]:
    """Some of the reports that fit: the first by day, the last for a number below 0."""
    first = 0 if most >= 0 else max(0, record.search.count("reports", asked) + most)
    return list(record.search.hits("reports", asked, limit=abs(most), offset=first))


def _telling(some: Iterable[list[Hit]], tells: Tells) -> list[str]:
    ids = dict.fromkeys(hit.report for its in some for hit in its)
    return sorted(tells(list(ids)))


def _day_before(day: str) -> str:
    return date.fromordinal(max(1, date.fromisoformat(day).toordinal() - 1)).isoformat()
