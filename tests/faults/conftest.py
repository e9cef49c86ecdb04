"""A closed portfolio in a folder of its own, for programs that come to harm."""

from pathlib import Path
from shutil import copyfile

import pytest


@pytest.fixture
def closed(whole_file: Path, tmp_path: Path) -> Path:
    """The portfolio of `builders`, in a folder with nothing else."""
    folder = tmp_path / "papers"
    folder.mkdir()
    return Path(copyfile(whole_file, folder / "board.fivegates"))
