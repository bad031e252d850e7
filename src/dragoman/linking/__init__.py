"""One event, many reports: near-duplicate articles, and the reports of each event gathered."""

from dragoman.linking.copies import Copy, Text, find_copies
from dragoman.linking.happenings import Chosen, happenings, reports_of
from dragoman.linking.link import Linked, link, unlink
from dragoman.linking.pictures import story_chart
from dragoman.linking.story import Contradiction, Story, Voice, story

__all__ = [
    "Chosen",
    "Contradiction",
    "Copy",
    "Linked",
    "Story",
    "Text",
    "Voice",
    "find_copies",
    "happenings",
    "link",
    "reports_of",
    "story",
    "story_chart",
    "unlink",
]
