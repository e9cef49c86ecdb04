"""Password input: by prompt or from a file, never as an argument, which other users can see."""

import sys
from collections.abc import Callable
from typing import Final, ParamSpec, TextIO, TypedDict, TypeVar

import click

from fivegates.domain.errors import UserError
from fivegates.domain.language import Language

P = ParamSpec("P")
R = TypeVar("R")

_LONGEST_LINE: Final = 4_096

PASSWORD_FILE: Final = click.File("r", encoding="utf-8")
"""The type of an option that names a file with a password in its first line; `-` is standard input."""


class PasswordOptions(TypedDict):
    """The password options of a command that writes a PDF."""

    password: bool
    password_file: TextIO | None


def password_options(command: Callable[P, R]) -> Callable[P, R]:
    """Give a command the options by which a PDF gets a password."""
    asks = click.option("--password", is_flag=True, help="Ask for a password that opens the PDF (AES-256).")
    reads = click.option(
        "--password-file",
        type=PASSWORD_FILE,
        metavar="FILE",
        help="Read the password from the first line of FILE; - is standard input.",
    )
    return asks(reads(command))


def is_protected(options: PasswordOptions) -> bool:
    """True if the options ask for a password."""
    return bool(options["password"] or options["password_file"])


def wanted_password(options: PasswordOptions, language: Language) -> str | None:
    """The password for a PDF; None if none is required. Raises UserError if it cannot be asked for."""
    if is_protected(options):
        return password_from(options["password_file"], language, new=True)
    return None


def password_from(source: TextIO | None, language: Language, *, new: bool) -> str:
    """The first line of `source`, or what is typed when asked, twice if it is `new`.

    Raises UserError where nobody can be asked, or the file is no text.
    """
    if source is not None:
        return _first_line(source)
    if not sys.stdin.isatty():
        raise UserError("Nobody can be asked for the password here. Name a file with --password-file.")
    again = language.gettext("The same password again") if new else False
    return str(
        click.prompt(language.gettext("Password"), hide_input=True, confirmation_prompt=again, err=True)
    )


def _first_line(source: TextIO) -> str:
    """Without its line end."""
    try:
        return source.readline(_LONGEST_LINE).rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UserError("The file with the password is not UTF-8 text.") from error
