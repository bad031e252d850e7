"""DuckDB, one file: stores records and reads them back, nothing else."""

from dragoman.archive.corpus import Summary, code_corpus
from dragoman.archive.query import Filter, select
from dragoman.archive.store import Archive, open_archive

__all__ = ["Archive", "Filter", "Summary", "code_corpus", "open_archive", "select"]
