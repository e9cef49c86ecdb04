"""Each command is found by its name, and none is loaded that was not asked for."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from fivegates import __main__
from fivegates.cli import command_index
from fivegates.cli.command_index import PLACES, WindowStart, window_start


@pytest.mark.parametrize("name", PLACES)
def test_a_command_is_where_the_list_says_and_named_as_there(name: str) -> None:
    module, function = PLACES[name].split(":")
    command = getattr(import_module(f"fivegates.cli.{module}"), function)
    assert isinstance(command, click.Command)
    assert command.name == name


def test_every_command_is_in_the_list() -> None:
    folder = Path(command_index.__file__).parent
    texts = [path.read_text(encoding="utf-8") for path in folder.glob("*.py")]
    pattern = re.compile(r'^@click\.(?:command|group)\("([a-z-]+)"', re.MULTILINE)
    found = {name for text in texts for name in pattern.findall(text)}
    within_rubric = {"add", "list", "remove", "show", "use", "validate"}
    assert found - within_rubric == set(PLACES)


def test_a_word_that_is_no_command_is_a_file_for_the_window(tmp_path: Path) -> None:
    file = tmp_path / "board.fivegates"
    file.touch()
    assert window_start([str(file)]) == WindowStart(file, sample=False)
    assert window_start([]) == WindowStart(None, sample=False)
    assert window_start(["--sample"]) == WindowStart(None, sample=True)


def test_a_command_goes_before_a_file_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "check").touch()
    assert window_start(["check"]) is None


def test_whatever_else_is_typed_is_for_the_parser(tmp_path: Path) -> None:
    for words in (["--help"], [str(tmp_path)], [str(tmp_path / "none")], ["--sample", "x"], ["a", "b"]):
        assert window_start(words) is None


def test_the_window_is_opened_on_what_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "board.fivegates"
    file.touch()
    shown: list[tuple[Path | None, bool]] = []

    def run(path: Path | None, *, sample: bool) -> int:
        shown.append((path, sample))
        return 7

    monkeypatch.setattr("fivegates.app.run", run)
    monkeypatch.setattr(sys, "argv", ["fivegates", str(file)])
    with pytest.raises(SystemExit) as ended:
        __main__.main()
    assert ended.value.code == 7
    assert shown == [(file, False)]


def test_completion_in_a_shell_opens_no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("fivegates.cli.main.main", asked.append)
    monkeypatch.setattr(sys, "argv", ["fivegates"])
    monkeypatch.setenv("_FIVEGATES_COMPLETE", "bash_source")
    __main__.main()
    assert len(asked) == 1


def test_a_command_loads_no_other() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from fivegates.cli.main import commands;"
        "CliRunner().invoke(commands, ['check', '--help']); print(*sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    loaded = {name for name in ran.stdout.split() if name.startswith("fivegates.cli.")}
    assert loaded == {
        "fivegates.cli.main",
        "fivegates.cli.parameters",
        "fivegates.cli.command_index",
        "fivegates.cli.session",
        "fivegates.cli.check",
    }
