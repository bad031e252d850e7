"""``dragoman schema``: the JSON schema of a record."""

from __future__ import annotations

import json

import click

from dragoman.schema import schema


@click.command("schema")
def command() -> None:
    """Print the JSON schema (draft 2020-12) that every record follows.

    \b
    Example:
      dragoman schema > dragoman.schema.json
    """
    click.echo(json.dumps(schema(), indent=2))
