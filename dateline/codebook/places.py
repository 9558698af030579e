"""The codebook's chapter on places: what the table holds, and the words that show a place."""

from collections import Counter
from typing import Any

from dateline.lexicon.load import table


def chapter() -> str:
    """How many rows of which kind there are, and the groups of place_words.yaml."""
    rows: list[dict[str, Any]] = table("places")
    kinds = Counter(row["feature"] for row in rows)
    lands = Counter(row.get("country") or "several or none" for row in rows)
    most = ", ".join(f"{land} {n}" for land, n in sorted(lands.items(), key=lambda item: (-item[1], item[0]))[:24])
    listed = ", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))[:24])
    held = f"### What the table holds\n\n{len(rows):,} rows. By kind: {listed}, … By country: {most}, …"
    return f"{held}\n\n### Words that show a place\n\n" + "\n\n".join(_group(*item) for item in _words())


def _words() -> list[tuple[str, dict[str, Any]]]:
    return list(table("place_words").items())


def _group(name: str, group: dict[str, Any]) -> str:
    words = [str(word) for word in group["words"]]
    more = f" … and {len(words) - 40} more" if len(words) > 40 else ""
    lines = [f"#### {name}", "", f"Source: {group['source']}. Words ({len(words)}): {', '.join(words[:40])}{more}", ""]
    lines += [f"- matches: {sentence}" for sentence in group["matches"]]
    lines += [f"- not: {sentence}" for sentence in group["rejects"]]
    return "\n".join(lines)
