"""``dragoman schema``: the JSON schema of a record, or of its framing."""

from __future__ import annotations

import json

import click

from dragoman.schema import schema


@click.command("schema")
@click.option("--framing", is_flag=True, help="The schema of what `read --framing` adds.")
def command(framing: bool) -> None:
    """Print the JSON schema (draft 2020-12) that every record follows.

    \b
    Examples:
      dragoman schema > dragoman.schema.json
      dragoman schema --framing > framing.schema.json
    """
    if framing:
        from dragoman.framing import framing_schema

        made = framing_schema()
    else:
        made = schema()
    click.echo(json.dumps(made, indent=2))
