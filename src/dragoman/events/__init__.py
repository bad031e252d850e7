"""Did what to whom: the PLOVER ontology, triggers, parties, status, reports."""

from dragoman.events.cameo import CameoCode, cameo_code, cameo_codes, cameo_to_plover
from dragoman.events.classify import Classification, Question, classify
from dragoman.events.find import find_events
from dragoman.events.ontology import EventType, Mode, Ontology, load_ontology

__all__ = [
    "CameoCode",
    "Classification",
    "EventType",
    "Mode",
    "Ontology",
    "Question",
    "cameo_code",
    "cameo_codes",
    "cameo_to_plover",
    "classify",
    "find_events",
    "load_ontology",
]
