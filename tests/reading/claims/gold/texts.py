"""The gold texts as records, every quoted word found again in its text. The conventions stand in middle_east.yaml."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.tables import table

FOLDER = Path(__file__).parent
FILES = ("middle_east.yaml", "europe_caucasus.yaml", "africa.yaml", "asia_americas.yaml")
HALVES = ("tuning", "kept")
MANNERS = ("quote", "paraphrase", "mixed", "belief", "intention")
STANCES = ("asserts", "denies", "accuses", "promises", "predicts", "asks", "believes")
FRAMES = (
    "clause_that", "clause_bare", "clause_first", "question", "quote", "quote_inverted", "quote_floating",
    "quote_sentences", "quote_paragraphs", "quote_split", "quote_dash", "quote_mixed", "quote_bracketed", "transcript",
    "according", "passive", "raising", "reportedly", "participle", "noun", "object", "infinitive", "title", "belief",
    "intention", "hope",
)  # fmt: skip
TEXT_KEYS = {"id", "half", "published", "outlet", "text", "claims"}
CLAIM_KEYS = {
    "id", "frame", "content", "sources", "source_words", "cue", "via", "via_words", "addressee", "manner", "stance",
    "quoted", "parent", "on_behalf_of", "optional",
}  # fmt: skip
Span = tuple[int, int]


class BadGold(Exception):
    """An annotation that does not point at its words, or breaks the conventions; says which and why."""


@dataclass(frozen=True, slots=True)
class GoldParty:
    """Who said it or passed it on. `span`: the words that name it, half-open, in characters of the text."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One attribution as a reader annotated it. `manner` and `stance` hold every value that is right."""

    id: str
    frame: str
    content: tuple[Span, ...]  # more than one when the cue stands inside the content
    sources: tuple[GoldParty, ...]
    cue: Span | None
    via: tuple[GoldParty, ...]
    addressee: Span | None
    manner: tuple[str, ...]
    stance: tuple[str, ...]
    quoted: bool
    parent: str | None
    on_behalf_of: str | None
    optional: bool  # careful readers differ: neither finding it nor missing it counts


@dataclass(frozen=True, slots=True)
class GoldText:
    """One invented report with all its attributions."""

    id: str
    half: str
    published: str | None
    outlet: str | None
    text: str
    claims: tuple[GoldClaim, ...]


def load(half: str | None = None) -> tuple[GoldText, ...]:
    """All gold texts, or those of one half, in the order of the files. Raises BadGold."""
    read = [_text(row) for name in FILES for row in table(FOLDER / name)]
    return tuple(text for text in read if half is None or text.half == half)


def find(text: str, words: str) -> Span:
    """Where `words` stand in `text`; "the [[general]] said" means the general of that phrase only.

    Raises BadGold when they stand nowhere or in several places.
    """
    before, marked, rest = words.partition("[[")
    inner, _, after = rest.partition("]]") if marked else (words, "", "")
    before = before if marked else ""
    found = [match.start() for match in re.finditer(_whole(before + inner + after), text)]
    if len(found) != 1:
        raise BadGold(
            f"{words!r} stands in {len(found)} places; it must be one, mark it as 'context [[words]] context'"
        )
    start = found[0] + len(before)
    return start, start + len(inner)


def stretch(text: str, content: Any) -> tuple[Span, ...]:
    """The spans of a content: words, {from: first words, to: last words}, or a list of these. Raises BadGold."""
    if isinstance(content, list):
        return tuple(span for part in content for span in stretch(text, part))
    if not isinstance(content, Mapping):
        return (find(text, content),)
    start, _ = find(text, content["from"])
    if not (last := re.compile(_whole(content["to"])).search(text, start)):
        raise BadGold(f"after {content['from']!r} there is no {content['to']!r}")
    return ((start, last.end()),)


def depth(claim: GoldClaim, claims: tuple[GoldClaim, ...]) -> int:
    """1 for a claim in the report's own voice, 2 for a claim inside that, and so on."""
    by_id = {each.id: each for each in claims}
    return 1 if claim.parent is None else 1 + depth(by_id[claim.parent], claims)


def _whole(words: str) -> str:
    """A pattern for these words that does not begin or end within a longer word."""
    head = r"(?<!\w)" if words[:1].isalnum() else ""
    tail = r"(?!\w)" if words[-1:].isalnum() else ""
    return head + re.escape(words) + tail


def _text(row: Mapping[str, Any]) -> GoldText:
    if unknown := set(row) - TEXT_KEYS:
        raise BadGold(f"{row.get('id')}: unknown keys {sorted(unknown)}")
    text = row["text"].strip("\n")
    try:
        claims = tuple(_claim(text, each) for each in row["claims"])
        _check(row, claims)
    except BadGold as problem:
        raise BadGold(f"{row['id']}: {problem}") from problem
    return GoldText(row["id"], row["half"], row.get("published"), row.get("outlet"), text, claims)


def _claim(text: str, row: Mapping[str, Any]) -> GoldClaim:
    if unknown := set(row) - CLAIM_KEYS:
        raise BadGold(f"claim {row.get('id')}: unknown keys {sorted(unknown)}")
    try:
        return GoldClaim(
            id=row["id"],
            frame=row["frame"],
            content=stretch(text, row["content"]),
            sources=_parties(text, row.get("sources", []), row.get("source_words", [])),
            cue=find(text, row["cue"]) if row.get("cue") else None,
            via=_parties(text, row.get("via", []), row.get("via_words", [])),
            addressee=find(text, row["addressee"]) if row.get("addressee") else None,
            manner=_several(row.get("manner", "paraphrase")),
            stance=_several(row.get("stance", "asserts")),
            quoted=row.get("quoted", False),
            parent=row.get("parent"),
            on_behalf_of=row.get("on_behalf_of"),
            optional=row.get("optional", False),
        )
    except BadGold as problem:
        raise BadGold(f"claim {row['id']}: {problem}") from problem


def _parties(text: str, names: list[str], words: list[str]) -> tuple[GoldParty, ...]:
    if len(names) != len(words):
        raise BadGold(f"{len(names)} names but {len(words)} words: {names} {words}")
    return tuple(GoldParty(name, find(text, each)) for name, each in zip(names, words, strict=True))


def _several(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _check(row: Mapping[str, Any], claims: tuple[GoldClaim, ...]) -> None:
    """Raise BadGold for a value outside its list, a repeated id, or a claim that does not lie inside its parent."""
    if row["half"] not in HALVES:
        raise BadGold(f"half {row['half']!r} is none of {HALVES}")
    by_id = {claim.id: claim for claim in claims}
    if len(by_id) != len(claims):
        raise BadGold("two claims have the same id")
    for claim in claims:
        wrong = [claim.frame] if claim.frame not in FRAMES else []
        wrong += [value for value in claim.manner if value not in MANNERS]
        wrong += [value for value in claim.stance if value not in STANCES]
        if wrong:
            raise BadGold(f"claim {claim.id}: unknown values {wrong}")
        if claim.parent is not None and not _inside(claim, by_id.get(claim.parent)):
            raise BadGold(f"claim {claim.id} does not lie inside its parent {claim.parent}")


def _inside(claim: GoldClaim, parent: GoldClaim | None) -> bool:
    return parent is not None and all(
        any(outer[0] <= start and end <= outer[1] for outer in parent.content) for start, end in claim.content
    )


def pieces(text: GoldText) -> Iterator[tuple[GoldClaim, str]]:
    """(claim, its words) of a text, the parts of a split content joined by " … "."""
    for claim in text.claims:
        yield claim, " … ".join(text.text[start:end] for start, end in claim.content)
