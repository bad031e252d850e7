"""Chunks of text with labels: the one form in which every source reaches the network.

A chunk is a run of whole paragraphs, cut the same way as at run time
(``dragoman.model.chunks``), as word pieces with a label for each word and head; heads that a
source says nothing about are masked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import torch
from torch import Tensor

from dragoman.language import Document, read_document
from dragoman.model.chunks import Chunk, make_chunks
from dragoman.model.tokenizer import Tokenizer
from training.labels import CONTEXT_LABELS, RELATIONS, SOMEWHERE, TOKEN_HEADS

IGNORED = -100
MASK = 103
"""The piece that stands for a hidden one."""
FIRST_ORDINARY = 999
"""Pieces before it are symbols of the tokenizer."""
SpanLabel = tuple[int, int, str]
"""First word, word after the last, kind."""


@dataclass
class Labelled:
    """One document with its labels, word by word.

    ``layers`` holds one array a token head; ``links`` lists (relation, query word, key word,
    0 or 1); ``contexts`` maps a trigger's first word to its contexts.
    """

    document: Document
    layers: dict[str, np.ndarray]
    links: list[tuple[str, int, int, int]] = field(default_factory=list)
    contexts: dict[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass
class Example:
    """One chunk ready for the network: ``heads`` are positions of the words' first pieces."""

    ids: list[int]
    heads: list[int]
    shapes: list[int]
    layers: dict[str, np.ndarray]
    links: list[tuple[int, int, int, int]]
    contexts: dict[int, np.ndarray]


def bio(length: int, spans: Iterable[SpanLabel], labels: Sequence[str]) -> np.ndarray:
    """Labels B- and I- for the spans, O elsewhere; of overlapping spans the longer wins."""
    index = {label: i for i, label in enumerate(labels)}
    out = np.zeros(length, dtype=np.int64)
    for first, last, kind in sorted(spans, key=lambda span: span[1] - span[0]):
        out[first:last] = index[f"I-{kind}"]
        out[first] = index[f"B-{kind}"]
        if last < length and labels[out[last]].startswith("I-"):
            out[last] = index["B-" + labels[out[last]][2:]]
    return out


def empty_layers(length: int, names: Iterable[str]) -> dict[str, np.ndarray]:
    """Arrays of zeros ("O") for ``names``; heads read somewhere only start as ignored."""
    return {
        name: np.full(length, IGNORED if name in SOMEWHERE else 0, dtype=np.int64) for name in names
    }


def document_of(text: str, has_headline: bool = False) -> Document:
    """The same view of a text that the product takes."""
    return read_document(text, has_headline=has_headline)


def cut(labelled: Labelled, tokenizer: Tokenizer, limit: int) -> Iterator[Example]:
    """The document's chunks as examples; links across chunks are dropped."""
    document = labelled.document
    paragraphs = range(len(document.paragraphs))
    for chunk in make_chunks(document, paragraphs, tokenizer, limit):
        yield _example(labelled, chunk)


def _example(labelled: Labelled, chunk: Chunk) -> Example:
    place = {word: i for i, word in enumerate(chunk.words)}
    words = np.array(chunk.words, dtype=np.int64)
    layers = {name: values[words] for name, values in labelled.layers.items()}
    links = [
        (RELATIONS.index(relation), place[query], place[key], value)
        for relation, query, key, value in labelled.links
        if query in place and key in place
    ]
    contexts = {}
    for word, names in labelled.contexts.items():
        if word in place:
            row = np.zeros(len(CONTEXT_LABELS), dtype=np.float32)
            row[[CONTEXT_LABELS.index(name) for name in names]] = 1
            contexts[place[word]] = row
    return Example(chunk.ids, chunk.heads, chunk.shapes, layers, links, contexts)


@dataclass
class Batch:
    """Examples padded together. Word indices in ``links`` and ``contexts`` are flat."""

    ids: Tensor
    mask: Tensor
    shapes: Tensor
    rows: Tensor
    heads: Tensor
    layers: dict[str, Tensor]
    links: Tensor
    contexts: Tensor
    context_words: Tensor


def hide_pieces(batch: Batch, share: float) -> Batch:
    """The batch with a random share of its pieces hidden, so that context has to tell."""
    ordinary = batch.ids >= FIRST_ORDINARY
    hidden = (torch.rand(batch.ids.shape) < share) & ordinary
    return replace(batch, ids=batch.ids.masked_fill(hidden, MASK))


def collate(examples: Sequence[Example]) -> Batch:
    """Pads ids; concatenates words of all examples (``rows``, ``heads`` say where they are)."""
    longest = max(len(example.ids) for example in examples)
    ids = torch.zeros(len(examples), longest, dtype=torch.long)
    mask = torch.zeros(len(examples), longest, dtype=torch.long)
    shapes = torch.zeros(len(examples), longest, dtype=torch.long)
    rows: list[int] = []
    heads: list[int] = []
    links: list[tuple[int, int, int, int]] = []
    context_words: list[int] = []
    contexts: list[np.ndarray] = []
    for row, example in enumerate(examples):
        ids[row, : len(example.ids)] = torch.tensor(example.ids)
        mask[row, : len(example.ids)] = 1
        shapes[row, : len(example.ids)] = torch.tensor(example.shapes)
        base = len(heads)
        rows += [row] * len(example.heads)
        heads += example.heads
        links += [(r, base + q, base + k, v) for r, q, k, v in example.links]
        for word, values in example.contexts.items():
            context_words.append(base + word)
            contexts.append(values)
    layers = {}
    for name in TOKEN_HEADS:
        parts = [
            example.layers.get(name, np.full(len(example.heads), IGNORED, dtype=np.int64))
            for example in examples
        ]
        layers[name] = torch.from_numpy(np.concatenate(parts))
    return Batch(
        ids,
        mask,
        shapes,
        torch.tensor(rows),
        torch.tensor(heads),
        layers,
        torch.tensor(links, dtype=torch.long).reshape(-1, 4),
        torch.from_numpy(np.array(contexts, dtype=np.float32).reshape(-1, len(CONTEXT_LABELS))),
        torch.tensor(context_words, dtype=torch.long),
    )
