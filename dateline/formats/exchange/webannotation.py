"""W3C Web Annotation: claims, events and quantities as annotations on the reports' texts, one a line.

Each target has both selectors: the exact quote with 32 characters on either side, and its position in code points.
(Browsers count UTF-16 units: convert there.) A split quotation has a target for each of its parts.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from dateline.formats.exchange.common import Format, Rows, Skips, Written, according_to
from dateline.records import Claim, Event, Quantity, Report, Words
from dateline.version import rules

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of prefix and suffix


def claims(source: Rows, out: BinaryIO) -> Written:
    """What was said, by whom."""
    return _write(source, "claims", _claim_words, out)


def events(source: Rows, out: BinaryIO) -> Written:
    """What is told to have happened, by its trigger."""
    return _write(source, "events", _event_words, out)


def quantities(source: Rows, out: BinaryIO) -> Written:
    """What is counted."""
    return _write(source, "quantities", _quantity_words, out)


WEBANNOTATION = Format("jsonl", {"claims": claims, "events": events, "quantities": quantities})


def _write(source: Rows, kind: str, words: Callable[[Any], Iterator[str]], out: BinaryIO) -> Written:
    reports = {report.id: report for report in source.rows("reports")}
    count = 0
    for row in source.rows(kind):
        note = _annotation(row, reports[row.report], list(words(row)))
        out.write(json.dumps(note, ensure_ascii=False).encode("utf-8") + b"\n")
        count += 1
    return Skips().written(count)


def _annotation(row: Any, report: Report, words: list[str]) -> Mapping[str, Any]:
    parts: tuple[Words, ...] = getattr(row, "parts", ()) or (Words(row.text, row.start, row.end),)
    targets = [_target(report, part) for part in parts]
    return {
        "@context": CONTEXT,
        "id": f"urn:dateline:{row.id}",
        "type": "Annotation",
        "motivation": "tagging",
        "generator": {"type": "Software", "name": "Dateline", "schema:softwareVersion": rules()},
        "body": [
            {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": "tagging"} for value in words
        ],
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _target(report: Report, part: Words) -> Mapping[str, Any]:
    text = report.text
    return {
        "source": report.url or f"urn:dateline:{report.id}",
        "state": {"type": "TimeState", "cached": f"urn:sha256:{report.sha256}"},
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": part.text,
                "prefix": text[max(0, part.start - AROUND) : part.start],
                "suffix": text[part.end : part.end + AROUND],
            },
            {"type": "TextPositionSelector", "start": part.start, "end": part.end},
        ],
    }


def _claim_words(claim: Claim) -> Iterator[str]:
    yield f"claim, {claim.stance}, {claim.manner}"
    if said := according_to(claim):
        yield f"according to {said}"
    if claim.said_on:
        yield f"said on {claim.said_on}"


def _event_words(event: Event) -> Iterator[str]:
    yield f"event {event.type}{f'/{event.mode}' if event.mode else ''}, {event.status}"
    for part, parties in (("initiator", event.initiators), ("recipient", event.recipients)):
        yield from (f"{part} {p.name}" for p in parties if p.name)
    if event.when:
        yield f"when {event.when}"
    if event.place and event.place.name:
        yield f"where {event.place.name}"


def _quantity_words(quantity: Quantity) -> Iterator[str]:
    low, high = ("" if n is None else f"{n:g}" for n in (quantity.low, quantity.high))
    yield f"quantity {low}..{high} {quantity.unit or ''}, {quantity.bound}".replace(" ,", ",")
    if quantity.about:
        yield f"about {quantity.about}"
