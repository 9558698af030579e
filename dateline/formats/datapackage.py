"""A Frictionless data package: one JSON file beside the tables, saying what is in which column.

Source: the Data Package and Table Schema specifications (frictionlessdata.io), from general knowledge of version 1.
"""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_type_hints

from dateline.formats.exchange.common import MACHINE
from dateline.plain import bare, may_be_none
from dateline.records import KINDS
from dateline.version import rules

NAME = "datapackage.json"
TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}  # every other type is JSON in its cell


def datapackage(tables: Mapping[str, int]) -> bytes:
    """The description of `KIND.csv` for each kind. tables: kind -> rows."""
    package = {
        "profile": "tabular-data-package",
        "name": "dateline",
        "title": "A sourced record of news reports",
        "description": f"{MACHINE}; rules {rules()}",
        "resources": [_resource(kind, rows) for kind, rows in tables.items()],
    }
    return json.dumps(package, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def _resource(kind: str, rows: int) -> dict[str, Any]:
    record = KINDS[kind]
    hints = get_type_hints(record)
    return {
        "profile": "tabular-data-resource",
        "name": kind,
        "path": f"{kind}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": (record.__doc__ or "").split("\n")[0],
        "rowcount": rows,
        "schema": {
            "fields": [_field(f.name.rstrip("_"), hints[f.name]) for f in fields(record)],
            "primaryKey": "id",
            "missingValues": [""],
        },
    }


def _field(name: str, hint: Any) -> dict[str, Any]:
    scalar = TYPES.get(bare(hint))
    field: dict[str, Any] = {"name": name, "type": scalar or "string"}
    if scalar is None:
        field["description"] = "JSON"
    if not may_be_none(hint):
        field["constraints"] = {"required": True}
    return field
