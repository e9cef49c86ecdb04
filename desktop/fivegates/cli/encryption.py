"""The commands that write an encrypted copy for sending, and make a portfolio of one again."""

from pathlib import Path
from typing import TextIO

import click

from fivegates.actions import encryption
from fivegates.cli.passwords import PASSWORD_FILE, password_from
from fivegates.cli.session import FILE, Session, opened_for_command

_PASSWORD = click.option(
    "--password-file",
    "source",
    type=PASSWORD_FILE,
    help="Read the password from its first line; - for input.",
)


@click.command("encrypt")
@click.argument("file", type=FILE)
@click.argument("out", type=FILE)
@_PASSWORD
@click.pass_obj
def encrypt(session: Session, file: Path, out: Path, source: TextIO | None) -> None:
    """Write an encrypted copy of FILE to OUT, for sending. Asks for a password."""
    with opened_for_command(file) as opened:
        encryption.save_encrypted(opened, out, password_from(source, session.language, new=True))


@click.command("decrypt")
@click.argument("copy", type=FILE)
@click.argument("out", type=FILE)
@_PASSWORD
@click.pass_obj
def decrypt(session: Session, copy: Path, out: Path, source: TextIO | None) -> None:
    """Make the portfolio OUT of an encrypted COPY. Asks for its password."""
    encryption.decrypt_file(copy, out, password_from(source, session.language, new=False))
