"""``dragoman classify``: the type between a given actor and recipient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import msgspec

from dragoman.events import Question

BATCH = 256
"""Lines that are answered together: enough for full runs of the encoder."""


@click.command("classify")
@click.option(
    "--jsonl",
    "file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help='A file (or -) with a question a line: {"text", "actor": [start, end], '
    '"recipient": [start, end]}; either may be null.',
)
def command(file: Path) -> None:
    """Answer each question with a line of JSON, in the same order.

    Spans are offsets in code points, end excluded. Prints {"type", "underlying", "quad",
    "status", "scores"}; a line that is no question gets {"error"} and exit code 1.

    \b
    Example:
      echo '{"text": "France accused Mali.", "actor": [0, 6], "recipient": [15, 19]}' \\
        | dragoman classify --jsonl -
    """
    from dragoman.coder import default_coder
    from dragoman.events import classify

    model = default_coder().model
    failed = 0
    with click.open_file(str(file), "rb") as stream:
        for lines in _batches(stream):
            asked = [_question(number, line) for number, line in lines]
            answers = iter(classify([one for one in asked if isinstance(one, Question)], model))
            for one in asked:
                failed += isinstance(one, str)
                answer = {"error": one} if isinstance(one, str) else next(answers)
                click.echo(msgspec.json.encode(answer))
    if failed:
        click.echo(f"dragoman: {failed} lines are no question", err=True)
        raise click.exceptions.Exit(1)


def _batches(lines: Iterable[bytes]) -> Iterator[list[tuple[int, bytes]]]:
    batch: list[tuple[int, bytes]] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            batch.append((number, line))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _question(number: int, line: bytes) -> Question | str:
    """The question, or what is wrong with the line."""
    try:
        question = msgspec.json.decode(line, type=Question)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return f"line {number}: {error}"
    for name, span in (("actor", question.actor), ("recipient", question.recipient)):
        if span is not None and not 0 <= span[0] < span[1] <= len(question.text):
            return f"line {number}: {name} {list(span)} is no span of the text"
    return question
