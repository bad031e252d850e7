"""Who acts on whom as a graph in GraphML: a node an actor, an edge an event between two.

GraphML is XML that Gephi, igraph, Cytoscape and networkx read (graphml.graphdrawing.org). The
graph is directed and has parallel edges; nothing is added up, so that every measure can be taken
from it. Nodes come after the edges, which the format allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from dragoman.exchange.rows import Told
from dragoman.record import Actor

_NODE = {"name": "string", "kind": "string", "country": "string", "organization": "string",
         "sector": "string"}  # fmt: skip
_EDGE = {
    "event": "string", "type": "string", "mode": "string", "quad": "string", "score": "double",
    "cameo": "string", "goldstein": "double", "status": "string", "historical": "boolean",
    "date": "string", "place": "string", "article": "string", "outlet": "string",
    "url": "string", "confidence": "double",
}  # fmt: skip
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def write_graphml(events: Iterable[Told], target: IO[str]) -> tuple[int, int, int]:
    """Writes the graph; returns edges, events that they stand for, and events without a pair."""
    target.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    )
    for domain, keys in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in keys.items():
            target.write(
                f'<key id="{domain}-{name}" for="{domain}" attr.name="{name}" '
                f'attr.type="{kind}"/>\n'
            )
    target.write('<graph edgedefault="directed">\n')
    nodes: dict[tuple[str | None, ...], str] = {}
    edges = paired = alone = 0
    for told in events:
        pairs = [(one, other) for one, other in told.pairs() if one and other]
        for one, other in pairs:
            ends = [nodes.setdefault(_identity(side), f"n{len(nodes)}") for side in (one, other)]
            target.write(f'<edge id="e{edges}" source="{ends[0]}" target="{ends[1]}">')
            target.writelines(_data("edge", _edge(told)))
            target.write("</edge>\n")
            edges += 1
        paired += bool(pairs)
        alone += not pairs
    for identity, id_ in nodes.items():
        target.write(f'<node id="{id_}">')
        target.writelines(_data("node", dict(zip(_NODE, identity, strict=True))))
        target.write("</node>\n")
    target.write("</graph>\n</graphml>\n")
    return edges, paired, alone


def _identity(actor: Actor) -> tuple[str | None, ...]:
    """What makes two mentions in different articles the same node."""
    return (actor.name, actor.kind, actor.country, actor.organization, actor.sector)


def _edge(told: Told) -> dict[str, object]:
    event, article = told.event, told.record.article
    return {
        "event": event.id,
        "type": event.plover.type,
        "mode": event.plover.mode,
        "quad": event.plover.quad,
        "score": event.plover.score,
        "cameo": event.cameo,
        "goldstein": event.goldstein,
        "status": event.status,
        "historical": str(event.historical).lower(),
        "date": told.day,
        "place": told.place.name if told.place else None,
        "article": article.id,
        "outlet": article.outlet,
        "url": article.url,
        "confidence": event.confidence,
    }


def _data(domain: str, values: dict[str, object]) -> Iterator[str]:
    for name, value in values.items():
        if value is not None:
            text = escape(_FORBIDDEN.sub("\ufffd", str(value)))
            yield f"<data key={quoteattr(f'{domain}-{name}')}>{text}</data>"
