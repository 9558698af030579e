"""The time words, compiled: which word is which kind of trigger, and what the small words around it mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import BadLexicon
from dateline.lexicon.load import table

# Groups whose words start the grammar when they are met, most telling first: a word may be in two of them.
TRIGGERS = (
    "months", "months_short", "weekdays", "weekdays_short", "weekdays_plural", "seasons", "units", "dayparts",
    "deictic", "present", "past", "future", "then", "sets", "recent", "later", "phrases",
)  # fmt: skip
FIELDS = frozenset({"source", "words", "matches", "rejects", "before", "after"})


@dataclass(frozen=True, slots=True)
class TimeWords:
    """What each word means. Keys are lower case, except in `names`.

    triggers: word -> (group, meaning). names: trigger word in a name -> (name as printed, where in it the word begins).
    holidays, dated_events: first word -> (whole phrase, what it is).
    """

    triggers: dict[str, tuple[str, Any]]
    starters: frozenset[str]  # all words that may begin an expression
    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    units: dict[str, str]
    dayparts: dict[str, str]
    numbers: dict[str, float | None]
    ordinals: dict[str, int]
    parts: dict[str, str]
    approximate: frozenset[tuple[str, ...]]
    before_dates: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    names: dict[str, tuple[tuple[str, int], ...]]
    holidays: dict[str, tuple[tuple[str, str], ...]]
    zones: dict[str, float | None]
    dated_events: dict[str, tuple[tuple[str, str], ...]]
    event_nouns: frozenset[str]
    plans: frozenset[str]
    deferrals: frozenset[str]  # lemmas
    named_after: frozenset[str]
    numeric_order: dict[str, str]  # country -> "month" or "open"; all others put the day first


@cache
def load() -> TimeWords:
    """The compiled `time_words.yaml`. Raises BadLexicon."""
    groups = table("time_words")
    for name, group in groups.items():
        wrong = {"source", "matches", "rejects"} - set(group) | set(group) - FIELDS
        if wrong:
            raise BadLexicon(f"time_words.yaml: {name} misses or does not know {sorted(wrong)}", "mend that group")
    words = {name: group.get("words", {}) for name, group in groups.items()}
    triggers: dict[str, tuple[str, Any]] = {}
    for name in TRIGGERS:
        for word, meaning in words[name].items():
            for form in (word, word + ".") if name.endswith("_short") else (word,):
                triggers.setdefault(form, (name, meaning))
    feasts, events = _by_first_word(words["holidays"]), _by_first_word(words["events_as_dates"])
    return TimeWords(
        triggers=triggers,
        starters=frozenset(triggers) | frozenset(feasts) | frozenset(events),
        months=_with_short(words, "months"),
        weekdays=_with_short(words, "weekdays"),
        seasons=words["seasons"],
        units=words["units"],
        dayparts=words["dayparts"],
        numbers={word: None if n is None else float(n) for word, n in words["numbers"].items()},
        ordinals=words["ordinals"],
        parts=words["parts"],
        approximate=frozenset(tuple(str(word).split()) for word in words["approximate"]),
        before_dates=frozenset(words["before_dates"]),
        not_before=frozenset(map(str, groups["not_years"]["before"])),
        not_after=frozenset(map(str, groups["not_years"]["after"])),
        names=_names(words["names"], frozenset(triggers)),
        holidays=feasts,
        zones=words["zones"],
        dated_events=events,
        event_nouns=frozenset(groups["events_as_dates"]["after"]),
        plans=frozenset(words["plans"]),
        deferrals=frozenset(words["deferrals"]),
        named_after=frozenset(words["named_after"]),
        numeric_order=words["numeric_order"],
    )


def _with_short(words: dict[str, dict[str, int]], name: str) -> dict[str, int]:
    short = words[name + "_short"]
    return {**words[name], **short, **{word + ".": n for word, n in short.items()}}


def _by_first_word(phrases: dict[str, str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """First word -> the phrases that begin with it, longest first."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        first = phrase.split()[0].removesuffix("'s").removesuffix("’s")
        found[first] = (*found.get(first, ()), (phrase, phrases[phrase]))
    return found


def _names(names: Iterable[str], triggers: frozenset[str]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Each word of a name that could set the grammar off -> the name and where in it that word begins."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for name in names:
        at = 0
        for piece in name.replace("-", " ").split():
            at = name.index(piece, at)
            word = piece.lower().removesuffix("'s").removesuffix("'")
            if word in triggers or piece[0].isdigit():
                found[word] = (*found.get(word, ()), (name, at))
            at += len(piece)
    return found
