"""Who held which office when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.actors.lexicon import tokens, unaccented

HANDOVER = timedelta(days=3)
"""Holders on the days around a change of office are both taken to be holders."""


@dataclass(frozen=True, slots=True)
class Office:
    """One person's tenure of one office.

    Attributes:
        person: the usual full name.
        aliases: other spellings and short forms.
        country: ISO alpha-3 of the state, or the acronym of an organisation.
        office: head_of_state, head_of_government, foreign_minister, defence_minister or other.
        title: the office as it would be printed ("Secretary of State").
        start, end: first and last day; ``None`` when open or unknown.
        gender: m, f or empty.
    """

    person: str
    aliases: tuple[str, ...]
    country: str
    office: str
    title: str
    start: date | None
    end: date | None
    gender: str

    def held_on(self, day: date) -> bool:
        """Whether the office was held on ``day``, changes of office taken with some slack."""
        return (self.start is None or self.start - HANDOVER <= day) and (
            self.end is None or day <= self.end + HANDOVER
        )


_NO_SURNAME = frozenset(("Jr", "Sr", "II", "III", "IV", "."))
_RANKS = {
    "head_of_state": 0,
    "head_of_government": 1,
    "foreign_minister": 2,
    "defence_minister": 3,
    "other": 4,
}
OFFICES = tuple(_RANKS)


class Offices:
    """All tenures, indexed by person, by country and office, and by surname."""

    __slots__ = ("_by_office", "_by_person", "_by_surname", "all")

    def __init__(self, offices: Iterable[Office]) -> None:
        self.all = tuple(offices)
        self._by_person: dict[str, list[Office]] = defaultdict(list)
        self._by_office: dict[tuple[str, str], list[Office]] = defaultdict(list)
        self._by_surname: dict[str, set[str]] = defaultdict(set)
        for one in self.all:
            self._by_person[one.person].append(one)
            self._by_office[one.country, one.office].append(one)
            for name in (one.person, *one.aliases):
                words = [word for word in tokens(name) if word not in _NO_SURNAME]
                self._by_surname[words[-1]].add(one.person)
                self._by_surname[unaccented(words[-1])].add(one.person)

    def of(self, person: str) -> tuple[Office, ...]:
        """Every tenure of ``person`` (the full name as in the table)."""
        return tuple(self._by_person.get(person, ()))

    def of_on(self, person: str, day: date) -> tuple[Office, ...]:
        """The offices that ``person`` held on ``day``, the highest first."""
        held = [one for one in self._by_person.get(person, ()) if one.held_on(day)]
        return tuple(sorted(held, key=lambda one: _RANKS[one.office]))

    def holders(self, country: str, office: str, day: date) -> tuple[Office, ...]:
        """Who held ``office`` in ``country`` on ``day``, the latest to take it first."""
        held = [one for one in self._by_office.get((country, office), ()) if one.held_on(day)]
        return tuple(sorted(held, key=lambda one: one.start or date.min, reverse=True))

    def named(self, surname: str, day: date | None = None) -> tuple[str, ...]:
        """The people of this surname, with ``day`` only those who held an office then."""
        people = self._by_surname.get(surname, ())
        return tuple(sorted(p for p in people if day is None or self.of_on(p, day)))
