"""Attributions against PolNeAR's development part: text the shipped model never saw.

    python -m benchmarks.statements [DOCUMENTS]

PolNeAR (networkdynamics/PolNeAR) marks every attribution of US political news, more than
Dragoman means by a statement ("you like", "we mocked"), and by its own rules for spans; the
shipped heads follow the project's guideline. So these rows compare across conventions and are
lower bounds. One-to-one matching; token Jaccard >= 0.8 for content, >= 0.5 for cue and source.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

import msgspec

from benchmarks.common import DATA, Counts, Missing, match, need, row
from dragoman.article import article_from_text
from dragoman.coder import default_coder
from dragoman.errors import InputError
from dragoman.language import read_document
from dragoman.record import Content, Record, Span

_SPAN = re.compile(r"^(T\d+)\t(Source|Cue|Content) ([\d; ]+)\t")
_EVENT = re.compile(r"^E\d+\t(.*)$")
Tokens = frozenset[int]
Attribution = dict[str, Tokens]


def gold(annotation: str, text: str) -> list[Attribution]:
    """The attributions of one document: tokens of source, cue and content."""
    document = read_document(text)
    spans: dict[str, Tokens] = {}
    found = []
    for line in annotation.splitlines():
        if matched := _SPAN.match(line):
            tokens: set[int] = set()
            for part in matched[3].split(";"):
                start, end = map(int, part.split())
                tokens.update(_words(document.words, document.words_in(start, end)))
            spans[matched[1]] = frozenset(tokens)
        elif matched := _EVENT.match(line):
            roles: dict[str, set[int]] = defaultdict(set)
            for pair in matched[1].split():
                role, _, key = pair.partition(":")
                roles[role.rstrip("0123456789").lower()] |= spans.get(key, frozenset())
            found.append({role: frozenset(tokens) for role, tokens in roles.items()})
    return found


def said(record: Record) -> list[Attribution]:
    """The statements of a record in the same form."""
    document = read_document(record.article.text)

    def tokens(*parts: Span | Content | None) -> Tokens:
        return frozenset(
            i
            for part in parts
            if part is not None
            for i in _words(document.words, document.words_in(part.start, part.end))
        )

    return [
        {
            "source": tokens(one.speaker),
            "cue": tokens(one.cue),
            "content": tokens(*(one.content.parts or (one.content,))),
        }
        for one in record.statements
    ]


def _words(words: list[str], indices: range) -> list[int]:
    return [i for i in indices if words[i][0].isalnum()]


def _jaccard(a: Tokens, b: Tokens) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def _fits(a: Attribution, b: Attribution) -> bool:
    empty: Tokens = frozenset()
    return (
        _jaccard(a.get("content", empty), b["content"]) >= 0.8
        and _jaccard(a.get("cue", empty), b["cue"]) >= 0.5
        and _jaccard(a.get("source", empty), b["source"]) >= 0.5
    )


def main(arguments: list[str] | None = None) -> int:
    """Prints whole-attribution F1 and token F1 of source, cue and content."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        folder = need(DATA / "statements/polnear/dev", "github.com/networkdynamics/PolNeAR")
    except Missing as missing:
        print(f"skipped: {missing}")
        return 0
    paths = sorted((folder / "attributions").iterdir())
    if words:
        paths = paths[: int(words[0])]
    whole: list[Counts] = []
    parts: dict[str, list[Counts]] = defaultdict(list)
    for path in paths:
        text_path = folder / "text" / (path.stem.rsplit("_", 1)[0] + ".txt")
        scored = _score(path, text_path) if text_path.exists() else None
        if scored is None:
            continue
        whole.append(scored.pop("whole"))
        for role, counts in scored.items():
            parts[role].append(counts)
    data = f"PolNeAR dev, {len(whole)} annotations"
    print(row("whole attribution", data, whole, unit="attributions", rule="one-to-one F1").line())
    for role, found in parts.items():
        print(row(f"tokens of {role}", data, found, unit="tokens", rule="F1").line())
    return 0


def _score(path: Path, text_path: Path) -> dict[str, Counts] | None:
    text = text_path.read_text(encoding="utf-8")
    try:
        article = article_from_text(text)
    except InputError:
        return None
    # Lines left out as furniture would shift the offsets: the document is read as it stands.
    article = msgspec.structs.replace(article, text=text)
    wanted = gold(path.read_text(encoding="utf-8"), article.text)
    got = said(default_coder().code(article))
    pairs = match(len(wanted), len(got), lambda i, j: _fits(wanted[i], got[j]))
    scored = {"whole": Counts(len(pairs), len(got), len(wanted))}
    for role in ("source", "cue", "content"):
        a = set().union(*(one.get(role, frozenset()) for one in wanted))
        b = set().union(*(one[role] for one in got))
        scored[role] = Counts(len(a & b), len(b), len(a))
    return scored


if __name__ == "__main__":
    sys.exit(main())
