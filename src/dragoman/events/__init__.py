"""Did what to whom: the PLOVER ontology, triggers, parties, status, reports."""

from dragoman.events.cameo import CameoCode, cameo_code, cameo_codes, cameo_to_plover
from dragoman.events.classify import Classification, Question, classify
from dragoman.events.find import find_events
from dragoman.events.ontology import EventType, Mode, Ontology, load_ontology
from dragoman.events.own import Fit, Match, Matcher, OwnType, load_types

__all__ = [
    "CameoCode",
    "Classification",
    "EventType",
    "Fit",
    "Match",
    "Matcher",
    "Mode",
    "Ontology",
    "OwnType",
    "Question",
    "cameo_code",
    "cameo_codes",
    "cameo_to_plover",
    "classify",
    "find_events",
    "load_ontology",
    "load_types",
]
