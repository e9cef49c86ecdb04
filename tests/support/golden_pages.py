"""Golden pages: rendered small and in grey, and compared with approved pictures.

Run as a program it draws all of them again; look at what `git diff` shows of them before it is committed.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import brief_cases as cases
import comparison_cases
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from packs import TODAY, small
from PIL import Image, ImageFilter

from fivegates.actions.briefs import gather_brief, render_brief
from fivegates.actions.comparisons import render_comparison
from fivegates.actions.file.creation import create_sample
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.pack import gather_front, render_pack
from fivegates.actions.queries import find_initiative
from fivegates.domain.brief import Edition, Extent, InitiativeBrief, PaperSize
from fivegates.domain.language import ENGLISH, Language
from fivegates.domain.portfolio.pack import PackExtent
from fivegates.languages import language as spoken_language

FOLDER = Path(__file__).parents[1] / "briefs" / "golden"
LANGUAGES = {"en": ENGLISH, "de": spoken_language("de")}
"""Each language that papers are set in, by the beginning of the pictures' names."""
DPI = 40
LEVELS = 4
"""The number of grey levels stored."""
BLUR = 1.6
"""Pixels over which ink is spread before it is compared: glyphs may be hinted differently, not moved."""
APART = 40
"""The least difference, of 255, at which pixels differ."""
TILE = 24
MOST_APART = 0.09
"""The share of the pixels of a tile, so many pixels wide and high, that may differ."""

Set = Callable[[Language, PaperSize], bytes]


def _board(brief: Callable[[], InitiativeBrief]) -> Set:
    def render(language: Language, paper: PaperSize) -> bytes:
        return render_brief(replace(brief(), extent=Extent(Edition.BOARD)), language, paper).pdf

    return render


@cache
def _claims(spoken: Language) -> InitiativeBrief:
    """The sample's initiative with reviews before it, a decision and a ledger."""
    with TemporaryDirectory() as folder:
        opened = create_sample(Path(folder) / "sample.fivegates", language=spoken)
        try:
            return gather_brief(opened, find_initiative(opened, "CLM-TRIAGE"), day=TODAY)
        finally:
            close_portfolio(opened)


def _full(language: Language, paper: PaperSize) -> bytes:
    brief = replace(_claims(language), extent=Extent(Edition.FULL, frozenset()), program="Fivegates")
    return render_brief(brief, language, paper).pdf


def _comparison(language: Language, paper: PaperSize) -> bytes:
    return render_comparison(comparison_cases.four(), language, paper).pdf


def _pack(language: Language, paper: PaperSize) -> bytes:
    with TemporaryDirectory() as folder:
        opened = small(Path(folder))
        try:
            front = gather_front(opened, TODAY, language, PackExtent(None))
        finally:
            close_portfolio(opened)
    return render_pack(front, (), language, paper, lambda _: None).pdf


SHAPES: dict[str, tuple[Set, tuple[int, ...]]] = {
    "claims": (_full, (1, 2, 3, 4)),
    "ready": (_board(cases.ready), (1, 2)),
    "longest": (_board(cases.longest), (1, 2)),
    "unscored": (_board(cases.unscored), (1, 2)),
    "comparison": (_comparison, (1, 2, 3)),
    "pack": (_pack, (1, 2)),
}
"""Each portfolio, how it is set, and which of its pages are kept, from 1."""


def pages(shape: str, language: str, paper: PaperSize) -> Iterator[tuple[str, Image.Image]]:
    """The pages that are kept of a shape, each with the name of its picture."""
    render, numbers = SHAPES[shape]
    with pypdfium2.PdfDocument(render(LANGUAGES[language], paper)) as document:
        for number in numbers:
            drawn = document[number - 1].render(scale=DPI / 72, grayscale=True).to_pil()
            yield f"{language}-{paper.name.lower()}-{shape}-{number}.png", drawn.convert("L")


def differing(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that are others, in the tile that has most of them; 1 for pages of another size."""
    if one.size != other.size:
        return 1
    apart = np.abs(_spread(one) - _spread(other)) > APART
    down, across = (size // TILE * TILE for size in apart.shape)
    tiles = apart[:down, :across].reshape(down // TILE, TILE, across // TILE, TILE)
    return float(tiles.mean(axis=(1, 3)).max())


def _spread(page: Image.Image) -> NDArray[np.float64]:
    """Ink by pixel, spread a little."""
    blurred = _in_levels(page).convert("L").filter(ImageFilter.GaussianBlur(BLUR))
    stretched = np.asarray(blurred, dtype=np.float64) * 2
    return np.clip(stretched, 0, 510)


def _in_levels(page: Image.Image) -> Image.Image:
    """The page in few shades of grey, so that its picture is small."""
    step = 255 / (LEVELS - 1)
    return page.point([round(round(value / step) * step) for value in range(256)])


def kept(name: str) -> Image.Image:
    """The picture of that name."""
    with Image.open(FOLDER / name) as found:
        return found.convert("L")


def renew() -> None:
    """Draw all pages again."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for language in LANGUAGES:
        for paper in PaperSize:
            for shape in SHAPES:
                for name, page in pages(shape, language, paper):
                    small_page = _in_levels(page).quantize(LEVELS, dither=Image.Dither.NONE)
                    small_page.save(FOLDER / name, optimize=True, bits=2)


if __name__ == "__main__":
    renew()
