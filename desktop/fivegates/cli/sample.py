"""The command that writes the sample portfolio."""

from pathlib import Path

import click

from fivegates.actions.file import creation, files
from fivegates.cli.parameters import FILE, LANGUAGE
from fivegates.domain.language import Language


@click.command("sample")
@click.argument("out", type=FILE, help="The portfolio to create (.fivegates).")
@LANGUAGE
def write_sample(out: Path, *, language: Language) -> None:
    """Write the sample portfolio to OUT."""
    files.close_portfolio(creation.create_sample(out, language=language))
