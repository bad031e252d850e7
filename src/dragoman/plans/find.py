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
from dragoman.record import Actor, Article, DateBasis, Event, Granularity, Record
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
    found: dict[tuple[str, frozenset[tuple[str, str]]], list[_Announced]] = defaultdict(list)
    for one in _announced(archive):
        sides = (*one.actors, *one.recipients)
        if type is not None and one.event.type != type.upper():
            continue
        if country is not None and country.upper() not in map(_country, sides):
            continue
        if actor is not None and not any(actor.lower() in side.name.lower() for side in sides):
            continue
        found[one.event.type, one.parties].append(one)
    plans = [_plan(group) for same in found.values() for group in _together(same)]
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


class _Announced(msgspec.Struct, frozen=True):
    """A planned event in the article that announces it."""

    record: Record
    event: Event

    @property
    def article(self) -> Article:
        return self.record.article

    @property
    def actors(self) -> list[Actor]:
        return self._named(self.event.actors)

    @property
    def recipients(self) -> list[Actor]:
        return self._named(self.event.recipients)

    def _named(self, ids: tuple[str, ...]) -> list[Actor]:
        by_id = {one.id: one for one in self.record.actors}
        return [by_id[one] for one in ids if one in by_id]

    @property
    def parties(self) -> frozenset[tuple[str, str]]:
        """Everybody on both sides: who meets whom is often told the other way round."""
        return frozenset(
            (one.name.casefold(), _country(one)) for one in (*self.actors, *self.recipients)
        )

    @property
    def window(self) -> tuple[date, date] | None:
        """First and last day, or None when nothing in the text dates the plan.

        Such a plan has a year from publication in its record, which is no appointment.
        """
        dated = self.event.date
        if dated is None or dated.time is None:
            return None
        return date.fromisoformat(dated.start), date.fromisoformat(dated.end)

    @property
    def width(self) -> int:
        """Days between the ends of its window."""
        return (self.window[1] - self.window[0]).days if self.window else 0


def _country(actor: Actor) -> str:
    return actor.country or actor.organization or ""


def _announced(archive: Archive) -> Iterator[_Announced]:
    cursor = archive.connection.cursor().execute(_ANNOUNCED)
    while rows := cursor.fetchmany(200):
        for (line,) in rows:
            record = Record.from_json(line)
            for event in record.events:
                if event.status == "planned":
                    yield _Announced(record, event)


def _together(same: list[_Announced]) -> Iterator[list[_Announced]]:
    """Announcements of one type and the same parties, by plan: all their windows overlap.

    Those without a window are one plan: nothing tells them apart.
    """
    undated = [one for one in same if one.window is None]
    if undated:
        yield undated
    groups: list[list[_Announced]] = []
    for one in same:  # in order of publication, so that the first announcement opens the group
        if one.window is None:
            continue
        for group in groups:
            if all(_overlap(one.window, other.window) for other in group):
                group.append(one)
                break
        else:
            groups.append([one])
    yield from groups


def _overlap(one: tuple[date, date], other: tuple[date, date] | None) -> bool:
    return other is not None and one[0] <= other[1] and other[0] <= one[1]


def _plan(group: list[_Announced]) -> Plan:
    """What a group of announcements says together; its members come in order of publication."""
    told = min(group, key=lambda one: (one.width, -one.event.confidence))
    record, event, article = told.record, told.event, told.article
    dated = event.date if told.window else None
    place = next((one for one in record.places if one.id == event.place), None)
    return Plan(
        uid=_uid(group[0]),
        start=told.window[0] if told.window else None,
        end=told.window[1] if told.window else None,
        granularity=dated.granularity if dated else None,
        basis=dated.basis if dated else None,
        type=event.type,
        mode=event.mode,
        what=describe(event, record),
        actors=tuple(one.name for one in told.actors),
        actor_countries=tuple(map(_country, told.actors)),
        recipients=tuple(one.name for one in told.recipients),
        recipient_countries=tuple(map(_country, told.recipients)),
        place=place.name if place else None,
        place_country=place.country if place else None,
        announced_by=according_to(event, record),
        evidence=event.evidence.text,
        confidence=event.confidence,
        articles=len({(one.article.id, one.article.sha256) for one in group}),
        outlets=tuple(dict.fromkeys(one.article.outlet for one in group if one.article.outlet)),
        article_id=article.id,
        outlet=article.outlet,
        published=date.fromisoformat(article.published) if article.published else None,
        title=article.title,
        url=article.url,
    )


def _uid(first: _Announced) -> str:
    """Made of the first announcement, so that later ones and a narrower window leave it alone."""
    key = (
        first.article.id,
        first.article.sha256,
        first.event.type,
        str(first.event.trigger.start),
    )
    return sha256("\0".join(key).encode()).hexdigest()[:32] + "@dragoman"
