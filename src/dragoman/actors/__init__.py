"""Who: mentions of actors, what they refer to, roles at a date, and the knowledge base."""

from dragoman.actors.find import find_actors
from dragoman.actors.found import Detail, Found, Setting
from dragoman.actors.knowledge import Knowledge, load_knowledge
from dragoman.actors.spans import Candidate

__all__ = [
    "Candidate",
    "Detail",
    "Found",
    "Knowledge",
    "Setting",
    "find_actors",
    "load_knowledge",
]
