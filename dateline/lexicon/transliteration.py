"""Keys of names: two spellings of one name in other alphabets have the same one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import BadLexicon
from dateline.lexicon.load import table
from dateline.lexicon.phrases import fold

Key = tuple[str, ...]  # the words of a name, spelt as sounds, in alphabetical order


@dataclass(frozen=True, slots=True)
class Transliteration:
    """The rules of transliteration.yaml. A key is () for a name in which no letters are left."""

    letters: Mapping[int, str]
    dropped: frozenset[str]
    certain_changes: tuple[tuple[str, str], ...]
    loose_changes: tuple[tuple[str, str], ...]

    def certain(self, name: str) -> Key:
        """Equal keys are the same name, in another spelling or order of its words."""
        return tuple(sorted(self._sounds(word, self.certain_changes) for word in self._words(name)))

    def loose(self, name: str) -> Key:
        """Equal keys are like names."""
        changes = (*self.certain_changes, *self.loose_changes)
        return tuple(sorted(self._sounds(word, changes) for word in self._words(name)))

    def _words(self, name: str) -> list[str]:
        words = re.findall(r"\w+", fold(name.lower().translate(self.letters)).replace("'", ""))
        return [word for word in words if word not in self.dropped] or words

    @staticmethod
    def _sounds(word: str, changes: tuple[tuple[str, str], ...]) -> str:
        for old, new in changes:
            if old.endswith("$"):
                word = word.removesuffix(old[:-1]) + new if word.endswith(old[:-1]) else word
            else:
                word = word.replace(old, new)
        return re.sub(r"(.)\1+", r"\1", word)


@cache
def load() -> Transliteration:
    """transliteration.yaml, checked. Raises BadLexicon."""
    return compiled(table("transliteration"))


def compiled(content: Mapping[str, Any]) -> Transliteration:
    """The rules. Raises BadLexicon when an example of the table is not what it says."""
    rules = Transliteration(
        {ord(letter): plain for letter, plain in content["letters"]["change"].items()},
        frozenset(content["drop"]["words"]),
        *(tuple((rule["from"], rule["to"]) for rule in content[part]["change"]) for part in ("certain", "loose")),
    )
    for part, key in (("certain", rules.certain), ("loose", rules.loose)):
        for verdict, equal in (("same", True), ("different", False)):
            for one, other in content[part][verdict]:
                if (key(one) == key(other)) != equal:
                    raise BadLexicon(
                        f"transliteration.yaml: {one!r} and {other!r} are not {verdict} by the {part} rules"
                        f" ({key(one)}, {key(other)})",
                        "mend the rules or take the example out",
                    )
    return rules
