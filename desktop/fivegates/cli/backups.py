"""The commands for backups and recovery: list backups, restore one, recover readable content."""

from collections.abc import Sequence
from pathlib import Path

import click

from fivegates.actions.file.backups import Backup, list_backups, restore_backup
from fivegates.actions.file.recovery import recover_portfolio
from fivegates.cli.parameters import FILE, PORTFOLIO
from fivegates.cli.session import Session
from fivegates.domain.language import Language
from fivegates.domain.wording.backups import holding_words, moment_words


@click.command("backups")
@PORTFOLIO
@click.pass_obj
def print_backups(session: Session, file: Path) -> None:
    """List the backups of FILE, the newest first.

    Each is listed with what it holds, and where it is.
    """
    click.echo(_as_text(list_backups(file), session.language))


def _as_text(backups: Sequence[Backup], language: Language) -> str:
    """The time and content of each backup, and its path on the next line."""
    lines = (
        f"{moment_words(each.taken, language)}  {holding_words(each.holds, language)}\n    {each.path}"
        for each in backups
    )
    return "\n".join(lines) or language.gettext("There is no backup of this portfolio yet.")


@click.command("restore")
@PORTFOLIO
@click.argument("backup", type=FILE, help="A backup of it, as `fivegates backups` lists them.")
@click.pass_obj
def restore(session: Session, file: Path, backup: Path) -> None:
    """Put BACKUP in the place of FILE.

    What was there is kept beside it under another name.
    """
    kept = restore_backup(file, backup)
    click.echo(session.language.gettext("{file} was restored.", file=file))
    if kept is not None:
        click.echo(session.language.gettext("What was there before is kept as {file}.", file=kept))


@click.command("recover")
@PORTFOLIO
@click.argument("out", type=FILE, help="The portfolio to create (.fivegates).")
@click.pass_obj
def recover(session: Session, file: Path, out: Path) -> None:
    """Read what can be read of a damaged FILE into OUT.

    Lists what cannot be read. FILE stays as it is.
    """
    losses = recover_portfolio(file, out, session.language)
    click.echo("\n".join(losses) or session.language.gettext("Everything could be read."))
