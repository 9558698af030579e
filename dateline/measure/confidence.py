"""Which rows are right, by the rule that made them: what `how.confidence` is earned from."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from dateline.measure.claims import Attribution, alike, of_claim, of_gold, touch
from dateline.measure.figures import Exported, Row, by_source, overlap
from dateline.measure.places import NEAR_KM, kilometres
from dateline.measure.same import same_actor, same_number, same_time
from dateline.measure.times import same_value

Verdict = tuple[str, bool]  # the rule of a row, and whether the row is right
Counts = dict[str, tuple[int, int]]  # rule -> right, judged
ENOUGH = 20  # judged rows below which a rule's own figure says little; its group's stands for it


def claims(gold: Sequence[Row], exported: Exported) -> Iterator[Verdict]:
    """Right: at least half the content and the source, as the gold has them."""
    ours = by_source(exported, "claims")
    for row in gold:
        want: list[Attribution] = [of_gold(attribution) for attribution in row["attributions"]]
        for claim in ours.get(row["id"], ()):
            have = of_claim(claim)
            right = any(alike(have.content, x.content) >= 0.5 and touch(have.source, x.source) for x in want)
            yield claim["how"]["by"], right


def times(gold: Sequence[Row], exported: Exported) -> Iterator[Verdict]:
    """Right: the value. Judged where gold has an expression, because it covers only the first sentences of a report."""
    ours = by_source(exported, "times")
    for row in gold:
        for time in ours.get(row["id"], ()):
            there = [timex for timex in row["timex"] if overlap(time, timex) > 0]
            if there:
                yield time["how"]["by"], any(same_value(timex["value"], time.get("value")) for timex in there)


def places(gold: Sequence[Row], exported: Exported) -> Iterator[Verdict]:
    """Right: a place of gold's stands there, within 161 km."""
    ours = by_source(exported, "places")
    for row in gold:
        for place in (p for p in ours.get(row["id"], ()) if p["lat"] is not None):
            there = [name for name in row["places"] if overlap(place, name) > 0]
            near = (
                kilometres(n["lat"], n["lon"], place["lat"], place["lon"]) <= NEAR_KM for n in there if n["aligned"]
            )
            yield place["how"]["by"], any(near)


def reports(gold: Sequence[Row], exported: Exported) -> Iterator[Verdict]:
    """Events, quantities and mentions of whole reports, against gold in the record's own kinds."""
    for kind, rows, right, all_of_them in (
        ("event", "events", _event, True),
        ("quantity", "quantities", _quantity, True),
        ("actor", "mentions", _mention, False),
        ("time", "times", _time, True),
    ):
        wanted: dict[str, list[Row]] = defaultdict(list)
        for row in gold:
            if row["kind"] == kind:
                wanted[row["report"]].append(row)
        for source, ours in by_source(exported, rows).items():
            for row in ours:
                there = [g for g in wanted.get(source, ()) if overlap(g, row) > 0]
                if source in wanted and (there or all_of_them):  # gold names some mentions of an actor, not all
                    yield row["how"]["by"], any(right(g, row) for g in there)


def _event(gold: Row, ours: Row) -> bool:
    return ours["type"] in gold["types"]


def _quantity(gold: Row, ours: Row) -> bool:
    return all(same_number(gold[end], ours[end]) for end in ("low", "high"))


def _mention(gold: Row, ours: Row) -> bool:
    return same_actor(gold["name"], ours)


def _time(gold: Row, ours: Row) -> bool:
    return same_time(gold["value"], ours["value"])


JUDGES: dict[str, Callable[[Sequence[Row], Exported], Iterator[Verdict]]] = {
    "polnear": claims, "time": times, "geo": places,
}  # fmt: skip


def counted(verdicts: Iterator[Verdict]) -> Counts:
    """Right and judged rows of each rule and of each group above it: "a/b:c" counts for "a/b" and "a" too."""
    counts: Counts = {}
    for by, right in verdicts:
        stage, _, rule = by.partition("/")
        group = rule.replace(":", "/").split("/")[0]
        for key in dict.fromkeys((stage, f"{stage}/{group}")):
            hits, of = counts.get(key, (0, 0))
            counts[key] = (hits + right, of + 1)
    return {key: count for key, count in counts.items() if count[1] >= ENOUGH}
