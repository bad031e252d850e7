"""The parties of one article as they are being collected: a cast list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

from dragoman.record import ActorKind

Mentioned: TypeAlias = tuple[int, int, bool]
"""A mention met: first word, word after, whether it looks like a subject."""

_REMEMBERED = 400
"""How many mentions back the cast is searched, so that endless texts stay cheap."""


@dataclass(eq=False, slots=True)
class Party:
    """One actor in the making: its attributes, and what later mentions are matched with.

    Attributes:
        names: full names met, each as words.
        person: key of a known person.
        iso3: the state, for states and for governments meant as the state.
        organization_id: key of a known organisation.
        heads: nouns it was called by (reduced by ``roles.head_word``).
        offices: offices held at the article's date (head_of_state …).
        titles: titles in lower case, from the text or the table of offices.
        individual: whether it is one human being, named or not.
        mentions: (first word, word after, whether subject) of each mention so far.
    """

    kind: ActorKind
    name: str
    country: str | None = None
    organization: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    gender: str = ""
    plural: bool = False
    names: list[tuple[str, ...]] = field(default_factory=list)
    person: str | None = None
    iso3: str | None = None
    organization_id: str | None = None
    heads: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    individual: bool = False
    mentions: list[Mentioned] = field(default_factory=list)


class Cast:
    """All parties so far, found again by key, by name or by how lately they were mentioned.

    Attributes:
        parties: in the order in which they joined.
        groups: parties named together, with the first word of that mention.
    """

    __slots__ = ("_by_word", "_filed", "_keys", "_log", "groups", "parties")

    def __init__(self) -> None:
        self.parties: list[Party] = []
        self.groups: list[tuple[int, tuple[Party, ...]]] = []
        self._filed: set[int] = set()
        self._keys: dict[tuple[str, ...], Party] = {}
        self._by_word: dict[str, list[Party]] = {}
        self._log: list[tuple[Party, Mentioned]] = []

    def get(self, *key: str) -> Party | None:
        """The party filed under this key."""
        return self._keys.get(key)

    def file(self, party: Party, *key: str) -> Party:
        """Files ``party`` under ``key`` as well, adding it when it is new."""
        if id(party) not in self._filed:
            self._filed.add(id(party))
            self.parties.append(party)
        if key:
            self._keys.setdefault(key, party)
        return party

    def name(self, party: Party, name: tuple[str, ...]) -> None:
        """Adds a full name of ``party``, by each word of which it can be looked up."""
        if name in party.names:
            return
        party.names.append(name)
        for word in name:
            bearers = self._by_word.setdefault(word, [])
            if not any(party is one for one in bearers):
                bearers.append(party)

    def bearing(self, word: str) -> list[Party]:
        """The parties with ``word`` in a name of theirs."""
        return self._by_word.get(word, [])

    def mention(self, party: Party, start: int, end: int, *, subject: bool) -> None:
        """Notes a mention; mentions must be noted in text order."""
        party.mentions.append((start, end, subject))
        self._log.append((party, (start, end, subject)))

    def back(self, at: int) -> Iterator[tuple[Party, Mentioned]]:
        """Every mention before word ``at``, the latest first."""
        for party, mention in islice(reversed(self._log), _REMEMBERED):
            if mention[0] < at:
                yield party, mention

    def recent(self, at: int) -> Iterator[tuple[Party, Mentioned]]:
        """Parties mentioned before word ``at`` with their last mention, the latest first."""
        seen: set[int] = set()
        for party, mention in self.back(at):
            if id(party) not in seen:
                seen.add(id(party))
                yield party, mention
