"""Disputes: statements on one question that cannot all be right."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dateline.ids import make_id
from dateline.joining.statements.compare import names, teller, told_amount
from dateline.joining.statements.statement import Statement
from dateline.joining.statements.when import known, text
from dateline.lexicon.matters import Matters
from dateline.records import Dispute, Link

HELD_AGAINST = ("contradicts", "denies")
BESIDE = ("corroborates", "same_claim")
MOST_SAID = 6  # statements that a reason spells out


def disputes(statements: Iterable[Statement], links: Iterable[Link], matters: Matters) -> tuple[Dispute, ...]:
    """Groups of statements that links of the relations contradicts and denies connect, with their question, by id.

    Who says the same as one of them (corroborates, same_claim) belongs to the group too, and groups that share a saying
    are one. `rows`: the ids of the statements, the one
    said first in front. `relation`: "contradicts" when any two of them do, else "denies". Id: make_id("disputes",
    smallest row id), so a group that grows keeps its id unless a smaller id joins it.
    """
    by_id = {one.id: one for one in statements}
    against, beside = _ends(links, by_id)
    found = []
    for group in _groups(against, beside):
        rows = {one for row in group for one in (row, *beside.get(row, ()))}
        said = sorted((by_id[row] for row in rows), key=lambda one: (text(one.said), one.report, one.start, one.id))
        relations = {relation for row in group for _, relation in against.get(row, ())}
        relation = "contradicts" if "contradicts" in relations else "denies"
        question = _question(said, relation, matters)
        ids = tuple(one.id for one in said)
        found.append(Dispute(make_id("disputes", min(group)), question, ids, relation, _reason(said)))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda one: one.id))


Against = dict[str, list[tuple[str, str]]]


def _ends(links: Iterable[Link], by_id: Mapping[str, Statement]) -> tuple[Against, dict[str, list[str]]]:
    """For each row those that it is held against, and those that say the same; links of other rows are left out."""
    against: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    beside: defaultdict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.a not in by_id or link.b not in by_id:
            continue
        for one, other in ((link.a, link.b), (link.b, link.a)):
            if link.relation in HELD_AGAINST:
                against[one].append((other, link.relation))
            elif link.relation in BESIDE:
                beside[one].append(other)
    return dict(against), dict(beside)


def _groups(against: Against, beside: Mapping[str, list[str]]) -> list[list[str]]:
    """Rows that are held against each other, or say the same as one that is, by the smallest id of each group."""
    seen: set[str] = set()
    groups = []
    for row in sorted(against):
        if row in seen:
            continue
        seen.add(row)
        group = [row]
        for one in group:
            for other in (*(o for o, _ in against.get(one, ())), *beside.get(one, ())):
                if other not in seen:
                    seen.add(other)
                    group.append(other)
        groups.append(sorted(group))
    return groups


def _question(said: Sequence[Statement], relation: str, matters: Matters) -> str:
    """One short sentence: of a number how many, of a matter how it stands, of a denial whether it is so."""
    counted = next((one for one in said if one.amount is not None and one.matter), None)
    if counted is not None and counted.amount is not None:
        who = names(counted.doers.names, "whoever holds it")
        what = counted.amount.counted or counted.amount.unit or "of them"
        ask = matters.by_name[counted.matter or ""].ask.format(who=who, what=what, **_where(said))
        return f"{ask.removesuffix('?')} ({_period(said)})?"
    if relation == "denies":
        told = next((one for one in said if not one.denied), said[0])
        return f"Is it so: “{_content(told)}”?"
    about = next((one for one in said if one.matter), None)
    if about is not None:
        ask = matters.by_name[about.matter or ""].ask
        return ask.format(who=names(about.done_to.names, "the person"), what="of them", **_where(said))
    return f"Who was it: “{_content(said[0])}”{_where(said)['where']}?"


def _period(said: Sequence[Statement]) -> str:
    """The days that a number is told of, else the day it was said on."""
    told = next((one.when for one in said if known(one.when)), None)
    return text(told) if told is not None else f"as of {text(said[0].said)}"


def _where(said: Sequence[Statement]) -> dict[str, str]:
    spot = next((one.spots[0] for one in said if one.spots and not one.guessed), None) or next(
        (one.spots[0] for one in said if one.spots), None
    )
    return {"place": spot.name, "where": f" in {spot.name}"} if spot else {"place": "the place", "where": ""}


def _content(one: Statement) -> str:
    words = " ".join((one.text if one.kind == "claims" else one.context).split()).strip('"“”,. ').removeprefix("that ")
    if one.accuses:
        words = f"{teller(one)} {'accused' if ' of ' in words else 'spoke of'} {words}"
    return words if len(words) <= 100 else words[:99] + "…"


def _reason(said: Sequence[Statement]) -> str:
    """What each claimant says, and when."""
    told = [f"{teller(one)} ({text(one.said)}): {_value(one)}" for one in said[:MOST_SAID]]
    more = f"; and {len(said) - MOST_SAID} more" if len(said) > MOST_SAID else ""
    return "; ".join(told) + more


def _value(one: Statement) -> str:
    if one.pointer:
        return "denied it"
    if one.amount is None:
        return f"{'not ' if one.denied and one.kind != 'claims' else ''}“{_content(one)}”"
    of = f", of {text(one.when)}" if known(one.when) else ""
    return f"{told_amount(one)}{of}"
