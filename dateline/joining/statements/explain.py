"""Why two statements are linked, in words."""

from collections.abc import Mapping

from dateline.joining.statements.relate import relation
from dateline.joining.statements.statement import Comparison, Judgement, Statement
from dateline.records import Link

WEIGHTS = (
    (1.0, "speaks fully for it"),
    (0.5, "speaks for it"),
    (0.01, "speaks a little for it"),
    (0.0, "says nothing"),
    (-0.5, "speaks a little against it"),
    (-1.0, "is where they differ"),
)


def explain(link: Link, statements: Mapping[str, Statement]) -> list[str]:
    """One sentence for each comparison that was made, with its weight in words; [] for a link of other rows.

    statements: by id, at least the two ends of the link; for a link of claims that rests on their events or numbers
    those too.
    """
    a, b = statements.get(link.a), statements.get(link.b)
    if a is None or b is None:
        return []
    found = _judged(link, a, b, statements)
    if found is None:
        return []
    rule = f"rule: {link.relation}, confidence {found.confidence:.2f}"
    return [*(_line(one) for one in found.comparisons), rule]


def _judged(link: Link, a: Statement, b: Statement, statements: Mapping[str, Statement]) -> Judgement | None:
    """The judgement that made the link: of the two ends, else of what they carry."""
    for one in _carried(a, statements):
        for other in _carried(b, statements):
            found = relation(one, other)
            if found is not None and found.relation == link.relation:
                return found
    return None


def _carried(one: Statement, statements: Mapping[str, Statement]) -> list[Statement]:
    inside = [s for s in statements.values() if s.carrier == one.id and s.kind != "claims"]
    return [one, *sorted(inside, key=lambda s: (s.start, s.id))]


def _line(one: Comparison) -> str:
    weight = next(words for score, words in WEIGHTS if one.score >= score)
    return f"{one.name}: {one.says} ({weight})"
