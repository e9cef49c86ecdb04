"""The project file, the lock and the wheel agree with each other."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import fivegates
import locks
from environment import APPLICATION_LOCK, RUNTIME_LOCK, TEST_LOCK
from pip_install import entries

ROOT = Path(__file__).resolve().parents[1]
RUNTIME = (ROOT / RUNTIME_LOCK).read_text(encoding="ascii")
TEST = (ROOT / TEST_LOCK).read_text(encoding="ascii")
APPLICATION = (ROOT / APPLICATION_LOCK).read_text(encoding="ascii")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
WANTED = [*PROJECT["project"]["dependencies"], *GROUPS["build"], *GROUPS["dev"]]

# Every Python and system for which a lock must hold, as markers name them.
MACHINES = [
    {"python_version": f"3.{minor}", "python_full_version": f"3.{minor}.1", "sys_platform": system}
    for minor in (11, 12, 13, 14)
    for system in ("linux", "darwin", "win32")
]


def locked(lock: str, machine: dict[str, str]) -> dict[str, Requirement]:
    """The entries of a lock that this machine installs, by name; two of one name are a mistake."""
    lines = (Requirement(entry.partition("\\")[0]) for entry in entries(lock))
    here = [line for line in lines if line.marker is None or line.marker.evaluate(machine)]
    by_name: dict[str, Requirement] = {canonicalize_name(line.name): line for line in here}
    assert len(by_name) == len(here)
    return by_name


def is_locked(wanted: Requirement, lock: dict[str, Requirement]) -> bool:
    """Tell whether what the lock installs is what is wanted, with the extras that it asks for."""
    held = lock.get(canonicalize_name(wanted.name))
    if held is None or not wanted.extras <= held.extras:
        return False
    return wanted.specifier.contains(str(held.specifier).removeprefix("=="))


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: " ".join(machine.values()))
def test_the_locks_hold_what_the_project_asks_for(machine: dict[str, str]) -> None:
    wanted = [Requirement(line) for line in WANTED]
    lock = locked(RUNTIME + TEST, machine)
    asked = [one for one in wanted if one.marker is None or one.marker.evaluate(machine)]
    assert [str(one) for one in asked if not is_locked(one, lock)] == []


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: " ".join(machine.values()))
def test_what_builds_the_application_is_locked_beside_what_runs(machine: dict[str, str]) -> None:
    lock = locked(RUNTIME + APPLICATION, machine)
    assert all(is_locked(Requirement(line), lock) for line in GROUPS["application"])


def test_what_runs_needs_the_first_lock_alone() -> None:
    lock = locked(RUNTIME, {})
    assert lock.keys().isdisjoint(canonicalize_name(Requirement(line).name) for line in GROUPS["dev"])
    assert _unmet(lock) == []


def test_what_tests_needs_both_locks_and_nothing_more() -> None:
    assert _unmet(locked(RUNTIME + TEST, {})) == []


def test_a_lock_without_an_extra_is_seen() -> None:
    lock = locked(RUNTIME + TEST.replace("coverage[toml]==", "coverage=="), {})
    assert _unmet(lock) == ["pytest-cov asks for coverage[toml]>=7.10.6"]


def test_every_package_is_locked_by_hash() -> None:
    locked = entries(RUNTIME + TEST + APPLICATION)
    assert "".join(locked) == RUNTIME + TEST + APPLICATION
    assert not [entry.split()[0] for entry in locked if "--hash=sha256:" not in entry]


def test_no_lock_names_an_address() -> None:
    assert not re.search(r"https?:|file:|index-url|find-links", RUNTIME + TEST + APPLICATION)


def test_the_second_lock_repeats_nothing_of_the_first() -> None:
    assert not set(entries(RUNTIME)) & set(entries(TEST))
    assert locks.without(RUNTIME + TEST, TEST) == RUNTIME


def _unmet(lock: dict[str, Requirement]) -> list[str]:
    """What the locked packages ask for on this machine, extras included, that the lock does not hold.

    pip installs a lock without resolving anything: what is not in it is missing. pip itself is in every
    environment, and in no lock.
    """
    return [
        f"{holder.name} asks for {wanted.name}{_brackets(wanted.extras)}{wanted.specifier}"
        for holder in lock.values()
        for line in distribution(holder.name).requires or ()
        if _applies(wanted := Requirement(line), holder.extras)
        and wanted.name != "pip"
        and not is_locked(wanted, lock)
    ]


def _brackets(extras: set[str]) -> str:
    return f"[{','.join(sorted(extras))}]" if extras else ""


def _applies(wanted: Requirement, extras: set[str]) -> bool:
    marker = wanted.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))


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


@pytest.mark.slow
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
