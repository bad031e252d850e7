"""The assembly line: articles in, records out, in batches.

Article -> Document -> Signals -> actors -> times -> places -> events -> statements -> forecasts.
An article flows through the rooms once; a batch shares the encoder's runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path

from dragoman import __version__
from dragoman.actors import Candidate, Found, Knowledge, find_actors, load_knowledge
from dragoman.article import has_headline, reads_as_english
from dragoman.events import find_events
from dragoman.forecasts import find_forecasts
from dragoman.language import Document, read_document
from dragoman.model import Model, PartyReader, Signals, bio_spans, load_model, load_party_reader
from dragoman.model.gate import worth_reading
from dragoman.places import find_places, load_gazetteer
from dragoman.record import Article, Note, Provenance, Record
from dragoman.statements import attach_statements, find_statements
from dragoman.times import find_times

BATCH = 16
"""Articles that share the encoder's runs: enough for full runs, little to hold in memory."""


class Coder:
    """Reads articles into records with one model and one lexicon.

    Args:
        actors: the user's own file of actors, laid over the package's (see ``load_knowledge``).
        threads: threads of the encoder.
    """

    def __init__(self, actors: Path | None = None, threads: int = 2) -> None:
        self.model: Model = load_model(threads)
        self.parties: PartyReader = load_party_reader(self.model.labels.parties_sha256)
        self.knowledge: Knowledge = load_knowledge(actors)
        self.gazetteer = load_gazetteer()
        self.provenance = Provenance(
            version=__version__,
            model=self.model.labels.name,
            lexicon=self.knowledge.lexicon_hash[:12],
        )

    def code(self, article: Article) -> Record:
        """The record of one article."""
        return next(self.code_many([article]))

    def code_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        """The records of many articles, in their order."""
        rest = iter(articles)
        while batch := list(islice(rest, BATCH)):
            yield from self._code_batch(batch)

    def _code_batch(self, batch: Sequence[Article]) -> Iterator[Record]:
        documents = [
            read_document(
                article.text if reads_as_english(article.language) else "",
                has_headline=has_headline(article),
            )
            for article in batch
        ]
        paragraphs = [worth_reading(document, self.knowledge.names) for document in documents]
        signals = self.model.read(documents, paragraphs)
        for article, document, chosen, signal in zip(
            batch, documents, paragraphs, signals, strict=True
        ):
            if not reads_as_english(article.language):
                yield self._empty(
                    article,
                    "not-english",
                    f"the text is not English (looks like {article.language}): not coded",
                )
            elif not chosen:
                yield self._empty(
                    article, "nothing-political", "no paragraph names a political actor or act"
                )
            else:
                yield self._record(article, document, signal)

    def name_actors(self, article: Article, document: Document, signals: Signals) -> Found:
        """Who is named in the article, from the words that the model takes for mentions."""
        candidates = [
            Candidate(
                document.starts[one.first],
                document.ends[one.last - 1],
                one.kind,
                one.score,
                signals.likely("sector", one.first),
            )
            for one in bio_spans(signals, "mention")
        ]
        return find_actors(
            document,
            candidates,
            date.fromisoformat(article.published) if article.published else None,
            self.knowledge,
            article.byline,
            article.outlet,
            link=partial(signals.link, "country"),
        )

    def _empty(self, article: Article, code: str, message: str) -> Record:
        return Record(
            dragoman=self.provenance,
            article=article,
            notes=(Note(code=code, message=message),),
        )

    def _record(self, article: Article, document: Document, signals: Signals) -> Record:
        published = date.fromisoformat(article.published) if article.published else None
        found = self.name_actors(article, document, signals)
        times = find_times(document, published)
        taken = [(mention.start, mention.end) for mention in found.mentions]
        places = find_places(document, taken, self.gazetteer)
        events = find_events(document, signals, self.parties, found, times, places, published)
        statements = find_statements(document, signals, found.mentions)
        events = attach_statements(events, statements)
        forecasts = find_forecasts(
            document, signals, statements, events, times, found.author, published
        )
        notes = _notes(article, events, statements, forecasts)
        return Record(
            dragoman=self.provenance,
            article=article,
            actors=found.actors,
            mentions=found.mentions,
            times=times,
            places=places,
            events=events,
            statements=statements,
            forecasts=forecasts,
            notes=notes,
        )


def _notes(
    article: Article,
    events: Sequence[object],
    statements: Sequence[object],
    forecasts: Sequence[object],
) -> tuple[Note, ...]:
    """Why something is missing from this record."""
    notes = []
    if article.published is None:
        notes.append(
            Note(
                code="no-date",
                message="publication date unknown: relative dates are not resolved; give --date",
            )
        )
    if not (events or statements or forecasts):
        notes.append(
            Note(
                code="nothing-found",
                message="no event, statement or forecast was found in the text",
            )
        )
    return tuple(notes)


@lru_cache(maxsize=1)
def default_coder() -> Coder:
    """The coder that ``dragoman.read`` uses: the package's model and lexicon."""
    return Coder()
