"""Build Fivegates for Linux: the bundle with its desktop files, as a .deb and as a .tar.gz."""

import gzip
import os
import re
import shutil
import subprocess
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bundle.build import ROOT, Bundle, build_bundle
from linux.debian_package import NAME, Release, architecture, is_elf, make_package
from system_packages import SetUpError, require_packages

HERE: Final = Path(__file__).resolve().parent
# Command, and the Debian package that brings it.
TOOLS: Final = (("dpkg-shlibdeps", "dpkg-dev"), ("objdump", "binutils"))


def build(work: Path, out: Path) -> list[Path]:
    """Build below `work`, and write the packages into `out`; returns their paths.

    Raises SetUpError where this machine lacks something, or the result is not fit for release.
    """
    require_packages([package for tool, package in TOOLS if not shutil.which(tool)])
    release = Release(current_version(), _moment())
    bundle = build_bundle(work)
    root = work / "root"
    _lay_out(root, bundle, release)
    refuse_machine_paths(root, (ROOT, work))
    _set_modes_and_times(root, release.moment)
    out.mkdir(parents=True, exist_ok=True)
    return [_make_archive(root, out, release), make_package(root, out, release)]


def _lay_out(root: Path, bundle: Bundle, release: Release) -> None:
    """Copy everything to its place of installation below `root`."""
    if root.exists():
        shutil.rmtree(root)
    share = root / "usr" / "share"
    shutil.copytree(bundle.folder, root / "usr" / "lib" / NAME, symlinks=True)
    (root / "usr" / "bin").mkdir()
    (root / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    manual: list[str | Path] = [bundle.python, HERE / "manual.py", share, f"{release.moment:%Y-%m-%d}"]
    subprocess.run(manual, check=True)
    _place(HERE / "share" / "fivegates.desktop", share / "applications" / "fivegates.desktop")
    _place(HERE / "share" / "fivegates.mime.xml", share / "mime" / "packages" / "fivegates.xml")
    _place(HERE / "share" / "lintian-overrides", share / "lintian" / "overrides" / NAME)
    _place(HERE / "share" / "copyright", share / "doc" / NAME / "copyright")
    metainfo = share / "metainfo" / "org.fivegates.fivegates.metainfo.xml"
    metainfo.parent.mkdir()
    metainfo.write_text(filled_metainfo(release), encoding="utf-8")
    changes = (ROOT / "packaging" / "CHANGELOG.md").read_bytes()
    (share / "doc" / NAME / "CHANGES.md.gz").write_bytes(gzip.compress(changes, mtime=0))
    icons = share / "icons" / "hicolor"
    _place(ROOT / "resources" / "icons" / "fivegates.svg", icons / "scalable" / "apps" / "fivegates.svg")
    for picture in bundle.icons.glob("*.png"):
        _place(picture, icons / f"{picture.stem}x{picture.stem}" / "apps" / f"{NAME}.png")


def filled_metainfo(release: Release) -> str:
    """The AppStream metadata of a release."""
    text = (HERE / "share" / "fivegates.metainfo.xml").read_text(encoding="utf-8")
    return text.replace("@VERSION@", release.version).replace("@DATE@", f"{release.moment:%Y-%m-%d}")


def refuse_machine_paths(root: Path, folders: tuple[Path, ...]) -> None:
    """Raise SetUpError where a file contains a path of the build machine."""
    named = re.compile(
        b"(?<![\\w./-])(" + b"|".join(re.escape(os.fsencode(folder)) for folder in folders) + b")/"
    )
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink() and named.search(path.read_bytes()):
            raise SetUpError(f"{path.relative_to(root)} names a folder of this machine.")


def _place(source: Path, target: Path) -> None:
    """Copy a file, creating its folder if necessary."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _set_modes_and_times(root: Path, moment: datetime) -> None:
    """Give all files the modes of installed files and one time, so that builds are reproducible."""
    seconds = moment.timestamp()
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            is_program = path.is_dir() or (is_elf(path) and ".so" not in path.name)
            path.chmod(0o755 if is_program else 0o644)
        os.utime(path, (seconds, seconds), follow_symlinks=False)


def _make_archive(root: Path, out: Path, release: Release) -> Path:
    """Write the .tar.gz: the same files below one folder, to be unpacked anywhere."""
    top = f"{NAME}-{release.version}-linux-{architecture()}"
    path = out / f"{top}.tar.gz"
    with (
        path.open("wb") as file,
        gzip.GzipFile("", "wb", compresslevel=6, mtime=0, fileobj=file) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        archive.add(HERE / "share" / "README", f"{top}/README", filter=_owned_by_root)
        for licence in ("GPL-3", "LGPL-3"):
            text = Path("/usr/share/common-licenses", licence).resolve()
            archive.add(text, f"{top}/share/doc/{NAME}/{licence}", filter=_owned_by_root)
        for folder in ("bin", "lib", "share"):
            archive.add(root / "usr" / folder, f"{top}/{folder}", filter=_for_any_system)
    return path


def _for_any_system(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Leave out files that only Debian reads."""
    return None if "/lintian" in member.name else _owned_by_root(member)


def _owned_by_root(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    return member


def current_version() -> str:
    """The version of the program, from its source."""
    text = (ROOT / "desktop" / "fivegates" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        raise SetUpError("desktop/fivegates/__init__.py names no version.")
    return found[1]


def _moment() -> datetime:
    """Time of all files: SOURCE_DATE_EPOCH, else that of the last commit, else now."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH")
    if not stamp:
        log: list[str | Path] = ["git", "-C", ROOT, "log", "-1", "--format=%ct"]
        stamp = subprocess.run(log, capture_output=True, text=True, check=False).stdout.strip()
    return datetime.fromtimestamp(int(stamp), UTC) if stamp else datetime.now(UTC)
