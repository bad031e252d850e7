"""A trie over word tokens: finds the longest of many thousand names that begins at a word.

Names are taken apart as ``language.document`` takes texts apart, so that "U.S.", "Guinea-Bissau"
and "Côte d'Ivoire" are met as the text has them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from dragoman.language.document import WORD

Value = TypeVar("Value")
_END = ""
"""The key under which a node of the trie keeps its values: no word is empty."""


def tokens(name: str) -> list[str]:
    """The words of ``name``, as a document would have them, with straight apostrophes."""
    if name.replace(" ", "").isalpha():
        return name.split()  # what the pattern would find, at a fraction of its cost
    return [word.replace("’", "'") for word in WORD.findall(name)]


def unaccented(text: str) -> str:
    """``text`` without diacritical marks ("Élysée" becomes "Elysee")."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


class Lexicon(Generic[Value]):
    """Names with what they may stand for; filled once, then only read."""

    __slots__ = ("_root",)

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, name: str, value: Value) -> None:
        """Adds ``name`` as written and, when it has any, without its diacritical marks."""
        for spelling in (name,) if name.isascii() else (name, unaccented(name)):
            node = self._root
            for word in tokens(spelling):
                node = node.setdefault(word, {})
            if node is not self._root:
                values = node.setdefault(_END, [])
                if value not in values:
                    values.append(value)

    def __contains__(self, word: str) -> bool:
        """Whether some name begins with ``word``."""
        return word in self._root

    def longest(self, words: Sequence[str], at: int) -> tuple[int, Sequence[Value]]:
        """The longest name that begins at ``words[at]``: its length in words and its values.

        ``(0, ())`` when none does.
        """
        node = self._root.get(words[at])
        if node is None:
            return 0, ()
        length: int = 0
        values: Sequence[Value] = ()
        index = at
        end = len(words)
        while node is not None:
            index += 1
            here = node.get(_END)
            if here is not None:
                length, values = index - at, here
            node = node.get(words[index]) if index < end else None
        return length, values

    def find(self, name: str) -> Sequence[Value]:
        """The values of exactly this name, or ``()``."""
        words = tokens(name)
        if not words:
            return ()
        length, values = self.longest(words, 0)
        return values if length == len(words) else ()
