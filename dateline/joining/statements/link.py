"""Links between statements, found within blocks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dateline.ids import make_id
from dateline.joining.statements.cause import OF as CAUSED
from dateline.joining.statements.judge_events import TAKEN_DAYS, TURN_DAYS, triggers
from dateline.joining.statements.judge_numbers import GROWING_DAYS
from dateline.joining.statements.relate import relation
from dateline.joining.statements.statement import Judgement, Statement
from dateline.joining.statements.when import closed, known, length
from dateline.joining.statements.who import same_side
from dateline.records import Link

WINDOW = 40  # statements of a block that each one is compared with
REPS, REPS_OF_SPEAKER, REPS_OF_COUNTRY = 24, 16, 8  # members of a block that each other is compared with, first by id
REPS_OF_DAY = 6  # the same, where a day, or who counts, and what is counted are all that two have in common
ON = "on "  # blocks of a day, whatever the place
BY = "by "  # blocks of a speaker who counts
DENIED = "deny|"  # blocks in which only denials are compared with the rest
SERIES = ("updates", "develops")
WEEKS = 4  # a block holds the statements of so many weeks; each one falls into two blocks, so neighbours meet
LONG_WEEKS = 2 * TAKEN_DAYS // 7  # the same, of a town that was taken
TAKEN = "taken|"
HELD = "held|"  # blocks in which shares of a place meet the day on which the whole of it was taken
_NEVER = date.min
TOGETHER = {  # matters whose numbers are compared with each other -> the name of their blocks
    "moved": "left", "displaced": "left", "released": "left", "captured": "prisoners", "surrendered": "prisoners",
}  # fmt: skip
MOST_SPOTS = 2
MOST_SPEAKERS = 2


def keys(statement: Statement) -> tuple[str, ...]:
    """The blocks that a statement falls into, sorted; only statements that share one are compared.

    Short strings, good as a column of a table (statement id, key). At most a dozen; () for a statement that can be
    compared with nothing. They change when the day of the report is narrowed.
    """
    subjects = {
        "claims": _claim_subjects, "events": _event_subjects, "states": _event_subjects, "quantities": _number_subjects,
    }[statement.kind](statement)  # fmt: skip
    found = {f"{subject}|{run}" for subject in subjects for run in _months(statement, _weeks(statement, subject))}
    if statement.matter == "capture" and statement.kind != "claims":  # a town that was taken is seldom soon taken again
        found |= {f"{TAKEN}{town}|{run}" for town in _towns(statement) for run in _months(statement, LONG_WEEKS)}
    if statement.matter in CAUSED and length(statement.when) == 0 and _is_count(statement):
        found.add(f"{statement.matter}|{ON}{statement.when[0]}")
    if statement.answers is not None:
        found.add(f"answer|{statement.answers}")
    if statement.answered:
        found.add(f"answer|{statement.id}")
    if statement.act is not None and statement.carrier is not None:  # a denial beside what it denies
        found.add(f"{DENIED}{statement.act[0]}|in {statement.report}")
    return tuple(sorted(found))


def reps(key: str) -> int:
    """With how many members of a block the others are compared, where not all are with all.

    Most that a speaker says, and most that is counted in a country, are about different things; what they have in
    common is found by its words or its town.
    """
    if f"|{ON}" in key or f"|{BY}" in key:
        return REPS_OF_DAY
    subject = key.rpartition("|")[0]
    if subject.startswith("say|"):
        return REPS_OF_SPEAKER
    return REPS_OF_COUNTRY if "|in " in subject and not subject.startswith(DENIED) else REPS


def links(statements: Iterable[Statement]) -> tuple[Link, ...]:
    """All links among the statements, sorted by id; the same for any order.

    In a block every statement is compared with at most WINDOW others (those next to it by day and id), so the work is
    linear in the number of statements. Ids: make_id("links", a, b, relation).
    """
    blocks: defaultdict[str, dict[str, Statement]] = defaultdict(dict)
    by_id: dict[str, Statement] = {}
    for one in statements:
        by_id[one.id] = one
        for key in keys(one):
            blocks[key][one.id] = one
    judged: dict[tuple[str, str], Judgement | None] = {}
    for key in sorted(blocks):
        for a, b in _pairs(list(blocks[key].values()), key.startswith(DENIED)):
            if (a.id, b.id) not in judged:
                judged[a.id, b.id] = relation(a, b)
    return settled((found for found in judged.values() if found is not None), by_id)


def settled(found: Iterable[Judgement], by_id: Mapping[str, Statement]) -> tuple[Link, ...]:
    """The links of judgements of pairs, sorted by id: who compares the pairs himself ends with this.

    Of the later numbers and states only the next stays, denials move to the sayings that carry them, and what a report
    tells together with its denial is not linked again with copies of it. by_id: both ends of every judgement; a claim
    that carries one of them must have been among the statements.
    """
    ordered = sorted(found, key=lambda one: (one.a, one.b, one.relation))
    return _as_links(_told_once(_of_claims(_next_turns(ordered, by_id), by_id), by_id))


def links_between(new: Iterable[Statement], candidates: Iterable[Statement]) -> tuple[Link, ...]:
    """Links with at least one end in `new`; `candidates`: the statements that share a key with one of `new`.

    In a block of more than WINDOW statements, and for "develops", a new statement can also take links away that older
    ones had with each other: for the very record of one reading, call `links` for the whole of the blocks instead.
    """
    fresh = {one.id: one for one in new}
    found = links([*fresh.values(), *candidates])
    return tuple(link for link in found if link.a in fresh or link.b in fresh)


def _claim_subjects(one: Statement) -> list[str]:
    """Speakers, and pairs of the longest words whoever says them."""
    if one.pointer:
        return []
    rare = sorted(one.words, key=lambda word: (-len(word), word))[:3]
    speakers = (*one.told.speakers[:MOST_SPEAKERS], *one.told.principals[:1])
    found = [f"say|{speaker}" for speaker in speakers if not one.told.voice]
    found += [f"words|{first} {second}" for i, first in enumerate(sorted(rare)) for second in sorted(rare)[i + 1 :]]
    return [*found, *(f"breach|{where}" for where in _where(one) if one.matter == "breach")]


def _event_subjects(one: Statement) -> list[str]:
    """Denials meet every act of their type, what others say the same word for it, matters and plans their like."""
    near, found = _where(one, wide=False), []
    if one.act is not None:
        found += [f"{DENIED}{one.act[0]}|{where}" for where in near]
        if not one.told.voice and one.certain:
            found += [
                f"act|{one.act[0]}|{where}|{word}" for where in near for word in sorted(triggers(one))[:MOST_SPOTS]
            ]
        if not one.certain and not one.denied:
            found += [f"plan|{where}" for where in near]
    if one.matter is not None and one.matter != "breach":
        matter = "offensive" if one.matter == "shelling" else one.matter  # to stop shelling is to halt the offensive
        found += [f"matter|{matter}|{where}" for where in _where(one)]
    if one.matter == "custody":
        found += [f"custody|{key}" for key in one.done_to.keys[:MOST_SPEAKERS]]
    if one.matter == "capture":
        found += [f"{HELD}{where}" for where in _where(one)[:1]]
    return found


def _is_count(one: Statement) -> bool:
    """Whether it is a number that can be held against others."""
    return not (one.matter is None or one.amount is None or one.amount.change or one.amount.part)


def _number_subjects(one: Statement) -> list[str]:
    if not _is_count(one):
        return []
    matter = TOGETHER.get(one.matter or "", one.matter)
    unplaced = one.guessed or all(spot.broad for spot in one.spots)
    rare = sorted(one.words, key=lambda word: (-len(word), word))[:MOST_SPOTS] if unplaced else ()
    series = one.told.speakers[:1] if one.guessed and one.told.known else ()
    return [
        *(f"{matter}|{where}" for where in _where(one)),
        *(f"{matter}|of {word}" for word in rare),
        *(f"{matter}|{BY}{speaker}" for speaker in series),
    ]


def _where(one: Statement, wide: bool = True) -> list[str]:
    """Its places, and the country: a number of the country is compared with one of its towns, an act is not."""
    near = [spot.key for spot in one.spots if not spot.broad][:MOST_SPOTS]
    if near and not wide:
        return near
    lands = [spot.country for spot in one.spots if spot.country][:1]
    return [*near, *(f"in {land}" for land in lands)] or ["nowhere"]


def _weeks(one: Statement, subject: str) -> int:
    """How long a block is, so that all meet that lie as near as what is linked: half of it is shared with the next.
    Two kinds of statements that meet in a block count its days alike."""
    if one.kind == "quantities" or subject.startswith(HELD):
        return 2 * GROWING_DAYS // 7
    return 2 * (TURN_DAYS // 7 + 1) if subject.startswith("matter|") else WEEKS


def _towns(one: Statement) -> list[str]:
    return [spot.key for spot in one.spots[:1] if not spot.broad]


def _months(one: Statement, weeks: int) -> tuple[str, ...]:
    """Two overlapping runs of weeks around the day; what has no day meets only what has none."""
    day = one.said[1] or one.said[0]
    if not known(one.said) or day is None:
        return ("never",)
    run = day.toordinal() // (7 * weeks)
    half = (day.toordinal() + 7 * weeks // 2) // (7 * weeks)
    return (f"{run}", f"{half}+")


def _pairs(block: list[Statement], denials: bool) -> Iterable[tuple[Statement, Statement]]:
    """Each statement with the WINDOW next ones by day and id; a pair has its smaller id in front.

    denials: only pairs with a denial in them.
    """
    if denials and not any(one.denied for one in block):
        return
    block.sort(key=lambda one: (one.said[1] or one.said[0] or _NEVER, one.id))
    for i, one in enumerate(block):
        for other in block[i + 1 : i + 1 + WINDOW]:
            if not denials or one.denied or other.denied:
                yield (one, other) if one.id < other.id else (other, one)


def _next_turns(found: Sequence[Judgement], by_id: Mapping[str, Statement]) -> list[Judgement]:
    """A later number or state is linked with those just before it, not with all that ever were.

    Just before: of the last day on which one was told; of numbers, by the same side where it told one.
    """
    before: defaultdict[tuple[str, str], list[Judgement]] = defaultdict(list)
    for one in found:
        if one.relation in SERIES:
            before[one.a, one.relation].append(one)
    kept = [one for one in found if one.relation not in SERIES]
    for older in before.values():
        own = [one for one in older if by_id[one.b].amount and same_side(by_id[one.a].told, by_id[one.b].told)]
        last = max(_day(by_id[one.b]) for one in own or older)
        kept += _one_a_report([one for one in own or older if _day(by_id[one.b]) == last], by_id)
    return kept


def _one_a_report(older: Iterable[Judgement], by_id: Mapping[str, Statement]) -> list[Judgement]:
    """Of several rows of one report that tell the same earlier state the first: events before others."""
    best: dict[tuple[str, str], Judgement] = {}
    for one in sorted(older, key=lambda j: (by_id[j.b].kind, by_id[j.b].start, j.b)):
        best.setdefault((by_id[one.b].report, "" if one.relation == "develops" else one.b), one)
    return list(best.values())


def _of_claims(found: Sequence[Judgement], by_id: Mapping[str, Statement]) -> list[Judgement]:
    """What events and numbers say, said of the claims that they are the content of.

    A denial is one of a saying, and so is a state that is held against another: their links are moved to the sayings. A
    newer number or day is linked for both.
    """
    kept, linked = [], {frozenset((one.a, one.b)) for one in found}
    for one in found:
        held = one.relation == "contradicts" and "states" in (by_id[one.a].kind, by_id[one.b].kind)
        whole = held or one.relation in ("denies", "updates")
        a, b = _sayings(by_id[one.a], by_id[one.b]) if whole else (one.a, one.b)
        if one.relation == "denies" and by_id[one.a].kind == by_id[one.b].kind and _half_said(a, b, one):
            a, b = one.a, one.b  # the report's own voice tells what is denied: the acts are held against each other
        moved = {a, b} != {one.a, one.b} and a != b and a in by_id and b in by_id
        if moved and frozenset((a, b)) not in linked:
            kept.append(replace(one, a=a, b=b))
        if not (moved and one.relation in ("denies", "contradicts")):
            kept.append(one)
    return kept


def _half_said(a: str, b: str, one: Judgement) -> bool:
    """Whether only one end of a judgement is the content of a claim. a, b: the claims, where there are."""
    return (a == one.a) != (b == one.b)


def _told_once(found: Sequence[Judgement], by_id: Mapping[str, Statement]) -> list[Judgement]:
    """Where a report carries both a saying and its denial, other tellings of the two sayings add nothing."""
    same = _groups([(one.a, one.b) for one in found if one.relation == "same_claim"])
    alike: defaultdict[tuple[str, ...], list[Judgement]] = defaultdict(list)
    for one in found:
        alike[one.relation, *sorted((same.get(one.a, one.a), same.get(one.b, one.b)))].append(one)
    kept = []
    for group in alike.values():
        together = [one for one in group if by_id[one.a].report == by_id[one.b].report]
        kept += together or group
    return kept


def _groups(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each id in the pairs the smallest id that pairs connect it with."""
    first: dict[str, str] = {}

    def root(one: str) -> str:
        while first.setdefault(one, one) != one:
            first[one] = first[first[one]]
            one = first[one]
        return one

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        first[high] = low
    return {one: root(one) for one in list(first)}


def _sayings(a: Statement, b: Statement) -> tuple[str, str]:
    """The claims whose content the two are; a row of the report's own voice stays itself."""
    if "quantities" in (a.kind, b.kind) and not (a.leads and b.leads and a.carrier and b.carrier):
        return a.id, b.id
    return a.carrier or a.id, b.carrier or b.id


def _day(one: Statement) -> date:
    """The day a statement is about, else said; a period counts by its end."""
    told = one.when[1] or one.when[0] if closed(one.when) else None
    return told or one.said[1] or one.said[0] or _NEVER


def _as_links(found: Iterable[Judgement]) -> tuple[Link, ...]:
    rows = {
        (j.a, j.b, j.relation): Link(
            make_id("links", j.a, j.b, j.relation), j.a, j.b, j.relation, j.confidence, j.reason
        )
        for j in found
    }
    return tuple(sorted(rows.values(), key=lambda link: link.id))
