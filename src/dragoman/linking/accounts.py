"""Accounts: what each article reports of an event, as far as linking looks at it.

Read from the archive's columns, the records themselves stay closed. Words are numbers (see
``words.stem``) and parties are known in two ways: by what they count as (a country, an
organisation) and by the words of their names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import log
from typing import Any, NamedTuple

from dragoman.archive import Archive
from dragoman.linking.words import WORD, stem, stems

NEWEST = "SELECT max(article) FROM articles GROUP BY id, sha256"
"""An article coded again by a newer run counts once."""
THEMES = 60
"""Words that an article is known by: the rarest of its text that other articles use as well."""
FEW = 10.0
"""Weight of two or three rare words: of poorer texts chance overlaps are too large a share."""
CLOSE = 7
"""Words before and after the one that names an event that are close to it."""
_CHUNK = 5000
_EVENTS = f"""
SELECT e.article, a.id, a.outlet, a.published, e.event, e.type, e.mode, e.status, e.historical,
       e.actors, e.actor_countries, e.recipients, e.recipient_countries, e.start, e."end",
       e.granularity, e.basis, e.place, e.place_country, e.trigger, e.evidence, e.statement,
       e.trigger_start
FROM events e JOIN articles a USING (article) WHERE e.article IN ({NEWEST})
ORDER BY a.published NULLS LAST, a.id, a.article, e.trigger_start, e.event
"""
_REPORTS = f"""
SELECT article, event, list(trigger ORDER BY number), list(evidence ORDER BY number),
       list(stance ORDER BY number)
FROM reports WHERE article IN ({NEWEST}) GROUP BY article, event
"""
_TEXTS = f"SELECT article, record->>'$.article.text' FROM articles WHERE article IN ({NEWEST})"


class Key(NamedTuple):
    """An account by the number of its article and the event's id there."""

    article: int
    event: str


@dataclass(frozen=True, slots=True)
class Words:
    """Stems that several articles use.

    Attributes:
        stems: the words.
        weight: the sum of their rarities.
    """

    stems: frozenset[int]
    weight: float

    @classmethod
    def of(cls, stems: Iterable[int], rarity: Mapping[int, float]) -> Words:
        """Those of the stems that have a rarity."""
        known = frozenset(stem for stem in stems if stem in rarity)
        return cls(known, sum(rarity[stem] for stem in known))

    def overlap(self, other: Words, rarity: Mapping[int, float]) -> float:
        """Weight of the words in common over that of the poorer of both."""
        least = max(FEW, min(self.weight, other.weight))
        return sum(rarity[stem] for stem in self.stems & other.stems) / least


@dataclass(slots=True)
class Account:
    """One article's report of an event.

    Attributes:
        key: where it stands in the archive.
        name: the article's own id and the event's, as people read it (``news-7:e2``).
        outlet: who published it.
        published: day of publication.
        type: PLOVER type, underlying.
        mode: its mode.
        status: happened, ongoing, planned, hypothetical or negated.
        historical: background, not news.
        parties: countries and organisations of all who take part.
        actors: the same of those who act.
        recipients: the same of those it is done to.
        named: words of the parties' names.
        start: first day, where the text says it.
        end: last day, where the text says it.
        exact: whether the text says it to the day.
        place: name of the place, in small letters.
        place_country: its country, ISO alpha-3.
        triggers: stems of the words that name it.
        words: words of the sentences that tell it.
        near: words close to those that name it.
        numbers: numerals in those sentences.
        rivals: other events of the same type in its article.
        sentence: the sentence it rests on.
        trigger: the word that names it there.
    """

    key: Key
    name: str
    outlet: str | None
    published: date | None
    type: str
    mode: str | None
    status: str
    historical: bool
    parties: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    named: Words
    start: date | None
    end: date | None
    exact: bool
    place: str | None
    place_country: str | None
    triggers: frozenset[int]
    words: Words
    near: Words
    numbers: frozenset[str]
    rivals: int
    sentence: str
    trigger: str

    @property
    def day(self) -> date:
        """The day that orders it: of the event, else of publication."""
        return self.start or self.published or date.max


@dataclass(frozen=True)
class Corpus:
    """All accounts of an archive, with what is needed to compare them.

    Attributes:
        accounts: in the order of publication.
        rarity: weight of each word that several articles use: the log of how few they are.
        themes: for each article the words it is known by.
    """

    accounts: list[Account]
    rarity: dict[int, float]
    themes: dict[int, Words]


def read_corpus(archive: Archive) -> Corpus:
    """The accounts of the newest run of every article."""
    told = {
        (article, event): (triggers, sentences)
        for article, event, triggers, sentences, _ in _rows(archive, _REPORTS)
    }
    vocabulary: dict[int, frozenset[int]] = {}
    spread: Counter[int] = Counter()
    for article, text in _rows(archive, _TEXTS):
        vocabulary[article] = stems([text])
        spread.update(vocabulary[article])
    rarity = {
        word: log((len(vocabulary) + 1) / count) for word, count in spread.items() if count > 1
    }
    accounts = [
        _account(row, *told.pop((row[0], row[4]), ((), ())), rarity)
        for row in _rows(archive, _EVENTS)
    ]
    types = Counter((one.key.article, one.type) for one in accounts)
    for one in accounts:
        one.rivals = types[one.key.article, one.type] - 1
    themes = {
        article: Words.of(rarest(vocabulary[article], rarity, THEMES), rarity)
        for article in {one.key.article for one in accounts}
    }
    return Corpus(accounts, rarity, themes)


def rarest(words: Iterable[int], rarity: dict[int, float], most: int) -> list[int]:
    """The rarest of the words that several articles use, ``most`` at most."""
    known = (word for word in words if word in rarity)
    return sorted(known, key=lambda word: (-rarity[word], word))[:most]


def _rows(archive: Archive, query: str) -> Iterator[tuple[Any, ...]]:
    cursor = archive.connection.cursor().execute(query)
    while rows := cursor.fetchmany(_CHUNK):
        yield from rows


def _account(
    row: tuple[Any, ...],
    triggers: Iterable[str],
    sentences: Iterable[str],
    rarity: Mapping[int, float],
) -> Account:
    (
        article, id_, outlet, published, event, type_, mode, status, historical, actors,
        actor_states, recipients, recipient_states, start, end, granularity, basis, place,
        place_country, trigger, evidence, _, _,
    ) = row  # fmt: skip
    stated = basis == "text" and start is not None
    acting, done_to = (
        frozenset(filter(None, actor_states)),
        frozenset(filter(None, recipient_states)),
    )
    return Account(
        key=Key(article, event),
        name=f"{id_}:{event}",
        outlet=outlet,
        published=published,
        type=type_,
        mode=mode,
        status=status,
        historical=historical,
        parties=acting | done_to,
        actors=acting,
        recipients=done_to,
        named=Words.of(stems((*actors, *recipients)), rarity),
        start=start if stated else None,
        end=end if stated else None,
        exact=stated and granularity == "day",
        place=place.casefold() if place else None,
        place_country=place_country,
        triggers=frozenset(stem(word) for one in (trigger, *triggers) for word in one.split()),
        words=Words.of(stems((evidence, *sentences)), rarity),
        near=Words.of(stems(_close_to(trigger, evidence, triggers, sentences)), rarity),
        numbers=frozenset(
            word
            for one in (evidence, *sentences)
            for word in WORD.findall(one)
            if word[0].isdigit()
        ),
        rivals=0,
        sentence=evidence,
        trigger=trigger,
    )


def _close_to(
    trigger: str, evidence: str, triggers: Iterable[str], sentences: Iterable[str]
) -> Iterator[str]:
    """The words around each naming of an event."""
    for name, sentence in {(trigger, evidence), *zip(triggers, sentences, strict=True)}:
        before, found, after = sentence.partition(name)
        yield " ".join((*before.split()[-CLOSE:], found, *after.split()[:CLOSE]))
