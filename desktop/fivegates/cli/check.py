"""The command that examines a file without changing it."""

from pathlib import Path

import click

from fivegates.actions.check import check_portfolio
from fivegates.cli.session import FILE, Session
from fivegates.domain.wording.finality import chain_sentence


@click.command("check")
@click.argument("file", type=FILE)
@click.pass_obj
def check_file(session: Session, file: Path) -> None:
    """Examine FILE without changing it; say what is wrong with it, and how its chain of reviews ends."""
    head = check_portfolio(file)
    click.echo(session.language.gettext("{file} is sound.", file=file))
    if head is not None:
        click.echo(chain_sentence(head, session.language))
