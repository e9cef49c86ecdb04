"""While pip installs, its progress shows; at the end stands what was downloaded, or why it failed."""

import hashlib
import io
import sys
from pathlib import Path

import pytest

import pip_install
from pip_install import PipRun, ProgressLine, install_lock, pip
from system_packages import SetUpError

# The digest of the one package that the stand-in for pip downloads.
ONE = hashlib.sha256(bytes(3_000_000)).hexdigest()

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for pip is a shell script")


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "a.lock"
    path.write_text(
        f"one==1 \\\n    --hash=sha256:{ONE}\ntwo==1 ; x\nthree==1 \\\n    --hash=sha256:0\n",
        encoding="ascii",
    )
    return path


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    return tmp_path / "downloads"


def stand_in(folder: Path, script: str) -> Path:
    """A Python whose pip does what the script says; it notes its arguments."""
    python = folder / "python"
    python.write_text(f'#!/bin/sh\necho "$@" >> {folder}/calls\n{script}\n', encoding="utf-8")
    python.chmod(0o755)
    return python


DOWNLOADING = """
echo "Ignoring two: markers"
echo "Collecting one==1"
echo "  Downloading one-1-py3-none-any.whl (3.0 MB)"
mkdir "$TMPDIR/unpack" && head -c 3000000 /dev/zero > "$TMPDIR/unpack/one-1-py3-none-any.whl"
sleep 0.3
echo "Collecting three==1"
echo "  Using cached three-1-py3-none-any.whl (9.0 MB)"
head -c 9000000 /dev/zero > "$TMPDIR/unpack/three-1-py3-none-any.whl"
sleep 0.3
rm -r "$TMPDIR/unpack"
"""


def test_what_is_downloaded_is_counted_and_what_pip_had_is_not(
    tmp_path: Path,
    lock: Path,
    downloads: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(pip_install, "ON_TERMINAL", 0.01)
    install_lock(stand_in(tmp_path, DOWNLOADING), lock, downloads)
    *_, last = capsys.readouterr().out.splitlines()
    assert last.startswith("Installed 2 packages in ")
    assert last.endswith(" s, 3.0 MB downloaded.")


def test_what_an_interrupted_run_has_downloaded_is_not_downloaded_again(
    tmp_path: Path, lock: Path, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pip_install, "ON_TERMINAL", 0.01)
    torn = 'head -c 5 /dev/zero > "$TMPDIR/three-1-py3-none-any.whl"; sleep 0.3; rm -r "$TMPDIR"/*; exit 1'
    python = stand_in(tmp_path, DOWNLOADING.partition('echo "Collecting three')[0] + torn)
    with pytest.raises(SetUpError):
        install_lock(python, lock, downloads)
    assert (downloads / "three-1-py3-none-any.whl").stat().st_size == 5
    (downloads / "left-by-pip").mkdir()
    (tmp_path / "calls").unlink()

    print_lock = 'for last; do :; done; cat "${last#--requirement=}" >> "$(dirname "$0")/calls"'
    python = stand_in(tmp_path, f'{print_lock}; ls "{downloads}" >> "$(dirname "$0")/calls"')
    install_lock(python, lock, downloads)
    first, second = (tmp_path / "calls").read_text(encoding="utf-8").split("-m pip ")[1:]
    assert "--no-index" in first
    assert f"--find-links={downloads}" in first
    assert ("one==1" in first, "three==1" in first, "one-1-py3-none-any.whl" in first) == (True, False, True)
    assert ("three-1" in first, "left-by-pip" in first) == (False, False)
    assert "--no-index" not in second
    assert ("one==1" in second, "three==1" in second) == (False, True)
    assert not downloads.exists()


def test_the_progress_says_what_pip_does() -> None:
    run = PipRun(2)
    run.note("Collecting one==1")
    assert run.progress == "package 1 of 2, 0.0 MB downloaded"
    run.note("Collecting two==1")
    run.note("Installing collected packages: one, two")
    assert run.progress == "unpacking 2 packages, 0.0 MB downloaded"


def test_pip_resolves_nothing_and_builds_nothing(tmp_path: Path, lock: Path, downloads: Path) -> None:
    install_lock(stand_in(tmp_path, ""), lock, downloads)
    called = (tmp_path / "calls").read_text(encoding="utf-8").split()
    assert {"--no-deps", "--require-hashes", "--only-binary=:all:"} <= set(called)


def test_pip_s_own_words_are_shown_when_it_fails(
    tmp_path: Path, lock: Path, downloads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    python = stand_in(tmp_path, "echo ERROR: no route to host >&2; exit 1")
    with pytest.raises(SetUpError, match="needs the internet"):
        install_lock(python, lock, downloads)
    assert "ERROR: no route to host" in capsys.readouterr().err


def test_a_check_that_finds_something_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SetUpError):
        pip(stand_in(tmp_path, "echo one 1 requires four; exit 1"), "check")
    assert "one 1 requires four" in capsys.readouterr().err


def test_an_interrupt_ends_pip(
    tmp_path: Path, lock: Path, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_line: ProgressLine, _text: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ProgressLine, "show", interrupt)
    with pytest.raises(KeyboardInterrupt):
        install_lock(stand_in(tmp_path, "exec sleep 60"), lock, downloads)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds of a clock that stands still until a test moves it."""
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


def test_on_a_terminal_one_line_is_overwritten(clock: list[float]) -> None:
    terminal = Terminal()
    line = ProgressLine(terminal)
    line.show("package 1 of 10")
    clock[0] += 2
    line.show("package 9")
    line.clear()
    assert terminal.getvalue() == "\rpackage 1 of 10, 0 s\rpackage 9, 2 s      \r              \r"


def test_in_a_log_a_line_is_added_now_and_then(clock: list[float]) -> None:
    log = io.StringIO()
    line = ProgressLine(log)
    for number in range(25):
        line.show(f"package {number}")
        clock[0] += 1
    line.clear()
    assert log.getvalue() == "package 10, 10 s\npackage 20, 20 s\n"
