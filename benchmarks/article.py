"""How well inputs become articles: lines kept, dates found, kinds told, words a second.

    python -m benchmarks.article

Data: the pasted pages in tests/data/pages (own text, every line labelled); the texts that
``training.article_kind`` holds out; Wikinews 2019 and US government releases under DRAGOMAN_DATA
(default ../shared/data; a part whose data is missing is skipped and says so).
"""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.article_kind import DATA, KINDS, ROOT, is_held_out, samples

from dragoman.article import article_from_text, read_articles
from dragoman.article.kind import kind_of
from dragoman.record import Article

PAGES = ROOT / "tests" / "data" / "pages"


@dataclass(frozen=True, slots=True)
class Page:
    """A pasted page: what was pasted, and each line's label."""

    name: str
    text: str
    labels: tuple[tuple[str, str], ...]


def pages(prefix: str) -> Iterator[Page]:
    """The labelled pages whose name begins with ``prefix``."""
    for path in sorted(PAGES.glob(f"{prefix}*.txt")):
        labels = tuple((line[0], line[2:]) for line in path.read_text("utf-8").splitlines())
        yield Page(path.stem, "\n".join(line for _, line in labels), labels)


def lines_left_out(page: Page) -> Counter[str]:
    """Counts of a page's lines with text: ``furniture`` and ``left`` (out), and ``both``.

    Readers' comments count as furniture: their lines must not be in the article either.
    """
    kept = Counter(article_from_text(page.text).text.split("\n"))
    counts: Counter[str] = Counter()
    for label, line in page.labels:
        if not line.strip():
            continue
        left = kept[line] == 0
        kept[line] -= not left
        counts["furniture"] += label != "+"
        counts["left"] += left
        counts["both"] += left and label != "+"
        counts["lines"] += 1
    return counts


def measure_lines() -> dict[str, tuple[float, float]]:
    """Precision and recall of the lines left out, on the pages seen and on those held out."""
    found = {}
    for prefix in ("dev", "held"):
        total: Counter[str] = Counter()
        for page in pages(prefix):
            total += lines_left_out(page)
        precision, recall = total["both"] / total["left"], total["both"] / total["furniture"]
        found[prefix] = (precision, recall)
        print(
            f"lines left out ({prefix} pages): precision {precision:.3f} "
            f"({total['both']}/{total['left']}), recall {recall:.3f} "
            f"({total['both']}/{total['furniture']} of {total['lines']} lines)"
        )
    return found


def measure_dates() -> float | None:
    """Share of Wikinews articles whose date is found in their own text and right.

    PolNeAR's texts name many days and none as the day of publication: nothing is to be found.
    """
    path = DATA / "text" / "wikinews" / "wikinews_2019.csv"
    if not path.exists():
        print(f"dates: skipped, no {path}")
        return None
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = [(row["date"], article_from_text(row["text"]).published) for row in rows]
    undated = [
        article_from_text(path.read_text("utf-8")).published
        for path in sorted((DATA / "statements" / "polnear").glob("*/text/*.txt"))
    ]
    invented = sum(day is not None for day in undated)
    print(f"dates in texts without one (PolNeAR): found {invented}/{len(undated)}")
    dated = sum(day is not None for _, day in found)
    right = sum(day == truth for truth, day in found)
    print(f"dates in the text (Wikinews): found {dated}/{len(rows)}, right {right}/{dated}")
    return right / len(rows)


def measure_kinds() -> dict[str, float]:
    """Accuracy of the kind on held-out texts, with title and address, and by the text alone."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for sample in samples():
        if is_held_out(sample):
            whole = kind_of(sample.text, title=sample.title, url=sample.url)
            counts[sample.source, "all", sample.kind, whole] += 1
            counts[sample.source, "text alone", sample.kind, kind_of(sample.text)] += 1
    scores = {}
    for source, given in sorted({(source, given) for source, given, _, _ in counts}):
        table = {(t, k): n for (s, g, t, k), n in counts.items() if (s, g) == (source, given)}
        right = sum(n for (truth, kind), n in table.items() if truth == kind)
        recall = ", ".join(
            f"{truth} {table.get((truth, truth), 0)}/{total}"
            for truth in KINDS
            if (total := sum(n for (t, _), n in table.items() if t == truth))
        )
        scores[f"{source}, {given}"] = right / sum(table.values())
        print(f"kind ({source}, {given}): {right}/{sum(table.values())} right: {recall}")
    return scores


def measure_speed() -> float | None:
    """Words a second from packed JSON lines to articles, on one core."""
    path = DATA / "text" / "state_releases_2021-05_2022-01.jsonl.gz"
    if not path.exists():
        print(f"speed: skipped, no {path}")
        return None
    begin = time.perf_counter()
    words = sum(len(a.text.split()) for a in _articles(path))
    speed = words / (time.perf_counter() - begin)
    print(f"speed: {words} words of JSON lines at {speed:,.0f} words a second")
    return speed


def _articles(path: Path) -> Iterator[Article]:
    return (found for found in read_articles(path) if isinstance(found, Article))


def main(arguments: list[str] | None = None) -> None:
    """Prints every measure with its denominators."""
    measure_lines()
    measure_dates()
    measure_kinds()
    measure_speed()


if __name__ == "__main__":
    main()
