"""Five folds of the given pairs: what a network says of pairs that it was not trained on.

    python -m training.folds --start runs/free/network.pt --out benchmarks/gold/folds.jsonl

``--start`` is a network that has seen neither PLV nor A/W (``training.train --outside 0``, no
silver data: its teacher saw them). From it, for each fold, a network is trained on the other four
folds of both sets and a share of the own corpus's pairs, and answers the fifth. Folds go by
sentence (PLV) and by document (A/W). The answers are published, a line a pair in the order of the
set's rows, so that anyone who has the sets can score them.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import torch

from dragoman.events.classify import decide
from dragoman.model.tokenizer import load_tokenizer
from training.labels import PAIR_HEADS
from training.losses import pair_logits, pair_loss
from training.markup import corpus_articles, held_out
from training.network import Encoder, Network
from training.pairs import collate_pairs
from training.pairsets import Pair, aw_pairs, corpus_pairs, plv_pairs

FOLDS = 5
PAIRS = 24
"""Pairs a batch."""
OWN = 0.1
"""Share of the own pairs that each epoch sees beside the two sets."""


def fold_of(pair: Pair) -> int:
    """The fold of a pair: all pairs of a sentence (PLV) or a document (A/W) share one."""
    return int(sha256(f"{pair.source}:{pair.group}".encode()).hexdigest(), 16) % FOLDS


def fit(network: Network, known: Sequence[Pair], own: Sequence[Pair], epochs: int) -> None:
    """Trains the network on marked pairs; the seed is fixed."""
    rng = random.Random(7)
    torch.manual_seed(7)
    tokenizer = load_tokenizer()
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": network.encoder.parameters(), "lr": 5e-5}, {"params": heads, "lr": 5e-4}],
        weight_decay=0.01,
    )
    epoch_size = len(known) + int(len(own) * OWN)
    steps = epochs * math.ceil(epoch_size / PAIRS)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / 40, 0.5 * (1 + math.cos(math.pi * s / steps)))
    )
    network.train()
    for _ in range(epochs):
        shuffled = [*known, *rng.sample(own, int(len(own) * OWN))]
        rng.shuffle(shuffled)
        for i in range(0, len(shuffled), PAIRS):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss, _ = pair_loss(network, collate_pairs(shuffled[i : i + PAIRS], tokenizer))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    network.eval()


@torch.no_grad()
def answer(network: Network, pair: Pair) -> dict[str, str]:
    """What the product would say of a pair with this network's probabilities."""
    logits = pair_logits(network, collate_pairs([pair], load_tokenizer()))
    said = decide(
        {name: value[0].softmax(-1).numpy() for name, value in logits.items()}, PAIR_HEADS
    )
    return {"type": said.type, "quad": said.quad}


def main() -> None:
    """Command line of the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--corpus", type=Path, default=Path("training/corpus/articles"))
    parser.add_argument("--epochs", type=int, default=6)
    options = parser.parse_args()
    sets = plv_pairs(options.data / "events/plv/PLV_train.tsv")
    sets += aw_pairs(options.data / "events/aw/AW_train.tsv")
    articles = corpus_articles(options.corpus)
    own = corpus_pairs([a for a in articles if not held_out(a.meta.get("story", a.id))])
    weights = torch.load(options.start, weights_only=True)
    said: dict[int, dict[str, str]] = {}
    for fold in range(FOLDS):
        network = Network(Encoder())
        network.load_state_dict(weights)
        fit(network, [one for one in sets if fold_of(one) != fold], own, options.epochs)
        mine = [number for number, one in enumerate(sets) if fold_of(one) == fold]
        said |= {number: answer(network, sets[number]) for number in mine}
        right = sum(_right(sets[number], said[number]) for number in mine)
        print(f"fold {fold}: {right} of {len(mine)} right", flush=True)
    with options.out.open("w") as file:
        for number, pair in enumerate(sets):
            row = {"set": pair.source, "group": pair.group, "fold": fold_of(pair), **said[number]}
            file.write(json.dumps(row) + "\n")


def _right(pair: Pair, said: dict[str, str]) -> bool:
    if pair.plv is None:
        return pair.cooperative == ("cooperation" in said["quad"])
    return pair.plv == ("YIELD" if said["type"] in ("CONCEDE", "RETREAT") else said["type"])


if __name__ == "__main__":
    main()
