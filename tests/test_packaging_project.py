"""The project file, the lock and the wheel agree with each other."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import fivegates

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "packaging" / "requirements.lock").read_text(encoding="ascii")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]


@pytest.mark.parametrize("wanted", WANTED)
def test_the_lock_holds_what_the_project_asks_for(wanted: str) -> None:
    requirement = Requirement(wanted)
    name = re.escape(canonicalize_name(requirement.name))
    versions = re.findall(rf"^{name}==(\S+)", LOCK, re.MULTILINE)
    assert versions
    assert all(requirement.specifier.contains(version) for version in versions)


def test_every_package_of_the_lock_is_held_by_hash() -> None:
    entries = re.split(r"^(?=[a-z])", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) > len(WANTED)
    assert not [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]


def test_the_lock_names_no_address() -> None:
    assert not re.search(r"https?:|file:|index-url|find-links", LOCK)


def test_the_wheel_carries_the_program_and_its_resources(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name.startswith(f"fivegates-{fivegates.__version__}-")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    resources = ROOT / "resources"
    files = [path.relative_to(resources) for path in resources.rglob("*") if path.is_file()]
    assert {f"fivegates/_resources/{path.as_posix()}" for path in files} <= names
    assert "fivegates/__main__.py" in names
    assert not [name for name in names if not name.startswith(("fivegates/", "fivegates-"))]


def test_the_project_asks_for_what_it_imports_and_nothing_else() -> None:
    imported = {name for path in (ROOT / "desktop").rglob("*.py") for name in _imports(path)}
    ours = imported - sys.stdlib_module_names - {"fivegates"}
    providers = packages_distributions()
    used = {canonicalize_name(provider) for name in ours for provider in providers[name]}
    assert used == {canonicalize_name(Requirement(line).name) for line in PROJECT["project"]["dependencies"]}


def _imports(path: Path) -> Iterator[str]:
    """The top-level packages that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]
