"""The exact words of the decision that is proposed where the reviewer has written none."""

from dataclasses import replace

import pytest
from assessed import assessed, of_gates
from builders import REVIEWED, WAIVED, criterion, initiative

from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import ENGLISH
from fivegates.domain.verdict.assessment import Assessment
from fivegates.domain.wording.proposals import decision_proposal, minute_title

SPONSORED = initiative()
UNSPONSORED = replace(SPONSORED, sponsor="  ")


@pytest.mark.parametrize(
    ("assessment", "text"),
    [
        (of_gates(3), "Approve production. Keep each proof current, and review again within a quarter."),
        (of_gates(None), "Decide nothing yet: have the open criteria answered, then review again."),
        (of_gates(WAIVED, 3), "Decide nothing yet: settle which criteria apply, then review again."),
        (
            of_gates(2, promised=True),
            "Approve production on condition of the step listed, by 30 June 2026.",
        ),
        (
            of_gates(2, 2, promised=True),
            "Approve production on condition of the 2 steps listed, by 30 June 2026.",
        ),
        (
            of_gates(2),
            ("Hold the launch. Release 4 person-days for the step to ready. Its sponsor is A. Okafor."),
        ),
        (
            of_gates(2, 1, promised=True),
            (
                "Hold the launch. Release 10 person-days for the 2 steps to ready. "
                "Its sponsor is A. Okafor. Review again after 30 June 2026."
            ),
        ),
    ],
)
def test_a_decision_is_proposed(assessment: Assessment, text: str) -> None:
    assert decision_proposal(assessment, SPONSORED, Stage.PILOT, ENGLISH) == text


def test_nobody_answers_where_there_is_no_sponsor() -> None:
    proposal = decision_proposal(of_gates(2), UNSPONSORED, Stage.PILOT, ENGLISH)
    assert proposal == "Hold the launch. Release 4 person-days for the step to ready."


@pytest.mark.parametrize(("weak", "steps"), [(["a"], "the step listed"), (["a", "b"], "the 2 steps listed")])
def test_conditions_without_a_date(weak: list[str], steps: str) -> None:
    pairs = [c for name in weak for c in (criterion(name, name), criterion(f"{name}-too", name))]
    assessment = assessed({c.id: 2 + (c.id not in weak) for c in pairs}, *pairs)
    assert (
        decision_proposal(assessment, SPONSORED, Stage.PILOT, ENGLISH)
        == f"Approve production on condition of {steps}."
    )


@pytest.mark.parametrize(
    ("assessment", "text"),
    [
        (of_gates(3), "Keep it in production. Keep each proof current, and review again within a quarter."),
        (
            of_gates(None),
            "Have the open criteria answered now, for it runs without a verdict; then review again.",
        ),
        (
            of_gates(WAIVED, 3),
            "Settle now which criteria apply, for it runs without a verdict; then review again.",
        ),
        (
            of_gates(2, promised=True),
            "Keep it in production on condition of the step listed, by 30 June 2026.",
        ),
        (
            of_gates(2),
            (
                "Take it out of production, or limit its use, until it is ready. "
                "Release 4 person-days for the step to ready."
            ),
        ),
    ],
)
def test_what_is_live_is_kept_or_withdrawn(assessment: Assessment, text: str) -> None:
    assert decision_proposal(assessment, UNSPONSORED, Stage.PRODUCTION, ENGLISH) == text


@pytest.mark.parametrize("assessment", [of_gates(3), of_gates(1), of_gates(None), of_gates(2, promised=True)])
def test_nothing_is_decided_on_what_is_retired(assessment: Assessment) -> None:
    assert decision_proposal(assessment, SPONSORED, Stage.RETIRED, ENGLISH) == (
        "Decide nothing while it is retired: review it again before it returns."
    )


def test_of_an_older_review_the_stage_is_not_known() -> None:
    proposal = decision_proposal(of_gates(3), SPONSORED, None, ENGLISH)
    assert proposal.startswith("Approve production.")


def test_the_words_of_an_earlier_review_are_minuted_with_its_day() -> None:
    assert minute_title("", REVIEWED, ENGLISH) == minute_title("Go", None, ENGLISH) == "To be minuted:"
    assert minute_title("Go", REVIEWED, ENGLISH) == ("To be minuted, as asked in the review of 12 May 2026:")
