"""Options and arguments that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click


class IsoDate(click.ParamType[str]):
    """A day as ``YYYY-MM-DD``."""

    name = "YYYY-MM-DD"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The day, checked; anything else is wrong usage."""
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"{value!r} is no day; write it like 2023-01-20", param, ctx)


published = click.option(
    "--date",
    "published",
    type=IsoDate(),
    help="Publication date; wins over any date found in the text.",
)
actors = click.option(
    "--actors",
    type=click.Path(exists=True, path_type=Path),
    help="A file (or folder of files) of your own actors, laid over the package's.",
)
output = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file instead of the screen.",
)
