"""The text cut into segments, each with the entries of the record that rest on it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from dragoman.record import Record

LAYERS = ("mention", "time", "place", "event", "forecast", "statement", "inner")
"""Lanes of underlines, from the text downwards; ``inner`` is a statement inside another."""


@dataclass(frozen=True)
class Segment:
    """A stretch of text under the same entries: ``layers`` for its look, ``ids`` for the links.

    ``anchors`` are the ids whose first segment this is.
    """

    text: str
    layers: tuple[str, ...]
    ids: tuple[str, ...]
    anchors: tuple[str, ...]


def paragraphs_of(record: Record) -> list[list[Segment]]:
    """The article's lines, each as segments; lines without text are left out."""
    text = record.article.text
    spans = _spans(record)
    cuts = sorted({edge for start, end, _, _ in spans for edge in (start, end)})
    paragraphs: list[list[Segment]] = []
    anchored: set[str] = set()
    position = 0
    for line in text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        if not line.strip():
            continue
        edges = [start, *(c for c in cuts if start < c < end), end]
        near = [one for one in spans if one[0] < end and start < one[1]]
        segments = []
        for a, b in pairwise(edges):
            here = [one for one in near if one[0] <= a and b <= one[1]]
            ids = tuple(dict.fromkeys(id_ for _, _, _, id_ in here))
            fresh = tuple(id_ for id_ in ids if id_ not in anchored)
            anchored.update(fresh)
            found = {layer for _, _, layer, _ in here}
            layers = tuple(layer for layer in LAYERS if layer in found)
            segments.append(Segment(text[a:b], layers, ids, fresh))
        paragraphs.append(segments)
    return paragraphs


def _spans(record: Record) -> list[tuple[int, int, str, str]]:
    """(start, end, layer, id) of everything that is underlined."""
    spans: list[tuple[int, int, str, str]] = []
    spans += [(one.start, one.end, "mention", one.actor) for one in record.mentions]
    spans += [(one.start, one.end, "time", one.id) for one in record.times]
    spans += [(one.start, one.end, "place", one.id) for one in record.places]
    for event in record.events:
        spans += [(r.trigger.start, r.trigger.end, "event", event.id) for r in event.reports]
    for forecast in record.forecasts:
        spans.append((forecast.claim.start, forecast.claim.end, "forecast", forecast.id))
    for one in record.statements:
        layer = "inner" if one.parent else "statement"
        for part in one.content.parts or (one.content,):
            spans.append((part.start, part.end, layer, one.id))
    return spans
