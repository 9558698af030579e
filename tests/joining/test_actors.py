"""One row an actor, whatever the order of the reports."""

import random

from dateline.joining.actors import actors
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
    assert [(role.title, role.evidence) for role in row.roles] == [
        ("FM", "rep-2"),
        ("Polish Foreign Minister", "rep-1"),
    ]


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
