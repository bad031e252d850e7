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

import torch
from torch import Tensor

from dragoman.model.pairs import encode_pair
from dragoman.model.tokenizer import Tokenizer
from dragoman.record import STATUSES
from training.labels import PAIR_HEADS, PLV_TYPES, TYPES
from training.markup import MarkedArticle

IGNORED = -100
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
    """A/W train: cooperation (1) or conflict (0); ``group`` is the document."""
    pairs = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            marked = _marked(row["marked_sentence"])
            cooperative = row["gold_binary"] == "1"
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
    from training.examples import document_of

    pairs = []
    for article in articles:
        document = document_of(article.text, article.headline)
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


@dataclass
class PairBatch:
    """Padded pairs: positions of start, actor and recipient marker; labels by head."""

    ids: Tensor
    mask: Tensor
    shapes: Tensor
    places: Tensor
    labels: dict[str, Tensor]


def _label(pair: Pair, head: str) -> int:
    if head == "pair_plv" and pair.plv:
        return PLV_TYPES.index(pair.plv)
    if head == "pair_type" and pair.type:
        return TYPES.index(pair.type)
    if head == "pair_status" and pair.status:
        return STATUSES.index(pair.status)  # type: ignore[arg-type]
    if head == "pair_binary" and pair.cooperative is not None:
        return int(pair.cooperative)
    return IGNORED


def collate_pairs(pairs: Sequence[Pair], tokenizer: Tokenizer) -> PairBatch:
    """Encodes and pads marked pairs."""
    encoded = [encode_pair(pair.text, pair.actor, pair.recipient, tokenizer) for pair in pairs]
    longest = max(len(one.ids) for one in encoded)
    ids = torch.zeros(len(pairs), longest, dtype=torch.long)
    mask = torch.zeros_like(ids)
    shapes = torch.zeros_like(ids)
    for row, one in enumerate(encoded):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        mask[row, : len(one.ids)] = 1
        shapes[row, : len(one.ids)] = torch.tensor(one.shapes)
    places = torch.tensor([[0, one.actor, one.recipient] for one in encoded])
    labels = {head: torch.tensor([_label(pair, head) for pair in pairs]) for head in PAIR_HEADS}
    return PairBatch(ids, mask, shapes, places, labels)
