"""How likely the words of a forecast say it is: a range of probabilities.

The table ``data/wording.csv`` holds phrases with the middle half of what people say they mean.
Source ``surveys``: 169 answers pooled from the two public surveys by zonination ("Perceptions of
Probability and Numbers", MIT) and W. Fagen-Ulmschneider (2019); ranges narrower than ten points
are widened to ten. The rest extends them by analogy and says so.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from dragoman.record import Probability

_NEGATION = re.compile(
    r"\b(?:not|no longer|cannot|can[’']t|won[’']t|wouldn[’']t|couldn[’']t|shouldn[’']t|isn[’']t|"
    r"aren[’']t|mustn[’']t)\b|\bn[’']t\b",
    re.I,
)
_PERCENT = re.compile(
    r"\b(\d{1,3}(?:\.\d+)?)(?:\s*(?:-|–|to|and)\s*(\d{1,3}))?\s*(?:%|per ?cent\b)", re.I
)
_NUMBERS = "one two three four five six seven eight nine ten".split()
_IN = re.compile(
    rf"\b({'|'.join(_NUMBERS)}|\d+)[ -](?:chances? )?(?:in|out of)[ -](?:a )?"
    rf"({'|'.join(_NUMBERS)}|\d+)\b",
    re.I,
)
BESIDE = 12
"""Characters between a tagged word and a hedge that belongs to it, with the hedge itself."""
_CHANCE = re.compile(r"chance|probab|likel|odds|risk|prospect|certain", re.I)


@dataclass(frozen=True)
class Wording:
    """The words that carry the likelihood, and the range they stand for."""

    text: str
    probability: Probability


@dataclass(frozen=True)
class _Phrase:
    low: float
    high: float
    modal: bool


@lru_cache(maxsize=1)
def _table() -> tuple[re.Pattern[str], dict[str, _Phrase]]:
    path = files("dragoman.forecasts") / "data" / "wording.csv"
    phrases: dict[str, _Phrase] = {}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            phrases[row["phrase"]] = _Phrase(
                float(row["low"]), float(row["high"]), row["kind"] == "modal"
            )
    longest_first = sorted(phrases, key=len, reverse=True)
    # "'ll" follows a word; every other phrase stands alone.
    pattern = "|".join(re.escape(p) if p[0] != "'" else r"['’]ll" for p in longest_first)
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])|['’]ll\b", re.I), phrases


def read_wording(claim: str, hint: str | None = None) -> Wording | None:
    """The range that the claim's words stand for; ``hint`` are words tagged as carrying it.

    A hedge outweighs the modal verb beside it ("will probably"); the negation that stands before
    hedge or verb turns the range round ("will not": 0 to 0.10; "unlikely not to"). None when no
    word says anything about likelihood.
    """
    for place in filter(None, (hint, claim)):
        if (found := _numeral(place, claim)) is not None:
            return found
    pattern, phrases = _table()
    found_at = [
        (match, phrases[match[0].lower().replace("’", "'")]) for match in pattern.finditer(claim)
    ]
    if hint:
        low, high = claim.find(hint), claim.find(hint) + len(hint)
        # A hedge beside the tagged modal verb ("will likely") belongs to it.
        inside = [
            (m, p) for m, p in found_at if low - BESIDE <= m.start() and m.end() <= high + BESIDE
        ]
        if low >= 0 and inside:
            found_at = inside
        elif low < 0 and (match := pattern.search(hint)):
            phrase = phrases[match[0].lower().replace("’", "'")]
            negated = _NEGATION.search(hint) is not None
            return Wording(hint, _range(phrase, negated))
    if not found_at:
        negated_verb = _NEGATION.search(claim)
        if negated_verb and negated_verb[0].lower() in {
            "won't",
            "won’t",
            "cannot",
            "can't",
            "can’t",
        }:
            return Wording(negated_verb[0], Probability(low=0.0, high=0.1))
        return None
    hedges = [item for item in found_at if not item[1].modal]
    match, phrase = (hedges or found_at)[0]
    first = min(m.start() for m, _ in found_at[:2]) if hedges else match.start()
    near = claim[max(0, first - 8) : match.end() + (22 if not hedges else 9)]
    negation = _NEGATION.search(near)
    words = match[0]
    if negation and not hedges:
        words = claim[match.start() : claim.find(negation[0], match.start()) + len(negation[0])]
        words = words if negation[0] in words else match[0]
    elif negation and negation[0].lower() not in match[0].lower():
        words = near.strip()
        words = match[0] if len(words) > 40 else f"{negation[0]} {match[0]}"
    return Wording(words, _range(phrase, negation is not None))


def _range(phrase: _Phrase, negated: bool) -> Probability:
    low, high = phrase.low, phrase.high
    if high - low < 0.1:
        middle = (low + high) / 2
        low, high = max(0.0, middle - 0.05), min(1.0, middle + 0.05)
    if negated:
        low, high = 1 - high, 1 - low
    return Probability(low=round(low, 2), high=round(high, 2))


def _numeral(place: str, claim: str) -> Wording | None:
    """The number of "a 60 percent chance" or "two in five", five points either way."""
    if match := _PERCENT.search(place):
        if not _CHANCE.search(claim):
            return None
        low = float(match[1]) / 100
        high = float(match[2]) / 100 if match[2] else low
    elif match := _IN.search(place):
        first, second = (_number(match[1]), _number(match[2]))
        if not second or first > second or not _CHANCE.search(claim):
            return None
        low = high = first / second
    else:
        return None
    if high > 1:
        return None
    negated = bool(re.search(r"\bno (?:more|better)\b", claim[: claim.find(match[0])], re.I))
    low = 0.0 if negated else low - 0.05
    return Wording(
        match[0],
        Probability(low=round(max(0.0, low), 2), high=round(min(1.0, high + 0.05), 2)),
    )


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word.lower()) + 1
