"""Does a later report tell of what was expected? Kind, parties, place and days, each a factor.

Every function gives a factor from 0 (another thing) to 1 (the same thing); their product is how
well a report fits. The steps between are judgement, stated here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.ledger.expectations import Expectation, party_key, same_name
from dragoman.record import Actor, Event, Record

NEAR = 0.8
"""A kin type, a body that speaks for the party named, one stop of a journey of several."""
ANY = 0.9
"""The state for one of its officials, or the other way round."""
UNPLACED = 0.7
"""A meeting reported without its place, where a visit was expected."""
LOOSE = 0.5
"""The same wide type, named with other words: a treaty signed and a speech of praise; a body for
an official of its state; a state for an official when another one is named; a round of many for a
meeting of few."""
ROUND = 2
"""Parties more than expected that make a round of many out of a meeting."""
STEM = 5
"""Letters that two words share when they name the same act (impos-es, impos-ed)."""
LAG = timedelta(days=2)
"""An event dated by its article's publication may lie so many days before it."""

KIN = {"AGREE": ("SUPPORT",), "CONCEDE": ("RETREAT",), "AID": ("COOPERATE",), "COOPERATE": ("AID",)}
"""Types that fulfil another one: who signed has agreed, who withdrew has conceded."""
MANNERS = frozenset({"CONSULT", "ASSAULT", "MOBILIZE", "PROTEST"})
"""Types whose modes say how something is done; the modes of the others say what is done."""
JOINT = frozenset({"CONSULT", "COOPERATE", "AGREE", "SUPPORT"})
"""Types that the parties may do together, so that sides can change places."""


@dataclass(frozen=True)
class Seen:
    """An event as a later article reports it.

    Attributes:
        event: the event, as coded there.
        actors: its actors.
        recipients: its recipients.
        place_country: where, ISO alpha-3.
        published: day of the article.
    """

    event: Event
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    place_country: str | None
    published: date

    @classmethod
    def of(cls, event: Event, record: Record, published: date) -> Seen:
        """An event of a record, with its parties looked up."""
        actors = {one.id: one for one in record.actors}
        places = {one.id: one.country for one in record.places}
        return cls(
            event,
            tuple(actors[one] for one in event.actors if one in actors),
            tuple(actors[one] for one in event.recipients if one in actors),
            places.get(event.place or ""),
            published,
        )

    @property
    def days(self) -> tuple[date, date]:
        """First and last day of the event; those just before publication where it has no own."""
        stated = self.event.date
        if stated is None or stated.basis == "publication":
            return self.published - LAG, self.published
        return date.fromisoformat(stated.start), date.fromisoformat(stated.end)


def fit(expected: Expectation, seen: Seen) -> float:
    """How well ``seen`` is the event that is expected, whatever its status; days apart."""
    assert expected.event is not None
    found = kind_fit(expected.event, seen.event)
    return found and found * party_fit(expected, seen)


def kind_fit(expected: Event, seen: Event) -> float:
    """Whether the types and modes are of one kind.

    Most types are wide ("SUPPORT" is a treaty signed and a speech of praise): where no mode says
    that the act is the same, the words that name it must, or the fit is loose.
    """
    if seen.type != expected.type:
        return NEAR * _act_fit(expected, seen) if seen.type in KIN.get(expected.type, ()) else 0.0
    modes = expected.mode and seen.mode
    if expected.type in MANNERS:
        if not modes or expected.mode == seen.mode:
            return 1.0
        return 0.0 if "phone" in (expected.mode, seen.mode) else ANY
    if modes:
        return float(expected.mode == seen.mode)
    return _act_fit(expected, seen)


def _act_fit(expected: Event, seen: Event) -> float:
    stems = [
        {
            word[:STEM]
            for one in (event.trigger, *(report.trigger for report in event.reports))
            for word in one.text.lower().split()
            if len(word) >= STEM
        }
        for event in (expected, seen)
    ]
    return 1.0 if stems[0] & stems[1] else LOOSE


def party_fit(expected: Expectation, seen: Seen) -> float:
    """Whether the same parties are on the same sides, and where a visit should be."""
    assert expected.event is not None
    if expected.event.type == "CONSULT" and expected.event.mode == "visit" and expected.recipients:
        return _visit_fit(expected, seen)
    sided = _covered(expected.actors, seen.actors) * _covered(expected.recipients, seen.recipients)
    if expected.event.type not in JOINT:
        return sided
    together = _together(expected, seen)
    if expected.event.type != "CONSULT":
        return max(sided, together)
    elsewhere = expected.place_country and seen.place_country not in (None, expected.place_country)
    return 0.0 if elsewhere else together


def _visit_fit(expected: Expectation, seen: Seen) -> float:
    """A visit has a direction; a meeting is the visit where it is in the host's country."""
    hosts: dict[str, list[Actor]] = {}
    for one in expected.recipients:
        hosts.setdefault(party_key(one), []).append(one)
    at = [_covered(one, seen.recipients) for one in hosts.values()]
    visited = min(at) or NEAR * max(at)
    if sided := _covered(expected.actors, seen.actors) * visited:
        return sided
    if seen.place_country in hosts:
        guests = (*expected.actors, *hosts[seen.place_country])
        whole = 1.0 if len(hosts) == 1 else NEAR
        return whole * _covered(guests, (*seen.actors, *seen.recipients))
    # Who went where is open: only a meeting told without place and hosts may be the visit.
    if seen.place_country is not None or seen.recipients:
        return 0.0
    return UNPLACED * _together(expected, seen)


def _together(expected: Expectation, seen: Seen) -> float:
    """Whether all parties are there, whatever their sides, and not many more."""
    parties = (*seen.actors, *seen.recipients)
    many = len({party_key(one) for one in parties}) > len(expected.keys) + ROUND
    found = _covered((*expected.actors, *expected.recipients), parties)
    return LOOSE * found if many else found


def called_off_fit(expected: Expectation, seen: Seen) -> float:
    """Whether ``seen`` calls a meeting or visit off: a refusal to meet among the same parties."""
    assert expected.event is not None
    if expected.event.type != "CONSULT" or (seen.event.type, seen.event.mode) != ("REJECT", "meet"):
        return 0.0
    ours, theirs = (*expected.actors, *expected.recipients), (*seen.actors, *seen.recipients)
    if found := _covered(ours, theirs):
        return found
    # "He postponed the trip": who calls it off need not say once more to where.
    return NEAR * _covered(expected.actors, seen.actors) if expected.recipients else 0.0


def day_fit(start: date, end: date, seen: Seen) -> float:
    """The share of the reported days that lies in the window; 1 for any overlap of exact days."""
    first, last = seen.days
    inside = (min(last, end) - max(first, start)).days + 1
    if inside <= 0:
        return 0.0
    stated = seen.event.date
    if stated is not None and stated.basis != "publication" and stated.granularity == "day":
        return 1.0
    return inside / ((last - first).days + 1)


def _covered(expected: Sequence[Actor], seen: Sequence[Actor]) -> float:
    """Whether every party expected is among those seen.

    Those of one country or organisation count as one party (a minister and his ministry), unless
    all are of one: then each must be there.
    """
    groups: dict[str, list[Actor]] = {}
    for one in expected:
        groups.setdefault(party_key(one), []).append(one)
    if len(groups) == 1:
        wanted = [[one] for one in expected]
    else:
        wanted = list(groups.values())
    factor = 1.0
    for group in wanted:
        factor *= max((_same(a, b, seen) for a in group for b in seen), default=0.0)
    return factor


def _same(expected: Actor, one: Actor, seen: Sequence[Actor]) -> float:
    """Whether ``one`` of those seen is the party expected, or stands for it."""
    if party_key(expected) != party_key(one):
        return 0.0
    kinds = {expected.kind, one.kind}
    if kinds == {"person"}:
        return float(_one_person(expected, one))
    if "person" not in kinds and same_name(expected.name, one.name):
        return 1.0
    if kinds == {"state", "person"}:
        # The state may mean its official, unless it names another one.
        others = {party_key(actor) for actor in seen if actor.kind == "person"}
        return LOOSE if expected.kind == "person" and party_key(expected) in others else ANY
    if "state" in kinds:
        return NEAR
    # Two bodies are two parties; a body may speak through an official of its state.
    return LOOSE if kinds == {"government", "person"} else 0.0


def _one_person(one: Actor, other: Actor) -> bool:
    """Whether two names may be one person's: one within the other, or an office for its holder."""
    if same_name(one.name, other.name):
        return True
    pairs = ((one, other), (other, one))
    # "US secretary of state" and whoever is secretary of state.
    return any(b.role and a.name.casefold().endswith(b.role.casefold()) for a, b in pairs)
