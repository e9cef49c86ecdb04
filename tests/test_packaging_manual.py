"""The manual page and the shell completions have every command with its options."""

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.shell_completion import BashComplete

import fivegates
from fivegates.cli.command_index import PLACES
from fivegates.cli.main import commands
from linux.manual import COMPLETIONS, PROGRAM, VARIABLE, manual_page, write_documentation


def shown_parameters() -> Iterator[tuple[str, str]]:
    """Each command with each of its options, as help shows them."""
    context = click.Context(commands, info_name=PROGRAM)
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        if command is not None and not command.hidden:
            for parameter in command.params:
                yield from ((name, option) for option in parameter.opts)


def test_the_manual_page_has_every_command_with_every_option() -> None:
    found = re.findall(r"^\.SS (\S+)\n(.*?)(?=^\.S|\Z)", manual_page("2026-11-30"), re.MULTILINE | re.DOTALL)
    sections = {name.replace(r"\-", "-"): section for name, section in found}
    assert set(sections) == PLACES.keys() - {"open"}
    for name, option in shown_parameters():
        if option.startswith("-"):
            assert option.replace("-", r"\-") in sections[name], (name, option)


def test_no_text_in_the_manual_page_is_taken_for_a_macro() -> None:
    macros = {"TH", "SH", "SS", "PP", "TP", "br", "I", "B"}
    for line in manual_page("2026-11-30").splitlines():
        assert line.isascii()
        assert not line.startswith("'")
        assert not line.startswith(".") or line[1:].split()[0] in macros, line


def test_the_manual_page_and_the_completions_are_where_systems_look(tmp_path: Path) -> None:
    write_documentation(tmp_path, "2026-11-30")
    page = gzip.decompress((tmp_path / "man" / "man1" / "fivegates.1.gz").read_bytes()).decode()
    assert f"Fivegates {fivegates.__version__}" in page
    for name in COMPLETIONS:
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert VARIABLE in text
        assert PROGRAM in text


@pytest.mark.parametrize(
    ("words", "typed", "offered"),
    [
        ([], "ver", "verdict"),
        (["brief"], "--pap", "--paper"),
        (["brief", "--paper"], "l", "letter"),
        (["decide", "F", "C"], "go-", "go-with-conditions"),
    ],
)
def test_the_shell_completes_what_is_typed(words: list[str], typed: str, offered: str) -> None:
    complete = BashComplete(commands, {}, PROGRAM, VARIABLE)
    assert offered in [each.value for each in complete.get_completions(words, typed)]


@pytest.mark.parametrize("words", [["verdict"], []])
def test_the_shell_completes_names_of_files(words: list[str]) -> None:
    complete = BashComplete(commands, {}, PROGRAM, VARIABLE)
    assert [each.type for each in complete.get_completions(words, "x")] == ["file"]


def test_a_shell_that_asks_for_completions_opens_no_window() -> None:
    asked = {VARIABLE: "bash_complete", "COMP_WORDS": "fivegates fin", "COMP_CWORD": "1"}
    ran = subprocess.run(
        [sys.executable, "-m", "fivegates"],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ran.stdout == "file,fin\nplain,finalise\nplain,find\n"
