"""When the name of a state or capital means the party, and when only the place.

"Washington said", "for Beijing", "US-China ties" name parties; "in Beijing", "born in Peru",
"troops entered Chad", a dateline and "Geneva, Switzerland" name places, which are left to the
places room; "Chinese food" names nothing.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from dragoman.actors import words as w
from dragoman.actors.marks import Marks
from dragoman.actors.phrases import Phrase

Usage: TypeAlias = Literal["actor", "place", "nothing"]


def usage(marks: Marks, phrase: Phrase) -> Usage:
    """What the state named by ``phrase`` (shape "state") is in its sentence."""
    if _next(marks, phrase.end) == "$":
        return "nothing"
    attributive = marks.codes[phrase.start] == "A"
    if attributive or phrase.form == "people":
        return _adjective_usage(marks, phrase)
    if _is_dateline(marks, phrase) or _is_person_name(marks, phrase):
        return "place" if _is_dateline(marks, phrase) else "nothing"
    before = _before(marks, phrase.start)
    if phrase.form == "seat":
        return "place" if before and before[0] in ("in", "at", "near", "inside") else "actor"
    if phrase.form == "capital":
        return _capital_usage(marks, phrase, before)
    return _name_usage(marks, phrase, before)


def _before(marks: Marks, at: int) -> list[str]:
    """The words before ``at`` in its sentence, nearest first, articles left out; at most six."""
    first = marks.sentences[marks.sentence_of[at]][0]
    found: list[str] = []
    index = at - 1
    while index >= first and len(found) < 6:
        if marks.codes[index] != "D":
            found.append(marks.lower[index])
        index -= 1
    return found


def _next(marks: Marks, at: int) -> str:
    """The word at ``at`` when the sentence of the word before it goes on so far."""
    if at > len(marks.sentence_of):
        return ""
    last = marks.sentences[marks.sentence_of[at - 1]][1]
    return marks.lower[at] if at < last else ""


def _adjective_usage(marks: Marks, phrase: Phrase) -> Usage:
    following = _next(marks, phrase.end)
    code = marks.codes[phrase.end] if following else "."
    previous = marks.codes[phrase.start - 1] if phrase.start else "."
    before = _before(marks, phrase.start)
    if phrase.form == "name" and (not following or code in "p.,"):
        return _name_usage(marks, phrase, before)
    if phrase.form == "people":
        return "actor" if not before or previous in "Dhxin.,a" else "nothing"
    if previous == "h" or code == "h" or code == "p":
        return "actor"
    if code in "CK":
        return "nothing"
    if code in "xin.,aoRVD" and following not in ("-", ""):
        # No noun follows: "the Chinese do not distinguish", but "he speaks Chinese".
        acts = following in w.ACTING_AFTER_CAPITAL or following in w.SPEECH
        if marks.document.words[phrase.start] in _SHORT_NAMES and not following.endswith("s"):
            return _name_usage(marks, phrase, before)
        if acts or code != "x":
            return "actor" if phrase.definite and acts else "nothing"
    nouns = (following, _next(marks, phrase.end + 1))
    return "nothing" if w.POLITICAL.isdisjoint(nouns) else "actor"


_SHORT_NAMES = frozenset("US U.S. UK U.K. UAE U.A.E. DPRK ROK USA USSR".split())


def _is_dateline(marks: Marks, phrase: Phrase) -> bool:
    """Whether a paragraph opens with the name and a date, agency or dash: "BEIJING, Jan 17 —"."""
    document = marks.document
    paragraph = document.paragraphs[document.paragraph_at(document.starts[phrase.start])]
    if document.starts[phrase.start] - paragraph[0] > 40:
        return False
    opening = document.text[document.ends[phrase.end - 1] : paragraph[1]][:60]
    dash = min((i for i in map(opening.find, ("—", "–", " - ", "--", "(")) if i >= 0), default=-1)
    if dash < 0:
        return False
    between = opening[:dash].replace(",", " ").replace(".", " ").split()
    lead = document.text[paragraph[0] : document.starts[phrase.start]].split()
    return (
        len(between) <= 4
        and all(
            part.lower() in w.MONTHS_AND_DAYS or part.isdigit() or part[:1].isupper()
            for part in (*between, *lead)
        )
        and (
            opening[:dash].strip(" ,.") == ""
            or any(part.isdigit() for part in between)
            or document.words[phrase.start].isupper()
        )
    )


_GIVEN_AND_STATE = frozenset(
    """Jordan Chad Israel Georgia Paris Sydney Kenya Cuba Lima Victoria Kingston Hamilton
    Wellington Washington London Berlin Sofia Holland Malta Havana Lincoln Florence Austin Jersey
    Ireland England Wales France Rome""".split()
)


def _is_person_name(marks: Marks, phrase: Phrase) -> bool:
    """Whether the name stands beside another capitalised word as part of a person's name."""
    if marks.document.words[phrase.start] not in _GIVEN_AND_STATE:
        return False
    codes = marks.codes
    after = codes[phrase.end] if _next(marks, phrase.end) else "."
    before = codes[phrase.start - 1] if phrase.start else "."
    return before in "CIK" or after in "CK" or (before == "H")


def _name_usage(marks: Marks, phrase: Phrase, before: list[str]) -> Usage:
    following = _next(marks, phrase.end)
    if following == "-":
        return "actor"
    if following and marks.codes[phrase.end] == "C":
        return "nothing"  # a longer name: "United States Geological Survey"
    if following in ("'s", "’s") and before and before[0] not in w.ENTERING:
        return "actor"
    if not before:
        return "actor"
    nearest = before[0]
    if nearest in w.DIRECTIONS or nearest in w.ENTERING:
        return "place"
    if nearest == "of":
        return "place" if len(before) > 1 and before[1] in w.GEOGRAPHIC_NOUNS else "actor"
    if nearest == "in":
        return "actor" if before[1:2] and before[1] in w.NOT_LOCATIVE_BEFORE_IN else "place"
    if nearest in w.LOCATIVE and nearest not in ("off", "on", "via"):
        return "place"
    if nearest in ("from", "to", "out"):
        return "place" if w.PAST_OF_MOVING.intersection(before[1:5]) else "actor"
    if nearest == "," and marks.codes[phrase.start - 2] in "CS_" and len(before) > 2:
        # "in Geneva, Switzerland": a state right after the comma that follows its town.
        town = before[2:4]
        return "place" if w.LOCATIVE.intersection(town) or "of" in town else "actor"
    return "actor"


def _capital_usage(marks: Marks, phrase: Phrase, before: list[str]) -> Usage:
    following = _next(marks, phrase.end)
    code = marks.codes[phrase.end] if following else "."
    if following == "-" or (phrase.start and marks.codes[phrase.start - 1] == "h"):
        return "actor"
    if code in "CKS":
        return "nothing"
    if following == "," and code == "," and marks.codes[phrase.end + 1 : phrase.end + 2] == ["S"]:
        return "place"
    nearest = before[0] if before else ""
    if nearest in ("to", "from"):
        if before[1:2] == ["away"] or w.COMMUNICATION.intersection(before[1:3]):
            return "actor"
        return "place"
    if nearest in w.LOCATIVE or nearest in w.DIRECTIONS or nearest in w.ENTERING:
        return "place"
    if nearest in ("visit", "visits", "visited", "visiting", "near", "leaves", "arrived"):
        return "place"
    if nearest == "of" and before[1:2] and before[1] in w.GEOGRAPHIC_NOUNS | {"streets", "mayor"}:
        return "place"
    if nearest == "," and phrase.start >= 2 and marks.codes[phrase.start - 2] in "CS_":
        return "actor" if following in w.ACTING_AFTER_CAPITAL else "place"
    if code in "BTNU" and following not in ("officials", "leaders"):
        return "place"
    return "actor"
