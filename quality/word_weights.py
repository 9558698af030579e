"""Makes the bands of dateline/lexicon/word_weights.yaml: how rare stems are in the texts of the corpora.

usage: python quality/word_weights.py. Needs the corpora beside the repository. Counts only, no text of theirs; the
irregular forms at the head of the table are written by hand and kept.
"""

import json
import math
import textwrap
from collections import Counter, defaultdict
from pathlib import Path

import yaml

from dateline.joining.words import WORD
from dateline.lexicon.word_weights import folded, stem

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "dateline" / "lexicon" / "word_weights.yaml"
CORPORA = ("polnear-train", "ecb-dev", "re3d-dev", "geo-virus", "geo-lgl", "time-meantime", "gsr-dev")
PIECE = 1200  # code points that count as one text
COMMON = 0.12  # a stem in more than this share of the texts weighs nothing
LISTED = 0.0015  # a stem in less than this share is not listed: it is rare
STEP = 0.5  # between two bands
MARK = "bands:\n"


def main() -> None:
    head = TABLE.read_text(encoding="utf-8").split(MARK)[0]
    irregular = {form: s for s, forms in yaml.safe_load(head)["irregular"].items() for form in str(forms).split()}
    seen: Counter[str] = Counter()
    pieces = 0
    for name in CORPORA:
        path = ROOT.parent / "shared" / "corpora" / name / "input.jsonl"
        for line in path.read_text(encoding="utf-8").split("\n"):
            text = json.loads(line)["text"] if line else ""
            for start in range(0, len(text), PIECE):
                pieces += 1
                words = WORD.findall(folded(text[start : start + PIECE]))
                seen.update({irregular.get(word) or stem(word) for word in words})
    bands = defaultdict(list)
    for word, n in sorted(seen.items()):
        share = n / pieces
        if share >= LISTED:
            rarity = math.log(1 / share)
            bands[0.0 if share > COMMON else STEP * round(rarity / STEP)].append(word)
    lines = [head, MARK]
    for weight in sorted(bands):
        words = textwrap.fill(" ".join(bands[weight]), 118, initial_indent="    ", subsequent_indent="    ",
                              break_on_hyphens=False)  # fmt: skip
        lines.append(f"- weight: {weight}\n  stems: >-\n{words}\n")
    TABLE.write_text("".join(lines), encoding="utf-8")
    print(f"{pieces:,} pieces, {sum(map(len, bands.values())):,} stems in {len(bands)} bands")


if __name__ == "__main__":
    main()
