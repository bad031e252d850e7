"""Did what to whom: the PLOVER ontology, triggers, parties, status, reports."""

from dragoman.events.find import find_events
from dragoman.events.ontology import EventType, Mode, Ontology, load_ontology

__all__ = ["EventType", "Mode", "Ontology", "find_events", "load_ontology"]
