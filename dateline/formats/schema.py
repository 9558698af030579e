"""JSON Schemas of every kind, made from the records; the made files ship in `dateline/schemas`."""

import json
import types
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from dateline.plain import bare
from dateline.records import KINDS

SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one row of `kind` as exports write it. More keys are allowed."""
    record = KINDS[kind]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind,
        "description": (record.__doc__ or "").split("\n")[0],
        **_of(record),
    }


def schema_text(kind: str) -> str:
    """The schema as the file that ships."""
    return json.dumps(schema(kind), indent=1, ensure_ascii=False) + "\n"


def _of(hint: Any) -> dict[str, Any]:
    if get_origin(hint) in (Union, types.UnionType):
        inner = _of(bare(hint) if get_origin(_some(hint)) is not Literal else _some(hint))
        return {"anyOf": [inner, {"type": "null"}]}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _of(get_args(hint)[0])}
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        names = {f.name.rstrip("_"): _of(hints[f.name]) for f in fields(hint)}
        return {"type": "object", "properties": names, "required": list(names)}
    return {"type": SCALARS[hint]}


def _some(hint: Any) -> Any:
    return next(arg for arg in get_args(hint) if arg is not type(None))
