"""Forecasts against what followed: outcomes, scores."""

from dragoman.ledger.entries import Wanted, entries
from dragoman.ledger.overrule import overrule
from dragoman.ledger.pictures import calibration_chart, save_picture
from dragoman.ledger.resolve import Resolved, resolve
from dragoman.ledger.scores import Bin, Decomposition, Score, Scored, calibration, decompose, score
from dragoman.ledger.standings import Book, Kept, book, kept
from dragoman.ledger.verdict import OUTCOMES

__all__ = [
    "OUTCOMES",
    "Bin",
    "Book",
    "Decomposition",
    "Kept",
    "Resolved",
    "Score",
    "Scored",
    "Wanted",
    "book",
    "calibration",
    "calibration_chart",
    "decompose",
    "entries",
    "kept",
    "overrule",
    "resolve",
    "save_picture",
    "score",
]
