"""Statements: what claims, events, quantities and states of many reports say, compared, linked, gathered into disputes.

    found = statements(reading, matters, scopes)      # one report; again when its day is narrowed
    links(found_of_many)                              # the same for any order of its argument
    disputes(found_of_many, links_of_many, matters)

`matters` and `scopes` are lexicon.matters.load() and lexicon.scopes.load(). Incrementally: a statement is compared only
with those that share one of its `keys`; call `links` for the blocks that a new report falls into and put the result in
the place of their former links. Blocks are cut by weeks, so they do not grow with the record.
"""

from dateline.joining.statements.dispute import disputes
from dateline.joining.statements.explain import explain
from dateline.joining.statements.link import keys, links, links_between, settled
from dateline.joining.statements.make import statements
from dateline.joining.statements.relate import relation
from dateline.joining.statements.statement import Comparison, Judgement, Statement

__all__ = [
    "Comparison", "Judgement", "Statement", "disputes", "explain", "keys", "links", "links_between", "relation",
    "settled", "statements",
]  # fmt: skip
