"""Silver data: what the teacher says of real news that nobody annotated.

    python -m training.silver --teacher runs/teacher/network.pt --base FOLDER --out runs/silver.pt

Reads public-domain releases and the sentences of the sets at hand (none of it is shipped), and
keeps the teacher's probabilities for every word and every likely link, and the states that they
were read from. The student learns to give the same answers (Hinton et al. 2015) from states that
tell the teacher's (Jiao et al. 2020).
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from dragoman.language import read_document
from dragoman.model.chunks import LIMIT, make_chunks
from dragoman.model.encoder import distance_class
from dragoman.model.tokenizer import load_tokenizer
from training.labels import RELATIONS, TOKEN_HEADS
from training.markup import corpus_articles, held_out
from training.network import LINK_WIDTH, Encoder, Network
from training.standoff import documents, real_articles

LIKELY = 0.3
"""Words that the teacher takes for a trigger, mention or cue at this probability get links."""
CORPUS = Path(__file__).parent / "corpus"
REACH = 12
"""Earlier mentions and triggers that a later one is compared with."""


@dataclass
class Silver:
    """One chunk: pieces, and the teacher's probabilities (heads side by side) and links."""

    ids: list[int]
    heads: list[int]
    shapes: list[int]
    tokens: np.ndarray
    contexts: np.ndarray
    links: np.ndarray
    """Rows of (relation, query word, key word, probability)."""
    states: np.ndarray
    """What the teacher's encoder says of each word: rows of its width."""


def texts(data: Path, words: dict[str, int], seed: int) -> Iterator[tuple[str, str]]:
    """(source, text) up to about so many words of each source, in a fixed random order."""
    sources: dict[str, Callable[[Path], Iterator[str]]] = {
        "own": _own,
        "tbaq": _tbaq,
        "plv": _plv,
        "aw": _aw,
        "polnear": _polnear,
        "state": lambda _: _public("state"),
        "whitehouse": lambda _: _public("whitehouse"),
        "wikinews": lambda _: _public("wikinews"),
    }
    for name, load in sources.items():
        found = list(load(data))
        random.Random(seed).shuffle(found)
        left = words.get(name, 0)
        for text in found:
            if left <= 0:
                break
            text = " ".join(text.split(" ")[:600])
            left -= text.count(" ")
            yield name, text


def _own(_: Path) -> Iterator[str]:
    """The training articles themselves: what the teacher's states add to their labels."""
    for article in corpus_articles(CORPUS / "articles") + real_articles(pattern="train-*.jsonl"):
        if not held_out(article.meta.get("story", article.id)):
            yield article.text


def _tbaq(data: Path) -> Iterator[str]:
    for path in sorted((data / "time/TBAQ-cleaned").rglob("*.tml")):
        raw = path.read_text(encoding="utf-8")
        if match := re.search(r"<TEXT>(.*?)</TEXT>", raw, re.S):
            text = re.sub(r"<[^>]+>", "", match[1])
            # Lines of the wire are wrapped: a paragraph is what stands between empty lines.
            yield "\n\n".join(" ".join(p.split()) for p in re.split(r"\n\s*\n", text) if p.strip())


def _plv(data: Path) -> Iterator[str]:
    with (data / "events/plv/PLV_train.tsv").open(encoding="utf-8") as file:
        yield from dict.fromkeys(row["sentence"] for row in csv.DictReader(file, delimiter="\t"))


def _aw(data: Path) -> Iterator[str]:
    with (data / "events/aw/AW_train.tsv").open(encoding="utf-8") as file:
        yield from dict.fromkeys(row["sentence"] for row in csv.DictReader(file, delimiter="\t"))


def _polnear(data: Path) -> Iterator[str]:
    for path in sorted((data / "statements/polnear/train/text").glob("*.txt")):
        yield path.read_text(encoding="utf-8")


def _public(source: str) -> Iterator[str]:
    """Public texts that nobody annotated: what is in the test part above all stays unread."""
    annotated = {
        json.loads(line)["document"]
        for path in CORPUS.rglob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
        if '"document"' in line
    }
    for key, (_, _, lines) in documents(source).items():
        if key not in annotated:
            yield "\n\n".join(lines)


@torch.no_grad()
def answer(network: Network, text: str) -> list[Silver]:
    """The teacher's answers for the chunks of a text."""
    document = read_document(text)
    chunks = make_chunks(document, range(len(document.paragraphs)), load_tokenizer(), LIMIT)
    found = []
    for chunk in chunks:
        if len(chunk.words) < 8:
            continue
        ids = torch.tensor([chunk.ids])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = network(ids, torch.ones_like(ids), torch.tensor([chunk.shapes]))
        places = torch.tensor(chunk.heads)
        tokens = {name: out[name][0, places].float().softmax(-1) for name in TOKEN_HEADS}
        contexts = out["contexts"][0, places].float().sigmoid()
        found.append(
            Silver(
                chunk.ids,
                chunk.heads,
                chunk.shapes,
                torch.cat(list(tokens.values()), -1).half().numpy(),
                contexts.half().numpy(),
                _links(
                    network,
                    out["query"][0, places].float(),
                    out["key"][0, places].float(),
                    tokens,
                ),
                out["states"][0, places].half().numpy(),
            )
        )
    return found


def _links(network: Network, query: Tensor, key: Tensor, tokens: dict[str, Tensor]) -> np.ndarray:
    """Probabilities of the links between words that the teacher finds likely."""
    size = len(query)

    def likely(head: str, begins: bool = True) -> list[int]:
        labels = TOKEN_HEADS[head]
        wanted = [i for i, name in enumerate(labels) if name[:2] == "B-" or (i and not begins)]
        found = torch.nonzero(tokens[head][:, wanted].sum(-1) >= LIKELY).flatten()
        return [int(word) for word in found]

    triggers, mentions, cues = likely("trigger", begins=False), likely("mention"), likely("cue")
    contents = sorted({*likely("content"), *likely("inner")})
    pairs: list[tuple[str, int, int]] = []
    for trigger in triggers:
        pairs += [(role, trigger, one) for one in mentions for role in ("actor", "recipient")]
    for cue in cues:
        pairs += [("source", cue, one) for one in likely("source")]
        pairs += [("content", cue, one) for one in contents]
    for listed, relation in ((mentions, "coreference"), (triggers, "same")):
        for i, later in enumerate(listed):
            pairs += [(relation, later, one) for one in listed[max(0, i - REACH) : i]]
    if not pairs:
        return np.zeros((0, 4), dtype=np.float32)
    shape = (size, len(RELATIONS), LINK_WIDTH)
    relation = torch.tensor([RELATIONS.index(name) for name, _, _ in pairs])
    first = torch.tensor([a for _, a, _ in pairs])
    second = torch.tensor([b for _, _, b in pairs])
    scores = (query.view(shape)[first, relation] * key.view(shape)[second, relation]).sum(-1)
    apart = torch.from_numpy(distance_class((second - first).numpy()))
    values = (scores / LINK_WIDTH**0.5 + network.link_distance[relation, apart]).sigmoid()
    rows = torch.stack([relation.float(), first.float(), second.float(), values], -1)
    return np.asarray(rows.numpy())


def main() -> None:
    """Command line of the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="the teacher's checkpoint folder")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--words",
        default="own=300000,tbaq=110000,plv=60000,aw=30000,polnear=150000,state=200000,"
        "whitehouse=150000,wikinews=100000",
        help="about how many words of each source",
    )
    options = parser.parse_args()
    network = Network(Encoder.from_checkpoint(options.base))
    network.start_from(torch.load(options.teacher, weights_only=True))
    network.eval()
    words = {k: int(v) for k, v in (one.split("=") for one in options.words.split(","))}
    found: list[Silver] = []
    for number, (source, text) in enumerate(texts(options.data, words, options.seed)):
        found += answer(network, text)
        if number % 200 == 0:
            print(source, number, len(found), flush=True)
    torch.save([vars(one) for one in found], options.out)
    print(f"{len(found)} chunks, {sum(len(one.ids) for one in found)} pieces -> {options.out}")


if __name__ == "__main__":
    main()
