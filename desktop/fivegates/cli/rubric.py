"""The command that prints a rubric."""

from pathlib import Path

import click

from fivegates.actions import queries, rubrics
from fivegates.cli.parameters import FILE
from fivegates.cli.session import opened_for_command


@click.command("rubric")
@click.argument("file", type=FILE, required=False, help="A portfolio (.fivegates).")
@click.option(
    "--default",
    "built_in",
    is_flag=True,
    help="Print the rubric that comes with Fivegates, and no portfolio's.",
)
def print_rubric(file: Path | None, *, built_in: bool) -> None:
    """Print the rubric that new reviews of FILE use.

    It is a file (TOML) to edit and import. With --default it is the one that comes with Fivegates.
    """
    if built_in == (file is not None):
        message = "Name a FILE, or give --default."
        raise click.UsageError(message)
    if file is None:
        click.echo(rubrics.rubric_text(rubrics.default_rubric()), nl=False)
        return
    with opened_for_command(file) as opened:
        click.echo(rubrics.rubric_text(queries.current_rubric(opened)), nl=False)
