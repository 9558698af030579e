"""Words about counting, compiled from units.yaml: number words, hedges, units, roles, and what counts nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.errors import BadLexicon
from dateline.lexicon.load import table
from dateline.records import Bound

Phrase = tuple[str, ...]  # words in lower case
BOUNDS: dict[str, Bound] = {"at least": "at_least", "up to": "up_to", "about": "approximate", "exactly": "exact"}
PROOF = frozenset({"source", "proves", "matches", "rejects"})


@dataclass(frozen=True, slots=True)
class UnitWords:
    """All words are in lower case, nouns and verbs in the singular or base form unless said otherwise."""

    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    glued: Mapping[str, int]  # "3bn"
    collectives: Mapping[str, tuple[float, float]]  # "dozens" -> 24 to 99
    before_scale: Mapping[str, tuple[float, float]]  # "several" (hundred) -> 3 to 9
    fractions: Mapping[str, int]  # "thirds" -> 3
    hedges_before: Mapping[Phrase, Bound]
    hedges_after: Mapping[Phrase, Bound]
    strict: frozenset[str]  # hedges that leave the number itself out: "more than 40" begins at 41
    prepositional: Mapping[str, frozenset[str]]  # "over" -> verbs after which it is no hedge
    percent: Mapping[Phrase, str]
    signs: Mapping[str, str]  # "$" -> "USD"
    currencies: Mapping[Phrase, str]  # singular and plural
    measures: Mapping[Phrase, str]  # singular and plural -> unit in the plural
    people: frozenset[str]
    people_suffixes: tuple[str, ...]  # of proper nouns: "Syrians"
    people_endings: tuple[str, ...]  # of common nouns: "technician"
    invariant: frozenset[str]  # nouns that count several without an -s
    role_of_verb: Mapping[str, str | None]  # "kill" -> "dead"; None: people undergo it, no role follows
    subject_verbs: frozenset[str]  # verbs that give the role to their subject ("fled"), not to whom they are done
    role_of_noun: Mapping[str, str]
    role_of_adjective: Mapping[str, str]  # "dead", "trapped": what they are or were made, as written
    role_of_of: Mapping[str, str]  # "the deaths of 40 civilians"
    role_of_sum: Mapping[str, str]  # "losses have reached 40"
    harm_nouns: frozenset[str]  # "no casualties" is a count
    change_verbs: frozenset[str]  # with "by"
    bare_change_verbs: frozenset[str]  # with the number alone: "fell 3 percent"
    change_nouns: frozenset[str]
    comparatives: frozenset[str]
    level_nouns: frozenset[str]  # "the number of attacks": the attacks are counted
    people_levels: frozenset[str]  # "the population fell to 4,000": people
    level_verbs: frozenset[str]
    raising_verbs: frozenset[str]  # with "to": "raised the toll to 40"
    sum_verbs: frozenset[str]  # "arrivals averaged 350"
    telling_verbs: frozenset[str]  # "counted nine"
    counting_verbs: frozenset[str]  # whose subject says the number
    count_nouns: frozenset[str]  # "by the count of the Red Cross"
    telling_of_verbs: frozenset[str]  # "spoke of twenty"
    parents: frozenset[str]  # "a mother of four"
    about_verbs: frozenset[str]  # what they say a sum or share of: "cost", "stand at"
    time_nouns: frozenset[str]
    per: frozenset[str]
    labels_before: frozenset[str]
    labels_after: frozenset[str]
    hyphenated: frozenset[str]
    ages: frozenset[str]
    halves: frozenset[str]
    idle: frozenset[str]
    often: Mapping[str, int]  # "once"
    starters: frozenset[str]  # every word that a number can begin with
    longest: int  # words of the longest phrase of hedges, units and currencies
    proofs: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]  # group, what it proves, matches, rejects


def load() -> UnitWords:
    """Reads units.yaml. Raises BadLexicon when a group lacks its source or proof."""
    groups: dict[str, dict[str, Any]] = table("units")
    for name, group in groups.items():
        if missing := PROOF - set(group):
            raise BadLexicon(f"lexicon/units.yaml: group {name!r} has no {sorted(missing)}", "add it to the group")
    before = {phrase(text): BOUNDS[g] for g in BOUNDS for text in groups[g].get("before", ())}
    after = {phrase(text): BOUNDS[g] for g in BOUNDS for text in groups[g].get("after", ())}
    percent = {phrase(text): unit for unit, texts in groups["percent"]["words"].items() for text in texts}
    currencies = _counted(groups["money"]["words"])
    measures = _counted(groups["measures"]["words"])
    roles, people, times, labels = groups["people roles"], groups["people"], groups["times"], groups["labels"]
    numbers, scales = groups["numbers"]["words"], groups["scales"]["words"]
    collectives = {word: (low, high) for word, (low, high) in groups["collectives"]["words"].items()}
    often = groups["numbers"]["often"]
    fractions = groups["fractions"]["words"]
    return UnitWords(
        numbers=numbers,
        scales=scales,
        glued=groups["scales"]["glued"],
        collectives=collectives,
        before_scale={word: (low, high) for word, (low, high) in groups["collectives"]["before_scale"].items()},
        fractions=fractions,
        hedges_before=before,
        hedges_after=after,
        strict=frozenset(groups["at least"]["strict"] + groups["up to"]["strict"]),
        prepositional={word: frozenset(verbs) for word, verbs in groups["prepositions"]["verbs"].items()},
        percent=percent,
        signs=groups["money"]["signs"],
        currencies=currencies,
        measures=measures,
        people=frozenset(people["nouns"]),
        people_suffixes=tuple(people["suffixes"]),
        people_endings=tuple(people["endings"]),
        invariant=frozenset(people["invariant"]),
        role_of_verb={**dict.fromkeys(roles["without_role"]), **_by_word(roles["verbs"])},
        subject_verbs=frozenset(roles["subject_verbs"]),
        role_of_noun=_by_word(roles["nouns"]),
        role_of_adjective=_by_word(roles["adjectives"]),
        role_of_of=_by_word(roles["of_nouns"]),
        role_of_sum=_by_word(roles["sum_nouns"]),
        harm_nouns=frozenset(roles["harm_nouns"]),
        change_verbs=frozenset(groups["change"]["verbs"]),
        bare_change_verbs=frozenset(groups["change"]["bare_verbs"]),
        change_nouns=frozenset(groups["change"]["nouns"]),
        comparatives=frozenset(groups["change"]["comparatives"]),
        level_nouns=frozenset(groups["levels"]["nouns"]),
        people_levels=frozenset(groups["levels"]["people_nouns"]),
        sum_verbs=frozenset(groups["levels"]["sum_verbs"]),
        level_verbs=frozenset(groups["levels"]["verbs"]),
        raising_verbs=frozenset(groups["levels"]["raising_verbs"]),
        telling_verbs=frozenset(groups["levels"]["telling_verbs"]),
        counting_verbs=frozenset(groups["levels"]["counting_verbs"]),
        count_nouns=frozenset(groups["levels"]["count_nouns"]),
        telling_of_verbs=frozenset(groups["levels"]["telling_of_verbs"]),
        parents=frozenset(groups["people"]["parents"]),
        about_verbs=frozenset(groups["levels"]["about_verbs"]),
        time_nouns=frozenset(times["nouns"]),
        per=frozenset(times["per"]),
        labels_before=frozenset(labels["before"]),
        labels_after=frozenset(labels["after"]),
        hyphenated=frozenset(labels["hyphenated"]),
        ages=frozenset(labels["ages"]),
        halves=frozenset(labels["halves"]),
        idle=frozenset(groups["idle nouns"]["nouns"]),
        often=often,
        starters=frozenset({*often, *numbers, *scales, *collectives, *fractions, "no", "nobody", "none"}),
        longest=max(map(len, (*before, *after, *percent, *currencies, *measures))),
        proofs=tuple((n, g["proves"], tuple(g["matches"]), tuple(g["rejects"])) for n, g in groups.items()),
    )


def phrase(text: str) -> Phrase:
    """The words of an entry as the tokenizer separates them (entries are written with spaces where it cuts)."""
    return tuple(text.lower().split())


def _by_word(groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {word: meaning for meaning, words in groups.items() for word in words}


def _counted(units: Mapping[str, Iterable[str]]) -> dict[Phrase, str]:
    """Each entry and its regular plural."""
    found = {}
    for unit, texts in units.items():
        for text in texts:
            found[phrase(text)] = unit
            if len(text) > 2:  # "km" and "ha" stay as they are
                found[phrase(text + "s")] = unit
    return found
