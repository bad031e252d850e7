"""Names of the gazetteer in a text: the longest at each capitalised word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.language.document import Document
from dragoman.places.gazetteer import Candidate, Gazetteer, key_of
from dragoman.places.hints import hints

_LONGEST = 6
"""Words in the longest name that is looked up."""
_SHORTEST = 3
"""Letters in the shortest name that is read without being in capitals ("Ufa")."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the gazetteer at words ``[start, end)``.

    Attributes:
        start: index of its first word.
        end: index after its last word.
        key: how the gazetteer knows it.
        candidates: the places that are called so.
    """

    start: int
    end: int
    key: str
    candidates: list[Candidate]


def find_names(document: Document, gazetteer: Gazetteer) -> Iterator[Name]:
    """The names in text order, none overlapping."""
    words, index = document.words, 0
    while index < len(words):
        name = _longest(document, index, gazetteer) if words[index][0].isupper() else None
        if name is None:
            index += 1
        else:
            yield name
            index = name.end


def _longest(document: Document, start: int, gazetteer: Gazetteer) -> Name | None:
    """The longest name at the word ``start``, on one line."""
    best: tuple[int, str] | None = None
    parts: list[str] = []
    for index in range(start, min(len(document.words), start + 2 * _LONGEST)):
        word = document.words[index]
        if index > start and _is_broken(document, index):
            break
        if word in ("-", "‑") or (word == "." and parts[-1:] and parts[-1] in hints().saints):
            continue
        if parts and word.lower() in ("'s", "’s"):
            parts[-1] += "s"  # "Cox's Bazar"
            continue
        if not (word[0].isupper() or (parts and word.lower() in hints().inner)):
            break
        parts.append(key_of(word))
        if word[0].isupper() and (key := " ".join(parts)) in gazetteer:
            best = index + 1, key
        if len(parts) == _LONGEST:
            break
    if best is None:
        return None
    end, key = best
    surface = document.text[document.starts[start] : document.ends[end - 1]]
    if len(key) < _SHORTEST and not surface.isupper():
        return None
    return Name(start, end, key, gazetteer.candidates(key))


def _is_broken(document: Document, index: int) -> bool:
    """Whether the word at ``index`` does not go on with the one before it."""
    between = document.text[document.ends[index - 1] : document.starts[index]]
    if document.words[index] in ("-", "‑", ".") or document.words[index - 1] in ("-", "‑"):
        return between != ""
    return "\n" in between


def adjacent(document: Document, index: int) -> bool:
    """Whether words ``index`` and ``index + 1`` stand side by side, only blanks between them."""
    if index < 0 or index + 1 >= len(document.words):
        return False
    between = document.text[document.ends[index] : document.starts[index + 1]]
    return between.isspace() and "\n" not in between


def opens_sentence(document: Document, index: int) -> bool:
    """Whether the word at ``index`` is the first of its sentence."""
    start, _ = document.sentences[document.sentence_at(document.starts[index])]
    return document.starts[index] <= start
