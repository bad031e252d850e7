"""Is a name a place here at all, or a person, an organisation or an ordinary word?"""

from __future__ import annotations

import re
from collections import Counter
from enum import IntEnum
from typing import Final

from dragoman.language.document import Document
from dragoman.places.gazetteer import Entry, Gazetteer
from dragoman.places.hints import hints
from dragoman.places.names import Name, adjacent, opens_sentence

_CITY: Final = 500_000
"""People in a city so large that its name alone makes it a place."""
_TOWN: Final = 100_000
"""People in a town whose name makes it a place when the article speaks of its country."""
_KNOWN: Final = 30
"""Other names of a small town so well known that it counts as a larger one."""
_SMALL_TOWN: Final = 30_000
"""People in a town below which the article must speak of its country."""
_AGENCY: Final = re.compile(r"\s\([A-Z][\w/ ]{1,15}\)")
_DATELINE: Final = re.compile(
    r"(?:,\s(?:[A-Z][\w.’']+\s?){1,3})?"  # a country or state
    r"(?:,\s(?:[A-Z][a-z]+\.?\s\d{1,2}))?"  # a date
    r"\s*(?:\([\w\s/.]{2,20}\))?\s*"  # an agency
    r"(?:—|–|-{1,2}|_|:)\s|^,\s[A-Z][a-z]+\.?\s\d{1,2}\s\([A-Z]"
)
"""What follows the city of a dateline."""


class Evidence(IntEnum):
    """What the words beside a name say for its being a place."""

    NONE = 0
    WEAK = 1
    """A preposition that people and organisations take as well ("to", "from")."""
    STRONG = 2
    """"in", "near", "the city of", a dateline, a country after a comma."""


def weigh(document: Document, name: Name, wider: bool) -> Evidence:
    """What the words beside the name say for its being a place."""
    words = document.words
    before = words[name.start - 1].lower() if name.start else ""
    after = words[name.end].lower() if name.end < len(words) else ""
    if wider or before in hints().inside or after in hints().kinds or is_dateline(document, name):
        return Evidence.STRONG
    return Evidence.WEAK if before in hints().at else Evidence.NONE


def is_dateline(document: Document, name: Name) -> bool:
    """Whether the name opens a paragraph as a dateline ("NAIROBI, Kenya (AP) _", "PARIS —")."""
    start, after = document.starts[name.start], document.ends[name.end - 1]
    paragraph, end = document.paragraphs[document.paragraph_at(start)]
    if document.text[start:after].isupper() and _AGENCY.match(document.text, after):
        return True
    return start == paragraph and _DATELINE.match(document.text, after, end) is not None


def people(document: Document, names: list[Name]) -> frozenset[str]:
    """Keys of names that end a person's name somewhere in the article ("Whitney Houston")."""
    return frozenset(
        name.key
        for name in names
        if (_may_be_surname(name) or name.key in hints().given) and _ends_person(document, name)
    )


def _may_be_surname(name: Name) -> bool:
    """Whether no country or region is called so."""
    return all(candidate.entry.precision == "city" for candidate in name.candidates)


def _ends_person(document: Document, name: Name) -> bool:
    if not adjacent(document, name.start - 1):
        return _after_title(document, name)
    before = document.words[name.start - 1]
    if before.lower() in hints().person_cues:
        return True
    other = before.lower() in hints().at | hints().inside | hints().kinds
    named = before[0].isupper() and before[1:].islower() and not other
    return named and not opens_sentence(document, name.start - 1)


def _after_title(document: Document, name: Name) -> bool:
    """Whether "Mr." or "Gen." stands before the name."""
    words = document.words
    return (
        name.start > 1
        and words[name.start - 1] == "."
        and words[name.start - 2].lower() in hints().person_cues
    )


def is_part_of_name(
    document: Document, name: Name, evidence: Evidence, following: Name | None
) -> bool:
    """Whether words beside it make the name a part of another name ("Paris Agreement").

    ``following`` is the next name of the gazetteer: "In Dushanbe Moscow finds friends" names two.
    """
    words = document.words
    own = following is not None and following.start == name.end and _is_famous(following)
    if adjacent(document, name.end - 1) and not (own and evidence is Evidence.STRONG):
        after = words[name.end]
        goes_on = adjacent(document, name.end) and words[name.end + 1][0].isupper()
        if after[0].isupper() and after.lower() in hints().kinds:
            return goes_on and words[name.end + 1].lower() not in hints().fine_after
        if after[0].isupper() and after.lower() not in hints().fine_after:
            return True
        if after in ("del", "de", "da", "do") and goes_on:
            return True
    if evidence < Evidence.STRONG and _is_joined(document, name):
        return True
    if _after_title(document, name):
        return True
    if adjacent(document, name.start - 1):
        before = words[name.start - 1]
        if before.lower() in hints().person_cues:
            return True
        free = before.isupper() or before.lower() in hints().at | hints().inside
        if before[0].isupper() and not free and not opens_sentence(document, name.start - 1):
            return True
    return False


def _is_famous(name: Name) -> bool:
    """Whether the name is that of a country, a capital or a large city."""
    return any(
        one.main
        and (one.entry.capital or one.entry.precision == "country" or one.entry.population >= _CITY)
        for one in name.candidates
    )


def _is_joined(document: Document, name: Name) -> bool:
    """Whether a hyphen or "&" ties the name to a capitalised word ("Austin-Morris")."""
    words, text = document.words, document.text
    touches = name.start and document.ends[name.start - 1] == document.starts[name.start]
    if touches and words[name.start - 1] in ("-", "&"):
        return True
    end = document.ends[name.end - 1]
    return text[end : end + 1] in ("-", "&") and text[end + 1 : end + 2].isupper()


def is_certain(
    document: Document,
    entry: Entry,
    name: Name,
    evidence: Evidence,
    context: Counter[str],
    gazetteer: Gazetteer,
) -> bool:
    """Whether there is enough to say that the name is a place, and this one."""
    if name.key in hints().never:
        return False
    in_context = entry.country is not None and context[entry.country] > 0
    if entry.precision == "city" and _is_acronym(document, name):
        return False
    if gazetteer.doubtful(name.key):
        owns = document.words[name.end : name.end + 1] in (["'s"], ["’s"], ["'"], ["’"])
        if owns:
            return False
        return evidence is Evidence.STRONG and (in_context or entry.population >= _TOWN)
    if entry.precision != "city" or entry.population >= _CITY or entry.capital:
        return True
    if entry.population >= _TOWN or entry.fame >= _KNOWN:
        return evidence > Evidence.NONE or in_context
    if evidence is Evidence.STRONG:
        return in_context or entry.population >= _SMALL_TOWN
    return evidence is Evidence.WEAK and in_context


def _is_acronym(document: Document, name: Name) -> bool:
    """Whether the name is in capitals as an acronym is, neither dateline nor heading ("NATO")."""
    words = document.words[name.start : name.end]
    if not all(word.isupper() for word in words) or is_dateline(document, name):
        return False
    start, end = document.sentences[document.sentence_at(document.starts[name.start])]
    return not document.text[start:end].isupper()
