"""A user's own event types, by likeness to a definition and examples.

The types stand in a small TOML file::

    [[type]]
    name = "hostage release"
    definition = "Captives are let go, freed or exchanged."
    examples = ["The rebels freed nine sailors on Friday.", "…", "…"]
    counterexamples = ["The minister demanded that the hostages be freed."]
    within = ["CONCEDE", "COOPERATE"]

A sentence is as like a type as its vector is to the mean of the vectors of examples and definition
(cosine; the nearest-centroid rule of Snell, Swersky and Zemel 2017). How like is like enough is
settled on the examples, each left out in turn, against the codebook's own sentences, the other
types' examples and the counterexamples.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from dragoman.errors import DataError
from dragoman.events.ontology import load_ontology
from dragoman.language import read_document
from dragoman.model import Model
from dragoman.model.arrays import Floats
from dragoman.record import Record, Span

FEWEST = 3
"""Examples that a type needs: with fewer, leaving one out says nothing."""
MOST = 200
"""Types that one file may hold."""


class OwnType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A type that a user defines.

    Attributes:
        name: what matches are called.
        definition: a sentence or two.
        examples: sentences that are of the type, at least three, better eight or more.
        counterexamples: sentences that look like it and are not.
        within: PLOVER types; only sentences with an event of one of them can match. Empty: any.
    """

    name: str
    definition: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file holds."""

    type: tuple[OwnType, ...] = ()


class Fit(msgspec.Struct, frozen=True):
    """How well a type tells its own examples from other sentences, each example left out in turn.

    Attributes:
        name: the type.
        threshold: likeness from which a sentence matches.
        found: examples at or over the threshold.
        examples: examples in all.
        wrong: other sentences at or over it; some of the codebook's may be of the type after all.
        others: other sentences in all.
    """

    name: str
    threshold: float
    found: int
    examples: int
    wrong: int
    others: int

    @property
    def precision(self) -> float:
        """Share of examples among all that matched; 0 when nothing did."""
        return self.found / (self.found + self.wrong) if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the examples that matched."""
        return self.found / self.examples

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Match(msgspec.Struct, frozen=True):
    """A sentence of an article that is like one of the user's types.

    Attributes:
        article: id of the article.
        type: name of the user's type.
        score: likeness, at most 1.
        sentence: the words.
        events: ids of the record's events that are told in the sentence.
    """

    article: str
    type: str
    score: float
    sentence: Span
    events: tuple[str, ...]


@dataclass(frozen=True)
class _Fitted:
    centre: Floats
    within: frozenset[str]
    fit: Fit


def load_types(path: Path) -> tuple[OwnType, ...]:
    """The types of a TOML file.

    Raises ``DataError`` for a file that is no TOML, misses a field, names a type twice, gives it
    too few examples, or names a PLOVER type that is none.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        types = msgspec.convert(raw, _File).type
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeError) as error:
        raise DataError(f"{path}: {error}") from None
    if not types:
        raise DataError(f"{path}: no [[type]] in it; see the guide on own types for an example")
    if len(types) > MOST:
        raise DataError(f"{path}: {len(types)} types, at most {MOST}")
    known = load_ontology().types
    seen: set[str] = set()
    for one in types:
        if one.name in seen:
            raise DataError(f"{path}: type {one.name!r} is defined twice")
        seen.add(one.name)
        if len(one.examples) < FEWEST:
            raise DataError(
                f"{path}: type {one.name!r} has {len(one.examples)} examples; "
                f"give at least {FEWEST}, better eight or more"
            )
        if strange := set(one.within) - set(known):
            raise DataError(
                f"{path}: type {one.name!r}: within names {', '.join(sorted(strange))}; "
                f"the PLOVER types are {', '.join(known)}"
            )
        for text in (one.definition, *one.examples, *one.counterexamples):
            if len(text.split()) < 2:
                raise DataError(f"{path}: type {one.name!r}: {text!r} is no sentence")
    return types


class Matcher:
    """Finds the sentences that are like a user's types.

    Args:
        types: the types (``load_types``).
        model: the model of the package.
    """

    def __init__(self, types: Sequence[OwnType], model: Model) -> None:
        self._model = model
        codebook = self._vectors(_codebook())
        examples = [self._vectors(one.examples) for one in types]
        self._types = []
        for number, one in enumerate(types):
            others = [rows for other, rows in enumerate(examples) if other != number]
            if one.counterexamples:
                others.append(self._vectors(one.counterexamples))
            against = np.concatenate([codebook, *others])
            self._types.append(self._fitted(one, examples[number], against))

    @property
    def fits(self) -> list[Fit]:
        """For each type, in order, how well it tells its examples."""
        return [one.fit for one in self._types]

    def match(self, records: Iterable[Record]) -> Iterator[Match]:
        """Matches of each record's sentences, in the order of the text."""
        for record in records:
            yield from self._match(record)

    def _match(self, record: Record) -> Iterator[Match]:
        document = read_document(record.article.text)
        told: dict[int, list[tuple[str, str]]] = {}
        for event in record.events:
            for report in event.reports:
                sentence = document.sentence_at(report.trigger.start)
                if (event.id, event.type) not in told.setdefault(sentence, []):
                    told[sentence].append((event.id, event.type))
        (vectors,) = self._model.meanings([document], [range(len(document.paragraphs))])
        for sentence, vector in sorted(vectors.items()):
            events = told.get(sentence, [])
            start, end = document.sentences[sentence]
            for one in self._types:
                if one.within and not any(type_ in one.within for _, type_ in events):
                    continue
                score = float(_even(vector) @ one.centre)
                if score >= one.fit.threshold:
                    yield Match(
                        article=record.article.id,
                        type=one.fit.name,
                        score=round(score, 3),
                        sentence=Span(start=start, end=end, text=document.text[start:end]),
                        events=tuple(id_ for id_, _ in events),
                    )

    def _vectors(self, sentences: Sequence[str]) -> Floats:
        """A row of length 1 for each text: the mean of its sentences."""
        documents = [read_document(one) for one in sentences]
        paragraphs = [range(len(one.paragraphs)) for one in documents]
        found = self._model.meanings(documents, paragraphs)
        return np.stack([_even(np.mean(list(one.values()), axis=0)) for one in found])

    def _fitted(self, one: OwnType, examples: Floats, others: Floats) -> _Fitted:
        given = np.concatenate([examples, self._vectors([one.definition])])
        likenesses = [
            float(examples[out] @ _even(np.delete(given, out, axis=0).mean(0)))
            for out in range(len(examples))
        ]
        centre = _even(given.mean(0))
        threshold = _threshold(np.array(likenesses, dtype=np.float32), others @ centre)
        fit = Fit(
            name=one.name,
            threshold=round(threshold, 3),
            found=sum(value >= threshold for value in likenesses),
            examples=len(examples),
            wrong=int((others @ centre >= threshold).sum()),
            others=len(others),
        )
        return _Fitted(centre, frozenset(one.within), fit)


def _even(vector: Floats) -> Floats:
    """The vector at length 1."""
    scaled: Floats = vector / (np.linalg.norm(vector) + 1e-9)
    return scaled


def _threshold(own: Floats, others: Floats) -> float:
    """Half-way between the typical example and what nineteen of twenty other sentences keep below.

    The best F1 would be a worse rule: a few of the codebook's sentences may be of the type as well,
    and would push it up.
    """
    return float(np.median(own) + np.quantile(others, 0.95)) / 2


def _codebook() -> list[str]:
    """The example sentences of the ontology: what news tells otherwise."""
    found = []
    for one in load_ontology().types.values():
        found += [*one.examples, *one.counter_examples]
        found += [mode.example for mode in one.modes.values()]
    return list(dict.fromkeys(example.sentence for example in found))
