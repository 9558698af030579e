"""iCalendar (RFC 5545): planned meetings and talks, a day or a span of days each."""

from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from dateline.formats.exchange.common import MACHINE, Format, Rows, Skips, Told, Written, according_to, days, told
from dateline.records import Claim
from dateline.version import rules


def events(source: Rows, out: BinaryIO) -> Written:
    """One entry a planned meeting (CONSULT). Left out: everything else, and plans without a day."""
    import icalendar

    skipped = Skips()
    claims = {claim.id: claim for claim in source.rows("claims")}
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//Dateline//{rules()}//EN")
    calendar.add("version", "2.0")
    count = 0
    for one in told(source):
        if one.event.type != "CONSULT" or one.event.status != "planned":
            skipped("no planned meeting")
        elif (when := days(one.event.when)) is None:
            skipped("planned, without a day")
        else:
            entry = icalendar.Event()
            entry.add("uid", f"{one.id}@dateline")
            entry.add("dtstamp", _read(one))
            entry.add("dtstart", when[0])
            entry.add("dtend", when[1] + timedelta(days=1))  # the day after the last one
            entry.add("summary", _summary(one))
            entry.add("description", _description(one, claims))
            entry.add("status", "TENTATIVE")
            if place := one.event.place:
                entry.add("location", place.name or "")
                if place.lat is not None:
                    entry.add("geo", (place.lat, place.lon))
            calendar.add_component(entry)
            count += 1
    out.write(calendar.to_ical())
    return skipped.written(count)


ICALENDAR = Format("ics", {"events": events})


def _summary(one: Told) -> str:
    event = one.event
    names = [p.name for p in (*event.initiators, *event.recipients) if p.name]
    return f"Talks planned: {', '.join(dict.fromkeys(names)) or 'parties not named'}"


def _description(one: Told, claims: dict[str, Claim]) -> str:
    lines = [MACHINE]
    for event, report in one.tellings:
        said = according_to(claims.get(event.claim or ""))
        lines.append(f"{report.outlet or report.source}, {report.published or 'no date'} ({event.id})")
        if said:
            lines[-1] += f", according to {said}"
    return "\n".join(lines)


def _read(one: Told) -> datetime:
    """When we read it; a report that was never stored counts as of the epoch, so that files stay the same."""
    read = one.report.read_at
    return datetime.fromisoformat(read.replace("Z", "+00:00")) if read else datetime.fromtimestamp(0, UTC)
