"""The one encoder, its heads and weights, and the cheap look that spares it work."""

from dragoman.model.decode import Tagged, bio_spans, plain_spans
from dragoman.model.encoder import Labels, Model, Signals, load_model
from dragoman.model.parties import HOST, Anchor, PartyReader, load_party_reader

__all__ = [
    "HOST",
    "Anchor",
    "Labels",
    "Model",
    "PartyReader",
    "Signals",
    "Tagged",
    "bio_spans",
    "load_model",
    "load_party_reader",
    "plain_spans",
]
