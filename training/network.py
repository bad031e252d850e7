"""The network: a small BERT encoder and many light heads that read its one pass.

The encoder is written out (eighty lines) rather than imported, so that the exported graph is
plain: embeddings, self-attention, feed-forward. Weights of a BERT-type checkpoint load by name.
Reference: Devlin et al. 2019 (encoder); Dozat and Manning 2017 (bilinear links).
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from dragoman.model.chunks import SHAPES
from dragoman.model.encoder import DISTANCES
from training.labels import CONTEXT_LABELS, PAIR_HEADS, RELATIONS, TOKEN_HEADS

BUCKETS = 32
"""Buckets of relative positions (MPNet)."""
LINK_WIDTH = 64
"""Width of the vectors whose product scores a link."""


class Layer(nn.Module):
    """One block: self-attention, feed-forward, each with a residual and a norm after it."""

    def __init__(self, hidden: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(hidden, hidden)
        self.key = nn.Linear(hidden, hidden)
        self.value = nn.Linear(hidden, hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=1e-12)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """``x`` (batch, length, hidden); ``bias`` is added to the attention scores."""
        batch, length, hidden = x.shape
        width = hidden // self.heads

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, width).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = q @ k.transpose(-1, -2) / width**0.5 + bias
        mixed = (
            (self.dropout(scores.softmax(-1)) @ v).transpose(1, 2).reshape(batch, length, hidden)
        )
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Embeddings and layers of a BERT-type encoder."""

    def __init__(
        self,
        vocabulary: int = 30522,
        hidden: int = 384,
        layers: int = 6,
        heads: int = 12,
        inner: int = 1536,
        positions: int = 512,
        dropout: float = 0.1,
        relative: bool = False,
    ) -> None:
        super().__init__()
        self.hidden = hidden
        self.relative = nn.Embedding(BUCKETS, heads) if relative else None
        self.words = nn.Embedding(vocabulary, hidden)
        self.positions = nn.Embedding(positions, hidden)
        self.shapes = nn.Embedding(SHAPES, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(hidden, heads, inner, dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> Tensor:
        """``ids``, ``mask``, ``shapes`` (batch, length) -> (batch, length, hidden)."""
        x = (
            self.words(ids)
            + self.shapes(shapes)
            + self.positions(torch.arange(ids.shape[1], device=ids.device))
        )
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        if self.relative is not None:
            bias = bias + self.relative(_buckets(ids.shape[1])).permute(2, 0, 1)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    @classmethod
    def from_checkpoint(cls, folder: Path, layers: int | None = None) -> Encoder:
        """Loads ``config.json`` and ``model.safetensors`` of a BERT or MPNet checkpoint.

        ``layers`` fewer than the checkpoint's keeps layers spread evenly over its depth.
        """
        config = json.loads((folder / "config.json").read_text())
        if config["model_type"] == "mpnet":
            return _from_mpnet(folder, config)
        depth = config["num_hidden_layers"]
        wanted = layers or depth
        kept = [round((i + 1) * depth / wanted) - 1 for i in range(wanted)]
        encoder = cls(
            config["vocab_size"],
            config["hidden_size"],
            wanted,
            config["num_attention_heads"],
            config["intermediate_size"],
            config["max_position_embeddings"],
        )
        source = load_file(folder / "model.safetensors")
        source = {name.removeprefix("bert."): value for name, value in source.items()}
        types = source["embeddings.token_type_embeddings.weight"][0]
        state = {
            "words.weight": source["embeddings.word_embeddings.weight"],
            # There is one segment only: its embedding is folded into the positions.
            "positions.weight": source["embeddings.position_embeddings.weight"] + types,
            # The checkpoint is uncased: shapes start without effect.
            "shapes.weight": torch.zeros(SHAPES, config["hidden_size"]),
            "norm.weight": source["embeddings.LayerNorm.weight"],
            "norm.bias": source["embeddings.LayerNorm.bias"],
        }
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for new, old in enumerate(kept):
            for ours, theirs in names.items():
                for part in ("weight", "bias"):
                    value = source[f"encoder.layer.{old}.{theirs}.{part}"]
                    state[f"layers.{new}.{ours}.{part}"] = value
        encoder.load_state_dict(state)
        return encoder


def _buckets(length: int) -> Tensor:
    """Bucket of each distance: exact up to 8 words either way, then logarithmic up to 128."""
    places = torch.arange(length)
    distance = places[None, :] - places[:, None]
    half = BUCKETS // 2
    exact = half // 2
    far = exact + (
        torch.log(distance.abs().clamp(min=1).float() / exact)
        / math.log(128 / exact)
        * (half - exact)
    ).long().clamp(max=half - 1 - exact)
    near = torch.where(distance.abs() < exact, distance.abs(), far)
    return near + (distance > 0).long() * half


def _from_mpnet(folder: Path, config: dict[str, Any]) -> Encoder:
    """An MPNet checkpoint, its vocabulary reordered to BERT's (Song et al. 2020).

    MPNet's word pieces are BERT's after four symbols of its own; positions begin at two.
    """
    encoder = Encoder(
        30522,
        config["hidden_size"],
        config["num_hidden_layers"],
        config["num_attention_heads"],
        config["intermediate_size"],
        512,
        relative=True,
    )
    source = load_file(folder / "model.safetensors")
    words = source["embeddings.word_embeddings.weight"]
    pieces = words[4 : 4 + 30522].clone()
    pieces[0], pieces[101], pieces[102] = words[1], words[0], words[2]
    state = {
        "words.weight": pieces,
        "positions.weight": source["embeddings.position_embeddings.weight"][2:514],
        "shapes.weight": torch.zeros(SHAPES, config["hidden_size"]),
        "norm.weight": source["embeddings.LayerNorm.weight"],
        "norm.bias": source["embeddings.LayerNorm.bias"],
        "relative.weight": source["encoder.relative_attention_bias.weight"],
    }
    names = {
        "query": "attention.attn.q",
        "key": "attention.attn.k",
        "value": "attention.attn.v",
        "out": "attention.attn.o",
        "norm1": "attention.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for layer in range(config["num_hidden_layers"]):
        for ours, theirs in names.items():
            for part in ("weight", "bias"):
                value = source[f"encoder.layer.{layer}.{theirs}.{part}"]
                state[f"layers.{layer}.{ours}.{part}"] = value
    encoder.load_state_dict(state)
    return encoder


class Network(nn.Module):
    """The encoder with all heads. Every output is per word piece, from one pass."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        hidden = encoder.hidden
        self.dropout = nn.Dropout(0.1)
        self.tokens = nn.ModuleDict(
            {name: nn.Linear(hidden, len(labels)) for name, labels in TOKEN_HEADS.items()}
        )
        self.contexts = nn.Linear(hidden, len(CONTEXT_LABELS))
        self.pair_inner = nn.Linear(hidden, hidden)
        # A pair is read at three places (start of text, actor, recipient): three maps each.
        self.pairs = nn.ModuleDict(
            {name: nn.Linear(hidden, 3 * len(labels)) for name, labels in PAIR_HEADS.items()}
        )
        self.link_inner = nn.Linear(hidden, hidden)
        self.link_query = nn.Linear(hidden, LINK_WIDTH * len(RELATIONS))
        self.link_key = nn.Linear(hidden, LINK_WIDTH * len(RELATIONS))
        self.link_distance = nn.Parameter(torch.zeros(len(RELATIONS), DISTANCES))

    def start_from(self, weights: dict[str, Tensor]) -> None:
        """Takes over weights of an earlier run; labels added at the end of a head begin anew."""
        own = self.state_dict()
        for name, value in weights.items():
            if name in own and own[name].shape[1:] == value.shape[1:]:
                own[name][: len(value)] = value
        self.load_state_dict(own)

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> dict[str, Tensor]:
        """All heads by name, ``contexts``, ``query``, ``key``; ``states`` are what they read."""
        states = self.encoder(ids, mask, shapes)
        x = self.dropout(states)
        out = {"states": states}
        out |= {name: head(x) for name, head in self.tokens.items()}
        out["contexts"] = self.contexts(x)
        inner = self.dropout(torch.tanh(self.pair_inner(x)))
        out |= {name: head(inner) for name, head in self.pairs.items()}
        linked = self.dropout(F.gelu(self.link_inner(x)))
        out["query"] = self.link_query(linked)
        out["key"] = self.link_key(linked)
        return out
