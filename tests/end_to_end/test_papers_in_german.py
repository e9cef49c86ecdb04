"""The papers of a German sample hold no word that is in no German catalogue: none is left in English."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from babel import Locale
from pypdfium2 import PdfDocument

from fivegates.actions import briefs, comparisons, pack
from fivegates.actions.file.creation import create_sample
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.queries import find_initiative
from fivegates.actions.rubrics import shipped_packs, shipped_rubrics
from fivegates.domain.brief import Chapter, Edition, Extent, PaperSize, RenderedBrief
from fivegates.domain.portfolio.pack import PackExtent
from fivegates.domain.rubric.packs import Pack
from fivegates.domain.rubric.rubric import Rubric
from fivegates.languages import language
from translations import LOCALE, RESOURCES, read_catalogue, texts_in

DAY = date(2026, 11, 30)
GERMAN = language("de_DE")
WORD = re.compile(r"[^\W\d_]{3,}")
# PDFium's sign for the hyphen at a line's end; and where it joins the cells of a row.
PARTED = re.compile(r"([^\W\d_]+)\x02([^\W\d_]+)|(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
NO_WORD = re.compile(r"\S+…|\S*\d\S*|\b[A-Z]{2,}(?:-[A-Z]+)*\b")
"""What was cut for want of room, what has digits (days, hashes, names of files), and codes."""


def known_words() -> set[str]:
    """The words of the German catalogues and of months, the names of the program, of models and makers."""
    texts = ["Fivegates"]
    for width in ("format", "stand-alone"):
        texts += Locale("de").months[width]["abbreviated"].values()
    for path in RESOURCES.glob("sample/*.toml"):
        names = texts_in(tomllib.loads(path.read_text(encoding="utf-8")), {"models", "providers"})
        texts += [name for _, name in names]
    for catalogue in ("fivegates", "content", "sample"):
        for message in read_catalogue(LOCALE / "de" / "LC_MESSAGES" / f"{catalogue}.po", "de"):
            forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
            texts += [str(form) for form in forms if message.id]
    return {word.casefold() for text in texts for word in WORD.findall(text)}


def shipped_ids() -> re.Pattern[str]:
    """The ids of criteria and rubrics, which are the same in every language; the longest first."""
    sources: tuple[Rubric | Pack, ...] = (*shipped_rubrics(), *shipped_packs())
    found = {each.id for source in sources for each in source.criteria} | {"five-gates"}
    longest_first = sorted(found, key=len, reverse=True)
    return re.compile("|".join(each.replace("-", r"[-\x02]\s*") for each in longest_first))


KNOWN, IDS = known_words(), shipped_ids()


def foreign(paper: RenderedBrief) -> set[str]:
    """The words of a paper that no German catalogue has."""
    with PdfDocument(paper.pdf) as document:
        pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    text = PARTED.sub(joined, NO_WORD.sub(" ", IDS.sub(" ", "\n".join(pages))))
    return {word for word in WORD.findall(text) if word.casefold() not in KNOWN}


def joined(parted: re.Match[str]) -> str:
    """A word that is parted at the end of a line, or two of which the first ends with a hyphen of its own."""
    if parted[1] is None:
        return " "
    whole = parted[1] + parted[2]
    return whole if whole.casefold() in KNOWN else f"{parted[1]} {parted[2]}"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenPortfolio]:
    """The sample in German."""
    opened = create_sample(tmp_path_factory.mktemp("german") / "Beispiel.fivegates", language=GERMAN)
    yield opened
    close_portfolio(opened)


def brief(opened: OpenPortfolio, code: str, extent: Extent) -> RenderedBrief:
    gathered = briefs.gather_brief(opened, find_initiative(opened, code), day=DAY)
    return briefs.render_brief(replace(gathered, extent=extent), GERMAN, PaperSize.A4)


def test_a_board_brief_is_german(opened: OpenPortfolio) -> None:
    assert foreign(brief(opened, "CLM-TRIAGE", Extent(Edition.BOARD))) == set()


@pytest.mark.slow
@pytest.mark.parametrize("code", ["CLM-TRIAGE", "PRP-STORM", "REN-LAPSE"])
def test_a_full_brief_is_german(opened: OpenPortfolio, code: str) -> None:
    assert foreign(brief(opened, code, Extent(Edition.FULL, frozenset(Chapter)))) == set()


@pytest.mark.slow
def test_a_comparison_is_german(opened: OpenPortfolio) -> None:
    chosen = [find_initiative(opened, code) for code in ("CLM-TRIAGE", "BRK-MAIL", "UWR-SEARCH")]
    gathered = comparisons.gather_comparison(opened, chosen, DAY)
    assert foreign(comparisons.render_comparison(gathered, GERMAN, PaperSize.A4)) == set()


@pytest.mark.slow
def test_a_pack_is_german(opened: OpenPortfolio) -> None:
    extent = PackExtent(Extent(Edition.BOARD), track_record=True)
    front = pack.gather_front(opened, DAY, GERMAN, extent)
    gathered = pack.gather_briefs(opened, front)
    assert foreign(pack.render_pack(front, gathered, GERMAN, PaperSize.A4, lambda _: None)) == set()
