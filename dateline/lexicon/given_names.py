"""Given names: a capitalised word after which a surname may follow, and whether he or she bears it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import BadLexicon
from dateline.lexicon.load import table
from dateline.lexicon.phrases import fold


@dataclass(frozen=True, slots=True)
class GivenNames:
    """gender: folded given name -> "m", "f" or "" where both bear it."""

    gender: Mapping[str, str]


@cache
def load() -> GivenNames:
    """given_names.yaml. Raises BadLexicon."""
    content: dict[str, Any] = table("given_names")
    if set(content) != {"source", "men", "women", "both"}:
        raise BadLexicon(f"given_names.yaml has {sorted(content)}", "give source, men, women, both")
    gender: dict[str, str] = {}
    for key, mark in (("men", "m"), ("women", "f"), ("both", "")):
        for name in content[key].split():
            if gender.setdefault(fold(name), mark) != mark:
                raise BadLexicon(f"given_names.yaml: {name!r} stands in two lists", "move it to `both`")
    return GivenNames(gender)
