"""Where: the places that an article names, found in a gazetteer."""

from dragoman.places.find import find_places
from dragoman.places.gazetteer import Gazetteer, load_gazetteer

__all__ = ["Gazetteer", "find_places", "load_gazetteer"]
