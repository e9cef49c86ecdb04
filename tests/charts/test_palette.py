"""The colours: readable wherever they stand, and told apart by colour-blind readers."""

from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from fivegates.charts.palette import Palette, Palettes, read_palettes
from fivegates.domain.verdict.states import GateState, VerdictState

FILE = Path(__file__).parents[2] / "resources" / "styles" / "palette.toml"
TEXT = ("ink", "second_ink", "accent", "open", "conditional", "closed", "incomplete")
TINTS = ("open_tint", "conditional_tint", "closed_tint", "incomplete_tint", "accent_tint")
STATES = ("open", "conditional", "closed", "incomplete")
# Full colour-vision deficiencies in linear RGB: Machado, Oliveira and Fernandes (2009).
VISIONS = {
    "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
}
XYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
WHITE = [0.9505, 1, 1.089]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def linear(colour: str) -> Array:
    part = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    low, high = sorted(float(linear(c) @ np.array(XYZ[1])) for c in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(light: Array) -> Array:
    ratio = np.array(XYZ) @ np.clip(light, 0, 1) / np.array(WHITE)
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: str, other: str, vision: str) -> float:
    seen = [lab(np.array(VISIONS[vision]) @ linear(colour)) for colour in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


@pytest.fixture(params=["light", "dark"])
def palette(request: pytest.FixtureRequest) -> Palette:
    palettes: Palettes = read_palettes(FILE.read_bytes())
    return palettes.light if request.param == "light" else palettes.dark


@pytest.mark.parametrize("text", TEXT)
@pytest.mark.parametrize("ground", ["page", "panel", "accent_tint"])
def test_text_is_readable_on_every_quiet_ground(palette: Palette, text: str, ground: str) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("tint", TINTS)
@pytest.mark.parametrize("text", ["ink", "second_ink"])
def test_sentences_are_readable_on_every_tint(palette: Palette, text: str, tint: str) -> None:
    assert contrast(getattr(palette, text), getattr(palette, tint)) >= 4.5


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_readable_on_its_own_tint(palette: Palette, state: str) -> None:
    assert contrast(getattr(palette, state), getattr(palette, f"{state}_tint")) >= 4.5


def test_text_on_the_accent_and_on_marks_is_readable(palette: Palette) -> None:
    assert contrast(palette.on_accent, palette.accent) >= 4.5
    assert all(contrast(palette.page, getattr(palette, state)) >= 4.5 for state in STATES)


@pytest.mark.parametrize("ground", ["page", "panel"])
def test_the_border_of_a_control_can_be_seen(palette: Palette, ground: str) -> None:
    assert contrast(palette.outline, getattr(palette, ground)) >= 3


@pytest.mark.parametrize("vision", VISIONS)
def test_states_differ_in_every_kind_of_sight(palette: Palette, vision: str) -> None:
    colours = [getattr(palette, state) for state in STATES]
    assert min(difference(a, b, vision) for a, b in combinations(colours, 2)) >= 7


def test_tints_differ_on_paper_without_colour() -> None:
    light = read_palettes(FILE.read_bytes()).light
    order = ("open", "incomplete", "conditional", "closed")
    lightness = [float(lab(linear(getattr(light, f"{state}_tint")))[0]) for state in order]
    assert min(before - after for before, after in pairwise(lightness)) >= 2


def test_each_state_has_its_colour_and_tint(palette: Palette) -> None:
    own = [state for state in GateState if state is not GateState.WAIVED]
    assert [palette.status(s) for s in own] == [getattr(palette, s) for s in STATES]
    assert palette.status(GateState.WAIVED) == palette.conditional
    assert palette.status(VerdictState.READY) == palette.open
    assert palette.status(VerdictState.NOT_READY) == palette.closed
    assert palette.tint(VerdictState.CONDITIONAL) == palette.tint(GateState.CONDITIONAL)
    assert len({palette.tint(s) for s in own}) == len(own)


@pytest.mark.parametrize(
    ("old", "new", "reported"),
    [
        ('ink = "#1B2430"\n', "", "ink"),
        ('ink = "#1B2430"', 'ink = "#1B2430"\nmauve = "#112233"', "mauve"),
        ('"#1B2430"', '"black"', "RRGGBB"),
    ],
)
def test_a_broken_palette_is_refused_by_name(old: str, new: str, reported: str) -> None:
    text = FILE.read_text(encoding="utf-8").replace(old, new, 1)
    with pytest.raises(ValueError, match=f"light.*{reported}"):
        read_palettes(text.encode())
