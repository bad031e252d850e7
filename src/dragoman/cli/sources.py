"""What ``relations``, ``network`` and ``triangle`` share: where events come from, and which."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli import options
from dragoman.errors import UsageError
from dragoman.record import STATUSES

if TYPE_CHECKING:
    from dragoman.relations import Source

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

_OPTIONS = [
    click.option(
        "--archive", type=click.Path(path_type=Path), help="The archive that events come from."
    ),
    click.option(
        "--events",
        "table",
        type=click.Path(path_type=Path),
        help="In place of an archive: a Parquet or CSV file with the columns date, actor, "
        "recipient and more (GDELT, ICEWS, your own).",
    ),
    click.option(
        "--imported", is_flag=True, help="The events imported into the archive, not its own."
    ),
    click.option(
        "--count",
        type=click.Choice(["reports", "events"]),
        default="reports",
        show_default=True,
        help="reports: every article's. events: what was linked across articles, once.",
    ),
    click.option(
        "--status",
        "statuses",
        type=click.Choice(STATUSES),
        multiple=True,
        default=("happened", "ongoing"),
        show_default=True,
        help="Only events of this status; may be repeated.",
    ),
    click.option("--historical", is_flag=True, help="Count background too."),
    click.option("--since", type=options.IsoDate(), help="First day; else the first one read."),
    click.option("--until", type=options.IsoDate(), help="Last day; else the last one read."),
]


def source_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say where events come from and which of them count."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def by(default: str, *, whole: bool) -> Decorator:
    """The option for the length of a period; ``whole`` allows the window as a single one."""
    lengths = ["day", "week", "month", "quarter", "year", *(["all"] if whole else [])]
    return click.option(
        "--by",
        type=click.Choice(lengths),
        default=default,
        show_default=True,
        help="Length of a period" + ("; all: the whole window as one." if whole else "."),
    )


picture = click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw it too: FILE.svg, .png, or .html that stands alone.",
)


@contextmanager
def open_source(
    archive: Path | None, table: Path | None, count: str, imported: bool
) -> Iterator[Source]:
    """The source that the options name; raises ``UsageError`` unless exactly one is named."""
    from dragoman.archive import open_archive
    from dragoman.relations import archive_events, table_events

    if (archive is None) == (table is None):
        raise UsageError("name where events come from: --archive FILE, or --events FILE")
    if archive is not None:
        with open_archive(archive, read_only=True) as opened:
            if imported:
                yield table_events("imported_dyads", opened.connection)
                return
            yield archive_events(opened, "events" if count == "events" else "reports")
    else:
        yield table_events(table)
