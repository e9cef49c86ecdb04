"""What the commands say of themselves: full sentences, nothing cut off, every argument and option told."""

import click
import pytest
from click.testing import CliRunner

from fivegates.cli.command_index import PLACES
from fivegates.cli.main import commands


def command(name: str) -> click.Command:
    found = commands.get_command(click.Context(commands), name)
    assert found is not None
    return found


def test_no_summary_is_cut_off() -> None:
    listed = CliRunner().invoke(commands, ["--help"]).output.partition("Commands:\n")[2].partition("\n\n")[0]
    assert len(listed.splitlines()) == len(PLACES) - 1  # the window needs no command
    for line in listed.splitlines():
        assert line.endswith("."), line
        assert not line.endswith("..."), line


@pytest.mark.parametrize("name", sorted(PLACES))
def test_a_command_tells_itself_and_what_it_takes_in_full(name: str) -> None:
    reported = command(name)
    for paragraph in (reported.help or "").strip().split("\n\n"):
        assert paragraph.strip().endswith("."), paragraph
    for parameter in reported.params:
        assert isinstance(parameter, click.Argument | click.Option)
        assert parameter.help, parameter.name
        assert parameter.help.endswith("."), parameter.help
