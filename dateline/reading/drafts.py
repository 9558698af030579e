"""A mention in the making, and what every description of one report is made with."""

from dataclasses import dataclass

from dateline.language.parse import Parse
from dateline.lexicon.actor_words import ActorWords
from dateline.lexicon.actors import KnownActor
from dateline.lexicon.roles import Role
from dateline.reading.noun_groups import PROPER
from dateline.records import ActorKind, Form


@dataclass(slots=True)
class Draft:
    """A mention in the making. Tokens first..last; `core` is the name without titles; `role` the words of the role."""

    first: int
    last: int
    head: int
    form: Form
    rule: str
    kind: ActorKind | None = None
    name: str | None = None
    country: str = ""
    sector: str = ""
    known: KnownActor | None = None
    role: Role | None = None
    role_span: tuple[int, int] | None = None
    core: tuple[int, int] | None = None
    definite: bool = False
    plural: bool = False
    collective: bool = False
    keeps_sector: bool = False  # a word of the group said it: nothing around the group may change it
    qualified: bool = False  # unknown nouns say what sort it is: "birthday party"
    vouched: bool = False  # known words do: "Coalition forces", "party officials"
    owner: "Draft | None" = None


@dataclass(frozen=True, slots=True)
class Context:
    """What every description of one report is made with. `day`: EDTF date of the report, None: unknown."""

    parse: Parse
    words: ActorWords
    folded: list[str]
    day: str | None
    names: frozenset[int] = frozenset()  # tokens that the tagger took for common nouns, though they are names

    def proper(self, i: int) -> bool:
        """Is token i (part of) a name?"""
        return self.parse.tag[i] in PROPER or i in self.names


def head_in(parse: Parse, first: int, last: int) -> int:
    """The token of first..last that the rest of the sentence governs: the last one if several do."""
    heads = [i for i in range(first, last + 1) if not first <= parse.head[i] <= last or parse.head[i] == i]
    nouns = [i for i in heads if parse.tag[i][:2] in ("NN", "PR", "JJ")]
    return (nouns or heads or [last])[0]
