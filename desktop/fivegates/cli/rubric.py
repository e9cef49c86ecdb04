"""The command that prints a rubric."""

from pathlib import Path

import click

from fivegates.actions import queries, rubrics
from fivegates.cli.session import FILE, opened_for_command


@click.command("rubric")
@click.argument("file", type=FILE, required=False)
@click.option("--default", "built_in", is_flag=True, help="Print the rubric that comes with Fivegates.")
def print_rubric(file: Path | None, *, built_in: bool) -> None:
    """Print the rubric that new reviews of FILE use, as a file to edit and import."""
    if built_in == (file is not None):
        message = "Name a FILE, or give --default."
        raise click.UsageError(message)
    if file is None:
        click.echo(rubrics.rubric_text(rubrics.default_rubric()), nl=False)
        return
    with opened_for_command(file) as opened:
        click.echo(rubrics.rubric_text(queries.current_rubric(opened)), nl=False)
