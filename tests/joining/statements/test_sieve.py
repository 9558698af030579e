"""What the sieve holds back is nothing to each other: every pair of the synthetic reports, whatever their blocks."""

from itertools import combinations

from bench.synthetic import made
from dateline.joining.statements import relation, statements
from dateline.joining.statements.sieve import facts, possible
from dateline.lexicon import matters, scopes


def test_what_is_held_back_is_nothing() -> None:
    told = [one for k in range(0, 40, 2) for one in statements(made(k), matters.load(), scopes.load())]
    known = [(one, facts(one)) for one in told]
    passed = related = 0
    for (a, its), (b, others) in combinations(known, 2):
        found = relation(a, b)
        assert possible(its, others) == possible(others, its)
        passed += possible(its, others)
        related += found is not None
        assert found is None or possible(its, others), (found.relation, a.text, b.text)
    assert related > 40
    assert passed < 0.25 * len(known) * (len(known) - 1) / 2, "most pairs need no comparison"
