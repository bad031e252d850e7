"""In and out: other people's event data into an archive, its events into other formats."""

from dragoman.exchange.exports import Exported, export_events, export_imported
from dragoman.exchange.files import Reject
from dragoman.exchange.formats import FORMATS, Format
from dragoman.exchange.imports import Imported, import_files
from dragoman.exchange.parquet import export_parquet

__all__ = [
    "FORMATS",
    "Exported",
    "Format",
    "Imported",
    "Reject",
    "export_events",
    "export_imported",
    "export_parquet",
    "import_files",
]
