"""Phrases that name parties by their place in the text: "the two countries", "the kingdom"."""

from __future__ import annotations

from collections import Counter

from dragoman.actors.bodies import body_party, office_party, state_party
from dragoman.actors.cast import Party
from dragoman.actors.marks import Marks
from dragoman.actors.phrases import Phrase
from dragoman.actors.roles import covers, head_word
from dragoman.actors.scene import Scene
from dragoman.actors.spans import with_members

_WINDOW = 8
"""How many sentences back the states of "the two countries" may have been named."""
_FAR = 600
"""As many words back at most."""
_STATES_ONLY = frozenset(
    "country nation state neighbour neighbor capital kingdom republic power superpower".split()
)
_OPPONENTS = frozenset(("armed", "government", "state", "organization", "intergovernmental"))


def is_group(phrase: Phrase) -> bool:
    """Whether a phrase counts or pairs parties that must have been named before."""
    head = phrase.head
    if head is None:
        return phrase.shape == "land"
    if not phrase.plural:
        return False
    if phrase.definite and head.sort == "office" and not phrase.states and not phrase.quantity:
        return True
    counted = phrase.quantity >= 2 and (phrase.definite or head.sort == "land")
    return counted or (phrase.definite and head.sort == "land" and not phrase.states)


def group_parties(scene: Scene, phrase: Phrase) -> tuple[Party, ...]:
    """Whom "the two countries", "both sides", "the two leaders" mean; empty when not clear."""
    head = phrase.head
    number = phrase.quantity or 2
    if head is None or head.sort == "land" or head.kind == "state":
        return _pair(scene, phrase, number, states=head is not None and head.noun in _STATES_ONLY)
    noun = head_word(head.noun)
    alike: list[Party] = []
    for party, _ in scene.cast.recent(phrase.start):
        fits = noun in party.heads or any(covers(noun, narrow) for narrow in party.heads)
        if fits and not party.plural and not (head.sort == "body" and party.individual):
            alike.append(party)
        if len(alike) == number:
            return tuple(reversed(alike))
    if head.sort not in ("body", "office", "asset") or not phrase.quantity:
        return ()
    members = _pair(scene, phrase, number, states=True)
    found = [member(scene, phrase, state.iso3) for state in members if state.iso3]
    return tuple(party for party in found if party is not None)


def member(scene: Scene, phrase: Phrase, iso3: str) -> Party | None:
    """The part of a joint phrase ("Russian and Chinese leaders") that belongs to one state."""
    one = with_members(phrase, iso3)
    if one.shape == "body":
        return body_party(scene, one, None) or state_party(scene, iso3)
    one.plural, one.definite = False, True
    if one.head is not None:
        one.title = " ".join((*one.modifiers, one.head.noun))
    return office_party(scene, one, None)


def _pair(scene: Scene, phrase: Phrase, number: int, *, states: bool) -> tuple[Party, ...]:
    """The parties named together last, or else the most present ones."""
    at = phrase.start
    sentence = scene.marks.sentence_of
    for where, members in reversed(scene.cast.groups):
        if where >= at:
            continue
        if sentence[at] - sentence[where] > _WINDOW:
            break
        if len(members) == number and (not states or all(one.iso3 for one in members)):
            return members
    found = _present_states(scene, at, number)
    if len(found) < number and not states:
        found = _present_opponents(scene, at, number)
    return found if len(found) == number else ()


def _subject_of(scene: Scene, at: int) -> Party | None:
    """The party that is the subject of the sentence before word ``at``, a third one as a rule."""
    marks = scene.marks
    for party, mention in scene.cast.recent(at):
        if marks.sentence_of[mention[0]] != marks.sentence_of[at]:
            return None
        if mention[2]:
            return party
    return None


def _present_states(scene: Scene, at: int, number: int) -> tuple[Party, ...]:
    """The states named most and latest before word ``at``, in the order they were first named."""
    marks = scene.marks
    earliest = marks.sentences[max(0, marks.sentence_of[at] - _WINDOW)][0]
    weights: Counter[str] = Counter()
    first: dict[str, int] = {}
    for index in range(max(earliest, at - _FAR), at):
        if marks.codes[index] in "AS":
            iso3 = scene.knowledge.state_on(marks.senses[index][0].key, scene.published)
            weights[iso3] += 1
            weights[iso3] += 2 if marks.sentence_of[at] - marks.sentence_of[index] < 2 else 0
            first.setdefault(iso3, index)
    subject = _subject_of(scene, at)
    if subject is not None and subject.iso3 in weights and len(weights) > number:
        begins = marks.sentences[marks.sentence_of[at]][0]
        beside = {
            marks.senses[index][0].key
            for index in range(max(begins, at - _FAR), at)
            if marks.codes[index] in "AS"
        }
        if len(beside) < 2:
            del weights[subject.iso3]
    chosen = [iso3 for iso3, _ in weights.most_common(number)]
    return tuple(state_party(scene, iso3) for iso3 in sorted(chosen, key=lambda one: first[one]))


def _present_opponents(scene: Scene, at: int, number: int) -> tuple[Party, ...]:
    found: list[Party] = []
    subject = _subject_of(scene, at)
    for party, _ in scene.cast.recent(at):
        if party.kind in _OPPONENTS and party is not subject:
            found.append(party)
            if len(found) == number:
                return tuple(reversed(found))
    return ()


def land_party(scene: Scene, phrase: Phrase, possessor: Party | None) -> Party | None:
    """Which state "the country", "the Asian country", "the kingdom", "his country" means."""
    head = phrase.head
    if head is None or phrase.states:
        return None
    if head.noun in ("country", "nation", "state") and phrase.possessor >= 0:
        if possessor is not None and possessor.country in scene.knowledge.states:
            return state_party(scene, str(possessor.country))
        return None
    if not phrase.definite or head.noun not in ("country", "nation", "kingdom", "republic"):
        return None
    if "other" in phrase.modifiers:
        return None
    scored: list[tuple[float, Party]] = []
    for party, mention in scene.cast.recent(phrase.start):
        if party.iso3 is None or not _is_such(scene, party.iso3, head.noun, phrase.modifiers):
            continue
        distance = scene.marks.sentence_of[phrase.start] - scene.marks.sentence_of[mention[0]]
        if distance < 6 and not _acts_on(scene.marks, mention, phrase.start):
            scored.append((-distance + (0.5 if mention[2] else 0) + 0.001 * mention[0], party))
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def _acts_on(marks: Marks, mention: tuple[int, int, bool], at: int) -> bool:
    """Whether the mention is the subject of the verb right before: "X accused the country"."""
    return (
        mention[2]
        and marks.sentence_of[mention[0]] == marks.sentence_of[at]
        and at - mention[1] <= 3
    )


def _is_such(scene: Scene, iso3: str, noun: str, modifiers: tuple[str, ...]) -> bool:
    """Whether a state is of the form (by its official name) and region that a phrase says."""
    state = scene.knowledge.states[iso3]
    if noun in ("kingdom", "republic") and noun not in state.official.lower():
        return False
    regional = [word for word in modifiers if word in _REGIONAL]
    return (
        not regional or " ".join(modifiers) in state.regions or state.regions.issuperset(regional)
    )


_REGIONAL = frozenset(
    """african asian european american arab gulf balkan baltic nordic caribbean pacific andean
    latin western eastern southern northern central east west south north island himalayan
    scandinavian eurasian""".split()
)
