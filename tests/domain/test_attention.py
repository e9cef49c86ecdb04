"""What needs attention of an initiative on a day, and how it is said."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from builders import (
    REVIEWED,
    case,
    evidence_for,
    initiative,
    two_gates,
)

from fivegates.domain.evidence_calendar import calendar_of
from fivegates.domain.initiative.decisions import Condition, ConditionState, Decision, Outcome
from fivegates.domain.initiative.initiative import Action, ActionStatus, Stage
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.attention import (
    AgedVerdict,
    Attention,
    InitiativeOnDay,
    LapsingProofs,
    attention_on,
    by_urgency,
)
from fivegates.domain.portfolio.overview import OverviewLine, ReviewMark
from fivegates.domain.review.review import Case
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.attention import (
    attention_due,
    attention_kind,
    attention_sentence,
    attention_text,
)

DAY = REVIEWED + timedelta(days=10)
YESTERDAY, LATER = DAY - timedelta(days=1), DAY + timedelta(days=31)
READY = ReviewMark(1, REVIEWED, VerdictState.READY, Fraction(80), ())
OF = initiative()


def known(**fields: object) -> InitiativeOnDay:
    line = OverviewLine(OF, READY, READY, DAY)
    return replace(InitiativeOnDay(line, None, None, (), ()), **fields)  # type: ignore[arg-type]


def said(of: InitiativeOnDay, day: date = DAY) -> list[tuple[str, str, str]]:
    return [
        (
            attention_kind(item, ENGLISH),
            attention_due(item, day, ENGLISH),
            attention_text(item, day, ENGLISH),
        )
        for item in attention_on(of, day)
    ]


def decided(*conditions: Condition, day: date = REVIEWED) -> Decision:
    return Decision(day, Outcome.CONDITIONS, "The board", conditions=conditions)


def test_nothing_needs_attention_where_all_is_in_time() -> None:
    assert said(known()) == []


def test_evidence_without_a_criterion_is_to_be_assigned() -> None:
    assert said(known(unassigned=2)) == [
        ("Evidence", "–", "2 pieces of evidence are not assigned to a criterion")
    ]
    found = tuple(attention_on(known(unassigned=1), DAY))
    assert "1 piece of evidence is not assigned to a criterion" in attention_sentence(found, DAY, ENGLISH)


def test_a_verdict_that_changed_names_both_days() -> None:
    now = replace(READY, verdict=VerdictState.CONDITIONAL)
    assert said(known(line=OverviewLine(OF, now, READY, DAY))) == [
        ("Verdict", "–", "Ready with conditions on 22 May 2026, ready at the review")
    ]


def test_actions_that_are_overdue_or_due_soon() -> None:
    actions = (
        Action("a", "Late", due=YESTERDAY, owner="J. Ito"),
        Action("a", "Soon", due=DAY),
        Action("a", "Later", due=LATER),
        Action("a", "Undated"),
        Action("a", "Done", due=YESTERDAY, status=ActionStatus.DONE),
    )
    assert said(known(actions=actions)) == [
        ("Action", "21 May 2026, overdue", "Late (J. Ito)"),
        ("Action", "22 May 2026", "Soon"),
    ]


def test_conditions_that_are_not_met_or_due() -> None:
    conditions = (
        Condition("Broken", state=ConditionState.NOT_MET),
        Condition("Late", owner="A. Roth", due=YESTERDAY),
        Condition("Later", due=LATER),
        Condition("Undated"),
        Condition("Met", due=YESTERDAY, state=ConditionState.MET),
    )
    assert said(known(decisions=(decided(*conditions),))) == [
        ("Condition", "–", "Not met: Broken"),
        ("Condition", "21 May 2026, overdue", "Late (A. Roth)"),
    ]


def asking(asked: str = "Release the budget?") -> Case:
    rubric = two_gates()
    made = case(rubric, {each.id: 3 for each in rubric.criteria})
    return replace(made, review=replace(made.review, decision_asked=asked))


def test_a_decision_that_a_final_review_asks_for_is_awaited() -> None:
    wanted = [("Decision", "–", "The review of 12 May 2026 asks for a decision; none is recorded since.")]
    assert said(known(case=asking())) == wanted
    assert said(known(case=asking(), decisions=(decided(day=REVIEWED - timedelta(days=1)),))) == wanted


def test_no_decision_is_awaited_of_a_draft_or_once_it_is_recorded_or_not_asked_for() -> None:
    draft = replace(READY, draft=True)
    assert said(known(case=asking(), line=OverviewLine(OF, draft, draft, DAY))) == []
    assert said(known(case=asking(), decisions=(decided(),))) == []
    assert said(known(case=asking(" "))) == []


def test_proofs_that_lapse_within_a_month_are_one_item() -> None:
    rubric = two_gates()
    criterion = rubric.criteria[0]
    levels = {each.id: 3 for each in rubric.criteria}

    def of_age(days: int) -> InitiativeOnDay:
        proofs = (evidence_for(criterion.id, days_old=days),)
        return known(calendar=calendar_of(case(rubric, levels, evidence=proofs), DAY))

    assert said(of_age(criterion.validity_days - 15)) == [("Evidence", "27 May 2026", "1 proof lapses")]
    assert said(of_age(criterion.validity_days - 40)) == [("Evidence", "21 Jun 2026", "1 proof lapses")]
    assert said(of_age(criterion.validity_days - 41)) == []
    assert said(of_age(criterion.validity_days + 15)) == []


def test_a_review_is_due_after_a_quarter_and_where_there_is_none() -> None:
    assert said(known(), REVIEWED + timedelta(days=91)) == []
    assert said(known(), REVIEWED + timedelta(days=92)) == [
        ("Review", "12 Aug 2026", "A review is due: the last one is more than a quarter old.")
    ]
    assert said(known(line=OverviewLine(OF, None))) == [("Review", "–", "It has not been reviewed yet.")]


@pytest.mark.parametrize("changes", [{"archived": True}, {"stage": Stage.RETIRED}])
def test_what_is_archived_or_retired_needs_none(changes: dict[str, object]) -> None:
    gone = replace(OF, **changes)  # type: ignore[arg-type]
    assert said(known(line=OverviewLine(gone, None))) == []


def test_aged_verdicts_come_first_then_what_is_due_first() -> None:
    actions = (Action("a", "Soon", due=DAY), Action("a", "Late", due=YESTERDAY))
    now = replace(READY, verdict=VerdictState.NOT_READY)
    broken = decided(Condition("Broken", state=ConditionState.NOT_MET))
    of = known(line=OverviewLine(OF, now, READY, DAY), actions=actions, decisions=(broken,))
    ordered = by_urgency(attention_on(of, DAY))
    assert [item.kind for item in ordered] == ["verdict", "action", "action", "condition"]
    assert [item.due for item in ordered] == [None, YESTERDAY, DAY, None]


def test_of_one_day_names_are_in_the_order_of_their_numbers() -> None:
    found = [LapsingProofs(replace(OF, name=name), 1, DAY) for name in ("Region 12", "Region 6")]
    assert [item.initiative.name for item in by_urgency(found)] == ["Region 6", "Region 12"]


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ((), "Nothing is overdue or due within 30 days of 22 May 2026."),
        (
            (LapsingProofs(OF, 2, DAY), LapsingProofs(OF, 1, DAY), AgedVerdict(OF, READY, READY)),
            (
                "As of 22 May 2026, looking 30 days ahead: 1 verdict has changed since its review and "
                "3 proofs lapse."
            ),
        ),
    ],
)
def test_the_sentence_counts_by_kind(found: tuple[Attention, ...], sentence: str) -> None:
    assert attention_sentence(found, DAY, ENGLISH) == sentence


def test_the_sentence_tells_overdue_actions_from_those_that_are_due() -> None:
    actions = (Action("a", "Soon", due=DAY), Action("a", "Late", due=YESTERDAY))
    found = tuple(attention_on(known(actions=actions), DAY))
    assert attention_sentence(found, DAY, ENGLISH) == (
        "As of 22 May 2026, looking 30 days ahead: 1 action is overdue and 1 action is due."
    )
