"""Near-duplicates: copies, cut copies and updates made of real releases, hidden among the rest.

Precision counts every pair that is found and was not made, unless both texts are the same page
published twice (nine tenths of their runs of words in common, published within three days): the
2,904 releases are full of form letters, which is what makes them a hard test.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.common import DATA, Row
from dragoman.linking import Copy, Text, find_copies
from dragoman.linking.copies import COPY_KINDS, shingles

SETS = ("state_releases_2021-05_2022-01", "white_house_releases_2021-05_2022-07")
SOURCES = 400
"""Releases that something is made of, one of each kind in turn."""
TWICE = 0.9


def _releases() -> Iterator[Text]:
    for name in SETS:
        with gzip.open(DATA / "text" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                row = json.loads(line)
                day = date.fromisoformat(row["published"][:10])
                yield Text(f"{name} {number}", f"{row['title']}\n{row['text']}", day, name)


def _sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?])\s+", text) if one]


def _changed(text: str, share: float, rng: random.Random, words: list[str]) -> str:
    """The text with a share of its words replaced by small words of other releases."""
    return " ".join(
        rng.choice(words) if word.islower() and rng.random() < share else word
        for word in text.split()
    )


def _made(kind: str, source: Text, other: Text, rng: random.Random, words: list[str]) -> str:
    sentences = _sentences(source.text)
    if kind == "copy":
        return f"{_changed(source.text, 0.01, rng, words)} (Reporting by our own staff)"
    if kind == "edited":
        kept = max(3, int(len(sentences) * rng.uniform(0.5, 0.85)))
        return _changed(" ".join(sentences[:kept]), 0.04, rng, words)
    fresh = _sentences(other.text)
    # Not so much of the other release that the text would be an update of that one.
    size = min(int(len(sentences) * rng.uniform(0.5, 0.9)) + 1, len(fresh) // 3)
    return " ".join([sentences[0], *fresh[:size], *sentences[1:]])


def rows() -> list[Row]:
    """Precision, recall and kinds."""
    if not all((DATA / "text" / f"{name}.jsonl.gz").exists() for name in SETS):
        print(f"near-duplicates: skipped, no {DATA / 'text'}; docs/data.md names the sources")
        return []
    rng = random.Random(11)
    texts = list(_releases())
    words = sorted({word for one in texts[:200] for word in one.text.split() if word.islower()})
    long = [one for one in texts if 120 <= len(one.text.split()) <= 1500]
    others = [one for one in texts if len(one.text.split()) > 1500]
    sources = rng.sample(long, SOURCES)
    made: dict[str, tuple[str, str]] = {}
    for number, source in enumerate(sources):
        kind = COPY_KINDS[number % len(COPY_KINDS)]
        text = _made(kind, source, rng.choice(others), rng, words)
        assert source.published is not None
        later = source.published + timedelta(days=rng.randrange(1, 4))
        outlet = source.outlet if kind == "update" and number % 2 else f"Paper {number % 7}"
        made[f"made {number}"] = (source.key, kind)
        texts.append(Text(f"made {number}", text, later, outlet))
    return _rows(find_copies(texts), made, {one.key: one for one in texts})


def _rows(found: list[Copy], made: dict[str, tuple[str, str]], texts: dict[str, Text]) -> list[Row]:
    group = {copy.key: copy.origin for copy in found}
    right = kinds = natural = 0
    for copy in found:
        if copy.key in made:
            source, kind = made[copy.key]
            good = copy.origin in (source, group.get(source))
            right += good
            kinds += good and copy.kind == kind
        elif _twice(texts[copy.key], texts[copy.origin]):
            natural += 1
            right += 1
    total = len(found)
    caught = Counter(
        kind
        for key, (source, kind) in made.items()
        if key in group and group[key] in (source, group.get(source))
    )
    data = f"{len(texts)} texts, {len(made)} made"
    said = f"{natural} are pages published twice"
    rows = [Row("near-duplicates: precision", data, right / total, total, "found", rule=said)]
    for kind in COPY_KINDS:
        gold = Counter(one for _, one in made.values())[kind]
        rows.append(
            Row(f"near-duplicates: recall, {kind}", data, caught[kind] / gold, gold, "made")
        )
    hits = sum(caught.values())
    rows.append(Row("near-duplicates: kind, of those found", data, kinds / hits, hits, "found"))
    return rows


def _twice(one: Text, other: Text) -> bool:
    first, second = set(shingles(one.text).tolist()), set(shingles(other.text).tolist())
    assert one.published is not None and other.published is not None
    near = abs((one.published - other.published).days) <= 3
    return near and len(first & second) >= TWICE * len(first | second)
