"""The event lexicon: wrong entries are refused with file and group, and every group proves itself by its sentences."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from dateline.errors import BadLexicon
from dateline.lexicon.event_words import Slot, Spot, compile_words, load, parse_picture
from dateline.lexicon.load import source, table
from dateline.records import Reading

THINGS = {"person": frozenset({"man"}), "force": frozenset({"army"}), "territory": frozenset(), "harm": frozenset()}
GOOD: dict[str, Any] = {
    "source": "ours", "frames": ["A _ R"], "verbs": ["poke"], "matches": ["Mali poked Chad."], "rejects": ["A poke."],
}  # fmt: skip


def compiled(*groups: dict[str, Any]) -> Any:
    return compile_words(
        {"made_up": {"type": "ASSAULT", "groups": {f"g{n}": group for n, group in enumerate(groups)}}}, THINGS, {}
    )


def test_good_group_compiles() -> None:
    assert compiled(GOOD).verbs["poke"][0].id == "ASSAULT:g0/A _ R"


@pytest.mark.parametrize(
    "groups, says",
    [
        pytest.param([GOOD | {"rejects": ["Mali poked Chad."]}], "in matches and in rejects", id="own counter-example"),
        pytest.param([GOOD, GOOD], "has the frame of ASSAULT:g0", id="two entries claim one frame"),
        pytest.param([GOOD | {"frames": ["A _ sideways"]}], "no known relation", id="unknown relation"),
        pytest.param([GOOD | {"frames": ["Z _ R"]}], "unknown subject", id="unknown subject"),
        pytest.param([GOOD | {"frames": ["A pokes R"]}], "unknown subject", id="frame without its word"),
        pytest.param([GOOD | {"colour": "red"}], "unknown field 'colour'", id="unknown field"),
        pytest.param([{k: v for k, v in GOOD.items() if k != "source"}], "'source' is missing", id="no source"),
        pytest.param([GOOD | {"matches": []}], "'matches' is missing", id="no proof"),
        pytest.param([GOOD | {"frames": ["A _ T"]}], "asks for things", id="things are not listed"),
        pytest.param([GOOD | {"frames": ["A _ T"], "things": ["<cheese>"]}], "no class <cheese>", id="unknown class"),
        pytest.param([GOOD | {"frames": ["A _ T"], "things": ["@moon"]}], "no class @moon", id="unknown mark"),
        pytest.param([GOOD | {"verbs": ["poke", "poke"]}], "listed twice", id="a word twice"),
        pytest.param([GOOD | {"frames": []}], "no frames", id="verbs without frames"),
        pytest.param([GOOD | {"nouns": ["poke"]}], "no noun_frame", id="nouns without a frame"),
    ],
)
def test_bad_entry_is_named(groups: list[dict[str, Any]], says: str) -> None:
    with pytest.raises(BadLexicon) as caught:
        compiled(*groups)
    assert says in str(caught.value)
    assert "lexicon/events/made_up.yaml, group 'g" in str(caught.value)


WRITTEN = """type: ASSAULT
groups:
  prod:
    source: "ours"
    frames: ["A _ R"]
    verbs: [prod]
    matches: ["Mali prodded Chad."]
    rejects: ["A prod."]
  poke:
    source: "ours"
    frames: ["A _ R"%s]
    verbs: [poke, %s]
    matches: ["Mali poked Chad."]
    rejects: [%s]
"""


@pytest.mark.parametrize(
    "written, says",
    [
        pytest.param((', "A _ sideways"', "jab", '"A poke."'), "line 11, group 'poke': frame 'A _ sid", id="relation"),
        pytest.param(("", "prod", '"A poke."'), "line 12, group 'poke': 'prod' has the frame of", id="claimed twice"),
        pytest.param(
            ("", "jab", '"Mali poked Chad."'), "line 13, group 'poke': 'Mali poked Chad.' is in", id="counter"
        ),
    ],
)
def test_bad_entry_is_named_with_its_line(written: tuple[str, str, str], says: str) -> None:
    text = WRITTEN % written
    with pytest.raises(BadLexicon) as caught:
        compile_words({"made_up": yaml.safe_load(text)}, THINGS, {}, {"made_up": text})
    assert f"lexicon/events/made_up.yaml, {says}" in str(caught.value)


def test_picture() -> None:
    role, thing, slots = parse_picture("A _ T (on|against R)", "here")
    assert (role, thing) == ("A", False)
    assert slots == (Slot("object", "", True, (), True), Slot("prep", "R", False, ("on", "against"), False))


def test_breadth() -> None:
    """Breadth decides unseen text: 1,500 entries over all types, the types of giving way and of pressure no poorer."""
    files = {name: table(f"events/{name}") for name in table("events/operators")["files"]}
    counts = {
        content["type"]: sum(len(group.get(k, ())) for group in content["groups"].values() for k in ("verbs", "nouns"))
        for content in files.values()
    }
    assert len(counts) == 17
    assert load().entries >= 1500
    assert min(counts[kind] for kind in ("RETREAT", "CONCEDE", "SANCTION", "COERCE", "MOBILIZE")) >= 120


FILES = table("events/operators")["files"]


@pytest.mark.parametrize("name", FILES)
def test_proofs(name: str, reading_of: Callable[..., Reading]) -> None:
    """Every group tells its own sentences, and none of its counter-examples as a fact."""
    content, wrong = table(f"events/{name}"), []
    for group, entry in content["groups"].items():
        rule, spot = f"events/{content['type']}:{group}/", Spot(name, group, source(f"events/{name}"))
        for sentence in entry["matches"]:
            if not any(e.how.by.startswith(rule) for e in reading_of(sentence).events):
                wrong.append(f"{spot.at(sentence)} should match {sentence!r}")
        for sentence in entry["rejects"]:
            told = [e for e in reading_of(sentence).events if e.how.by.startswith(rule) and e.type == content["type"]]
            if any(e.status in ("actual", "claimed") for e in told):
                wrong.append(f"{spot.at(sentence)} should not match {sentence!r}")
    assert wrong == []
