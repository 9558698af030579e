"""One row an actor, whatever the order of the reports."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.edtf import is_edtf
from dateline.joining.actors import actors, join
from dateline.joining.same_actors import Decisions
from dateline.lexicon import roles, transliteration
from dateline.lexicon.actors import actor_id, load
from dateline.records import How, Mention

KOWAL = actor_id("Jan Kowal", "person")


def mention(number: int, text: str, **known: object) -> Mention:
    values: dict[str, object] = {
        "id": f"mnt-{number}", "report": "rep-1", "start": number, "end": number + len(text), "text": text,
        "actor": KOWAL, "name": "Jan Kowal", "code": "POL:GOV", "how": How("test"), "kind": "person",
    }  # fmt: skip
    return Mention(**(values | known))  # type: ignore[arg-type]


SAID = [
    mention(0, "Polish Foreign Minister Jan Kowal", role="Polish Foreign Minister"),
    mention(50, "Kowal"),
    mention(70, "he", form="pronoun"),
    mention(90, "FM Kowal", report="rep-2", role="FM"),
    mention(95, "Kowal", report="rep-2", code=None),
    mention(99, "somebody", actor=None, name=None),
]


def test_one_row_with_names_and_evidenced_roles():
    [row] = actors(SAID, load())
    assert (row.id, row.name, row.kind, row.code) == (KOWAL, "Jan Kowal", "person", "POL:GOV")
    assert row.aliases == ("Kowal",)
    assert [(role.title, role.evidence) for role in row.roles] == [("Polish Foreign Minister", "rep-1")], "an FM is one"


def test_order_does_not_matter():
    shuffled = SAID[:]
    for seed in range(20):
        random.Random(seed).shuffle(shuffled)
        assert actors(shuffled, load()) == actors(SAID, load())


def test_the_table_gives_name_offices_and_other_spellings():
    known = load().named("Mevlut Cavusoglu")
    [row] = actors([mention(0, "Çavuşoğlu", actor=known.id, name=known.name, code="TUR:GOV")], load())
    assert "Mevlüt Çavuşoğlu" in row.aliases and "Çavuşoğlu" in row.aliases
    assert row.roles[0].organisation == "Government of Turkey"


DATES = (
    "2016-12-09", "2016-12", "2016~", "2016-12-02/2016-12-30", "[2016-12-14,2016-12-21]", "2016-12-20/..",
    "../2016-11-30",
)  # fmt: skip
DAYS = {"r1": "2016-12-01", "r2": "2016-12-09", "r3": "2017-03"}


def person(report: str, name: str, code: str | None = None, role: str | None = None) -> Mention:
    return mention(
        0,
        name,
        id=f"mnt-{report}-{name}",
        report=report,
        actor=actor_id(name, "person"),
        name=name,
        code=code,
        role=role,
    )


def joined(*mentions: Mention, **decisions: frozenset[frozenset[str]]):
    return join(mentions, load(), roles.load(), transliteration.load(), DAYS, Decisions(**decisions))


@pytest.mark.parametrize(
    "one, other",
    [
        pytest.param(("Sergei Lavin", "RUS:GOV"), ("Sergey Lavin", "RUS:GOV"), id="transliteration"),
        pytest.param(("Orhan Yildiz", "TUR:GOV"), ("Orhan Yıldız", None), id="accents, no country"),
        pytest.param(("Han Tae-ho", "KOR:MIL"), ("Tae-ho Han", "KOR:MIL"), id="name order"),
        pytest.param(
            ("Kari Solvang", "NOR:GOV", "Foreign Minister"), ("Kari Solvang", "IGO:UNO", "envoy"), id="office"
        ),
        pytest.param(
            ("Omar Qaddur", "LBY:GOV", "spokesman"),
            ("Umar Gaddur", "LBY:GOV", "spokesman"),
            id="like names, one office",
        ),
        pytest.param(
            ("Nils Edvard Brede", "NOR:MIL", "General"), ("Nils Brede", "NOR:MIL", "General"), id="a middle name"
        ),
    ],
)
def test_one_person_across_reports(one, other):
    found = joined(person("r1", *one), person("r2", *other))
    [row] = found.actors
    merge = found.merges[0] if found.merges else None
    assert row.id == actor_id(one[0], "person"), "the id is that of the oldest report"
    assert {found.id_of("r1", actor_id(one[0], "person")), found.id_of("r2", actor_id(other[0], "person"))} == {row.id}
    assert (merge is None) == (actor_id(one[0], "person") == actor_id(other[0], "person"))
    assert merge is None or (set(merge.members) == set(row.members) and merge.reason)
    assert not found.links


@pytest.mark.parametrize(
    "one, other, said",
    [
        pytest.param(
            ("Omar Qaddur", "LBY:GOV", "spokesman"), ("Umar Gaddur", "LBY:MIL", "general"), "no office", id="like names"
        ),
        pytest.param(
            ("Ali Hamdi", "IRQ:MIL", "general"), ("Ali Hamdi", "SDN:GOV", "mayor"), "from IRQ and SDN", id="namesakes"
        ),
        pytest.param(("Nils Edvard Brede", "NOR:MIL"), ("Nils Brede", None), "no report says", id="a middle name"),
    ],
)
def test_uncertain_ones_are_linked_with_a_reason(one, other, said):
    found = joined(person("r1", *one), person("r2", *other))
    assert len(found.actors) == 2
    [link] = found.links
    assert link.relation == "same_actor" and said in link.reason
    assert {link.a, link.b} == {row.id for row in found.actors}


def test_other_names_are_other_persons():
    found = joined(
        person("r1", "Hassan Nadim", "SYR:REB", "commander"), person("r2", "Hussein Nadim", "SYR:REB", "commander")
    )
    assert len(found.actors) == 2 and not found.links


def test_a_surname_joins_nobody_across_reports():
    said = {"report": "r2", "actor": "act-own", "name": "Gradin", "code": "RUS:MIL", "role": "Colonel"}
    lone = mention(0, "Colonel Gradin", **said)
    found = joined(person("r1", "Anton Gradin", "RUS:MIL", "Colonel"), lone)
    assert len(found.actors) == 2
    assert "colonel of RUS" in found.links[0].reason


def test_the_table_knows_other_spellings_than_it_lists():
    kalin = load().named("Ibrahim Kalin")
    found = joined(person("r1", "Ibraheem Kalin", "TUR:GOV"))
    assert [row.id for row in found.actors] == [kalin.id]
    assert joined(person("r1", "Ibraheem Kalin", "IRN:GOV", "general")).actors[0].id != kalin.id, "another country's"


def test_a_merge_can_be_undone_and_one_be_made():
    one, other = person("r1", "Sergei Lavin", "RUS:GOV"), person("r2", "Sergey Lavin", "RUS:GOV")
    pair = frozenset({frozenset({one.actor, other.actor})})
    assert {row.id for row in joined(one, other, apart=pair).actors} == {one.actor, other.actor}
    far = person("r3", "S. Lavin", "RUS:GOV")
    pair = frozenset({frozenset({one.actor, far.actor})})
    [row] = joined(one, other, far, together=pair).actors
    assert set(row.members) == {one.actor, other.actor, far.actor}


def test_roles_are_dated_by_the_reports():
    [row] = joined(
        person("r1", "Kari Solvang", "NOR:GOV", "Norwegian Foreign Minister"),
        person("r2", "Kari Solvang", "NOR:GOV", "foreign minister"),
        person("r3", "Kari Solvang", "NOR:ELI", "former foreign minister"),
    ).actors
    assert [(r.title, r.from_, r.to, r.evidence) for r in row.roles] == [
        ("Norwegian Foreign Minister", "../2016-12-01", "2016-12-09/..", "r1"),
        ("former foreign minister", None, "../2017-03", "r3"),
    ]


def test_joining_does_not_depend_on_the_order():
    told = [
        person("r1", "Sergei Lavin", "RUS:GOV", "minister"), person("r2", "Sergey Lavin", "RUS:GOV"),
        person("r3", "Sergey Lavin", "SRB:MIL", "general"), person("r3", "Ali Hamdi", "IRQ:MIL", "general"),
        person("r1", "Ali Hamdi"), person("r2", "Aly Hamdi", "SDN:GOV", "mayor"), person("r2", "Hamdi Ali"),
    ]  # fmt: skip
    first = joined(*told)
    for seed in range(20):
        random.Random(seed).shuffle(told)
        assert joined(*told) == first


@settings(deadline=None)
@given(st.lists(st.sampled_from([None, *DATES]), min_size=3, max_size=3), st.sampled_from(["", "former "]))
def test_days_of_offices_are_dates_whatever_the_reports_have(published: list[str | None], former: str) -> None:
    days = dict(zip(["r1", "r2", "r3"], published, strict=True))
    told = [person(report, "Jan Kowal", "POL:GOV", f"{former}Polish foreign minister") for report in days]
    [row] = join(told, load(), roles.load(), transliteration.load(), days, Decisions()).actors
    for role in row.roles:
        assert all(is_edtf(day) for day in (role.from_, role.to) if day is not None), role
