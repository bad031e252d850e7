"""How far two independent annotators agree, layer by layer, and where they do not.

    python -m training.agreement FIRST SECOND              # the numbers
    python -m training.agreement FIRST SECOND --list       # every disagreement, to be settled

Both are folders of ``.dgm`` files or packed ``.jsonl`` files over the same texts. Spans and events
are compared one to one (F1: neither annotator is the truth); labels of what both found by
Krippendorff's alpha for nominal data (Krippendorff 2011), which is 1 for full agreement and 0 for
what chance would give.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.common import Counts, f1, match
from benchmarks.corpus import gold_countries, sentences_of

from training.markup import MarkedArticle, MarkedEvent, corpus_articles
from training.standoff import real_articles

Pair = tuple[MarkedArticle, MarkedArticle]
Label = tuple[str, str]
Span = tuple[int, int]


def read_pass(path: Path) -> dict[str, MarkedArticle]:
    """The articles of one annotator by id: a folder of ``.dgm`` files, or a packed file."""
    if path.is_dir():
        return {one.id: one for one in corpus_articles(path)}
    return {one.id: one for one in real_articles(path.parent, path.name)}


def alpha(pairs: Sequence[Label]) -> float:
    """Krippendorff's alpha of two coders over nominal labels without missing values."""
    values: Counter[str] = Counter()
    apart = 0
    for one, other in pairs:
        values[one] += 1
        values[other] += 1
        apart += one != other
    total = 2 * len(pairs)
    expected = total * total - sum(count * count for count in values.values())
    if not expected:
        return 1.0
    return 1.0 - (total - 1) * 2 * apart / expected


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def jaccard(ones: Sequence[Span], others: Sequence[Span]) -> float:
    """Shared characters over all characters of two sets of spans."""
    a = {i for start, end in ones for i in range(start, end)}
    b = {i for start, end in others for i in range(start, end)}
    return len(a & b) / len(a | b) if a | b else 1.0


def _spans(article: MarkedArticle, letter: str) -> set[Span]:
    return {span for tag, spans in article.spans.items() if tag[0] == letter for span in spans}


def matched_events(
    one: MarkedArticle, other: MarkedArticle, same_type: bool
) -> list[tuple[MarkedEvent, MarkedEvent]]:
    """Events of both, one to one, that stand in a sentence in common."""
    a, b = list(one.events.values()), list(other.events.values())
    places = [
        [sentences_of(article, (s for s, _ in article.spans[event.id])) for event in events]
        for article, events in ((one, a), (other, b))
    ]
    triggers = [
        [article.spans[event.id] for event in events] for article, events in ((one, a), (other, b))
    ]

    def closest(i: int, j: int) -> bool:
        return any(overlap(x, y) for x in triggers[0][i] for y in triggers[1][j])

    def near(i: int, j: int) -> bool:
        return bool(places[0][i] & places[1][j]) and (not same_type or a[i].type == b[j].type)

    exact = match(len(a), len(b), lambda i, j: near(i, j) and closest(i, j))
    rest = match(
        len(a),
        len(b),
        lambda i, j: i not in exact and j not in exact.values() and near(i, j),
    )
    return [(a[i], b[j]) for i, j in sorted((exact | rest).items())]


def _event_counts(pair: Pair, fits: Callable[[MarkedEvent, MarkedEvent], bool]) -> Counts:
    found = matched_events(*pair, same_type=True)
    return Counts(sum(fits(a, b) for a, b in found), len(pair[0].events), len(pair[1].events))


def _countries_agree(pair: Pair, a: MarkedEvent, b: MarkedEvent) -> bool:
    one, other = pair
    return gold_countries(one, a.actors) == gold_countries(other, b.actors) and gold_countries(
        one, a.recipients
    ) == gold_countries(other, b.recipients)


def _statement_counts(pair: Pair) -> Counts:
    one, other = pair
    a, b = list(one.statements), list(other.statements)

    def fits(i: int, j: int) -> bool:
        first, second = a[i], b[j]
        sources = [
            article.spans.get("q" + key[1:], []) for article, key in ((one, first), (other, second))
        ]
        contents = jaccard(one.spans.get(first, []), other.spans.get(second, []))
        return contents >= 0.8 and jaccard(*sources) >= 0.5

    return Counts(len(match(len(a), len(b), fits)), len(a), len(b))


def _forecast_counts(pair: Pair) -> Counts:
    one, other = pair
    a, b = list(one.forecasts), list(other.forecasts)
    found = match(len(a), len(b), lambda i, j: jaccard(one.spans[a[i]], other.spans[b[j]]) >= 0.5)
    return Counts(len(found), len(a), len(b))


def _mention_labels(pair: Pair) -> Iterator[dict[str, Label]]:
    """Kind, country and first sector of the mentions that both marked alike."""
    actors = []
    for article in pair:
        actors.append(
            {
                span: article.actors[tag]
                for tag, spans in article.spans.items()
                if tag[0] == "a" and "+" not in tag
                for span in spans
            }
        )
    for span in actors[0].keys() & actors[1].keys():
        a, b = actors[0][span], actors[1][span]
        yield {
            "kind": (a.kind, b.kind),
            "country": (a.country or "-", b.country or "-"),
            "sector": ((*a.sectors, "-")[0], (*b.sectors, "-")[0]),
        }


def report(pairs: Sequence[Pair]) -> Iterator[str]:
    """A line a layer."""

    def line(what: str, counts: Sequence[Counts]) -> str:
        return f"{what:<44} F1    {f1(counts):.3f}  ({sum(c.gold for c in counts):.0f})"

    for what, letter in (("mention span", "a"), ("time span", "t"), ("place span", "l")):
        sets = [(_spans(a, letter), _spans(b, letter)) for a, b in pairs]
        yield line(what, [Counts(len(a & b), len(a), len(b)) for a, b in sets])
    loose = [
        Counts(len(matched_events(a, b, same_type=False)), len(a.events), len(b.events))
        for a, b in pairs
    ]
    yield line("event: any type + sentence", loose)
    yield line("event: type + sentence", [_event_counts(p, lambda a, b: True) for p in pairs])
    countries = [_event_counts(p, lambda a, b, p=p: _countries_agree(p, a, b)) for p in pairs]  # type: ignore[misc]
    yield line("event: + countries of both sides", countries)
    yield line(
        "event: + status",
        [
            _event_counts(
                p,
                lambda a, b, p=p: a.status == b.status and _countries_agree(p, a, b),  # type: ignore[misc]
            )
            for p in pairs
        ],
    )
    yield line("statement: content and source", [_statement_counts(p) for p in pairs])
    yield line("forecast: claim", [_forecast_counts(p) for p in pairs])
    labels: dict[str, list[Label]] = {}
    for pair in pairs:
        for found in _mention_labels(pair):
            for name, label in found.items():
                labels.setdefault(f"mention: {name}", []).append(label)
        for a, b in matched_events(*pair, same_type=False):
            labels.setdefault("event: type", []).append((a.type, b.type))
        for a, b in matched_events(*pair, same_type=True):
            labels.setdefault("event: mode", []).append((a.mode or "-", b.mode or "-"))
            labels.setdefault("event: status", []).append((a.status, b.status))
            historical = (str(a.historical), str(b.historical))
            labels.setdefault("event: historical", []).append(historical)
    for name, found_labels in labels.items():
        yield f"{name:<44} alpha {alpha(found_labels):.3f}  ({len(found_labels)})"


def disagreements(pair: Pair) -> Iterator[str]:
    """What one annotator has and the other has not, article by article, in words."""
    one, other = pair
    for letter, what in (("a", "mention"), ("t", "time"), ("l", "place")):
        marked = _spans(one, letter)
        for span in sorted(marked ^ _spans(other, letter)):
            yield f"{what} only in {1 if span in marked else 2}: {_shown(one, span)}"
    found = matched_events(one, other, same_type=False)
    for number, article, mine in (
        (1, one, {a.id for a, _ in found}),
        (2, other, {b.id for _, b in found}),
    ):
        for event in article.events.values():
            if event.id not in mine:
                yield f"event only in {number}: {_told(article, event)}"
    for a, b in found:
        same = (a.type, a.mode, a.status, a.historical) == (b.type, b.mode, b.status, b.historical)
        if not same or not _countries_agree(pair, a, b):
            yield f"event differs: 1: {_told(one, a)} || 2: {_told(other, b)}"
    for kind in ("q", "c", "s", "f", "w", "n"):
        spans = _spans(one, kind) ^ _spans(other, kind)
        for span in sorted(spans):
            yield f"{kind} only in {1 if span in _spans(one, kind) else 2}: {_shown(one, span)}"


def _shown(article: MarkedArticle, span: Span) -> str:
    start, end = span
    text = article.text
    return f"…{text[max(0, start - 25) : start]}[{text[start:end]}]{text[end : end + 15]}…".replace(
        "\n", " "
    )


def _told(article: MarkedArticle, event: MarkedEvent) -> str:
    def names(ids: Sequence[str]) -> str:
        return ",".join(f"{article.actors[i].name}({article.actors[i].country})" for i in ids)

    words = "/".join(article.text[start:end] for start, end in article.spans[event.id])
    past = "+historical" if event.historical else ""
    return (
        f"{event.id} {event.type}/{event.mode or '-'} {event.status}{past} "
        f"{names(event.actors)} > {names(event.recipients)} [{words}]"
    )


def main() -> None:
    """Command line of the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--list", action="store_true", help="print every disagreement")
    options = parser.parse_args()
    first, second = read_pass(options.first), read_pass(options.second)
    pairs = [(first[key], second[key]) for key in first if key in second]
    for one, other in pairs:
        if one.text != other.text:
            raise SystemExit(f"{one.id}: the two texts differ")
    if options.list:
        for pair in pairs:
            print(f"=== {pair[0].id}")
            for row in disagreements(pair):
                print("  " + row)
        return
    print(f"{len(pairs)} articles annotated twice")
    for row in report(pairs):
        print(row)


if __name__ == "__main__":
    main()
