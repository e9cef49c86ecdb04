"""Find the system packages that are missing, and install them with apt when that is allowed."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass


class SetUpError(Exception):
    """A set-up failure, with a message that states what to do."""


@dataclass(frozen=True)
class Library:
    """A shared library that Qt loads, and the Debian package that contains it."""

    file: str
    package: str


# Qt cannot be imported without these, even if it shows nothing.
OFFSCREEN = (
    # On newer releases libglib2.0-0t64 answers to this name.
    Library("libglib-2.0.so.0", "libglib2.0-0"),
    Library("libEGL.so.1", "libegl1"),
    Library("libGL.so.1", "libgl1"),
    Library("libdbus-1.so.3", "libdbus-1-3"),
    Library("libfontconfig.so.1", "libfontconfig1"),
    Library("libxkbcommon.so.0", "libxkbcommon0"),
)

# A window on X11 or Wayland loads these as well.
WINDOW = (
    *OFFSCREEN,
    Library("libxcb-cursor.so.0", "libxcb-cursor0"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Library("libxcb-shape.so.0", "libxcb-shape0"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0"),
)


def packages_for(libraries: Iterable[Library]) -> list[str]:
    """Return the packages of missing libraries; systems other than Linux lack none."""
    if not sys.platform.startswith("linux"):
        return []
    return [library.package for library in libraries if not is_present(library.file)]


def is_present(file: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def require_packages(packages: list[str]) -> None:
    """Install Debian packages as root; otherwise raise SetUpError with the exact command to type."""
    if not packages:
        return
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        raise SetUpError(
            f"Fivegates needs what Debian calls {names}. Install that with your system's package manager, "
            "then run the same command again."
        )
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if not is_root():
        command = f"sudo apt-get update && sudo {' '.join(install)}"
        raise SetUpError(f"Some system packages are missing. Run this, then try again:\n\n  {command}\n")
    print(f"Installing {names} …", flush=True)
    _run_apt(["apt-get", "update"])
    _run_apt(install)


def is_root() -> bool:
    """Whether this process may install system packages."""
    return sys.platform != "win32" and os.geteuid() == 0


def _run_apt(command: list[str]) -> None:
    """Run apt, and show its output only if it failed."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SetUpError(f"{done.stdout}{done.stderr}\n`{' '.join(command)}` failed; see its words above.")
