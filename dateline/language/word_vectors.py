"""What the model knows of a word by itself, kept for the next time that the word comes: a third of its arithmetic.

The first layers of the model look at one token alone: its norm, its first and last letters, its shape, whether a space
follows. The same six values always make the same vector, so it is made once.
"""

from typing import Any

import numpy
from spacy.tokens import Doc
from thinc.api import Model

KEPT = 30_000  # vectors that are remembered, 16 MB; then all are forgotten and remembered anew


class WordVectors:
    """The vectors of words, made by `layers` and kept by the features that they are made of."""

    def __init__(self, layers: Any, features: list[str], width: int):
        self.layers = layers
        self.features = features
        self.rows: dict[bytes, int] = {}
        self.table = numpy.empty((KEPT, width), dtype="float32")

    def of(self, docs: list[Doc]) -> list[Any]:
        """One array of vectors for each document."""
        each = [doc.to_array(self.features).reshape(len(doc), len(self.features)) for doc in docs]
        every = numpy.ascontiguousarray(numpy.concatenate(each))
        keys: list[bytes] = every.view(f"V{every.itemsize * len(self.features)}").ravel().tolist()
        new = self._new(keys)
        if len(self.rows) + len(new) > KEPT:
            self.rows.clear()
            new = self._new(keys)
        if len(new) > KEPT:
            made: list[Any] = self.layers.predict(docs)
            return made
        if new:
            self._learn(new, every)
        found = self.table[[self.rows[key] for key in keys]]
        return numpy.split(found, numpy.cumsum([len(doc) for doc in docs])[:-1])

    def _new(self, keys: list[bytes]) -> dict[bytes, int]:
        """The keys that have no vector yet, each with one of the tokens that have it."""
        return {key: at for at, key in enumerate(keys) if key not in self.rows}

    def _learn(self, new: dict[bytes, int], every: Any) -> None:
        made = self._made(every[list(new.values())])
        first = len(self.rows)
        self.table[first : first + len(new)] = made
        self.rows |= zip(new, range(first, first + len(new)), strict=True)

    def _made(self, features: Any) -> Any:
        """The vectors of tokens with these features, by the layers after the one that looks the features up."""
        found: Any = [features]
        for layer in self.layers.layers[1:]:
            found = layer.predict(found)
        return found[0]


def remembering(tok2vec: Any) -> None:
    """Put WordVectors in the place of the first layers of the model."""
    layers = tok2vec.layers[0]
    features = layers.layers[0].attrs["columns"]
    words = WordVectors(layers, features, layers.get_dim("nO"))

    def forward(_model: Any, docs: list[Doc], is_train: bool) -> tuple[Any, Any]:
        return words.of(docs), None

    tok2vec.layers[0] = Model("known_words", forward, dims={"nO": layers.get_dim("nO")})
