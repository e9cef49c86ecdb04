"""Pages look as they did when they were last looked at: `tests/support/golden_pages.py` draws them again."""

import golden_pages
import pytest
from golden_pages import FOLDER, LANGUAGES, MOST_APART, SHAPES, differing, kept
from PIL import Image

from fivegates.domain.brief import PaperSize

PAPERS = (PaperSize.A4, pytest.param(PaperSize.LETTER, marks=pytest.mark.slow))
SPOKEN = [each if each == "en" else pytest.param(each, marks=pytest.mark.slow) for each in LANGUAGES]


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("shape", SHAPES)
def test_pages_look_as_they_did(shape: str, paper: PaperSize, language: str) -> None:
    apart = {name: differing(page, kept(name)) for name, page in golden_pages.pages(shape, language, paper)}
    assert {name: share for name, share in apart.items() if share > MOST_APART} == {}


def test_at_least_two_dozen_small_pages_are_kept_and_no_others() -> None:
    sizes = {path.name: path.stat().st_size for path in FOLDER.iterdir()}
    named = {
        f"{language}-{paper.name.lower()}-{shape}-{number}.png"
        for language in LANGUAGES
        for paper in PaperSize
        for shape, (_, numbers) in SHAPES.items()
        for number in numbers
    }
    assert sizes.keys() == named
    assert len(named) >= 24
    assert max(sizes.values()) < 8_000


def moved(page: Image.Image, by: float, below: float = 0) -> Image.Image:
    """What is below a share of the page, so many pixels further down."""
    shifted = page.transform(
        page.size, Image.Transform.AFFINE, (1, 0, 0, 0, 1, -by), Image.Resampling.BILINEAR
    )
    top = round(page.height * below)
    shifted.paste(page.crop((0, 0, page.width, top)), (0, 0))
    return shifted


@pytest.mark.parametrize("name", ["en-a4-ready-1.png", "en-a4-claims-4.png", "en-letter-pack-1.png"])
def test_a_moved_block_is_found_and_another_hinting_is_not(name: str) -> None:
    page = kept(name)
    assert differing(page, moved(page, 0.3)) <= MOST_APART
    assert differing(page, moved(page, 2.5, below=0.6)) > MOST_APART
    assert differing(page, page.resize((page.width, page.height + 1))) == 1
