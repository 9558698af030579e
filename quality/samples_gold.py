"""Builds dateline/samples/gold from the hand-written annotations beside it.

usage: samples_gold.py [--check]     (--check writes nothing and fails when the gold is out of step)

An annotation names words of the report; this script finds their place. It stops when the words are not there, or are
there more than once and nothing says which. Words are written as
    "collapsed"              stands once in the text, as whole words
    "said#3"                 its third occurrence
    "The first … rifles."    from the first words, which stand once, to the next occurrence of the last ones
    "She counted|She"        the first "She" inside "She counted"
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

SAMPLES = Path(__file__).resolve().parent.parent / "dateline" / "samples"
Row = dict[str, Any]


class BadAnnotation(Exception):
    """Words that are not in the report, or not only once; a key, name or relation that nobody knows."""


def texts(reports: Path = SAMPLES / "reports") -> dict[str, str]:
    """Text of every report by its source: a text file's characters, a JSONL row's text, a page's markup."""
    found = {
        p.name: p.read_bytes().decode("utf-8") for p in sorted(reports.glob("*.*")) if p.suffix in (".txt", ".html")
    }
    for path in sorted(reports.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").strip().split("\n"):
            row = json.loads(line)
            found[row["id"]] = row["text"]
    return found


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where `words` stand as whole words."""
    left = r"(?<!\w)" if words[0].isalnum() else ""
    right = r"(?!\w)" if words[-1].isalnum() else ""
    return [m.span() for m in re.finditer(left + re.escape(words) + right, text)]


def one(text: str, words: str) -> tuple[int, int]:
    """The only place of `words`, or the n-th when they end in "#n"."""
    numbered = re.fullmatch(r"(.+)#(\d+)", words, re.S)
    plain, number = (numbered[1], int(numbered[2])) if numbered else (words, None)
    places = occurrences(text, plain)
    if number is None and len(places) != 1:
        raise BadAnnotation(f"{words!r} stands {len(places)} times; add #n or more words")
    if number is not None and not 1 <= number <= len(places):
        raise BadAnnotation(f"{words!r}: there are only {len(places)}")
    return places[(number or 1) - 1]


def span(text: str, words: str) -> tuple[int, int]:
    """Start and end of the words that an annotation names. Raises BadAnnotation when they cannot be told."""
    if " … " in words:
        first, last = words.split(" … ", 1)
        start, middle = one(text, first)
        after = occurrences(text[middle:], last)
        if not after:
            raise BadAnnotation(f"{last!r} does not follow {first!r}")
        return start, middle + after[0][1]
    if "|" in words and words not in text:
        around, inner = words.rsplit("|", 1)
        start, end = one(text, around)
        offset = occurrences(text[start:end], inner)
        if not offset:
            raise BadAnnotation(f"{inner!r} is not in {around!r}")
        return start + offset[0][0], start + offset[0][1]
    return one(text, words)


def number(value: str | None) -> float | int | None:
    if value is None:
        return None
    return float(value) if "." in value else int(value)


def claim(text: str, note: Row) -> Row:
    row: Row = {
        "sources": note["by"],
        "cue": None,
        "via": note.get("via", []),
        "said_on": note.get("said"),
        "quoted": note.get("quoted") == "true",
        "stance": note.get("stance", "asserts"),
    }
    if "to" in note:
        row["addressee"] = note["to"]
    if "cue" in note and text:
        start, end = span(text, note["cue"])
        row |= {"cue": text[start:end], "cue_start": start, "cue_end": end}
    elif "cue" in note:
        row["cue"] = note["cue"]
    return row


def event(text: str, note: Row) -> Row:
    return {
        "types": note["types"],
        "initiators": note.get("who", []),
        "recipients": note.get("whom", []),
        "when": note.get("when"),
        "status": note["status"],
        "place": note.get("place"),
    }


def quantity(text: str, note: Row) -> Row:
    return {
        "low": number(note.get("n", note.get("low"))),
        "high": number(note.get("n", note.get("high"))),
        "unit": note["unit"],
        "about": note["about"],
        "bound": note.get("bound", "exact"),
        "attributed_to": note.get("from"),
        "when": note.get("when"),
    }


def time(text: str, note: list[Any]) -> Row:
    return {"value": note[1], "time_kind": note[2], "needs_other_report": note[3:] == ["other"]}


def place(text: str, note: list[str], places: dict[str, list[str]]) -> Row:
    lat, lon, country = places[note[1]]
    return {"name": note[1], "lat": float(lat), "lon": float(lon), "country": None if country == "null" else country}


KEYS = {
    "claims": {"id", "words", "by", "cue", "via", "to", "said", "quoted", "stance"},
    "events": {"id", "words", "types", "who", "whom", "when", "status", "place"},
    "quantities": {"id", "words", "n", "low", "high", "bound", "unit", "about", "from", "when"},
}
TOP = {*KEYS, "report", "headline", "published", "undated", "times", "places", "actors", "furniture", "not_quantities"}


def rows(note: Row, text: str, prefix: str, tables: dict[str, Row]) -> Iterator[Row]:
    """Gold rows of one report, kind by kind in the order of the annotation."""
    makers = {"claims": ("claim", claim), "events": ("event", event), "quantities": ("quantity", quantity)}

    def made(kind: str, words: str, key: str, fields: Row) -> Row:
        start, end = span(text, words)
        head = {"kind": kind, "id": f"{prefix}-{key}", "report": note["report"], "start": start, "end": end}
        return {**head, "text": text[start:end], **fields}

    for group, (kind, make) in makers.items():
        for n, item in enumerate(note.get(group, []), 1):
            if extra := set(item) - KEYS[group]:
                raise BadAnnotation(f"{group} {n} has {sorted(extra)}; known are {sorted(KEYS[group])}")
            yield made(kind, item["words"], item.get("id", f"{kind[0]}{n:02d}"), make(text, item))
    for n, words in enumerate(note.get("not_quantities", []), 1):
        yield made("not_quantity", words, f"n{n:02d}", {})
    for n, item in enumerate(note.get("times", []), 1):
        yield made("time", item[0], f"t{n:02d}", time(text, item))
    for n, item in enumerate(note.get("places", []), 1):
        yield made("place", item[0], f"p{n:02d}", place(text, item, tables["places"]))
    for n, item in enumerate(note.get("actors", []), 1):
        yield made("actor", item[0], f"a{n:02d}", {"name": item[1], "code": tables["actors"][item[1]]})
    for n, words in enumerate(note.get("furniture", []), 1):
        yield made("furniture", words, f"f{n:02d}", {})
    yield report_row(note)


def report_row(note: Row) -> Row:
    headline = None if note["headline"] == "null" else note["headline"]
    row = {
        "kind": "report",
        "report": note["report"],
        "headline": headline,
        "published": note["published"],
        "story": "S1",
    }
    return row | ({"undated": note["undated"]} if "undated" in note else {})


def located_by_text(note: Row, prefix: str) -> Iterator[Row]:
    """Rows of a page: what extraction leaves of it decides the offsets, so the words alone locate them."""
    makers = {"claim": claim, "event": event, "quantity": quantity}
    for n, item in enumerate(note["by_text"], 1):
        kind = item["kind"]
        fields = (
            makers[kind]("", item) if kind in makers else {k: v for k, v in item.items() if k in ("value", "time_kind")}
        )
        key = item.get("id", f"{kind[0]}{n:02d}")
        yield {"kind": kind, "id": f"{prefix}-{key}", "report": note["report"], "text": item["words"], **fields}


def read(path: Path) -> Any:
    """YAML in which every scalar stays the string that was written."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


RELATIONS = {
    "links": {"same_event", "same_claim", "develops", "differs_in_scope"},
    "page_links": {"same_event", "same_claim", "develops", "differs_in_scope"},
    "disputes": {"contradicts", "denies", "corroborates", "differs_in_scope", "updates"},
}
RELATION_FILES = {"links": "links.jsonl", "disputes": "disputes/pairs.jsonl", "page_links": "pages/links.jsonl"}


def joined(notes: Row, group: str, known: set[str]) -> Iterator[Row]:
    """Pairs of gold rows and what they have to do with each other."""
    for relation, pairs in notes[group].items():
        if relation not in RELATIONS[group]:
            raise BadAnnotation(f"relation {relation!r} of {group} is not one of {sorted(RELATIONS[group])}")
        for a, b, *reason in pairs:
            if missing := {a, b} - known:
                raise BadAnnotation(f"{relation}: no gold row {sorted(missing)}")
            yield {"pair": [a, b], "relation": relation} | ({"reason": reason[0]} if reason else {})


def identified(files: Iterable[list[Row]]) -> set[str]:
    """Ids of all rows. Raises BadAnnotation when one stands for two rows."""
    ids = [row["id"] for found in files for row in found if "id" in row]
    if twice := sorted({i for i, times in Counter(ids).items() if times > 1}):
        raise BadAnnotation(f"given twice: {twice}")
    return set(ids)


def build(samples: Path = SAMPLES) -> dict[str, str]:
    """The gold files, name -> contents. Raises BadAnnotation, naming the report and the words."""
    notes_folder = samples / "annotations"
    tables = {name: read(notes_folder / f"{name}.yaml") for name in ("places", "actors")}
    known, files, pages = texts(samples / "reports"), {}, []
    for path in sorted(notes_folder.glob("0*.yaml")):
        note, prefix = read(path), path.stem[:3]
        try:
            if "by_text" in note:
                pages += list(located_by_text(note, prefix))
                found = [report_row(note)]
            else:
                if extra := set(note) - TOP:
                    raise BadAnnotation(f"unknown key {sorted(extra)}")
                found = list(rows(note, known[note["report"]], prefix, tables))
        except (BadAnnotation, KeyError) as problem:
            raise BadAnnotation(f"{path.name}: {problem}") from problem
        files[f"{path.stem}.jsonl"] = found
    relations, placed = read(notes_folder / "relations.yaml"), identified(files.values())
    files["pages/rows.jsonl"] = pages
    ids = {"links": placed, "disputes": placed, "page_links": identified(files.values())}
    files |= {name: list(joined(relations, group, ids[group])) for group, name in RELATION_FILES.items()}
    return {name: "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in found) for name, found in files.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the gold of the sample reports.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the gold is out of step")
    check = parser.parse_args().check
    built, folder = build(), SAMPLES / "gold"
    stale = [name for name, lines in built.items() if not same(folder / name, lines)]
    stale += [name for name in sorted(made(folder)) if name not in built]
    if check:
        print(f"out of step: {', '.join(stale)}" if stale else "the gold is in step", file=sys.stderr)
        return 1 if stale else 0
    for name, lines in built.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(lines, encoding="utf-8")
    return 0


def made(folder: Path) -> set[str]:
    """The gold files that are there, by their path inside the folder."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*.jsonl")}


def same(path: Path, lines: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == lines


if __name__ == "__main__":
    sys.exit(main())
