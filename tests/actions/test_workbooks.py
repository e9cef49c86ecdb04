"""A portfolio as workbook and CSV: every sheet has its rows, and the first says what the paper says."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from acting import created
from builders import capacity, evidence_for, idea
from packs import small
from python_calamine import CalamineWorkbook

from fivegates.actions.capacity.plans import save_plan_settings
from fivegates.actions.evidence import add_evidence
from fivegates.actions.file.creation import create_sample
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.ideas import add_idea
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.overview import lines
from fivegates.actions.plan import action_list, save_action_list
from fivegates.actions.queries import record
from fivegates.actions.waivers import Revocation, grant_waiver, revoke_waiver
from fivegates.actions.workbooks import save_tables
from fivegates.domain.capacity.settings import CapacitySettings
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.initiative.waivers import Waiver
from fivegates.domain.language import ENGLISH
from fivegates.exchange.portfolio.tables import capacity_rows
from fivegates.languages import language as spoken_language


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenPortfolio]:
    portfolio = create_sample(tmp_path_factory.mktemp("sample") / "sample.fivegates")
    yield portfolio
    close_portfolio(portfolio)


TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def book(sample: OpenPortfolio, tmp_path_factory: pytest.TempPathFactory) -> CalamineWorkbook:
    path = tmp_path_factory.mktemp("book") / "out.xlsx"
    save_tables(sample, path, ENGLISH, TODAY)
    return CalamineWorkbook.from_path(str(path))


def rows_of(book: CalamineWorkbook, title: str) -> list[dict[str, Any]]:
    """The rows of a sheet by the titles of its columns."""
    head, *rows = book.get_sheet_by_name(title).to_python()
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_it_has_a_sheet_for_each_kind_of_record(book: CalamineWorkbook) -> None:
    assert book.sheet_names == [
        *("Initiatives", "Scores", "Evidence", "Changes", "Actions", "Decisions", "Waivers"),
        *("Risk classes", "Forecasts", "Panel", "Ledger", "Frameworks", "Ideas", "Capacity"),
    ]


def test_each_item_of_a_framework_says_what_it_rests_on(book: CalamineWorkbook) -> None:
    found = [row for row in rows_of(book, "Frameworks") if row["Code"] == "BRK-MAIL"]
    (govern,) = [row for row in found if row["Item"] == "GOVERN 6"]
    assert (govern["Rests on"], govern["Until"]) == ("Claims only", "")
    assert govern["Criteria"] == "arch-provider"
    assert len({row["Framework"] for row in found}) == 5


def test_a_waiver_says_what_it_is_on_the_day_of_the_tables(opened: OpenPortfolio, tmp_path: Path) -> None:
    of = created(add_initiative(opened, Initiative("BILLS", "Bills")))
    given = Waiver("trust-drift", "The audit", "A. Okafor", "R. Marsh", date(2026, 11, 2), date(2027, 3, 14))
    waiver_id = created(grant_waiver(opened, of, given))
    days = {date(2026, 11, 1): "To begin", date(2027, 3, 14): "In force", date(2027, 3, 15): "Ended"}
    for day, word in days.items():
        assert waiver_states(opened, tmp_path, day) == [(day, word)]
    revoke_waiver(opened, waiver_id, Revocation(date(2027, 1, 1), "The board", "Audited"))
    assert waiver_states(opened, tmp_path, date(2027, 1, 1)) == [(date(2027, 1, 1), "Revoked")]


def test_evidence_has_one_row_with_all_its_criteria(opened: OpenPortfolio, tmp_path: Path) -> None:
    of = created(add_initiative(opened, Initiative("BILLS", "Bills")))
    item = evidence_for("value-owner")
    add_evidence(opened, of, replace(item, also=("trust-bias", "trust-drift")))
    save_tables(opened, tmp_path / "out.xlsx", ENGLISH, date(2026, 5, 2))
    (row,) = rows_of(CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")), "Evidence")
    assert (row["Criterion"], row["Further criteria"]) == ("value-owner", "trust-bias; trust-drift")


def waiver_states(opened: OpenPortfolio, folder: Path, day: date) -> list[tuple[date, str]]:
    """The day and the state of each waiver in the workbook of a day."""
    save_tables(opened, folder / "out.xlsx", ENGLISH, day)
    rows = rows_of(CalamineWorkbook.from_path(str(folder / "out.xlsx")), "Waivers")
    return [(row["As of"], row["State"]) for row in rows]


def test_ideas_have_a_row_each(opened: OpenPortfolio, tmp_path: Path) -> None:
    add_idea(opened, replace(idea(), id=0))
    save_tables(opened, tmp_path / "out.xlsx", ENGLISH, TODAY)
    (row,) = rows_of(CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")), "Ideas")
    assert (row["Idea"], row["Kind"], row["Became"]) == ("Sort claims", "Classifier", "CLAIMS")


def test_what_the_capacity_plan_is_made_of_has_a_row_each(opened: OpenPortfolio, tmp_path: Path) -> None:
    save_plan_settings(opened, replace(capacity(), after=()))
    save_tables(opened, tmp_path / "out.xlsx", ENGLISH, TODAY)
    book = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx"))
    said = {(row["Setting"], row["Of whom or what"]): row["Value"] for row in rows_of(book, "Capacity")}
    assert said["Person-days", ""] == 120
    assert said["Ready by", ""] == capacity().until
    assert said["Days a week", "R. Marsh"] == 0.5
    assert len(said) == 9
    assert [*capacity_rows(CapacitySettings(), ENGLISH)] == []
    assert ("Ready no earlier than", "EMPTY", "CLAIMS") in capacity_rows(capacity(), ENGLISH)


def test_the_first_sheet_says_what_the_paper_says(book: CalamineWorkbook) -> None:
    found = {row["Code"]: row for row in rows_of(book, "Initiatives")}
    claims, storm = found["CLM-TRIAGE"], found["PRP-STORM"]
    assert (claims["Verdict"], claims["Readiness (%)"], claims["Weakest gate"]) == (
        "Not ready",
        28.57,
        "Economics",
    )
    assert isinstance(claims["Review"], date)
    assert claims["Margin per unit"] == round(claims["Value per unit"] - claims["Unit cost"], 2)
    assert (storm["Verdict"], storm["Readiness (%)"], storm["Weakest gate"]) == ("Incomplete", "", "")


def test_the_first_sheet_gives_both_days(book: CalamineWorkbook) -> None:
    broker = next(row for row in rows_of(book, "Initiatives") if row["Code"] == "BRK-MAIL")
    assert (broker["Verdict"], broker["As of"]) == ("Ready", TODAY)
    assert (broker["Verdict then"], broker["Readiness then (%)"]) == ("Ready with conditions", 78.12)
    assert (broker["Steps to ready"], broker["Person-days to ready"]) == (1, 3)


def test_every_record_has_its_row(book: CalamineWorkbook, sample: OpenPortfolio) -> None:
    records = [record(sample, line.initiative.id) for line in lines(sample)]
    wanted = {
        "Initiatives": len(records),
        "Scores": 22 * len(records) + 6,  # one is held against version 2.0
        "Evidence": sum(len(each.evidence) for each in records),
        "Changes": sum(len(each.changes) for each in records),
        "Actions": sum(len(each.actions) for each in records),
        "Decisions": sum(max(1, len(made.conditions)) for each in records for made in each.decisions),
        "Forecasts": sum(len(each.forecasts) for each in records),
        "Ledger": sum(
            len(each.ledger.costs) + len(each.ledger.usage) + len(each.ledger.benefits) for each in records
        ),
    }
    assert {title: len(rows_of(book, title)) for title in wanted} == wanted


def test_the_ledger_adds_up_to_the_last_coin(book: CalamineWorkbook, sample: OpenPortfolio) -> None:
    of = next(record(sample, line.initiative.id) for line in lines(sample))
    rows = [row for row in rows_of(book, "Ledger") if row["Code"] == of.initiative.code]
    costs = [row for row in rows if row["Line"] == "Cost"]
    assert sorted(f"{row['Amount']:.2f}" for row in costs) == sorted(
        f"{line.amount:.2f}" for line in of.ledger.costs
    )
    assert [row["Month"] for row in rows] == sorted(row["Month"] for row in rows)


def test_csv_has_a_row_an_initiative_the_archived_and_the_unreviewed_too(tmp_path: Path) -> None:
    opened = small(tmp_path)
    save_tables(opened, tmp_path / "out.csv", ENGLISH, TODAY)
    close_portfolio(opened)
    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    found = {row["Code"]: row for row in csv.DictReader(StringIO(text), strict=True)}
    assert {code: row["Archived"] for code, row in found.items()} == {
        "BRK-MAIL": "no",
        "CLM-TRIAGE": "yes",
        "PRP-STORM": "no",
        "UWR-SEARCH": "no",
    }
    assert (found["UWR-SEARCH"]["Verdict"], found["UWR-SEARCH"]["Readiness (%)"]) == ("Not reviewed", "")
    assert found["BRK-MAIL"]["Status"] == "Draft"


def test_names_of_gates_and_titles_of_criteria_are_in_the_language_of_the_columns(tmp_path: Path) -> None:
    opened, german = small(tmp_path), spoken_language("de_DE")
    save_tables(opened, tmp_path / "out.xlsx", german, TODAY)
    save_action_list(opened, action_list(opened), tmp_path / "actions.csv", TODAY, german)
    close_portfolio(opened)
    book = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx"))
    claims = next(row for row in rows_of(book, "Initiativen") if row["Kürzel"] == "CLM-TRIAGE")
    assert (claims["Schwächstes Gate"], claims["Betrieb"]) == ("Wirtschaftlichkeit", "Geschlossen")
    assert {row["Gate"] for row in rows_of(book, "Einstufungen")} >= {"Nutzen", "Vertrauen"}
    titles = {row["Kriterium"] for title in ("Nachweise", "Maßnahmen") for row in rows_of(book, title)}
    assert "Schutzmechanismen fangen Fehler sofort ab" in titles
    assert not {"Guardrails catch errors as they happen", "It holds under load, delay and outage"} & titles
    actions = (tmp_path / "actions.csv").read_text("utf-8-sig")
    assert "Das System hält Last, Verzögerung und Ausfall stand" in actions


def test_what_is_not_in_the_rubric_goes_by_its_id(opened: OpenPortfolio, tmp_path: Path) -> None:

    lonely = created(add_initiative(opened, Initiative("LONE", "=Lonely")))
    add_evidence(opened, lonely, evidence_for("value-owner"))
    path = tmp_path / "out.xlsx"
    save_tables(opened, path, ENGLISH, TODAY)
    (row,) = rows_of(CalamineWorkbook.from_path(str(path)), "Evidence")
    assert (row["Initiative"], row["Criterion"]) == ("=Lonely", "value-owner")


def test_it_is_never_written_over_the_portfolio(opened: OpenPortfolio) -> None:
    with pytest.raises(UserError, match="is the portfolio itself"):
        save_tables(opened, opened.path, ENGLISH, TODAY)
