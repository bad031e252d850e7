"""The whole line against the project's own annotated corpus.

    python -m benchmarks.corpus

Articles are read as a feed hands them over (text, publication date, outlet, byline), and the
record is compared with the annotation, one to one. An event counts as found when a report of the
same underlying type stands in the same sentence, and of several there the one at the same words;
further rows ask for the countries of both sides, for the status and for the days as well. The part
measured was held back from the training of the shipped model.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from training.markup import MarkedArticle, MarkedEvent, corpus_articles, held_out
from training.standoff import real_articles

from benchmarks.common import Counts, Row, accuracy, macro_row, match, row
from dragoman.article import article_from_text
from dragoman.coder import default_coder
from dragoman.language import read_document
from dragoman.record import STATUSES, Article, Event, Record

CORPUS = Path(__file__).parents[1] / "training" / "corpus" / "articles"
TEST = CORPUS.parent / "test"


def development_part() -> list[MarkedArticle]:
    """The tenth of the corpus that training held back."""
    return [a for a in corpus_articles(CORPUS) if held_out(a.meta.get("story", a.id))]


def frozen_part() -> dict[str, list[MarkedArticle]]:
    """The frozen test part, annotated twice and settled: own text, and real where it is at hand."""
    return {"own text": corpus_articles(TEST), "real text": real_articles(TEST)}


def read_all(articles: Sequence[MarkedArticle]) -> list[Record]:
    """The records of the annotated articles."""
    return list(default_coder().code_many(map(as_article, articles)))


def as_article(marked: MarkedArticle) -> Article:
    """The annotated article as a user would hand it in."""
    return article_from_text(
        marked.text,
        published=marked.meta["date"],
        id=marked.id,
        outlet=marked.meta.get("outlet"),
        byline=marked.meta.get("byline"),
    )


def run() -> list[Row]:
    """All rows of the frozen part, own and real text apart, and of the tenth held back."""
    rows = []
    for what, articles in frozen_part().items():
        if articles:
            rows += scores(articles, f"frozen test part, {what}")
    return rows + scores(development_part(), "own corpus, held back")


def scores(gold: Sequence[MarkedArticle], name: str) -> list[Row]:
    """All rows for some annotated articles."""
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
    paired = [matched(one, record) for one, record in pairs]
    for status in STATUSES:
        counts = [_status(one, status) for one in paired]
        rows.append(
            row(f"status {status}, given a found event", name, counts, unit="events", rule="F1")
        )
    by_status = [[_status(one, status) for status in STATUSES] for one in paired]
    rows.append(macro_row("status, macro-F1 over five, given a found event", name, by_status))
    for what, counter in (
        ("historical, given a found event", _historical),
        ("mode, given a found event that has one", _modes),
        ("contexts, given a found event", _contexts),
    ):
        rows.append(row(what, name, [counter(one) for one in paired], unit="events", rule="F1"))
    days = [_dates(one, record) for one, record in pairs]
    for i, what in enumerate(
        ("event dated by the text: the annotated days", "event dated by the text: the days as cut")
    ):
        rule = "share of found events; days cut at publication" if i else "share of found events"
        rows.append(row(what, name, [one[i] for one in days], accuracy, "events", rule))
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
    for what, sector in (("right country", False), ("right country and sector", True)):
        right = [_countries(one, record, sector) for one, record in pairs]
        rows.append(row(f"mention found: {what}", name, right, accuracy, "mentions"))
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


def matched(article: MarkedArticle, record: Record, same_type: bool = True) -> Matched:
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
        lambda i, j: _same_words(article.spans[gold[i].id], record.events[j]),
    )
    return [(gold[i], record.events[j]) for i, j in pairs.items()]


def _same_words(spans: Sequence[tuple[int, int]], event: Event) -> bool:
    """Whether a report of the event has its trigger where the annotation has one."""
    return any(
        one.trigger.start < end and start < one.trigger.end
        for one in event.reports
        for start, end in spans
    )


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
    pairs = matched(article, record)
    with_countries = [
        (a, b)
        for a, b in pairs
        if gold_countries(article, a.actors) == _found_countries(record, b.actors)
        and gold_countries(article, a.recipients) == _found_countries(record, b.recipients)
    ]
    with_status = [(a, b) for a, b in with_countries if a.status == b.status]
    loose = matched(article, record, same_type=False)
    return (
        Counts(len(pairs), said, gold),
        Counts(len(with_countries), said, gold),
        Counts(len(with_status), said, gold),
        Counts(len(loose), said, gold),
    )


Matched = list[tuple[MarkedEvent, Event]]


def _dates(article: MarkedArticle, record: Record) -> tuple[Counts, Counts]:
    """Found events that the text dates: with exactly the annotated days, and with these as cut.

    An interval that reaches over the day of publication is cut there by the record: what happened
    "this week" happened before the article.
    """
    exact = cut = total = 0
    published = article.meta["date"]
    for gold, event in matched(article, record):
        time = article.times[gold.time] if gold.time else None
        if time is None or not time.start or not time.end:
            continue
        total += 1
        first, last = time.start, time.end
        said = (event.date.start, event.date.end) if event.date else None
        exact += said == (first, last)
        if gold.status == "planned":
            first = max(first, published)
        elif gold.status in ("happened", "ongoing"):
            last = min(last, published)
        cut += said in ((time.start, time.end), (first, max(first, last)))
    return Counts(exact, 0, total), Counts(cut, 0, total)


def _status(pairs: Matched, status: str) -> Counts:
    return Counts(
        sum(a.status == b.status == status for a, b in pairs),
        sum(b.status == status for _, b in pairs),
        sum(a.status == status for a, _ in pairs),
    )


def _historical(pairs: Matched) -> Counts:
    return Counts(
        sum(a.historical and b.historical for a, b in pairs),
        sum(b.historical for _, b in pairs),
        sum(a.historical for a, _ in pairs),
    )


def _modes(pairs: Matched) -> Counts:
    return Counts(
        sum(a.mode is not None and a.mode == b.mode for a, b in pairs),
        sum(b.mode is not None for _, b in pairs),
        sum(a.mode is not None for a, _ in pairs),
    )


def _contexts(pairs: Matched) -> Counts:
    return Counts(
        sum(len({*a.contexts} & {*b.contexts}) for a, b in pairs),
        sum(len(b.contexts) for _, b in pairs),
        sum(len(a.contexts) for a, _ in pairs),
    )


def _swapped(article: MarkedArticle, record: Record) -> Counts:
    swapped = total = 0
    for a, b in matched(article, record):
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


def _countries(article: MarkedArticle, record: Record, sector: bool) -> Counts:
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
                same = (found[span].sector or "-") == (*gold.sectors, "-")[0]
                right += found[span].country == gold.country and (same or not sector)
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


def _matched_statements(article: MarkedArticle, record: Record) -> dict[int, int]:
    """Annotated to found statements, by number."""
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
    return match(
        len(gold),
        len(found),
        lambda i, j: (
            _jaccard(gold[i][0], found[j][0]) >= 0.8 and _jaccard(gold[i][1], found[j][1]) >= 0.5
        ),
    )


def _statements(article: MarkedArticle, record: Record) -> Counts:
    pairs = _matched_statements(article, record)
    return Counts(len(pairs), len(record.statements), len(article.statements))


def _matched_forecasts(article: MarkedArticle, record: Record) -> dict[int, int]:
    """Annotated to found forecasts, by number."""
    gold = [_tokens(article, article.spans[key]) for key in article.forecasts]
    found = [_tokens(article, [(one.claim.start, one.claim.end)]) for one in record.forecasts]
    return match(len(gold), len(found), lambda i, j: _jaccard(gold[i], found[j]) >= 0.5)


def _forecasts(article: MarkedArticle, record: Record) -> tuple[Counts, Counts]:
    pairs = _matched_forecasts(article, record)
    gold = list(article.forecasts.values())
    overlap = sum(
        gold[i].low <= record.forecasts[j].probability.high
        and record.forecasts[j].probability.low <= gold[i].high
        for i, j in pairs.items()
    )
    return Counts(len(pairs), len(record.forecasts), len(gold)), Counts(overlap, 0, len(pairs))


def judged(
    articles: Sequence[MarkedArticle], records: Sequence[Record]
) -> dict[str, list[tuple[float, bool]]]:
    """The confidence of every found event, statement and forecast, and whether it is right."""
    events: list[tuple[float, bool]] = []
    statements: list[tuple[float, bool]] = []
    forecasts: list[tuple[float, bool]] = []
    for article, record in zip(articles, records, strict=True):
        good = {event.id for _, event in matched(article, record)}
        events += [(one.confidence, one.id in good) for one in record.events]
        said = set(_matched_statements(article, record).values())
        statements += [(one.confidence, i in said) for i, one in enumerate(record.statements)]
        told = set(_matched_forecasts(article, record).values())
        forecasts += [(one.confidence, i in told) for i, one in enumerate(record.forecasts)]
    return {"event": events, "statement": statements, "forecast": forecasts}


def main(arguments: list[str] | None = None) -> int:
    """Prints every row."""
    for one in run():
        print(one.line())
    return 0


if __name__ == "__main__":
    sys.exit(main())
