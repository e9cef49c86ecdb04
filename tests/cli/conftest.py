"""Run a command as the shell would, and see what it printed and how it ended."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

import pytest

from fivegates.cli.main import main


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call `fivegates` with these words."""

    def call(*words: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["fivegates", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(_no_window)
        out, err = capsys.readouterr()
        return Ended(int(ended.value.code or 0), out, err)

    return call


@pytest.fixture
def sample(whole_sample: Path, tmp_path: Path) -> Path:
    """A sample portfolio of the test's own, as the command writes it."""
    return Path(copyfile(whole_sample, tmp_path / "sample.fivegates"))


def _no_window(_file: Path | None, *, sample: bool) -> int:
    raise AssertionError(sample)
