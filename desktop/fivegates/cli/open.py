"""The command that opens the window; the default without a command."""

import sys
from difflib import get_close_matches
from pathlib import Path

import click

from fivegates.cli.command_index import PLACES
from fivegates.cli.parameters import FILE
from fivegates.cli.session import Session


@click.command("open", hidden=True)
@click.argument("file", type=FILE, required=False, help="A portfolio to open (.fivegates).")
@click.option("--sample", is_flag=True, help="Open the sample portfolio.")
@click.pass_obj
def open_window(session: Session, file: Path | None, *, sample: bool) -> None:
    """Open the window."""
    if file is not None:
        _require_no_typing_error(file)
    sys.exit(session.open_window(file, sample=sample))


def _require_no_typing_error(file: Path) -> None:
    """Raise UsageError for a misspelt command that is not an existing file."""
    near = get_close_matches(str(file), PLACES, n=1)
    if near and not file.exists():
        message = f"There is neither a command nor a file “{file}”; did you mean “{near[0]}”?"
        raise click.UsageError(message)
