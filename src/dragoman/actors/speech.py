"""Who "I" and "we" are: the speaker of a quotation, and for "we" mostly the speaker's state.

Outside quotations "I" is the author, or in a transcript whoever the paragraph gives the floor to
("SECRETARY RICE: …"); "we" is the state or organisation that issued the text.
"""

from __future__ import annotations

from dragoman.actors import words as w
from dragoman.actors.bodies import state_party
from dragoman.actors.cast import Party
from dragoman.actors.phrases import Phrase
from dragoman.actors.scene import Met, Scene

_NEAR = 12
"""Within how many words of a quotation its speaker is named."""
_FOR_THE_STATE = frozenset(("GOV", "MIL", "LEG", "JUD", "COP", "SPY"))
"""Sectors whose people mean their state when they say "we"."""


def first_person(scene: Scene, phrases: list[Phrase]) -> list[Met]:
    """The mentions of the first person that can be resolved, once all others have been met."""
    by_start = {one.phrase.start: one for one in scene.met}
    by_end = {one.phrase.end: one for one in scene.met}
    own = scene.author or _signatory(scene)
    found: list[Met] = []
    for phrase in phrases:
        family = w.PRONOUNS.get(scene.marks.lower[phrase.start])
        if phrase.shape != "pronoun" or family not in ("i", "we"):
            continue
        speaker = _speaker(scene, phrase.start, by_start, by_end)
        if family == "i":
            party = speaker or (None if scene.marks.quoted[phrase.start] else own)
        elif speaker is not None:
            party = _spoken_for(scene, speaker)
        elif phrase.tagged and not scene.marks.quoted[phrase.start]:
            party = scene.issuer
        else:
            party = None
        if party is not None:
            found.append(Met(phrase, (party,), "pronoun"))
    return found


def _signatory(scene: Scene) -> Party | None:
    """Whose statement the text is: the person named in a title such as "Statement by …".

    The line under the title may hold the name instead, with the office and nothing else.
    """
    document = scene.marks.document
    lines = document.paragraphs[:2]
    titled = lines and not _STATEMENT.isdisjoint(
        scene.marks.lower[i] for i in document.words_in(*lines[0])
    )
    for number, line in enumerate(lines):
        words = document.words_in(*line)
        for one in scene.met:
            inside = one.phrase.start in words and one.parties[0].individual
            alone = number == 1 and one.phrase.start == words.start and len(words) < 16
            if inside and (titled or alone):
                return one.parties[0]
    return None


_STATEMENT = frozenset("statement remarks message address letter speech".split())


def _spoken_for(scene: Scene, speaker: Party) -> Party:
    """Whom a speaker means by "we"."""
    official = not _FOR_THE_STATE.isdisjoint(speaker.sectors[:1]) and speaker.individual
    if official and speaker.country in scene.knowledge.states:
        return state_party(scene, str(speaker.country))
    return speaker


def _speaker(
    scene: Scene, at: int, by_start: dict[int, Met], by_end: dict[int, Met]
) -> Party | None:
    """Who speaks at word ``at``."""
    marks = scene.marks
    document = marks.document
    paragraph = document.paragraphs[document.paragraph_at(document.starts[at])]
    words = document.words_in(*paragraph)
    if not marks.quoted[at]:
        return _has_the_floor(scene, words.start, by_start)
    begins, ends = at, at
    while begins > words.start and marks.quoted[begins - 1]:
        begins -= 1
    while ends < words.stop and marks.quoted[ends]:
        ends += 1
    return (
        _named_after(scene, ends, words.stop, by_start)
        or _named_before(scene, begins, words.start, by_end)
        or _subject_before(scene, begins)
    )


def _subject_before(scene: Scene, begins: int) -> Party | None:
    """The subject of the sentence that a quotation is part of."""
    sentence_of = scene.marks.sentence_of
    for one in reversed(scene.met):
        if one.phrase.start < begins:
            if sentence_of[one.phrase.start] != sentence_of[begins]:
                return None
            if one.subject and len(one.parties) == 1:
                return one.parties[0]
    return None


def _has_the_floor(scene: Scene, first: int, by_start: dict[int, Met]) -> Party | None:
    """The party that a paragraph of a transcript opens with, before a colon."""
    one = by_start.get(first)
    if one is None or len(one.parties) != 1:
        return None
    end = one.phrase.end
    return one.parties[0] if scene.marks.lower[end : end + 1] == [":"] else None


def _named_after(scene: Scene, ends: int, last: int, by_start: dict[int, Met]) -> Party | None:
    """The party named after a quotation, with a verb of speech on either side of it."""
    marks = scene.marks
    for index in range(ends, min(last, ends + _NEAR)):
        if marks.quoted[index]:
            return None
        one = by_start.get(index)
        if one is not None and len(one.parties) == 1:
            end = one.phrase.end
            around = (*marks.lower[ends:index], *marks.lower[end : end + 2])
            return None if w.SPEECH.isdisjoint(around) else one.parties[0]
    return None


def _named_before(scene: Scene, begins: int, first: int, by_end: dict[int, Met]) -> Party | None:
    """The party named before a quotation, with a verb of speech or a colon in between."""
    marks = scene.marks
    for index in range(begins, max(first, begins - _NEAR), -1):
        one = by_end.get(index)
        if one is not None and len(one.parties) == 1:
            between = marks.lower[index:begins]
            return None if w.SPEECH.isdisjoint(between) and ":" not in between else one.parties[0]
    return None
