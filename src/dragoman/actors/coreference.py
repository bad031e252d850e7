"""Whom each phrase means: the rules of the other modules, applied in text order."""

from __future__ import annotations

from dragoman.actors import words as w
from dragoman.actors.bodies import (
    body_party,
    office_party,
    organization_party,
    people_party,
    state_party,
)
from dragoman.actors.cast import Party
from dragoman.actors.groups import group_parties, is_group, land_party, member
from dragoman.actors.knowledge import Noun
from dragoman.actors.marks import Marks
from dragoman.actors.people import describe, named_person, officeholder
from dragoman.actors.phrases import Phrase, analyse, is_place_name
from dragoman.actors.pronouns import pronoun_party
from dragoman.actors.scene import MentionForm, Met, Scene
from dragoman.actors.spans import looks_like_person, with_members
from dragoman.actors.usage import usage

_FORMS: dict[str, MentionForm] = {
    "adjective": "adjective",
    "people": "people",
    "capital": "capital",
    "seat": "seat",
}


def resolve(scene: Scene, phrases: list[Phrase], index: int) -> None:
    """Finds the parties of one phrase and notes the mention, or the place that it is.

    ``phrases`` are all of the article's, because titles stand before names as well as after.
    """
    phrase = phrases[index]
    form: MentionForm = "name"
    parties: tuple[Party, ...] = ()
    if phrase.shape == "pronoun":
        parties, form = pronoun_party(scene, phrase), "pronoun"
    elif phrase.shape == "state":
        _resolve_state(scene, phrase)
        return
    elif phrase.shape == "organization":
        assert phrase.organization is not None
        if not phrase.tagged and _is_credit(scene, phrase):
            return
        parties = (organization_party(scene, phrase.organization),)
    elif phrase.shape == "person":
        parties = _person(scene, phrase)
    elif phrase.shape == "unknown":
        parties = _bare_name(scene, phrase)
    else:
        parties = _described(scene, phrases, index)
        form = "group" if len(parties) > 1 else "description"
    if parties:
        scene.meet(Met(phrase, parties, form, is_subject(scene.marks, phrase)))
    else:
        _resolve_inside(scene, phrase)


def _resolve_state(scene: Scene, phrase: Phrase) -> None:
    meaning = "actor" if phrase.tagged else usage(scene.marks, phrase)
    if meaning == "place":
        scene.settings.append((phrase.start, phrase.end, phrase.states[0]))
    elif meaning == "actor":
        party = state_party(scene, phrase.states[0])
        form = _FORMS.get(phrase.form, "name")
        scene.meet(Met(phrase, (party,), form, is_subject(scene.marks, phrase)))


def _is_credit(scene: Scene, phrase: Phrase) -> bool:
    """Whether a news agency stands in brackets as the source of the copy: "CAIRO (Reuters)"."""
    assert phrase.organization is not None
    if scene.knowledge.organizations[phrase.organization].kind != "outlet":
        return False
    lower = scene.marks.lower
    return lower[phrase.start - 1 : phrase.start] == ["("] and lower[
        phrase.end : phrase.end + 1
    ] == [")"]


def _person(scene: Scene, phrase: Phrase) -> tuple[Party, ...]:
    if not phrase.tagged and phrase.person is None and _is_no_name(scene, phrase):
        return ()
    return (named_person(scene, phrase),)


def _is_no_name(scene: Scene, phrase: Phrase) -> bool:
    """Whether capitalised words after a noun are no name: "Executive Order", "Child Tax Credit"."""
    if is_place_name(phrase.name):
        return True
    head = phrase.head
    if head is None or head.sort not in ("person", "person-plural"):
        return False
    given = phrase.name[0] in scene.knowledge.given_names
    words = scene.marks.document.words[phrase.start : phrase.end - len(phrase.name)]
    return not given and words[-1:] != [] and words[-1][0].isupper()


def _bare_name(scene: Scene, phrase: Phrase) -> tuple[Party, ...]:
    """A name without a title: a person met before, in office, or that looks like one."""
    if not phrase.name:
        return ()
    alone = len(phrase.name) == 1
    if phrase.person is None and alone:
        if scene.marks.codes[phrase.start] != "K":
            return ()
        known = any(
            phrase.name[0] in (name[0], name[-1])
            for party in scene.cast.bearing(phrase.name[0])
            for name in party.names
        )
        if not known and officeholder(scene, phrase.name[0]) is None:
            return ()
    elif phrase.person is None and not looks_like_person(scene, phrase):
        return ()
    return (named_person(scene, phrase),)


def _described(scene: Scene, phrases: list[Phrase], index: int) -> tuple[Party, ...]:
    """The parties of a phrase with a common noun for its head."""
    phrase = phrases[index]
    possessor = _possessor(scene, phrase)
    if phrase.coordinated and len(phrase.states) > 1 and phrase.head is not None:
        return tuple(_each(scene, phrase, state) for state in phrase.states)
    if is_group(phrase):
        group = group_parties(scene, phrase)
        if group:
            return group
    if phrase.shape == "land":
        land = land_party(scene, phrase, possessor)
        return (land,) if land else _tagged(scene, phrase)
    apposed = _apposed(scene, phrases, index)
    if apposed is not None:
        return (apposed,)
    if phrase.shape == "office":
        return (office_party(scene, phrase, possessor),)
    if phrase.shape == "people":
        return (people_party(scene, phrase, possessor),)
    body = body_party(scene, phrase, possessor)
    return (body,) if body else _tagged(scene, phrase)


def _tagged(scene: Scene, phrase: Phrase) -> tuple[Party, ...]:
    """A party of the tagger's kind for a phrase that the rules can make nothing of."""
    if phrase.kind is None or phrase.head is None or (phrase.plural and phrase.kind == "state"):
        return ()
    return (people_party(scene, phrase, None),)


def _each(scene: Scene, phrase: Phrase, state: str) -> Party:
    """The member of "Russian and Chinese leaders" that belongs to ``state``."""
    head = phrase.head
    if phrase.shape == "body" or (head is not None and head.sort == "office"):
        return member(scene, phrase, state) or state_party(scene, state)
    return people_party(scene, with_members(phrase, state), None)


def _possessor(scene: Scene, phrase: Phrase) -> Party | None:
    if phrase.possessor < 0:
        return None
    found = pronoun_party(scene, Phrase(phrase.possessor, phrase.possessor + 1, "pronoun"))
    return found[0] if len(found) == 1 else None


def _apposed(scene: Scene, phrases: list[Phrase], index: int) -> Party | None:
    """The person whom a title stands beside, set off by a comma: "Qin Gang, the minister"."""
    phrase = phrases[index]
    if phrase.plural or phrase.shape not in ("office", "people"):
        return None
    codes, met = scene.marks.codes, scene.met
    if met and met[-1].phrase.shape in ("person", "unknown") and len(met[-1].parties) == 1:
        before = met[-1].phrase
        if codes[before.end : phrase.start] in ([","], [",", "D"], [",", "V"]):
            party = met[-1].parties[0]
            if party.kind == "person" and not _conflicts(scene, party, phrase):
                describe(scene, party, phrase)
                return party
    if index + 1 < len(phrases):
        after = phrases[index + 1]
        if codes[phrase.end : after.start] == [","] and after.shape in ("person", "unknown"):
            if after.head is not None and not _is_form_of_address(after.head):
                return None
            named = after.shape == "person" or looks_like_person(scene, after)
            known = scene.marks.codes[after.start] in "KP" and phrase.shape == "office"
            if after.name and (named or known):
                party = named_person(scene, after)
                if not _conflicts(scene, party, phrase):
                    describe(scene, party, phrase)
                    return party
    return None


def _is_form_of_address(noun: Noun) -> bool:
    """Whether a title before a name is a form of address or a rank, no office of its own."""
    return noun.sort == "honorific" or noun.sectors == ("MIL",)


def _conflicts(scene: Scene, party: Party, phrase: Phrase) -> bool:
    """Whether the phrase gives another nationality than the party has."""
    if not phrase.states or party.country is None:
        return False
    return scene.country_of(phrase.states[0]) != party.country


def _resolve_inside(scene: Scene, phrase: Phrase) -> None:
    """States and organisations named inside a phrase that is no party itself."""
    marks = scene.marks
    at = phrase.start
    while at < phrase.end:
        end = marks.span_end(at)
        if marks.codes[at] in "ASO" and (at, end) != (phrase.start, phrase.end):
            inner = analyse(marks, scene.knowledge, at, end)
            if inner.shape == "state":
                _resolve_state(scene, inner)
            elif inner.shape == "organization" and inner.organization is not None:
                scene.meet(Met(inner, (organization_party(scene, inner.organization),), "name"))
        at = end


def is_subject(marks: Marks, phrase: Phrase) -> bool:
    """Whether the phrase looks like the subject of its clause: a verb follows, no preposition
    precedes.
    """
    first, last = marks.sentences[marks.sentence_of[phrase.start]]
    before = phrase.start - 1
    while before >= first and marks.codes[before] in "DQMh":
        before -= 1
    if (
        before >= first
        and marks.codes[before] in "inoph"
        and marks.lower[before] not in _CLAUSE_OPENERS
    ):
        return False
    if phrase.end >= last:
        return False
    following = marks.lower[phrase.end]
    return (
        following in w.ACTING_AFTER_CAPITAL
        or following in w.SPEECH
        or (marks.codes[phrase.end] == "x" and following.endswith(("ed", "s")))
        or (marks.codes[phrase.end] == "," and before < first)
    )


_CLAUSE_OPENERS = frozenset("since after before until as than while".split())
"""Prepositions that open clauses as well."""
