"""The command line: one file a command, each a thin skin over one public function.

Exit codes: 0 done, 1 some inputs failed and are listed, 2 wrong usage.
"""

from __future__ import annotations

import sys
from importlib import import_module
from keyword import iskeyword

import click

from dragoman import __version__
from dragoman.errors import DragomanError, UsageError

COMMANDS = {
    "read": "One article or several: who did what to whom, says who, what next.",
    "code": "A corpus into an archive; goes on where it stopped.",
    "classify": "The type between a given actor and recipient, a line each.",
    "match": "Sentences that are like your own event types.",
    "events": "Events of an archive.",
    "statements": "Statements of an archive.",
    "forecasts": "Forecasts of an archive.",
    "search": "Articles of an archive by their words.",
    "link": "Gather the reports of each event; find near-duplicate articles.",
    "happenings": "Events with all their reports, as linked.",
    "resolve": "What became of forecasts: by later articles, or by you.",
    "scores": "How good forecasters and outlets were.",
    "calendar": "What is planned, by day; also for calendar programs.",
    "relations": "Dyads over time: who did how much to whom.",
    "network": "Who stands with whom, and against whom.",
    "triangle": "Does pressure on two parties bring them closer?",
    "validate": "A sample to judge by hand, and the precision that follows.",
    "import": "Event data of ICEWS, GDELT, POLECAT or PLOVER into an archive.",
    "export": "Events of an archive in the formats of others, or as a graph.",
    "diff": "What another version, model or lexicon changed.",
    "schema": "The JSON schema of a record.",
    "doctor": "Check this installation, or an archive.",
}
"""Every command with its one line; modules load when their command is called."""


class _Commands(click.Group):
    """Loads the module of a command only when it is needed: ``--help`` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = f"{name}_" if iskeyword(name) else name
        command = import_module(f"dragoman.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dragoman")
def dragoman() -> None:
    """Reads news about international politics and keeps the record.

    Who did what to whom, when and where, how certain that is, according to whom, and what they
    said would happen next; every entry points at its words.

    \b
    Example:
      dragoman read article.txt --date 2023-01-20
    """


def main() -> None:
    """Entry point: errors that Dragoman knows are said in one line, without a traceback."""
    try:
        code = dragoman.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        code = 1
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except UsageError as error:
        click.echo(f"dragoman: {error}", err=True)
        code = 2
    except DragomanError as error:
        click.echo(f"dragoman: {error}", err=True)
        code = 1
    except OSError as error:
        click.echo(f"dragoman: {error.filename or 'output'}: {error.strerror or error}", err=True)
        code = 1
    sys.exit(code if isinstance(code, int) else 0)
