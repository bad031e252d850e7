"""The parties of one article as they are being collected: a cast list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.record import ActorKind


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
    mentions: list[tuple[int, int, bool]] = field(default_factory=list)

    @property
    def is_person(self) -> bool:
        """Whether it is one human being, named or not."""
        return not self.plural and self.kind in ("person", "unnamed")

    def last_mention_before(self, at: int) -> tuple[int, int, bool] | None:
        """The latest mention that begins before word ``at``."""
        for mention in reversed(self.mentions):
            if mention[0] < at:
                return mention
        return None


class Cast:
    """All parties so far, found again by key; ``recent`` runs from the latest mentioned back."""

    __slots__ = ("_keys", "groups", "parties")

    def __init__(self) -> None:
        self.parties: list[Party] = []
        self.groups: list[tuple[int, tuple[Party, ...]]] = []
        self._keys: dict[tuple[str, ...], Party] = {}

    def get(self, *key: str) -> Party | None:
        """The party filed under this key."""
        return self._keys.get(key)

    def file(self, party: Party, *key: str) -> Party:
        """Files ``party`` under ``key`` as well, adding it when it is new."""
        if not any(party is one for one in self.parties):
            self.parties.append(party)
        if key:
            self._keys.setdefault(key, party)
        return party

    def recent(self, at: int) -> Iterator[tuple[Party, tuple[int, int, bool]]]:
        """Parties mentioned before word ``at`` with that mention, the latest first."""
        latest = [
            (mention, party)
            for party in self.parties
            if (mention := party.last_mention_before(at)) is not None
        ]
        latest.sort(key=lambda pair: -pair[0][0])
        for mention, party in latest:
            yield party, mention
