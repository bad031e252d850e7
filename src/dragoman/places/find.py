"""Finding places in a document and telling which place a name stands for."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.language.document import Document
from dragoman.places.gazetteer import Candidate, Entry, Gazetteer, key_of
from dragoman.places.hints import hints
from dragoman.record import Place

_LONGEST = 5
"""Words in the longest name that is looked up."""
_LOCATIVE_MIN = 15_000


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of the gazetteer at words ``[start, end)``."""

    start: int
    end: int
    key: str
    candidates: list[Candidate]


def find_places(
    document: Document, taken: Sequence[tuple[int, int]], gazetteer: Gazetteer
) -> tuple[Place, ...]:
    """The places that a document names as places, in text order, with ids ``p1``, ``p2`` …

    ``taken`` are character spans that stand for something else (actors); names inside them are
    not returned, yet countries named there help to tell which place another name means.
    """
    names = list(_names(document, gazetteer))
    context = _countries(document, gazetteer, names)
    people = _people(document, names)
    ends = sorted((end, start) for start, end in taken)
    found: list[tuple[int, int, Entry]] = []
    known: dict[str, Entry] = {}
    for index, name in enumerate(names):
        follower = names[index + 1] if index + 1 < len(names) else None
        entry = _resolve(document, name, follower, context, people, known, gazetteer)
        if entry is None:
            continue
        known.setdefault(name.key, entry)
        start, end = document.starts[name.start], document.ends[name.end - 1]
        if not _overlaps(start, end, ends):
            found.append((start, end, entry))
    return tuple(
        Place(
            id=f"p{number}",
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
        for number, (start, end, entry) in enumerate(found, 1)
    )


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    after = bisect_right(taken, (start, math.inf))
    return any(begin < end for _, begin in taken[after:])


def _names(document: Document, gazetteer: Gazetteer) -> Iterator[_Name]:
    """Names of the gazetteer, the longest at each capitalised word, none overlapping."""
    words, index = document.words, 0
    while index < len(words):
        if not words[index][0].isupper():
            index += 1
            continue
        name = _longest(document, index, gazetteer)
        if name is None:
            index += 1
        else:
            yield name
            index = name.end


def _longest(document: Document, start: int, gazetteer: Gazetteer) -> _Name | None:
    words, text = document.words, document.text
    best: tuple[int, str] | None = None
    parts: list[str] = []
    index = start
    while index < len(words) and len(parts) < _LONGEST:
        word = words[index]
        if word in ("-", "."):
            if not (parts and document.ends[index - 1] == document.starts[index]):
                break
            if word == "." and parts[-1] not in ("st", "mt", "ft", "sts"):
                break
            index += 1
            continue
        if index > start and "\n" in text[document.ends[index - 1] : document.starts[index]]:
            break
        if not (
            word[0].isupper() or (parts and word in hints().inner) or (parts and word[0] in "’'")
        ):
            break
        parts.append(key_of(word))
        index += 1
        if word[0].isupper() or len(parts) > 1:
            key = " ".join(part for part in parts if part)
            if key in gazetteer and word not in hints().inner:
                best = index, key
    if best is None:
        return None
    end, key = best
    surface = text[document.starts[start] : document.ends[end - 1]]
    if len(key) <= 3 and not surface.isupper() and len(key) < 3:
        return None
    if len(key) == 2 and "." not in surface and not surface.isupper():
        return None
    return _Name(start, end, key, gazetteer.candidates(key))


def _countries(document: Document, gazetteer: Gazetteer, names: list[_Name]) -> Counter[str]:
    """How often each country is named, by noun or adjective, and by cities of one meaning only."""
    counts: Counter[str] = Counter()
    for name in names:
        for candidate in name.candidates:
            if candidate.entry.precision in ("country", "region") and candidate.entry.country:
                counts[candidate.entry.country] += 1
                break
    for word in document.words:
        if word[0].isupper():
            country = gazetteer.adjective(word)
            if country:
                counts[country] += 1
    return counts


def _people(document: Document, names: list[_Name]) -> frozenset[str]:
    """Keys of names that end a person's name somewhere in the document ("Whitney Houston")."""
    words = document.words
    found = set()
    for name in names:
        before = words[name.start - 1] if name.start else ""
        if (_adjacent(document, name.start - 1) and before.lower() in hints().person_cues) or (
            before[:1].isupper()
            and before[1:].islower()
            and _adjacent(document, name.start - 1)
            and not _opens_sentence(document, name.start - 1)
            and before.lower() not in hints().at
            and before.lower() not in hints().kinds
        ):
            found.add(name.key)
    return frozenset(found)


def _adjacent(document: Document, index: int) -> bool:
    """Whether words ``index`` and ``index + 1`` stand side by side on one line."""
    if index < 0 or index + 1 >= len(document.words):
        return False
    between = document.text[document.ends[index] : document.starts[index + 1]]
    return between in (" ", "\u00a0")


def _opens_sentence(document: Document, index: int) -> bool:
    start, _ = document.sentences[document.sentence_at(document.starts[index])]
    return document.starts[index] <= start


def _resolve(
    document: Document,
    name: _Name,
    follower: _Name | None,
    context: Counter[str],
    people: frozenset[str],
    known: dict[str, Entry],
    gazetteer: Gazetteer,
) -> Entry | None:
    """The place that a name stands for, or None when it is rather something else."""
    words = document.words
    before = words[name.start - 1].lower() if name.start else ""
    after = words[name.end] if name.end < len(words) else ""
    located = before in hints().at or after.lower() in hints().kinds
    dateline = _is_dateline(document, name)
    wider = _wider(document, name, follower, gazetteer)
    if not wider and not dateline and _is_part_of_name(document, name, located):
        return None
    if name.key in people and not (located or wider or dateline):
        return None
    if before in hints().person_cues:
        return None
    best, score = None, -math.inf
    for candidate in name.candidates:
        value = _score(candidate, context, wider)
        if value > score:
            best, score = candidate.entry, value
    if best is None:
        return None
    if not wider and name.key in known:
        return known[name.key]
    if not _is_certain(best, name, located or dateline or bool(wider), context, gazetteer):
        return None
    return best


def _score(candidate: Candidate, context: Counter[str], wider: Entry | str | None) -> float:
    """How well a candidate fits: size, name, and what the document speaks of."""
    entry = candidate.entry
    size = {
        "country": 8.5,
        "region": 6.2 if entry.division else 6.6,
        "area": 6.8,
        "point": 6.0,
    }.get(entry.precision)
    score = size if size is not None else math.log10(max(entry.population, 100))
    score += 0.7 if entry.capital else 0.0
    score += 0.0 if candidate.main else -1.2
    if entry.country and context[entry.country]:
        score += 1.5 + 0.5 * math.log10(context[entry.country])
    if isinstance(wider, str):
        score += 10.0 if entry.country == "USA" and entry.division == wider else 0.0
    elif wider is not None and entry is not wider:
        same_country = entry.country is not None and entry.country == wider.country
        if wider.precision == "country":
            score += 10.0 if same_country and entry.precision != "country" else 0.0
        elif wider.division:
            score += (
                10.0
                if same_country and entry.division == wider.division and entry.precision == "city"
                else 0.0
            )
        else:
            score += 5.0 if same_country else 0.0
    return score


def _wider(
    document: Document, name: _Name, follower: _Name | None, gazetteer: Gazetteer
) -> Entry | str | None:
    """The country, state or region after a comma ("Portland, Maine"), or None."""
    words = document.words
    if name.end + 1 >= len(words) or words[name.end] != ",":
        return None
    following = words[name.end + 1]
    if (
        following.lower() in hints().states
        and name.end + 2 < len(words)
        and words[name.end + 2] in (".", ",")
    ):
        return hints().states[following.lower()]
    compact = following.replace(".", "")
    if (
        len(compact) == 2
        and compact.isupper()
        and (compact.lower() in hints().states or compact in hints().postal)
    ):
        return hints().states.get(compact.lower(), compact)
    if follower is None or follower.start != name.end + 1:
        return None
    wides = [
        one.entry
        for one in follower.candidates
        if one.entry.precision in ("country", "region") and one.main
    ]
    wides += [
        one.entry
        for one in follower.candidates
        if one.entry.precision == "country" and not one.main
    ]
    for wide in wides:
        for candidate in name.candidates:
            entry = candidate.entry
            if entry.precision == "country" or entry.country != wide.country:
                continue
            if not wide.division or entry.division == wide.division:
                return wide
    return None


def _is_dateline(document: Document, name: _Name) -> bool:
    """Whether the name opens a paragraph as a dateline ("NAIROBI, Kenya (AP) _", "PARIS —")."""
    paragraph, end = document.paragraphs[document.paragraph_at(document.starts[name.start])]
    if document.starts[name.start] != paragraph:
        return False
    rest = document.text[document.ends[name.end - 1] : min(end, document.ends[name.end - 1] + 40)]
    for mark in ("—", "–", " - ", "--", "_", "(AP", "(Reuters", "(AFP", "(CNN"):
        if mark in rest[:34]:
            return True
    return False


def _is_part_of_name(document: Document, name: _Name, located: bool) -> bool:
    """Whether capitalised words beside the name make it a part of another name."""
    words = document.words
    if _adjacent(document, name.end - 1):
        after = words[name.end]
        if (
            after[0].isupper()
            and after.lower() not in hints().fine_after
            and after.lower() not in hints().kinds
        ):
            return True
    if name.start and _adjacent(document, name.start - 1):
        before = words[name.start - 1]
        if (
            before[0].isupper()
            and not before.isupper()
            and before.lower() not in hints().at
            and not _opens_sentence(document, name.start - 1)
        ):
            return True
    if (
        name.start
        and words[name.start - 1] in ("-", "&")
        and document.ends[name.start - 1] == document.starts[name.start]
    ):
        return not located
    return False


def _is_certain(
    entry: Entry, name: _Name, located: bool, context: Counter[str], gazetteer: Gazetteer
) -> bool:
    """Whether there is enough evidence that the name is a place at all."""
    if entry.precision in ("country", "area", "region", "point"):
        return located or not gazetteer.ordinary(name.key)
    if gazetteer.ordinary(name.key):
        return located and (
            entry.country is not None
            and context[entry.country] > 0
            and entry.population >= _LOCATIVE_MIN
        )
    if entry.population >= 500_000 or entry.capital:
        return True
    in_context = entry.country is not None and context[entry.country] > 0
    if entry.population >= 100_000:
        return located or in_context
    return located and (in_context or entry.population >= 50_000)
