"""Trains the reader of parties on the states of the shipped encoder, and exports it.

    python -m training.parties

Reads every article that training may use as the product would, so that the network meets the
mentions and the states that it will meet, and learns from the annotation who takes part in each
event. Minutes on two cores; seeds are fixed. Run it after ``training.export``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import onnxruntime
import torch
from benchmarks.corpus import as_article
from torch import Tensor, nn
from torch.nn import functional

from dragoman.actors import Found
from dragoman.article import has_headline
from dragoman.coder import default_coder
from dragoman.events.find import anchors_of
from dragoman.events.triggers import first_word
from dragoman.language import Document, read_document
from dragoman.model import HOST, Anchor, Signals
from dragoman.model.chunks import make_chunks
from dragoman.model.gate import worth_reading
from dragoman.model.parties import KINDS, REACH, Around, around
from dragoman.model.tokenizer import MASK, load_tokenizer
from training.export import CORPUS, TARGET
from training.labels import TOKEN_HEADS
from training.markup import MarkedArticle, MarkedEvent, corpus_articles, held_out
from training.standoff import real_articles

STATES = 384
"""Width of the encoder's states."""
WIDTH = 192
LAYERS = 2
ATTENDING = 6
READINGS = 3
"""Readings of each article: one as it is, the others with some words blanked."""
BLANKED = 0.08
"""Share of the words blanked: the encoder knows the articles that it was trained on too well."""
FIRST_PIECE = 999
"""Pieces below this stand for no word."""
EPOCHS = 8
BATCH = 24
RATE = 5e-4
WARM = 100
"""Steps until the full rate."""
MORE = 1.3
"""Weight of a party against that of a bystander."""
DROPPED = 0.3


class Layer(nn.Module):
    """Attention among a trigger's words, and a map of each."""

    def __init__(self) -> None:
        super().__init__()
        self.mixed = nn.Linear(WIDTH, 3 * WIDTH)
        self.joined = nn.Linear(WIDTH, WIDTH)
        self.first, self.second = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 2 * WIDTH), nn.Linear(2 * WIDTH, WIDTH)
        self.drop = nn.Dropout(DROPPED / 2)

    def forward(self, x: Tensor, hidden: Tensor) -> Tensor:
        """``x`` (triggers, words, width); ``hidden`` is very low where there is no word."""
        size = x.shape[:2]
        heads = self.mixed(x).view(*size, 3, ATTENDING, WIDTH // ATTENDING)
        query, key, value = heads.permute(2, 0, 3, 1, 4)
        weights = query @ key.transpose(-1, -2) / (WIDTH // ATTENDING) ** 0.5 + hidden
        seen = (self.drop(weights.softmax(-1)) @ value).transpose(1, 2).reshape(*size, WIDTH)
        x = self.first(x + self.drop(self.joined(seen)))
        made: Tensor = self.second(x + self.drop(self.down(functional.gelu(self.up(x)))))
        return made


class PartyNetwork(nn.Module):
    """From a trigger's words to the log-odds of both roles for each of them."""

    def __init__(self) -> None:
        super().__init__()
        self.state = nn.Linear(STATES, WIDTH)
        self.event_type = nn.Embedding(len(TOKEN_HEADS["trigger"]), WIDTH)
        self.place = nn.Embedding(2 * REACH + 1, WIDTH)
        self.kind = nn.Embedding(len(KINDS), WIDTH)
        self.linked = nn.Linear(2, WIDTH)
        self.even = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.roles = nn.Linear(WIDTH, 2)
        self.kept = nn.Parameter(torch.tensor([0.5, 0.5]))
        self.drop, self.blur = nn.Dropout(DROPPED), nn.Dropout(0.1)

    def forward(
        self,
        states: Tensor,
        types: Tensor,
        places: Tensor,
        kinds: Tensor,
        links: Tensor,
        mask: Tensor,
    ) -> Tensor:
        """Everything padded to (triggers, words, …); ``places`` counts from ``REACH`` before."""
        at_trigger = (places == REACH).unsqueeze(-1)
        x = self.state(self.blur(states)) + self.place(places) + self.kind(kinds)
        x = x + at_trigger * self.event_type(types).unsqueeze(1) + self.linked(links / 4)
        x = self.drop(self.even(x))
        hidden = (1 - mask)[:, None, None] * -1e4
        for layer in self.layers:
            x = layer(x, hidden)
        odds: Tensor = self.roles(self.drop(x)) + self.kept * links
        return odds


@dataclass
class Lesson:
    """One mention of an event as the reader sees it, and who takes part.

    ``parties`` has for each actor its columns and whether it acts, and is acted on.
    """

    seen: Around
    states: Tensor
    parties: list[tuple[list[int], bool, bool]]


def lessons(article: MarkedArticle, readings: int, rng: random.Random) -> Iterator[Lesson]:
    """What one article teaches, once for each reading."""
    coder = default_coder()
    made = as_article(article)
    document = read_document(made.text, has_headline=has_headline(made))
    chunks = make_chunks(document, worth_reading(document, coder.knowledge.names), load_tokenizer())
    anchors: list[Anchor] = []
    named: list[frozenset[str]] = []
    for reading in range(readings if chunks else 0):
        blanked = [replace(one, ids=_blanked(one.ids, rng)) if reading else one for one in chunks]
        (signals,) = coder.model.read_chunks([blanked])
        if reading == 0:
            found = coder.name_actors(made, document, signals)
            anchors = anchors_of(document, found)
            named = _named(article, document, found, anchors)
        yield from _events(article, document, signals, anchors, named)


def _blanked(ids: list[int], rng: random.Random) -> list[int]:
    return [MASK if one >= FIRST_PIECE and rng.random() < BLANKED else one for one in ids]


def _named(
    article: MarkedArticle, document: Document, found: Found, anchors: Sequence[Anchor]
) -> list[frozenset[str]]:
    """Which annotated actors each anchor stands for; a place for those of its state."""
    marked = [(span, tag) for tag, spans in article.spans.items() for span in spans]
    marked = [(span, tag) for span, tag in marked if tag.split("+")[0] in article.actors]
    states = {key: one.country for key, one in article.actors.items() if one.kind == "state"}
    country = {one.id: one.country for one in found.actors}
    by_mention = iter(found.mentions)
    names = []
    for anchor in anchors:
        if anchor.kind == HOST:
            here = country[anchor.actor]
            names.append(frozenset(key for key, one in states.items() if here and one == here))
            continue
        mention = next(by_mention)
        best = max(
            marked, key=lambda one: _shared(one[0], (mention.start, mention.end)), default=None
        )
        touches = best is not None and _shared(best[0], (mention.start, mention.end)) > 0
        names.append(frozenset(best[1].split("+")) if best and touches else frozenset())
    return names


def _shared(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Jaccard overlap of two spans of characters."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, both) / (max(one[1], other[1]) - min(one[0], other[0]))


def _events(
    article: MarkedArticle,
    document: Document,
    signals: Signals,
    anchors: Sequence[Anchor],
    named: Sequence[frozenset[str]],
) -> Iterator[Lesson]:
    for key, event in article.events.items():
        for start, end in article.spans[key]:
            word = first_word(document, start, end)
            if word in signals.row_of:
                seen = around(signals, word, event.type, anchors)
                if seen.anchors:
                    states = torch.from_numpy(signals.states[seen.rows]).half()
                    yield Lesson(seen, states, _parties(event, seen, anchors, named))


def _parties(
    event: MarkedEvent, seen: Around, anchors: Sequence[Anchor], named: Sequence[frozenset[str]]
) -> list[tuple[list[int], bool, bool]]:
    columns: dict[str, list[int]] = {}
    stands_for: dict[str, set[str]] = {}
    for column, number in seen.anchors:
        actor = anchors[number].actor
        columns.setdefault(actor, []).append(column)
        stands_for.setdefault(actor, set()).update(named[number])
    return [
        (at, bool(stands_for[one] & {*event.actors}), bool(stands_for[one] & {*event.recipients}))
        for one, at in columns.items()
    ]


def batch_of(lessons: Sequence[Lesson]) -> tuple[tuple[Tensor, ...], Tensor, Tensor, Tensor]:
    """Pads lessons for the network, and says who is who.

    Returns the inputs; triggers' numbers and columns of all mentions (mentions, 2);
    the party of each mention; and the parties' two labels (parties, 2).
    """
    sizes = [len(one.seen.rows) for one in lessons]
    shape = (len(lessons), max(sizes))
    states = torch.zeros(*shape, STATES)
    places, kinds = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    links, mask = torch.zeros(*shape, 2), torch.zeros(shape)
    at: list[tuple[int, int]] = []
    party: list[int] = []
    labels: list[tuple[float, float]] = []
    for number, (one, size) in enumerate(zip(lessons, sizes, strict=True)):
        states[number, :size] = one.states.float()
        places[number, :size] = torch.from_numpy(one.seen.apart) + REACH
        kinds[number, :size] = torch.from_numpy(one.seen.kinds)
        links[number, :size] = torch.from_numpy(one.seen.links)
        mask[number, :size] = 1
        for columns, acts, suffers in one.parties:
            at += [(number, column) for column in columns]
            party += [len(labels)] * len(columns)
            labels.append((float(acts), float(suffers)))
    types = torch.tensor([one.seen.type for one in lessons])
    inputs = (states, types, places, kinds, links, mask)
    return inputs, torch.tensor(at), torch.tensor(party), torch.tensor(labels)


def answers(network: PartyNetwork, lessons: Sequence[Lesson]) -> tuple[Tensor, Tensor]:
    """Log-odds and labels (parties, 2) of a batch; an actor's mentions speak together."""
    inputs, at, party, labels = batch_of(lessons)
    odds = network(*inputs)[at[:, 0], at[:, 1]]
    spread = party[:, None].expand(-1, 2)
    top = torch.full_like(labels, -1e9).scatter_reduce(0, spread, odds, "amax")
    sums = torch.zeros_like(labels).index_add(0, party, (odds - top[party]).exp())
    return top + sums.log(), labels


def fit(network: PartyNetwork, taught: Sequence[Lesson], kept: Sequence[Lesson]) -> None:
    """Trains the network; prints how well it does on what was kept from it."""
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.05)
    each = len(taught) // READINGS // BATCH
    steps = EPOCHS * each
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM) * max(0.02, 1 - step / steps)
    )
    for epoch in range(EPOCHS):
        network.train()
        drawn = random.Random(epoch).sample(list(taught), each * BATCH)
        total = 0.0
        for first in range(0, len(drawn), BATCH):
            odds, labels = answers(network, drawn[first : first + BATCH])
            loss = functional.binary_cross_entropy_with_logits(
                odds, labels, pos_weight=torch.tensor(MORE)
            )
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        actor, recipient = scores(network, kept)
        print(
            f"epoch {epoch}: loss {total / each:.4f}, held back: F1 of actors {actor:.3f}, "
            f"of recipients {recipient:.3f}",
            flush=True,
        )


@torch.no_grad()
def scores(network: PartyNetwork, lessons: Sequence[Lesson]) -> list[float]:
    """F1 of both roles among the actors that the system names near a trigger."""
    network.eval()
    made = [answers(network, lessons[at : at + BATCH]) for at in range(0, len(lessons), BATCH)]
    said = torch.cat([odds for odds, _ in made]) > 0
    true = torch.cat([labels for _, labels in made]) > 0
    both, all_ = (said & true).sum(0), said.sum(0) + true.sum(0)
    return [float(one) for one in 2 * both / all_]


def export(network: PartyNetwork, lesson: Lesson, target: Path) -> None:
    """Writes ``parties.onnx``, and its hash into ``labels.json``."""
    network.eval()
    inputs = batch_of([lesson, lesson])[0]
    names = ["states", "types", "places", "kinds", "links", "mask"]
    axes = {name: {0: "triggers", 1: "words"} for name in names}
    axes["types"] = {0: "triggers"}
    path = target / "parties.onnx"
    torch.onnx.export(
        network,
        inputs,
        str(path),
        input_names=names,
        output_names=["odds"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    session = onnxruntime.InferenceSession(str(path))
    feed = {name: one.numpy() for name, one in zip(names, inputs, strict=True)}
    with torch.no_grad():
        apart = abs(session.run(None, feed)[0] - network(*inputs).numpy()).max()
    made = json.loads((target / "labels.json").read_text())
    made["parties_sha256"] = sha256(path.read_bytes()).hexdigest()
    (target / "labels.json").write_text(json.dumps(made, indent=1) + "\n")
    print(f"{path.stat().st_size / 2**20:.1f} MiB, largest difference {apart:.1e}")


def main() -> None:
    """Reads, trains, exports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    torch.manual_seed(chosen.seed)
    rng = random.Random(chosen.seed)
    taught: list[Lesson] = []
    kept: list[Lesson] = []
    for article in corpus_articles(CORPUS) + real_articles(pattern="train-*.jsonl"):
        if held_out(article.meta.get("story", article.id)):
            kept += lessons(article, 1, rng)
        else:
            taught += lessons(article, READINGS, rng)
    print(f"{len(taught)} lessons, {len(kept)} held back", flush=True)
    network = PartyNetwork()
    fit(network, taught, kept)
    export(network, kept[0], chosen.target)


if __name__ == "__main__":
    main()
