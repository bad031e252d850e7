"""Marked pairs as tensors: encoded, padded, with the labels that their source gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from dragoman.model.pairs import encode_pair
from dragoman.model.tokenizer import Tokenizer
from dragoman.record import STATUSES
from training.labels import PAIR_HEADS, PLV_TYPES, TYPES
from training.pairsets import Pair

IGNORED = -100


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
