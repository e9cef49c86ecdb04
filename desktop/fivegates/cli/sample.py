"""The command that writes the sample portfolio."""

from pathlib import Path

import click

from fivegates.actions.file import creation, files
from fivegates.cli.parameters import FILE


@click.command("sample")
@click.argument("out", type=FILE, help="The portfolio to create (.fivegates).")
def write_sample(out: Path) -> None:
    """Write the sample portfolio to OUT."""
    files.close_portfolio(creation.create_sample(out))
