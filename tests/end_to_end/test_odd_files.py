"""What is no usual file is refused in a sentence by every command that would read or write it, at once."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest

from fivegates.cli.command_index import window_start
from fivegates.cli.main import commands
from fivegates.cli.session import Session
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe with a name is POSIX"),
]

READING = {
    "check": ["check", "@"],
    "verdict": ["verdict", "@"],
    "recover": ["recover", "@", "out"],
    "restore to": ["restore", "@", "s.fivegates"],
    "restore from": ["restore", "s.fivegates", "@"],
    "decrypt": ["decrypt", "@", "out"],
    "attach": ["attach", "s.fivegates", "CUS-LETTERS", "value-owner", "@"],
    "import": ["import", "s.fivegates", "@"],
    "import focus": ["import", "s.fivegates", "@", "--as", "focus"],
    "import costs": ["import", "s.fivegates", "@", "--as", "costs"],
    "import prices": ["import", "s.fivegates", "@", "--as", "prices"],
    "import rates": ["import", "s.fivegates", "@", "--as", "rates"],
    "encrypt": ["encrypt", "@", "out"],
    "rubric": ["rubric", "@"],
}
WRITING = {
    "export": ["export", "s.fivegates", "@.json"],
    "template": ["template", "costs", "@.csv"],
    "sample": ["sample", "@"],
    "recover": ["recover", "s.fivegates", "@"],
    "import": ["import", "@", "s.json"],
    "decrypt": ["decrypt", "s.fivegates", "@", "--password-file", "s.json"],
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sample, an export, a folder, a pipe that nobody writes to, and a link to itself."""
    monkeypatch.chdir(tmp_path)
    run("sample", "s.fivegates")
    Path("s.json").write_text('{"format": "fivegates-portfolio", "version": 1}', encoding="utf-8")
    Path("folder").mkdir()
    for ending in ("", ".json", ".csv"):
        os.mkfifo(f"pipe{ending}")
        Path(f"loop{ending}").symlink_to(f"loop{ending}")
    return tmp_path


def run(*words: str) -> None:
    """Run a command as from a terminal, a moment at most."""

    def open_window(_file: Path | None, /, *, sample: bool) -> int:
        return pytest.fail(f"a window opened, sample: {sample}")

    with _at_once():
        commands.main([*words], obj=Session(ENGLISH, open_window), standalone_mode=False)


@contextmanager
def _at_once() -> Iterator[None]:
    """Fail where something is waited for."""

    def fail(*_: object) -> None:
        raise AssertionError("it waits for ever")

    earlier = signal.signal(signal.SIGALRM, fail)
    signal.alarm(15)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, earlier)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("odd", ["folder", "pipe", "loop", "x" * 5_000, ""])
@pytest.mark.parametrize("words", READING.values(), ids=READING.keys())
def test_it_is_refused_when_read(folder: Path, words: list[str], odd: str) -> None:
    before = names(folder)
    with pytest.raises((UserError, click.BadParameter)) as refused:
        run(*(word.replace("@", odd) for word in words))
    assert str(refused.value).endswith(".")
    assert names(folder) == before


@pytest.mark.parametrize("odd", ["pipe", "no/folder", "s.fivegates/within", "x" * 5_000])
@pytest.mark.parametrize("words", WRITING.values(), ids=WRITING.keys())
def test_it_is_refused_when_written(folder: Path, words: list[str], odd: str) -> None:
    before = names(folder)
    with pytest.raises(UserError) as refused:
        run(*(word.replace("@", odd) for word in words))
    assert str(refused.value).endswith(".")
    assert names(folder) == before
    assert Path("pipe.json").is_fifo()


@pytest.mark.parametrize("odd", ["no such file", "x" * 5_000])
def test_the_window_is_not_wanted_for_it(odd: str) -> None:
    assert window_start([odd]) is None
