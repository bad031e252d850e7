"""How it is told: loaded words, whose voice, which sources, what the headline adds."""

from dragoman.framing.frame import framing_of, framing_schema
from dragoman.framing.result import (
    CATEGORIES,
    HEDGE_KINDS,
    Count,
    Framing,
    HeadlineClaim,
    Hedge,
    LoadedWord,
    Shares,
    Side,
    Source,
)

__all__ = [
    "CATEGORIES",
    "HEDGE_KINDS",
    "Count",
    "Framing",
    "HeadlineClaim",
    "Hedge",
    "LoadedWord",
    "Shares",
    "Side",
    "Source",
    "framing_of",
    "framing_schema",
]
