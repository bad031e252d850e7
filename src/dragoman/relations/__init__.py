"""How relations move: dyads over time, networks, triangles, and how right the coding is."""

from dragoman.relations.balance import Balance, balance
from dragoman.relations.dyads import EVERY_DYAD, Panel, dyads
from dragoman.relations.intervals import dyads_with_intervals
from dragoman.relations.maps import map_picture, network_picture
from dragoman.relations.network import Member, Network, Tie, network, network_over_time
from dragoman.relations.pictures import (
    calendar_picture,
    save_picture,
    series_picture,
    triangle_picture,
)
from dragoman.relations.precedence import Precedence, precedence
from dragoman.relations.source import Source, archive_events, table_events
from dragoman.relations.states import StateCodes, state_codes
from dragoman.relations.triangle import Question, Triangle, explain, triangle
from dragoman.relations.validation import Precision, methods_sentence, precision, sample_sheet

__all__ = [
    "EVERY_DYAD",
    "Balance",
    "Member",
    "Network",
    "Panel",
    "Precedence",
    "Precision",
    "Question",
    "Source",
    "StateCodes",
    "Tie",
    "Triangle",
    "archive_events",
    "balance",
    "calendar_picture",
    "dyads",
    "dyads_with_intervals",
    "explain",
    "map_picture",
    "methods_sentence",
    "network",
    "network_over_time",
    "network_picture",
    "precedence",
    "precision",
    "sample_sheet",
    "save_picture",
    "series_picture",
    "state_codes",
    "table_events",
    "triangle",
    "triangle_picture",
]
