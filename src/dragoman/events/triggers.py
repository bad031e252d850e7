"""Words that name an event, with type, mode, status and parties, as the model reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.events.ontology import Ontology
from dragoman.language import Document
from dragoman.model import Signals, plain_spans
from dragoman.record import STATUSES, Mention, Place, Stance, Status, Time

OUTSIDE = 0.5
"""A word is a trigger when the probability that it is none is below this."""
PARTY = 0.5
"""A mention is a party when the probability of the link is at least this."""
PARTY_AT_LEAST = 0.2
"""The likeliest mention is a party at this probability when no other is."""
CONTEXT = 0.4
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
        row = signals.row_of[span.first]
        status = STATUSES[int(signals.tokens["status"][row].argmax())]
        actors, recipients = _parties(signals, span.first, anchors)
        found.append(
            Trigger(
                span.first,
                span.last,
                document.starts[span.first],
                document.ends[span.last - 1],
                span.kind,
                _mode(signals, row, span.kind, ontology),
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
    return found


class _Anchors:
    """The first word of every mention, time and place, with their ids."""

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
        named = [(mention.start, mention.end, mention.actor) for mention in mentions]
        for start, end, actor in [*named, *hosts]:
            self.mentions.setdefault(at(start, end), []).append(actor)
        self.times = {at(time.start, time.end): time.id for time in times}
        self.places = {at(place.start, place.end): place.id for place in places}


def _parties(
    signals: Signals, trigger: int, anchors: _Anchors
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Actors and recipients; a mention that could be both is what it is likelier to be."""
    words = list(anchors.mentions)
    if not words:
        return (), ()
    as_actor = signals.link("actor", trigger, words)
    as_recipient = signals.link("recipient", trigger, words)
    actors = _chosen(anchors, words, as_actor, as_actor >= as_recipient)
    recipients = _chosen(anchors, words, as_recipient, as_recipient > as_actor)
    return actors, tuple(one for one in recipients if one not in actors)


def _chosen(
    anchors: _Anchors,
    words: list[int],
    scores: np.ndarray[tuple[int], np.dtype[np.float32]],
    allowed: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> tuple[str, ...]:
    usable = np.where(allowed, scores, 0.0)
    best = int(usable.argmax())
    if usable[best] < PARTY_AT_LEAST:
        return ()
    kept = [i for i in range(len(words)) if usable[i] >= PARTY or i == best]
    return tuple(dict.fromkeys(one for i in kept for one in anchors.mentions[words[i]]))


def _best(signals: Signals, relation: str, trigger: int, ids: dict[int, str]) -> str | None:
    words = list(ids)
    if not words:
        return None
    scores = signals.link(relation, trigger, words)
    best = int(scores.argmax())
    return ids[words[best]] if scores[best] >= PARTY else None


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
