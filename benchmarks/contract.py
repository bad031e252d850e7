"""The record's contract on real text: spans slice to their text, every record fits the schema.

    python -m benchmarks.contract [ARTICLES]

Data: the first 500 State Department releases. Counts the faults; there must be none.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

import jsonschema

from benchmarks.common import DATA, Missing, need
from benchmarks.speed import RELEASES
from dragoman.article import read_articles
from dragoman.coder import default_coder
from dragoman.record import Article
from dragoman.schema import schema

COUNT = 500


def spans(value: Any) -> Iterator[tuple[int, int, str]]:
    """Every (start, end, text) in a record's plain form."""
    if isinstance(value, dict):
        start, end, text = (value.get(name) for name in ("start", "end", "text"))
        if isinstance(start, int) and isinstance(end, int) and isinstance(text, str):
            yield start, end, text
        for one in value.values():
            yield from spans(one)
    elif isinstance(value, list):
        for one in value:
            yield from spans(one)


def main(arguments: list[str] | None = None) -> int:
    """Prints records, spans and faults; 1 when there is any fault."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        path = need(DATA / RELEASES, "state.gov press releases")
    except Missing as missing:
        print(f"skipped: {missing}")
        return 0
    validator = jsonschema.Draft202012Validator(schema())
    articles = (one for one in read_articles(path) if isinstance(one, Article))
    records = checked = wrong = invalid = 0
    for record in default_coder().code_many(islice(articles, int(words[0]) if words else COUNT)):
        plain = record.to_dict()
        records += 1
        invalid += not validator.is_valid(plain)
        for start, end, text in spans(plain):
            checked += 1
            wrong += record.article.text[start:end] != text
    print(
        f"{records} records: {invalid} against the schema; "
        f"{checked} spans: {wrong} not slicing to their text"
    )
    return 1 if wrong or invalid else 0


if __name__ == "__main__":
    sys.exit(main())
