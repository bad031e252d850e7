"""Which reports of a story are one event, as people annotated it (``corpus/stories/*.txt``).

A line is ``same ART:e1 ART2:e3 …`` (reports of one event), ``copy A B``, ``edited A B`` or
``update A B`` (article B is made from article A); ``#`` begins a comment. ``across.txt`` joins
chains of different stories. A story whose id hashes to an odd number is for tests: nothing is
fitted on it and nobody looks at what is got wrong there.

    python -m training.stories        # check, and count
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dragoman.record import Record
from training.markup import read_file
from training.records import to_record

CORPUS = Path(__file__).parent / "corpus"
STORIES = CORPUS / "stories"
COPIES = ("copy", "edited", "update")


class StoryError(ValueError):
    """A line of a story file is wrong; the message names file and line."""


@dataclass(frozen=True)
class Story:
    """One annotated story.

    Attributes:
        id: as in the headers of its articles.
        records: its articles as annotated, in order.
        chains: events with several reports, each a list of ``ARTICLE:eN``.
        copies: (earlier article, later article, kind).
    """

    id: str
    records: tuple[Record, ...]
    chains: tuple[tuple[str, ...], ...]
    copies: tuple[tuple[str, str, str], ...]


def is_test(story: str) -> bool:
    """Whether a story is kept for tests."""
    return int(sha256(story.encode()).hexdigest(), 16) % 2 == 1


def read_stories(test: bool, folder: Path | None = None) -> list[Story]:
    """The annotated stories for tests, or the others, of a folder; raises ``StoryError``."""
    told = _told()
    stories = []
    for path in sorted((folder or STORIES).glob("*.txt")):
        if path.stem in told and is_test(path.stem) == test:
            stories.append(_read(path, told[path.stem]))
    return stories


def read_others() -> dict[str, list[Record]]:
    """Articles of the corpus outside the annotated stories and those for tests, by story.

    Which of their reports are one event is not said, but none is one that an annotated story
    tells. An article without story is one of its own.
    """
    annotated = {path.stem for path in STORIES.glob("*.txt")}
    return {
        story: records
        for story, records in _told().items()
        if story not in annotated and not is_test(story)
    }


def _told() -> dict[str, list[Record]]:
    told: dict[str, list[Record]] = {}
    for path in sorted((CORPUS / "articles").glob("*.dgm")):
        for article in read_file(path):
            story = article.meta.get("story", article.id)
            told.setdefault(story, []).append(to_record(article))
    return told


def _read(path: Path, records: list[Record]) -> Story:
    known = {one.article.id: {event.id for event in one.events} for one in records}
    chains, copies = [], []
    seen: set[str] = set()
    for number, kind, rest in _lines(path):
        if kind == "same":
            for key in rest:
                article, _, event = key.partition(":")
                if event not in known.get(article, ()):
                    raise StoryError(f"{path.name}, line {number}: no event {key}")
                if key in seen:
                    raise StoryError(f"{path.name}, line {number}: {key} is named twice")
                seen.add(key)
            if len(rest) < 2:
                raise StoryError(f"{path.name}, line {number}: one report makes no chain")
            chains.append(tuple(rest))
        elif kind in COPIES and len(rest) == 2 and set(rest) <= known.keys():
            copies.append((rest[0], rest[1], kind))
        else:
            raise StoryError(f"{path.name}, line {number}: cannot be read")
    return Story(path.stem, tuple(records), tuple(chains), tuple(copies))


def _lines(path: Path) -> Iterator[tuple[int, str, list[str]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        words = line.partition("#")[0].split()
        if words:
            yield number, words[0], words[1:]


def chains_of(stories: Iterable[Story]) -> list[frozenset[str]]:
    """The events with several reports in all these stories together.

    Joins across stories count where both reports are in one of them.
    """
    stories = list(stories)
    own = {
        f"{one.article.id}:{event.id}"
        for story in stories
        for one in story.records
        for event in one.events
    }
    group: dict[str, set[str]] = {}
    across = STORIES / "across.txt"
    joined = [chain for story in stories for chain in story.chains]
    if across.exists():
        joined += [tuple(rest) for _, kind, rest in _lines(across) if kind == "same"]
    for chain in joined:
        members = {key for key in chain if key in own}
        whole = set(members).union(*(group.get(key, set()) for key in members))
        group.update(dict.fromkeys(whole, whole))
    return sorted({frozenset(one) for one in group.values() if len(one) > 1}, key=sorted)


def main() -> int:
    """Checks and counts all stories."""
    for test in (False, True):
        try:
            stories = read_stories(test)
        except StoryError as error:
            print(error, file=sys.stderr)
            return 1
        chains = chains_of(stories)
        kinds = Counter(kind for story in stories for _, _, kind in story.copies)
        print(
            f"{'test' if test else 'development'}: {len(stories)} stories, "
            f"{sum(len(one.records) for one in stories)} articles, "
            f"{sum(len(r.events) for one in stories for r in one.records)} reports, "
            f"{len(chains)} events with {sum(map(len, chains))} reports, copies {dict(kinds)}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
