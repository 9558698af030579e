"""Times: words that name a time (`scan`), what they mean (`meanings`), and the day that is (`resolve`, `stage`)."""

from dateline.reading.times.scan import expressions
from dateline.reading.times.stage import times

__all__ = ["expressions", "times"]
