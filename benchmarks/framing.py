"""How often a loaded word is one, and whether the headline check tells its own body from another.

    python -m benchmarks.framing

*Loaded words* (``gold/framing_judged.tsv``): 145 documents drawn by chance (50 releases, 40
Wikinews articles, 25 opinion pieces of the training corpus, 30 articles of PolNeAR's training
part) that were not looked at while the lexicon was written. A person read every hit in its
sentence and wrote down whether the word has there the colour that its category says. The file
holds offsets and hashes, no text. A hit that is no longer made leaves the denominator, new ones
are counted as not judged. This is precision; how much a lexicon misses was not measured.

*Headlines*: the corpus's test part, its own articles with headline, which the model never saw.
Under its own headline, an event of the headline should be carried by the body; under the headline
of another story (the article halfway down the list) it should be found missing.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from training.markup import MarkedArticle, corpus_articles

import dragoman
from benchmarks.common import DATA, Counts, accuracy, row
from dragoman.record import Record

ROOT = Path(__file__).parents[1]
GOLD = Path(__file__).parent / "gold" / "framing_judged.tsv"
RELEASES = {
    "state": "state_releases_2021-05_2022-01",
    "white_house": "white_house_releases_2021-05_2022-07",
}


def judged() -> dict[str, dict[tuple[int, str], str]]:
    """For each document its hits, by offset and hash of the words, as judged."""
    found: dict[str, dict[tuple[int, str], str]] = {}
    for line in GOLD.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            document, _, start, words, category = line.split("\t")
            hits = found.setdefault(document, {})
            if start != "-":
                hits[int(start), words] = category
    return found


def documents(wanted: set[str]) -> Iterator[dict[str, Any]]:
    """The judged documents whose data is here, as rows that ``dragoman read`` takes."""
    for name, file in RELEASES.items():
        path = DATA / "text" / f"{file}.jsonl.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for number, line in enumerate(lines):
                    if f"{name}/{number}" in wanted:
                        one = json.loads(line)
                        yield _row(
                            f"{name}/{number}", one["text"], one["title"], one["published"][:10]
                        )
    path = DATA / "text/wikinews/wikinews_2019.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file_:
            for number, one in enumerate(csv.DictReader(file_)):
                if f"wikinews/{number}" in wanted:
                    yield _row(f"wikinews/{number}", one["text"], one["title"], one["date"])
    for article in corpus_articles(ROOT / "training/corpus/articles"):
        if f"own/{article.id}" in wanted:
            yield _own(article)
    for text in sorted((DATA / "statements/polnear/train/text").glob("*.txt")):
        if f"polnear/{text.stem}" in wanted:
            yield _row(f"polnear/{text.stem}", text.read_text("utf-8"), None, None)


def _row(id: str, text: str, title: str | None, date: str | None) -> dict[str, Any]:
    return {"id": id, "text": text, "title": title, "date": date}


def _own(article: MarkedArticle) -> dict[str, Any]:
    title = article.text.partition("\n")[0] if article.headline else None
    return _row(f"own/{article.id}", article.text, title, article.meta["date"])


def read(rows: list[dict[str, Any]]) -> list[Record]:
    """The records of rows, by the way that a user's JSON lines go."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
        return [one for one in dragoman.read_many(path) if isinstance(one, Record)]


def loaded_words() -> None:
    """Prints the precision of loaded words, all, by group and by category."""
    gold = judged()
    hits: dict[str, list[Counts]] = defaultdict(list)
    unknown = 0
    for record in read(list(documents(set(gold)))):
        verdicts = gold[record.article.id]
        tally: dict[str, Counts] = defaultdict(Counts)
        for one in dragoman.framing_of(record).loaded:
            verdict = verdicts.get((one.start, sha256(one.text.encode()).hexdigest()[:8]))
            if verdict is None:
                unknown += 1
                continue
            group = record.article.id.partition("/")[0]
            voice = "the author’s" if one.voice == "author" else "others’"
            for name in ("all", f"in {group}", one.category, voice):
                tally[name].gold += 1
                tally[name].right += verdict != "x"
        for name, counts in tally.items():
            hits[name].append(counts)
    for name, documents_ in sorted(hits.items(), key=lambda one: -len(one[1])):
        print(row(f"loaded word, {name}", "judged hits", documents_, accuracy, unit="hits").line())
    print(f"hits not judged: {unknown}")


def headlines() -> None:
    """Prints how often the body is found to carry its own headline, and another's."""
    articles = [
        one
        for one in corpus_articles(ROOT / "training/corpus/test")
        if one.headline and "\n" in one.text
    ]
    half = len(articles) // 2
    mine = [_own(one) for one in articles]
    others = []
    for number, one in enumerate(articles):
        title = articles[(number + half) % len(articles)].text.partition("\n")[0]
        text = title + "\n" + one.text.partition("\n")[2]
        others.append(_row(f"other/{one.id}", text, title, one.meta["date"]))
    for name, rows in (("own", mine), ("another story’s", others)):
        found: Counter[str] = Counter()
        for record in read(rows):
            found.update(one.finding for one in dragoman.framing_of(record).headline)
        said = ", ".join(f"{finding} {number}" for finding, number in found.most_common())
        print(f"events of the {name} headline: {found.total()} in {len(rows)} articles: {said}")


def main(arguments: list[str] | None = None) -> int:
    """Prints every score with its denominator."""
    if not (DATA / "text").is_dir():
        print(f"no {DATA}/text: only the own articles are counted (set DRAGOMAN_DATA)")
    loaded_words()
    headlines()
    return 0


if __name__ == "__main__":
    sys.exit(main())
