"""What the network is trained for: the losses of one batch, and quick scores while it trains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from dragoman.model.encoder import distance_class
from training.examples import IGNORED, Batch
from training.labels import AT_TRIGGER, PAIR_HEADS, RELATIONS, SOMEWHERE, TOKEN_HEADS
from training.network import LINK_WIDTH, Network
from training.pairs import PairBatch
from training.silver import Silver

WEIGHTS = {
    "trigger": 2.0,
    "sector": 0.5,
    "mode": 0.5,
    "status": 1.0,
    "stance": 0.5,
    "historical": 0.5,
}
"""Relative weight of a token head; 1 where none is given."""
LINK_WEIGHT = 2.0
LINKED_WEIGHT = 2.0
"""Weight of a true link: they are one in ten."""
CONTEXT_WEIGHT = 2.0
SILVER_LINKS = ("coreference", "country", "actor", "recipient")
"""Relations that the teacher tells better than the corpus teaches them by itself."""
STATES_WEIGHT = 3.0
"""Weight of imitating the teacher's states."""
O_WEIGHT = {"trigger": 0.7, "claim": 0.5, "wording": 0.5, "condition": 0.5, "cue": 0.7}
"""Weight of label O in heads where nearly every word is O."""


def link_scores(
    network: Network, out: dict[str, Tensor], flat: tuple[Tensor, Tensor], links: Tensor
) -> Tensor:
    """Logits of the listed links; ``flat`` gives row and piece of each word."""
    rows, heads = flat
    query = out["query"][rows, heads].view(len(rows), len(RELATIONS), LINK_WIDTH)
    key = out["key"][rows, heads].view(len(rows), len(RELATIONS), LINK_WIDTH)
    relation, first, second = links[:, 0], links[:, 1], links[:, 2]
    product = (query[first, relation] * key[second, relation]).sum(-1) / LINK_WIDTH**0.5
    apart = torch.from_numpy(distance_class((second - first).numpy()))
    return product + network.link_distance[relation, apart]


def batch_loss(network: Network, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """Total loss of a batch of chunks, and its parts for the log."""
    out = network(batch.ids, batch.mask, batch.shapes)
    total = torch.zeros(())
    parts: dict[str, float] = {}
    for name, labels in batch.layers.items():
        if not bool((labels != IGNORED).any()):
            continue
        logits = out[name][batch.rows, batch.heads].float()
        weight = None
        if name in O_WEIGHT:
            weight = torch.ones(logits.shape[-1])
            weight[0] = O_WEIGHT[name]
        loss = F.cross_entropy(logits, labels, weight=weight, ignore_index=IGNORED)
        total = total + WEIGHTS.get(name, 1.0) * loss
        parts[name] = loss.item()
    if len(batch.links):
        scores = link_scores(network, out, (batch.rows, batch.heads), batch.links).float()
        loss = F.binary_cross_entropy_with_logits(
            scores, batch.links[:, 3].float(), pos_weight=torch.tensor(LINKED_WEIGHT)
        )
        total = total + LINK_WEIGHT * loss
        parts["links"] = loss.item()
    if len(batch.context_words):
        words = batch.context_words
        logits = out["contexts"][batch.rows[words], batch.heads[words]].float()
        loss = F.binary_cross_entropy_with_logits(logits, batch.contexts)
        total = total + CONTEXT_WEIGHT * loss
        parts["contexts"] = loss.item()
    return total, parts


class Imitation(nn.Module):
    """A map from the student's states to the teacher's, used while training only.

    The teacher's states are brought to mean 0 and deviation 1 in every dimension, so that no
    dimension outweighs the others; the loss is the mean square of what is missed.
    """

    def __init__(self, width: int, silver: Sequence[Silver]) -> None:
        super().__init__()
        some = torch.cat([torch.from_numpy(one.states).float() for one in silver[:200]])
        self.map = nn.Linear(width, some.shape[1])
        self.register_buffer("mean", some.mean(0))
        self.register_buffer("deviation", some.std(0) + 1e-3)

    def forward(self, states: Tensor, taught: Tensor) -> Tensor:
        """Loss of the student's ``states`` (words, width) against the teacher's."""
        return F.mse_loss(self.map(states).float(), (taught - self.mean) / self.deviation)


def silver_loss(
    network: Network, imitation: Imitation, silver: Sequence[Silver]
) -> tuple[Tensor, dict[str, float]]:
    """Distance from the teacher's probabilities and states on a batch of silver chunks."""
    longest = max(len(one.ids) for one in silver)
    ids = torch.zeros(len(silver), longest, dtype=torch.long)
    mask, shapes = torch.zeros_like(ids), torch.zeros_like(ids)
    rows: list[int] = []
    links = []
    for row, one in enumerate(silver):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        mask[row, : len(one.ids)] = 1
        shapes[row, : len(one.ids)] = torch.tensor(one.shapes)
        moved = torch.from_numpy(one.links).clone()
        moved[:, 1:3] += len(rows)
        links.append(moved)
        rows += [row] * len(one.heads)
    flat = torch.tensor(rows), torch.tensor([head for one in silver for head in one.heads])
    targets = torch.cat([torch.from_numpy(one.tokens).float() for one in silver])
    contexts = torch.cat([torch.from_numpy(one.contexts).float() for one in silver])
    out = network(ids, mask, shapes)
    total = torch.zeros(())
    at = 0
    triggers = torch.zeros(len(targets))
    for name, labels in TOKEN_HEADS.items():
        target = targets[:, at : at + len(labels)]
        at += len(labels)
        if name == "trigger":
            triggers = 1 - target[:, 0]
        if name == "sector":
            continue  # told by the corpus alone
        losses = -(target * out[name][flat].float().log_softmax(-1)).sum(-1)
        # What a trigger is like is worth learning only where there may be one.
        weight = triggers if name in AT_TRIGGER else torch.ones(len(targets))
        total = total + WEIGHTS.get(name, 1.0) * (losses * weight).sum() / weight.sum().clamp(min=1)
    losses = F.binary_cross_entropy_with_logits(
        out["contexts"][flat].float(), contexts, reduction="none"
    ).mean(-1)
    total = total + CONTEXT_WEIGHT * (losses * triggers).sum() / triggers.sum().clamp(min=1)
    joined = torch.cat(links)
    taught = torch.tensor([name in SILVER_LINKS for name in RELATIONS])
    joined = joined[taught[joined[:, 0].long()]]
    if len(joined):
        scores = link_scores(network, out, flat, joined.long()).float()
        loss = F.binary_cross_entropy_with_logits(scores, joined[:, 3])
        total = total + LINK_WEIGHT * loss
    states = torch.cat([torch.from_numpy(one.states).float() for one in silver])
    missed = imitation(out["states"][flat], states)
    parts = {"silver": total.item(), "states": missed.item()}
    return total + STATES_WEIGHT * missed, parts


def pair_logits(network: Network, batch: PairBatch) -> dict[str, Tensor]:
    """Logits of the pair heads: summed over start, actor and recipient."""
    out = network(batch.ids, batch.mask, batch.shapes)
    rows = torch.arange(len(batch.ids))[:, None]
    logits = {}
    for name, labels in PAIR_HEADS.items():
        read = out[name][rows, batch.places].view(len(batch.ids), 3, 3, len(labels))
        logits[name] = sum(read[:, place, place] for place in range(3)).float()
    return logits


def pair_loss(network: Network, batch: PairBatch) -> tuple[Tensor, dict[str, float]]:
    """Total loss of a batch of marked pairs, and its parts for the log."""
    total = torch.zeros(())
    parts: dict[str, float] = {}
    for name, logits in pair_logits(network, batch).items():
        labels = batch.labels[name]
        if bool((labels != IGNORED).any()):
            loss = F.cross_entropy(logits, labels, ignore_index=IGNORED, label_smoothing=0.05)
            total = total + loss
            parts[name] = loss.item()
    return total, parts


def _spans(labels: list[int], names: tuple[str, ...]) -> set[tuple[int, int, str]]:
    """Spans of a BIO (or plain) labelling of consecutive words."""
    spans = set()
    start, kind = 0, ""
    for i, label in enumerate([*labels, 0]):
        name = names[label]
        prefix, _, rest = name.partition("-") if names[1].startswith("B-") else ("", "", name)
        new = name == "O" or prefix == "B" or (rest or name) != kind
        if kind and new:
            spans.add((start, i, kind))
            kind = ""
        if name != "O" and not kind:
            start, kind = i, rest or name
    return spans


@torch.no_grad()
def quick_scores(network: Network, batches: Iterable[Batch]) -> dict[str, float]:
    """Span F1 (exact) of the span heads, accuracy at gold triggers, F1 of links at 0.5."""
    network.eval()
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for batch in batches:
        out = network(batch.ids, batch.mask, batch.shapes)
        for name, labels in batch.layers.items():
            known = labels != IGNORED
            if not bool(known.any()):
                continue
            best = out[name][batch.rows, batch.heads].argmax(-1)
            if name in SOMEWHERE:
                right[name] += int((best == labels)[known].sum())
                said[name] += int(known.sum())
                gold[name] += int(known.sum())
                continue
            for row in range(len(batch.ids)):
                mine = batch.rows == row
                if not bool(known[mine].all()):
                    continue
                a = _spans(best[mine].tolist(), TOKEN_HEADS[name])
                b = _spans(labels[mine].tolist(), TOKEN_HEADS[name])
                right[name] += len(a & b)
                said[name] += len(a)
                gold[name] += len(b)
        if len(batch.links):
            scores = link_scores(network, out, (batch.rows, batch.heads), batch.links)
            for i, name in enumerate(RELATIONS):
                mine = batch.links[:, 0] == i
                yes, truth = scores[mine] > 0, batch.links[mine, 3] == 1
                right[f"link {name}"] += int((yes & truth).sum())
                said[f"link {name}"] += int(yes.sum())
                gold[f"link {name}"] += int(truth.sum())
    network.train()
    return {name: 2 * right[name] / max(1, said[name] + gold[name]) for name in gold}
