"""Word pieces of a text, and where each word's first piece is."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import tokenizers

START, SEPARATOR, MASK, PADDING = 101, 102, 103, 0
"""Ids of ``[CLS]``, ``[SEP]`` and ``[PAD]`` in the uncased BERT vocabulary."""


class Tokenizer:
    """The encoder's uncased word pieces (BERT vocabulary), without special tokens."""

    def __init__(self, path: str) -> None:
        self._pieces = tokenizers.Tokenizer.from_file(path)
        self._pieces.no_padding()
        self._pieces.no_truncation()

    def encode(self, texts: list[str]) -> list[tuple[list[int], list[tuple[int, int]]]]:
        """For each text the piece ids and their character spans in it."""
        encoded = self._pieces.encode_batch(texts, add_special_tokens=False)
        return [(one.ids, one.offsets) for one in encoded]


@lru_cache(maxsize=1)
def load_tokenizer() -> Tokenizer:
    """The tokenizer that ships in the package."""
    return Tokenizer(str(files("dragoman.model") / "data" / "tokenizer.json"))
