"""The two days of a verdict: as of the review, and as of another day with what is recorded since."""

from dataclasses import replace
from datetime import timedelta

from builders import (
    REVIEWED,
    Answer,
    action_for,
    case,
    change,
    criterion,
    days_before,
    evidence_for,
    initiative,
    rubric,
    two_gates,
)

from fivegates.domain.economics.money import RateTable
from fivegates.domain.evidence_calendar import calendar_of
from fivegates.domain.initiative.initiative import ChangeKind
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.overview import OverviewLine, ReviewMark, summarise_verdict
from fivegates.domain.review.review import Case, InitiativeRecord
from fivegates.domain.rubric.rubric import LedgerCheck
from fivegates.domain.two_days import assess_both, case_on, two_days
from fivegates.domain.verdict.ledger_rule import LedgerFigures
from fivegates.domain.verdict.reasons import ReasonKind
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import judge
from fivegates.domain.wording.reasons import reason_text
from fivegates.domain.wording.two_days import (
    as_of_sentence,
    counted_on,
    line_text,
    portfolio_counts,
    reviewed_text,
    two_days_sentence,
    verdict_on_text,
)
from fivegates.domain.wording.verdicts import verdict_sentence

MUST = replace(criterion("must", required=True), voided_by=(ChangeKind.MODEL,))
USED = rubric(MUST, criterion("may"))
LATER = REVIEWED + timedelta(days=20)


def record_of(of: Case) -> InitiativeRecord:
    return InitiativeRecord(initiative(), of.evidence, of.changes, of.actions, (of.review,))


def on_day(of: Case, days: int = 20, record: InitiativeRecord | None = None) -> Case:
    held = record or record_of(of)
    return case_on(of, held, "EUR", RateTable(), REVIEWED + timedelta(days=days))


def reviewed(levels: dict[str, Answer] | None = None, days_old: int = 170) -> Case:
    evidence = [evidence_for("must", days_old=days_old), evidence_for("may")]
    return case(USED, levels or {"must": 3, "may": 4}, evidence=evidence, actions=[action_for("must")])


def test_on_its_own_day_a_review_stands_as_it_was_judged() -> None:
    found = two_days(reviewed(), on_day(reviewed(), days=-5))
    assert not found.differ
    assert found.at_review == found.on_day
    assert two_days_sentence(found, ENGLISH) == ""


def test_what_has_lapsed_since_counts_no_more() -> None:
    found = two_days(reviewed(), on_day(reviewed()))
    assert (found.at_review.verdict, found.on_day.verdict) == (VerdictState.READY, VerdictState.CONDITIONAL)
    assert found.differ
    assert two_days_sentence(found, ENGLISH) == (
        "Ready as of the review of 12 May 2026; as of 1 June 2026 ready with conditions: "
        "the proof of the must is no longer current."
    )
    assert reviewed_text(found.at_review, ENGLISH) == "Ready as of the review of 12 May 2026"


def test_what_has_been_added_since_counts() -> None:
    judged = reviewed(days_old=200)
    renewed = replace(evidence_for("must"), dated=LATER)
    held = replace(record_of(judged), evidence=(*judged.evidence, renewed))
    found = two_days(judged, on_day(judged, record=held))
    assert (found.at_review.verdict, found.on_day.verdict) == (VerdictState.CONDITIONAL, VerdictState.READY)
    assert two_days_sentence(found, ENGLISH) == (
        "Ready with conditions as of the review of 12 May 2026; as of 1 June 2026 ready."
    )


def test_a_change_since_voids() -> None:
    judged = reviewed(days_old=0)
    held = replace(record_of(judged), changes=(change(days_old=-3),))
    assert two_days(judged, on_day(judged, record=held)).on_day.verdict is VerdictState.CONDITIONAL


def test_readiness_alone_is_reported_with_its_figures() -> None:
    evidence = [evidence_for("must"), evidence_for("may", days_old=170)]
    judged = case(USED, {"must": 1, "may": 4}, evidence=evidence)
    found = two_days(judged, on_day(judged))
    assert found.at_review.verdict is found.on_day.verdict is VerdictState.NOT_READY
    assert two_days_sentence(found, ENGLISH) == (
        "Not ready at 50% as of the review of 12 May 2026; as of 1 June 2026 not ready at 33%: "
        "the proof of the may is no longer current."
    )


def test_a_gate_that_differs_alone_is_reported_too() -> None:
    evidence = [evidence_for("owner", days_old=170), evidence_for("funding"), evidence_for("test")]
    levels = {"owner": 3, "funding": 3, "test": 3, "bias": 0}
    judged = case(two_gates(), levels, evidence=evidence, actions=[action_for("owner")])
    found = two_days(judged, on_day(judged))
    assert found.differ
    assert not found.whole_differs
    assert two_days_sentence(found, ENGLISH) == (
        "Ready with conditions as of the review of 12 May 2026 and as of 1 June 2026, then with "
        "Value conditional at 58%: the proof of the owner is no longer current."
    )


def test_the_calendar_agrees_with_the_verdict_of_the_day() -> None:
    then = on_day(reviewed())
    assert calendar_of(then, LATER).verdict is judge(then).state


def test_the_ledger_is_read_again_where_it_counts() -> None:
    checked = rubric(replace(MUST, ledger_check=LedgerCheck.VISIBILITY))
    judged = replace(case(checked, {"must": 3}), figures=LedgerFigures("EUR", cost_months=3))
    found = two_days(judged, on_day(judged))
    assert [result.criterion.id for result in found.lowered] == ["must"]
    assert two_days_sentence(found, ENGLISH).endswith("not ready: the must counts for less.")


def test_both_assessments_are_one_where_nothing_differs() -> None:
    same = assess_both(reviewed(), reviewed())
    assert same.at_review is same.on_day
    then = assess_both(reviewed(), on_day(reviewed()))
    assert then.two_days.differ
    assert not any(step.points_only for step in then.without_points().on_day.path.steps)


# Lines and counts


def line(now: Case | None = None) -> OverviewLine:
    """The line of a portfolio's table: as of the review, or as of the day of `now`."""

    def mark(of: Case) -> ReviewMark:
        found = summarise_verdict(judge(of))
        return ReviewMark(1, REVIEWED, found.verdict, found.readiness, found.gates)

    stored = mark(reviewed())
    if now is None:
        return OverviewLine(initiative(), stored)
    return OverviewLine(initiative(), mark(now), stored, now.review.dated)


def test_a_line_says_both_verdicts_where_they_differ() -> None:
    assert line_text(line(), ENGLISH) == "Ready on 12 May 2026"
    assert line_text(line(on_day(reviewed(), days=1)), ENGLISH) == "Ready"
    assert line_text(line(on_day(reviewed())), ENGLISH) == (
        "Ready with conditions on 1 Jun 2026, ready at the review"
    )
    assert line_text(OverviewLine(initiative(), None), ENGLISH) == "Not reviewed"
    assert line_text(None, ENGLISH) == "Not reviewed"
    assert (
        verdict_on_text(
            summarise_verdict(judge(reviewed())), summarise_verdict(judge(on_day(reviewed()))), None, ENGLISH
        )
        == "Ready"
    )


def test_counts_name_their_day() -> None:
    assert portfolio_counts([line()], ENGLISH) == "As of the reviews: 1 initiative · 1 ready"
    unseen = OverviewLine(initiative(), None)
    assert portfolio_counts([unseen], ENGLISH) == "1 initiative · 1 not reviewed"
    assert portfolio_counts([line(on_day(reviewed()))], ENGLISH) == (
        "As of 1 June 2026: 1 initiative · 1 ready with conditions"
    )
    assert counted_on("x", days_before(-20), ENGLISH) == "As of 1 June 2026: x"
    assert as_of_sentence(days_before(-20), ENGLISH) == "As of 1 June 2026."


def headlines(of: Case, day: Case) -> list[str]:
    """What the reasons of the review say, as seen from the day."""
    seen = assess_both(of, day).at_review
    return [reason_text(each, USED, ENGLISH) for each in seen.reasons if each.kind is ReasonKind.AT_RISK]


def test_what_a_reason_says_of_proof_is_in_the_tense_of_the_day() -> None:
    judged = reviewed()
    assert headlines(judged, on_day(judged, days=0))[0].startswith(
        "The proof of the must lapses after 22 May 2026."
    )
    (lapsed,) = headlines(judged, on_day(judged))
    assert lapsed.startswith("The proof of the must lapsed after 22 May 2026.")
    assert lapsed.endswith("was good until 22 May 2026.")
    voided = replace(record_of(judged), changes=(change(ChangeKind.MODEL, days_old=-1),))
    (reported,) = headlines(judged, on_day(judged, record=voided))
    assert reported.startswith("The proof of the must was voided by the model change.")
    assert "lapsed after 22 May 2026" in verdict_sentence(
        assess_both(judged, on_day(judged)).at_review, None, ENGLISH
    )


def test_what_had_lapsed_at_the_review_is_said_as_then() -> None:
    judged = reviewed(days_old=200)
    before, later = assess_both(judged, on_day(judged, days=0)), assess_both(judged, on_day(judged))
    assert later.at_review.reasons == before.at_review.reasons
