"""A gate in which nothing applies: no set of steps leads to ready, and every face says so."""

from dataclasses import replace

from assessed import of_gates
from builders import WAIVED, action_for, initiative
from comparing import compared, levels, side
from insight_cases import of_case

from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.insights.margins import NoPoint, margins
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.comparison import answer_sentences
from fivegates.domain.wording.comparison_facts import path_rows
from fivegates.domain.wording.insights import apart_text
from fivegates.domain.wording.proposals import decision_proposal
from fivegates.exchange.portfolio.tables import path_cells

CLOSED = of_gates(1, WAIVED, promised=True)
WITHOUT_SPONSOR = replace(initiative(), sponsor="")


def test_there_is_no_day_by_which_it_is_ready() -> None:
    assert CLOSED.path.steps
    assert CLOSED.path.ready_by is None


def test_the_cells_of_a_table_are_empty() -> None:
    assert path_cells(CLOSED.path) == (None, None)
    opened = of_gates(1, 3)
    assert path_cells(opened.path) == (1, opened.path.effort)


def test_the_board_is_not_asked_for_days_that_make_nothing_ready() -> None:
    assert decision_proposal(CLOSED, WITHOUT_SPONSOR, Stage.PILOT, ENGLISH) == (
        "Hold the launch. Settle which criteria of Trust apply: until then no steps make it ready."
    )


def test_a_comparison_says_that_nothing_applies_rather_than_that_answers_are_missing() -> None:
    blocked = side("B", levels(test=WAIVED), actions=[action_for("must")])
    unscored = side("C", levels(test=None))
    found = compared(side("A", levels()), blocked, unscored)
    rows = {row.label: [cell.text for cell in row.cells] for row in path_rows(found, ENGLISH)}
    assert rows["Ready by"][1] == "–"
    said = " ".join(answer_sentences(found, ENGLISH))
    assert "Assistant B: nothing applies in a gate, so no steps lead to ready." in said
    assert "Assistant C: not fully scored" in said


def test_a_verdict_beside_another_says_why_there_is_none() -> None:
    found = compared(side("A", levels()), side("B", levels(test=WAIVED)))
    assert "Assistant B has a gate in which nothing applies." in answer_sentences(found, ENGLISH)[0]


def test_insights_do_not_call_it_unanswered() -> None:
    (apart,) = margins([of_case("A", CLOSED.case)]).apart
    assert apart.why is NoPoint.NOTHING_APPLIES
    assert apart_text(apart, ENGLISH) == "No readiness: nothing applies in a gate."
