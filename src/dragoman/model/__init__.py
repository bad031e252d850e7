"""The one encoder, its heads and weights, and the cheap look that spares it work."""

from dragoman.model.decode import Tagged, bio_spans, plain_spans
from dragoman.model.encoder import Labels, Model, Signals, load_model

__all__ = ["Labels", "Model", "Signals", "Tagged", "bio_spans", "load_model", "plain_spans"]
