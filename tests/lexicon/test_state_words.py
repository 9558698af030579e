"""The words of states: every group proves itself by its sentences through all stages, and a wrong group is named."""

from collections.abc import Callable
from typing import Any

import pytest

from dateline.errors import BadLexicon
from dateline.lexicon.load import table
from dateline.lexicon.state_words import compiled, load
from dateline.records import Reading

WORDS = load()
PROOFS = [
    pytest.param(matter, state, sentence, wanted, id=f"{group}: {sentence}")
    for group, matter, state, matches, rejects in WORDS.proofs
    for wanted, sentences in ((True, matches), (False, rejects))
    for sentence in sentences
]


@pytest.mark.parametrize("matter, state, sentence, wanted", PROOFS)
def test_proof(reading_of: Callable[..., Reading], matter: str, state: str, sentence: str, wanted: bool) -> None:
    rows = reading_of(sentence, published="2016-12-14").states
    told = {(row.matter, row.state) for row in rows if row.status != "denied"}
    assert ((matter, state) in told) is wanted, told


@pytest.mark.parametrize(
    "change, says",
    [
        pytest.param({"source": None}, "source", id="no source"),
        pytest.param({"rejects": None}, "rejects", id="no counter-example"),
        pytest.param(
            {"matches": ["A mast."], "rejects": ["A mast."]}, "both matches and rejects", id="own counter-example"
        ),
    ],
)
def test_a_wrong_group_is_named(change: dict[str, Any], says: str) -> None:
    groups = dict(table("state_words"))
    group = {k: v for k, v in (groups["ended"] | change).items() if v is not None}
    with pytest.raises(BadLexicon) as caught:
        compiled(groups | {"ended": group})
    assert says in str(caught.value) and "'ended'" in str(caught.value)
