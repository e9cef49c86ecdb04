"""The exact words of each kind of reason and of each state of proof."""

from dataclasses import replace
from fractions import Fraction

import pytest
from builders import WAIVED, Answer, case, change, criterion, evidence_for, rubric

from fivegates.domain.initiative.initiative import ChangeKind
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import NotApplicable
from fivegates.domain.rubric.rubric import Level, Rubric, Thresholds
from fivegates.domain.verdict.reasons import Reason, reasons_of
from fivegates.domain.verdict.verdict import judge
from fivegates.domain.wording.evidence_calendar import proof_text
from fivegates.domain.wording.reasons import reason_clause, reason_detail, reason_headline, reason_text
from fivegates.domain.wording.words import score_text

MUST = replace(criterion("must", required=True), voided_by=(ChangeKind.MODEL,))
MAY = criterion("may")
OLD = 20
"""The age in days of evidence that the model change of `VOIDING` voids."""
VOIDING = change(days_old=10)


def reason_of(
    answer: Answer, days_old: int | None = 0, asked: Rubric | None = None, *, voided: bool = False
) -> tuple[Reason, Rubric]:
    """The first reason about a gate of one criterion, with the rubric that words it."""
    used = asked or rubric(MUST)
    evidence = [] if days_old is None else [evidence_for("must", days_old=days_old)]
    judged = case(used, {"must": answer}, evidence=evidence, changes=[VOIDING] if voided else [])
    return reasons_of(judged)[0], used


@pytest.mark.parametrize(
    ("reported", "headline", "detail"),
    [
        pytest.param(
            reason_of(None),
            "There is no answer yet on the must",
            "No level has been chosen.",
            id="unanswered",
        ),
        pytest.param(
            reason_of(NotApplicable(" ", "R. Marsh")),
            "No reason is given for leaving out the must",
            "Marked not applicable without a reason, so it counts as unanswered.",
            id="waived without a reason",
        ),
        pytest.param(
            reason_of(NotApplicable("No such system.")),
            "Nobody approved leaving out the must",
            "It is required: marked not applicable without an approver, it counts as unanswered.",
            id="waived without an approver",
        ),
        pytest.param(
            reason_of(1),
            "The must is only at 1",
            "Level 1 of 4, intended; it takes 3 to pass.",
            id="failing, in the rubric's words",
        ),
        pytest.param(
            reason_of(0, asked=rubric(replace(MUST, levels=(Level("Nothing."),) * 5))),
            "The must is at level 0 of 4",
            "Level 0 of 4, absent; it takes 3 to pass.",
            id="failing, where the rubric has no words for it",
        ),
        pytest.param(
            reason_of(3, None),
            "There is no proof of the must",
            "The claimed level 3 counts as 2; it takes 3 to pass.",
            id="unproven",
        ),
        pytest.param(
            reason_of(4, 181),
            "The proof of the must has lapsed",
            "“Test of must” of 12 November 2025 was good until 11 May 2026. "
            "The claimed level 4 counts as 2; it takes 3 to pass.",
            id="expired",
        ),
        pytest.param(
            reason_of(3, OLD, voided=True),
            "The proof of the must was voided by the model change",
            "“Test of must” of 22 April 2026 was voided by the model change of 2 May 2026. "
            "The claimed level 3 counts as 2; it takes 3 to pass.",
            id="voided",
        ),
        pytest.param(
            reason_of(3, 120),
            "The proof of the must lapses after 11 July 2026",
            "Level 3 of 4, demonstrated. “Test of must” of 12 January 2026 is good until 11 July 2026.",
            id="at risk",
        ),
        pytest.param(
            reason_of(4, 0),
            "The must is settled",
            "Level 4 of 4, operating. “Test of must” of 12 May 2026 is good until 8 November 2026.",
            id="strong",
        ),
        pytest.param(
            reason_of(4, None, asked=rubric(MUST, thresholds=Thresholds(proof_from=4, unproven_level=3))),
            "There is no proof of the must",
            "The claimed level 4 counts as 3; it takes 3 to pass.",
            id="unproven, and passes all the same",
        ),
        pytest.param(
            reason_of(3, asked=rubric(MUST, thresholds=Thresholds(open_score=80))),
            "Value scores too low to open",
            "Every criterion passes, which gives 75%; it takes 80% to open.",
            id="a gate that scores too low",
        ),
        pytest.param(
            reason_of(WAIVED),
            "Value has no criterion that applies",
            "All its criteria are marked not applicable, so nothing can open it.",
            id="a gate in which nothing applies",
        ),
    ],
)
def test_a_reason_has_a_headline_and_a_detail(
    reported: tuple[Reason, Rubric], headline: str, detail: str
) -> None:
    reason, used = reported
    assert reason_headline(reason, used, ENGLISH) == headline
    assert reason_detail(reason, used, ENGLISH) == f"Value · {detail}"
    assert reason_text(reason, used, ENGLISH) == f"{headline}. Value · {detail}"


@pytest.mark.parametrize(
    ("waiver", "detail"),
    [
        (NotApplicable("no such system", "R. Marsh"), "No such system. Approved by R. Marsh."),
        (NotApplicable(" There is none. ", " R. Marsh "), "There is none. Approved by R. Marsh."),
        (NotApplicable("There is none!"), "There is none!"),
        (NotApplicable("There is none"), "There is none."),
    ],
)
def test_what_does_not_apply_says_why_and_who_agreed(waiver: NotApplicable, detail: str) -> None:
    used = rubric(criterion("strong"), MAY)
    _, reason = reasons_of(case(used, {"strong": 4, "may": waiver}))
    assert reason_headline(reason, used, ENGLISH) == "Not applicable: the may"
    assert reason_detail(reason, used, ENGLISH) == f"Value · {detail}"


def test_a_clause_fits_inside_a_sentence() -> None:
    assert reason_clause(*reason_of(3, 181), ENGLISH) == "the proof of the must has lapsed"


@pytest.mark.parametrize(
    ("days_old", "voided", "text"),
    [
        (0, False, "proof good until 8 Nov 2026"),
        (OLD, False, "proof good until 19 Oct 2026"),
        (181, False, "proof lapsed after 11 May 2026"),
        (OLD, True, "proof voided on 2 May 2026"),
        (None, False, "no proof"),
    ],
)
def test_the_state_of_proof_in_a_few_words(days_old: int | None, text: str, *, voided: bool) -> None:
    evidence = [] if days_old is None else [evidence_for("must", days_old=days_old)]
    judged = case(rubric(MUST), {"must": 3}, evidence=evidence, changes=[VOIDING] if voided else [])
    assert proof_text(judge(judged).criterion("must").proof, ENGLISH) == text


@pytest.mark.parametrize(
    ("score", "text"), [("79.55", "79%"), ("80", "80%"), ("99.99", "99%"), ("0.4", "0%")]
)
def test_a_score_that_is_not_reached_never_looks_reached(score: str, text: str) -> None:
    assert score_text(Fraction(score), ENGLISH) == text


def test_a_change_ahead_is_named_with_its_day() -> None:
    judged = case(rubric(MUST), {"must": 3}, changes=[change(days_old=-10)])
    (reason,) = reasons_of(judged)
    assert reason_headline(reason, judged.rubric, ENGLISH) == (
        "The proof of the must will be voided on 22 May 2026 by the model change"
    )
    assert "is good until 21 May 2026, then voided by the model change." in (
        reason_detail(reason, judged.rubric, ENGLISH)
    )
