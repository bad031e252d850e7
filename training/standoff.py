"""Annotation of real text without the text: spans, tables, document ids and hashes.

Public-domain releases and Wikinews articles are annotated in the corpus markup outside the
repository and packed here to JSON lines that hold no word of them; with the data at hand
(``DRAGOMAN_DATA``) they are unpacked to the same articles again.

    python -m training.standoff list wikinews                     # what there is
    python -m training.standoff show wikinews 12 > article.txt    # lines to annotate
    python -m training.standoff pack FILE.dgm… > training/corpus/real/wikinews.jsonl

The text of a document is its title and its lines without blanks at their ends, joined by empty
lines; an annotation may cover its first lines only.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from benchmarks.common import DATA

from training.markup import MarkedArticle, MarkupError, read_article

REAL = Path(__file__).parent / "corpus" / "real"
OUTLETS = {
    "state": "U.S. Department of State",
    "whitehouse": "The White House",
    "wikinews": "Wikinews",
}
"""Who published the documents of each source."""
_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "’": "'", "‘": "'", "“": '"', "”": '"'})


@lru_cache(maxsize=4)
def documents(source: str) -> dict[str, tuple[str, str, list[str]]]:
    """(date, title, lines) of every document of a source, by id; title is the first line."""
    found: dict[str, tuple[str, str, list[str]]] = {}
    if source == "wikinews":
        csv.field_size_limit(10_000_000)
        with (DATA / "text/wikinews/wikinews_2019.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                found[row["url"]] = (row["date"], row["title"], _lines(row["title"], row["text"]))
        return found
    name = {
        "state": "state_releases_2021-05_2022-01.jsonl.gz",
        "whitehouse": "white_house_releases_2021-05_2022-07.jsonl.gz",
    }[source]
    with gzip.open(DATA / "text" / name, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            lines = _lines(row["title"], row["text"])
            found[row["guid"]] = (row["published"][:10], row["title"], lines)
    return found


def _lines(title: str, text: str) -> list[str]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    title = " ".join(title.split())
    return lines if lines[:1] == [title] else [title, *lines]


def text_of(source: str, document: str, lines: int) -> str:
    """The first ``lines`` lines of a document, joined by empty lines."""
    return "\n\n".join(documents(source)[document][2][:lines])


def pack(block: str) -> dict[str, object]:
    """One annotated article (header with ``source=NAME:NUMBER``) as standoff.

    Raises ``MarkupError`` when its text differs from the document by more than the shape of
    quotation marks and blanks.
    """
    article = read_article(block)
    source, _, number = article.meta.get("source", "").partition(":")
    known = documents(source)
    document = list(known)[int(number)]
    count = article.text.count("\n\n") + 1
    text = text_of(source, document, count)
    if article.text.translate(_PLAIN) != text.translate(_PLAIN):
        at = next(
            (
                i
                for i, (a, b) in enumerate(
                    zip(article.text.translate(_PLAIN), text.translate(_PLAIN), strict=False)
                )
                if a != b
            ),
            min(len(article.text), len(text)),
        )
        raise MarkupError(
            f"{article.id}: differs from {source}:{number} at {at}: "
            f"{article.text[max(0, at - 30) : at + 30]!r} against "
            f"{text[max(0, at - 30) : at + 30]!r}"
        )
    return {
        "id": article.id,
        "source": source,
        "document": document,
        "lines": count,
        "sha256": sha256(text.encode()).hexdigest(),
        "meta": {k: v for k, v in article.meta.items() if k != "source"},
        "spans": dict(sorted(article.spans.items())),
        "table": block.partition("\n---")[2].strip().split("\n"),
    }


def unpack(row: dict[str, object]) -> MarkedArticle:
    """The annotated article with its text; raises ``MarkupError`` when the text has changed."""
    source, document = str(row["source"]), str(row["document"])
    text = text_of(source, document, int(str(row["lines"])))
    if sha256(text.encode()).hexdigest() != row["sha256"]:
        raise MarkupError(f"{row['id']}: the text of {document} is not the one annotated")
    meta, spans, table = row["meta"], row["spans"], row["table"]
    assert isinstance(meta, dict) and isinstance(spans, dict) and isinstance(table, list)
    marks: list[tuple[int, int, int, str]] = []
    for tag, found in spans.items():
        for start, end in found:
            marks.append((start, 1, -end, f"<{tag}>"))
            marks.append((end, 0, -start, f"</{tag}>"))
    pieces: list[str] = []
    position = 0
    for at, _, _, mark in sorted(marks):
        pieces.append(text[position:at].replace("\n\n", "\n"))
        pieces.append(mark)
        position = at
    pieces.append(text[position:].replace("\n\n", "\n"))
    meta = {"outlet": OUTLETS[source], **meta}
    header = " | ".join([f"=== {row['id']}", *(f"{k}={v}" for k, v in meta.items())])
    return read_article(f"{header}\n# {''.join(pieces)}\n---\n" + "\n".join(map(str, table)))


def real_articles(folder: Path = REAL, pattern: str = "*.jsonl") -> list[MarkedArticle]:
    """All annotated real articles whose data is at hand; none where it is missing."""
    if not (DATA / "text").exists():
        return []
    rows = [
        json.loads(line)
        for path in sorted(folder.glob(pattern))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [unpack(row) for row in rows]


def _blocks(paths: list[str]) -> Iterator[str]:
    for path in paths:
        for block in re.split(r"(?m)^(?====\s)", Path(path).read_text(encoding="utf-8")):
            if block.startswith("==="):
                yield block


def main(words: list[str]) -> int:
    """Command line of the module."""
    match words:
        case ["list", source]:
            for number, (date, title, lines) in enumerate(documents(source).values()):
                print(number, date, len(" ".join(lines).split()), "words", title)
        case ["show", source, number]:
            date, _, lines = list(documents(source).values())[int(number)]
            print(f"=== real-{source}-{number} | date={date} | source={source}:{number}")
            print("# " + "\n".join(lines))
        case ["pack", *paths]:
            faults = 0
            for block in _blocks(paths):
                try:
                    print(json.dumps(pack(block), ensure_ascii=False))
                except MarkupError as error:
                    faults += 1
                    print(error, file=sys.stderr)
            return 1 if faults else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
