"""The letterhead of papers: which colours can be read on them, and what is a logo."""

import tomllib
from base64 import b64encode
from dataclasses import replace

import pytest
from builders import LOGO, portfolio

from fivegates.domain.initiative.record_checks import check_settings
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.settings import PAPER, Letterhead, contrast_on_paper, decoded_logo
from fivegates.resources import read_resource

SETTINGS = portfolio().settings


def reported(**changes: str) -> list[tuple[str, str]]:
    problems = check_settings(replace(SETTINGS, **changes))  # type: ignore[arg-type]
    return [(problem.place, problem.reason.text(ENGLISH)) for problem in problems]


def test_the_paper_is_the_darkest_ground_of_the_palette() -> None:
    palette = tomllib.loads(read_resource("styles/palette.toml").decode())["light"]
    assert palette["panel"] == PAPER
    assert contrast_on_paper("#000000") < 21
    assert contrast_on_paper("#FFFFFF") < 1.1


@pytest.mark.parametrize("accent", ["", "#000000", "#7A1F4B", "#1f5fa8"])
def test_a_dark_colour_or_none_is_taken(accent: str) -> None:
    assert reported(accent=accent) == []


@pytest.mark.parametrize("accent", ["red", "#12345", "1F5FA8", "#1F5FA8 ", "#GGGGGG"])
def test_what_is_no_colour_is_refused(accent: str) -> None:
    assert reported(accent=accent) == [("accent", "Write a colour as six digits, such as #1F5FA8.")]


def test_a_light_colour_is_refused_with_its_contrast() -> None:
    ((place, reason),) = reported(accent="#FF8800")
    assert place == "accent"
    assert reason.startswith(
        "The contrast of this colour with the paper is 2.2 to 1, and text needs 4.5 to 1."
    )


def png(width: int, height: int, more: int = 0) -> str:
    head = decoded_logo(LOGO)
    size = width.to_bytes(4) + height.to_bytes(4)
    return b64encode(head[:16] + size + head[24:] + bytes(more)).decode()


@pytest.mark.parametrize("logo", ["no base64", "R0lGODlh", png(0, 4), b64encode(b"GIF89a" * 20).decode()])
def test_what_is_no_png_is_refused(logo: str) -> None:
    assert reported(logo=logo) == [("logo", "This is neither a PNG nor an SVG picture.")]


@pytest.mark.parametrize("logo", [png(2_001, 1), png(1, 2_001), png(2, 1, more=200_000)])
def test_a_picture_larger_than_a_logo_is_refused(logo: str) -> None:
    ((place, reason),) = reported(logo=logo)
    assert place == "logo"
    assert reason.startswith("A logo has at most 200,000 bytes and 2,000 pixels a side; this one has")


def test_the_settings_give_it_as_values() -> None:
    found = replace(SETTINGS, legal_entity=" Example SE ").letterhead
    assert found == Letterhead("Example SE", "#7A1F4B", decoded_logo(LOGO))
    assert replace(SETTINGS, legal_entity="", accent="", logo="?").letterhead == Letterhead()


def test_an_svg_is_a_logo_while_it_is_small() -> None:
    drawn = b"\xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg'/>"
    assert reported(logo=b64encode(drawn).decode()) == []
    ((_, reason),) = reported(logo=b64encode(drawn + b" " * 200_000).decode())
    assert reason == f"An SVG has at most 200,000 bytes; this one has {len(drawn) + 200_000:,}."
