"""Words beside a name that tell a place from something else (``data/words.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Hints:
    """Lists of words, all in lower case but for postal codes.

    Attributes:
        inner: words in lower case inside a name ("Rio de Janeiro").
        saints: abbreviations inside a name ("St.").
        inside: words before a name that make it a place.
        at: words before a name that speak for a place, though people take them too.
        kinds: words after a name that make it a place.
        person_cues: titles; a name after one of them is a person.
        postal: postal codes of the states of the US.
        fine_after: words with a capital after a name that are no part of it.
        never: names of small places that are never meant ("March").
        given: countries and regions whose names people bear ("Chad").
        states: postal code by abbreviation in news style ("calif").
    """

    inner: frozenset[str]
    saints: frozenset[str]
    inside: frozenset[str]
    at: frozenset[str]
    kinds: frozenset[str]
    person_cues: frozenset[str]
    postal: frozenset[str]
    fine_after: frozenset[str]
    never: frozenset[str]
    given: frozenset[str]
    states: dict[str, str]


@cache
def hints() -> Hints:
    """The lists that ship with the package, read on first use."""
    raw = tomllib.loads(files(__package__).joinpath("data/words.toml").read_text("utf-8"))
    states = raw.pop("states")
    return Hints(states=states, **{name: frozenset(words.split()) for name, words in raw.items()})
