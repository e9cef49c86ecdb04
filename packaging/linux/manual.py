"""The manual page and the shell completions, made from the commands themselves.

python packaging/linux/manual.py FOLDER DATE     with a Python that has Fivegates; DATE as 2026-11-30
"""

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from fivegates import __version__
from fivegates.cli.main import commands

PROGRAM: Final = "fivegates"
VARIABLE: Final = "_FIVEGATES_COMPLETE"
COMPLETIONS: Final[dict[str, type[ShellComplete]]] = {
    f"bash-completion/completions/{PROGRAM}": BashComplete,
    f"zsh/vendor-completions/_{PROGRAM}": ZshComplete,
    f"fish/vendor_completions.d/{PROGRAM}.fish": FishComplete,
}

_NOTES: Final = r"""
.SH FILES
.TP
.I *.fivegates
A portfolio: one SQLite file that holds everything.
.TP
.I *.fivegates\-encrypted
A copy for sending, which opens with its password.
.TP
.I ~/.local/share/fivegates
Backups, the sample portfolio and locks.
.TP
.I ~/.config/fivegates
Settings of the window.
.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
Something that you can correct; standard error says what, and how to go on.
.TP
.B 2
Wrong usage.
.SH NOTES
Fivegates opens no network connection.
"""


def write_documentation(share: Path, day: str) -> None:
    """Write the manual page and the completions below `share`, a folder such as /usr/share."""
    page = share / "man" / "man1" / f"{PROGRAM}.1.gz"
    page.parent.mkdir(parents=True)
    page.write_bytes(gzip.compress(manual_page(day).encode(), mtime=0))
    for name, shell in COMPLETIONS.items():
        path = share / name
        path.parent.mkdir(parents=True)
        path.write_text(shell(commands, {}, PROGRAM, VARIABLE).source(), encoding="utf-8")


def manual_page(day: str) -> str:
    """The manual page, with every command and its options, in the macros of man(7)."""
    context = click.Context(commands, info_name=PROGRAM)
    lines = [
        f'.TH FIVEGATES 1 "{day}" "Fivegates {_escaped(__version__)}" "User Commands"',
        ".SH NAME",
        r"fivegates \- score AI initiatives against five production gates",
        ".SH SYNOPSIS",
        *_synopsis(PROGRAM, "[FILE | --sample]"),
        ".br",
        *_synopsis(PROGRAM, "COMMAND ..."),
        ".SH DESCRIPTION",
        *_paragraphs(commands.help or ""),
        ".SH OPTIONS",
        *_parameters(commands, context),
        ".SH COMMANDS",
    ]
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        if command is not None and not command.hidden:
            lines += _command(name, command, context)
    return "\n".join(lines) + _NOTES


def _command(name: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    """A section on one command."""
    context = click.Context(command, info_name=name, parent=parent)
    yield f".SS {_escaped(name)}"
    yield from _synopsis(f"{PROGRAM} {name}", " ".join(command.collect_usage_pieces(context)))
    yield ".PP"
    yield from _paragraphs(command.help or "")
    yield from _parameters(command, context)


def _synopsis(command: str, rest: str) -> Iterator[str]:
    """Synopsis of a command, on one line."""
    yield rf"\fB{_escaped(command)}\fR {_escaped(rest)}"


def _parameters(command: click.Command, context: click.Context) -> Iterator[str]:
    """Arguments and options with their meanings."""
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            yield ".TP"
            yield rf"\fB{_escaped(record[0])}\fR"
            yield _escaped(record[1])


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(text.replace("\b", "").strip().split("\n\n")):
        if number:
            yield ".PP"
        yield _escaped(" ".join(paragraph.split()))


def _escaped(text: str) -> str:
    """Text escaped for roff, so that none of it is a macro or an escape."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("\n", " ")
    text = "".join(sign if sign.isascii() else f"\\[u{ord(sign):04X}]" for sign in text)
    return rf"\&{text}" if text.startswith(".") else text


if __name__ == "__main__":
    write_documentation(Path(sys.argv[1]), sys.argv[2])
