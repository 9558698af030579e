"""Where sentences begin. Rules over tokens, because a parser loses its way at glued full stops, titles and brackets."""

from collections.abc import Sequence

ENDS = frozenset({".", "!", "?", "…", "...", "?!", "!?", "。"})
CLOSERS = frozenset({'"', "”", "’", "'", "''", "»", ")", "]", "“"})  # German and Swedish close with “
OPENERS = frozenset({'"', "“", "‘", "'", "``", "«", "„", "(", "[", "»"})
# Abbreviations after which a capital never starts a sentence: they belong to the name that follows.
TITLES = frozenset(
    "mr. mrs. ms. dr. prof. gen. lt. col. maj. capt. cpt. cmdr. sgt. adm. brig. gov. sen. sens. rep. reps. "
    "pres. rev. hon. st. mt. ft. vs. v. al. dr.s messrs. amb. supt. det. insp. pvt. spc. pfc. cpl. fr. sr. sra. jan. "
    "feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. ca. approx.".split()
)
NUMBERED = frozenset({"no.", "nos.", "art.", "sec.", "fig."})  # before a number only
# Abbreviations that may end a sentence: they do when a word follows that usually opens one.
MAYBE = frozenset(
    "u.s. u.k. u.n. u.s.a. u.a.e. e.u. d.c. a.m. p.m. inc. corp. ltd. co. jr. sr. etc. ph.d. m.d. b.c. a.d. "
    "i.e. e.g. gmt. n.y. calif. mass. fla. tex. pa. va. md. ill. conn. ariz. wash. mich. minn. ga. tenn. wis. "
    "ohio. okla. ore. ala. ark. ky. la. miss. mo. nev. n.j. n.h. n.m. n.c. s.c. n.d. s.d. r.i. vt. w.va. wyo. "
    "colo. del. ind. kan. neb. mont.".split()
)
STARTERS = frozenset(
    "the a an he she it they we i you this that these those there in on at as but and or so if when while "
    "after before since for from with by his her its their our my what who how why where not no some many "
    "most all also however meanwhile earlier later according despite although though once both each another "
    "one two three".split()
)


def sentence_starts(words: Sequence[str], spaced: Sequence[bool]) -> list[bool]:
    """For each token of a paragraph: does a sentence start here?

    words: the tokens; spaced: whether white space follows the token. The first token always starts one. A boundary
    lies after a full stop (with its closing quotes and brackets), before a capital, a digit or an opening mark; never
    inside brackets that close within 60 tokens, after a title or an initial, or before a lower-case word.
    """
    n = len(words)
    starts = [False] * n
    if n:
        starts[0] = True
    closed_by = _brackets(words)
    inside_until = -1
    i = 0
    while i < n - 1:
        if i in closed_by:
            inside_until = max(inside_until, closed_by[i])
        if i < inside_until or not _may_end(words, spaced, i):
            i += 1
            continue
        j = i + 1
        while j < n and words[j] in CLOSERS and (not spaced[j - 1] or words[j] in ("”", "’", ")", "]", "''")):
            j += 1  # the closing marks belong to the sentence that ends
        if j < n and _may_start(words, i, j):
            starts[j] = True
        i = j
    return starts


def _brackets(words: Sequence[str]) -> dict[int, int]:
    """Opening bracket -> its closing one, for pairs no more than 60 tokens apart."""
    pairs, stack = {}, []
    for i, word in enumerate(words):
        if word in ("(", "["):
            stack.append(i)
        elif word in (")", "]") and stack:
            opened = stack.pop()
            if i - opened <= 60:
                pairs[opened] = i
    return pairs


def _may_end(words: Sequence[str], spaced: Sequence[bool], i: int) -> bool:
    word = words[i]
    if word == "." and i and not spaced[i - 1] and words[i - 1][:1].isupper():
        word = words[i - 1] + "."  # the tokenizer cuts the stop off abbreviations that it does not know
    if len(word) < 2 or word in ENDS:
        return word in ENDS
    if not word.endswith((".", "!", "?")):
        return False
    low = word.lower()
    following = words[i + 1] if i + 1 < len(words) else ""
    if low in NUMBERED:
        return not following[:1].isdigit()
    if low in TITLES:
        return False  # "Gen. Rudskoi"
    initial = len(word) == 2 and word[0].isupper()  # "George W. Bush", but "wrote on X. The army"
    if initial or low in MAYBE or word.count(".") > 1:
        return following[:1].isupper() and following.lower() in STARTERS
    return True


def _may_start(words: Sequence[str], end: int, j: int) -> bool:
    """May token j open a sentence, the last one having ended with token `end`?"""
    k = j
    while k < len(words) and words[k] in OPENERS:
        k += 1
    if k >= len(words):
        return False
    first = words[k][0]
    if first.isalpha():
        return not first.islower()  # capitals, and scripts without case
    if first.isdigit():
        return words[end] in ENDS
    return k > j or words[j] in ("-", "–", "—", "•", "*", "#", "@", "$", "€", "£")
