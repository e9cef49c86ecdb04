"""Make the Debian package of a folder that is laid out as it will be installed."""

import gzip
import hashlib
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from system_packages import SetUpError

NAME: Final = "fivegates"
MAINTAINER: Final = "Fivegates contributors <fivegates@fivegates.invalid>"
ARCHITECTURES: Final = {"x86_64": "amd64", "aarch64": "arm64"}
SUMMARY: Final = "score AI initiatives against five production gates"
DESCRIPTION: Final = """\
 Fivegates says whether an AI initiative is ready for production, why or why
 not, and what the least work is that would make it ready. It keeps a portfolio
 in one file, follows costs and evidence, and exports briefs for the board as
 PDF.
 .
 The package holds the program with its own Python and libraries. It works
 offline."""

# GTK's theme for Qt loads where GTK is installed: it is no reason to install GTK.
_OPTIONAL: Final = ("libqgtk3.so",)
# These take note of the menu entry, the file type and the icon.
_RECOMMENDS: Final = "desktop-file-utils, hicolor-icon-theme, shared-mime-info"
# A native file dialogue, and the programs that open evidence and links.
_SUGGESTS: Final = "libgtk-3-0, xdg-desktop-portal, xdg-utils"


@dataclass(frozen=True, slots=True)
class Release:
    """The version that is packaged, and the time of all its files."""

    version: str
    moment: datetime


def make_package(root: Path, out: Path, release: Release) -> Path:
    """Write the package of `root` into `out`, and return its path.

    Adds Debian's changelog and control files to `root`. Raises SetUpError where a library that the package
    needs is in neither the package nor any Debian package on this machine.
    """
    _write_changelog(root, release)
    control = root / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(_control(root, release), encoding="utf-8")
    (control / "md5sums").write_text(_checksums(root), encoding="utf-8")
    path = out / f"{NAME}_{release.version}_{architecture()}.deb"
    moment = {"SOURCE_DATE_EPOCH": str(int(release.moment.timestamp()))}
    build: list[str | Path] = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", root, path]
    subprocess.run(build, env=os.environ | moment, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(control)
    return path


def architecture() -> str:
    """Debian's name for this machine's architecture."""
    return ARCHITECTURES[platform.machine()]


def depends(folder: Path) -> str:
    """Packages with the libraries that programs in `folder` load, and the versions needed."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
    programs = [path for path in files if is_elf(path)]
    private = sorted({path.parent for path in programs})
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *(f"-l{path}" for path in private)]
    command += [str(path) for path in programs if path.name not in _OPTIONAL]
    with TemporaryDirectory() as scratch:
        debian = Path(scratch) / "debian"
        debian.mkdir()
        source = f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n"
        (debian / "control").write_text(source, encoding="ascii")
        (debian / "shlibs.local").write_text(own_libraries(programs), encoding="ascii")
        done = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SetUpError(f"{done.stderr}\nThe package would need libraries that are nowhere to be found.")
    return done.stdout.strip().removeprefix("shlibs:Depends=")


def own_libraries(programs: Iterable[Path]) -> str:
    """Bundled libraries, each without a package, in the form of debian/shlibs.local."""
    found = (re.fullmatch(r"(lib.+)\.so\.([\d.]+)", path.name) for path in programs)
    return "".join(sorted({f"{match[1]} {match[2]}\n" for match in found if match}))


def is_elf(path: Path) -> bool:
    """Whether a file is a program or a shared library."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _control(root: Path, release: Release) -> str:
    size = sum(path.lstat().st_size for path in root.rglob("*") if path.is_file()) // 1024
    fields = {
        "Package": NAME,
        "Version": release.version,
        "Architecture": architecture(),
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size),
        "Depends": depends(root / "usr" / "lib" / NAME),
        "Recommends": _RECOMMENDS,
        "Suggests": _SUGGESTS,
        "Section": "misc",
        "Priority": "optional",
        "Description": f"{SUMMARY}\n{DESCRIPTION}",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _checksums(root: Path) -> str:
    """Checksums of all files, with which `dpkg --verify` finds altered ones."""
    lines = []
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink() and "DEBIAN" not in path.parts:
            digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
            lines.append(f"{digest}  {path.relative_to(root)}\n")
    return "".join(lines)


def _write_changelog(root: Path, release: Release) -> None:
    """Write Debian's changelog: one entry, which points to ours."""
    documents = root / "usr" / "share" / "doc" / NAME
    entry = (
        f"{NAME} ({release.version}) stable; urgency=medium\n\n"
        f"  * Release {release.version}; see CHANGES.md.gz for what is new.\n\n"
        f" -- {MAINTAINER}  {format_datetime(release.moment)}\n"
    )
    (documents / "changelog.gz").write_bytes(gzip.compress(entry.encode(), mtime=0))
