"""What a host's robots.txt lets us read. Pure. Source: RFC 9309.

The group that names us counts, else that for everybody; of its rules that fit a path the longest decides, and of two
as long the one that allows.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

OURS = "dateline"  # by which a robots.txt names us
MAX_BYTES = 512_000  # more of it is not looked at
MAX_DELAY = 60.0  # seconds between two requests that a host may ask for
_MAX_RULES = 2_000
_LINE = re.compile(r"[ \t]*([A-Za-z-]+)[ \t]*:[ \t]*([^#\r\n]*)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: paths that begin like `pieces`, with anything between two of them. whole: until the path's end."""

    allow: bool
    pieces: tuple[str, ...]
    whole: bool
    length: int

    def fits(self, path: str) -> bool:
        first, *rest = self.pieces
        if not path.startswith(first):
            return False
        at = len(first)
        for number, piece in enumerate(rest, 1):
            if self.whole and number == len(rest):
                return path.endswith(piece) and len(path) - len(piece) >= at
            if (found := path.find(piece, at)) < 0:
                return False
            at = found + len(piece)
        return not self.whole or at == len(path)


@dataclass(frozen=True, slots=True)
class Robots:
    """What counts for us. delay: seconds between two requests, where the host asks for more than we take anyway."""

    rules: tuple[Rule, ...] = ()
    delay: float | None = None

    def allows(self, path: str) -> bool:
        """May we read the path, given with its query?"""
        fitting = [rule for rule in self.rules if rule.fits(_same(path))]
        best = max(fitting, key=lambda rule: (rule.length, rule.allow), default=None)
        return best is None or best.allow


EVERYTHING = Robots()
NOTHING = Robots((Rule(False, ("/",), False, 1),))


def parse(data: bytes) -> Robots:
    """The robots.txt in `data`. What is no rule is passed over: whoever writes nonsense forbids nothing by it."""
    text = data[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    groups: dict[str, list[tuple[str, str]]] = {}
    agents: list[str] = []
    named = False  # the line before named an agent too
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        key, value = match[1].lower(), match[2].strip()
        if key == "user-agent":
            agents = agents if named else []
            agents.append(value.lower().partition("/")[0].strip())
            groups.setdefault(agents[-1], [])
        for agent in dict.fromkeys(agents) if key in ("allow", "disallow", "crawl-delay") else ():
            groups[agent].append((key, value))
        named = key == "user-agent"
    lines = groups.get(OURS, groups.get("*", []))
    rules = [_rule(key == "allow", value) for key, value in lines if key != "crawl-delay" and value]
    return Robots(tuple(rules[:_MAX_RULES]), _delay(lines))


def _rule(allow: bool, pattern: str) -> Rule:
    whole = pattern.endswith("$")
    pieces = tuple(_same(piece) for piece in pattern.removesuffix("$").split("*"))
    return Rule(allow, pieces, whole, len(pattern))


def _delay(lines: list[tuple[str, str]]) -> float | None:
    for key, value in lines:
        if key == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d{1,3})?", value):
            return min(float(value), MAX_DELAY)
    return None


def _same(path: str) -> str:
    """One spelling for a path, however its characters are escaped."""
    return quote(unquote(path, errors="replace"), safe="/?&=;:@!$'()*+,~-._")
