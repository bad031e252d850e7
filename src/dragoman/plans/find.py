"""Planned events of an archive, each once however many articles announce it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

import msgspec

from dragoman.archive import Archive
from dragoman.errors import UsageError
from dragoman.events import load_ontology
from dragoman.record import Actor, DateBasis, Event, Granularity, Record
from dragoman.views.sentences import according_to, describe

_ANNOUNCED = """
SELECT record FROM articles
WHERE article IN (SELECT max(article) FROM articles GROUP BY id, sha256)
  AND article IN (SELECT article FROM events WHERE status = 'planned')
ORDER BY published NULLS LAST, article
"""
"""Records that announce something; of an article coded again only the newest."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is to happen, as the most exact of the articles that announce it tells it.

    Attributes:
        uid: the same for the same plan, however often and by whichever articles it is read.
        start: first day of its window; None when no article gives a date.
        end: last day of its window, included.
        granularity: how exactly the window is given; None without one.
        basis: text, or inferred from tense and surroundings; None without a window.
        type: underlying PLOVER type (a planned visit is CONSULT).
        mode: how it is done, where the type has modes.
        what: who is to do what to whom, in words.
        actors: names of those who are to do it.
        actor_countries: their countries (ISO alpha-3) or organisations, in the same order.
        recipients: names of those it is to be done to.
        recipient_countries: theirs.
        place: where.
        place_country: ISO alpha-3 of the place.
        announced_by: whose word it is.
        evidence: the sentence that announces it.
        confidence: that of the event, 0 to 1.
        articles: number of articles that announce it.
        outlets: who published them, each once, in order of publication.
        article_id: id of the article that is told from.
        outlet: its outlet.
        published: its day of publication.
        title: its headline.
        url: its address.
    """

    uid: str
    start: date | None
    end: date | None
    granularity: Granularity | None
    basis: DateBasis | None
    type: str
    mode: str | None
    what: str
    actors: tuple[str, ...]
    actor_countries: tuple[str, ...]
    recipients: tuple[str, ...]
    recipient_countries: tuple[str, ...]
    place: str | None
    place_country: str | None
    announced_by: str
    evidence: str
    confidence: float
    articles: int
    outlets: tuple[str, ...]
    article_id: str
    outlet: str | None
    published: date | None
    title: str | None
    url: str | None


def find_plans(
    archive: Archive,
    *,
    since: str | None = None,
    until: str | None = None,
    country: str | None = None,
    actor: str | None = None,
    type: str | None = None,
) -> list[Plan]:
    """The planned events of an archive by their first day; those without a date come last.

    Several articles announce one plan when its type and all its parties are the same and their
    windows overlap; it is then told with the narrowest window.

    Args:
        archive: an open archive.
        since: only plans whose window reaches this day or a later one (ISO). With this or
            ``until``, plans without a window are left out.
        until: only plans whose window begins on this day or before.
        country: ISO alpha-3 of a party.
        actor: part of the name of a party, case ignored.
        type: underlying PLOVER type.

    Raises:
        UsageError: no such type, or a day that is none.
    """
    first, last = _day(since), _day(until)
    if type is not None and type.upper() not in load_ontology().types:
        raise UsageError(f"unknown type {type!r}; one of {', '.join(load_ontology().types)}")
    found: dict[tuple[str, frozenset[tuple[str, str]]], list[Plan]] = defaultdict(list)
    for one in _announced(archive):
        countries = (*one.actor_countries, *one.recipient_countries)
        names = [name.casefold() for name in (*one.actors, *one.recipients)]
        if type is not None and one.type != type.upper():
            continue
        if country is not None and country.upper() not in countries:
            continue
        if actor is not None and not any(actor.casefold() in name for name in names):
            continue
        # Both sides together: who meets whom is often told the other way round.
        found[one.type, frozenset(zip(names, countries, strict=True))].append(one)
    plans = [_as_one(group) for same in found.values() for group in _together(same)]
    if first or last:
        plans = [one for one in plans if _within(one, first, last)]
    return sorted(
        plans,
        key=lambda one: (
            one.start is None,
            one.start or one.published or date.max,
            one.end or date.max,
            one.what,
            one.uid,
        ),
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        raise UsageError(f"{text!r} is no day; write it like 2023-01-20") from None


def _within(plan: Plan, since: date | None, until: date | None) -> bool:
    if plan.start is None or plan.end is None:
        return False
    return (since is None or plan.end >= since) and (until is None or plan.start <= until)


def _announced(archive: Archive) -> Iterator[Plan]:
    """Every planned event of every article as a plan of its own, in order of publication."""
    cursor = archive.connection.cursor().execute(_ANNOUNCED)
    while rows := cursor.fetchmany(200):
        for (line,) in rows:
            record = Record.from_json(line)
            for event in record.events:
                if event.status == "planned":
                    yield _plan(record, event)


def _plan(record: Record, event: Event) -> Plan:
    article = record.article
    by_id = {one.id: one for one in record.actors}
    actors = [by_id[one] for one in event.actors if one in by_id]
    recipients = [by_id[one] for one in event.recipients if one in by_id]
    place = next((one for one in record.places if one.id == event.place), None)
    # A plan that nothing in the text dates has a year from publication in its record, which is no
    # appointment: such a window rests on no expression.
    dated = event.date if event.date and event.date.time else None
    key = (article.id, article.sha256, event.type, str(event.trigger.start))
    return Plan(
        uid=sha256("\0".join(key).encode()).hexdigest()[:32] + "@dragoman",
        start=date.fromisoformat(dated.start) if dated else None,
        end=date.fromisoformat(dated.end) if dated else None,
        granularity=dated.granularity if dated else None,
        basis=dated.basis if dated else None,
        type=event.type,
        mode=event.mode,
        what=describe(event, record),
        actors=tuple(one.name for one in actors),
        actor_countries=tuple(map(_country, actors)),
        recipients=tuple(one.name for one in recipients),
        recipient_countries=tuple(map(_country, recipients)),
        place=place.name if place else None,
        place_country=place.country if place else None,
        announced_by=according_to(event, record),
        evidence=event.evidence.text,
        confidence=event.confidence,
        articles=1,
        outlets=(article.outlet,) if article.outlet else (),
        article_id=article.id,
        outlet=article.outlet,
        published=date.fromisoformat(article.published) if article.published else None,
        title=article.title,
        url=article.url,
    )


def _country(actor: Actor) -> str:
    return actor.country or actor.organization or ""


def _together(same: list[Plan]) -> Iterator[list[Plan]]:
    """Announcements of one type and the same parties, by plan: all their windows overlap.

    Windows that overlap pairwise have days in common, so that only these need be compared. Those
    without a window are one plan: nothing tells them apart.
    """
    undated = [one for one in same if one.start is None]
    if undated:
        yield undated
    groups: list[tuple[date, date, list[Plan]]] = []  # days in common, and who has them
    for one in same:  # in order of publication, so that the first announcement opens the group
        if one.start is None or one.end is None:
            continue
        for number, (first, last, group) in enumerate(groups):
            if one.start <= last and first <= one.end:
                group.append(one)
                groups[number] = (max(first, one.start), min(last, one.end), group)
                break
        else:
            groups.append((one.start, one.end, [one]))
    yield from (group for _, _, group in groups)


def _as_one(group: list[Plan]) -> Plan:
    """A group of announcements told as its most exact member; they come in order of publication.

    The first gives the ``uid``, so that later ones and a narrower window leave it alone.
    """
    told = min(group, key=lambda one: (_width(one), -one.confidence))
    return msgspec.structs.replace(
        told,
        uid=group[0].uid,
        articles=len({one.article_id for one in group}),
        outlets=tuple(dict.fromkeys(name for one in group for name in one.outlets)),
    )


def _width(plan: Plan) -> int:
    return (plan.end - plan.start).days if plan.start and plan.end else 0
