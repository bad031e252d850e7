"""What grammar settles about who takes part, whatever the networks say.

"X's visit", "a visit by X", "to Y and Z": the words beside a noun name its parties, and a reader
would not forgive another answer. Everything less plain is left to what is learned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.language import Document
from dragoman.model import Anchor, Tagged

Likely = Mapping[str, tuple[float, float]]
"""For each actor how likely it acts, and is acted on."""

OWNED = frozenset(
    "CONSULT AGREE SUPPORT ACCUSE REQUEST REJECT THREATEN MOBILIZE AID PROTEST".split()
)
"""Types whose noun is its owner's act: "Peru's protest"; an arrest or a death is suffered."""
SUFFERED = frozenset({"ASSAULT", "COERCE"})
BLAMED = 0.5
"""Who acts in "the war", "the arrests" is at least this likely: such nouns often leave it out, and
nobody is to be blamed by guessing."""
REMOTE = 7
"""Words, marks among them, that an owner stands at most before: "X’s “much-anticipated” visit"."""
GENITIVES = frozenset({"'s", "’s", "'", "’"})
QUOTES = frozenset('“ ” " ‘ - –'.split())
BREAKS = frozenset(
    "a an the and or but of to in on at by for from with as that which who than is are was were be "
    "been has have had will would may might can could should must not said".split()
)
"""Words that do not stand between an owner and the noun."""
LISTED = 4
"""Words at most from the beginning of one host in a list to that of the next."""
WITH = frozenset({"to", "with", "in"})
BY = frozenset({"by"})
ARTICLES = frozenset({"the", "a", "an"})
JOINTS = frozenset({"and", "or"})
POSSESSIVES = frozenset("his her its their my our your".split())


def settle(
    document: Document,
    trigger: Tagged,
    mode: str | None,
    likely: Likely,
    anchors: Sequence[Anchor],
    ending_at: Mapping[int, int],
) -> dict[str, tuple[float, float]]:
    """The same with certainty where grammar gives it.

    ``ending_at`` gives the first word of the mention that ends with a word.
    """
    named: dict[int, list[str]] = {}
    for one in anchors:
        if one.actor in likely:
            named.setdefault(one.word, []).append(one.actor)
    acting = {actor: act for actor, (act, _) in likely.items()}
    suffering = {actor: suffer for actor, (_, suffer) in likely.items()}
    listed, noun = _joined_before(document, trigger, ending_at)
    if listed in named:
        acting |= dict.fromkeys(named[listed], 0.0)
        if noun:
            suffering |= dict.fromkeys(named[listed], 0.0)
    if noun and trigger.kind in SUFFERED:
        acting = {actor: act if act >= BLAMED else 0.0 for actor, act in acting.items()}
    doer = _beside(document, trigger, named, BY)
    if doer is not None and document.words[doer - 1].lower() in ("a", "an"):
        doer = None  # "the first trip by a US secretary of state": the kind, not the one who goes
    agent = _owner(document, trigger, ending_at) if doer is None else doer
    if agent in named:
        if trigger.kind == "CONSULT" or doer is not None:
            acting = dict.fromkeys(acting, 0.0)
        if trigger.kind == "CONSULT":
            # "X's visit to Y": who stands further away belongs to something else.
            host = _beside(document, trigger, named, WITH)
            suffering = dict.fromkeys(suffering, 0.0)
            suffering |= dict.fromkeys(named.get(host, ()) if host is not None else (), 1.0)
        acting |= dict.fromkeys(named[agent], 1.0)
        suffering |= dict.fromkeys(named[agent], 0.0)
    hosts = _hosts(document, trigger, named) if mode == "visit" else []
    if hosts:
        welcoming = [actor for word in hosts for actor in named[word]]
        acting |= dict.fromkeys(welcoming, 0.0)
        suffering = dict.fromkeys(suffering, 0.0) | dict.fromkeys(welcoming, 1.0)
    return {actor: (acting[actor], suffering[actor]) for actor in likely}


def _joined_before(
    document: Document, trigger: Tagged, ending_at: Mapping[int, int]
) -> tuple[int | None, bool]:
    """The mention listed right before a trigger, and whether an article makes that one a noun.

    In "on Taiwan, the war in Ukraine and tariffs" Taiwan is a subject of its own and wages no
    war; "visited China and criticised" has another subject than China.
    """
    words = document.words
    before = trigger.first - 1
    noun = before > 0 and words[before].lower() in ARTICLES
    before -= noun
    if before < 1 or words[before].lower() not in (JOINTS | {","} if noun else JOINTS):
        return None, noun
    return ending_at.get(before - 1 - (words[before - 1] == ",")), noun


def _owner(document: Document, trigger: Tagged, ending_at: Mapping[int, int]) -> int | None:
    """The mention whose act a noun is: "X's visit".

    ``ending_at`` gives the first word of the mention that ends with a word.
    """
    if trigger.kind not in OWNED:
        return None
    words = document.words
    before = trigger.first - 1
    while before >= 0 and trigger.first - before <= REMOTE:
        word = words[before]
        if word in GENITIVES:
            return ending_at.get(before - 1)
        if word.lower() in POSSESSIVES:
            return ending_at.get(before)
        if word.lower() in BREAKS or before in ending_at or not word.islower() | (word in QUOTES):
            return None
        before -= 1
    return None


def _beside(
    document: Document,
    trigger: Tagged,
    mentions: Mapping[int, list[str]],
    prepositions: frozenset[str],
) -> int | None:
    """The mention after the trigger and one of the prepositions: "a visit to Y", "war on Z"."""
    last = min(trigger.last + 4, len(document.words))
    if trigger.last < last and document.words[trigger.last].lower() in prepositions:
        for word in range(trigger.last + 1, last):
            if word in mentions:
                return word
    return None


def _hosts(document: Document, trigger: Tagged, mentions: Mapping[int, list[str]]) -> list[int]:
    """The mentions right behind a visit, with what is listed after the first: "to X and Y"."""
    start = trigger.last
    while start < len(document.words) and document.words[start].lower() in ("to", "the"):
        start += 1
    found = [start] if start in mentions and start - trigger.last <= 2 else []
    while found:
        joints = {at: document.words[found[-1] + 1 : at] for at in mentions if at > found[-1]}
        listed = [at for at, between in joints.items() if between and between[-1] in (",", "and")]
        following = min((at for at in listed if at - found[-1] <= LISTED), default=None)
        if following is None:
            break
        found.append(following)
    return found
