"""Words that name an event, with type, mode, status and parties, as the model reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dragoman.events.grammar import settle
from dragoman.events.ontology import Ontology
from dragoman.language import Document
from dragoman.model import Anchor, PartyReader, Signals, plain_spans
from dragoman.record import STATUSES, Place, Stance, Status, Time

OUTSIDE = 0.5
"""A word is a trigger when the probability that it is none is below this."""
LEAST = 0.45
"""A trigger's likeliest type has at least this probability: less is a guess between types."""
PARTY = 0.6
"""An actor takes part when the probability of the role is at least this."""
ACTOR_AT_LEAST = 0.3
"""The likeliest acts at this probability when no other does: somebody acts."""
RECIPIENT_AT_LEAST = 0.4
"""The same for a recipient."""
SETTING = 0.5
"""A time or place is the event's when the probability of the link is at least this."""
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
    reader: PartyReader,
    anchors: Sequence[Anchor],
    ending_at: Mapping[int, int],
    times: Sequence[Time],
    places: Sequence[Place],
    ontology: Ontology,
) -> list[Trigger]:
    """All triggers of the document in text order.

    ``ending_at`` gives the first word of the mention that ends with a word.
    """
    dates = {first_word(document, time.start, time.end): time.id for time in times}
    scenes = {first_word(document, place.start, place.end): place.id for place in places}
    spans = [one for one in plain_spans(signals, "trigger", OUTSIDE) if one.score >= LEAST]
    parties = reader.read(signals, [(one.first, one.kind) for one in spans], anchors)
    found = []
    for span, likely in zip(spans, parties, strict=True):
        mode = _mode(signals, signals.row_of[span.first], span.kind, ontology)
        settled = settle(document, span, mode, likely, anchors, ending_at)
        row = signals.row_of[span.first]
        status = STATUSES[int(signals.tokens["status"][row].argmax())]
        actors, recipients = _parties(settled)
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
                _best(signals, "time", span.first, dates),
                _best(signals, "place", span.first, scenes),
                span.score,
            )
        )
    return _one_a_time(document, found, times)


def first_word(document: Document, start: int, end: int) -> int:
    """The index of the first word between two characters; -1 when there is none."""
    words = document.words_in(start, end)
    return words.start if len(words) else -1


def _parties(
    likely: Mapping[str, tuple[float, float]],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Actors and recipients; who could be both is what it is likelier to be."""
    acting = {one: act for one, (act, suffer) in likely.items() if act >= suffer}
    suffering = {one: suffer for one, (act, suffer) in likely.items() if suffer > act}
    return _chosen(acting, ACTOR_AT_LEAST), _chosen(suffering, RECIPIENT_AT_LEAST)


def _chosen(likely: Mapping[str, float], least: float) -> tuple[str, ...]:
    """Everybody likely enough, and the likeliest when it reaches ``least``; in order."""
    best = max(likely.values(), default=0.0)
    return tuple(one for one, p in likely.items() if p >= PARTY or (p == best and p >= least))


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
