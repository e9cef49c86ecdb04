"""What About and crash reports tell of the parts."""

from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from fivegates import __version__
from fivegates.actions import versions


def test_the_program_comes_first_and_every_part_has_a_version() -> None:
    told = versions.parts()

    assert (told[0].name, told[0].version) == ("Fivegates", __version__)
    assert all(part.version and part.licence for part in told)


def test_every_package_that_the_program_asks_for_is_credited() -> None:
    wanted = {canonicalize_name(Requirement(line).name) for line in requires("fivegates") or ()}
    credited = {canonicalize_name(package) for _name, package, _licence in versions._PACKAGES}
    assert wanted
    assert wanted <= credited


def test_a_part_without_metadata_is_told_without_a_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "_PACKAGES", (("Nothing", "no-such-package-here", "none"),))

    assert versions.parts()[-1] == versions.Part("Nothing", "", "none")
