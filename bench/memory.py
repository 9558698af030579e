"""How much memory does a process that reads hold, as it reads on and on?

usage: python -m bench.memory [N]

Reports of ten paragraphs, 400 tokens, with ever new names, so that whatever is kept of words, paragraphs and lemmas is
seen to grow. Prints the memory at 1,000 reports and at each doubling, in MB, and how much it grew since 1,000.
"""

import sys
from random import Random

from dateline.intake.raw import raw
from dateline.pool import CHUNK, memory
from dateline.run import rarely_collecting, read_some

TEXT = (
    "{a} {b}, the governor of {c}, said on Monday that {n} people had been killed when a shell hit the {d} market.\n"
    "A spokesman of the {c} brigade denied it and told {e} News that the army had shelled the town of {f} itself."
)
PARAGRAPHS = 10
SYLLABLES = "ba de ki lo mu na pe ri so ta vu za shar gol men dor".split()


def name(random: Random) -> str:
    return "".join(random.choice(SYLLABLES) for _ in range(random.randint(2, 4))).capitalize()


def report(random: Random) -> str:
    told = (TEXT.format(n=random.randrange(900), **{k: name(random) for k in "abcdef"}) for _ in range(PARAGRAPHS))
    return "\n\n".join(told)


def main(n: int) -> None:
    random, first, at = Random(3), 0, 1_000
    with rarely_collecting():
        for done in range(0, n, CHUNK):
            read_some([raw(f"{done + k}", "text", report(random).encode()) for k in range(CHUNK)])
            if done + CHUNK >= at:
                now = memory()
                first = first or now
                print(f"{at:7,} reports {now / 1e6:6.0f} MB {(now / first - 1):+.1%}", flush=True)
                at *= 2


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
