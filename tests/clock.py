"""How long work takes, and whether twice the text takes more than twice as long.

The processor's time of this thread is asked for, as servers that other tests left behind go on in threads of their own,
and with the collector of garbage off: what was left behind would be looked through in whichever try allocates most.
The least of several tries, in turns, is held; a busy machine can lengthen any try and shorten none. So what is as fast
as it should be passes at the first quiet moment, and only what is not takes all the tries.
"""

import gc
import time
from collections.abc import Callable

TRIES = 30  # in turns, before growth is believed
MOST = 2.5  # times as long for twice as much
FAST = 0.004  # seconds that nobody waits for, and that a clock cannot hold against others


def seconds(work: Callable[[], object]) -> float:
    """Of the processor, for one try; the work must not be given to other threads."""
    collecting = gc.isenabled()
    gc.disable()
    began = time.thread_time()
    try:
        work()
        return time.thread_time() - began
    finally:
        if collecting:
            gc.enable()


def slow(work: Callable[[], object], most: float) -> str:
    """Empty where `work` takes at most so many seconds; else the least of some tries."""
    least = float("inf")
    for _ in range(TRIES):
        least = min(least, seconds(work))
        if least <= most:
            return ""
    return f"{least:.4f} s"


def outgrown(short: Callable[[], object], long: Callable[[], object], most: float = MOST, fast: float = FAST) -> str:
    """Empty where `long` takes at most `most` times as long as `short` and `fast` seconds; else the least of both."""
    least = [float("inf"), float("inf")]
    for _ in range(TRIES):
        least = [min(least[0], seconds(short)), min(least[1], seconds(long))]
        if least[1] <= most * least[0] + fast:
            return ""
    return f"{least[0]:.4f} s become {least[1]:.4f} s"
