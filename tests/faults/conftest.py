"""A closed portfolio in a folder of its own, for programs that come to harm."""

from contextlib import closing
from pathlib import Path

import pytest
from builders import portfolio
from stored import fill

from fivegates.store.file.opening import create_file


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """The portfolio of `builders`, in a folder with nothing else."""
    folder = tmp_path / "papers"
    folder.mkdir()
    path = folder / "board.fivegates"
    with closing(create_file(path)) as file:
        fill(file, portfolio())
    return path
