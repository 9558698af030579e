"""Every row of the actor table and of the role words passes its check."""

import re

import pytest

from dateline.errors import BadLexicon
from dateline.lexicon import actors, roles
from dateline.lexicon.load import table

ROWS = actors.load().rows


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_row(row):
    actors.check_row(row)
    assert row.gender in (None, "m", "f")
    assert len({*row.aliases, *row.short, row.name}) == 1 + len(row.aliases) + len(row.short), "a name twice"


def test_the_table_is_as_large_as_promised():
    sections = table("actors")
    dated = [row for row in ROWS if row.kind == "person" and any(o.since or o.until for o in row.offices)]
    assert len(dated) >= 600
    assert len(sections["groups"]) >= 250
    assert sum(1 for row in ROWS if row.parent or row.split) >= 60
    assert len(sections["bodies"]) >= 280
    assert len(sections["outlets"]) >= 400
    assert all(row.owner in ("state", "public", "private", "party") for row in ROWS if row.kind == "outlet")


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
    row = {"code": "PER:REB", "source": "test"}
    with pytest.raises(BadLexicon, match="'Red Dawn' is claimed by 'A' and 'B'"):
        actors.compiled(
            {"groups": [{"name": "A", "aliases": ["Red Dawn"], **row}, {"name": "B", "aliases": ["Red Dawn"], **row}]}
        )


GROUP = {"name": "Red Dawn", "code": "PER:REB", "source": "test"}
PERSON = {"name": "Jan Kowal", "source": "test", "roles": [{"title": "Minister", "code": "POL:GOV"}]}


@pytest.mark.parametrize(
    "content, said",
    [
        pytest.param(None, "empty", id="no table"),
        pytest.param({}, "empty", id="no sections"),
        pytest.param({"persons": [], "groups": None}, "empty", id="no rows"),
        pytest.param({"groups": [GROUP | {"name": "x" * 300}]}, "300 characters", id="a name of 300 characters"),
        pytest.param({"groups": [GROUP | {"aliases": ["MIL"]}]}, "'MIL' is a code", id="a name that is a sector"),
        pytest.param({"groups": [GROUP | {"name": "SYR:REB"}]}, "'SYR:REB' is a code", id="a name that is a code"),
        pytest.param({"groups": [GROUP | {"name": " Red Dawn"}]}, "spaces", id="a space before a name"),
        pytest.param({"groups": [GROUP | {"aliases": ["\u202eDawn"]}]}, "invisible", id="a mark of direction"),
        pytest.param({"groups": [GROUP | {"code": "XXX:REB"}]}, "XXX:REB", id="no country"),
        pytest.param({"groups": [GROUP | {"parent": "Blue Dawn"}]}, "'Blue Dawn', which is no row", id="no such whole"),
        pytest.param({"groups": [GROUP | {"code": "PER"}]}, "'PER'", id="no colon"),
        pytest.param({"groups": [GROUP | {"source": ""}]}, "no source", id="no source"),
        pytest.param({"persons": [PERSON | {"code": "POL:GOV"}]}, "person with a code", id="a person's code"),
        pytest.param(
            {"persons": [PERSON | {"roles": [{"title": "Minister", "code": "POL:GOV", "from": "May 2016"}]}]},
            "May 2016",
            id="a date in words",
        ),
        pytest.param(
            {"persons": [PERSON | {"roles": [{"title": "Minister", "code": "POL:GOV", "from": "2016", "to": "2015"}]}]},
            "before it begins",
            id="dates turned round",
        ),
        pytest.param({"heroes": [GROUP]}, "heroes", id="an unknown section"),
    ],
)
def test_a_bad_table_is_refused_with_its_row(content, said):
    with pytest.raises(BadLexicon, match=re.escape(said)):
        actors.compiled(content)


def test_names_in_other_scripts_are_names():
    rows = [GROUP | {"aliases": ["فجر أحمر", "שחר אדום"]}]
    assert actors.compiled({"groups": rows}).named("فجر أحمر").name == "Red Dawn"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Jan " + "x" * 300 + " arrived on Monday.", id="a name of 300 characters"),
        pytest.param("قال محمد إن الجيش غادر. Mr. محمد left.", id="right to left"),
        pytest.param("GOV met MIL in Geneva, SYR:REB said.", id="code words"),
    ],
)
def test_odd_names_in_a_report_get_no_guess(mentions_of, text):
    for m in mentions_of(text):
        assert m.text == text[m.start : m.end]
        assert m.actor is None or m.name, m
        assert m.code in (None, ":CVL"), m


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
