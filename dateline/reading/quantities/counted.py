"""What a number counts: one rule a way of saying it, tried in order."""

from collections.abc import Callable

from dateline.language.parse import Parse
from dateline.lexicon.units import UnitWords
from dateline.reading.quantities.bare import bare
from dateline.reading.quantities.hedges import Hedged
from dateline.reading.quantities.phrases import (
    DETERMINERS,
    Tokens,
    about_of,
    at,
    is_people,
    noun_group,
    of_group,
    role_by_verb,
    role_of,
    singular,
    unit_of,
    verb_above,
    widened,
)
from dateline.reading.quantities.what import Counted

PURPOSES = frozenset({"of", "in", "for", "on", "towards", "toward"})


def counted(
    p: Parse, found: Hedged, words: UnitWords, before: Counted | None = None, told: Counted | None = None
) -> Counted | None:
    """What the number counts; None when it counts nothing.

    before: the quantity before it in the sentence; told: the last one that named what it counts, not far back.
    """
    for rule in RULES:
        if (result := rule(p, found, words)) is not None:
            return result
    return bare(p, found, words, before, told)


def _percent(p: Parse, found: Hedged, words: UnitWords) -> Counted | None:
    """ "93 percent of X", "two-thirds of X", "a 30 percent stake", "fell by a third"."""
    unit, last = "percent", found.last
    if not found.number.fraction:
        named = at(p, found.last + 1, words.percent, words.longest)
        if named is None:
            return None
        last, unit = named
    change = _changes(p, found.first, words, bare=True)
    group = of_group(p, last + 1) or _of_those(p, last + 1)
    if group is None and found.number.fraction:
        group = noun_group(p, last + 1)
    if group is not None:
        return Counted(unit, group, found.first, group[1], last, "percent", change=change)
    after = last + 1
    if after < len(p) and p.lower[after] in words.comparatives and (group := noun_group(p, after + 1)):
        return Counted(unit, group, found.first, last, last, "percent", change=True)
    group = _directly(p, after, words)
    if group is not None:
        if singular(p, group[1]) in words.change_nouns:
            return Counted(unit, _changed(p, group[1]), found.first, last, last, "percent", change=True)
        return Counted(unit, group, found.first, last, last, "percent")
    return Counted(unit, _subject(p, found, last, words), found.first, last, last, "percent", change=change)


def _of_those(p: Parse, j: int) -> Tokens | None:
    """ "half of those killed", "40 percent of them", "85 percent of what was theirs": the pronoun."""
    if j + 1 < len(p) and p.lower[j] == "of" and p.tag[j + 1] in ("PRP", "DT", "WP", "WDT"):
        return j + 1, j + 1
    return None


def _money(p: Parse, found: Hedged, words: UnitWords) -> Counted | None:
    """ "$5 million reward", "400 million euros", "£1bn in aid"."""
    first, last = found.first, found.last
    currency = words.signs.get(p.lower[found.number.first])
    if currency is not None:
        named = at(p, last + 1, words.currencies, words.longest)
        last = named[0] if named else last
    else:
        of = 1 if last + 1 < len(p) and p.lower[last + 1] == "of" and found.number.vague else 0
        named = at(p, last + 1 + of, words.currencies, words.longest)
        if named is None or (named[1] == "GBP" and of_group(p, named[0] + 1)):  # "40 pounds of flour"
            return None
        last, currency = named
    change = _changes(p, first, words, bare=True)
    group = _directly(p, last + 1, words)
    rate = _rate(p, last, words)
    unit, end = (f"{currency} per {rate[1]}", rate[0]) if rate else (currency, last)
    if group is None:
        group = _purpose(p, end) or _grant_of(p, first) or _subject(p, found, last, words, strict=True)
    return Counted(unit, group, first, end, last, f"money/{currency}", change=change)


def _directly(p: Parse, j: int, words: UnitWords) -> Tokens | None:
    """The noun phrase right behind a share or sum, without an article: "stake", "reward"; no time ("last year")."""
    if j >= len(p) or p.tag[j] in DETERMINERS or p.tag[j] == "RB":
        return None
    group = noun_group(p, j)
    return None if group is None or singular(p, group[1]) in words.time_nouns else group


def _purpose(p: Parse, last: int) -> Tokens | None:
    """ "in aid", "for schools" right behind a sum."""
    after = last + 1
    if after < len(p) and p.lower[after] in PURPOSES:
        group = noun_group(p, after + 1)
        if group is not None and p.tag[group[1]] != "NNP":
            return group
    return None


def _grant_of(p: Parse, first: int) -> Tokens | None:
    """ "a grant of $5": the grant."""
    if first >= 2 and p.lower[first - 1] == "of" and p.tag[first - 2].startswith("NN"):
        return first - 2, first - 2
    return None


def _measure(p: Parse, found: Hedged, words: UnitWords) -> Counted | None:
    """ "700 square miles of desert", "26,000 tons", "a 10-kilometre trench"."""
    after = found.last + 1
    joined = after + 1 < len(p) and p.word[after] == "-" and p.start[after] == p.end[found.last]
    of = found.number.vague and after < len(p) and p.lower[after] == "of"
    named = at(p, after + (joined or of), words.measures, words.longest)
    if named is None or (not joined and _modifies(p, named[0])):
        return None
    last, unit = named
    within = found.first > 0 and p.lower[found.first - 1] == "within"  # "within 7 km of the dam" measures no dam
    group = noun_group(p, last + 1) if joined else None if within else of_group(p, last + 1)
    about = group or _grant_of(p, found.first)
    end = last if group is None or joined else group[1]
    rate = _rate(p, end, words)
    unit, end = (f"{unit} per {rate[1]}", rate[0]) if rate else (unit, end)
    return Counted(unit, about, found.first, end, last, f"measure/{unit}", change=_changes(p, found.first, words))


def _modifies(p: Parse, unit: int) -> bool:
    """Does a unit in the singular only describe a noun: "30 barrel bombs"?"""
    return p.tag[unit] == "NN" and unit + 1 < len(p) and p.tag[unit + 1] == "NNS" and p.head[unit] == unit + 1


def _hyphenated(p: Parse, found: Hedged, words: UnitWords) -> Counted | None:
    """ "a 12-member council", "a 3,000-strong force": the members, not the council."""
    noun = found.last + 1
    if found.number.last < found.last and noun < len(p) and p.lower[noun] in words.hyphenated:  # "30-plus nation"
        return Counted(unit_of(p, noun, words), (noun, noun), found.first, noun, noun, "hyphenated")
    dash = found.last + 1
    if dash + 1 >= len(p) or p.word[dash] != "-" or p.lower[dash + 1] not in words.hyphenated:
        return None
    noun = dash + 1
    if p.lower[noun] == "strong":
        group = noun_group(p, noun + 1)
        return Counted("people", group, found.first, noun, noun, "strong")
    return Counted(unit_of(p, noun, words), (noun, noun), found.first, noun, noun, "hyphenated")


def _noun(p: Parse, found: Hedged, words: UnitWords) -> Counted | None:
    """ "12 Syrian soldiers", "tens of thousands of people", "three of the nine hostages"."""
    j = found.last + 1
    if j >= len(p) or p.sent_of[j] != p.sent_of[found.first]:
        return None
    if p.lower[j] in ("more", "additional", "further", "extra", "or", "such"):
        j += 1
    group = _part_of_counted(p, j, words) or of_group(p, j) or noun_group(p, j)
    if group is None or p.lower[group[1]] in ("number", "percent") or singular(p, group[1]) in words.time_nouns:
        return None
    of = p.lower[j] == "of"
    first, head = group = _shortened(p, found, group, words)
    if (not of and not _countable(p, found, head, words)) or (head == j and p.lower[j] in words.role_of_adjective):
        return None
    unit, about = unit_of(p, head, words), widened(p, group)
    role = role_of(p, head, first, words) or (role_by_verb(p, _outer(p, found), words) if of else None)
    if unit is None:
        unit = "people" if role is not None else None
    rate = _rate(p, about[1], words)
    unit, end = (f"{unit} per {rate[1]}", rate[0]) if rate else (unit, about[1])
    rule = "people" if unit and unit.startswith("people") else "noun"
    return Counted(unit, about, found.first, end, head, rule, role, _changes(p, found.first, words))


def _part_of_counted(p: Parse, j: int, words: UnitWords) -> Tokens | None:
    """ "2 of 14 pumps", "three of the nine hostages": the noun behind the second number."""
    if j >= len(p) or p.lower[j] != "of":
        return None
    k = j + 1
    while k < len(p) and p.tag[k] in ("DT", "PRP$"):
        k += 1
    number = k
    while k < len(p) and (p.tag[k] == "CD" or p.lower[k] in words.numbers):
        k += 1
    return noun_group(p, k) if k > number else None


def _outer(p: Parse, found: Hedged) -> int:
    """The token of the number that hangs on something outside of it."""
    span = range(found.number.first, found.number.last + 1)
    return next((k for k in span if p.head[k] not in span or p.head[k] == k), found.number.last)


def _shortened(p: Parse, found: Hedged, group: Tokens, words: UnitWords) -> Tokens:
    """The phrase without a singular that the parser drew in: "took 16 troops prisoner", "14 pumps work"."""
    first, head = group
    if head > first and p.tag[head - 1] == "NNS" and not _countable(p, found, head, words):
        return first, head - 1
    return group


def _countable(p: Parse, found: Hedged, head: int, words: UnitWords) -> bool:
    """Can the noun stand behind this number? Only one thing is singular; "3000 apartment block" is a name."""
    if p.lower[head] == "times":
        behind = p.lower[head + 1] if head + 1 < len(p) else ""
        return behind not in words.comparatives and behind not in ("as", "the", "that", "what", "its", "their")
    if p.tag[head] in ("NNS", "NNPS") or p.lower[head] in words.invariant:
        return True
    if found.number.low == 1 == found.number.high:
        return p.lower[head] not in words.idle and (p.tag[head] == "NN" or is_people(p, head, words))
    if p.tag[head] == "NN" and not found.number.digits and 1 < found.number.low == found.number.high <= 12:
        return p.tag[found.first - 1] not in DETERMINERS  # "two ISIL-held building": the plural was forgotten
    return is_people(p, head, words) and p.lower[head].endswith(("men", "women", "people", "children"))


RULES: tuple[Callable[[Parse, Hedged, UnitWords], Counted | None], ...] = (
    _percent, _money, _measure, _hyphenated, _noun,
)  # fmt: skip


def _rate(p: Parse, last: int, words: UnitWords) -> tuple[int, str] | None:
    """ "a day", "per week", "every hour" right behind token last: its last token and the period."""
    j = last + 1
    if j + 1 < len(p) and p.lower[j] in ("a", "per", "every", "each", "an") and p.lower[j + 1] in words.per:
        return j + 1, p.lower[j + 1]
    return None


def _changes(p: Parse, first: int, words: UnitWords, *, bare: bool = False) -> bool:
    """Is it a change, not a level: "fell by 12", "a drop of 12", and (bare) "fell 12 percent"?"""
    opens = p.sentence(first)[0]
    if first - 1 < opens:
        return False
    before = p.lower[first - 1]
    near = range(max(opens, first - 7), first - 1)
    if before == "by":
        return any(_is_change_verb(p, k, words.change_verbs) or singular(p, k) in words.change_nouns for k in near)
    if before == "of":
        return first - 2 >= opens and singular(p, first - 2) in words.change_nouns
    if not bare or before in ("to", "at", "from"):
        return False
    last_words = range(max(opens, first - 2), first)
    return any(_is_change_verb(p, k, words.bare_change_verbs) for k in last_words)


def _is_change_verb(p: Parse, k: int, verbs: frozenset[str]) -> bool:
    return p.tag[k].startswith("VB") and p.lemma[k] in verbs


def _changed(p: Parse, noun: int) -> Tokens | None:
    """ "increase in pay": the pay."""
    j = noun + 1
    return noun_group(p, j + 1) if j < len(p) and p.lower[j] in ("in", "of", "for") else None


def _subject(p: Parse, found: Hedged, last: int, words: UnitWords, *, strict: bool = False) -> Tokens | None:
    """What a share or a sum is said of, when nothing behind it tells: "turnout was 45 percent", "a drop of 8 percent in
    crossings". strict: only with verbs that say what something measures or costs."""
    if found.first >= 2 and p.lower[found.first - 1] == "of" and singular(p, found.first - 2) in words.change_nouns:
        return _changed(p, last)
    verb = verb_above(p, last)
    if verb is None or verb > found.first or (strict and p.lemma[verb] not in words.about_verbs):
        return None
    told = about_of(p, verb, (found.first, last), words)
    return None if told is None else told[0]
