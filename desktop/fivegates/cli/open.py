"""The command that opens the window; the default without a command."""

import sys
from pathlib import Path

import click

from fivegates.cli.parameters import FILE
from fivegates.cli.session import Session


@click.command("open", hidden=True)
@click.argument("file", type=FILE, required=False, help="A portfolio to open (.fivegates).")
@click.option("--sample", is_flag=True, help="Open the sample portfolio.")
@click.pass_obj
def open_window(session: Session, file: Path | None, *, sample: bool) -> None:
    """Open the window."""
    sys.exit(session.open_window(file, sample=sample))
