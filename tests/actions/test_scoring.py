"""Scoring: each answer is saved at once, with the verdict that follows from it."""

from fractions import Fraction

import pytest

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import redo, undo
from fivegates.actions.overview import lines
from fivegates.actions.queries import record
from fivegates.actions.scoring import clear_score, set_level, set_not_applicable, set_rationale
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.review.review import NotApplicable, Score
from fivegates.domain.verdict.states import GateState, VerdictState

OWNER = "value-owner"


def score_of(opened: OpenPortfolio, initiative_id: int, criterion: str = OWNER) -> Score | None:
    """The saved answer."""
    return record(opened, initiative_id).reviews[-1].scores.get(criterion)


def test_a_level_is_saved_and_judged(opened: OpenPortfolio, initiative_id: int, review_id: int) -> None:
    changes = set_level(opened, review_id, OWNER, 1)

    assert score_of(opened, initiative_id) == Score(OWNER, 1)
    assert changes.initiatives == {initiative_id}
    latest = lines(opened)[0].latest
    assert latest is not None
    assert latest.verdict is VerdictState.NOT_READY
    assert latest.gates[0].state is GateState.CLOSED
    assert latest.gates[0].score is None


def test_a_gate_score_is_exact_in_the_overview(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    for criterion in ("value-owner", "value-kpis", "value-thresholds", "value-sponsorship"):
        set_level(opened, review_id, criterion, 2 if criterion != "value-sponsorship" else 1)

    latest = lines(opened)[0].latest
    assert latest is not None
    assert latest.gates[0].score == Fraction(100 * 13, 28)
    assert latest.readiness is None
    assert initiative_id in {line.initiative.id for line in lines(opened)}


def test_not_applicable_replaces_the_level_and_keeps_the_rationale(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_level(opened, review_id, OWNER, 3)
    set_rationale(opened, review_id, OWNER, "Named in March.")
    set_not_applicable(opened, review_id, OWNER, NotApplicable("Run by a partner.", "R. Marsh"))

    waived = NotApplicable("Run by a partner.", "R. Marsh")
    assert score_of(opened, initiative_id) == Score(OWNER, None, waived, "Named in March.")

    set_level(opened, review_id, OWNER, 2)
    assert score_of(opened, initiative_id) == Score(OWNER, 2, None, "Named in March.")


def test_clearing_makes_it_unanswered_not_zero(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_level(opened, review_id, OWNER, 0)
    clear_score(opened, review_id, OWNER)

    assert score_of(opened, initiative_id) is None
    latest = lines(opened)[0].latest
    assert latest is not None
    assert latest.verdict is VerdictState.INCOMPLETE


def test_a_rationale_can_come_before_the_level(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_rationale(opened, review_id, OWNER, "Ask Okafor.")

    assert score_of(opened, initiative_id) == Score(OWNER, rationale="Ask Okafor.")


def test_typing_undoes_as_one_step_and_redoes(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_level(opened, review_id, OWNER, 3)
    for end in range(1, 6):
        set_rationale(opened, review_id, OWNER, "Named"[:end])

    undo(opened)
    assert score_of(opened, initiative_id) == Score(OWNER, 3)
    redo(opened)
    assert score_of(opened, initiative_id) == Score(OWNER, 3, rationale="Named")
    undo(opened)
    undo(opened)
    assert score_of(opened, initiative_id) is None


def test_typing_on_two_criteria_undoes_apart(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_rationale(opened, review_id, OWNER, "a")
    set_rationale(opened, review_id, "value-kpis", "b")

    undo(opened)
    assert score_of(opened, initiative_id) == Score(OWNER, rationale="a")
    assert score_of(opened, initiative_id, "value-kpis") is None


def test_scoring_the_same_again_leaves_nothing_to_undo_twice(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_level(opened, review_id, OWNER, 3)
    set_level(opened, review_id, OWNER, 3)

    undo(opened)
    assert score_of(opened, initiative_id) is None


@pytest.mark.parametrize("level", [-1, 5])
def test_a_level_out_of_range_is_refused(opened: OpenPortfolio, review_id: int, level: int) -> None:
    with pytest.raises(DataError, match="0 to 4"):
        set_level(opened, review_id, OWNER, level)


def test_a_criterion_that_the_rubric_lacks_is_refused(opened: OpenPortfolio, review_id: int) -> None:
    with pytest.raises(UserError, match="no criterion “value-luck”"):
        set_level(opened, review_id, "value-luck", 3)
