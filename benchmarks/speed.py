"""How fast the whole line is: articles read, coded and turned into records.

    python -m benchmarks.speed [FILE] [ARTICLES]

Data: the first 200 State Department releases (2021-05 to 2022-01, US Government work). One
process, two threads of the encoder; model and lexicon are loaded before the clock starts and
reported apart. Peak memory is that of the whole process.
"""

from __future__ import annotations

import resource
import sys
import time
from itertools import islice
from pathlib import Path

from benchmarks.common import DATA, Missing, need
from dragoman.article import read_articles
from dragoman.record import Article

RELEASES = "text/state_releases_2021-05_2022-01.jsonl.gz"
COUNT = 200


def main(arguments: list[str] | None = None) -> int:
    """Prints words and articles a second, load time and peak memory."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        path = Path(words[0]) if words else need(DATA / RELEASES, "state.gov press releases")
    except Missing as missing:
        print(f"skipped: {missing}")
        return 0
    count = int(words[1]) if len(words) > 1 else COUNT
    began = time.perf_counter()
    from dragoman.api import code_items
    from dragoman.coder import default_coder

    coder = default_coder()
    warm = coder.code_many([next(a for a in read_articles(path) if isinstance(a, Article))])
    next(warm)
    loaded = time.perf_counter() - began
    began = time.perf_counter()
    articles = (one for one in read_articles(path) if isinstance(one, Article))
    total = number = 0
    for record in code_items(islice(articles, count), coder):
        assert not isinstance(record, Exception)
        total += len(record.article.text.split())
        number += 1
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"whole line: {total / seconds:,.0f} words/s, {number / seconds:.1f} articles/s "
        f"({number} articles, {total:,} words of {path.name}); "
        f"loading {loaded:.2f} s; peak memory {peak:.0f} MiB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
