"""Make `.venv` ready: the locked packages and Fivegates itself, installed once and kept up to date."""

import hashlib
import importlib.util
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from system_packages import Library, SetUpError, packages_for, require_packages

ROOT = Path(__file__).resolve().parent.parent


def set_up(libraries: Iterable[Library], root: Path = ROOT) -> Path:
    """Have the libraries on this machine and `root/.venv` ready; return the Python in it.

    Raises SetUpError, which says what to do, when that cannot be done here.
    """
    require_packages([*_packages_for_venv(root), *packages_for(libraries)])
    return prepare(root)


def prepare(root: Path) -> Path:
    """Make `root/.venv` ready and return its Python; SetUpError says what to do when that fails.

    A set-up that was interrupted is finished or begun anew; one that is up to date costs a moment.
    """
    folder = root / ".venv"
    python = python_in(folder)
    if not works(python):
        _make(folder)
    wanted = fingerprint(root)
    stamp = folder / "fivegates-set-up"
    if not stamp.is_file() or stamp.read_text(encoding="ascii") != wanted:
        stamp.unlink(missing_ok=True)
        _install(python, root)
        stamp.write_text(wanted, encoding="ascii")
    return python


def python_in(folder: Path) -> Path:
    """Where a virtual environment keeps its Python."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def works(python: Path) -> bool:
    """Tell whether this Python starts, is new enough and has pip: a half-made one does not."""
    question = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([python, "-c", question], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def fingerprint(root: Path) -> str:
    """A digest of all that decides what is installed: the lock, the project file, and where they lie."""
    lock = (root / "packaging" / "requirements.lock").read_bytes()
    project = (root / "pyproject.toml").read_bytes()
    return hashlib.sha256(b"\0".join([lock, project, bytes(root)])).hexdigest()


def _packages_for_venv(root: Path) -> list[str]:
    """Debian keeps the module that makes an environment in a package of its own."""
    if importlib.util.find_spec("ensurepip") or works(python_in(root / ".venv")):
        return []
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def _make(folder: Path) -> None:
    """Make an empty environment in `folder`, clearing what an interrupted set-up left there."""
    print(f"Making {folder} …", flush=True)
    # In another process: this one does not see a module that apt has only just installed.
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=False)
    if made.returncode or not works(python_in(folder)):
        raise SetUpError(f"{folder} could not be made; see the lines above.")


def _install(python: Path, root: Path) -> None:
    print("Installing the packages that Fivegates needs: once, and some 250 MB to download …", flush=True)
    lock = root / "packaging" / "requirements.lock"
    _pip(python, "--require-hashes", "--only-binary=:all:", "--requirement", lock)
    _pip(python, "--no-deps", "--no-build-isolation", "--no-index", "--editable", root)


def _pip(python: Path, *arguments: str | Path) -> None:
    quiet = [] if sys.stdout.isatty() else ["-qq"]
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--retries=2", *quiet]
    if subprocess.run([*pip, *arguments], check=False).returncode:
        raise SetUpError(
            "The packages could not be installed; pip's own words are above. This first set-up needs the "
            "internet (afterwards Fivegates works offline). Mend that and run the same command again: it "
            "goes on from here."
        )
