"""The one encoder: paragraphs of many documents in, every head's answer for every word out.

A paragraph is encoded at most once. Chunks of all documents of a batch are sorted by length and
run together, so that little is spent on padding; the answers return to their documents.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.errors import ModelError
from dragoman.language import Document
from dragoman.model.chunks import Chunk, make_chunks
from dragoman.model.pairs import MarkedPair, encode_pair
from dragoman.model.tokenizer import Tokenizer, load_tokenizer

Floats = npt.NDArray[np.float32]
PIECES = 4096
"""Word pieces of one run, padding included: enough to keep two cores busy, little memory."""


@dataclass(frozen=True)
class Labels:
    """What each head can say, in the order of its outputs."""

    tokens: dict[str, list[str]]
    contexts: list[str]
    pairs: dict[str, list[str]]
    relations: list[str]
    link_width: int
    sha256: str


@dataclass(frozen=True)
class Signals:
    """What the encoder says of one document's words.

    Rows are the words that were read, in order; ``row_of`` maps a word's index to its row and
    ``chunk_of`` a row to its chunk (links are defined within a chunk only).
    """

    labels: Labels
    words: npt.NDArray[np.int64]
    chunk_of: npt.NDArray[np.int64]
    row_of: dict[int, int]
    tokens: dict[str, Floats]
    contexts: Floats
    query: Floats
    key: Floats

    def link(self, relation: str, first: int, others: Sequence[int]) -> Floats:
        """Probability of the link from word ``first`` to each word of ``others``.

        Zero for words that were not read or stand in another chunk.
        """
        scores = np.zeros(len(others), dtype=np.float32)
        row = self.row_of.get(first)
        if row is None:
            return scores
        at = np.array([self.row_of.get(other, -1) for other in others], dtype=np.int64)
        same = np.flatnonzero((at >= 0) & (self.chunk_of[at] == self.chunk_of[row]))
        if len(same):
            index = self.labels.relations.index(relation)
            width = self.labels.link_width
            part = slice(index * width, (index + 1) * width)
            logits = self.key[at[same], part] @ self.query[row, part] / width**0.5
            scores[same] = 1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30)))
        return scores


def softmax(logits: Floats) -> Floats:
    """Probabilities along the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


class Model:
    """The network of the package, on ONNX Runtime."""

    def __init__(self, weights: bytes, labels: Labels, tokenizer: Tokenizer, threads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            weights, options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = tokenizer
        self.labels = labels

    def read(
        self, documents: Sequence[Document], paragraphs: Sequence[Sequence[int]]
    ) -> list[Signals]:
        """Encodes the chosen paragraphs (indices, ascending) of each document once."""
        made: list[tuple[int, int, Chunk]] = []
        for number, (document, chosen) in enumerate(zip(documents, paragraphs, strict=True)):
            chunks = make_chunks(document, chosen, self._tokenizer)
            made += [(number, order, chunk) for order, chunk in enumerate(chunks)]
        answers: dict[tuple[int, int], tuple[Floats, ...]] = {}
        for group in _groups(made):
            for (number, order, _), answer in zip(group, self._run(group), strict=True):
                answers[number, order] = answer
        by_document: list[list[Chunk]] = [[] for _ in documents]
        for number, _, chunk in made:
            by_document[number].append(chunk)
        return [
            self._signals(chunks, [answers[number, order] for order in range(len(chunks))])
            for number, chunks in enumerate(by_document)
        ]

    def _run(self, group: list[tuple[int, int, Chunk]]) -> list[tuple[Floats, ...]]:
        longest = max(len(chunk.ids) for _, _, chunk in group)
        ids = np.zeros((len(group), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        shapes = np.zeros_like(ids)
        rows: list[int] = []
        heads: list[int] = []
        for row, (_, _, chunk) in enumerate(group):
            size = len(chunk.ids)
            ids[row, :size] = chunk.ids
            mask[row, :size] = 1
            shapes[row, :size] = chunk.shapes
            rows += [row] * len(chunk.heads)
            heads += chunk.heads
        feed = {
            "ids": ids,
            "mask": mask,
            "shapes": shapes,
            "rows": np.array(rows, dtype=np.int64),
            "heads": np.array(heads, dtype=np.int64),
        }
        tokens, query, key = self._session.run(["tokens", "query", "key"], feed)
        answers: list[tuple[Floats, ...]] = []
        first = 0
        for _, _, chunk in group:
            last = first + len(chunk.heads)
            answers.append((tokens[first:last], query[first:last], key[first:last]))
            first = last
        return answers

    def _signals(self, chunks: list[Chunk], answers: list[tuple[Floats, ...]]) -> Signals:
        words = np.array([word for chunk in chunks for word in chunk.words], dtype=np.int64)
        chunk_of = np.repeat(
            np.arange(len(chunks), dtype=np.int64), [len(chunk.words) for chunk in chunks]
        )
        width = sum(map(len, self.labels.tokens.values())) + len(self.labels.contexts)
        links = len(self.labels.relations) * self.labels.link_width
        tokens, query, key = (
            np.concatenate([answer[i] for answer in answers])
            if answers
            else np.zeros((0, size), dtype=np.float32)
            for i, size in enumerate((width, links, links))
        )
        heads: dict[str, Floats] = {}
        at = 0
        for name, labels in self.labels.tokens.items():
            heads[name] = softmax(tokens[:, at : at + len(labels)])
            at += len(labels)
        contexts = (1.0 / (1.0 + np.exp(-tokens[:, at:]))).astype(np.float32)
        row_of = {int(word): row for row, word in enumerate(words)}
        return Signals(self.labels, words, chunk_of, row_of, heads, contexts, query, key)

    def pairs(
        self,
        asked: Sequence[tuple[str, tuple[int, int] | None, tuple[int, int] | None]],
    ) -> list[dict[str, Floats]]:
        """Probabilities of the pair heads for each (text, actor span, recipient span)."""
        marked = [
            encode_pair(text, actor, recipient, self._tokenizer) for text, actor, recipient in asked
        ]
        order = sorted(range(len(marked)), key=lambda i: len(marked[i].ids))
        results: list[dict[str, Floats]] = [{} for _ in marked]
        for begin in range(0, len(order), 32):
            group = order[begin : begin + 32]
            for i, answer in zip(group, self._run_pairs([marked[i] for i in group]), strict=True):
                results[i] = answer
        return results

    def _run_pairs(self, group: list[MarkedPair]) -> list[dict[str, Floats]]:
        longest = max(len(one.ids) for one in group)
        ids = np.zeros((len(group), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        shapes = np.zeros_like(ids)
        for row, one in enumerate(group):
            ids[row, : len(one.ids)] = one.ids
            mask[row, : len(one.ids)] = 1
            shapes[row, : len(one.ids)] = one.shapes
        feed = {
            "ids": ids,
            "mask": mask,
            "shapes": shapes,
            "rows": np.repeat(np.arange(len(group), dtype=np.int64), 3),
            "heads": np.array([[0, o.actor, o.recipient] for o in group], dtype=np.int64).ravel(),
        }
        (out,) = self._session.run(["pairs"], feed)
        read = out.reshape(len(group), 3, -1)
        answers: list[dict[str, Floats]] = [{} for _ in group]
        at = 0
        for name, labels in self.labels.pairs.items():
            # Each place (start, actor, recipient) has its own map: the answers add up.
            size = len(labels)
            logits = sum(
                read[:, place, at + place * size : at + (place + 1) * size] for place in range(3)
            )
            at += 3 * size
            for answer, values in zip(answers, softmax(logits), strict=True):
                answer[name] = values
        return answers


def _groups(made: list[tuple[int, int, Chunk]]) -> list[list[tuple[int, int, Chunk]]]:
    """Chunks of like length, ``PIECES`` to a group."""
    groups: list[list[tuple[int, int, Chunk]]] = []
    for item in sorted(made, key=lambda item: len(item[2].ids)):
        if groups and (len(groups[-1]) + 1) * len(item[2].ids) <= PIECES:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _read_labels(raw: dict[str, Any]) -> Labels:
    return Labels(
        raw["tokens"],
        raw["contexts"],
        raw["pairs"],
        raw["relations"],
        raw["link_width"],
        raw["sha256"],
    )


@lru_cache(maxsize=2)
def load_model(threads: int = 2) -> Model:
    """The model that ships in the package; raises ``ModelError`` when it is damaged."""
    from hashlib import sha256

    folder = files("dragoman.model") / "data"
    try:
        labels = _read_labels(json.loads((folder / "labels.json").read_text()))
        weights = (folder / "model.onnx").read_bytes()
    except (OSError, KeyError, ValueError) as error:
        raise ModelError(
            f"the model in the package cannot be read ({error}); install dragoman again"
        ) from error
    if sha256(weights).hexdigest() != labels.sha256:
        raise ModelError(
            "model.onnx is not the file that labels.json names; install dragoman again"
        )
    return Model(weights, labels, load_tokenizer(), threads)
