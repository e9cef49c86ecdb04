"""Build the bundle: Fivegates, its packages and its Python in one folder, by PyInstaller.

All inputs are locked by hash, and installed into an environment of its own.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from environment import APPLICATION_LOCK, RUNTIME_LOCK, python_in
from system_packages import WINDOW, Library, SetUpError, packages_for, require_packages

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]
LOCKS: Final = (ROOT / RUNTIME_LOCK, ROOT / APPLICATION_LOCK)

_MISSING: Final = re.compile(r"Library not found: could not resolve '([^']+)', dependency of '([^']+)'")
# Follows the desktop's GTK where that is installed; elsewhere Qt does without.
_OPTIONAL: Final = "libqgtk3.so"


@dataclass(frozen=True, slots=True)
class Bundle:
    """The result: the folder of the program, icons by size, and a Python that has the same packages."""

    folder: Path
    icons: Path
    python: Path


def build_bundle(work: Path) -> Bundle:
    """Build the bundle below `work`, replacing an earlier one.

    Raises SetUpError where this machine lacks something, or a step fails.
    """
    base = base_python()
    _require_libraries(base)
    python = _make_environment(base, work / "venv")
    icons, scratch = work / "icons", work / "pyinstaller"
    _run([python, HERE / "icons.py", icons])
    output = _run(
        [
            *(python, "-m", "PyInstaller", "--noconfirm", "--distpath", work),
            *("--workpath", scratch, HERE / "fivegates.spec"),
        ],
        {"PYINSTALLER_CONFIG_DIR": str(scratch), "FIVEGATES_ICONS": str(icons)},
    )
    if missing := missing_libraries(output):
        raise SetUpError(f"The bundle would lack libraries: {', '.join(missing)}")
    return Bundle(work / "fivegates", icons, python)


def base_python() -> str:
    """The Python of the bundle: on Linux the system's own, whose libraries packages can name."""
    return "/usr/bin/python3" if sys.platform.startswith("linux") else sys.executable


def missing_libraries(output: str) -> list[str]:
    """Libraries in PyInstaller's output that it only warns of."""
    found = _MISSING.findall(output)
    return sorted({library for library, needed_by in found if Path(needed_by).name != _OPTIONAL})


def _require_libraries(base: str) -> None:
    """Check for the libraries that the bundle copies from this machine; install them where allowed."""
    if not sys.platform.startswith("linux"):
        return
    question = "import sys; print(*sys.version_info[:2], sep='.')"
    version = _run([base, "-c", question]).strip()
    libraries = (*WINDOW, Library(f"libpython{version}.so.1.0", f"libpython{version}"))
    packages = packages_for(libraries)
    if subprocess.run([base, "-c", "import ensurepip"], capture_output=True, check=False).returncode:
        packages.append(f"python{version}-venv")
    require_packages(packages)


def _make_environment(base: str, folder: Path) -> Path:
    """Make an environment with exactly the locked packages, and the wheel of Fivegates."""
    _run([base, "-m", "venv", "--clear", folder])
    python = python_in(folder)
    pip: tuple[str | Path, ...] = (python, "-m", "pip", "install", "--quiet", "--no-deps")
    # PyInstaller compiles what it collects.
    pip += ("--disable-pip-version-check", "--no-compile")
    for lock in LOCKS:
        _run([*pip, "--require-hashes", "--only-binary=:all:", "--requirement", lock])
    _run([*pip, "--no-build-isolation", "--no-index", ROOT])
    return python


def _run(command: list[str | Path], environment: dict[str, str] | None = None) -> str:
    """Run a step, and return its output; SetUpError shows that where the step fails."""
    done = subprocess.run(
        command,
        env=os.environ | (environment or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise SetUpError(f"{done.stdout}\n`{' '.join(map(str, command))}` failed; its output is above.")
    return done.stdout
