"""Where no folder for backups can be made, portfolios still open, and it is said that there is no backup."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def closed(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A portfolio, where the home is a file."""
    home = tmp_path / "no home"
    home.write_text("")
    monkeypatch.setenv("HOME", str(home))
    for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind))
    return sample


@pytest.mark.parametrize(
    "words",
    [
        ("verdict", "{file}", "BRK-MAIL"),
        ("decide", "{file}", "CLM-TRIAGE", "hold", "--by", "Board"),
        ("decisions", "{file}"),
        ("insights", "{file}"),
    ],
)
def test_a_command_goes_on_and_says_that_there_is_no_backup(
    run: Run, closed: Path, words: tuple[str, ...]
) -> None:
    ended = run(*(word.format(file=closed) for word in words))
    assert ended.code == 0
    assert ended.err.count("cannot be used for backups: Not a directory.") == 1


def test_there_are_no_backups(run: Run, closed: Path) -> None:
    assert run("backups", closed).out == "There is no backup of this portfolio yet.\n"


def test_what_cannot_be_listed_is_said(run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_folder: Path, _pattern: str) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "glob", closed)
    ended = run("backups", sample)
    assert (ended.code, "cannot be used for backups: Permission denied" in ended.err) == (1, True)
