"""Text that looks like markup, formula, path or SQL goes through every field and format as it is."""

import csv
import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import naughty
import pytest
from builders import REVIEWED
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_reading import read
from pypdf import PageObject
from pypdf.generic import DictionaryObject

from fivegates.actions import comparisons, pack, queries
from fivegates.actions.briefs import brief_file_name, gather_brief, render_brief
from fivegates.actions.file import exchange
from fivegates.actions.file.check import check_portfolio
from fivegates.actions.file.creation import create_filled
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.ledger_grid import copied_benefits, copied_costs, copied_usage, paste_costs
from fivegates.actions.workbooks import save_tables
from fivegates.cli.main import commands
from fivegates.cli.session import Session
from fivegates.domain.brief import PaperSize
from fivegates.domain.errors import DataError
from fivegates.domain.initiative.evidence_files import clean_name
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.checks import portfolio_problems
from fivegates.exchange.evidence.pdf_documents import judge_pdf
from fivegates.exchange.ledger.workbooks import SheetTable
from fivegates.exchange.sheets import unguarded
from fivegates.store.file.opening import check_file

pytestmark = pytest.mark.slow

FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
NUMBER = re.compile(r"-?[0-9.,]+%?")
RUNS = ("/JavaScript", "/URI", "/Launch", "/EmbeddedFile", "/RichMedia")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The naughty portfolio in a file."""
    path = tmp_path_factory.mktemp("naughty") / "naughty.fivegates"
    close_portfolio(create_filled(path, naughty.portfolio()))
    return path


@pytest.fixture
def opened(path: Path) -> Iterator[OpenPortfolio]:
    """The same, open for reading."""
    with closing(check_file(path)) as file:
        yield OpenPortfolio(file)


def codes() -> list[str]:
    return [record.initiative.code for record in naughty.portfolio().records]


def test_every_field_keeps_it(path: Path, opened: OpenPortfolio) -> None:
    check_portfolio(path)
    for wanted in naughty.portfolio().records:
        found = queries.record(opened, queries.find_initiative(opened, wanted.initiative.code))
        assert found.initiative == replace(wanted.initiative, id=found.initiative.id)
        for kind in ("evidence", "changes", "actions", "decisions", "scenarios"):
            kept = [replace(item, id=0) for item in getattr(found, kind)]
            assert kept == list(getattr(wanted, kind))
        assert [line.note for line in found.ledger.costs] == [line.note for line in wanted.ledger.costs]
        assert found.reviews[0].scores == wanted.reviews[0].scores
        assert found.reviews[0].seal == wanted.reviews[0].seal


def test_json_carries_it_there_and_back(opened: OpenPortfolio, tmp_path: Path) -> None:
    exchange.export_json(opened, tmp_path / "all.json")
    plain = json.loads((tmp_path / "all.json").read_bytes())
    names = [initiative["name"] for initiative in plain["initiatives"]]
    assert names == list(naughty.LINES)
    other = create_filled(tmp_path / "other.fivegates", exchange.read_json(tmp_path / "all.json"))
    exchange.export_json(other, tmp_path / "again.json")
    close_portfolio(other)
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "all.json").read_bytes()


def assert_links_stay_inside(found: PageObject) -> None:
    """No annotation comes from text: each is a link of ours to a place in the same paper."""
    for each in found.annotations or ():
        annotation = each.get_object()
        assert isinstance(annotation, DictionaryObject)
        assert str(annotation["/Subtype"]) == "/Link"
        assert "/Dest" in annotation
        assert not {"/A", "/AA"} & set(annotation)


@pytest.mark.parametrize("place", [0, 3, 4, 12, 14])
def test_on_paper_it_is_text_and_nothing_else(opened: OpenPortfolio, place: int) -> None:
    brief = gather_brief(opened, queries.find_initiative(opened, codes()[place]))
    rendered = render_brief(brief, ENGLISH, PaperSize.A4)
    for found in read(rendered.pdf).pages:
        assert_links_stay_inside(found)
        assert not found.images
    assert not any(mark.encode() in rendered.pdf for mark in RUNS)
    assert judge_pdf(rendered.pdf) is None
    assert clean_name(brief_file_name(brief)) == brief_file_name(brief)


@pytest.mark.parametrize("places", [(0, 3, 4, 12), (14, 15, 8, 13)])
def test_nor_where_initiatives_are_compared(opened: OpenPortfolio, places: tuple[int, ...]) -> None:
    chosen = [queries.find_initiative(opened, codes()[place]) for place in places]
    brief = comparisons.gather_comparison(opened, chosen, date(2026, 11, 30))
    rendered = comparisons.render_comparison(brief, ENGLISH, PaperSize.A4)
    for found in read(rendered.pdf).pages:
        assert_links_stay_inside(found)
    assert judge_pdf(rendered.pdf) is None
    assert clean_name(comparisons.comparison_file_name(brief)) == comparisons.comparison_file_name(brief)


def test_nor_in_a_pack(opened: OpenPortfolio) -> None:
    front = pack.gather_front(opened, REVIEWED, ENGLISH)
    briefs = pack.gather_briefs(opened, front)
    rendered = pack.render_pack(front, briefs, ENGLISH, PaperSize.A4, lambda _done: None)
    assert judge_pdf(rendered.pdf) is None
    assert b"/URI" not in rendered.pdf


def test_a_workbook_holds_it_as_text(opened: OpenPortfolio, tmp_path: Path) -> None:
    save_tables(opened, tmp_path / "all.xlsx", ENGLISH, date(2026, 11, 30))
    with ZipFile(tmp_path / "all.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not [name for name, part in parts.items() if b"<f>" in part or b"hyperlink" in part]
    strings = b"".join(part for name, part in parts.items() if "sharedStrings" in name or "sheet" in name)
    assert b"HYPERLINK(" in strings
    names = [row[1] for _, row in SheetTable((tmp_path / "all.xlsx").read_bytes(), "all.xlsx").rows()]
    assert sorted(names) == sorted(naughty.LINES)


def test_no_cell_of_an_export_is_a_formula(opened: OpenPortfolio, tmp_path: Path) -> None:
    save_tables(opened, tmp_path / "all.csv", ENGLISH, date(2026, 11, 30))
    rows = list(csv.reader(StringIO((tmp_path / "all.csv").read_bytes().decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell)]
    assert sorted(unguarded(row[1]) for row in rows[1:]) == sorted(naughty.LINES)


def test_no_cell_of_a_table_is_a_formula(opened: OpenPortfolio) -> None:
    for code in codes():
        held = queries.record(opened, queries.find_initiative(opened, code)).ledger
        tables = copied_costs(held.costs), copied_usage(held.usage), copied_benefits(held.benefits)
        for row in (row for table in tables for row in csv.reader(StringIO(table), delimiter="\t")):
            assert not any(cell.startswith(FORMULA) for cell in row), row


def test_a_table_comes_back_as_it_was(tmp_path: Path) -> None:
    portfolio = create_filled(tmp_path / "copy.fivegates", naughty.portfolio())
    for code in codes():
        initiative_id = queries.find_initiative(portfolio, code)
        (line,) = queries.record(portfolio, initiative_id).ledger.costs
        paste_costs(portfolio, initiative_id, copied_costs([line]))
        again = queries.record(portfolio, initiative_id).ledger.costs[1]
        assert (again.source, again.attributed_to) == (line.source.strip(), line.attributed_to.strip())
    close_portfolio(portfolio)


@pytest.mark.parametrize("place", range(len(naughty.LINES)))
def test_the_command_line_prints_it(path: Path, place: int) -> None:
    session = Session(ENGLISH, lambda _file, *, sample: int(sample))
    ran = CliRunner().invoke(commands, ["verdict", str(path), codes()[place]], obj=session)
    assert ran.exit_code == 0, ran.exception
    assert naughty.LINES[place] in ran.output
    ran = CliRunner().invoke(commands, ["verdict", str(path), naughty.LINES[place]], obj=session)
    assert ran.exit_code != 0


COMMANDS = {
    "history": ["N-1"],
    "economics": ["N-3"],
    "decisions": [],
    "calendar": [],
    "insights": [],
    "compare": ["N-0", "N-3", "N-4", "N-15"],
    "check": [],
}


@pytest.mark.parametrize("how", [(), ("--json",)], ids=["words", "json"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_prints_it_and_nothing_that_a_terminal_obeys(
    path: Path, command: str, how: tuple[str, ...]
) -> None:
    session = Session(ENGLISH, lambda _file, *, sample: int(sample))
    words = [command, str(path), *COMMANDS[command], *how]
    ran = CliRunner().invoke(commands, words, obj=session)
    if how and "No such option" in ran.output:
        return
    assert ran.exit_code == 0, ran.output
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", ran.output)
    if how:
        json.loads(ran.output)


@pytest.mark.parametrize("text", naughty.UNSTORABLE)
@pytest.mark.parametrize("field", naughty.refused_fields(""))
def test_what_no_terminal_and_no_file_can_hold_is_refused(field: str, text: str) -> None:
    problems = list(portfolio_problems(naughty.refused_fields(text)[field]()))
    assert any("cannot be stored" in str(problem.reason) for problem in problems)


@pytest.mark.parametrize("field", naughty.refused_fields(""))
def test_a_megabyte_in_a_field_is_refused_at_once(field: str) -> None:
    problems = list(portfolio_problems(naughty.refused_fields(naughty.LONG)[field]()))
    assert any("at most" in str(problem.reason) for problem in problems)
    assert all(len(str(problem.reason)) < 400 for problem in problems)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
@settings(max_examples=30)
def test_any_text_is_stored_as_it_is_or_refused_in_words(text: str) -> None:
    whole = naughty.refused_fields(text)["summary"]()
    problems = list(portfolio_problems(whole))
    if problems:
        assert str(DataError("", tuple(problems)))
    else:
        assert whole.records[0].initiative.summary == text
