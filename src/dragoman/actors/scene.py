"""One article being read: what all the parts of this room share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from dragoman.actors.belonging import Belonging
from dragoman.actors.cast import Cast, Party
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.marks import Marks
from dragoman.actors.phrases import Phrase

MentionForm: TypeAlias = Literal[
    "name", "adjective", "people", "capital", "seat", "description", "pronoun", "group"
]


@dataclass(slots=True)
class Met:
    """A phrase with the parties that it was resolved to."""

    phrase: Phrase
    parties: tuple[Party, ...]
    form: MentionForm
    subject: bool = False


@dataclass(slots=True)
class Scene:
    """One article being read.

    Attributes:
        marks: its words with their marks.
        knowledge: what is known of the world.
        published: when it appeared.
        cast: who is in it so far.
        met: mentions so far, in text order.
        settings: states and capitals that are places: first word, word after, iso3.
        home: the country that it is mostly about, for parties without nationality.
        named: codes of the states and organisations that its text names anywhere.
        author: whom "I" means outside quotations.
        issuer: whom "we" means outside quotations.
        belonging: what the model says of the countries of parties, where there is one.
    """

    marks: Marks
    knowledge: Knowledge
    published: date | None
    cast: Cast = field(default_factory=Cast)
    met: list[Met] = field(default_factory=list)
    settings: list[tuple[int, int, str]] = field(default_factory=list)
    home: str | None = None
    named: frozenset[str] = frozenset()
    author: Party | None = None
    issuer: Party | None = None
    belonging: Belonging | None = None

    def country_of(self, iso3: str) -> str:
        """The country code that actors of this state carry."""
        return self.knowledge.states[iso3].country

    def meet(self, one: Met) -> None:
        """Notes a mention; parties that it joins, or that a list joins, become a group."""
        phrase = one.phrase
        for party in one.parties:
            self.cast.mention(party, phrase.start, phrase.end, subject=one.subject)
        if len(one.parties) > 1 and one.form != "pronoun":
            self.cast.groups.append((phrase.start, one.parties))
        elif one.form != "pronoun":
            self._join_list(one)
        self.met.append(one)

    def joined_to(self, phrase: Phrase) -> Party | None:
        """The party right before ``phrase`` that it is joined to by "and"."""
        before = self.met[-1] if self.met else None
        if before is None or before.phrase.end > phrase.start:
            return None
        between = self.marks.codes[before.phrase.end : phrase.start]
        return before.parties[0] if between in _LAST_JOINTS else None

    def _join_list(self, last: Met) -> None:
        """Files "Iran, Russia and China" as a group when ``last`` is its last member."""
        if not self.met or self.met[-1].form == "pronoun":
            return
        first = self.met[-1]
        codes = self.marks.codes
        alike = _are_alike(first.parties[0], last.parties[0])
        if codes[first.phrase.end : last.phrase.start] not in _LAST_JOINTS or not alike:
            return
        if first.parties[0] is last.parties[0]:
            return
        members = [*first.parties, *last.parties]
        for earlier in reversed(self.met[:-1]):
            comma = codes[earlier.phrase.end : first.phrase.start]
            if comma not in _JOINTS or earlier.parties[0] in members:
                break
            members = [*earlier.parties, *members]
            first = earlier
        self.cast.groups.append((first.phrase.start, tuple(members)))


_POWERS = frozenset(("state", "government", "armed", "organization", "intergovernmental"))


def _are_alike(one: Party, two: Party) -> bool:
    """Whether two parties can be named together again as "both sides"."""
    return one.kind == two.kind or (one.kind in _POWERS and two.kind in _POWERS)


_JOINTS = ([","], [",", "D"])
"""Marks between two members of a list."""
_LAST_JOINTS = (["a"], ["a", "D"], [",", "a"], [",", "a", "D"])
"""Marks between its last two members."""
