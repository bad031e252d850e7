"""Floors of accuracy that CI holds, together with the hash of the data they were measured on.

    python -m benchmarks.floors          # the scores beside their floors

A floor is never lowered silently: when the data changes, its hash must be written anew here and
the floors measured again, in the same commit.
"""

from __future__ import annotations

import sys
from hashlib import sha256

from training.markup import MarkedArticle

from benchmarks.common import Row
from benchmarks.corpus import frozen_part, scores

DATA_SHA256 = "1ed459adff7c227c435a1315eccd6d06fea4dfdd88a7703bfe3af901d4575bd7"
"""SHA-256 over the frozen part's own articles: ids, texts, spans and events."""
FLOORS = {
    "event: type + sentence": 0.66,
    "event: + countries of both sides": 0.24,
    "event: any type + sentence": 0.78,
    "event dated by the text: the annotated days": 0.82,
    "mention: span (articles left out)": 0.81,
    "statement: content and speaker's source": 0.63,
    "forecast: claim": 0.71,
}
"""Least score of each row of ``benchmarks.corpus`` on the frozen part's own text."""


def fingerprint(articles: list[MarkedArticle]) -> str:
    """SHA-256 of what the scores depend on."""
    digest = sha256()
    for one in sorted(articles, key=lambda article: article.id):
        for part in (one.id, one.meta["date"], one.text, repr(sorted(one.spans.items()))):
            digest.update(part.encode())
        for event in one.events.values():
            digest.update(repr((event.type, event.status, event.actors, event.recipients)).encode())
    return digest.hexdigest()


def own_part() -> list[MarkedArticle]:
    """The articles that the floors are measured on: those whose text is the project's own."""
    return frozen_part()["own text"]


def measured() -> list[tuple[Row, float]]:
    """Every row that has a floor, with it."""
    rows = {one.what: one for one in scores(own_part(), "frozen test part, own text")}
    return [(rows[what], floor) for what, floor in FLOORS.items()]


def main(arguments: list[str] | None = None) -> int:
    """Prints the fingerprint, and each score beside its floor; 1 when one falls below."""
    print(f"data {fingerprint(own_part())}")
    below = 0
    for row, floor in measured():
        below += row.score < floor
        print(f"{'below' if row.score < floor else 'holds'}  floor {floor:.2f}  {row.line()}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
