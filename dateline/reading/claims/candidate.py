"""A possible attribution, before anybody has judged it."""

from typing import NamedTuple


class Candidate(NamedTuple):
    """A possible attribution. Token indices; `first`..`last` (both included) is the content.

    frame: which grammar it is. cue: the token that heads the cue. link: the closed-class word that ties the content
    to the cue ("that", "to", "of"), or "". head: the token that heads the content. cut: what speaks for its end, or ""
    (extent.py).
    """

    frame: str
    cue: int
    first: int
    last: int
    link: str
    head: int
    cut: str
