"""The one encoder: paragraphs of many documents in, every head's answer for every word out.

A paragraph is encoded at most once, and each chunk in a run of its own: the 8-bit products scale
their input by what else is in the run, so that neighbours would change an article's record. Runs
share the cores, one thread each.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.errors import ModelError
from dragoman.language import Document
from dragoman.model.arrays import Floats, Ints
from dragoman.model.chunks import Chunk, make_chunks
from dragoman.model.meaning import pooled
from dragoman.model.pairs import MarkedPair, encode_pair
from dragoman.model.tokenizer import Tokenizer, load_tokenizer

LIKELY = 0.05
"""Labels below this probability are not worth telling."""
NO_LINK = -12.0
"""Log-odds of a link between chunks, which the encoder does not see together."""
DISTANCES = 16
"""Classes of how far, and on which side, one word stands from another (``distance_class``)."""


def distance_class(apart: Ints) -> Ints:
    """The class of signed distances in words: the same word, 1, 2, 3-4, 5-8 … over 64, each side.

    How likely a link is depends on it apart from what the words are: who acts stands before the
    verb as a rule, and near.
    """
    size = np.ceil(np.log2(np.maximum(np.abs(apart), 1))).astype(np.int64)
    size = np.minimum(size + 1, DISTANCES // 2 - 1)
    signed = np.where(apart < 0, DISTANCES // 2 + size, size)
    return np.where(apart == 0, 0, signed)


@dataclass(frozen=True)
class Labels:
    """What each head can say, in the order of its outputs."""

    tokens: dict[str, list[str]]
    contexts: list[str]
    pairs: dict[str, list[str]]
    relations: list[str]
    link_width: int
    link_distance: Floats
    """Part of a link's logit that only depends on its relation (row) and distance class."""
    calibration: dict[str, tuple[float, float]]
    """Slope and offset that turn the log-odds of a raw score into those of being right."""
    sha256: str
    parties_sha256: str
    """Of the second network (``model.parties``)."""

    @property
    def name(self) -> str:
        """A short name of the weights of both networks, as a record's provenance gives it."""
        return f"{self.sha256[:8]}-{self.parties_sha256[:4]}"

    def confidence(self, entry: str, score: float) -> float:
        """How likely an ``entry`` (event, statement, forecast) with this raw score is right.

        Platt scaling (Platt 1999), fitted on articles that training held back.
        """
        slope, offset = self.calibration[entry]
        odds = math.log(max(score, 1e-3) / max(1.0 - score, 1e-3))
        return round(min(0.99, 1.0 / (1.0 + math.exp(-slope * odds - offset))), 3)


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
    states: Floats
    """The words' evened states, for what reads on from them (``model.parties``)."""

    def likely(self, head: str, word: int) -> dict[str, float]:
        """The labels of a head that a word likely has, with their probabilities."""
        values = self.tokens[head][self.row_of[word]]
        names = self.labels.tokens[head]
        return {names[i]: float(values[i]) for i in np.flatnonzero(values >= LIKELY).tolist()}

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
            logits = self.link_odds(relation, row, at[same])
            scores[same] = 1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30)))
        return scores

    def link_odds(self, relation: str, row: int, rows: Ints) -> Floats:
        """Log-odds of the link from a row to other rows; ``NO_LINK`` into another chunk."""
        index = self.labels.relations.index(relation)
        width = self.labels.link_width
        part = slice(index * width, (index + 1) * width)
        odds = self.key[rows, part] @ self.query[row, part] / width**0.5
        odds = odds + self.labels.link_distance[index, distance_class(rows - row)]
        found: Floats = np.where(self.chunk_of[rows] == self.chunk_of[row], odds, NO_LINK)
        return found


def softmax(logits: Floats) -> Floats:
    """Probabilities along the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def one_thread() -> Any:
    """Options of a session that leaves the cores to other runs beside it."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return options


class Model:
    """The network of the package, on ONNX Runtime."""

    def __init__(self, weights: bytes, labels: Labels, tokenizer: Tokenizer, threads: int) -> None:
        import onnxruntime

        self._session = onnxruntime.InferenceSession(
            weights, one_thread(), providers=["CPUExecutionProvider"]
        )
        self._tokenizer = tokenizer
        self._pool = ThreadPoolExecutor(threads)
        self.labels = labels

    def read(
        self, documents: Sequence[Document], paragraphs: Sequence[Sequence[int]]
    ) -> list[Signals]:
        """Encodes the chosen paragraphs (indices, ascending) of each document once."""
        return self.read_chunks(
            [
                make_chunks(document, chosen, self._tokenizer)
                for document, chosen in zip(documents, paragraphs, strict=True)
            ]
        )

    def read_chunks(self, documents: Sequence[list[Chunk]]) -> list[Signals]:
        """The same for chunks made before, a list a document."""
        found = self._pool.map(self._run, [chunk for chunks in documents for chunk in chunks])
        return [self._signals(chunks, [next(found) for _ in chunks]) for chunks in documents]

    def meanings(
        self, documents: Sequence[Document], paragraphs: Sequence[Sequence[int]]
    ) -> list[dict[int, Floats]]:
        """A vector for each sentence (by its index) of the chosen paragraphs of each document.

        The graph brings states to mean 0 and equal spread (``training.export``), so that what
        all sentences share does not make them alike.
        """
        return list(self._pool.map(self._meanings, documents, paragraphs))

    def _meanings(self, document: Document, chosen: Sequence[int]) -> dict[int, Floats]:
        triggers = self._columns("trigger")
        found: list[tuple[Floats, Floats, list[int]]] = []
        for chunk in make_chunks(document, chosen, self._tokenizer):
            feed = _feed(chunk.ids, chunk.shapes, chunk.heads)
            states, tokens = self._session.run(["states", "tokens"], feed)
            inside = [document.sentence_at(document.starts[word]) for word in chunk.words]
            found.append((states, softmax(tokens[:, triggers])[:, 0], inside))
        if not found:
            return {}
        states, outside, sentences = zip(*found, strict=True)
        return pooled(
            np.concatenate(states),
            np.concatenate(outside),
            np.array([one for some in sentences for one in some], dtype=np.int64),
        )

    def _columns(self, head: str) -> slice:
        """Where a token head stands among the outputs of all."""
        at = 0
        for name, labels in self.labels.tokens.items():
            if name == head:
                return slice(at, at + len(labels))
            at += len(labels)
        raise KeyError(head)

    def _run(self, chunk: Chunk) -> tuple[Floats, ...]:
        """Token heads, link queries, link keys and states of the chunk's words."""
        feed = _feed(chunk.ids, chunk.shapes, chunk.heads)
        tokens, query, key, states = self._session.run(["tokens", "query", "key", "states"], feed)
        return tokens, query, key, states

    def _signals(self, chunks: list[Chunk], answers: list[tuple[Floats, ...]]) -> Signals:
        words = np.array([word for chunk in chunks for word in chunk.words], dtype=np.int64)
        chunk_of = np.repeat(
            np.arange(len(chunks), dtype=np.int64), [len(chunk.words) for chunk in chunks]
        )
        width = sum(map(len, self.labels.tokens.values())) + len(self.labels.contexts)
        links = len(self.labels.relations) * self.labels.link_width
        tokens, query, key, states = (
            np.concatenate([answer[i] for answer in answers])
            if answers
            else np.zeros((0, size), dtype=np.float32)
            for i, size in enumerate((width, links, links, 0))
        )
        heads: dict[str, Floats] = {}
        at = 0
        for name, labels in self.labels.tokens.items():
            heads[name] = softmax(tokens[:, at : at + len(labels)])
            at += len(labels)
        contexts = (1.0 / (1.0 + np.exp(-tokens[:, at:]))).astype(np.float32)
        row_of = {int(word): row for row, word in enumerate(words)}
        return Signals(self.labels, words, chunk_of, row_of, heads, contexts, query, key, states)

    def pairs(
        self,
        asked: Sequence[tuple[str, tuple[int, int] | None, tuple[int, int] | None]],
    ) -> list[dict[str, Floats]]:
        """Probabilities of the pair heads for each (text, actor span, recipient span)."""
        marked = [
            encode_pair(text, actor, recipient, self._tokenizer) for text, actor, recipient in asked
        ]
        return list(self._pool.map(self._run_pair, marked))

    def _run_pair(self, one: MarkedPair) -> dict[str, Floats]:
        (out,) = self._session.run(
            ["pairs"], _feed(one.ids, one.shapes, [0, one.actor, one.recipient])
        )
        answer: dict[str, Floats] = {}
        at = 0
        for name, labels in self.labels.pairs.items():
            # Each place (start, actor, recipient) has its own map: the answers add up.
            size = len(labels)
            logits = sum(
                out[place, at + place * size : at + (place + 1) * size] for place in range(3)
            )
            at += 3 * size
            answer[name] = softmax(logits)
        return answer


def _feed(ids: list[int], shapes: list[int], heads: list[int]) -> dict[str, npt.NDArray[np.int64]]:
    """The inputs of one run: pieces, and the places whose answers are wanted."""
    return {
        "ids": np.array([ids], dtype=np.int64),
        "mask": np.ones((1, len(ids)), dtype=np.int64),
        "shapes": np.array([shapes], dtype=np.int64),
        "rows": np.zeros(len(heads), dtype=np.int64),
        "heads": np.array(heads, dtype=np.int64),
    }


def _read_labels(raw: dict[str, Any]) -> Labels:
    return Labels(
        raw["tokens"],
        raw["contexts"],
        raw["pairs"],
        raw["relations"],
        raw["link_width"],
        np.array(raw["link_distance"], dtype=np.float32),
        {entry: (slope, offset) for entry, (slope, offset) in raw["calibration"].items()},
        raw["sha256"],
        raw["parties_sha256"],
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
