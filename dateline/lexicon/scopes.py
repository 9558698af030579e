"""Words of part and whole, of who is counted, and the small words between them, compiled: `scopes.yaml`."""

from dataclasses import dataclass
from functools import cache

from dateline.errors import BadLexicon
from dateline.lexicon import countries
from dateline.lexicon.load import table
from dateline.lexicon.phrases import fold

LISTS = (
    "wholes", "pointers", "modals", "falsehoods", "listed", "state_words", "rebel_words", "remainders", "negations",
    "stop_words", "place_kinds", "subplaces", "part_words", "own_words", "beside", "deed_nouns",
)  # fmt: skip
PHRASES = ("earlier_numbers", "other_numbers", "disowning", "risen")
GROUPS = frozenset({"parts", "counted", "means", "alike", *LISTS, *PHRASES})


@dataclass(frozen=True, slots=True, eq=False)
class Scopes:
    """Keys and members are folded words. Made once, and the same only as itself.

    counted: word -> family; within: family -> the family that contains it; means: word -> kind of means;
    alike: word -> the word that stands for all that say nearly the same;
    earlier_numbers, other_numbers, disowning, risen: phrases, word by word.
    """

    parts: dict[str, str]
    wholes: frozenset[str]
    counted: dict[str, str]
    within: dict[str, str]
    means: dict[str, str]
    alike: dict[str, str]
    pointers: frozenset[str]
    modals: frozenset[str]
    falsehoods: frozenset[str]
    listed: frozenset[str]
    state_words: frozenset[str]
    rebel_words: frozenset[str]
    remainders: frozenset[str]
    negations: frozenset[str]
    stop_words: frozenset[str]
    place_kinds: frozenset[str]
    subplaces: frozenset[str]
    part_words: frozenset[str]
    own_words: frozenset[str]
    beside: frozenset[str]
    deed_nouns: frozenset[str]
    earlier_numbers: frozenset[tuple[str, ...]]
    other_numbers: frozenset[tuple[str, ...]]
    disowning: frozenset[tuple[str, ...]]
    risen: frozenset[tuple[str, ...]]

    def holds(self, whole: str, part: str) -> bool:
        """Whether everybody of the family `part` belongs to the family `whole`, and not all of them."""
        above = self.within.get(part)
        while above is not None and above != whole:
            above = self.within.get(above)
        return above == whole


@cache
def load() -> Scopes:
    """The compiled `scopes.yaml`. Raises BadLexicon."""
    groups = table("scopes")
    if wrong := GROUPS ^ set(groups):
        raise BadLexicon(f"scopes.yaml misses or does not know {sorted(wrong)}", "mend that group")
    counted = {word: family for family, words in groups["counted"]["words"].items() for word in words}
    means = {word: kind for kind, words in groups["means"]["words"].items() for word in words}
    alike = _demonyms() | {word: one for one, words in groups["alike"]["words"].items() for word in (one, *words)}
    single = {name: frozenset(map(str, groups[name]["words"])) for name in LISTS}
    phrases = {name: frozenset(tuple(str(one).split()) for one in groups[name]["words"]) for name in PHRASES}
    return Scopes(
        dict(groups["parts"]["words"]), counted=counted, within=dict(groups["counted"]["within"]), means=means,
        alike=alike, earlier_numbers=phrases["earlier_numbers"], other_numbers=phrases["other_numbers"],
        disowning=phrases["disowning"], risen=phrases["risen"], **single,
    )  # fmt: skip


def _demonyms() -> dict[str, str]:
    """ "turkish", "turks" and "turkey" -> "turkey": a land, its people and what is theirs are one word. Of names of
    several words ("Saudi Arabia") the adjective stands for all."""
    found: dict[str, str] = {}
    for land in countries.load().by_code.values():
        one = next((w for w in map(fold, (land.name, *land.adjectives)) if " " not in w), None)
        if one is not None:
            words = map(fold, (one, *land.adjectives, *land.people))
            found |= {word: one for word in words if " " not in word and word not in found}
    return found
