"""Lexicons of phrases, one entry a line, and their matches in a document.

An entry is a row of words; ``/`` parts the forms of one place (``slam/slams/slammed``) and ``*``
at the end of a form stands for any ending (``humiliat*``). After ``|`` stand its guards, which
keep it from counting where it means something ordinary::

    regime | not preceded by: sanctions visa | not followed by: change

- ``preceded by`` / ``followed by``: one of these words stands right before or after it;
- ``not preceded by`` / ``not followed by``: none of them does (a comma before it is passed over);
- ``of an actor``: a mention of an actor stands before it, with at most an auxiliary or adverb
  between ("Moscow fears"), and is no "I" or "we".
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

from dragoman.errors import DataError
from dragoman.language import Document
from dragoman.language.document import WORD

STEM = 3
"""Letters that a form with ``*`` has at least."""
BETWEEN = frozenset(
    """has have had is are was were be been being also now still even only clearly simply
    seemingly apparently reportedly openly publicly once again itself himself herself themselves
    long always so very all too""".split()
)
"""Words that may stand between an actor and what it is said to feel."""
FURTHEST = 2
"""Such words at most."""
OF_AN_ACTOR = "of an actor"
GUARDS = ("preceded by", "followed by", "not preceded by", "not followed by", OF_AN_ACTOR)
FIRST_PERSON = frozenset("i we me us my our".split())


class Hit(NamedTuple):
    """A match: its category and its words, as a range of indices."""

    category: str
    first: int
    last: int


@dataclass(frozen=True)
class _Entry:
    """One line of a lexicon."""

    category: str
    places: tuple[frozenset[str], ...]
    guards: tuple[tuple[str, frozenset[str]], ...]

    def matches(self, words: list[str], at: int) -> bool:
        """Whether the entry's words stand at this place and its guards on words hold."""
        end = at + len(self.places)
        if end > len(words) or not all(map(_fits, self.places, words[at:end])):
            return False
        before = words[at - 1] if at > 0 else ""
        if before == "," and at > 1:
            before = words[at - 2]
        after = words[end] if end < len(words) else ""
        for guard, listed in self.guards:
            if guard == OF_AN_ACTOR:
                continue
            word = before if guard.endswith("preceded by") else after
            if _fits(listed, word) == guard.startswith("not "):
                return False
        return True

    @property
    def of_an_actor(self) -> bool:
        """Whether it counts only right after an actor."""
        return any(guard == OF_AN_ACTOR for guard, _ in self.guards)


def _fits(forms: frozenset[str], word: str) -> bool:
    return word in forms or any(form[-1] == "*" and word.startswith(form[:-1]) for form in forms)


@dataclass(frozen=True)
class Lexicon:
    """Entries by their first word, and a hash of the file they come from."""

    whole: dict[str, list[_Entry]]
    stems: dict[str, list[_Entry]]
    sha256: str

    def find(self, document: Document, actor_ends: frozenset[int]) -> Iterator[Hit]:
        """Matches in text order, none overlapping: the longest at each place.

        ``actor_ends`` are the indices of the words that follow a mention of an actor.
        """
        words = [word.lower().replace("’", "'") for word in document.words]
        at = 0
        while at < len(words):
            fitting = [
                one
                for one in self._candidates(words[at])
                if one.matches(words, at)
                and (not one.of_an_actor or _follows_actor(words, at, actor_ends))
            ]
            if fitting:
                best = max(fitting, key=lambda one: len(one.places))
                yield Hit(best.category, at, at + len(best.places))
                at += len(best.places)
            else:
                at += 1

    def _candidates(self, word: str) -> Iterator[_Entry]:
        yield from self.whole.get(word, ())
        for length in range(STEM, min(len(word), 20) + 1):
            yield from self.stems.get(word[:length], ())


def _follows_actor(words: list[str], at: int, actor_ends: frozenset[int]) -> bool:
    for place in range(at, max(-1, at - FURTHEST - 1), -1):
        if place in actor_ends:
            return place == 0 or words[place - 1] not in FIRST_PERSON
        if place == 0 or words[place - 1] not in BETWEEN:
            return False
    return False


@cache
def load_lexicon(name: str) -> Lexicon:
    """The lexicon ``data/NAME.toml``: a table a category, its lines in ``entries``.

    Raises:
        DataError: a line that is no entry, with file, category and line.
    """
    raw = (files("dragoman.framing") / "data" / f"{name}.toml").read_bytes()
    whole: dict[str, list[_Entry]] = {}
    stems: dict[str, list[_Entry]] = {}
    for category, table in tomllib.loads(raw.decode("utf-8")).items():
        for line in table["entries"].splitlines():
            if not line.strip():
                continue
            entry = _parse(category, line, f"{name}.toml, [{category}], {line.strip()!r}")
            for form in entry.places[0]:
                if form.endswith("*"):
                    stems.setdefault(form[:-1], []).append(entry)
                else:
                    whole.setdefault(form, []).append(entry)
    return Lexicon(whole, stems, sha256(raw).hexdigest())


def _parse(category: str, line: str, where: str) -> _Entry:
    phrase, *rest = line.split("|")
    places: list[frozenset[str]] = []
    for part in phrase.split():
        if "/" in part or part.endswith("*"):
            places.append(frozenset(part.split("/")))
        else:
            # As a text is taken apart: "so-called" is three words, "Stalin's" two.
            places += [frozenset({word}) for word in WORD.findall(part)]
    guards = []
    for guard in rest:
        name, _, listed = guard.partition(":")
        guards.append((name.strip(), frozenset(listed.split())))
    forms = [form for place in places for form in place]
    if not places or any(name not in GUARDS for name, _ in guards):
        raise DataError(f"{where}: a row of words, then | and guards ({', '.join(GUARDS)})")
    if any(not form or ("*" in form and form.index("*") < STEM) for form in forms):
        raise DataError(f"{where}: an empty form, or a * after fewer than {STEM} letters")
    return _Entry(category, tuple(places), tuple(guards))
