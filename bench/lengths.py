"""Does the cost of a report grow with its length, and no faster?

usage: python -m bench.lengths [WORDS ...] [--json]      (default 500 2000 8000 32000)

Reads one report of so many words, all of its paragraphs new, in this process, the model loaded before. Prints seconds
of processor time, and milliseconds for a thousand words.
"""

import argparse
import json
import time
from random import Random

from bench.memory import report
from dateline.intake.raw import raw
from dateline.run import rarely_collecting, read_some

SIZES = (500, 2_000, 8_000, 32_000)


def long(random: Random, words: int) -> str:
    told: list[str] = []
    while sum(one.count(" ") + 1 for one in told) < words:
        told.append(report(random))
    return "\n\n".join(told)


def cost(random: Random, words: int) -> tuple[int, float]:
    """(words, seconds) of one report."""
    text = long(random, words)
    begun = time.process_time()
    with rarely_collecting():
        read_some([raw("long", "text", text.encode())])
    return len(text.split()), time.process_time() - begun


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("words", metavar="WORDS", type=int, nargs="*", default=SIZES)
    options.add_argument("--json", action="store_true", help="print figures only")
    chosen = options.parse_args()
    random = Random(8)
    cost(random, SIZES[0])  # loads the model
    found = [cost(random, words) for words in chosen.words]
    if chosen.json:
        print(json.dumps(found))
        return
    for words, seconds in found:
        print(f"{words:8,} words {seconds:8.2f} s {1e6 * seconds / words:8.1f} ms a thousand words")


if __name__ == "__main__":
    main()
