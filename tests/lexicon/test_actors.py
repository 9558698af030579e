"""Every row of the actor table and of the role words passes its check."""

import re

import pytest

from dateline.errors import BadLexicon
from dateline.lexicon import actors, countries, roles
from dateline.lexicon.load import table

SLOTS = {"IGO", "UNO", "NGO", "ISM", "IMG", "MNC"}
ROWS = actors.load().rows


def right_code(code: str) -> bool:
    country, colon, sector = code.partition(":")
    known = countries.load().by_code
    return colon == ":" and (country in SLOTS or country in known) and sector in roles.SECTORS | {"", "UNO"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_row(row):
    assert row.source
    assert row.code is None or right_code(row.code)
    assert row.kind != "person" or row.code is None, "a person's code stands in the roles"
    assert row.gender in (None, "m", "f")
    assert len({*row.aliases, *row.short, row.name}) == 1 + len(row.aliases) + len(row.short), "a name twice"
    for office in row.offices:
        assert right_code(office.code)
        for day in (office.since, office.until):
            assert day is None or re.fullmatch(r"\d{4}(-\d\d){0,2}~?", day)
        assert not (office.since and office.until) or office.since.rstrip("~") <= office.until.rstrip("~")


def test_ids_are_unique():
    assert len({row.id for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    "name, day, code",
    [
        pytest.param("Barack Obama", "2016-12-09", "USA:GOV", id="in office"),
        pytest.param("Barack Obama", "2018", "USA:ELI", id="after it"),
        pytest.param("John Kerry", "2012", "USA:LEG", id="an office before"),
        pytest.param("John Kerry", None, "USA:", id="no date, offices of different sectors"),
        pytest.param("Recep Tayyip Erdoğan", None, "TUR:GOV", id="no date, one sector; accents"),
        pytest.param("Daesh", "2016", "IMG:REB", id="an alias"),
    ],
)
def test_code_on(name, day, code):
    assert actors.load().named(name).code_on(day) == code


def test_two_rows_for_one_alias_are_refused():
    row = {"code": "UTO:REB", "source": "test"}
    with pytest.raises(BadLexicon, match="'Red Dawn' is claimed by 'A' and 'B'"):
        actors.compiled(
            {"groups": [{"name": "A", "aliases": ["Red Dawn"], **row}, {"name": "B", "aliases": ["Red Dawn"], **row}]}
        )


def test_unknown_field_is_refused():
    with pytest.raises(BadLexicon, match="colour"):
        actors.compiled({"groups": [{"name": "A", "source": "test", "colour": "red"}]})


def test_a_role_word_stands_in_one_group():
    content = table("roles")
    content["groups"].append(
        {"name": "more", "sector": "GOV", "kind": "person", "source": "test", "words": ["soldier"]}
    )
    with pytest.raises(BadLexicon, match="soldier"):
        roles.compiled(content)


def test_there_are_enough_role_words():
    assert sum(len(group["words"]) for group in table("roles")["groups"]) >= 500


GROUPS = [group for group in table("roles")["groups"] if group["sector"]]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["name"])
def test_group_brings_its_proof(group, mentions_of):
    assert group["source"]
    for sentence in group["matches"]:
        assert any((m.code or "").endswith(f":{group['sector']}") for m in mentions_of(sentence)), sentence
    for sentence in group["rejects"]:
        wrong = [m.text for m in mentions_of(sentence) if m.how.by.endswith(f"roles.yaml:{group['name']}")]
        assert not wrong, sentence
