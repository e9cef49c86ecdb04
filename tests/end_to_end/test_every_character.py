"""Characters of each Unicode category, with a glyph and without, on every paper and in every export."""

import csv
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from io import StringIO
from pathlib import Path

import naughty
import pytest
from builders import REVIEWED
from click.testing import CliRunner
from pdf_reading import read

from fivegates.actions import comparisons, pack, queries
from fivegates.actions.briefs import gather_brief, render_brief
from fivegates.actions.file import exchange
from fivegates.actions.file.creation import create_filled
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.workbooks import save_tables
from fivegates.briefs.typesetting.fonts import Face, font_for, fonts
from fivegates.charts.drawing.text import fitted, text_width
from fivegates.cli.main import commands
from fivegates.cli.session import Session
from fivegates.domain.brief import PaperSize
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.checks import portfolio_problems
from fivegates.exchange.ledger.workbooks import SheetTable
from fivegates.store.file.opening import check_file

pytestmark = pytest.mark.slow

NEVER_STORED = {"Cc", "Cs", "Zl", "Zp"}
"""Control characters, halves of characters, and line ends, which fields of one line refuse."""


def representatives() -> list[str]:
    """Of each category, the first character beyond ASCII with a glyph of ours, and the first without."""
    with_glyph = sorted(set().union(*(font.advances for font in fonts(Face.REGULAR))))
    found: dict[tuple[str, bool], str] = {}
    for code in (*with_glyph, *range(0x80, sys.maxunicode - 1)):
        char = chr(code)
        category = unicodedata.category(char)
        if code < 0x80 or category in NEVER_STORED or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
            continue
        if (category, False) not in found:
            found.setdefault((category, font_for(char, Face.REGULAR) is not None), char)
    return list(found.values())


CHARACTERS = [*representatives(), "\u0600", "\u06dd", "\u070f", "\U000110bd", "\ufffd"]
DAY = date(2026, 11, 30)
LINES = [f"a{''.join(CHARACTERS[at : at + 4])}b" for at in range(0, len(CHARACTERS), 4)]
LEGACY = "a\ufffeb\uffffc\ufdd0d"
"""What an older Fivegates stored, and no field takes any more."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio with these characters in every field."""
    path = tmp_path_factory.mktemp("characters") / "characters.fivegates"
    whole = naughty.portfolio_of([*LINES, LEGACY], title=LINES[0], source=LINES[1])
    close_portfolio(create_filled(path, whole))
    return path


@pytest.fixture
def opened(path: Path) -> Iterator[OpenPortfolio]:
    """The same, open for reading."""
    with closing(check_file(path)) as file:
        yield OpenPortfolio(file)


def codes() -> list[str]:
    return [f"N-{number}" for number in range(len(LINES) + 1)]


def test_every_category_is_represented() -> None:
    categories = {unicodedata.category(chr(code)) for code in range(sys.maxunicode + 1)}
    assert {unicodedata.category(char) for char in CHARACTERS} == categories - NEVER_STORED


def test_whatever_is_accepted_is_one_of_these() -> None:
    whole = naughty.portfolio_of(LINES, title=LINES[0], source=LINES[1])
    assert not list(portfolio_problems(whole))


@pytest.mark.parametrize("char", LEGACY[1::2])
@pytest.mark.parametrize("field", naughty.refused_fields(""))
def test_what_is_no_character_is_refused_by_field(field: str, char: str) -> None:
    (problem, *_) = portfolio_problems(naughty.refused_fields(f"a{char}b")[field]())
    assert f"cannot be stored (U+{ord(char):04X})" in str(problem.reason)


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_a_chart_measures_and_draws_every_character(weight: str) -> None:
    for char in [*CHARACTERS, *LEGACY]:
        text = f"a{char}b"
        assert text_width(text, 10, weight) > 0
        assert text_width(fitted(text, 10, 100, weight), 10, weight) <= 100


def test_all_briefs_and_the_front_of_a_pack_are_printed(opened: OpenPortfolio) -> None:
    front = pack.gather_front(opened, REVIEWED, ENGLISH)
    briefs = pack.gather_briefs(opened, front)
    rendered = pack.render_pack(front, briefs, ENGLISH, PaperSize.A4, lambda _done: None)
    assert len(read(rendered.pdf).pages) > len(LINES)
    assert {char for each in rendered.unprintable for char in each.characters} >= set(
        "\u0600\ufffe\U000110bd"
    )


def test_what_has_no_glyph_is_marked_and_listed(opened: OpenPortfolio) -> None:
    brief = gather_brief(opened, queries.find_initiative(opened, codes()[-1]))
    rendered = render_brief(brief, ENGLISH, PaperSize.A4)
    assert "▯" in read(rendered.pdf).pages[0].extract_text()
    (name,) = (each for each in rendered.unprintable if each.field == "Name")
    assert name.characters == LEGACY[1::2]


@pytest.mark.parametrize("first", range(0, len(LINES), 4))
def test_initiatives_are_compared(opened: OpenPortfolio, first: int) -> None:
    chosen = [queries.find_initiative(opened, code) for code in codes()[first : first + 4]]
    brief = comparisons.gather_comparison(opened, chosen, DAY)
    assert comparisons.render_comparison(brief, ENGLISH, PaperSize.A4).pdf


def test_exports_hold_every_character(opened: OpenPortfolio, tmp_path: Path) -> None:
    save_tables(opened, tmp_path / "all.xlsx", ENGLISH, date(2026, 11, 30))
    names = {row[1] for _, row in SheetTable((tmp_path / "all.xlsx").read_bytes(), "all.xlsx").rows()}
    assert names == {*LINES, "a\ufffdb\ufffdc\ufffdd"}
    save_tables(opened, tmp_path / "all.csv", ENGLISH, date(2026, 11, 30))
    text = (tmp_path / "all.csv").read_bytes().decode("utf-8-sig")
    assert {row[1] for row in csv.reader(StringIO(text, newline=""))} >= {*LINES, LEGACY}
    exchange.export_json(opened, tmp_path / "all.json")
    assert LEGACY in (tmp_path / "all.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["decisions", "calendar", "insights", "verdict"])
def test_the_command_line_prints_every_character(path: Path, command: str) -> None:
    session = Session(ENGLISH, lambda _file, *, sample: int(sample))
    ran = CliRunner().invoke(commands, [command, str(path)], obj=session)
    assert ran.exit_code == 0, ran.exception
