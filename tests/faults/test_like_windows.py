"""What Windows and macOS do otherwise, as far as it can be brought about elsewhere."""

import fcntl
import importlib.util
import os
import re
import stat
import sys
import types
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import initiative, portfolio
from like_windows import Refused, like_windows
from stored import contents

from fivegates.actions.file import backups
from fivegates.actions.file.atomic_files import write_file
from fivegates.actions.file.encryption import decrypt_file, save_encrypted
from fivegates.actions.file.exchange import export_json, import_json
from fivegates.actions.file.files import (
    backup_folder,
    close_portfolio,
    lock_folder,
    open_portfolio,
    save_copy,
)
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.private_copies import PrivateCopies
from fivegates.actions.file.recovery import recover_portfolio
from fivegates.actions.file.transaction import undo
from fivegates.actions.initiatives import add_initiative
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import EvidenceFile
from fivegates.domain.language import ENGLISH
from fivegates.exchange.portfolio.json_format import write_portfolio
from fivegates.store.file import disk, locks
from fivegates.store.file.disk import own_name

if not sys.platform.startswith("linux"):
    pytest.skip("what is open is known from Linux", allow_module_level=True)

PASSWORD = "horse battery staple"  # noqa: S105 - of a test


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Refused]:
    """File operations as on Windows, and a folder for data of our own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(disk, "os", _windows_os())
    with like_windows() as refused:
        yield refused


def _windows_os() -> types.SimpleNamespace:
    """The module `os`, by its name alone that of Windows."""
    return types.SimpleNamespace(**{**vars(os), "name": "nt"})


@pytest.fixture
def opened(closed: Path) -> Iterator[OpenPortfolio]:
    """The portfolio, open for editing."""
    opened = open_portfolio(closed, backup_folder(), lock_folder())
    yield opened
    close_portfolio(opened)


@pytest.mark.slow
def test_a_day_of_work_needs_nothing_that_windows_refuses(
    refused: Refused, closed: Path, tmp_path: Path
) -> None:
    opened = open_portfolio(closed, backup_folder(), lock_folder())
    add_initiative(opened, initiative("NEW", initiative_id=0))
    undo(opened)
    backups.back_up_now(opened)
    for _ in range(2):
        export_json(opened, tmp_path / "out.json")
        save_encrypted(opened, tmp_path / "out.fivegates-encrypted", PASSWORD, replace=True)
    save_copy(opened, tmp_path / "copy.fivegates")
    close_portfolio(opened)
    decrypt_file(tmp_path / "out.fivegates-encrypted", tmp_path / "again.fivegates", PASSWORD)
    recover_portfolio(closed, tmp_path / "recovered.fivegates", ENGLISH)
    aside = backups.restore_backup(closed, backups.list_backups(closed)[0].path)
    assert aside is not None
    assert aside.exists()
    assert refused == []
    assert not list(tmp_path.rglob("*.part"))


def test_an_import_needs_nothing_either(refused: Refused, opened: OpenPortfolio, tmp_path: Path) -> None:
    other = write_portfolio(portfolio()).replace(b'"CLAIMS"', b'"MORE"').replace(b'"EMPTY"', b'"NONE"')
    (tmp_path / "in.json").write_bytes(other)
    import_json(opened, tmp_path / "in.json")
    assert refused == []


def test_a_file_that_another_program_holds_open_is_kept_and_reported(
    refused: Refused, tmp_path: Path
) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"older")
    with path.open("rb"), pytest.raises(UserError, match=r"was not written: .*another process"):
        write_file(path, b"newer")
    assert contents(tmp_path) == {"brief.pdf": b"older"}
    assert refused


def test_a_file_that_is_held_open_for_a_moment_is_replaced_after_it(
    refused: Refused, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scanner of viruses, or a sync program, looks at each new file."""
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"older")
    scanner = path.open("rb")
    monkeypatch.setattr(disk, "sleep", lambda _: scanner.close())
    write_file(path, b"newer")
    assert path.read_bytes() == b"newer"
    assert refused == ["replace brief.pdf"]


def test_a_copy_of_evidence_that_a_program_still_shows_hinders_no_other(refused: Refused) -> None:
    file = EvidenceFile("note.txt", "ab" * 32, 4)
    copies = PrivateCopies()
    first = copies.write(file, b"text")
    with first.open("rb"):
        assert copies.write(file, b"text").read_bytes() == b"text"
    assert stat.S_IMODE(first.stat().st_mode) == stat.S_IRUSR
    copies.close()
    assert refused is not None


def _loaded_again(source: Path) -> types.ModuleType:
    """Another copy of a module, as this system is now."""
    spec = importlib.util.spec_from_file_location("loaded_again", source)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_locks_of_windows_keep_a_second_window_out(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def locking(descriptor: int, mode: int, count: int) -> None:
        calls.append(mode)
        assert count == 1
        assert os.lseek(descriptor, 0, os.SEEK_CUR) == 0, "it locks from where the file is read"
        fcntl.flock(descriptor, {1: fcntl.LOCK_EX | fcntl.LOCK_NB, 0: fcntl.LOCK_UN}[mode])

    fake = types.SimpleNamespace(locking=locking, LK_NBLCK=1, LK_UNLCK=0)
    with monkeypatch.context() as windows:
        windows.setitem(sys.modules, "msvcrt", fake)
        windows.setattr(sys, "platform", "win32")
        of_windows = _loaded_again(Path(locks.__file__))
        lock = of_windows.take_lock(closed, tmp_path / "locks")
        with pytest.raises(of_windows.LockedElsewhereError):
            of_windows.take_lock(closed, tmp_path / "locks")
        lock.release()
        of_windows.take_lock(closed, tmp_path / "locks").release()
    assert calls == [1, 1, 0, 1, 0], "a lock is given back before its file is closed"


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_a_name_is_one_however_it_is_spelled(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("/Papers/Größe.fivegates", "/papers/GRÖSSE.fivegates")
    spellings = [Path(unicodedata.normalize(form, name)) for name in names for form in ("NFC", "NFD")]
    assert len(set(map(own_name, spellings))) == 4
    monkeypatch.setattr(sys, "platform", system)
    assert len({name.casefold() for name in map(own_name, spellings)}) == 1
    assert own_name(Path("/a/x.fivegates")) != own_name(Path("/b/x.fivegates"))


def test_a_mac_flushes_the_cache_of_its_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"text")
    asked: list[int] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda _descriptor, what: asked.append(what))
    disk.flush(path)
    assert asked == [51]


def test_a_disk_that_knows_no_such_flush_is_flushed_as_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"text")
    asked: list[int] = []

    def unknown(*_: int) -> None:
        raise OSError(45, "Operation not supported")

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", unknown)
    monkeypatch.setattr(os, "fsync", asked.append)
    disk.flush(path)
    assert len(asked) == 1


@pytest.mark.parametrize("name", ["CON", "nul", "COM1", "aux. ", "LPT9 "])
def test_no_file_of_our_own_has_the_name_of_a_device(name: str) -> None:
    ours = own_name(Path(f"/a/{name}.fivegates"))
    assert re.fullmatch(r".+ [0-9a-f]{8}", ours)
    assert not re.fullmatch(r"(?i)(con|nul|com\d|lpt\d|aux)[ .]*", ours)


def test_nothing_is_written_to_a_device() -> None:
    with pytest.raises(UserError, match="is not a file that can be written"):
        write_file(Path(os.devnull), b"text")
