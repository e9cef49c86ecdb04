"""Create and update `.venv`: the locked packages and Fivegates itself."""

import hashlib
import importlib.util
import json
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from pip_install import install_lock, pip
from system_packages import Library, SetUpError, packages_for, require_packages

ROOT = Path(__file__).resolve().parent.parent

# What runs; what tests, lints and builds besides; what builds the application. Written by `locks.py`.
RUNTIME_LOCK = "packaging/requirements.lock"
TEST_LOCK = "packaging/requirements-test.lock"
APPLICATION_LOCK = "packaging/requirements-application.lock"

PROJECT = "pyproject.toml"
# Cache of downloads until they are installed.
DOWNLOADS = ".downloads"
# The record's key for the packages' bytecode.
COMPILED = "compiled"


def set_up(libraries: Iterable[Library], locks: Sequence[str], root: Path = ROOT) -> Path:
    """Install the system libraries and prepare `root/.venv`; return its Python.

    `locks` are the lock files to install, relative to `root`. Raises SetUpError, which states what to do,
    when that cannot be done here.
    """
    require_packages([*_packages_for_venv(root), *packages_for(libraries)])
    return prepare(root, locks)


def prepare(root: Path, locks: Sequence[str]) -> Path:
    """Make `root/.venv` ready and return its Python; SetUpError states what to do when that fails.

    It then holds exactly the locked packages: an environment whose installation was interrupted, or that
    was made from an older lock, is rebuilt from the downloads so far. One that is up to date costs a
    moment.
    """
    folder = root / ".venv"
    python = python_in(folder)
    record = Record(folder / "fivegates-set-up")
    wanted = {lock: fingerprint(root, lock) for lock in locks}
    if not works(python) or record.contradicts(wanted):
        _make(folder)
    missing = {lock: digest for lock, digest in wanted.items() if record.read().get(lock) != digest}
    for lock, digest in missing.items():
        with record.installing(lock, digest):
            install_lock(python, root / lock, root / DOWNLOADS)
    project = fingerprint(root, PROJECT)
    if missing or record.read().get(PROJECT) != project:
        with record.installing(PROJECT, project):
            _install_project(python, root)
    return python


@contextmanager
def compiled_meanwhile(root: Path = ROOT) -> Iterator[None]:
    """Compile the installed packages while the program runs, so that its first start need not wait for it.

    Python compiles what it imports in any case; this saves the first use of each package the time.
    """
    folder = root / ".venv"
    record = Record(folder / "fivegates-set-up")
    if record.read().get(COMPILED):
        yield
        return
    packages = sysconfig.get_path("purelib", "venv", {"base": str(folder)})
    command = [str(python_in(folder)), "-m", "compileall", "-qq", packages]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as compiling:
        yield
        compiling.wait()
    record.note(COMPILED, "once")


def hand_over(
    command: Sequence[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> int:
    """Run a program, in this folder and with these variables, and return its exit code.

    Ctrl+C reaches the program as well, which handles it and exits. For a program ended by a signal, the
    code is that of a shell, 128 plus the signal.
    """
    with subprocess.Popen(command, cwd=cwd, env=env) as program:
        try:
            code = program.wait()
        except KeyboardInterrupt:
            code = program.wait()
    return code if code >= 0 else 128 - code


class Record:
    """The record of an environment: the fingerprint of each installed lock file.

    The fingerprint is empty from the start of an installation until its end.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> dict[str, str]:
        """Return the fingerprints; none where nothing was installed yet."""
        return json.loads(self.path.read_bytes()) if self.path.is_file() else {}

    def contradicts(self, wanted: Mapping[str, str]) -> bool:
        """Whether one of these was installed with another fingerprint, or not completely."""
        try:
            installed = self.read()
        except ValueError:
            return True
        return any(installed.get(file, digest) != digest for file, digest in wanted.items())

    @contextmanager
    def installing(self, file: str, digest: str) -> Iterator[None]:
        """Record the fingerprint once the installation in this context has succeeded."""
        self.note(file, "")
        yield
        self.note(file, digest)

    def note(self, file: str, digest: str) -> None:
        """Record one fingerprint."""
        self.path.write_text(json.dumps(self.read() | {file: digest}), encoding="ascii")


def python_in(folder: Path) -> Path:
    """The path of Python in a virtual environment."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def works(python: Path) -> bool:
    """Whether this Python starts, is new enough and has pip: an incomplete one does not."""
    question = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([python, "-c", question], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def fingerprint(root: Path, file: str) -> str:
    """A digest of a file and of the project's path, which scripts in an environment contain."""
    return hashlib.sha256(bytes(root) + b"\0" + (root / file).read_bytes()).hexdigest()


def _packages_for_venv(root: Path) -> list[str]:
    """The packages needed for `venv`, which Debian ships separately."""
    if importlib.util.find_spec("ensurepip") or works(python_in(root / ".venv")):
        return []
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def _make(folder: Path) -> None:
    """Make an empty environment in `folder`, removing the remains of an interrupted set-up."""
    print(f"Making {folder} …", flush=True)
    # In another process: this one does not see a module that apt has only just installed. What it prints is
    # kept, since Ctrl+C would end it with a trace.
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if made.returncode or not works(python_in(folder)):
        print(made.stdout, file=sys.stderr)
        raise SetUpError(f"{folder} could not be made; see the lines above.")


def _install_project(python: Path, root: Path) -> None:
    """Install Fivegates itself, in place, and check that the requirements of every package are met."""
    pip(python, "install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", root)
    pip(python, "check")
