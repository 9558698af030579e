"""How much memory does a process that reads hold, as it reads on and on?

usage: python -m bench.memory [N] [--paragraphs N] [--json]      (default 100000)

Reports of ten paragraphs, 400 tokens, with ever new names, so that whatever is kept of words, paragraphs and lemmas is
seen to grow; with fewer paragraphs the same number of reports takes less time. Prints the memory at 125 reports and at
each doubling, in MB, and how much it grew since 1,000.
"""

import argparse
import json
import sys
from collections.abc import Callable
from functools import partial
from random import Random

from dateline.intake.raw import raw
from dateline.pool import CHUNK, memory
from dateline.run import rarely_collecting, read_some

TEXT = (
    "{a} {b}, the governor of {c}, said on Monday that {n} people had been killed when a shell hit the {d} market.\n"
    "A spokesman of the {c} brigade denied it and told {e} News that the army had shelled the town of {f} itself."
)
PARAGRAPHS = 10
FIRST = 125  # reports at which memory is first looked at
BASE = 1_000  # with which later figures are compared
SYLLABLES = "ba de ki lo mu na pe ri so ta vu za shar gol men dor".split()


def name(random: Random) -> str:
    return "".join(random.choice(SYLLABLES) for _ in range(random.randint(2, 4))).capitalize()


def report(random: Random, paragraphs: int = PARAGRAPHS) -> str:
    told = (TEXT.format(n=random.randrange(900), **{k: name(random) for k in "abcdef"}) for _ in range(paragraphs))
    return "\n\n".join(told)


def grown(n: int, told: Callable[[str], None], paragraphs: int = PARAGRAPHS) -> list[tuple[int, float]]:
    """(reports, MB) at each doubling up to n, and at n."""
    random, at, found = Random(3), FIRST, []
    with rarely_collecting():
        for done in range(0, n, CHUNK):
            read_some([raw(f"{done + k}", "text", report(random, paragraphs).encode()) for k in range(CHUNK)])
            if done + CHUNK >= min(at, n):
                found.append((min(at, n), memory() / 1e6))
                told(shown(found))
                at *= 2
    return found


def shown(found: list[tuple[int, float]]) -> str:
    """The last of some figures, beside that at BASE."""
    at, now = found[-1]
    base = next((mb for reports, mb in found if reports == BASE), now)
    return f"{at:7,} reports {now:6.0f} MB {(now / base - 1):+.1%}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("n", type=int, nargs="?", default=100_000)
    options.add_argument("--json", action="store_true", help="the figures as JSON at the end")
    options.add_argument("--paragraphs", type=int, default=PARAGRAPHS, help="of a report, 40 tokens each")
    chosen = options.parse_args()
    told = partial(print, file=sys.stderr if chosen.json else sys.stdout, flush=True)
    found = grown(chosen.n, told, chosen.paragraphs)
    if chosen.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
