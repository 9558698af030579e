"""The codebook explains every column of the dossiers, and every word group that fills one."""

from dateline.codebook import chapters, dossiers
from dateline.lexicon.load import table


def test_every_column_is_explained() -> None:
    assert dossiers.untold() == []


def test_every_group_of_words_stands_in_a_chapter() -> None:
    told = {name for _, names, _ in dossiers.DOSSIERS.values() for name in names}
    assert told == set(table("state_words"))


def test_chapters_read() -> None:
    page = chapters.dossiers()
    assert all(f"### {kind.capitalize()}" in page for kind in dossiers.DOSSIERS)
    assert "“up to 500”" in chapters.quantities()
