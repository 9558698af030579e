"""How well claims agree with the gold texts. `python -m tests.reading.claims.gold.score [--half tuning] [--misses]`

A claim is found when its content overlaps (shared characters over all characters of both, at least half), one to one.
Every figure comes as F1 over all claims and as the share of the found ones that are right.
"""

import argparse
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dateline.records import Claim, Party
from tests.reading.claims.gold.texts import HALVES, GoldClaim, GoldParty, GoldText, Span, load

OVERLAP = 0.5  # of the content, for a claim to count as found
SMALL_WORDS = {"a", "an", "the", "of"}


@dataclass(frozen=True, slots=True)
class Matched:
    """The claims of one text beside its gold. `pairs`: indices (gold, found), the optional gold claims left out."""

    text: GoldText
    rows: tuple[Claim, ...]
    pairs: tuple[tuple[int, int], ...]
    spare: tuple[tuple[int, int], ...]  # found claims that agree with an optional gold claim; they count nowhere


def match(text: GoldText, rows: Sequence[Claim]) -> Matched:
    """The best pairs first: those that agree on the source, then those that share most of the content."""
    needed = [i for i, gold in enumerate(text.claims) if not gold.optional]
    others = [i for i, gold in enumerate(text.claims) if gold.optional]
    pairs = _greedy(text, needed, rows, set())
    spare = _greedy(text, others, rows, {row for _, row in pairs})
    return Matched(text, tuple(rows), tuple(pairs), tuple(spare))


def overlap(gold: Sequence[Span], row: Claim) -> float:
    """Characters in both contents over characters in either, 0 to 1."""
    theirs = [(part.start, part.end) for part in row.parts] or [(row.start, row.end)]
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in gold for b in theirs)
    either = sum(end - start for start, end in (*gold, *theirs)) - shared
    return shared / either if either else 0.0


def same_party(gold: GoldParty, party: Party) -> bool:
    """True when the words overlap, or the names are the same but for case, accents and articles."""
    if party.start is not None and party.end is not None and _touch(gold.span, (party.start, party.end)):
        return True
    return party.name is not None and fold(gold.name) == fold(party.name)


def same_sources(gold: GoldClaim, row: Claim) -> bool:
    """True when one source agrees, or neither has any."""
    if not gold.sources or not row.sources:
        return not gold.sources and not row.sources
    return any(same_party(a, b) for a in gold.sources for b in row.sources)


def same_chain(matched: Matched, gold: GoldClaim, row: Claim) -> bool:
    """True when sources and relays agree one by one in order; relays that a containing claim tells are left out."""
    return _same_list(gold.sources, row.sources) and _same_list(gold.via, own_via(row, matched.rows))


def own_via(row: Claim, rows: Iterable[Claim]) -> tuple[Party, ...]:
    """The relays of a claim without the sources and relays of the claims that contain it."""
    by_id = {each.id: each for each in rows}
    above: list[Party] = []
    seen = {row.id}
    parent = row.parent
    while parent in by_id and parent not in seen:
        seen.add(parent)
        above += [*by_id[parent].sources, *by_id[parent].via]
        parent = by_id[parent].parent
    told = {(party.start, party.end) for party in above if party.start is not None}
    names = {party.name for party in above if party.name is not None}
    return tuple(party for party in row.via if (party.start, party.end) not in told and party.name not in names)


def same_parent(matched: Matched, gold: GoldClaim, row: Claim) -> bool:
    """True when the containing claims are a pair, or neither is contained in another."""
    if gold.parent is None or row.parent is None:
        return gold.parent is None and row.parent is None
    partner = {matched.rows[j].id: matched.text.claims[i].id for i, j in (*matched.pairs, *matched.spare)}
    return partner.get(row.parent) == gold.parent


def same_addressee(gold: GoldClaim, row: Claim) -> bool:
    """True when both name the same words or nobody."""
    if gold.addressee is None or row.addressee is None:
        return gold.addressee is None and row.addressee is None
    start, end = row.addressee.start, row.addressee.end
    return start is not None and end is not None and _touch(gold.addressee, (start, end))


def same_principal(gold: GoldClaim, row: Claim) -> bool:
    """True when both or neither speak for somebody, and the principals share a word of their names."""
    principals = [party.on_behalf_of for party in row.sources if party.on_behalf_of]
    if gold.on_behalf_of is None or not principals:
        return gold.on_behalf_of is None and not principals
    return any(set(fold(gold.on_behalf_of)) & set(fold(name)) for name in principals)


JUDGES: dict[str, Callable[[Matched, GoldClaim, Claim], bool]] = {
    "content": lambda _, gold, row: True,
    "content_and_source": lambda _, gold, row: same_sources(gold, row),
    "chain": same_chain,
    "parent": same_parent,
    "addressee": lambda _, gold, row: same_addressee(gold, row),
    "on_behalf_of": lambda _, gold, row: same_principal(gold, row),
    "manner": lambda _, gold, row: row.manner in gold.manner,
    "stance": lambda _, gold, row: row.stance in gold.stance,
    "quoted": lambda _, gold, row: row.quoted == gold.quoted,
}


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over some texts. `right`: for each judge, found claims that it calls right."""

    gold: int
    rows: int
    found: int
    right: dict[str, int]

    def f1(self, name: str) -> float:
        """Twice the right ones over gold and read claims together; 0 when there are none."""
        return 2 * self.right[name] / (self.gold + self.rows) if self.gold + self.rows else 0.0

    def share(self, name: str) -> float:
        """Right ones among the found."""
        return self.right[name] / self.found if self.found else 0.0


def figures(texts: Iterable[Matched]) -> Figures:
    """The figures over these texts."""
    gold = rows = found = 0
    right: Counter[str] = Counter(dict.fromkeys(JUDGES, 0))
    for matched in texts:
        gold += sum(not claim.optional for claim in matched.text.claims)
        rows += len(matched.rows) - len(matched.spare)
        found += len(matched.pairs)
        for i, j in matched.pairs:
            right.update(name for name in JUDGES if JUDGES[name](matched, matched.text.claims[i], matched.rows[j]))
    return Figures(gold, rows, found, dict(right))


def misses(matched: Matched) -> list[str]:
    """A line for every gold claim not found or found wrong, and for every claim that gold does not have."""
    text, lines = matched.text, []
    partner = dict(matched.pairs)
    for i, gold in enumerate(text.claims):
        words = " … ".join(text.text[start:end] for start, end in gold.content)
        if i not in partner and not gold.optional:
            lines.append(f"{text.id}{gold.id} [{gold.frame}] not found: {words!r}")
        elif i in partner:
            row = matched.rows[partner[i]]
            wrong = [name for name, judge in JUDGES.items() if not judge(matched, gold, row)]
            lines += [f"{text.id}{gold.id} [{gold.frame}] wrong {wrong}: {words!r} ({row.how.by})"] if wrong else []
    taken = {j for _, j in (*matched.pairs, *matched.spare)}
    extra = [row for j, row in enumerate(matched.rows) if j not in taken]
    return lines + [f"{text.id} not in gold: {row.text!r} ({row.how.by})" for row in extra]


def fold(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, punctuation and articles."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return tuple(word for word in re.findall(r"\w+", plain) if word not in SMALL_WORDS)


def _greedy(text: GoldText, wanted: Sequence[int], rows: Sequence[Claim], taken: set[int]) -> list[tuple[int, int]]:
    ranked = sorted(
        (not same_sources(text.claims[i], row), -shared, i, j)
        for i in wanted
        for j, row in enumerate(rows)
        if j not in taken and (shared := overlap(text.claims[i].content, row)) >= OVERLAP
    )
    pairs: list[tuple[int, int]] = []
    for _, _, i, j in ranked:
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return sorted(pairs)


def _same_list(gold: Sequence[GoldParty], parties: Sequence[Party]) -> bool:
    return len(gold) == len(parties) and all(same_party(a, b) for a, b in zip(gold, parties, strict=True))


def _touch(a: Span, b: Span) -> bool:
    return min(a[1], b[1]) > max(a[0], b[0])


def read(text: GoldText) -> Matched:
    """The text read by all stages, beside its gold."""
    from dateline import lexicon, stages
    from dateline.intake.passages import passages
    from dateline.language.model import parse
    from tests.conftest import make_report

    basis = "stated" if text.published else None
    report = make_report(text.text, published=text.published, published_basis=basis, outlet=text.outlet)
    parts = passages(report)
    return match(text, stages.read(report, parts, parse(text.text, parts), lexicon.load(), "test").claims)


def main() -> None:
    """Print the figures of each half asked for, and its misses; those of the kept half are never shown."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--half", choices=HALVES, default="tuning")
    options.add_argument("--misses", action="store_true", help="list what is wrong, in the tuning half")
    asked = options.parse_args()
    if asked.misses and asked.half == "kept":
        options.error("the misses of the kept half are not shown; it would no longer be unseen")
    matched = [read(text) for text in load(asked.half)]
    if asked.misses:
        print(*(line for each in matched for line in misses(each)), sep="\n")
    result = figures(matched)
    print(f"{asked.half}: {len(matched)} texts, {result.gold} claims in gold, {result.rows} read, {result.found} found")
    for name in JUDGES:
        print(f"  {name:<20} F1 {result.f1(name):.3f}   of found {result.share(name):.3f}")


if __name__ == "__main__":
    main()
