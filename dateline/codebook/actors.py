"""The codebook's chapter on actors: what the tables hold, and the words that say a sector."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.lexicon.load import table


def chapter() -> str:
    """How many rows of which section there are, the groups of roles.yaml, and the rules for spellings."""
    content = table("roles")
    groups = "\n".join(_group(group) for group in content["groups"])
    sectors = "\n".join(
        f"| {sector} | {', '.join(entry['words'][:12])} |" for sector, entry in content["modifiers"]["sectors"].items()
    )
    return (
        f"### What the table holds\n\n{_held(table('actors'))}\n\n"
        f"### Role words\n\n| group | sector | words | among them |\n| --- | --- | --- | --- |\n{groups}\n\n"
        f"### Words before a role that say its sector\n\n| sector | words |\n| --- | --- |\n{sectors}"
    )


def _held(sections: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    lines = []
    for name, rows in sections.items():
        lands = Counter(_country(row) for row in rows)
        most = sorted(((land, n) for land, n in lands.items() if land), key=lambda item: (-item[1], item[0]))[:16]
        sources = Counter(str(row["source"]) for row in rows).most_common(3)
        lines.append(
            f"- {name}: {len(rows):,} rows; most are of {', '.join(f'{land} {n}' for land, n in most)};"
            f" sources: {', '.join(f'{source} {n:,}' for source, n in sources)}"
        )
    return "\n".join(lines)


def _country(row: Mapping[str, Any]) -> str:
    codes = [row.get("code"), *(role["code"] for role in row.get("roles") or ())]
    return row.get("country") or next((code.partition(":")[0] for code in codes if code), "")


def _group(group: Mapping[str, Any]) -> str:
    words = group["words"]
    return f"| {group['name']} | {group['sector'] or '–'} | {len(words)} | {', '.join(words[:8])} |"
