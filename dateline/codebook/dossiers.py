"""The codebook's chapters on quantities and dossiers: what each column means, and by which words it is filled."""

from collections.abc import Mapping
from dataclasses import fields

from dateline.codebook.groups import groups_of
from dateline.lexicon.load import table
from dateline.records import KINDS

QUANTITY = {
    "low": "the least it can be; null where no floor is given (“up to 500”)",
    "high": "the most it can be; null where no ceiling is given (“at least 500”); “more than 40” begins at 41",
    "bound": "exact, approximate (“some”, “dozens”), up_to, at_least",
    "unit": "people, percent, a currency's code, a measure, or the counted noun in the plural; null where none is said",
    "about": "what is counted, in the report's words",
    "role": "of people: dead, injured, missing, displaced, evacuated, detained, besieged, freed",
    "change": "true for “fell by a third”: by how much, not how many",
    "when": "the days that the figure is about",
    "place": "where",
    "attributed_to": "who gives the figure; empty for the report's own voice. “We” is whoever speaks, else the outlet",
    "claim": "the claim that carries it",
}
MARKS = {
    "order mended": "“between 200 and 20” is read as 20 to 200",
    "two readings": "“1.200 km” is 1.2 to 1,200; people and things are counted whole, so “1.200 refugees” are 1,200",
    "over the whole": "more than all of a part, “120 percent of the voters”: kept as said",
    "below zero": "a negative count: kept as said",
    "unit missing": "“they counted 15”: nobody says what",
}
SHARED = {
    "id": "derived from the rows it rests on",
    "evidence": "for each filled field the ids of the rows it rests on: `dateline why ID` shows their sentence",
    "undated": "true when a report that names no day is among them",
    "said_by": "who says so; empty where only reports in their own voice do",
}
DOSSIERS: dict[str, tuple[str, tuple[str, ...], dict[str, str]]] = {
    "ceasefires": (
        "A row for each party to each ceasefire, in the fields of the ETH/PRIO Civil Conflict Ceasefire "
        "data. A ceasefire is one that somebody is said to have declared, agreed or brokered; calls, drafts "
        "and vetoes are kept as states (`sought`, `refused`) and make no row. Tellings are one ceasefire "
        "when they are of one country and town, two agreements or two halts of the same side, and at most "
        "three days apart; a later step belongs to the last one declared by then. Who brokered it is a "
        "mediator, not a party.",
        ("truce nouns", "announced", "brokered", "in effect", "suspended", "resumed", "violated", "ended", "extended",
         "sought", "refused", "purposes", "terms"),
        {
            "ceasefire": "shared by the rows of one ceasefire (`cf_id`)",
            "party": "who declares it (`actor_name`)",
            "place": "where it holds (`location`)",
            "declared": "day of the declaration (`cf_dec`); of one that is made in words the day they were said",
            "effective": "day from which it is in effect (`cf_effect`)",
            "suspended": "day", "resumed": "day",
            "ended": "day (`end`); an end without a day stands in `steps`",
            "state": "the last step with a day, “disputed” added where somebody denies it",
            "purpose": "humanitarian, peace_process, holiday, election (`p_*`)",
            "scope": "partial: some places; general: a country (`partial`)",
            "lasts": "a fixed length, in the report's words (`fixed_time`)",
            "mediators": "who brokered it (`mediator_nego`)",
            "mechanism": "who watches over it (`implement`)",
            "written": "true or false only where somebody says so (`written`)",
            "steps": "announced, in_effect, extended, suspended, resumed, violated, ended: day, by whom, who says so, "
            "who disputes it, how many reports tell it and how many of them in their own voice",
            "evacuation": "the steps of the evacuation under it",
            "next_talks": "rows of `talks` planned for a day that no report is later than",
        },
    ),
    "control": (
        "A row for each holding of a place or a part of one. Tellings at most three days apart with the same holder, "
        "place and share are one row. It is `agreed` when two or more independent voices say so: all servants of one "
        "state are one voice, and so is an outlet with its copies.",
        ("holds", "took", "lost", "control itself"),
        {
            "state": "holds, took, lost",
            "place": "where", "part": "a stretch of it, in the report's words",
            "share_low": "share or number, as in a quantity", "share_high": "the same", "unit": "percent, districts, …",
            "bound": "as in a quantity",
            "holder": "who has it then", "loser": "who no longer does",
            "as_of": "the day it is told of, else the day on which it was told",
            "sources": "how many independent voices", "agreed": "two or more of them",
        },
    ),
    "displacement": (
        "A row for each claimant's figure of people who fled, were brought out, are to be, or are still there; "
        "figures are never averaged. A row without a figure is a state of the operation itself.",
        ("fled", "evacuated", "to be evacuated", "remaining", "vague moves", "corridors", "cumulative",
         "operation began", "operation continues", "operation suspended", "operation resumed", "operation ended"),
        {
            "state": "fled, evacuated, to_be_evacuated, remaining; began, continues, suspended, resumed, ended",
            "who": "in the report's words", "low": "as in a quantity", "high": "the same", "bound": "the same",
            "from": "out of where, or where they remain", "to": "where to", "corridor": "by which way",
            "when": "the days that the figure is about",
            "cumulative": "true: all until then; false: of the days in `when`; null: nobody says",
            "told": "the day on which it was told",
        },
    ),
    "talks": (
        "A row for each round of talks and state: a meeting planned and the meeting held are two rows of its history.",
        ("talks nouns", "talks planned", "talks moved", "talks cancelled", "talks under way", "formats"),
        {
            "state": "held, under_way, planned, moved, cancelled",
            "when": "the day", "moved_from": "the day that no longer holds",
            "venue": "where; calls by telephone have none",
            "parties": "who talks; “the ministers of X and Y” are X and Y",
            "mediators": "who brings them together", "topics": "in the report's words",
            "format": "PLOVER's modes: phone, visit, third-party, multilateral (three sides or more)",
        },
    ),
    "casualties": (
        "A row for each series of figures of the dead or the injured of one side in one place and time.",
        (),
        {
            "role": "dead or injured", "side": "who, in the report's words", "place": "where", "when": "the days",
            "low": "the lowest that anybody names", "high": "the highest that anybody names",
            "figures": "each claimant's own figure: low, high, bound, who says so, when it was told, ids",
        },
    ),
}  # fmt: skip


def quantities() -> str:
    """The columns of a quantity, what is marked, and the words."""
    words = groups_of(table("units"), ("proves",))
    return (
        "A number is a quantity when it counts or measures something; numbers in names, dates, ages, scores and "
        "calibres are none, and “no casualties were reported” is a zero with a source.\n\n"
        f"### What the columns mean\n\n{_columns(QUANTITY)}\n\n### What is marked\n\nIn `how`, behind the rule:\n\n"
        f"{_columns(MARKS)}\n\n### By which words\n\n{words}"
    )


def dossiers() -> str:
    """A chapter for each dossier: how its rows are made, its columns, and the words of its states."""
    groups = table("state_words")
    parts = [
        "A dossier is made anew from the record for any day (`--as-of`). It rests on rows of kind `states`, "
        "one for each sentence that says how a matter stands, and on quantities. No cell is filled without "
        "rows, and null means that nobody reports it.\n\n"
        f"Every dossier has these columns:\n\n{_columns(SHARED)}"
    ]
    for kind, (intro, names, columns) in DOSSIERS.items():
        words = groups_of({name: groups[name] for name in names}, ("state",))
        shown = f"\n\n{words}" if words else ""
        parts.append(f"### {kind.capitalize()}\n\n{intro}\n\n{_columns(columns)}{shown}")
    return "\n\n".join(parts)


def untold() -> list[str]:
    """Columns of the dossiers that no chapter explains; [] is as it should be."""
    return [
        f"{kind}: {f.name}"
        for kind, (_, _, columns) in DOSSIERS.items()
        for f in fields(KINDS[kind])
        if f.name.rstrip("_") not in columns and f.name not in SHARED
    ]


def _columns(columns: Mapping[str, str]) -> str:
    return "\n".join(
        ["| column | means |", "| --- | --- |", *(f"| {name} | {text} |" for name, text in columns.items())]
    )
