"""Which of the places that are called so a name stands for."""

from __future__ import annotations

import math
from collections import Counter
from typing import Final

from dragoman.language.document import Document
from dragoman.places.gazetteer import Candidate, Entry, Gazetteer
from dragoman.places.hints import hints
from dragoman.places.names import Name

Wider = Entry | str | None
"""What follows a name after a comma: a country, region or (as postal code) a US state."""

_SIZE: Final = {"country": 10.0, "area": 8.2, "region": 8.0, "point": 7.7}
"""How well known a place without population is, on the scale of ``_prominence``."""
_STATE_SIZE: Final = 8.0
_CAPITAL: Final = 0.7
_OTHER_NAME: Final = -1.2
_IN_CONTEXT: Final = 1.5
_SAME: Final = 10.0
_WIDE: Final = frozenset({"country", "region"})
US_STATES: Final = "US states"
"""Key of the count of states of the United States that an article names."""


def choose(name: Name, context: Counter[str], wider: Wider) -> Entry | None:
    """The likeliest of the places that the name may stand for.

    ``context`` counts how often the article names each country.
    """
    if not name.candidates:
        return None
    return max(name.candidates, key=lambda one: _score(one, context, wider)).entry


def _score(candidate: Candidate, context: Counter[str], wider: Wider) -> float:
    entry = candidate.entry
    score = _prominence(entry) + (0.0 if candidate.main else _OTHER_NAME)
    if named := context[US_STATES if entry.country == "USA" else entry.country or ""]:
        score += _IN_CONTEXT + 0.5 * math.log10(named)
    if wider is not None and lies_in(entry, wider):
        score += _SAME
    return score


def _prominence(entry: Entry) -> float:
    """How well known a place is: its size and how many languages have a name for it."""
    if entry.precision in _SIZE:
        return _STATE_SIZE if entry.division else _SIZE[entry.precision]
    size = math.log10(max(entry.population, 100)) + math.log10(1 + entry.fame)
    return size + (_CAPITAL if entry.capital else 0.0)


def lies_in(entry: Entry, wider: Entry | str) -> bool:
    """Whether a place lies in a country, region or US state, and is not itself one such."""
    if entry.precision == "country":
        return False
    if isinstance(wider, str):
        return entry.country == "USA" and entry.division == wider and entry.precision == "city"
    if wider.division and entry.division != wider.division:
        return False
    return entry is not wider and entry.country is not None and entry.country == wider.country


def countries(document: Document, gazetteer: Gazetteer, names: list[Name]) -> Counter[str]:
    """How often the article names each country: by noun, by adjective, by a region of it.

    A name of places in two countries counts for neither. News of the world names the United
    States in passing, so what makes an American place likely is counted apart: ``US_STATES``.
    """
    counts: Counter[str] = Counter()
    for name in names:
        wide = [one.entry for one in name.candidates if one.entry.precision in _WIDE]
        lands = {entry.country for entry in wide if entry.country}
        if len(lands) == 1:
            counts[lands.pop()] += 1
            counts[US_STATES] += any(entry.division != "" for entry in wide)
    for word in document.words:
        if word[0].isupper() and (country := gazetteer.adjective(word)):
            counts[country] += 1
    return counts


def wider_place(document: Document, name: Name, before: Name | None, after: Name | None) -> Wider:
    """The wider place beside a name: "Portland, Maine", "Tampa, Fla.", "Lebanon's Tripoli"."""
    words = document.words
    owned = before and before.end + 1 == name.start and words[before.end] in ("'s", "’s")
    if before and owned and (owner := _holder(name, before)):
        return owner
    if name.end + 1 >= len(words) or words[name.end] != ",":
        return None
    following = words[name.end + 1]
    compact = following.replace(".", "")
    abbreviated = following.endswith(".") or words[name.end + 2 : name.end + 3] == ["."]
    if abbreviated and compact.lower() in hints().states:
        return hints().states[compact.lower()]
    if compact in hints().postal:
        return compact
    if after is None or after.start != name.end + 1:
        return None
    return _holder(name, after)


def _holder(name: Name, other: Name) -> Entry | None:
    """The country or region called ``other`` in which some place called ``name`` lies."""
    wide = [one for one in other.candidates if one.entry.precision in ("country", "region")]
    for one in sorted(wide, key=lambda one: not one.main):
        if any(lies_in(candidate.entry, one.entry) for candidate in name.candidates):
            return one.entry
    return None
