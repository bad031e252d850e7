"""Pronouns, "the two countries" and other phrases that name a party by its place in the text.

A pronoun goes to the most salient compatible party: mentioned in this sentence or the two before,
subjects before others. It stays unresolved when nothing fits, or two parties fit equally well.
"""

from __future__ import annotations

from dragoman.actors import words as w
from dragoman.actors.bodies import state_party
from dragoman.actors.cast import Party
from dragoman.actors.people import Scene
from dragoman.actors.phrases import Phrase
from dragoman.actors.roles import covers, head_word

_REACH = 3
"""How many sentences back a pronoun may reach, its own included."""
_MONARCHIES = {"kingdom": ("kingdom",), "emirate": ("emirate",), "sultanate": ("sultanate",)}
_SINGLE_BODIES = ("state", "government", "organization", "intergovernmental", "outlet", "armed")


def pronoun_party(scene: Scene, phrase: Phrase) -> tuple[Party, ...]:
    """The party or parties that the pronoun stands for; empty when it is not clear."""
    family = w.PRONOUNS.get(scene.marks.lower[phrase.start])
    if family in ("he", "she"):
        found = _person(scene, phrase.start, "m" if family == "he" else "f")
        return (found,) if found else ()
    if family == "it" and not _is_expletive(scene, phrase.start):
        found = _salient(scene, phrase.start, _SINGLE_BODIES, plural=False)
        return (found,) if found else ()
    if family == "they":
        return _they(scene, phrase.start)
    return ()


def _person(scene: Scene, at: int, gender: str) -> Party | None:
    scored = []
    for party, mention in scene.cast.recent(at):
        if party.is_person and party.gender in ("", gender):
            score = _salience(scene, at, mention)
            if score is not None:
                known = 1.0 if party.gender == gender else 0.0
                scored.append((score + known + (0.5 if party.kind == "person" else 0), party))
    return _clear_best(scored)


def _salient(scene: Scene, at: int, kinds: tuple[str, ...], *, plural: bool) -> Party | None:
    scored = []
    for party, mention in scene.cast.recent(at):
        if party.kind in kinds and party.plural == plural:
            score = _salience(scene, at, mention)
            if score is not None:
                scored.append((score, party))
    return _clear_best(scored)


def _salience(scene: Scene, at: int, mention: tuple[int, int, bool]) -> float | None:
    sentences = scene.marks.sentence_of
    distance = sentences[at] - sentences[mention[0]]
    if distance >= _REACH or mention[1] > at:
        return None
    return 4 - 1.5 * distance + (2 if mention[2] else 0) - 0.005 * (at - mention[0])


def _clear_best(scored: list[tuple[float, Party]]) -> Party | None:
    if not scored:
        return None
    scored.sort(key=lambda pair: -pair[0])
    if len(scored) > 1 and scored[0][0] - scored[1][0] < 0.02:
        return None
    return scored[0][1]


def _they(scene: Scene, at: int) -> tuple[Party, ...]:
    """A plural party, or the group named last, whichever is nearer."""
    single = _salient(
        scene, at, ("unnamed", "social", "armed", "government", "organization", "person"), plural=True
    )
    sentences = scene.marks.sentence_of
    for where, members in reversed(scene.cast.groups):
        if where < at and sentences[at] - sentences[where] < 2:
            latest = single.last_mention_before(at) if single else None
            if latest is None or latest[0] < where:
                return members
            break
    if single is not None:
        return (single,)
    found = _salient(scene, at, ("armed", "organization", "outlet", "government"), plural=False)
    return (found,) if found else ()


def _is_expletive(scene: Scene, at: int) -> bool:
    """Whether "it" refers to nothing: "it is likely that", "it remains to be seen"."""
    lower = scene.marks.lower
    if lower[at] != "it":
        return False
    following = lower[at + 1 : at + 5]
    if not following:
        return True
    if following[0] in ("'s", "’s", "is", "was", "would", "will", "may", "might", "could", "can",
                        "cannot", "has", "does", "should", "did"):
        return bool(
            {"that", "to", "whether", "if", "who", "clear", "unclear", "likely", "unlikely",
             "possible", "not", "been", "be", "hoped", "expected", "raise", "also", "the",
             "a", "too", "important", "time", "difficult"}.intersection(following[1:])
        )
    return following[0] in ("remains", "seems", "appears", "takes", "turns", "follows", "depends")


def group_parties(scene: Scene, phrase: Phrase) -> tuple[Party, ...]:
    """Whom "the two countries", "both sides", "the two leaders" mean; empty when not clear."""
    head = phrase.head
    number = phrase.quantity or 2
    at = phrase.start
    if head is None or head.sort == "land" or head.kind == "state":
        found = recent_states(scene, at, number)
        if head is not None and head.noun == "side" and len(found) < number:
            return _last_opponents(scene, at, number)
        return found if len(found) == number else ()
    noun = head_word(head.noun)
    alike: list[Party] = []
    for party, _ in scene.cast.recent(at):
        fits = noun in party.heads or any(covers(noun, narrow) for narrow in party.heads)
        if fits and not party.plural and party not in alike:
            alike.append(party)
        if len(alike) == number:
            return tuple(reversed(alike))
    return ()


def recent_states(scene: Scene, at: int, number: int) -> tuple[Party, ...]:
    """The states mentioned last before word ``at``, in text order; fewer when there are fewer."""
    marks = scene.marks
    found: list[Party] = []
    earliest = marks.sentences[max(0, marks.sentence_of[at] - 8)][0]
    for index in range(at - 1, earliest - 1, -1):
        party: Party | None = None
        if marks.codes[index] in "AS":
            iso3 = marks.senses[index][0].key
            known = scene.cast.get("state", scene.knowledge.state_on(iso3, scene.published))
            party = known if known is not None else state_party(scene, iso3)
        if party is not None and party not in found:
            found.append(party)
            if len(found) == number:
                break
    return tuple(reversed(found))


def _last_opponents(scene: Scene, at: int, number: int) -> tuple[Party, ...]:
    found: list[Party] = []
    for party, _ in scene.cast.recent(at):
        if party.kind in ("armed", "government", "state", "organization", "intergovernmental"):
            found.append(party)
            if len(found) == number:
                return tuple(reversed(found))
    return ()


def land_party(scene: Scene, phrase: Phrase, possessor: Party | None) -> Party | None:
    """Which state "the country", "the Asian country", "the kingdom", "his country" means."""
    head = phrase.head
    assert head is not None
    if phrase.states:
        return None
    if head.noun in ("country", "nation", "state") and phrase.possessor >= 0:
        if possessor is not None and possessor.country in scene.knowledge.states:
            return state_party(scene, str(possessor.country))
        return None
    if not phrase.definite or head.noun not in ("country", "nation", "kingdom", "republic"):
        return None
    wanted = [word for word in phrase.modifiers if word not in ("other",)]
    if len(wanted) != len(phrase.modifiers):
        return None
    scored: list[tuple[float, Party]] = []
    for party, mention in scene.cast.recent(phrase.start):
        if party.iso3 is None or not _is_such(scene, party.iso3, head.noun, wanted):
            continue
        distance = scene.marks.sentence_of[phrase.start] - scene.marks.sentence_of[mention[0]]
        if distance < 6:
            scored.append((-distance + (0.5 if mention[2] else 0) + 0.001 * mention[0], party))
    scored.sort(key=lambda pair: -pair[0])
    return scored[0][1] if scored else None


def _is_such(scene: Scene, iso3: str, noun: str, modifiers: list[str]) -> bool:
    state = scene.knowledge.states[iso3]
    official = state.official.lower()
    if noun == "kingdom" and "kingdom" not in official:
        return False
    if noun == "republic" and "republic" not in official:
        return False
    regional = [word for word in modifiers if word in _REGIONAL]
    joined = " ".join(modifiers)
    return not regional or joined in state.regions or all(word in state.regions for word in regional)


_REGIONAL = frozenset(
    """african asian european american arab gulf balkan baltic nordic caribbean pacific andean
    latin western eastern southern northern central east west south north island himalayan
    scandinavian eurasian""".split()
)
