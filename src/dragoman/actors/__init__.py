"""Who: mentions of actors, what they refer to, roles at a date, and the knowledge base."""

from dragoman.actors.find import Candidate, Detail, Found, Setting, find_actors
from dragoman.actors.knowledge import Knowledge, load_knowledge

__all__ = [
    "Candidate",
    "Detail",
    "Found",
    "Knowledge",
    "Setting",
    "find_actors",
    "load_knowledge",
]
