"""A stream of reports like that of a day's news: six in ten are agency copy that several outlets carry.

usage: python -m bench.copies JSONL N > stream.jsonl

The texts are those of JSONL. A copy has another id and outlet and the words of the report that it copies: all of them
(a third), without the last paragraphs (a third), or with a line of its own before and a word less in one paragraph.
The same file and number give the same stream.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

SHARE = 0.6  # of reports that copy another one
BEHIND = 300  # reports: copies come within so many of what they copy


def stream(path: Path, n: int) -> Iterator[dict[str, Any]]:
    """N rows as `dateline read` takes them."""
    random = Random(7)
    texts = [json.loads(line) for line in path.open(encoding="utf-8")]
    told: list[dict[str, Any]] = []
    fresh = 0
    for number in range(n):
        if told and random.random() < SHARE:
            row = random.choice(told[-BEHIND:])
            yield {
                **row,
                "id": f"copy {number}",
                "outlet": f"Outlet {number % 40}",
                "text": _copied(row["text"], random),
            }
            continue
        row = texts[fresh % len(texts)]
        rounds = fresh // len(texts)
        fresh += 1
        text = row["text"] if not rounds else f"Edition {rounds}.\n{row['text']}"
        told.append({"id": f"report {number}", "text": text, "published": row.get("published")})
        yield told[-1]


def _copied(text: str, random: Random) -> str:
    paragraphs = text.split("\n")
    how = random.randrange(3)
    if how == 1 and len(paragraphs) > 4:
        return "\n".join(paragraphs[: len(paragraphs) * 2 // 3])
    if how == 2:
        at = random.randrange(len(paragraphs))
        words = paragraphs[at].split(" ")
        paragraphs[at] = " ".join(words[:-1]) if len(words) > 8 else paragraphs[at]
        return "\n".join([f"By our own correspondent in Port {random.randrange(99)}.", *paragraphs])
    return text


if __name__ == "__main__":
    for each in stream(Path(sys.argv[1]), int(sys.argv[2])):
        print(json.dumps(each, ensure_ascii=False))
