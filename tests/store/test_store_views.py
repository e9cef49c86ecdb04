"""The views that answer questions say what the program says."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from fresh_files import opened_copy

from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.evidence_calendar import calendar_of
from fivegates.domain.review.case import draft_case
from fivegates.domain.review.history import current_reviews
from fivegates.domain.review.review import Case, InitiativeRecord
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.store.records.overview import read_overview
from fivegates.store.records.portfolio import read_portfolio
from fivegates.store.records.reviews import read_rubrics

Rows = list[dict[str, object]]

LATER = date(2027, 6, 30)
"""After everything in the sample."""


@pytest.fixture
def sample(whole_sample: Path, tmp_path: Path) -> Iterator[OpenPortfolio]:
    """The sample portfolio."""
    opened = opened_copy(whole_sample, tmp_path / "sample.fivegates")
    yield opened
    close_portfolio(opened)


def view(opened: OpenPortfolio, name: str) -> Rows:
    """All rows of a view, as our own connection, which trusts no schema, reads them."""
    return list(opened.file.database.query(f"SELECT * FROM {name}"))


def latest_cases(opened: OpenPortfolio) -> Iterator[tuple[InitiativeRecord, Case]]:
    """What the latest review of each initiative rests on."""
    portfolio = read_portfolio(opened.file)
    rubrics = {(rubric.id, rubric.version): rubric for rubric in portfolio.rubrics}
    for record in portfolio.records:
        if record.initiative.archived or not record.reviews:
            continue
        latest = current_reviews(record)[-1]
        rubric = rubrics[latest.rubric_id, latest.rubric_version]
        yield record, draft_case(record, latest, rubric, portfolio.settings.currency, portfolio.rates)


def test_criteria_are_those_of_the_rubric(sample: OpenPortfolio) -> None:
    rubrics: tuple[Rubric, ...] = read_rubrics(sample.file)
    expected = {
        (rubric.id, rubric.version, each.id, each.gate, each.title, each.required, each.validity_days)
        for rubric in rubrics
        for each in rubric.criteria
    }
    columns = ("rubric_id", "rubric_version", "criterion", "gate", "title", "required", "validity_days")
    found = view(sample, "criteria")
    assert {tuple(row[column] for column in columns) for row in found} == expected
    assert len(found) == len(expected)


def test_evidence_lapses_on_the_days_of_the_calendar(sample: OpenPortfolio) -> None:
    expected = {
        (record.initiative.code, lapse.criterion, lapse.evidence.title, lapse.last_day.isoformat())
        for record, case in latest_cases(sample)
        for lapse in calendar_of(case, LATER).lapses
    }
    columns = ("code", "criterion", "title", "last_valid_day")
    found = view(sample, "evidence_that_lapses")
    assert {tuple(row[column] for column in columns) for row in found} == expected
    assert len(found) == len(expected)
    assert any(row["voided_on"] for row in found), "the sample has evidence that a change voids"
    assert [row["last_valid_day"] for row in found] == sorted(str(row["last_valid_day"]) for row in found)


def test_why_not_ready_names_each_gate_that_is_not_open(sample: OpenPortfolio) -> None:
    expected = {
        (line.initiative.code, gate.name, gate.state.value)
        for line in read_overview(sample.file)
        if line.latest and not line.initiative.archived and line.latest.verdict is not VerdictState.READY
        for gate in line.latest.gates
        if gate.state is not GateState.OPEN
    }
    found = view(sample, "why_not_ready")
    assert {(row["code"], row["gate"], row["gate_state"]) for row in found} == expected


def test_why_not_ready_names_claims_below_the_pass_level_and_what_is_not_answered(
    sample: OpenPortfolio,
) -> None:
    found = {(row["code"], row["gate"]): row for row in view(sample, "why_not_ready")}
    reported = 0
    for record, case in latest_cases(sample):
        for gate in case.rubric.gates:
            row = found.get((record.initiative.code, gate.name))
            if row is None:
                continue
            scores = case.review.scores
            criteria = [each for each in case.rubric.criteria if each.gate == gate.id]
            low = [
                f"{each.title} ({score.level})"
                for each in criteria
                if (score := scores.get(each.id)) and score.level is not None and score.level < 3
            ]
            blank = [
                each.title
                for each in criteria
                if each.id not in scores
                or (scores[each.id].level is None and scores[each.id].not_applicable is None)
            ]
            assert row["criteria_claimed_below_pass_level"] == ("; ".join(low) or None)
            assert row["criteria_not_answered"] == ("; ".join(blank) or None)
            reported += len(low) + len(blank)
    assert reported, "the sample has such claims"


def test_decisions_stand_once_for_each_of_their_conditions(sample: OpenPortfolio) -> None:
    decisions = [each for record in read_portfolio(sample.file).records for each in record.decisions]
    found = view(sample, "decisions_and_conditions")
    assert len(found) == sum(max(1, len(decision.conditions)) for decision in decisions)
    assert {row["condition"] for row in found if row["condition"]} == {
        condition.text for decision in decisions for condition in decision.conditions
    }


def test_every_view_can_be_read_by_a_program_without_our_settings(sample: OpenPortfolio) -> None:
    with closing(sqlite3.connect(sample.path)) as plain:
        for (name,) in plain.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
            ours = [tuple(row.values()) for row in view(sample, name)]
            assert plain.execute(f"SELECT * FROM {name}").fetchall() == ours
