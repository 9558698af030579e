"""The layout of the ETH/PRIO Civil Conflict Ceasefire data: one row a declaring side, 87 columns.

Their numbers of countries, actors and dyads, and codes whose meaning we could not verify (side, timing, truce, ended),
stay empty: the end is told by its date, and in `comment`. 0 is an unknown part of a date, -1 "unclear"; neither is ever
guessed (their own tools write June and the 15th).
Source: column names and codes as analysis scripts for the release of October 2022 use them; no codebook was at hand.
"""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from dateline.formats.exchange.common import MACHINE, Format, Rows, Skips, Written, days
from dateline.formats.exchange.tables import write_table
from dateline.lexicon import countries
from dateline.records import Ceasefire, Party, Report

LINKS = 35
COLUMNS = (
    "cc", "location", "region", "cf_id", "uniq_id", "id", "link", *(f"link_id{n}" for n in range(1, LINKS + 1)),
    "side", "ucdp_actor_id", "actor_name", "ucdp_acd_id", "ucdp_dyad", "pax_id",
    "cf_dec_yr", "cf_dec_month", "cf_dec_day", "cf_effect_yr", "cf_effect_month", "cf_effect_day",
    "partial", "written", "fixed", "fixed_time", "nsa_frac", "splinter",
    "p_humanitarian", "p_peaceprocess", "p_holiday", "p_election", "p_other", "p_other_comment", "p_unclear",
    "ceasefire_class", "cf_pp", "timing", "mediator_nego", "mediator_send", "implement", "enforcement", "ddr",
    "ended", "end_yr", "end_month", "end_day", "evidence_onset", "evidence_end", "truce", "factivia_source",
    "factivia_page", "comment", "recentadditions", "coder",
)  # fmt: skip
PURPOSES = {
    "humanitarian": "p_humanitarian", "peace_process": "p_peaceprocess", "holiday": "p_holiday",
    "election": "p_election", "other": "p_other",
}  # fmt: skip
UNCLEAR = -1
WITH_MECHANISM = 2  # ceasefire_class: a cessation with a compliance mechanism


def ceasefires(source: Rows, out: BinaryIO) -> Written:
    """One line a declaration. Left out: those of nobody by name, and those of no year."""
    skipped = Skips()
    return skipped.written(write_table(COLUMNS, _rows(source, skipped), out))


ETHPRIO = Format("csv", {"ceasefires": ceasefires})


def _rows(source: Rows, skipped: Skips) -> Iterator[Mapping[str, Any]]:
    reports = {report.id: report for report in source.rows("reports")}
    told = {state.id: reports[state.report] for state in source.rows("states")}
    rows = list(source.rows("ceasefires"))
    for row in rows:
        if row.party is None or not row.party.name:
            skipped("no declaring side by name: the data has one row for each")
        elif not _date(row.declared)[0] and not _date(row.effective)[0]:
            skipped("no year in which it was declared or took effect")
        else:
            others = [one.id for one in rows if one.ceasefire == row.ceasefire and one.id != row.id]
            yield _row(row, others, told)


def _row(row: Ceasefire, others: list[str], told: Mapping[str, Report]) -> Mapping[str, Any]:
    land = countries.load().by_code.get((row.place.country if row.place else None) or "")
    return {
        "location": land.name if land else None,
        "cf_id": row.ceasefire,
        "uniq_id": row.id,
        "id": row.id,
        "link": int(bool(others)),
        **{f"link_id{n}": other for n, other in enumerate(others[:LINKS], 1)},
        "actor_name": row.party.name if row.party else None,
        **_parts("cf_dec", row.declared),
        **_parts("cf_effect", row.effective),
        **(_parts("end", row.ended) if row.ended else {}),
        "partial": None if row.scope is None else int(row.scope == "partial"),
        "written": UNCLEAR if row.written is None else int(row.written),
        "fixed": 1 if row.lasts else None,
        **({PURPOSES[row.purpose]: 1} if row.purpose else {"p_unclear": 1}),
        "ceasefire_class": WITH_MECHANISM if row.mechanism else None,
        "mediator_nego": 1 if row.mediators else UNCLEAR,
        "implement": 1 if row.mechanism else UNCLEAR,
        "enforcement": UNCLEAR,
        "evidence_onset": _evidence(row, ("declared", "effective", "party"), told),
        "evidence_end": _evidence(row, ("ended",), told) if row.ended else None,
        "comment": _comment(row),
        "coder": "Dateline",
    }


def _parts(name: str, value: str | None) -> Mapping[str, int]:
    return dict(zip((f"{name}_yr", f"{name}_month", f"{name}_day"), _date(value), strict=True))


def _date(value: str | None) -> tuple[int, int, int]:
    """Year, month and day as far as the date tells them, 0 for what it does not."""
    span = days(value)
    if span is None or span[0].year != span[1].year:
        return 0, 0, 0
    first, last = span
    if first.month != last.month:
        return first.year, 0, 0
    return first.year, first.month, first.day if first == last else 0


def _evidence(row: Ceasefire, fields: tuple[str, ...], told: Mapping[str, Report]) -> str:
    """Who published it, and when: the reports behind the first of the fields that rests on any."""
    rests = {one.field: one.ids for one in row.evidence}
    ids = next((rests[name] for name in fields if rests.get(name)), ())
    reports = {told[i].id: told[i] for i in ids if i in told}
    return "; ".join(f"{r.outlet or r.source}, {r.published or 'no date'}" for r in reports.values())


def _comment(row: Ceasefire) -> str:
    parts = [MACHINE]
    if row.state:
        parts.append(f"last told state: {row.state.replace('_', ' ')}")
    for step in row.steps:
        said = f", said by {_names(step.said_by)}" if step.said_by else ""
        against = f", disputed by {_names(step.disputed_by)}" if step.disputed_by else ""
        parts.append(f"{step.state.replace('_', ' ')} {step.day or '(no day)'}{said}{against}")
    for label, words in (("place", row.place.name if row.place else None), ("lasts", row.lasts),
                         ("mechanism", row.mechanism), ("mediators", _names(row.mediators))):  # fmt: skip
        parts += [f"{label}: {words}"] if words else []
    return "; ".join(parts)


def _names(parties: tuple[Party, ...]) -> str:
    return " and ".join(party.name or "somebody" for party in parties)
