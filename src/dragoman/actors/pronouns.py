"""Which party a pronoun stands for.

It goes to the most salient compatible party: mentioned in this sentence or the two before,
subjects before others, the subject of its own clause not for an object ("Japan asked it"). It
stays unresolved when nothing fits, or two parties fit equally well.
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.actors import words as w
from dragoman.actors.cast import Party
from dragoman.actors.phrases import Phrase
from dragoman.actors.scene import Scene

_REACH = 3
"""How many sentences back a pronoun may reach, its own included."""
_CLAUSE = 3
"""Up to how many words may stand between a subject and an object of the same clause."""
_SINGLE_BODIES = frozenset(
    ("state", "government", "organization", "intergovernmental", "outlet", "armed")
)
_COLLECTIVE = frozenset(("armed", "organization", "outlet", "government", "social", "unnamed"))
_OBJECTS = frozenset(("him", "them"))
_AMBIGUOUS_OBJECTS = frozenset(("it", "her"))


def pronoun_party(scene: Scene, phrase: Phrase) -> tuple[Party, ...]:
    """The party or parties that the pronoun stands for; empty when it is not clear."""
    at = phrase.start
    family = w.PRONOUNS.get(scene.marks.lower[at])
    if family in ("he", "she"):
        return _one(_person(scene, at, "m" if family == "he" else "f"))
    if family == "it" and (phrase.tagged or not _is_expletive(scene, at)):
        return _one(_salient(scene, at, _is_single_body))
    if family == "they":
        return _they(scene, at)
    return ()


def _one(party: Party | None) -> tuple[Party, ...]:
    return (party,) if party is not None else ()


def _is_single_body(party: Party) -> bool:
    return party.kind in _SINGLE_BODIES and not party.plural and not party.individual


def _is_plural(party: Party) -> bool:
    return party.plural and party.kind != "state"


def _is_collective(party: Party) -> bool:
    return not party.plural and not party.individual and party.kind in _COLLECTIVE


def _person(scene: Scene, at: int, gender: str) -> Party | None:
    def bonus(party: Party) -> float | None:
        if not party.individual or party.gender not in ("", gender):
            return None
        return (1.0 if party.gender == gender else 0.0) + (0.5 if party.kind == "person" else 0.0)

    return _best(scene, at, bonus)


def _salient(scene: Scene, at: int, fits: Callable[[Party], bool]) -> Party | None:
    return _best(scene, at, lambda party: 0.0 if fits(party) else None)


def _best(scene: Scene, at: int, bonus: Callable[[Party], float | None]) -> Party | None:
    """The most salient of the parties with a bonus, or ``None`` when two are equally so."""
    barred = _barred(scene, at)
    scores: dict[int, tuple[float, Party]] = {}
    for party, mention in scene.cast.back(at):
        score = _salience(scene, at, mention)
        if score is None:
            break
        extra = bonus(party)
        if extra is None or party in barred:
            continue
        held = scores.get(id(party))
        if held is None or score + extra > held[0]:
            scores[id(party)] = (score + extra, party)
    scored = sorted(scores.values(), key=lambda pair: -pair[0])
    if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < 0.02):
        return None
    return scored[0][1]


def _salience(scene: Scene, at: int, mention: tuple[int, int, bool]) -> float | None:
    """How present a mention still is at word ``at``; ``None`` beyond reach.

    The weights were chosen on the development parts of the corpus and of GUM news.
    """
    sentences = scene.marks.sentence_of
    distance = sentences[at] - sentences[mention[0]]
    if distance >= _REACH:
        return None
    return 4 - 1.5 * distance + (1 if mention[2] else 0) - 0.02 * min(50, at - mention[0])


def _barred(scene: Scene, at: int) -> tuple[Party, ...]:
    """The subject of the clause in which the pronoun is an object: it cannot be the same party.

    Inside a quotation it is whoever is quoted: the subject that stands before the quotation.
    """
    marks = scene.marks
    is_object = _is_object(scene, at)
    if not (is_object or marks.quoted[at]):
        return ()
    for party, mention in scene.cast.recent(at):
        if marks.sentence_of[mention[0]] != marks.sentence_of[at]:
            return ()
        if mention[2]:
            said = marks.quoted[at] and not marks.quoted[mention[0]]
            if said or (is_object and at - mention[1] <= _CLAUSE):
                return (party, *_together_with(scene, party, mention[0]))
            return ()
    return ()


def _together_with(scene: Scene, party: Party, at: int) -> tuple[Party, ...]:
    """The other parties of the list that ends with the mention of ``party`` at word ``at``."""
    for where, members in reversed(scene.cast.groups):
        if where <= at and scene.marks.sentence_of[where] == scene.marks.sentence_of[at]:
            return members if party in members else ()
    return ()


def _is_object(scene: Scene, at: int) -> bool:
    """Whether the pronoun is an object: by its form, or because no verb follows it."""
    word = scene.marks.lower[at]
    if word in _OBJECTS:
        return True
    if word not in _AMBIGUOUS_OBJECTS:
        return False
    last = scene.marks.sentences[scene.marks.sentence_of[at]][1]
    if at + 1 >= last:
        return True
    return scene.marks.codes[at + 1] in ",.inoaD"


def _they(scene: Scene, at: int) -> tuple[Party, ...]:
    """A plural party, or the group named last, whichever is nearer."""
    single = _salient(scene, at, _is_plural)
    sentences = scene.marks.sentence_of
    for where, members in reversed(scene.cast.groups):
        if where < at and sentences[at] - sentences[where] < 2:
            if single is None or single.mentions[-1][0] < where:
                return members
            break
    if single is not None:
        return (single,)
    return _one(_salient(scene, at, _is_collective))


_AUXILIARIES = frozenset(
    "'s ’s is was would will may might could can cannot has does should did".split()
)
_EXPLETIVE_COMPLEMENTS = frozenset(
    """that to whether if who clear unclear likely unlikely possible not been be hoped expected
    raise also the a too important time difficult""".split()
)
_IMPERSONAL = frozenset("remains seems appears takes turns follows depends".split())


def _is_expletive(scene: Scene, at: int) -> bool:
    """Whether "it" refers to nothing: "it is likely that", "it remains to be seen"."""
    lower = scene.marks.lower
    if lower[at] != "it":
        return False
    following = lower[at + 1 : at + 5]
    if not following:
        return True
    if following[0] in _AUXILIARIES:
        return not _EXPLETIVE_COMPLEMENTS.isdisjoint(following[1:])
    return following[0] in _IMPERSONAL
