"""Finding the places that a document names."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

from dragoman.language.document import Document
from dragoman.places.choose import choose, countries, wider_place
from dragoman.places.evidence import Evidence, is_certain, is_part_of_name, people, weigh
from dragoman.places.gazetteer import Entry, Gazetteer
from dragoman.places.names import find_names
from dragoman.record import Place


def find_places(
    document: Document, taken: Sequence[tuple[int, int]], gazetteer: Gazetteer
) -> tuple[Place, ...]:
    """The places that a document names as places, in text order, with ids ``p1``, ``p2`` …

    ``taken`` are character spans that stand for something else (actors); names inside them are
    not returned, yet countries named there help to tell which place another name means. A name
    keeps the place that it stood for first, unless a country beside it says otherwise.
    """
    names = list(find_names(document, gazetteer))
    context = countries(document, gazetteer, names)
    persons = people(document, names)
    known: dict[str, Entry] = {}
    found: list[tuple[int, int, Entry]] = []
    for index, name in enumerate(names):
        before = names[index - 1] if index else None
        after = names[index + 1] if index + 1 < len(names) else None
        wider = wider_place(document, name, before, after)
        evidence = weigh(document, name, wider is not None)
        is_followed = wider is not None and document.words[name.end : name.end + 1] == [","]
        if not is_followed and is_part_of_name(document, name, evidence, after):
            continue
        if name.key in persons and evidence is not Evidence.STRONG:
            continue
        entry = choose(name, context, wider) if wider or name.key not in known else known[name.key]
        if entry is None:
            continue
        if name.key not in known and not is_certain(
            document, entry, name, evidence, context, gazetteer
        ):
            continue
        known.setdefault(name.key, entry)
        found.append((document.starts[name.start], document.ends[name.end - 1], entry))
    ends = sorted((end, start) for start, end in taken)
    free = [one for one in found if not _overlaps(one[0], one[1], ends)]
    return tuple(_place(f"p{number}", document, *one) for number, one in enumerate(free, 1))


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """Whether ``[start, end)`` shares a character with one of the (end, start) pairs."""
    after = bisect_right(taken, (start, math.inf))
    return any(begin < end for _, begin in taken[after:])


def _place(id: str, document: Document, start: int, end: int, entry: Entry) -> Place:
    return Place(
        id=id,
        start=start,
        end=end,
        text=document.text[start:end],
        name=entry.name,
        country=entry.country,
        lat=entry.lat,
        lon=entry.lon,
        geonameid=entry.geonameid,
        precision=entry.precision,
    )
