"""`fivegates letterhead`: set, printed, taken back, and what is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio

Run = Callable[..., Any]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.fivegates"
    close_portfolio(create_portfolio(path, "Board pack"))
    return path


def test_it_is_set_printed_and_taken_back(run: Run, empty: Path, tmp_path: Path) -> None:
    picture = tmp_path / "logo.png"
    Image.new("RGB", (4, 2), "#7A1F4B").save(picture)
    words = ("--legal-entity", " Example SE ", "--accent", "#7A1F4B", "--logo", picture)
    assert run("letterhead", empty, *words).code == 0
    assert run("letterhead", empty).out.splitlines() == [
        "Legal entity: Example SE",
        "Accent colour: #7A1F4B",
        "Logo: a picture",
    ]
    assert run("letterhead", empty, "--accent", "", "--no-logo").out.splitlines()[1:] == [
        "Accent colour: none",
        "Logo: none",
    ]
    assert run("letterhead", empty, "--legal-entity", "").out.startswith("Legal entity: none")


def test_a_light_colour_and_what_is_no_picture_are_refused(run: Run, empty: Path, tmp_path: Path) -> None:
    assert "4.5 to 1" in run("letterhead", empty, "--accent", "#FFFF00").err
    broken = tmp_path / "logo.png"
    broken.write_bytes(b"GIF89a, or so")
    assert "neither a PNG nor an SVG picture" in run("letterhead", empty, "--logo", broken).err
    Image.new("RGB", (400, 200), "#7A1F4B").save(broken)
    broken.write_bytes(broken.read_bytes()[:60])
    assert "logo.png is damaged" in run("letterhead", empty, "--logo", broken).err
    assert run("letterhead", empty).out.splitlines()[2] == "Logo: none"
