"""When: time expressions of the text, what they mean, and which one dates an event."""

from dragoman.times.dates import date_event
from dragoman.times.find import find_times, read_spans, resolve_phrase

__all__ = ["date_event", "find_times", "read_spans", "resolve_phrase"]
