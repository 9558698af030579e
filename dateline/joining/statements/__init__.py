"""Statements: what claims, events and quantities of many reports say, compared, linked and gathered into disputes.

    found = statements(reading, matters)          # one report; once
    links(found_of_many)                          # the same for any order of its argument
    disputes(found_of_many, links_of_many)

Incrementally: a statement is compared only with those that share one of its `keys`. For a new report fetch the
statements of the blocks it falls into and call `links_between(new, candidates)`. Blocks are cut by week, so they do
not grow with the record.
"""

from dateline.joining.statements.dispute import disputes
from dateline.joining.statements.explain import explain
from dateline.joining.statements.link import keys, links, links_between
from dateline.joining.statements.make import statements
from dateline.joining.statements.relate import relation
from dateline.joining.statements.statement import Comparison, Judgement, Statement

__all__ = [
    "Comparison", "Judgement", "Statement", "disputes", "explain", "keys", "links", "links_between", "relation",
    "statements",
]  # fmt: skip
