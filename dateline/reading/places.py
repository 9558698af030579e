"""Places: toponyms, and where on earth they are."""

from dateline.language.parse import Parse
from dateline.records import Place, Report


def places(report: Report, parse: Parse) -> tuple[Place, ...]:
    """Every place named, in reading order."""
    return ()
