"""How long work takes, and whether twice the text takes more than twice as long.

The time of the processor is asked for, with the collector of garbage off: what other tests left behind would be
looked through in whichever try allocates most. The least of several tries, in turns, is held; a busy machine can
lengthen any try and shorten none.
"""

import gc
import time
from collections.abc import Callable

TRIES = 12  # in turns, before growth is believed
MOST = 2.5  # times as long for twice as much
FAST = 0.004  # seconds that nobody waits for, and that a clock cannot hold against others


def seconds(work: Callable[[], object]) -> float:
    """Of the processor, for one try."""
    collecting = gc.isenabled()
    gc.disable()
    began = time.process_time()
    try:
        work()
        return time.process_time() - began
    finally:
        if collecting:
            gc.enable()


def outgrown(short: Callable[[], object], long: Callable[[], object], most: float = MOST, fast: float = FAST) -> str:
    """Empty where `long` takes at most `most` times as long as `short` and `fast` seconds; else the least of both."""
    least = [float("inf"), float("inf")]
    for _ in range(TRIES):
        least = [min(least[0], seconds(short)), min(least[1], seconds(long))]
        if least[1] <= most * least[0] + fast:
            return ""
    return f"{least[0]:.4f} s become {least[1]:.4f} s"
