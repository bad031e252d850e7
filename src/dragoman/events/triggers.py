"""Words that name an event, with type, mode, status and parties, as the model reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dragoman.events.ontology import Ontology
from dragoman.language import Document
from dragoman.model import Signals, Tagged, plain_spans
from dragoman.record import STATUSES, Mention, Place, Stance, Status, Time

OUTSIDE = 0.5
"""A word is a trigger when the probability that it is none is below this."""
LEAST = 0.45
"""A trigger's likeliest type has at least this probability: less is a guess between types."""
PARTY = 0.6
"""A mention is a party when the probability of the link is at least this."""
ACTOR_AT_LEAST = 0.2
"""The likeliest mention is an actor at this probability when no other is: somebody acts."""
SUFFERED = frozenset({"ASSAULT", "COERCE"})
SUFFERED_AT_LEAST = 0.5
"""An actor of "the war", "the arrests" has at least this: such nouns often leave out who acts, and
nobody is to be blamed by guessing."""
RECIPIENT_AT_LEAST = 0.5
"""The same for a recipient: many acts have none."""
SETTING = 0.5
"""A time or place is the event's when the probability of the link is at least this."""
CONTEXT = 0.4
OWNED = frozenset(
    "CONSULT AGREE SUPPORT ACCUSE REQUEST REJECT THREATEN MOBILIZE AID PROTEST".split()
)
"""Types whose noun is its owner's act: "Peru's protest"; an arrest or a death is suffered."""
LIGHT = frozenset("first second last recent latest planned upcoming coming own new official state")
"""Words that stand between an owner and the noun."""
LISTED = 4
"""Words at most from the beginning of one host in a list to that of the next."""
WITH = frozenset({"to", "with", "in"})
AGAINST = frozenset({"on", "against"})
BY = frozenset({"by"})
ARTICLES = frozenset({"the", "a", "an"})
JOINTS = frozenset({"and", "or"})
POSSESSIVES = frozenset("his her its their my our your".split())
STANCES: tuple[Stance, ...] = ("reports", "confirms", "denies")


@dataclass(frozen=True)
class Trigger:
    """One mention of an event: words ``first`` to ``last`` (excluded) and what they say of it.

    ``actors`` and ``recipients`` are actor ids; ``time`` and ``place`` ids or None.
    """

    first: int
    last: int
    start: int
    end: int
    type: str
    mode: str | None
    status: Status
    historical: bool
    stance: Stance
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    time: str | None
    place: str | None
    score: float


def find_triggers(
    document: Document,
    signals: Signals,
    mentions: Sequence[Mention],
    hosts: Sequence[tuple[int, int, str]],
    times: Sequence[Time],
    places: Sequence[Place],
    ontology: Ontology,
) -> list[Trigger]:
    """All triggers of the document in text order."""
    anchors = _Anchors(document, mentions, hosts, times, places)
    found = []
    for span in plain_spans(signals, "trigger", OUTSIDE):
        if span.score < LEAST:
            continue
        row = signals.row_of[span.first]
        status = STATUSES[int(signals.tokens["status"][row].argmax())]
        mode = _mode(signals, row, span.kind, ontology)
        actors, recipients = _parties(document, signals, span, mode, anchors)
        found.append(
            Trigger(
                span.first,
                span.last,
                document.starts[span.first],
                document.ends[span.last - 1],
                span.kind,
                mode,
                status,
                bool(signals.tokens["historical"][row, 1] > 0.5),
                STANCES[int(signals.tokens["stance"][row].argmax())],
                _contexts(signals, row),
                actors,
                recipients,
                _best(signals, "time", span.first, anchors.times),
                _best(signals, "place", span.first, anchors.places),
                span.score,
            )
        )
    return _one_a_time(document, found, times)


class _Anchors:
    """The first word of every mention, host, time and place, with their ids."""

    def __init__(
        self,
        document: Document,
        mentions: Sequence[Mention],
        hosts: Sequence[tuple[int, int, str]],
        times: Sequence[Time],
        places: Sequence[Place],
    ) -> None:
        def at(start: int, end: int) -> int:
            words = document.words_in(start, end)
            return words.start if len(words) else -1

        self.mentions: dict[int, list[str]] = {}
        self.ending_at: dict[int, int] = {}
        for mention in mentions:
            covered = document.words_in(mention.start, mention.end)
            if len(covered):
                self.ending_at[covered.stop - 1] = covered.start
        for mention in mentions:
            self.mentions.setdefault(at(mention.start, mention.end), []).append(mention.actor)
        self.hosts = {
            word: [actor]
            for start, end, actor in hosts
            if (word := at(start, end)) not in self.mentions
        }
        self.times = {at(time.start, time.end): time.id for time in times}
        self.places = {at(place.start, place.end): place.id for place in places}


def _parties(
    document: Document,
    signals: Signals,
    trigger: Tagged,
    mode: str | None,
    anchors: _Anchors,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Actors and recipients; a mention that could be both is what it is likelier to be."""
    # Only a visit has a place for a party: "flew to Beijing"; others merely happen there.
    mentions = anchors.mentions | (anchors.hosts if trigger.kind == "CONSULT" else {})
    words = list(mentions)
    if not words:
        return (), ()
    as_actor = signals.link("actor", trigger.first, words)
    as_recipient = signals.link("recipient", trigger.first, words)
    sibling, noun = _joined_before(document, trigger, anchors.ending_at)
    if sibling is not None:
        at = words.index(sibling)
        as_actor[at] = 0.0
        if noun:
            as_recipient[at] = 0.0
    target = _beside(document, trigger, mentions, AGAINST)
    if target is not None and trigger.kind != "CONSULT":
        # "Sanctions on X", "a campaign against Y": whom it hits stands beside the noun.
        at = words.index(target)
        as_recipient[:] = 0.0
        as_actor[at], as_recipient[at] = 0.0, 1.0
    doer = _beside(document, trigger, mentions, BY)
    if doer is not None and document.words[doer - 1].lower() in ("a", "an"):
        doer = None  # "the first trip by a US secretary of state": the kind, not the one who goes
    agent = doer or _owner(document, trigger, anchors.ending_at)
    if agent is not None:
        # Grammar outweighs the link: whose visit it is, or by whom, is said beside the noun.
        at = words.index(agent)
        as_actor[at], as_recipient[at] = 1.0, 0.0
        if trigger.kind == "CONSULT" or doer is not None:
            as_actor[:at], as_actor[at + 1 :] = 0.0, 0.0
        if trigger.kind == "CONSULT":
            host = _beside(document, trigger, mentions, WITH)
            as_recipient[:] = 0.0
            if host is not None:
                as_recipient[words.index(host)] = 1.0
    if mode == "visit":
        hosts = _hosts(document, trigger, mentions)
        for at, word in enumerate(words):
            if hosts and word not in hosts:
                as_recipient[at] = 0.0
            elif word in hosts:
                as_actor[at], as_recipient[at] = 0.0, max(as_recipient[at], PARTY)
    least = SUFFERED_AT_LEAST if noun and trigger.kind in SUFFERED else ACTOR_AT_LEAST
    actors = _chosen(mentions, words, as_actor, as_actor >= as_recipient, least)
    recipients = _chosen(mentions, words, as_recipient, as_recipient > as_actor, RECIPIENT_AT_LEAST)
    return actors, tuple(one for one in recipients if one not in actors)


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
    while before > 0 and trigger.first - before <= 3 and words[before].lower() in LIGHT:
        before -= 1
    if before < 0:
        return None
    ending = before - 1 if words[before] in ("'s", "’s", "'", "’") else before
    owned = ending < before or words[before].lower() in POSSESSIVES
    return ending_at.get(ending) if owned else None


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


def _one_a_time(
    document: Document, triggers: list[Trigger], times: Sequence[Time]
) -> list[Trigger]:
    """Of several triggers of one type in a sentence, a time dates the one nearest to it."""
    starts = {one.id: one.start for one in times}
    nearest: dict[tuple[str, str, int], int] = {}
    for one in triggers:
        if one.time:
            key = (one.time, one.type, document.sentence_at(one.start))
            distance = abs(starts[one.time] - one.start)
            nearest[key] = min(distance, nearest.get(key, distance))
    return [
        replace(one, time=None)
        if one.time
        and abs(starts[one.time] - one.start)
        > nearest[one.time, one.type, document.sentence_at(one.start)]
        else one
        for one in triggers
    ]


def _chosen(
    mentions: Mapping[int, list[str]],
    words: list[int],
    scores: np.ndarray[tuple[int], np.dtype[np.float32]],
    allowed: np.ndarray[tuple[int], np.dtype[np.bool_]],
    least: float,
) -> tuple[str, ...]:
    usable = np.where(allowed, scores, 0.0)
    best = int(usable.argmax())
    if usable[best] < least:
        return ()
    kept = [i for i in range(len(words)) if usable[i] >= PARTY or i == best]
    return tuple(dict.fromkeys(one for i in kept for one in mentions[words[i]]))


def _best(signals: Signals, relation: str, trigger: int, ids: dict[int, str]) -> str | None:
    words = list(ids)
    if not words:
        return None
    scores = signals.link(relation, trigger, words)
    best = int(scores.argmax())
    return ids[words[best]] if scores[best] >= SETTING else None


def _mode(signals: Signals, row: int, type_: str, ontology: Ontology) -> str | None:
    """The likeliest mode of this type; None when "no mode" is likelier."""
    names = signals.labels.tokens["mode"]
    values = signals.tokens["mode"][row]
    choices = [i for i, name in enumerate(names) if name.startswith(type_ + "/")]
    best = names[max(choices, key=lambda i: float(values[i]))].partition("/")[2]
    return best if best in ontology.types[type_].modes else None


def _contexts(signals: Signals, row: int) -> tuple[str, ...]:
    values = signals.contexts[row]
    order = np.argsort(-values)[:3]
    return tuple(signals.labels.contexts[i] for i in order if values[i] >= CONTEXT)
