"""The words of time and the shape of a text.

A text's *shape* has one character for each of its words: ``x`` for a word that says nothing of
time, another for each combination of classes that the lexicon (``data/words.toml``) and the form
of numbers give. The grammar is regular expressions over shapes, which are short and quick to
search; see ``grammar``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

PLAIN = "x"
_INTEGER = re.compile(r"\d{1,4}$")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$|\d+(?:\.\d+)?$")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)$")
_DECADE = re.compile(r"(?:1[5-9]|20)?\d0[’']?s$")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?:[:.][0-5]\d)?$")
_HALF = re.compile(r"\d{1,2}(?:[:.]\d\d)?[ap]m$", re.IGNORECASE)
_SAMPLES = (
    "0 1 5 12 13 25 32 60 99 05 100 1066 1789 1990 2150 9999 12345 2.5 1,200 5th 40th 1990s 90s"
)
_SAMPLES += " 10:35 13.30 2.15 07 24 3pm"


class Vocabulary:
    """The lexicon as shapes: which character each word has, and which characters a class has."""

    def __init__(self, tables: dict[str, dict[str, Any]]) -> None:
        self.tables = tables
        self._signs: dict[frozenset[str], str] = {frozenset(): PLAIN}
        self._shapes: dict[str, str] = {}
        classes_of: dict[str, set[str]] = {}
        for name, table in tables.items():
            for word in table:
                spellings = {word, word.upper()}
                if word.islower():
                    spellings.add(word.capitalize())
                for spelling in spellings:
                    classes_of.setdefault(spelling, set()).add(name)
        for word, classes in classes_of.items():
            self._shapes[word] = self._sign(frozenset(classes))
        for sample in _SAMPLES.split():
            self._sign(number_classes(sample))
        self.classes: dict[str, str] = {}
        for signature, sign in self._signs.items():
            for name in signature:
                self.classes[name] = self.classes.get(name, "") + sign

    def _sign(self, signature: frozenset[str]) -> str:
        return self._signs.setdefault(signature, chr(0x100 + len(self._signs)))

    def shape(self, words: Sequence[str]) -> str:
        """The shape of ``words``, one character for each."""
        get = self._shapes.get
        return "".join(
            [
                get(word) or (PLAIN if not "0" <= word[0] <= "9" else self._number(word))
                for word in words
            ]
        )

    def _number(self, word: str) -> str:
        return self._signs.get(number_classes(word), PLAIN)

    def value(self, name: str, word: str) -> Any:
        """What ``word`` stands for in class ``name``; raises KeyError when it is not in it."""
        table = self.tables[name]
        for spelling in (word, word.lower(), word.capitalize()):
            if spelling in table:
                return table[spelling]
        raise KeyError(word)


def number_classes(word: str) -> frozenset[str]:
    """The classes of a word that begins with a digit."""
    if _INTEGER.match(word):
        number = int(word)
        classes = {"NUM"}
        if len(word) <= 2:
            classes |= {"TWO"} if len(word) == 2 else set()
            classes |= {"DAYNUM"} if 1 <= number <= 31 else set()
            classes |= {"MONTHNUM"} if 1 <= number <= 12 else set()
            classes |= {"HOUR"} if number <= 24 else set()
        elif len(word) == 4:
            classes |= {"YEAR"} if 1000 <= number <= 2199 else set()
            classes |= {"RECENTYEAR"} if 1700 <= number <= 2099 else set()
        return frozenset(classes)
    if ordinal := _ORDINAL.match(word):
        return frozenset({"ORD", "DAYORD"} if int(ordinal[1]) <= 31 else {"ORD"})
    if _DECADE.match(word):
        return frozenset({"DECADE"})
    if _HALF.match(word):
        return frozenset({"CLOCKHALF"})
    if _CLOCK.match(word):
        return frozenset({"CLOCK"} if ":" in word else {"CLOCK", "NUM"})
    return frozenset({"NUM"} if _GROUPED.match(word) else ())


@cache
def vocabulary() -> Vocabulary:
    """The lexicon that ships with the package, read on first use."""
    raw = tomllib.loads(files(__package__).joinpath("data/words.toml").read_text("utf-8"))
    tables = {
        name: entry if isinstance(entry, dict) else dict.fromkeys(entry)
        for name, entry in raw.items()
    }
    return Vocabulary(tables)


@cache
def hints(name: str) -> frozenset[str]:
    """One of the lists of ``data/hints.toml``; raises KeyError when there is none of that name."""
    return _hint_lists()[name]


@cache
def _hint_lists() -> dict[str, frozenset[str]]:
    raw = tomllib.loads(files(__package__).joinpath("data/hints.toml").read_text("utf-8"))
    return {name: frozenset(words.split()) for name, words in raw.items()}
