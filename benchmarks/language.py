"""Where sentences end, against the sentences of GUM's news part.

    python -m benchmarks.language

Data: GUM news (Wikinews, CC BY 4.0; https://github.com/amir-zeldes/gum), never looked at while
the rules were written. Each paragraph is split as the product would; a sentence is right when
both its ends are.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.common import DATA, Counts, Missing, need, row
from dragoman.language import read_document


def paragraphs(path: Path) -> list[list[str]]:
    """The sentences of each paragraph of a CoNLL-U file, as their ``text`` comments have them."""
    found: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            found.append([])
        elif line.startswith("# text = "):
            if not found:
                found.append([])
            found[-1].append(line.removeprefix("# text = "))
    return [sentences for sentences in found if sentences]


def main(arguments: list[str] | None = None) -> int:
    """Prints the F1 of sentences with its denominator."""
    try:
        folder = need(DATA / "statements/gum_news/dep", "GUM, news part")
    except Missing as missing:
        print(f"skipped: {missing}")
        return 0
    counts = []
    for path in sorted(folder.glob("*.conllu")):
        right = said = gold = 0
        for sentences in paragraphs(path):
            text = " ".join(sentences)
            ends: set[tuple[int, int]] = set()
            at = 0
            for sentence in sentences:
                ends.add((at, at + len(sentence)))
                at += len(sentence) + 1
            found = set(read_document(text).sentences)
            right += len(found & ends)
            said += len(found)
            gold += len(ends)
        counts.append(Counts(right, said, gold))
    print(row("sentence: both ends", "GUM news", counts, unit="sentences", rule="F1").line())
    return 0


if __name__ == "__main__":
    sys.exit(main())
