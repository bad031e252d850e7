"""Which stretches of the text may be mentions: the grammar's, and the trained tagger's.

Without candidates the grammar decides. With them the tagger decides, because it was trained on
what counts as a mention; the grammar then only adds what the lexicon is sure of (states and
organisations by name, people by known name or by title and name) where the tagger saw nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from dragoman.actors import words as w
from dragoman.actors.knowledge import Noun, Sort
from dragoman.actors.marks import Marks
from dragoman.actors.people import officeholder
from dragoman.actors.phrases import Phrase, analyse, find_phrases, is_place_name, known_given
from dragoman.actors.scene import Scene
from dragoman.record import ACTOR_KINDS

LIKELY = 0.5
"""Candidates below this score are left out."""


class Candidate(NamedTuple):
    """A stretch of text that the trained tagger takes for a mention of an actor.

    ``start`` and ``end`` are code points of the text, ``kind`` is an actor kind or "pronoun",
    ``score`` the tagger's probability; ``sectors`` are the probabilities of PLOVER's sectors, where
    the model tells them.
    """

    start: int
    end: int
    kind: str
    score: float
    sectors: Mapping[str, float] = MappingProxyType({})


def gather(scene: Scene, candidates: Sequence[Candidate]) -> list[Phrase]:
    """All phrases that may name a party, in text order and without overlaps."""
    marks, knowledge = scene.marks, scene.knowledge
    _trust_capitals(marks, candidates)
    ranges = list(find_phrases(marks))
    if mark_surnames(scene, [analyse(marks, knowledge, *one) for one in ranges]):
        ranges = list(find_phrases(marks))
    phrases = [analyse(marks, knowledge, *one) for one in ranges]
    phrases = [phrase for phrase in phrases if not _names_nobody(marks, phrase)]
    if not candidates:
        return phrases
    proposed = _proposed(scene, candidates)
    ends = [phrase.end for phrase in proposed]
    sure = []
    for phrase in phrases:
        place = bisect_right(ends, phrase.start)
        clear = place == len(proposed) or proposed[place].start >= phrase.end
        if clear and _is_sure(scene, phrase):
            sure.append(phrase)
    return sorted([*proposed, *sure], key=lambda phrase: phrase.start)


def _trust_capitals(marks: Marks, candidates: Sequence[Candidate]) -> None:
    """In a title every word has a capital; those that the tagger puts in a person are a name."""
    document = marks.document
    for one in candidates:
        if one.kind == "person" and one.score >= LIKELY:
            for index in document.words_in(one.start, one.end):
                doubted = marks.codes[index] in "lx" and document.words[index][0].isupper()
                if doubted and len(document.words[index]) > 1:
                    marks.codes[index] = "C"


_BARE = frozenset(
    """parliament congress opposition civil society police state media media customs state
    television state radio justice""".split()
)


_AMBIGUOUS = frozenset(
    """authority leadership head chair chief general mission presidency party force operator
    carrier public agent power""".split()
)
"""Nouns that name a party only with a nationality, or an "of" after an office."""


def _names_nobody(marks: Marks, phrase: Phrase) -> bool:
    """Whether a phrase of the grammar is none after all: part of a compound, or a reflexive."""
    if phrase.shape == "pronoun":
        return marks.lower[phrase.start] in _REFLEXIVE
    return _is_part_of_compound(marks, phrase)


_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves", "ourselves", "myself"))


def _is_part_of_compound(marks: Marks, phrase: Phrase) -> bool:
    """Whether a common noun stands where it names no party: "community volunteers", "task force".

    A singular noun without article, possessor, nationality or number does, unless it can stand
    alone ("parliament"); so does one right before another noun, and one that is denied ("no").
    """
    head = phrase.head
    if head is None or phrase.name:
        return False
    if marks.lower[phrase.start] == "no" or (
        phrase.start and marks.lower[phrase.start - 1] == "no"
    ):
        return True
    following = marks.codes[phrase.end] if phrase.end < len(marks.codes) else "."
    last = marks.document.words[phrase.end - 1]
    if phrase.plural and head.kind == "organization" and not phrase.states:
        speaks = marks.lower[phrase.end : phrase.end + 1]
        return w.SPEECH.isdisjoint(speaks) and not phrase.definite
    if phrase.plural or last[0].isupper():
        return following == "h"
    if head.sort in ("office", "honorific"):
        unsaid = head.noun in _AMBIGUOUS and "of" not in marks.lower[phrase.start : phrase.end]
        return following in "lh" or (unsaid and not phrase.states)
    if following in "lhM" and phrase.shape in ("people", "body"):
        return True
    if head.noun in _AMBIGUOUS and not (phrase.states or phrase.organization):
        return True
    bare = not (
        phrase.definite
        or phrase.indefinite
        or phrase.states
        or phrase.quantity
        or phrase.organization
        or phrase.possessor >= 0
        or marks.codes[phrase.start] == "Q"
    )
    return bare and head.noun not in _BARE and not head.sort.endswith("plural")


_PERSONAL = frozenset(("he", "him", "she"))


def _is_sure(scene: Scene, phrase: Phrase) -> bool:
    """Whether the rules alone are good enough evidence of a mention.

    These are the kinds of phrase of which nine in ten overlap a mention of the corpus
    (development part), so that a tagger that saw none there most likely missed one.
    """
    shape, head = phrase.shape, phrase.head
    if shape in ("state", "organization", "person"):
        return True
    if shape == "unknown":
        return scene.marks.codes[phrase.start] in "KP"
    if shape == "pronoun":
        return scene.marks.lower[phrase.start] in _PERSONAL
    named = bool(phrase.states or phrase.organization)
    if shape == "land":
        return phrase.quantity >= 2
    if head is None or phrase.coordinated:
        return named
    if shape == "body":
        return named or (phrase.definite and not phrase.plural and head.sort == "body")
    if shape == "office":
        return named or phrase.definite
    return named and head.kind in ("unnamed", "government", "armed")


def _proposed(scene: Scene, candidates: Sequence[Candidate]) -> list[Phrase]:
    """The candidates as phrases: the likelier of two that overlap, bounds on whole words."""
    document = scene.marks.document
    taken: list[tuple[int, int]] = []
    phrases: list[Phrase] = []
    for one in sorted(candidates, key=lambda candidate: (-candidate.score, candidate.start)):
        words = document.words_in(one.start, one.end)
        start, end = _trimmed(scene.marks, words)
        if one.score < LIKELY or start >= end:
            continue
        start, end = _whole_units(scene.marks, start, end)
        if any(begun < end and start < ended for begun, ended in taken):
            continue
        taken.append((start, end))
        phrase = _as_phrase(scene, start, end, one.kind)
        phrase.sectors = one.sectors
        phrases.append(phrase)
    phrases.sort(key=lambda phrase: phrase.start)
    return phrases


def _trimmed(marks: Marks, words: range) -> tuple[int, int]:
    """The range without what no mention begins or ends with; empty when nothing is left.

    The tagger may begin with "the" or break off after "and".
    """
    start, end = words.start, words.stop
    while start < end and (marks.codes[start] in "a,.oip" or marks.lower[start] in _NO_BEGINNING):
        start += 1
    while start < end and marks.codes[end - 1] in "a,.oinD" and marks.lower[end - 1] not in _CLOSED:
        end -= 1
    return start, end


_NO_BEGINNING = frozenset(("the", "a", "an", "about", "nearly", "almost"))
_CLOSED = frozenset(("those", "these", "that", "this", "each", "both", "either", "neither"))
"""Words that stand for a party by themselves."""


def _whole_units(marks: Marks, start: int, end: int) -> tuple[int, int]:
    """The range widened so that it cuts no name in two ("House of" for "House of Lords")."""
    while start > 0 and marks.codes[start] == "_":
        start -= 1
    while end < len(marks.codes) and marks.codes[end] == "_" and marks.lower[end].isalnum():
        end += 1
    return start, end


def _as_phrase(scene: Scene, start: int, end: int, kind: str) -> Phrase:
    marks = scene.marks
    phrase = analyse(marks, scene.knowledge, start, end, given=True)
    phrase.tagged = True
    phrase.kind = next((one for one in ACTOR_KINDS if one == kind), None)
    if phrase.kind is None:
        return phrase
    if phrase.shape == "pronoun" or phrase.head is not None:
        return phrase
    if phrase.shape == "unknown" and marks.codes[phrase.end - 1] in "KP":
        phrase.kind = kind = "person"
    if marks.lower[phrase.end - 1] in _COUNTING:
        phrase.shape, phrase.plural, phrase.definite = "land", True, True
        phrase.quantity = _COUNTING[marks.lower[phrase.end - 1]]
        return phrase
    named = [i for i in range(phrase.start, phrase.end) if marks.codes[i] in "CIKd"]
    words = marks.document.words
    if phrase.shape == "unknown" and kind == "person" and named:
        phrase.shape = "person"
        phrase.name = phrase.name or tuple(words[i] for i in named)
    elif phrase.shape == "unknown" and kind == "state" and phrase.states:
        phrase.shape = "state"
    elif phrase.shape == "unknown" or (
        phrase.shape == "state" and kind not in ("state", "government")
    ):
        _head_by_kind(marks, phrase)
    return phrase


_COUNTING = {"both": 2, "two": 2, "neither": 2, "each": 2, "either": 2, "three": 3, "five": 5}
"""Words that stand for parties named before when they stand alone ("the two", "neither")."""
_SORT_OF_KIND: dict[str, Sort] = {
    "person": "person",
    "unnamed": "person",
    "social": "person",
    "armed": "person",
    "state": "land",
    "government": "body",
    "organization": "body",
    "intergovernmental": "body",
    "outlet": "body",
}
_SECTORS_OF_KIND: dict[str, tuple[str, ...]] = {
    "state": ("GOV",),
    "government": ("GOV",),
    "social": ("CVL",),
    "armed": ("REB",),
    "outlet": ("JRN",),
}


def _head_by_kind(marks: Marks, phrase: Phrase) -> None:
    """Gives a phrase whose head no table knows a head from its last word and the tagger's kind."""
    assert phrase.kind is not None
    last = phrase.end - 1
    for index in range(phrase.start + 1, phrase.end):
        if marks.codes[index] in "oin,.":
            last = index - 1
            break
    while last > phrase.start and not marks.lower[last][:1].isalnum():
        last -= 1
    word = marks.lower[last]
    plural = word.endswith("s") or marks.codes[last] == "W" or phrase.quantity > 1
    phrase.head = Noun(
        word,
        plural,
        _SORT_OF_KIND[phrase.kind],
        phrase.kind,
        _SECTORS_OF_KIND.get(phrase.kind, ()),
        "",
    )
    phrase.plural = plural
    phrase.modifiers = tuple(
        marks.lower[i] for i in range(phrase.start, last) if marks.codes[i] not in "ASQVDph"
    )
    phrase.title = " ".join((*phrase.modifiers, word))
    phrase.shape = {"land": "land", "body": "body"}.get(phrase.head.sort, "people")  # type: ignore[assignment]
    if phrase.shape == "body" and marks.document.words[last][:1].isupper():
        phrase.name = tuple(marks.document.words[phrase.start : phrase.end])


def mark_surnames(scene: Scene, phrases: list[Phrase]) -> bool:
    """Marks surnames of people named in full, so that they are known where they stand alone.

    Returns whether any mark was changed.
    """
    marks = scene.marks
    surnames: set[str] = set()
    for phrase in phrases:
        if not phrase.name:
            continue
        if phrase.person or (phrase.shape == "person" and phrase.head is not None):
            surnames.update((phrase.name[-1], phrase.name[0]))
        elif len(phrase.name) > 1 and looks_like_person(scene, phrase):
            surnames.add(phrase.name[-1])
    words = marks.document.words
    changed = False
    for index, code in enumerate(marks.codes):
        if (code in "CI" and words[index] in surnames) or (
            code in "CI" and officeholder(scene, words[index]) is not None
        ):
            marks.codes[index] = "K"
            changed = True
    return changed


def looks_like_person(scene: Scene, phrase: Phrase) -> bool:
    """Whether a run of capitalised words without a title is somebody's name.

    It is when it begins with a known given name, when it speaks, when an apposition or an age
    follows, or when its last word comes up again alone.
    """
    name = phrase.name
    if is_place_name(name) or len(name) < 2:
        return False
    if known_given(scene.knowledge, name):
        return True
    marks = scene.marks
    first, last = marks.sentences[marks.sentence_of[phrase.start]]
    if len(name) > 3:
        return False
    following = marks.lower[phrase.end] if phrase.end < last else ""
    before = marks.lower[phrase.start - 1] if phrase.start > first else ""
    if following in w.SPEECH or before in w.SPEECH:
        return True
    return following == "," and _is_introduced(marks, phrase.end + 1, last)


def _is_introduced(marks: Marks, after: int, last: int) -> bool:
    """Whether what follows the comma after a name tells who somebody is."""
    if after >= last:
        return False
    if marks.lower[after] == "who" or (
        marks.lower[after].isdigit() and len(marks.lower[after]) < 3
    ):
        return True
    if marks.codes[after] == "D":
        after += 1
    while after < last and marks.codes[after] in "AMSO_hB":
        after += 1
    return after < last and marks.codes[after] in "TN"


def with_members(phrase: Phrase, state: str) -> Phrase:
    """The part of "Russian and Chinese leaders" that belongs to one ``state``."""
    return replace(phrase, states=(state,), coordinated=False)
