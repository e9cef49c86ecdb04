"""The entry point of the command line: dispatches to a command, and returns its exit code."""

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Final

import click
from click.shell_completion import CompletionItem
from click_default_group import DefaultGroup

from fivegates.cli.command_index import PLACES
from fivegates.cli.session import OpenWindow, Session
from fivegates.domain.errors import UserError
from fivegates.languages import system_language

_DEFAULT: Final = "open"


class Commands(DefaultGroup):
    """A click group that imports each command on use: importing all takes a quarter of a second."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names of all."""
        return sorted(PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; an unknown name gets the one that opens the window."""
        name = cmd_name if cmd_name in PLACES else _DEFAULT
        if name not in self.commands:
            module, function = PLACES[name].split(":")
            self.add_command(getattr(import_module(f"fivegates.cli.{module}"), function), name)
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command and its arguments; raises UsageError for a word that is no command and no file."""
        if not ctx.resilient_parsing:
            _require_command_or_file(args[0])
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Do not take a shell that asks what may come first for one that opens the window."""
        if ctx.resilient_parsing and not args:
            return click.Group.parse_args(self, ctx, args)
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Completions: matching commands, and files, since a file name opens the window."""
        return [CompletionItem(incomplete, type="file"), *super().shell_complete(ctx, incomplete)]


def _require_command_or_file(name: str) -> None:
    """Raise UsageError for a bare word, perhaps a misspelt command; a missing file has a type or folder."""
    file = Path(name)
    if name.startswith("-") or name in PLACES or file.name != name or file.suffix or os.path.lexists(file):
        return
    from difflib import get_close_matches

    near = get_close_matches(name, PLACES, n=1)
    hint = f"did you mean “{near[0]}”?" if near else "“fivegates --help” lists the commands."
    message = f"There is neither a command nor a file “{name}”; {hint}"
    raise click.UsageError(message)


def _print_versions(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - as click calls it
    """Print the versions that a bug report needs."""
    if wanted and not context.resilient_parsing:
        from fivegates.actions.versions import details

        click.echo(details())
        context.exit()


@click.group(
    cls=Commands,
    default=_DEFAULT,
    default_if_no_args=True,
    options_metavar="[FILE | --sample]",
    subcommand_metavar="[COMMAND ...]",
    epilog="Exit status: 0 success, 1 an error that you can correct, 2 wrong usage.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_versions,
    help="Show the versions of Fivegates, its formats and its parts, and exit.",
)
def commands() -> None:
    """Score AI initiatives against the five production gates.

    Without a command the window opens: on FILE, or with --sample on the sample.
    """


def main(open_window: OpenWindow) -> None:
    """Run a command: exit 0, 1 with a sentence about what the user can correct, 2 for wrong usage."""
    _speak_utf_8()
    session = Session(system_language(), open_window)
    try:
        commands.main(prog_name="fivegates", obj=session)
    except UserError as error:
        click.echo(error.text(session.language), err=True)
        sys.exit(1)


def _speak_utf_8() -> None:
    """Write UTF-8 to files and pipes: the system's encoding may lack some characters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
