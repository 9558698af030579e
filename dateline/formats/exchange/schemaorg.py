"""schema.org JSON-LD: claims as Claim, word-for-word ones as Quotation too, reports as NewsArticle; one a line.

No ClaimReview and no rating, ever: whether a claim is true is for people to say.
"""

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

from dateline.formats.exchange.common import MACHINE, Format, Rows, Skips, Written, day
from dateline.records import Claim, Party, Report

CONTEXT = "https://schema.org"


def claims(source: Rows, out: BinaryIO) -> Written:
    """Every claim, with who said it and the report it appears in."""
    reports = {report.id: report for report in source.rows("reports")}
    count = 0
    for claim in source.rows("claims"):
        _line(_claim(claim, reports[claim.report]), out)
        count += 1
    return Skips().written(count)


def reports(source: Rows, out: BinaryIO) -> Written:
    """Every report, without its text."""
    count = 0
    for report in source.rows("reports"):
        _line({"@context": CONTEXT, **_article(report)}, out)
        count += 1
    return Skips().written(count)


SCHEMAORG = Format("jsonl", {"claims": claims, "reports": reports})


def _line(value: Mapping[str, Any], out: BinaryIO) -> None:
    out.write(json.dumps(value, ensure_ascii=False).encode("utf-8") + b"\n")


def _claim(claim: Claim, report: Report) -> Mapping[str, Any]:
    said = day(claim.said_on)
    row: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": ["Claim", "Quotation"] if claim.manner == "quote" else "Claim",
        "@id": f"urn:dateline:{claim.id}",
        "text": claim.text,
        "author": [_agent(party) for party in claim.sources if party.name],
        "claimInterpreter": {"@type": "SoftwareApplication", "name": "Dateline", "description": MACHINE},
        "appearance": _article(report),
        "inLanguage": report.language,
    }
    if claim.via:
        row["sdPublisher"] = [_agent(party) for party in claim.via if party.name]
    if said:
        row["datePublished"] = str(said)
    return {key: value for key, value in row.items() if value not in (None, [])}


def _agent(party: Party) -> Mapping[str, Any]:
    """Who: neither a person nor a body for certain, so a Thing with a name; its actor row says more."""
    row = {"@type": "Thing", "name": party.name}
    return row | ({"@id": f"urn:dateline:{party.actor}"} if party.actor else {})


def _article(report: Report) -> Mapping[str, Any]:
    published = day(report.published)
    row = {
        "@type": "NewsArticle",
        "@id": report.url or f"urn:dateline:{report.id}",
        "url": report.url,
        "headline": report.headline,
        "publisher": {"@type": "Organization", "name": report.outlet} if report.outlet else None,
        "datePublished": str(published) if published else None,
        "inLanguage": report.language,
        "identifier": f"sha256:{report.sha256}",
    }
    return {key: value for key, value in row.items() if value is not None}
