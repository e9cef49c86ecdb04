"""The commands that write an encrypted copy for sending, and decrypt one."""

from pathlib import Path
from typing import TextIO

import click

from fivegates.actions.file import encryption
from fivegates.cli.parameters import FILE, PORTFOLIO
from fivegates.cli.passwords import PASSWORD_FILE, password_from
from fivegates.cli.session import Session, opened_for_command

_PASSWORD = click.option(
    "--password-file",
    "source",
    type=PASSWORD_FILE,
    metavar="FILE",
    help="Read the password from the first line of FILE; - is standard input.",
)


@click.command("encrypt")
@PORTFOLIO
@click.argument("out", type=FILE, help="The encrypted copy to write.")
@_PASSWORD
@click.pass_obj
def encrypt(session: Session, file: Path, out: Path, source: TextIO | None) -> None:
    """Write an encrypted copy of FILE to OUT, for sending.

    Asks for a password; without it, nobody can open the copy.
    """
    with opened_for_command(file) as opened:
        encryption.save_encrypted(opened, out, password_from(source, session.language, new=True))


@click.command("decrypt")
@click.argument("copy", type=FILE, help="An encrypted copy, as `fivegates encrypt` writes it.")
@click.argument("out", type=FILE, help="The portfolio to create (.fivegates).")
@_PASSWORD
@click.pass_obj
def decrypt(session: Session, copy: Path, out: Path, source: TextIO | None) -> None:
    """Make the portfolio OUT of an encrypted COPY.

    Asks for its password. The copy stays as it is.
    """
    encryption.decrypt_file(copy, out, password_from(source, session.language, new=False))
