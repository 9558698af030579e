"""The codebook explains every column of the dossiers, and every word group that fills one."""

from dateline import codebook, codebook_dossiers
from dateline.lexicon.load import table


def test_every_column_is_explained() -> None:
    assert codebook_dossiers.untold() == []


def test_every_group_of_words_stands_in_a_chapter() -> None:
    told = {name for _, names, _ in codebook_dossiers.DOSSIERS.values() for name in names}
    assert told == set(table("state_words"))


def test_chapters_read() -> None:
    page = codebook.dossiers()
    assert all(f"### {kind.capitalize()}" in page for kind in codebook_dossiers.DOSSIERS)
    assert "“up to 500”" in codebook.quantities()
