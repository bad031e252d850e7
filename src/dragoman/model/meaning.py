"""What a sentence is about, as a vector: sentences that tell like events lie close together."""

from __future__ import annotations

import numpy as np

from dragoman.model.arrays import Floats, Ints

OUTSIDE_WEIGHT = 0.03
"""Weight of a word that names no event, where one that does has 1."""


def pooled(states: Floats, outside: Floats, sentences: Ints) -> dict[int, Floats]:
    """The mean state of each sentence's words, weighted by how likely they name an event.

    Args:
        states: (words, width).
        outside: probability that a word is no trigger.
        sentences: the sentence of each word.
    """
    weights = (1.0 - outside + OUTSIDE_WEIGHT)[:, None]
    return {
        int(one): (states[here] * weights[here]).sum(0) / weights[here].sum()
        for one in np.unique(sentences)
        for here in [sentences == one]
    }


def cosine(one: Floats, other: Floats) -> float:
    """How alike two vectors are: 1 the same direction, 0 nothing in common."""
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other) + 1e-9))
