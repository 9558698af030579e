"""Statements: what claims, events and quantities of many reports say, compared, linked and gathered into disputes.

    found = statements(reading, matters)          # one report; once
    links(found_of_many)                          # the same for any order of its argument
    disputes(found_of_many, links_of_many)

Incrementally: a statement is compared only with those that share one of its `keys`. For a new report fetch the
statements of the blocks it falls into and call `links_between(new, candidates)`. Blocks are cut by week, so they do
not grow with the record.
"""
