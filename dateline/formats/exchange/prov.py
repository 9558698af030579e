"""W3C PROV as PROV-JSON: where every claim comes from, one hop a layer of reporting, and what read it.

A claim is an entity quoted from its report; each speaker and each who passed it on is an agent; a claim inside a claim
was derived from the outer one. The reading is an activity of the software.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

from dateline.formats.exchange.common import Format, Rows, Skips, Written
from dateline.records import Claim, Party, Report
from dateline.version import rules

PREFIX = {"dl": "urn:dateline:", "schema": "https://schema.org/"}
SOFTWARE, READING = "dl:software", "dl:reading"


def claims(source: Rows, out: BinaryIO) -> Written:
    """Every claim with its report, its speakers and its relays."""
    document: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    document["prefix"] = dict(PREFIX)
    document["agent"][SOFTWARE] = {"prov:type": _name("prov:SoftwareAgent"), "prov:label": f"Dateline {rules()}"}
    document["activity"][READING] = {"prov:label": "reading by machine"}
    document["wasAssociatedWith"]["_:reading"] = {"prov:activity": READING, "prov:agent": SOFTWARE}
    count = 0
    for report in source.rows("reports"):
        _report(document, report)
    for claim in source.rows("claims"):
        _claim(document, claim)
        count += 1
    out.write(json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")
    return Skips().written(count)


PROV = Format("json", {"claims": claims})


def _report(document: dict[str, dict[str, Any]], report: Report) -> None:
    entity = f"dl:{report.id}"
    document["entity"][entity] = {
        "prov:type": _name("schema:NewsArticle"),
        "prov:label": report.headline or report.source,
        "dl:sha256": report.sha256,
        **({"dl:published": report.published} if report.published else {}),
    }
    if report.outlet:
        outlet = _agent(document, report.outlet, None)
        document["wasAttributedTo"][f"_:{report.id}"] = {"prov:entity": entity, "prov:agent": outlet}


def _claim(document: dict[str, dict[str, Any]], claim: Claim) -> None:
    entity = f"dl:{claim.id}"
    document["entity"][entity] = {
        "prov:type": _name("schema:Claim"),
        "prov:value": claim.text,
        "dl:stance": claim.stance,
        "dl:start": claim.start,
        "dl:end": claim.end,
    }
    document["wasGeneratedBy"][f"_:{claim.id}-made"] = {"prov:entity": entity, "prov:activity": READING}
    document["wasDerivedFrom"][f"_:{claim.id}-read"] = {
        "prov:generatedEntity": entity,
        "prov:usedEntity": f"dl:{claim.parent or claim.report}",
        "prov:type": _name("prov:Quotation"),
    }
    for n, (part, party) in enumerate(_speakers(claim)):
        agent = _agent(document, party.name or "somebody not named", party.actor)
        document["wasAttributedTo"][f"_:{claim.id}-{n}"] = {"prov:entity": entity, "prov:agent": agent, "dl:part": part}
        if party.on_behalf_of:
            principal = _agent(document, party.on_behalf_of, None)
            document["actedOnBehalfOf"][f"_:{claim.id}-{n}-for"] = {
                "prov:delegate": agent,
                "prov:responsible": principal,
            }


def _speakers(claim: Claim) -> Iterator[tuple[str, Party]]:
    return chain((("source", p) for p in claim.sources), (("via", p) for p in claim.via))


def _agent(document: dict[str, dict[str, Any]], name: str, actor: str | None) -> str:
    key = f"dl:{actor}" if actor else f"dl:agent-{''.join(c if c.isascii() and c.isalnum() else '_' for c in name)}"
    document["agent"].setdefault(key, {"prov:label": name})
    return key


def _name(qualified: str) -> dict[str, str]:
    return {"$": qualified, "type": "prov:QUALIFIED_NAME"}
