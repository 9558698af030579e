"""How a date was reached, in one sentence a person can check: of a time, of a report, of a fact."""

from datetime import date

from dateline.ask.context import sentence_around
from dateline.edtf import bounds
from dateline.reading.dating import Constraint, constraints, solve
from dateline.reading.times.meanings import Calendar, Every, Holiday, Meaning, Shift, Tense, Weekday
from dateline.reading.times.spans import DAY_NAMES
from dateline.reading.times.wording import understood
from dateline.records import Claim, Event, Quantity, Reading, Report, State, TimeExpression

Fact = Claim | Event | Quantity | State
LISTED_REASONS = 6
YEARS_BACK = 24


def reached(reading: Reading, time: TimeExpression) -> str:
    """How the value of a time expression was reached."""
    words, value = f"“{' '.join(time.text.split())}”", time.value
    if time.clash is not None and value is None:
        return f"{words} has no value: {time.clash}."
    if time.time_kind in ("duration", "set"):
        kind = "a length of time" if time.time_kind == "duration" else _how_often(time)
        return f"{words} is {kind}, {value or 'not told how much'}, and names no day."
    clash = f" It contradicts itself: {time.clash}; what is written is kept." if time.clash else ""
    if time.anchor is None:
        if value is not None:
            return f"{words} says it all: {value}.{clash}"
        return f"{words} names no day by itself, and nothing before it does that it could be counted from."
    if time.anchor != reading.report.id:
        return f"{words} is counted from {_other(reading, time.anchor)}: {value or 'no day'}.{clash}"
    return f"{words} {_from_report(reading, time)}{clash}"


def _how_often(time: TimeExpression) -> str:
    meaning = understood(time.meaning)[0] if time.meaning else None
    if isinstance(meaning, Every) and meaning.weekday is not None:
        return f"how often, every {DAY_NAMES[meaning.weekday]}"
    return "how often"


def _other(reading: Reading, time_id: str) -> str:
    other = next((row for row in reading.times if row.id == time_id), None)
    return f"“{' '.join(other.text.split())}” ({other.value}, {other.id})" if other else time_id


def _from_report(reading: Reading, time: TimeExpression) -> str:
    day = report_day(reading)
    if reading.report.published is None:
        return f"is counted from the report's day, and {day}: no value."
    meaning, tense = understood(time.meaning) if time.meaning else (None, None)
    rule = _rule(meaning, tense)
    return f"is counted from the report's day, {day}{f': {rule}' if rule else ''}: {time.value or 'no one value'}."


def _rule(meaning: Meaning | None, tense: Tense | None) -> str | None:
    """Which of the days that the words allow was taken, and why."""
    told = {"past": "told in the past", "future": "told as still to come"}.get(tense or "", "")
    if isinstance(meaning, Weekday):
        day = DAY_NAMES[meaning.weekday]
        if meaning.which == "of":
            return f"{day} of the week {meaning.weeks:+d}" if meaning.weeks else f"{day} of the same week"
        if meaning.which is not None:
            return f"{meaning.which} {day}"
        return f"{told}, the next {day}" if tense == "future" else f"{told or 'with no tense'}, the last {day}"
    if isinstance(meaning, Calendar | Holiday) and meaning.year is None:
        return f"no year is told, {told or 'with no tense'}, so the nearest that fits"
    if isinstance(meaning, Shift) and meaning.amount is not None and not meaning.whole:
        return f"{meaning.amount:+g} {meaning.unit}"
    return None


def report_day(reading: Reading) -> str:
    """ "2016-12-09 (stated)", "nobody says it"."""
    report = reading.report
    return f"{report.published} ({report.published_basis or 'basis unknown'})" if report.published else "nobody says it"


def in_future(reading: Reading) -> str | None:
    """What is wrong with a report that is dated after it was read; None: nothing."""
    report = reading.report
    first, _ = span_of(report.published)
    if report.published is None or report.read_at is None or first[:10] <= report.read_at[:10]:
        return None
    return f"published {report.published}, which is after it was read ({report.read_at[:10]})"


def report_reached(reading: Reading) -> str:
    """How the day of a report was reached."""
    report = reading.report
    if report.published is None:
        clues = constraints(reading)
        left = solve(clues)
        known = (
            f", only this: {left.edtf}, for {'; '.join(left.reasons)}" if left.edtf else _without_year(report, clues)
        )
        clash = f" Contradicting each other: {'; '.join(left.clash)}." if left.clash else ""
        return f"Nobody says when the report was published, and its words do not tell enough{known}.{clash}"
    if report.published_basis != "inferred":
        return f"{report.published}, as the page, the row or whoever read it in says."
    own = {row.id for row in reading.rows()}
    found = solve(constraints(reading))
    reasons = [*found.reasons[:LISTED_REASONS]]
    if any(one not in own for one in report.published_evidence):
        reasons.append("what other reports tell of the same (see the evidence)")
    clash = f" Contradicting it: {'; '.join(found.clash)}." if found.clash else ""
    return f"{report.published}, inferred, for {'; '.join(reasons) or 'reasons that are not known any more'}.{clash}"


def _without_year(report: Report, clues: tuple[Constraint, ...]) -> str:
    """What the words tell of the day where nothing tells the year; other reports may."""
    told = dict.fromkeys(f"{one.reason}{_years(report, one)}" for one in clues if not one.minor and not one.earliest)
    return f", only this, of no known year: {'; '.join([*told][:LISTED_REASONS])}" if told else ""


def _years(report: Report, clue: Constraint) -> str:
    """ "31 May was a Wednesday" in these years of the last ones before it was read."""
    if clue.paired is None or report.read_at is None:
        return ""
    month, day, weekday = clue.paired
    until = int(report.read_at[:4])
    years = [str(y) for y in range(until - YEARS_BACK, until + 1) if _weekday_of(y, month, day) == weekday]
    return f" (as in {', '.join(years)})" if years else ""


def _weekday_of(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None


def fact_reached(reading: Reading, fact: Fact) -> str | None:
    """How the day of a fact was reached; None for one without a day."""
    when, source = (fact.said_on, fact.said_on_from) if isinstance(fact, Claim) else (fact.when, fact.when_from)
    if source == reading.report.id:
        return f"It is told as going on, as of the report's day: {report_day(reading)}."
    time = next((row for row in reading.times if row.id == source), None)
    if time is None:
        return None
    how = _link(reading, fact, time)
    run_on = ""
    if when is not None and time.value is not None and when != time.value and "/" in when:
        run_on = f", run on to {when}"
    return f"{how}{run_on}. {reached(reading, time)}"


def _link(reading: Reading, fact: Fact, time: TimeExpression) -> str:
    """By which way the time dates the fact."""
    words = f"“{' '.join(time.text.split())}” ({time.id})"
    at = fact.cue.start if isinstance(fact, Claim) and fact.cue is not None else fact.start
    first, last = sentence_around(reading, at, at)
    if first <= time.start < last:
        return f"{words} in its sentence dates it"
    if time.start < first:
        return f"Its own sentence names no day; the tale goes on from {words}"
    return f"Its own sentence names no day; it is told again below, with {words}"


def span_of(value: str | None) -> tuple[str, str]:
    """First and last day of an EDTF value, to sort by; what is open sorts as far as it goes."""
    try:
        first, last = bounds(value or "")
    except ValueError:
        return "9999-12-31", "9999-12-31"
    return (first.isoformat() if first else "0001-01-01"), (last.isoformat() if last else "9999-12-31")
