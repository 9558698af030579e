"""The statements of queries.sql by name, and the steps of the schema."""

import re
import sqlite3
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def statements() -> Mapping[str, str]:
    """The named statements of queries.sql: '-- name: has_report' starts one."""
    text = files("dateline.store").joinpath("queries.sql").read_text(encoding="utf-8")
    pieces = re.split(r"(?m)^-- name: (\w+)\n", text)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


@cache
def migrations() -> tuple[str, ...]:
    """The steps from an empty file to today's schema; a record's version is how many of them it has had."""
    folder = files("dateline.store").joinpath("migrations")
    steps = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return tuple(f.read_text(encoding="utf-8") for f in steps)


@cache
def tables() -> tuple[str, ...]:
    """The tables that the steps make, in the order in which they make them; full text is not among them."""
    made = re.findall(r"(?m)^CREATE TABLE (\w+)", "\n".join(migrations()))
    return tuple(dict.fromkeys(made))


def separate(script: str) -> list[str]:
    """The statements of a migration. (executescript would commit the transaction it is to run in.)"""
    found, rest = [], ""
    for line in script.splitlines(keepends=True):
        rest += line
        if sqlite3.complete_statement(rest):
            found.append(rest)
            rest = ""
    return found
