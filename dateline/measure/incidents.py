"""Incidents: are tellings of one event in several reports joined, and others kept apart (corpora ecb)?"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import comb

from dateline.measure.figures import Exported, Figure, Row, agreement, by_source, harmonic, overlap, share

Told = tuple[str, str]  # the chain that gold gives a telling, the incident that we give it


def tellings(gold: Sequence[Row], exported: Exported) -> dict[int, list[Told]]:
    """Under each topic, its gold mentions that an exported event overlaps (the first such event counts)."""
    events = by_source(exported, "events")
    topics: dict[int, list[Told]] = defaultdict(list)
    for row in gold:
        ours = events.get(row["id"], [])
        for mention in row["events"]:
            event = next((event for event in ours if overlap(event, mention) > 0), None)
            if event is not None:
                topics[row["topic"]].append((mention["chain"], event.get("incident") or event["id"]))
    return topics


def score(gold: Sequence[Row], exported: Exported) -> list[Figure]:
    """Events found, agreement on pairs within a topic, and B-cubed over what was found (Bagga and Baldwin 1998)."""
    topics = list(tellings(gold, exported).values())
    wanted = sum(len(row["events"]) for row in gold)
    together = sum(_pairs(Counter(told)) for told in topics)
    ours = sum(_pairs(Counter(incident for _, incident in told)) for told in topics)
    theirs = sum(_pairs(Counter(chain for chain, _ in told)) for told in topics)
    figures = [share("events_found", sum(map(len, topics)), wanted), *agreement("pairs", together, ours, theirs)]
    return figures + _b_cubed(topics)


def _pairs(counts: Counter[Told] | Counter[str]) -> int:
    return sum(comb(n, 2) for n in counts.values())


def _b_cubed(topics: Sequence[Sequence[Told]]) -> list[Figure]:
    precision = recall = 0.0
    for told in topics:
        both = Counter(told)
        ours, theirs = Counter(incident for _, incident in told), Counter(chain for chain, _ in told)
        for chain, incident in told:
            precision += both[chain, incident] / ours[incident]
            recall += both[chain, incident] / theirs[chain]
    found = sum(map(len, topics))
    if not found:
        return []
    precision, recall = precision / found, recall / found
    return [
        Figure("b3.f1", harmonic(precision, recall)),
        Figure("b3.precision", precision),
        Figure("b3.recall", recall),
    ]
