"""The command that examines a file without changing it."""

from pathlib import Path

import click

from fivegates.actions.file.check import check_portfolio
from fivegates.cli.parameters import PORTFOLIO
from fivegates.cli.recovery_hints import naming_ways_on
from fivegates.cli.session import Session
from fivegates.domain.wording.finality import chain_sentence


@click.command("check")
@PORTFOLIO
@click.pass_obj
def check_file(session: Session, file: Path) -> None:
    """Examine FILE without changing it.

    Says what is wrong with it, or how its chain of final reviews ends.
    """
    with naming_ways_on(file):
        head = check_portfolio(file)
    click.echo(session.language.gettext("{file} is sound.", file=file))
    if head is not None:
        click.echo(chain_sentence(head, session.language))
