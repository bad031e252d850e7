"""The whole line against the project's own annotated corpus.

    python -m benchmarks.corpus

Articles are read as a user would have them read (text and publication date), and the record is
compared with the annotation, one to one. An event counts as found when a report of the same
underlying type stands in the same sentence; further rows ask for the countries of both sides and
for the status as well. The part measured was held back from the training of the shipped model.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from training.markup import MarkedArticle, MarkedEvent, corpus_articles, held_out

from benchmarks.common import Counts, Row, accuracy, match, row
from dragoman.article import article_from_text
from dragoman.coder import default_coder
from dragoman.language import read_document
from dragoman.record import STATUSES, Event, Record

CORPUS = Path(__file__).parents[1] / "training" / "corpus" / "articles"


def development_part() -> list[MarkedArticle]:
    """The tenth of the corpus that training held back."""
    return [a for a in corpus_articles(CORPUS) if held_out(a.meta.get("story", a.id))]


def read_all(articles: Sequence[MarkedArticle]) -> list[Record]:
    """The records of the annotated articles."""
    coder = default_coder()
    return list(
        coder.code_many(
            article_from_text(one.text, published=one.meta["date"], id=one.id) for one in articles
        )
    )


def run(
    articles: Sequence[MarkedArticle] | None = None, name: str = "own corpus, held back"
) -> list[Row]:
    """All rows."""
    gold = list(articles) if articles is not None else development_part()
    records = read_all(gold)
    pairs = list(zip(gold, records, strict=True))
    rows = []
    found = [_events(one, record) for one, record in pairs]
    for i, what in enumerate(
        (
            "event: type + sentence",
            "event: + countries of both sides",
            "event: + status",
            "event: any type + sentence",
        )
    ):
        rows.append(row(what, name, [one[i] for one in found], unit="events", rule="one-to-one F1"))
    for status in STATUSES:
        counts = [_status(one, record, status) for one, record in pairs]
        rows.append(
            row(f"status {status}, given a found event", name, counts, unit="events", rule="F1")
        )
    rows.append(
        row(
            "actor and recipient swapped",
            name,
            [_swapped(one, record) for one, record in pairs],
            accuracy,
            "events",
            "share of found events with both sides; lower is better",
        )
    )
    rows.append(
        row(
            "mention: span (articles left out)",
            name,
            [_mentions(one, record) for one, record in pairs],
            unit="mentions",
            rule="exact F1",
        )
    )
    rows.append(
        row(
            "mention found: right country",
            name,
            [_countries(one, record) for one, record in pairs],
            accuracy,
            "mentions",
        )
    )
    rows.append(
        row(
            "statement: content and speaker's source",
            name,
            [_statements(one, record) for one, record in pairs],
            unit="statements",
            rule="token Jaccard >= 0.8 content, >= 0.5 source, one-to-one F1",
        )
    )
    rows.append(
        row(
            "forecast: claim",
            name,
            [_forecasts(one, record)[0] for one, record in pairs],
            unit="claims",
            rule="token Jaccard >= 0.5, one-to-one F1",
        )
    )
    rows.append(
        row(
            "forecast found: ranges overlap",
            name,
            [_forecasts(one, record)[1] for one, record in pairs],
            accuracy,
            "claims",
        )
    )
    return rows


def sentences_of(article: MarkedArticle, starts: Iterable[int]) -> set[int]:
    """The sentences in which the given offsets stand."""
    document = read_document(article.text, has_headline=article.headline)
    return {document.sentence_at(start) for start in starts}


def _matched(
    article: MarkedArticle, record: Record, same_type: bool = True
) -> list[tuple[MarkedEvent, Event]]:
    """Gold and found events, one to one, by type and sentence."""
    gold = list(article.events.values())
    wanted = [sentences_of(article, (s for s, _ in article.spans[one.id])) for one in gold]
    got = [sentences_of(article, (r.trigger.start for r in one.reports)) for one in record.events]
    pairs = match(
        len(gold),
        len(got),
        lambda i, j: (
            (not same_type or gold[i].type == record.events[j].type) and bool(wanted[i] & got[j])
        ),
    )
    return [(gold[i], record.events[j]) for i, j in pairs.items()]


def gold_countries(article: MarkedArticle, ids: Sequence[str]) -> set[str]:
    """The countries, or acronyms of organisations, of the annotated actors."""
    actors = [article.actors[one] for one in ids]
    return {one.country or one.organization or "" for one in actors} - {""}


def _found_countries(record: Record, ids: Sequence[str]) -> set[str]:
    actors = {one.id: one for one in record.actors}
    members = [actors[one] for one in ids if one in actors]
    return {one.country or one.organization or "" for one in members} - {""}


def _events(article: MarkedArticle, record: Record) -> tuple[Counts, Counts, Counts, Counts]:
    said, gold = len(record.events), len(article.events)
    pairs = _matched(article, record)
    with_countries = [
        (a, b)
        for a, b in pairs
        if gold_countries(article, a.actors) == _found_countries(record, b.actors)
        and gold_countries(article, a.recipients) == _found_countries(record, b.recipients)
    ]
    with_status = [(a, b) for a, b in with_countries if a.status == b.status]
    loose = _matched(article, record, same_type=False)
    return (
        Counts(len(pairs), said, gold),
        Counts(len(with_countries), said, gold),
        Counts(len(with_status), said, gold),
        Counts(len(loose), said, gold),
    )


def _status(article: MarkedArticle, record: Record, status: str) -> Counts:
    pairs = _matched(article, record)
    return Counts(
        sum(a.status == b.status == status for a, b in pairs),
        sum(b.status == status for _, b in pairs),
        sum(a.status == status for a, _ in pairs),
    )


def _swapped(article: MarkedArticle, record: Record) -> Counts:
    swapped = total = 0
    for a, b in _matched(article, record):
        actors, recipients = (gold_countries(article, ids) for ids in (a.actors, a.recipients))
        if not actors or not recipients or actors == recipients:
            continue
        total += 1
        swapped += (
            _found_countries(record, b.actors) == recipients
            and _found_countries(record, b.recipients) == actors
        )
    return Counts(swapped, 0, total)


def _mentions(article: MarkedArticle, record: Record) -> Counts:
    gold = {span for tag, spans in article.spans.items() if tag[0] == "a" for span in spans}
    found = {(one.start, one.end) for one in record.mentions}
    return Counts(len(gold & found), len(found), len(gold))


def _countries(article: MarkedArticle, record: Record) -> Counts:
    actors = {one.id: one for one in record.actors}
    found = {(one.start, one.end): actors[one.actor] for one in record.mentions}
    right = total = 0
    for tag, spans in article.spans.items():
        if tag[0] != "a" or "+" in tag:
            continue
        gold = article.actors[tag]
        for span in spans:
            if span in found:
                total += 1
                right += found[span].country == gold.country
    return Counts(right, 0, total)


def _tokens(article: MarkedArticle, spans: Iterable[tuple[int, int]]) -> set[int]:
    document = read_document(article.text)
    return {
        i
        for start, end in spans
        for i in document.words_in(start, end)
        if document.words[i][0].isalnum()
    }


def _jaccard(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def _statements(article: MarkedArticle, record: Record) -> Counts:
    gold = [
        (
            _tokens(article, article.spans[key]),
            _tokens(article, article.spans.get("q" + key[1:], [])),
        )
        for key in article.statements
    ]
    found = [
        (
            _tokens(article, [(p.start, p.end) for p in one.content.parts or (one.content,)]),
            _tokens(article, [(one.speaker.start, one.speaker.end)] if one.speaker else []),
        )
        for one in record.statements
    ]
    pairs = match(
        len(gold),
        len(found),
        lambda i, j: (
            _jaccard(gold[i][0], found[j][0]) >= 0.8 and _jaccard(gold[i][1], found[j][1]) >= 0.5
        ),
    )
    return Counts(len(pairs), len(found), len(gold))


def _forecasts(article: MarkedArticle, record: Record) -> tuple[Counts, Counts]:
    gold = [(_tokens(article, article.spans[key]), one) for key, one in article.forecasts.items()]
    found = [
        (_tokens(article, [(one.claim.start, one.claim.end)]), one) for one in record.forecasts
    ]
    pairs = match(len(gold), len(found), lambda i, j: _jaccard(gold[i][0], found[j][0]) >= 0.5)
    overlap = sum(
        gold[i][1].low <= found[j][1].probability.high
        and found[j][1].probability.low <= gold[i][1].high
        for i, j in pairs.items()
    )
    return Counts(len(pairs), len(found), len(gold)), Counts(overlap, 0, len(pairs))


def main(arguments: list[str] | None = None) -> int:
    """Prints every row."""
    for one in run():
        print(one.line())
    return 0


if __name__ == "__main__":
    sys.exit(main())
