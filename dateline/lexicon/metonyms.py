"""Words that tell whether a capital's name means the city or the government in it."""

from dataclasses import dataclass, fields
from typing import Any

from dateline.errors import BadLexicon
from dateline.lexicon.load import table


@dataclass(frozen=True, slots=True)
class SeatWords:
    """Groups of lemmas; metonyms.yaml says what each is for."""

    place_verbs: frozenset[str] = frozenset()
    addressing_verbs: frozenset[str] = frozenset()
    local_nouns: frozenset[str] = frozenset()
    dealing_nouns: frozenset[str] = frozenset()
    government_nouns: frozenset[str] = frozenset()
    siding_adjectives: frozenset[str] = frozenset()
    hyphened_places: frozenset[str] = frozenset()


def load() -> SeatWords:
    """metonyms.yaml. Raises BadLexicon for a group that no rule asks for, or that lacks words, source or proof."""
    groups: dict[str, Any] = table("metonyms")
    known = {field.name for field in fields(SeatWords)}
    if set(groups) != known:
        raise BadLexicon(
            f"metonyms.yaml: groups {sorted(set(groups) ^ known)} are missing or unknown", "mend the names"
        )
    for name, group in groups.items():
        if set(group) != {"source", "words", "matches", "rejects"}:
            raise BadLexicon(
                f"metonyms.yaml: {name} has fields {sorted(group)}", "give source, words, matches, rejects"
            )
    return SeatWords(**{name: frozenset(group["words"]) for name, group in groups.items()})
