"""What About and crash reports tell of the parts."""

import pytest

from fivegates import __version__
from fivegates.actions import versions


def test_the_program_comes_first_and_every_part_has_a_version() -> None:
    told = versions.parts()

    assert (told[0].name, told[0].version) == ("Fivegates", __version__)
    assert all(part.version and part.licence for part in told)


def test_a_part_without_metadata_is_told_without_a_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "_PACKAGES", (("Nothing", "no-such-package-here", "none"),))

    assert versions.parts()[-1] == versions.Part("Nothing", "", "none")
