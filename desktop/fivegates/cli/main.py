"""The command line: finds the command that is asked for, runs it, and says how it ended."""

import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Final

import click
from click_default_group import DefaultGroup

from fivegates import __version__
from fivegates.cli.command_index import PLACES
from fivegates.cli.session import OpenWindow, Session
from fivegates.domain.errors import UserError
from fivegates.languages import system_language

_DEFAULT: Final = "open"


class Commands(DefaultGroup):
    """Commands that are loaded one by one, when they are asked for: all of them take a quarter second."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names of all."""
        return sorted(PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; the one that opens the window where a name is no command's."""
        name = cmd_name if cmd_name in PLACES else _DEFAULT
        if name not in self.commands:
            module, function = PLACES[name].split(":")
            self.add_command(getattr(import_module(f"fivegates.cli.{module}"), function), name)
        return super().get_command(ctx, cmd_name)


@click.group(
    cls=Commands,
    default=_DEFAULT,
    default_if_no_args=True,
    options_metavar="[FILE | --sample]",
    subcommand_metavar="[COMMAND ...]",
    epilog="Exit status: 0 done, 1 something that you can mend, 2 wrong usage.",
)
@click.version_option(__version__, prog_name="Fivegates")
def commands() -> None:
    """Score AI initiatives against the five production gates.

    Without a command the window opens: on FILE, or with --sample on the sample.
    """


def main(open_window: OpenWindow) -> None:
    """Run a command: exit 0, 1 with a sentence about what the user can mend, 2 for wrong usage."""
    _speak_utf_8()
    session = Session(system_language(), open_window)
    try:
        commands.main(prog_name="fivegates", obj=session)
    except UserError as error:
        click.echo(error.text(session.language), err=True)
        sys.exit(1)


def _speak_utf_8() -> None:
    """Write UTF-8 to files and pipes: the encoding of a system may lack a sign, or a letter of a name."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
