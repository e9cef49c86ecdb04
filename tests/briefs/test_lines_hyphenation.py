"""Long words of narrow columns are parted by the paper's language; names, codes and numbers stay whole."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest

from fivegates.briefs.leak_check import require_no_leak
from fivegates.briefs.typesetting.accessibility import Metadata, archived
from fivegates.briefs.typesetting.blocks import Prose
from fivegates.briefs.typesetting.fonts import Face
from fivegates.briefs.typesetting.line_breaking import SOFT_HYPHEN, Parting, broken, hyphens_of
from fivegates.briefs.typesetting.styles import styles_of
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.charts.palette import read_palettes
from fivegates.domain.brief import PaperSize
from fivegates.domain.errors import UserError
from fivegates.resources import read_resource

GERMAN, ENGLISH = hyphens_of("de_AT"), hyphens_of("en_GB")
PALETTE = read_palettes(read_resource("styles/palette.toml")).light


def parts(word: str, places: tuple[int, ...]) -> str:
    """A word with its places as hyphens."""
    return "-".join(word[a:b] for a, b in zip((0, *places), (*places, len(word)), strict=True))


@pytest.mark.parametrize(
    ("word", "parted"),
    [
        ("Wirtschaftlichkeit", "Wirt-schaft-lich-keit"),
        ("4\u00a0\u00a0Wirtschaftlichkeit", "4\u00a0\u00a0Wirt-schaft-lich-keit"),
        ("produktionsreif,", "produk-tions-reif,"),
        ("Betrieb", "Betrieb"),
        ("CLM-TRIAGE", "CLM-TRIAGE"),
        ("1.234.567,00", "1.234.567,00"),
        ("https://example.org/verantwortung", "https://example.org/verantwortung"),
        ("BetriebsratsVereinbarung", "BetriebsratsVereinbarung"),
    ],
)
def test_german_words_are_parted_and_what_is_no_word_is_not(word: str, parted: str) -> None:
    assert parts(word, GERMAN(word)) == parted


def test_in_english_what_begins_with_a_capital_may_be_a_name() -> None:
    assert parts("accountability", ENGLISH("accountability")) == "account-ab-ility"
    assert ENGLISH("Accountability") == ()


def test_a_language_without_patterns_parts_nothing() -> None:
    assert hyphens_of("ar")("Verantwortlichkeit") == ()


def test_a_word_wider_than_its_line_is_parted_where_its_language_allows_it() -> None:
    assert broken("Wirtschaftlichkeit", Face.REGULAR, 10, 60, Parting(GERMAN)) == [
        f"Wirtschaft{SOFT_HYPHEN}",
        "lichkeit",
    ]
    assert SOFT_HYPHEN not in "".join(broken("Wirtschaftlichkeit", Face.REGULAR, 10, 60))


def test_a_word_that_fits_into_a_line_is_parted_only_where_that_saves_one() -> None:
    lines = broken("für Wirtschaftlichkeit", Face.REGULAR, 10, 70, Parting(GERMAN))
    assert lines == [f"für Wirtschaft{SOFT_HYPHEN}", "lichkeit"]
    assert broken("nicht zugewiesen", Face.REGULAR, 10, 60, Parting(GERMAN)) == ["nicht", "zugewiesen"]
    text = "der Nachweis Verantwortlichkeit im Betrieb"
    assert len(broken(text, Face.REGULAR, 10, 115)) == 3
    assert broken(text, Face.REGULAR, 10, 115, Parting(GERMAN)) == [
        f"der Nachweis Verantwort{SOFT_HYPHEN}",
        "lichkeit im Betrieb",
    ]


def test_a_name_is_parted_only_where_it_is_wider_than_its_line() -> None:
    name = "Stornoprognose Vertragsverlängerung"
    lines = broken(name, Face.SEMIBOLD, 9, 70, Parting(GERMAN, wide_only=True))
    assert lines == ["Stornoprognose", f"Vertragsverlänge{SOFT_HYPHEN}", "rung"]
    assert broken(name, Face.SEMIBOLD, 9, 100, Parting(GERMAN, wide_only=True)) == name.split()


def test_a_german_date_keeps_its_day_and_its_month_on_one_line() -> None:
    lines = broken("Bewertung vom 18. November 2026 abgeschlossen", Face.REGULAR, 9, 85, Parting(GERMAN))
    assert lines[:2] == ["Bewertung vom", "18. November 2026"]


def parted_on_paper() -> bytes:
    """A PDF of one word in a column that is too narrow for it."""
    styles = styles_of(PALETTE, language="de")
    paper = Paper(PaperSize.A4, "de")
    Prose("Wirtschaftlichkeit", styles.cell).draw(paper, 50, 700, 55)
    paper.end_page()
    metadata = Metadata("Titel", "", "", "Fivegates", "de", date(2026, 11, 30))
    return archived(paper.finish(), paper.root, metadata)


def test_the_hyphen_of_a_parted_word_is_passed_over_by_who_reads() -> None:
    pdf = parted_on_paper()
    with pikepdf.open(BytesIO(pdf)) as opened:
        drawn = b"".join(item.read_bytes() for item in opened.objects if isinstance(item, pikepdf.Stream))
    assert drawn.lower().count(b"/actualtext <feff00ad>") == 1


def test_what_is_to_be_left_out_is_found_where_it_is_parted() -> None:
    with pytest.raises(UserError, match="Wirtschaftlichkeit"):
        require_no_leak(parted_on_paper(), ["Wirtschaftlichkeit"], amounts=False)
