"""How far two annotators agree on which events are one across articles.

    python -m training.story_agreement

Compares ``corpus/stories/second`` (read without sight of the first) with ``corpus/stories``.
"""

from __future__ import annotations

from benchmarks.linking import Labels, conll, pairs

from training.stories import STORIES, Story, read_stories


def labels_of(story: Story) -> dict[str, str]:
    """The chain of each event of a story, by ``ARTICLE:eN``; an event alone is its own chain."""
    labels = {f"{one.article.id}:{event.id}": "" for one in story.records for event in one.events}
    named = {key: min(chain) for chain in story.chains for key in chain}
    return {key: named.get(key, key) for key in labels}


def report(first: Labels, second: Labels) -> list[str]:
    """Pair F1 and CoNLL F1 with their denominators, with and without events that stand alone."""
    one, other = pairs(first), pairs(second)
    total = len(one) + len(other)
    joined = {key for pair in one | other for key in pair}
    lines = [
        f"pairs F1 {2 * len(one & other) / total if total else 1.0:.3f} ({len(one)}, {len(other)})"
    ]
    for what, keys in (("all events", set(first)), ("joined events", joined)):
        scores = conll({k: first[k] for k in keys}, {k: second[k] for k in keys})
        lines += [f"{name} {score:.3f} ({len(keys)} {what})" for name, score in scores.items()]
    return lines


def main() -> None:
    """Prints the agreement over the stories that both annotated."""
    passes: list[dict[str, Story]] = [
        {one.id: one for test in (False, True) for one in read_stories(test, folder)}
        for folder in (STORIES, STORIES / "second")
    ]
    both = sorted(passes[0].keys() & passes[1].keys())
    first, second = (
        {key: value for name in both for key, value in labels_of(one[name]).items()}
        for one in passes
    )
    print(f"{len(both)} stories annotated twice: {', '.join(both)}")
    print("\n".join(report(first, second)))


if __name__ == "__main__":
    main()
