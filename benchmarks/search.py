"""Full-text search over a large archive: how long a person waits.

    python -m benchmarks search            # 100,000 articles
    python -m benchmarks search 10000

The archive is made of public releases, read by the model once and then varied: each copy has its
paragraphs in another order, a day and an outlet of its own. Waiting is measured for questions of
rare and of common words, alone and with facets, each asked several times.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from benchmarks.common import DATA, need
from benchmarks.speed import RELEASES
from dragoman.archive import Archive, Sought, open_archive, search
from dragoman.article import read_articles
from dragoman.coder import default_coder
from dragoman.record import Article, Record

READ = 300
"""Releases that the model reads."""
BATCH = 1000
QUESTIONS: tuple[tuple[str, Sought], ...] = (
    ("minister", Sought()),
    ("the president said", Sought()),
    ("Nagorno-Karabakh ceasefire", Sought()),
    ('"human rights" -election', Sought()),
    ("sanction* OR tariff*", Sought(country="RUS")),
    ("visit", Sought(type="CONSULT", status="planned")),
    ("condemn", Sought(actor="china", since="2020-06-01", until="2021-06-01")),
    ("", Sought(type="ASSAULT", outlet="Outlet 7")),
    ("meeting", Sought(country="DEU", status="happened")),
    ("zzz nothing says this", Sought()),
)
TIMES = 5


def varied(records: Sequence[Record], wanted: int) -> Iterator[Record]:
    """So many records made of the given ones."""
    rng = random.Random(7)
    for number in range(wanted):
        made = records[number % len(records)]
        paragraphs = made.article.text.split("\n")
        rng.shuffle(paragraphs)
        text = "\n".join(paragraphs)
        article = replace(
            made.article,
            id=f"copy-{number}",
            text=text,
            sha256=sha256(f"{number} {text}".encode()).hexdigest(),
            published=str(date(2018, 1, 1) + timedelta(days=rng.randrange(2500))),
            outlet=f"Outlet {rng.randrange(40)}",
        )
        yield replace(made, article=article, mentions=(), statements=(), forecasts=(), times=())


def waits(archive: Archive) -> dict[str, tuple[float, int]]:
    """Median seconds of each question, and how many articles it finds."""
    found = {}
    for words, wanted in QUESTIONS:
        taken = []
        for _ in range(TIMES):
            began = time.perf_counter()
            hits = search(archive, words, wanted)
            taken.append(time.perf_counter() - began)
        facets = {name: value for name, value in vars(wanted).items() if value and name != "limit"}
        found[f"{words} {facets or ''}".strip()] = (statistics.median(taken), hits.total)
    return found


def main(arguments: list[str]) -> int:
    """Prints what a search costs."""
    sizes = [int(one) for one in arguments if one.isdecimal()]
    wanted = sizes[0] if sizes else 100_000
    source = need(DATA / RELEASES, "state.gov press releases")
    articles = (one for one in read_articles(source) if isinstance(one, Article))
    records = list(default_coder().code_many(islice(articles, READ)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.duckdb"
        with open_archive(path, create=True) as archive:
            run = archive.begin_run(records[0].dragoman, {}, [])
            batch: list[Record] = []
            for one in varied(records, wanted):
                batch.append(one)
                if len(batch) == BATCH:
                    archive.add(run, batch)
                    batch = []
            archive.add(run, batch)
            began = time.perf_counter()
            search(archive, "minister")
            made = time.perf_counter() - began
            size = path.with_name(path.name + ".search").stat().st_size / 2**20
            print(f"{wanted:,} articles: index made in {made:.1f} s, {size:.0f} MiB")
            for question, (seconds, total) in waits(archive).items():
                print(f"{seconds * 1000:7.0f} ms  {total:>7,} found  {question}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
