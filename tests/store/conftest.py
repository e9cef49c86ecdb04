"""A portfolio file with two initiatives: what the tests of the store start from."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fresh_files import writable_copy

from fivegates.store.file.portfolio_file import PortfolioFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the portfolio of a test is, in a folder of its own; the name needs care in a URI."""
    folder = tmp_path / "board papers"
    folder.mkdir()
    return folder / "Q2 50% #1? Zażółć.fivegates"


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    """Where its backups go; made when first needed."""
    return tmp_path / "data" / "backups"


@pytest.fixture
def locks(tmp_path: Path) -> Path:
    """Where locks are; made when first needed."""
    return tmp_path / "data" / "locks"


@pytest.fixture
def file(whole_file: Path, path: Path) -> Iterator[PortfolioFile]:
    """An open portfolio: `builders.portfolio`."""
    opened = writable_copy(whole_file, path)
    yield opened
    opened.close()


@pytest.fixture
def closed(file: PortfolioFile) -> Path:
    """The same portfolio, closed."""
    file.close()
    return file.path


@pytest.fixture
def shared(closed: Path) -> Iterator[Path]:
    """The portfolio in a folder that everybody may enter."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / closed.name
        copy.write_bytes(closed.read_bytes())
        yield copy
        Path(folder).chmod(0o755)
