"""Trains the network on all sources at once.

    python -m training.train --out runs/first --epochs 12

Every epoch goes once through the own corpus (several times when asked), a fresh share of
PolNeAR, and the given pairs, in batches shuffled together. Seeds are fixed; a checkpoint is
written after every epoch and a run goes on from its last one.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import torch

from dragoman.model.chunks import LIMIT
from dragoman.model.tokenizer import load_tokenizer
from training.examples import Example, collate, cut, hide_pieces
from training.losses import (
    Imitation,
    batch_loss,
    pair_logits,
    pair_loss,
    quick_scores,
    silver_loss,
)
from training.markup import corpus_articles, held_out
from training.network import Encoder, Network
from training.pairs import IGNORED, collate_pairs
from training.pairsets import Pair, aw_pairs, corpus_pairs, plv_pairs
from training.silver import Silver
from training.sources import label_article, polnear_documents
from training.standoff import real_articles

PIECES = 768
"""Word pieces a batch of chunks, padding included."""
HIDDEN = 0.08
"""Share of the pieces of annotated chunks that are hidden while training."""
PAIRS = 24
"""Marked pairs a batch."""


Chunked = TypeVar("Chunked", Example, Silver)
Work = Callable[[], tuple[torch.Tensor, dict[str, float]]]


def batches_of(examples: Sequence[Chunked], rng: random.Random) -> list[list[Chunked]]:
    """Batches of about ``PIECES`` pieces, of examples of like length, in random order."""
    ordered = sorted(examples, key=lambda e: len(e.ids) + rng.random() * 30)
    batches: list[list[Chunked]] = []
    current: list[Chunked] = []
    for example in ordered:
        if current and (len(current) + 1) * max(len(example.ids), len(current[-1].ids)) > PIECES:
            batches.append(current)
            current = []
        current.append(example)
    if current:
        batches.append(current)
    rng.shuffle(batches)
    return batches


def main() -> None:
    """Command line of the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path("training/corpus/articles"))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--base", type=Path, required=True, help="folder of a BERT checkpoint")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to start from")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--own", type=int, default=1, help="times the own corpus an epoch")
    parser.add_argument("--polnear", type=float, default=0.1, help="share of PolNeAR an epoch")
    parser.add_argument("--pairs", type=float, default=1.0, help="share of the own pairs an epoch")
    parser.add_argument("--outside", type=float, default=1.0, help="share of PLV and A/W an epoch")
    parser.add_argument("--syntax", type=Path, help="links of grammar (training.syntax)")
    parser.add_argument("--silver", type=Path, help="the teacher's answers (training.silver)")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--everything", action="store_true", help="hold nothing back")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    tokenizer = load_tokenizer()

    articles = []
    if options.own:
        articles = corpus_articles(options.corpus) + real_articles(pattern="train-*.jsonl")
    kept = [a for a in articles if options.everything or not held_out(a.meta.get("story", a.id))]
    dev = [a for a in articles if held_out(a.meta.get("story", a.id))]
    own = [e for a in kept for e in cut(label_article(a), tokenizer, LIMIT)]
    dev_examples = [e for a in dev for e in cut(label_article(a), tokenizer, LIMIT)]
    polnear = []
    if options.polnear:
        folder = options.data / "statements" / "polnear" / "train"
        polnear = [e for d in polnear_documents(folder) for e in cut(d, tokenizer, LIMIT)]
    known = pairs = dev_pairs = []
    if options.pairs:
        outside = plv_pairs(options.data / "events" / "plv" / "PLV_train.tsv")
        outside += aw_pairs(options.data / "events" / "aw" / "AW_train.tsv")
        known = [p for p in outside if options.everything or not held_out(p.source + p.group)]
        pairs = corpus_pairs(kept)
        dev_pairs = [p for p in outside if held_out(p.source + p.group)] + corpus_pairs(dev)
    print(
        f"own {len(own)} chunks of {len(kept)} articles, polnear {len(polnear)} chunks, "
        f"pairs {len(pairs)} own, {len(known)} others; "
        f"held back {len(dev)} articles, {len(dev_pairs)} pairs",
        flush=True,
    )
    syntax = []
    if options.syntax:
        rows = torch.load(options.syntax, weights_only=False)
        syntax = [Example(**row) for row in rows]
        print(f"syntax {len(syntax)} chunks", flush=True)
    silver = []
    if options.silver:
        rows = torch.load(options.silver, weights_only=False)
        silver = [Silver(**row) for row in rows]
        print(f"silver {len(silver)} chunks", flush=True)
    network = Network(Encoder.from_checkpoint(options.base, options.layers))
    if options.start:
        network.start_from(torch.load(options.start, weights_only=True))
    imitation = Imitation(network.encoder.hidden, silver) if silver else None

    def chunk_loss(group: list[Example]) -> tuple[torch.Tensor, dict[str, float]]:
        return batch_loss(network, hide_pieces(collate(group), HIDDEN))

    def given_loss(part: list[Pair]) -> tuple[torch.Tensor, dict[str, float]]:
        return pair_loss(network, collate_pairs(part, tokenizer))

    def epoch_batches(epoch: int) -> list[Work]:
        rng = random.Random(options.seed * 1000 + epoch)
        work: list[Work] = []
        for _ in range(options.own):
            for group in batches_of(own, rng):
                work.append(partial(chunk_loss, group))
        some = rng.sample(polnear, int(len(polnear) * options.polnear)) if polnear else []
        for group in batches_of(some, rng):
            work.append(partial(chunk_loss, group))
        for group in batches_of(syntax, rng):
            work.append(partial(chunk_loss, group))
        for silver_group in batches_of(silver, rng):
            assert imitation is not None
            work.append(partial(silver_loss, network, imitation, silver_group))
        shuffled = rng.sample(known, int(len(known) * options.outside))
        shuffled += rng.sample(pairs, int(len(pairs) * options.pairs))
        rng.shuffle(shuffled)
        for i in range(0, len(shuffled), PAIRS):
            part = sorted(shuffled[i : i + PAIRS], key=lambda p: len(p.text))
            work.append(partial(given_loss, part))
        rng.shuffle(work)
        return work

    steps = sum(len(epoch_batches(e)) for e in range(options.epochs))
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    heads += imitation.parameters() if imitation else []
    optimizer = torch.optim.AdamW(
        [
            {"params": network.encoder.parameters(), "lr": options.rate},
            {"params": heads, "lr": options.rate * 10},
        ],
        weight_decay=0.01,
    )
    warmup = max(1, steps // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda s: min((s + 1) / warmup, 0.5 * (1 + math.cos(math.pi * s / steps)) + 0.01),
    )
    first = 0
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        if imitation is not None:
            imitation.load_state_dict(state["imitation"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        first = state["epoch"] + 1
    log = (options.out / "log.jsonl").open("a")
    network.train()
    for epoch in range(first, options.epochs):
        began = time.time()
        sums: dict[str, list[float]] = defaultdict(list)
        for losses in epoch_batches(epoch):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss, parts = losses()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            for name, value in parts.items():
                sums[name].append(value)
        row: dict[str, object] = {"epoch": epoch, "seconds": round(time.time() - began)}
        row["loss"] = {name: round(sum(v) / len(v), 3) for name, v in sums.items()}
        if dev_examples:
            groups = batches_of(dev_examples, random.Random(0))
            scores = quick_scores(network, map(collate, groups))
            row["dev"] = {name: round(value, 3) for name, value in scores.items()}
        if dev_pairs:
            row["pairs"] = pair_scores(network, dev_pairs)
        print(json.dumps(row), flush=True)
        log.write(json.dumps(row) + "\n")
        log.flush()
        torch.save(
            {
                "network": network.state_dict(),
                "imitation": imitation.state_dict() if imitation else {},
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "epoch": epoch,
            },
            checkpoint,
        )
    torch.save(network.state_dict(), options.out / "network.pt")


@torch.no_grad()
def pair_scores(network: Network, pairs: Sequence[Pair]) -> dict[str, float]:
    """Accuracy of each pair head by source, over the held-back pairs."""
    network.eval()
    tokenizer = load_tokenizer()
    right: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    for i in range(0, len(pairs), 32):
        part = pairs[i : i + 32]
        batch = collate_pairs(part, tokenizer)
        for name, logits in pair_logits(network, batch).items():
            for pair, said, gold in zip(
                part, logits.argmax(-1).tolist(), batch.labels[name].tolist(), strict=True
            ):
                if gold != IGNORED:
                    key = f"{name} {pair.source}"
                    right[key] += said == gold
                    total[key] += 1
    network.train()
    return {key: round(right[key] / total[key], 3) for key in sorted(total)}


if __name__ == "__main__":
    main()
