"""What linking costs: a synthetic world of states, papers and events, at growing size.

Every event is told by a number of papers drawn from a heavy-tailed distribution, each in an article
of its own sentences with a few other events; the world lasts longer the more there is to tell, as
an archive that grows does. Each size runs in a process of its own, so that memory is its own.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise
from math import log
from pathlib import Path

import duckdb

from dragoman.archive import open_archive
from dragoman.linking import link

SIZES = (10_000, 100_000, 1_000_000)
REPORTS = 7
"""Reports of an article."""
TYPES = (
    ("CONSULT", "visit", "visited"),
    ("CONSULT", "meet", "met"),
    ("ASSAULT", "aerial", "bombed"),
    ("ACCUSE", "disapprove", "condemned"),
    ("AGREE", None, "agreed"),
    ("SANCTION", None, "sanctioned"),
    ("MOBILIZE", "troops", "massed"),
    ("PROTEST", "demo", "marched"),
)
STATES = [f"{a}{b}{c}" for a in "ABCDEF" for b in "KLMNOP" for c in "RSTUV"]
SYLLABLES = "ba do fi gu ke lo mi nu pa re si tu va wo xi za cha dru sto pli".split()


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(3))


def _articles(reports: int, rng: random.Random) -> Iterator[tuple[date, list[tuple[int, str]]]]:
    """Articles as days with (event number, sentence): events are told in a burst of a few days."""
    days = max(30, reports // 300)
    vocabulary = [_word(rng) for _ in range(6000)]
    made = number = 0
    start = date(1990, 1, 1)
    waiting: list[tuple[int, int, str]] = []
    while made < reports:
        day = rng.randrange(days)
        own = " ".join(rng.choice(vocabulary) for _ in range(8))
        told = min(60, int(rng.paretovariate(1.2)))
        for _ in range(told):
            own_words = " ".join(rng.choice(vocabulary) for _ in range(6))
            waiting.append((day + min(9, int(rng.expovariate(0.7))), number, f"{own} {own_words}"))
        made += told
        number += 1
    waiting.sort()
    for first in range(0, len(waiting), REPORTS):
        group = waiting[first : first + REPORTS]
        yield start + timedelta(days=group[0][0]), [(event, words) for _, event, words in group]


def fill(path: Path, reports: int) -> int:
    """Writes a synthetic archive; returns its number of reports."""
    rng = random.Random(5)
    articles, events = path.with_suffix(".articles"), path.with_suffix(".events")
    made = 0
    with articles.open("w") as heads, events.open("w") as lines:
        for article, (day, told) in enumerate(_articles(reports, rng), 1):
            text = " ".join(sentence for _, sentence in told)
            digest = sha256(text.encode()).hexdigest()
            head = {
                "article": article, "run": 1, "id": f"n{article}", "outlet": f"P{article % 97}",
                "published": str(day), "published_from": "given", "kind": "report",
                "words": len(text.split()), "sha256": digest,
                "record": json.dumps({"article": {"text": text}}),
            }  # fmt: skip
            heads.write(json.dumps(head) + "\n")
            for order, (event, sentence) in enumerate(told, 1):
                draw = random.Random(event)
                kind, mode, trigger = draw.choice(TYPES)
                one, other = draw.sample(STATES, 2)
                happened = day - timedelta(days=1)
                row = {
                    "article": article, "event": f"e{order}", "type": kind, "mode": mode,
                    "plover_type": kind, "quad": "verbal cooperation", "score": 0.0,
                    "status": "happened", "historical": False, "contexts": [],
                    "actors": [one], "actor_countries": [one], "actor_sectors": ["GOV"],
                    "recipients": [other], "recipient_countries": [other],
                    "recipient_sectors": ["GOV"], "actor_ids": ["a1"], "recipient_ids": ["a2"],
                    "start": str(happened), "end": str(happened), "granularity": "day",
                    "basis": "publication", "sentence": sentence, "trigger_start": order,
                    "trigger_end": order + 1, "trigger": trigger, "evidence": sentence,
                    "confidence": 0.9,
                }  # fmt: skip
                lines.write(json.dumps(row) + "\n")
                made += 1
    with open_archive(path, create=True) as archive:
        for table, file in (("articles", articles), ("events", events)):
            _load(archive.connection, table, file)
    return made


def _load(connection: duckdb.DuckDBPyConnection, table: str, file: Path) -> None:
    known = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?", [table]
    ).fetchall()
    with file.open() as lines:
        given = json.loads(next(lines))
    columns = {name: "VARCHAR" if kind == "JSON" else kind for name, kind in known if name in given}
    listed = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    connection.execute(
        f"INSERT INTO {table} BY NAME "
        f"SELECT * FROM read_json(?, columns = {{{listed}}}, format = 'newline_delimited')",
        [str(file)],
    )


def measure(reports: int) -> None:
    """One size, in this process: prints seconds, memory and what was found."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "synthetic.duckdb"
        made = fill(path, reports)
        start = time.perf_counter()
        with open_archive(path) as archive:
            archive.connection.execute("SET memory_limit = '2GB'")
            found = link(archive)
        seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([made, seconds, memory, found.events]))


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """All sizes, each in its own process, and the slope between them."""
    done: list[tuple[int, float]] = []
    for size in sizes:
        ran = subprocess.run(
            [
                sys.executable,
                "-c",
                f"from benchmarks.linking_scale import measure; measure({size})",
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        made, seconds, memory, events = json.loads(ran.stdout.splitlines()[-1])
        print(
            f"{made:>9,} reports  {events:>8,} events  {seconds:>8.1f} s  {memory:>7,.0f} MB  "
            f"{seconds / (made * log(made)) * 1e6:.2f} µs per n ln n",
            flush=True,
        )
        done.append((made, seconds))
    for (few, quick), (many, slow) in pairwise(done):
        slope = log(slow / quick) / log(many / few)
        limit = log(many * log(many) / (few * log(few))) / log(many / few)
        print(f"{few:,} to {many:,}: time grows as n^{slope:.2f}; n log n would be n^{limit:.2f}")
