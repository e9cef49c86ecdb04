"""What insights ask of an open portfolio: the latest reviews that stand, as sealed where they are final."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from acting import created, latest_assessment
from builders import REVIEWED, days_before
from fresh_files import opened_copy

from fivegates.actions import overview, queries
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.finalising import finalise_review
from fivegates.actions.initiatives import add_initiative, set_archived
from fivegates.actions.insights import gather_cases, gather_heatmap, gather_insights, gather_summary
from fivegates.actions.records import add_decision
from fivegates.actions.reviews import correct_review, start_review
from fivegates.actions.scoring import set_level
from fivegates.domain.initiative.decisions import Condition, Decision, Outcome
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.verdict.verdict import judge

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def initiative_id(opened: OpenPortfolio, code: str) -> int:
    return queries.find_initiative(opened, code)


@pytest.fixture
def sample(whole_sample: Path, tmp_path: Path) -> OpenPortfolio:
    """The sample with one more initiative that was never reviewed."""
    opened = opened_copy(whole_sample, tmp_path / "sample.fivegates")
    add_initiative(opened, Initiative("NEW", "New idea"))
    return opened


@pytest.fixture(autouse=True)
def _closed(sample: OpenPortfolio) -> object:
    yield
    close_portfolio(sample)


def test_cases_are_what_the_verdicts_rest_on(sample: OpenPortfolio) -> None:
    found = {line.initiative.code: case for line, case in gather_cases(sample, date.min)}
    assert found["NEW"] is None
    claims = latest_assessment(sample, initiative_id(sample, "CLM-TRIAGE"))[1]
    assert claims
    assert found["CLM-TRIAGE"] == claims.case


def test_archived_initiatives_are_left_out(sample: OpenPortfolio) -> None:
    set_archived(sample, initiative_id(sample, "CLM-TRIAGE"), archived=True)
    assert "CLM-TRIAGE" not in {line.initiative.code for line, _ in gather_cases(sample, date.min)}
    assert "CLM-TRIAGE" not in {row.initiative.code for row in gather_heatmap(sample).rows}


def test_all_insights_cover_every_initiative(sample: OpenPortfolio) -> None:
    found = gather_insights(sample, REVIEWED)
    codes = {line.initiative.code for line in overview.lines(sample)}
    placed = {point.initiative.code for point in found.margins.points}
    assert placed | {apart.initiative.code for apart in found.margins.apart} == codes
    assert found.causes
    assert [place.place for place in found.effort.places][:1] == [1]


def test_decisions_due_are_in_the_summary(sample: OpenPortfolio) -> None:
    condition = Condition("Renew the proof", "R. Marsh", date(2026, 12, 1))
    decision = Decision(REVIEWED, Outcome.CONDITIONS, "Board", conditions=(condition,))
    add_decision(sample, initiative_id(sample, "CLM-TRIAGE"), decision)
    due = [(each.initiative.code, each.condition) for each in gather_summary(sample).due]
    assert ("CLM-TRIAGE", condition) in due


def scored(opened: OpenPortfolio, of: int, day: date, level: int) -> int:
    """A review of that day with one criterion at that level, and its id."""
    review = created(start_review(opened, of, day))
    set_level(opened, review, "value-owner", level)
    return review


def test_movements_are_since_the_final_review_before_the_latest(sample: OpenPortfolio) -> None:
    of = initiative_id(sample, "NEW")
    first = scored(sample, of, days_before(60), 1)
    finalise_review(sample, first, "R. Marsh", NOW)
    assert [m for m in gather_summary(sample).movements if m.initiative.code == "NEW"] == []
    scored(sample, of, days_before(30), 3)
    (moved,) = [m for m in gather_summary(sample).movements if m.initiative.code == "NEW"]
    assert (moved.before.review_id, moved.before.dated) == (first, days_before(60))
    assert moved.now.dated == days_before(30)


def test_a_corrected_review_is_compared_with_no_more(sample: OpenPortfolio) -> None:
    of = initiative_id(sample, "NEW")
    first = scored(sample, of, days_before(60), 1)
    finalise_review(sample, first, "R. Marsh", NOW)
    correction = created(correct_review(sample, first, days_before(50), "R. Marsh", "Wrong owner."))
    set_level(sample, correction, "value-owner", 3)
    assert [m for m in gather_summary(sample).movements if m.initiative.code == "NEW"] == []


def test_insights_are_of_the_day_and_see_what_is_recorded_since(sample: OpenPortfolio) -> None:
    of = initiative_id(sample, "CLM-TRIAGE")
    record = queries.record(sample, of)
    latest = queries.latest_review(record)
    if latest.seal is None:
        finalise_review(sample, latest.id, "R. Marsh", NOW)
    later = date(2027, 11, 30)
    (found,) = [(line, case) for line, case in gather_cases(sample, later) if line.initiative.id == of]
    line, case = found
    assert case
    assert line.latest
    assert line.at_review
    assert (case.review.dated, line.day) == (later, later)
    assert case.evidence == record.evidence
    assert line.latest.verdict is judge(case).state
    assert line.at_review.verdict is queries.assessment(sample, record, latest).verdict.state
