"""Did what to whom: the PLOVER ontology, triggers, parties, status, reports."""

from dragoman.events.classify import Classification, Question, classify
from dragoman.events.find import find_events
from dragoman.events.ontology import EventType, Mode, Ontology, load_ontology

__all__ = [
    "Classification",
    "EventType",
    "Mode",
    "Ontology",
    "Question",
    "classify",
    "find_events",
    "load_ontology",
]
