"""Which country a party without a nationality of its own belongs to, as the model reads it.

"Delfina Orsi, a dealer on the Rosario exchange, said Chile …": the model links a mention to the
words that show its country (states, nationalities, towns) within the same run of text, whatever
their distance; rules that look for the nearest such word would make her Chilean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.actors.knowledge import Knowledge
from dragoman.actors.marks import Marks

Linker = Callable[[int, Sequence[int]], npt.NDArray[np.float32]]
"""Probability that the mention beginning at a word belongs to the country of each other word."""

SURE = 0.5
"""A country is taken from the model at this probability."""
NONE = 0.1
"""Below this for all countries near, the party belongs to none of them."""
REACH = 160
"""Words either way among which evidence is looked for: a run of text is no longer."""


def country_words(marks: Marks, knowledge: Knowledge) -> dict[int, str]:
    """The words that show a country (a state, nationality, people or town), with its code."""
    found = {}
    for index, senses in marks.senses.items():
        if marks.codes[index] in "ASWG":
            found[index] = knowledge.states[senses[0].key].country
    return found


@dataclass(frozen=True, slots=True)
class Belonging:
    """What the model says of the countries that mentions belong to.

    Attributes:
        shown: the words that show a country, by ``country_words``.
        link: the model's probabilities.
    """

    shown: dict[int, str]
    link: Linker

    def scores(self, words: Iterable[int]) -> dict[str, float]:
        """The probability of each country near, for mentions of one party.

        ``words`` are the mentions' first words; the most telling one counts. Empty when the model
        saw no country near any of them.
        """
        best: dict[str, float] = defaultdict(float)
        for word in words:
            near = [other for other in self.shown if abs(other - word) <= REACH and other != word]
            for other, value in zip(near, self.link(word, near), strict=True):
                if value > 0:  # 0: in another run of text, so that the model could not tell
                    country = self.shown[other]
                    best[country] = max(best[country], value)
        return best
