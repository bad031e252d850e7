"""How relations move: dyads over time, networks, triangles, and how right the coding is."""

from dragoman.relations.dyads import EVERY_DYAD, Panel, dyads
from dragoman.relations.intervals import dyads_with_intervals
from dragoman.relations.source import Source, archive_events, table_events
from dragoman.relations.states import StateCodes, state_codes

__all__ = [
    "EVERY_DYAD",
    "Panel",
    "Source",
    "StateCodes",
    "archive_events",
    "dyads",
    "dyads_with_intervals",
    "state_codes",
    "table_events",
]
