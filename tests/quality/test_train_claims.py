"""Training has no chance in it: the same texts give the same table, byte for byte."""

import importlib.util
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest

from dateline.lexicon.cues import Weights, load

QUALITY = Path(__file__).parent.parent.parent / "quality"
TEXTS = 4


@pytest.fixture(scope="module")
def training() -> ModuleType:
    spec = importlib.util.spec_from_file_location("train_claims", QUALITY / "train_claims.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["train_claims"] = module  # its dataclasses look for it there
    spec.loader.exec_module(module)
    return module


def test_the_same_texts_give_the_same_table(training: ModuleType) -> None:
    if not training.CORPUS.exists():
        pytest.skip("the corpus is not here")
    cues = replace(load(), weights=Weights({}, {}, {}, {}, 0.0))
    texts = list(islice(training.rows(training.CORPUS, None), TEXTS))

    def made() -> str:
        extent = training.learnt([one for text in texts for one in training.extent_examples(*text, cues)])
        known = replace(cues, weights=replace(cues.weights, extent=extent))
        documents = [training.prepared(p, golds, known) for p, golds in texts]
        return training.table(replace(training.trained(documents), extent=extent), TEXTS, 0)

    first = made()
    assert first == made()
    assert first.count("\n") > 100
