"""Which process gets what: agency copy goes to the one that has read the like of it and remembers its paragraphs."""

import re
from collections.abc import Mapping
from itertools import islice

LEAST = 60  # bytes of a paragraph from which on it says whose copy a text is
SHARE = 3  # of a text so much has to be known, one in this many bytes, to follow it
SLACK = 16  # items that a process may have to do more than another one, for the sake of what it remembers
PARTS = 20_000  # paragraphs that are remembered: more than processes remember themselves
_BREAK = re.compile(rb"\n|\\n")  # also as a row of JSON has it


def parts(data: bytes) -> dict[int, int]:
    """The paragraphs of a text as it came in, by a number that is theirs within this process, with their bytes."""
    return {hash(line): len(line) for line in map(bytes.strip, _BREAK.split(data)) if len(line) >= LEAST}


class Acquainted:
    """Lanes, one a process, and who has read what. All are given about as much to do."""

    def __init__(self, lanes: int):
        self.load = [0] * lanes  # items that are not done yet
        self._lane: dict[int, int] = {}  # of each paragraph

    def lane(self, own: Mapping[int, int]) -> int:
        """The lane of an item with these `parts`, which counts as given to it."""
        known = [0] * len(self.load)
        for part, size in own.items():
            if (lane := self._lane.pop(part, None)) is not None:
                known[lane] += size
        least, most = self.load.index(min(self.load)), known.index(max(known))
        follows = max(known) * SHARE >= sum(own.values()) > 0 and self.load[most] <= self.load[least] + SLACK
        chosen = most if follows else least
        self._lane.update(dict.fromkeys(own, chosen))
        if len(self._lane) > PARTS:
            for part in [*islice(self._lane, len(self._lane) // 4)]:
                del self._lane[part]
        self.load[chosen] += 1
        return chosen

    def done(self, lane: int, items: int) -> None:
        self.load[lane] -= items
