"""Do two accounts tell of one event? Marks of likeness, weighed by a logistic model.

Every mark is a number that a person can check, most of them between 0 and 1; the probability is
1 / (1 + exp(−(bias + Σ weight · mark))). The weights stand in ``weights.json`` and are fitted by
``python -m training.linking`` on stories in which people said which reports are one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from importlib.resources import files
from math import exp, log1p

from dragoman.linking.accounts import Account, Corpus

MARKS = (
    "story",
    "alone",
    "words",
    "near",
    "trigger",
    "mode-same",
    "mode-other",
    "parties-same",
    "parties-other",
    "sides",
    "names",
    "day-same",
    "day-apart",
    "day-open",
    "place-same",
    "place-other",
    "numbers",
    "apart",
    "rivals",
    "feared-done",
    "planned-done",
    "denied-done",
    "other-status",
    "historical",
)
"""Names of the marks, in the order of the weights."""
FAR = timedelta(days=60)
"""Days so far apart or farther count alike."""
_DONE = {"hypothetical": "feared-done", "planned": "planned-done", "negated": "denied-done"}


@cache
def weights() -> Mapping[str, float]:
    """The fitted weight of each mark, and the ``bias``."""
    read = (files("dragoman.linking") / "weights.json").read_text(encoding="utf-8")
    found: dict[str, float] = json.loads(read)["weights"]
    return found


def probability(marks: Mapping[str, float]) -> float:
    """The probability that two accounts with these marks tell of one event."""
    fitted = weights()
    total = fitted["bias"] + sum(fitted[name] * value for name, value in marks.items())
    return 1 / (1 + exp(-total))


def compare(one: Account, other: Account, corpus: Corpus) -> dict[str, float]:
    """The marks of likeness of two accounts of one type; those that are 0 are left out."""
    rarity = corpus.rarity
    marks = {
        "story": corpus.themes[one.key.article].overlap(corpus.themes[other.key.article], rarity),
        "words": one.words.overlap(other.words, rarity),
        "near": one.near.overlap(other.near, rarity),
        "trigger": float(not one.triggers.isdisjoint(other.triggers)),
        "names": one.named.overlap(other.named, rarity),
        "numbers": float(not one.numbers.isdisjoint(other.numbers)),
        "rivals": log1p(one.rivals + other.rivals),
        "historical": float(one.historical != other.historical),
        "apart": _published_apart(one, other),
    }
    if one.status != other.status:
        marks[_statuses(one.status, other.status)] = 1.0
    if not one.rivals and not other.rivals:
        marks["alone"] = marks["story"]
    if one.mode and other.mode:
        marks["mode-same" if one.mode == other.mode else "mode-other"] = 1.0
    if one.parties and other.parties:
        shared = len(one.parties & other.parties) / min(len(one.parties), len(other.parties))
        marks["parties-same" if shared else "parties-other"] = shared or 1.0
        if one.actors & other.actors:
            marks["sides"] = 1.0
    marks |= _days(one, other)
    if one.place and other.place:
        same = one.place == other.place or one.place in other.place or other.place in one.place
        marks["place-same" if same else "place-other"] = 1.0
    return {name: value for name, value in marks.items() if value}


def _statuses(one: str, other: str) -> str:
    """The mark of two statuses that differ."""
    pair = {"happened" if each == "ongoing" else each for each in (one, other)}
    for status, mark in _DONE.items():
        if pair == {status, "happened"}:
            return mark
    return "other-status"


def _published_apart(one: Account, other: Account) -> float:
    if one.published is None or other.published is None:
        return 0.0
    return log1p(abs((one.published - other.published).days)) / log1p(FAR.days)


def _days(one: Account, other: Account) -> dict[str, float]:
    """The same days, how far apart, or open because one of them says none."""
    if one.start is None or other.start is None:
        return {"day-open": 1.0}
    gap = days_between(one, other)
    if gap == 0:
        return {"day-same": 1.0}
    return {"day-apart": min(1.0, log1p(gap) / log1p(FAR.days))}


def days_between(one: Account, other: Account) -> int:
    """Days between the stated days of two accounts; 0 when they overlap or one states none."""
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return 0
    return max(0, (other.start - one.end).days, (one.start - other.end).days)


def reason(marks: Mapping[str, float], one: Account, other: Account) -> str:
    """In words, why two accounts were joined."""
    kind = f"{one.type}/{one.mode}" if "mode-same" in marks else one.type
    said = [f"both {kind}"]
    if "parties-same" in marks:
        said.append(f"parties {', '.join(sorted(one.parties & other.parties))}")
    if "day-same" in marks and one.start and other.start:
        said.append(f"on {max(one.start, other.start)}")
    if "place-same" in marks:
        said.append(f"in {(one.place or '').title()}")
    if "trigger" in marks:
        said.append(f"named alike ({one.trigger!r}, {other.trigger!r})")
    if marks.get("words", 0) >= 0.25:
        said.append(f"{marks['words']:.0%} of their words' weight in common")
    if marks.get("story", 0) >= 0.25:
        said.append("articles about the same things")
    return "; ".join(said)
