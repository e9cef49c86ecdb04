"""The set-up installs exactly the locks on any day: also when every package has a newer release meanwhile.

A folder of links stands for the index. It offers an empty stand-in for each locked package, which asks for
what the real one asks for, and a newer release of each. The locks have the shape of the real ones, with the
hashes of the stand-ins. `FIVEGATES_PIPS` names a folder of pip's wheels to prove it with, beside the pip that
this Python brings: see .ci/run.
"""

import hashlib
import json
import os
import re
import subprocess
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import environment
from environment import ROOT, RUNTIME_LOCK, TEST_LOCK, prepare
from pip_install import entries

pytestmark = pytest.mark.slow

NEWER = "9999"
PIPS = [None, *sorted(Path(os.environ.get("FIVEGATES_PIPS", os.devnull)).glob("pip-*.whl"))]

# Installs an empty project, as hatchling would install Fivegates.
BACKEND = """
import zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    info = "fivegates-1.dist-info"
    with zipfile.ZipFile(f"{folder}/fivegates-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\\nName: fivegates\\nVersion: 1\\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/RECORD", "")
    return "fivegates-1-py3-none-any.whl"
"""
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "fivegates"
version = "1"
"""


def write_wheel(folder: Path, name: str, version: str) -> str:
    """Write an empty package that asks for what the installed one of that name asks for; its digest."""
    asks = "".join(f"Requires-Dist: {line}\n" for line in distribution(name).requires or ())
    extras = "".join(f"Provides-Extra: {extra}\n" for extra in _extras(name))
    package = canonicalize_name(name).replace("-", "_")
    path = folder / f"{package}-{version}-py3-none-any.whl"
    info = f"{package}-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{asks}{extras}"
        )
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _extras(name: str) -> list[str]:
    return distribution(name).metadata.get_all("Provides-Extra") or []


def write_lock(real: str, path: Path, links: Path) -> dict[str, str]:
    """Write a lock of the shape of a real one, and the stand-ins; return what it installs here."""
    installed: dict[str, str] = {}
    lines = []
    for entry in entries((ROOT / real).read_text(encoding="ascii")):
        written = entry.partition("\\")[0].strip()
        requirement = Requirement(written)
        name, version = canonicalize_name(requirement.name), re.sub(r"^==", "", str(requirement.specifier))
        if requirement.marker is None or requirement.marker.evaluate():
            installed[name] = version
            digest = write_wheel(links, name, version)
            write_wheel(links, name, NEWER)
        else:
            digest = "0" * 64
        lines.append(f"{written} \\\n    --hash=sha256:{digest}\n")
    path.write_text("".join(lines), encoding="ascii")
    return installed


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone whose index is a folder of links, and nothing else."""
    links, root = tmp_path / "links", tmp_path / "project"
    links.mkdir()
    (root / "packaging").mkdir(parents=True)
    (root / "backend.py").write_text(BACKEND, encoding="ascii")
    (root / "pyproject.toml").write_text(PROJECT, encoding="ascii")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(links))
    return root


@pytest.mark.parametrize("pip", PIPS, ids=lambda pip: "own" if pip is None else pip.stem)
def test_exactly_the_locks_are_installed(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pip: Path | None
) -> None:
    _use(pip, monkeypatch)
    runtime = write_lock(RUNTIME_LOCK, project / RUNTIME_LOCK, tmp_path / "links")
    added = write_lock(TEST_LOCK, project / TEST_LOCK, tmp_path / "links")
    python = prepare(project, [RUNTIME_LOCK])
    assert _installed(python) == runtime
    assert prepare(project, [RUNTIME_LOCK, TEST_LOCK]) == python
    assert _installed(python) == runtime | added


def _use(pip: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each environment that is made use this pip, not the one that Python brings."""
    if pip is None:
        return
    make = environment._make

    def make_with_pip(folder: Path) -> None:
        make(folder)
        command = [
            str(environment.python_in(folder)),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            str(pip),
        ]
        subprocess.run(command, check=True)

    monkeypatch.setattr(environment, "_make", make_with_pip)


def _installed(python: Path) -> dict[str, str]:
    """What is installed besides Fivegates and what a new environment holds, with versions."""
    reported = subprocess.run(
        [python, "-m", "pip", "list", "--format=json", "--disable-pip-version-check"],
        capture_output=True,
        check=True,
    )
    listed = {canonicalize_name(each["name"]): each["version"] for each in json.loads(reported.stdout)}
    return {
        name: version for name, version in listed.items() if name not in {"fivegates", "pip", "setuptools"}
    }
