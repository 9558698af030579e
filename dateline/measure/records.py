"""Whole reports: gold in the record's own kinds, one file a report, for the seeds and our samples.

Every question gold asks is one answer, right or wrong; a row that was not found answers none of its questions right.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.measure.figures import Exported, Figure, Row, overlap, share
from dateline.measure.same import as_list, every_actor, file_name, folded, same_actor, same_number, same_time

Judge = Callable[["Tally", Row, Row], None]
UNREAD_PARTS = ("furniture", "caption", "byline")


@dataclass(frozen=True)
class Tally:
    """Right answers and questions so far, by figure; `misses`: gold row and question of each wrong one."""

    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, figure: str, right: int, of: int = 1) -> None:
        hits, total = self.counts.get(figure, (0, 0))
        self.counts[figure] = (hits + right, total + of)

    def ask(self, kind: str, question: str, gold: Row, ours: Row, right: object) -> None:
        """`ours` is {} where no row was found: every answer is then wrong."""
        good = bool(ours) and bool(right)
        self.add(f"{kind}.{question}", good)
        if not good and ours:
            self.miss(kind, gold, f"{question} is {str(ours.get(question))[:80]}")

    def miss(self, kind: str, gold: Row, why: str) -> None:
        self.misses.append(f"{kind} {gold.get('id', '')} {why}: {gold.get('text', '')[:90]!r}")


def likeness(a: Row, b: Row) -> float:
    """Shared code points of two spans over all of both and between them, 0 to 1."""
    return max(0, overlap(a, b)) / ((max(a["end"], b["end"]) - min(a["start"], b["start"])) or 1)


def score(gold: Sequence[Row], exported: Exported, links: Sequence[Row] = ()) -> list[Figure]:
    """Every figure of the corpus, and `answers`: all questions together (precisions are no questions)."""
    tally = judged(gold, exported, links)
    figures = [share(name, hits, of) for name, (hits, of) in tally.counts.items()]
    asked = [figure for figure in figures if not figure.name.endswith("precision")]
    return [*figures, share("answers", sum(f.hits or 0 for f in asked), sum(f.of or 0 for f in asked))]


def judged(gold: Sequence[Row], exported: Exported, links: Sequence[Row] = ()) -> Tally:
    """All answers. Links between reports and their common story are asked only when gold covers every report."""
    rows = _named(exported)
    tally = Tally()
    whole = {row["_file"] for row in rows["reports"]} <= {row["report"] for row in gold}
    _spans(tally, gold, rows, "claim", "claims", _claim_match, _claim)
    events = _spans(tally, gold, rows, "event", "events", _event_match, _event)
    _spans(tally, gold, rows, "quantity", "quantities", _touch, _quantity)
    _kept_out(tally, gold, rows["quantities"])
    _spans(tally, gold, rows, "time", "times", _touch, _time)
    _spans(tally, gold, rows, "place", "places", _touch, _place)
    _spans(tally, gold, rows, "actor", "mentions", _mention_match, _actor)
    tally.counts.pop("actor.precision", None)  # gold names some mentions of each actor, not all
    _furniture(tally, gold, rows["passages"])
    _reports(tally, gold, rows["reports"])
    if whole:
        stories = {row.get("story") for row in rows["reports"]}
        tally.add("report.one_story", len(stories) == 1 and None not in stories)
        _links(tally, gold, links, rows, events)
    return tally


def _named(exported: Exported) -> dict[str, list[Row]]:
    """The rows, each with the file name of its report under "_file"."""
    name_of = {
        row["id"]: file_name(row.get("source") or row.get("url") or row["id"]) for row in exported.get("reports", ())
    }
    kinds = ("reports", "claims", "events", "quantities", "times", "places", "mentions", "passages", "links")
    return {
        kind: [
            {**row, "_file": name_of.get(row.get("report") or row.get("id"), file_name(row.get("report")))}
            for row in exported.get(kind, ())
        ]
        for kind in kinds
    }


def _spans(
    tally: Tally,
    gold: Sequence[Row],
    rows: dict[str, list[Row]],
    kind: str,
    exported_kind: str,
    match: Callable[[Row, Row], float],
    judge: Judge,
) -> dict[str, str]:
    """Pairs each gold row with its best free row (a taken one if there is no other) and asks. Gold id -> our id."""
    golds = [row for row in gold if row["kind"] == kind]
    pool = rows[exported_kind]
    used: set[int] = set()
    found: dict[str, str] = {}
    for row in golds:
        ranked = sorted(((match(row, r), i) for i, r in enumerate(pool) if r["_file"] == row["report"]), reverse=True)
        likely = [i for how_well, i in ranked if how_well > 0]
        best = next((i for i in likely if i not in used), likely[0] if likely else None)
        tally.add(f"{kind}.recall", best is not None)
        if best is None:
            tally.miss(kind, row, "not found")
            judge(tally, row, {})
            continue
        used.add(best)
        found[row.get("id", "")] = pool[best]["id"]
        judge(tally, row, pool[best])
    files = {row["report"] for row in golds}
    if golds:
        tally.add(f"{kind}.precision", len(used), sum(row["_file"] in files for row in pool))
    return found


def _touch(gold: Row, ours: Row) -> float:
    return float(overlap(gold, ours) > 0)


def _claim_match(gold: Row, ours: Row) -> float:
    alike = likeness(gold, ours)
    return alike if alike >= 0.5 else 0.0


def _event_match(gold: Row, ours: Row) -> float:
    return 1.0 + (ours.get("type") in gold["types"]) if overlap(gold, ours) > 0 else 0.0


def _mention_match(gold: Row, ours: Row) -> float:
    return likeness(gold, ours) + 0.01 if overlap(gold, ours) > 0 else 0.0


def _claim(tally: Tally, gold: Row, ours: Row) -> None:
    for part in ("sources", "via"):
        if gold[part]:
            tally.ask("claim", part, gold, ours, every_actor(gold[part], ours.get(part)))
    tally.ask("claim", "quoted", gold, ours, bool(ours.get("quoted")) == gold["quoted"])
    if gold["said_on"]:
        tally.ask("claim", "said_on", gold, ours, same_time(gold["said_on"], ours.get("said_on")))


def _event(tally: Tally, gold: Row, ours: Row) -> None:
    tally.ask("event", "type", gold, ours, ours.get("type") in gold["types"])
    for side in ("initiators", "recipients"):
        as_many = len(as_list(ours.get(side))) == len(gold[side])
        tally.ask("event", side, gold, ours, as_many and every_actor(gold[side], ours.get(side)))
    tally.ask("event", "status", gold, ours, ours.get("status") == gold["status"])
    if gold["when"]:
        tally.ask("event", "when", gold, ours, same_time(gold["when"], ours.get("when")))
    if gold["place"]:
        name = str((ours.get("place") or {}).get("name", ""))
        tally.ask("event", "place", gold, ours, gold["place"].lower() in name.lower())


def _quantity(tally: Tally, gold: Row, ours: Row) -> None:
    both = all(same_number(gold[end], ours.get(end)) for end in ("low", "high"))
    tally.ask("quantity", "low", gold, ours, both)
    tally.ask("quantity", "bound", gold, ours, ours.get("bound") == gold["bound"])
    tally.ask("quantity", "unit", gold, ours, folded(ours.get("unit"))[:1] == folded(gold["unit"])[:1])
    if gold["attributed_to"]:
        who = any(same_actor(gold["attributed_to"], actor) for actor in as_list(ours.get("attributed_to")))
        tally.ask("quantity", "attributed_to", gold, ours, who)
    if gold["when"]:
        tally.ask("quantity", "when", gold, ours, same_time(gold["when"], ours.get("when")))


def _kept_out(tally: Tally, gold: Sequence[Row], quantities: Sequence[Row]) -> None:
    """Numbers that count nothing ("'3000' apartment block") must not be rows."""
    for row in gold:
        if row["kind"] == "not_quantity":
            hit = any(ours["_file"] == row["report"] and overlap(row, ours) > 0 for ours in quantities)
            tally.add("quantity.kept_out", not hit)


def _time(tally: Tally, gold: Row, ours: Row) -> None:
    question = "value_needs_both" if gold["needs_other_report"] else "value"
    tally.ask("time", question, gold, ours, same_time(gold["value"], ours.get("value")))


def _place(tally: Tally, gold: Row, ours: Row) -> None:
    """Where gold names no country (a river, a front) the place may lie further off."""
    lat, lon = (1.5, 3.5) if gold["country"] is None else (0.25, 0.3)
    located = ours.get("lat") is not None
    near = located and abs(ours["lat"] - gold["lat"]) < lat and abs(ours["lon"] - gold["lon"]) < lon
    tally.ask("place", "located", gold, ours, near)


def _actor(tally: Tally, gold: Row, ours: Row) -> None:
    code = str(ours.get("code") or "")
    codes = [known.rstrip(":") for known in gold["code"].split("|")]
    tally.ask("actor", "name", gold, ours, same_actor(gold["name"], ours))
    tally.ask("actor", "code", gold, ours, any(code.rstrip(":") == c or (c and c in code) for c in codes))


def _furniture(tally: Tally, gold: Sequence[Row], passages: Sequence[Row]) -> None:
    for row in gold:
        if row["kind"] == "furniture":
            marks = (p for p in passages if p["_file"] == row["report"] and p.get("part") in UNREAD_PARTS)
            tally.add("furniture.marked", any(overlap(row, mark) > 0 for mark in marks))


def _reports(tally: Tally, gold: Sequence[Row], reports: Sequence[Row]) -> None:
    for row in gold:
        if row["kind"] == "report":
            ours = next((r for r in reports if r["_file"] == row["report"]), {})
            tally.ask("report", "headline", row, ours, (ours.get("headline") or None) == row["headline"])
            tally.ask("report", "published", row, ours, same_time(row["published"], ours.get("published")))


def _links(
    tally: Tally, gold: Sequence[Row], links: Sequence[Row], rows: dict[str, list[Row]], ours: dict[str, str]
) -> None:
    """Relations between rows of different reports; `ours`: gold event id -> the id of the event that was found."""
    relations: dict[frozenset[str], set[str]] = {}
    for link in rows["links"]:
        relations.setdefault(frozenset((link["a"], link["b"])), set()).add(link["relation"])
    incident: dict[str, Any] = {event["id"]: event.get("incident") for event in rows["events"]}
    known = {**_claim_ids(gold, rows["claims"]), **ours}
    for link in links:
        a, b = (known.get(end) for end in link["pair"])
        related = relations.get(frozenset((a, b)), set()) if a and b else set()
        one = bool(a and b and incident.get(a) and incident.get(a) == incident.get(b))
        right = _link_right(link["relation"], bool(a and b), one, related)
        tally.add(f"link.{link['relation']}", right)
        if not right:
            tally.misses.append(f"link {link['relation']} {link['pair']}")


def _link_right(relation: str, found: bool, one: bool, related: set[str]) -> bool:
    if relation == "same_event":
        return found and (one or "same_event" in related)
    if relation == "same_claim":
        return found and bool(related & {"same_claim", "repeats"})
    if relation == "develops":
        return found and bool(related & {"develops", "updates"})
    return found and not one and not related & {"same_event", "same_claim", "contradicts"}


def _claim_ids(gold: Sequence[Row], claims: Sequence[Row]) -> dict[str, str]:
    found = {}
    for row in (row for row in gold if row["kind"] == "claim"):
        there = (claim for claim in claims if claim["_file"] == row["report"])
        best = max(there, key=lambda claim: likeness(row, claim), default=None)
        if best is not None and likeness(row, best) >= 0.5:
            found[row["id"]] = best["id"]
    return found
