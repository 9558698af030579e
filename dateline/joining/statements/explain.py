"""Why two statements are linked, in words."""

from collections.abc import Mapping

from dateline.joining.statements.statement import Statement
from dateline.records import Link


def explain(link: Link, statements: Mapping[str, Statement]) -> list[str]:
    """One sentence for each comparison that was made, with its weight; [] for a link of other rows.

    `statements`: by id, at least the two ends of the link.
    """
    del link, statements
    return []
