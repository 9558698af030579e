"""The reports as references: BibTeX and CSL-JSON, for footnotes."""

import json
import re
from collections.abc import Mapping
from typing import Any, BinaryIO

from dateline.formats.exchange.common import Format, Rows, Skips, Written, days
from dateline.records import Report

ESCAPED = {c: f"\\{c}" for c in "&%$#_{}"} | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\^{}"}


def bibtex(source: Rows, out: BinaryIO) -> Written:
    """One @misc entry a report, its key the report's id."""
    count = 0
    for report in source.rows("reports"):
        lines = [f"  {name} = {{{_tex(value)}}}" for name, value in _bibtex_fields(report).items() if value]
        out.write(("@misc{" + report.id + ",\n" + ",\n".join(lines) + "\n}\n\n").encode())
        count += 1
    return Skips().written(count)


def csl(source: Rows, out: BinaryIO) -> Written:
    """One item a report, in one JSON list."""
    items = [_csl(report) for report in source.rows("reports")]
    out.write(json.dumps(items, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")
    return Skips().written(len(items))


def _bibtex_fields(report: Report) -> Mapping[str, str | None]:
    when = days(report.published)
    return {
        "title": title(report),
        "howpublished": report.outlet,
        "year": str(when[0].year) if when and when[0].year == when[1].year else None,
        "month": str(when[0].month) if when and when[0].replace(day=1) == when[1].replace(day=1) else None,
        "day": str(when[0].day) if when and when[0] == when[1] else None,
        "url": report.url,
        "note": f"Dateline {report.id}; sha256 {report.sha256}",
    }


def _tex(text: str) -> str:
    return "".join(ESCAPED.get(c, c) for c in " ".join(text.split()))


def _csl(report: Report) -> Mapping[str, Any]:
    when = days(report.published)
    row: dict[str, Any] = {
        "id": report.id,
        "type": "article-newspaper",
        "title": title(report),
        "container-title": report.outlet,
        "URL": report.url,
        "language": report.language,
        "note": f"sha256 {report.sha256}",
    }
    if when:
        ends = [when[0]] if when[0] == when[1] else list(when)
        row["issued"] = {"date-parts": [[d.year, d.month, d.day] for d in ends]}
    return {key: value for key, value in row.items() if value is not None}


def title(report: Report) -> str:
    """The headline, or the first words of a report that has none."""
    if report.headline:
        return report.headline
    words = re.split(r"\s+", report.text.strip(), maxsplit=12)
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")


BIBTEX = Format("bib", {"reports": bibtex})
CSL = Format("json", {"reports": csl})
