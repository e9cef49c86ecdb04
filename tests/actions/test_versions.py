"""What About and crash reports tell of the parts."""

import platform
import sqlite3
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from fivegates import __version__
from fivegates.actions import versions
from fivegates.exchange.portfolio import json_format
from fivegates.store.schema.versions import MIGRATIONS


def test_the_program_comes_first_and_every_part_has_a_version() -> None:
    reported = versions.parts()

    assert (reported[0].name, reported[0].version) == ("Fivegates", __version__)
    assert all(part.version and part.licence for part in reported)


def test_every_package_that_the_program_asks_for_is_credited() -> None:
    wanted = {canonicalize_name(Requirement(line).name) for line in requires("fivegates") or ()}
    credited = {canonicalize_name(package) for _name, package, _licence in versions._PACKAGES}
    assert wanted
    assert wanted <= credited


def test_a_part_without_metadata_is_reported_without_a_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "_PACKAGES", (("Nothing", "no-such-package-here", "none"),))

    assert versions.parts()[-1] == versions.Part("Nothing", "", "none")


def test_the_details_name_the_program_the_formats_and_the_engine() -> None:
    lines = versions.details().splitlines()

    assert lines[0] == f"Fivegates {__version__}"
    assert "Rubric five-gates 1.1, 2.0" in lines
    assert "Packs agents 1.0, duties 1.0, energy 1.0, retirement 1.0, supplier 1.0" in lines
    assert f"Portfolio file format {len(MIGRATIONS)}" in lines
    assert f"Portfolio JSON format {json_format.VERSION}" in lines
    assert f"Python {platform.python_version()}" in lines
    assert f"SQLite {sqlite3.sqlite_version}" in lines
    assert platform.platform() in lines


def test_the_details_name_each_part_once() -> None:
    lines = versions.details().splitlines()

    assert [line for line in lines if lines.count(line) > 1] == []
    for part in versions.parts():
        assert f"{part.name} {part.version}" in lines


def test_a_part_whose_version_is_unknown_is_named_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "_PACKAGES", (("Nothing", "no-such-package-here", "none"),))

    assert versions.details().splitlines()[-1] == "Nothing"
