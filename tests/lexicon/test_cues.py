"""Every entry of the cue lexicon brings its proof: sentences that yield it and sentences that do not."""

import pytest

from dateline.lexicon import cues
from dateline.lexicon.cues import PARTS_OF_SPEECH
from dateline.lexicon.load import table

RAW = table("cues")
LEXICON = cues.load()


def cases(kind: str, proof: str) -> list[object]:
    return [
        pytest.param(name, sentence, id=f"{name}: {sentence[:50]}")
        for name, entry in RAW[kind].items()
        for sentence in entry[proof]
    ]


def found(reading_of, sentence: str) -> list[tuple[str, str]]:
    """(frame, cue lemma) of every claim of a sentence."""
    how = [claim.how.by.removeprefix("claims/") for claim in reading_of(sentence).claims]
    return [(by.partition(":")[0], by.partition(":")[2]) for by in how]


def groups(pairs: list[tuple[str, str]]) -> set[str]:
    return {name for _, lemma in pairs for part in PARTS_OF_SPEECH for name in LEXICON.groups_of.get((part, lemma), ())}


@pytest.mark.parametrize(("frame", "sentence"), cases("frames", "matches"))
def test_frame_matches(reading_of, frame, sentence):
    assert frame in {name for name, _ in found(reading_of, sentence)}


@pytest.mark.parametrize(("frame", "sentence"), cases("frames", "rejects"))
def test_frame_rejects(reading_of, frame, sentence):
    assert frame not in {name for name, _ in found(reading_of, sentence)}


@pytest.mark.parametrize(("group", "sentence"), cases("words", "matches"))
def test_group_matches(reading_of, group, sentence):
    assert group in groups(found(reading_of, sentence))


@pytest.mark.parametrize(("group", "sentence"), cases("words", "rejects"))
def test_group_rejects(reading_of, group, sentence):
    assert group not in groups(found(reading_of, sentence))


def test_every_entry_names_its_source():
    entries = [*RAW["words"].values(), *RAW["frames"].values()]
    assert all(entry["source"] and entry["rejects"] for entry in entries)


def test_the_table_names_where_it_comes_from_and_holds_single_words_only():
    text = (cues.files("dateline.lexicon") / cues.WEIGHTS).read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert any("PolNeAR" in line for line in head)
    keys = (line.split("\t")[1] for line in text.splitlines() if line and not line.startswith("#"))
    assert not [key for key in keys if " " in key.strip()]


def test_a_broken_table_is_refused_with_its_line(monkeypatch, tmp_path):
    from dateline.errors import BadLexicon

    (tmp_path / cues.WEIGHTS).write_text("# head\naccept\tbias\tmuch\n", encoding="utf-8")
    monkeypatch.setattr(cues, "files", lambda _: tmp_path)
    with pytest.raises(BadLexicon, match="line 2"):
        cues.load()
