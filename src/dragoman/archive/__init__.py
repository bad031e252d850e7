"""DuckDB, one file: stores records and reads them back, nothing else."""

from dragoman.archive.corpus import Summary, code_corpus
from dragoman.archive.diff import Difference, Example, diff
from dragoman.archive.query import Filter, select
from dragoman.archive.search import Hit, Hits, Sought, search
from dragoman.archive.store import Archive, open_archive

__all__ = [
    "Archive",
    "Difference",
    "Example",
    "Filter",
    "Hit",
    "Hits",
    "Sought",
    "Summary",
    "code_corpus",
    "diff",
    "open_archive",
    "search",
    "select",
]
