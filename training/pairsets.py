"""Given pairs: a sentence with its actor and recipient marked, and the type between them.

Sources: PLV train (15 types, older conventions), A/W train (cooperation or conflict), and every
event of the own corpus whose parties stand in the trigger's sentence.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.language import read_document
from training.labels import PLV_TYPES
from training.markup import MarkedArticle

_COOPERATIVE = frozenset("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT YIELD".split())


@dataclass(frozen=True)
class Pair:
    """One marked pair with the labels that its source gives (None: says nothing)."""

    source: str
    group: str
    text: str
    actor: tuple[int, int] | None
    recipient: tuple[int, int] | None
    plv: str | None = None
    type: str | None = None
    status: str | None = None
    cooperative: bool | None = None


def binary(type_: str) -> bool:
    """Whether a type is cooperation (verbal or material)."""
    return type_ in _COOPERATIVE


Party = tuple[int, int] | None


def _marked(text: str) -> tuple[str, Party, Party]:
    """Plain text and the spans of ``<s>…</s>`` (actor) and ``<t>…</t>`` (recipient)."""
    plain: list[str] = []
    spans: dict[str, list[int]] = {}
    length = 0
    position = 0
    for match in re.finditer(r"</?([st])>", text):
        piece = text[position : match.start()]
        plain.append(piece)
        length += len(piece)
        position = match.end()
        spans.setdefault(match[1], []).append(length)
    plain.append(text[position:])
    actor, recipient = (
        (found[0], found[1]) if len(found := spans.get(party, [])) > 1 else None for party in "st"
    )
    return "".join(plain), actor, recipient


def plv_pairs(path: Path) -> list[Pair]:
    """PLV train: type in its fifteen classes."""
    pairs = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            marked = _marked(row["marked_sentence"])
            kind = row["gold_root"]
            if kind in PLV_TYPES:
                pairs.append(
                    Pair("plv", row["sentence_id"], *marked, plv=kind, cooperative=binary(kind))
                )
    return pairs


def aw_pairs(path: Path) -> list[Pair]:
    """A/W train: conflict (1) or cooperation (0); ``group`` is the document."""
    pairs = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            marked = _marked(row["marked_sentence"])
            cooperative = row["gold_binary"] == "0"
            pairs.append(Pair("aw", row["doc_id"], *marked, cooperative=cooperative))
    return pairs


def plv_type(type_: str, status: str) -> str:
    """The type under PLV's older conventions: YIELD, and planned cooperation is AGREE."""
    if type_ in {"CONCEDE", "RETREAT"}:
        return "YIELD"
    if status == "planned" and type_ in {"CONSULT", "SUPPORT", "COOPERATE", "AID"}:
        return "AGREE"
    return type_


def corpus_pairs(articles: Iterable[MarkedArticle]) -> list[Pair]:
    """Pairs from the own corpus: parties mentioned in the sentence of the trigger."""
    pairs = []
    for article in articles:
        document = read_document(article.text, has_headline=article.headline)
        for key, event in article.events.items():
            for start, _ in article.spans[key]:
                first, last = document.sentences[document.sentence_at(start)]
                actors = _near(article, event.actors, start, first, last)
                recipients = _near(
                    article, event.recipients or event.actors[1:], start, first, last
                )
                if (not actors and not recipients) or actors == recipients:
                    continue
                text = article.text[first:last]
                # PLV calls convictions accusations.
                plv = "ACCUSE" if event.mode == "convict" else plv_type(event.type, event.status)
                pairs.append(
                    Pair(
                        "own",
                        article.id,
                        text,
                        (actors[0] - first, actors[1] - first) if actors else None,
                        (recipients[0] - first, recipients[1] - first) if recipients else None,
                        plv=plv,
                        type=event.type,
                        status=event.status,
                        cooperative=binary(event.type),
                    )
                )
    return pairs


def _near(
    article: MarkedArticle, actors: Sequence[str], at: int, first: int, last: int
) -> tuple[int, int] | None:
    """The mention of any of ``actors`` within the sentence that is nearest to the trigger."""
    found = [
        span
        for tag, spans in article.spans.items()
        if tag[0] == "a" and set(tag.split("+")) & set(actors)
        for span in spans
        if first <= span[0] and span[1] <= last
    ]
    return min(found, key=lambda span: abs(span[0] - at)) if found else None
