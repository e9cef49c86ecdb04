"""The exact words of verdicts and gates."""

from fractions import Fraction

import pytest
from assessed import ONE_EACH, assessed, of_gates
from builders import WAIVED, Answer, case, criterion, evidence_for, fresh_evidence, rubric

from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import ENGLISH
from fivegates.domain.verdict.assessment import Assessment, assess
from fivegates.domain.wording.verdicts import (
    gate_detail,
    surprise_sentence,
    verdict_sentence,
    verdict_summary,
)
from fivegates.domain.wording.words import score_text

# Gates and scores


@pytest.mark.parametrize(
    ("answers", "detail"),
    [
        ({"value": 3}, "Open"),
        ({"value": 2}, "Closed"),
        ({"value": 0}, "Closed"),
        ({}, "1 to answer"),
        ({"value": WAIVED}, "Incomplete"),
    ],
)
def test_a_gate_says_its_state_or_what_it_lacks(answers: dict[str, Answer], detail: str) -> None:
    assessment = assessed(answers, ONE_EACH[0])
    assert gate_detail(assessment.verdict.gates[0], ENGLISH) == detail


def test_a_gate_counts_what_it_lacks() -> None:
    five = [criterion(f"c{number}") for number in range(5)]
    assert gate_detail(assessed({}, *five).verdict.gates[0], ENGLISH) == "5 to answer"


@pytest.mark.parametrize(("score", "text"), [(None, "–"), (Fraction(0), "0%"), (Fraction(175, 2), "87%")])
def test_no_score_is_not_zero(score: Fraction | None, text: str) -> None:
    assert score_text(score, ENGLISH) == text


# The verdict


@pytest.mark.parametrize(
    ("assessment", "sentence", "summary"),
    [
        pytest.param(
            of_gates(4, 3, 3),
            "Every gate is open; the weakest are Trust and Cost, each at 75%.",
            "Every gate is open.",
            id="ready",
        ),
        pytest.param(
            of_gates(1, 3),
            "It should not run in production yet: the value is only at 1.",
            "Value is closed.",
            id="not ready for one reason",
        ),
        pytest.param(
            of_gates(1, 0, None),
            "It should not run in production yet: the trust is only at 0 and the value is only at 1.",
            "Value and Trust are closed; Cost has 1 criterion to answer.",
            id="not ready for two",
        ),
        pytest.param(
            of_gates(1, 1, 1, 1),
            "It should not run in production yet: the value is only at 1, the trust is only at 1, "
            "the cost is only at 1 and 1 more reason.",
            "Value, Trust, Cost and Ops are closed.",
            id="not ready for four",
        ),
        pytest.param(
            of_gates(2, 2, promised=True),
            "No gate is closed; it may go live once this is settled: "
            "the value is only at 2 and the trust is only at 2.",
            "Value and Trust are conditional.",
            id="on conditions",
        ),
        pytest.param(
            of_gates(2, 3, promised=True),
            "No gate is closed; it may go live once this is settled: the value is only at 2.",
            "Value is conditional.",
            id="on one condition",
        ),
        pytest.param(
            of_gates(3, None),
            "1 of 2 criteria is unanswered, in Trust.",
            "Trust has 1 criterion to answer.",
            id="one unanswered",
        ),
        pytest.param(
            of_gates(None, None, WAIVED, 2, promised=True),
            "2 of 3 criteria are unanswered, in Value and Trust.",
            "Ops is conditional; Value has 1 criterion to answer; Trust has 1 criterion to answer; "
            "nothing in Cost applies.",
            id="two unanswered, one waived",
        ),
        pytest.param(
            of_gates(WAIVED, 3),
            "Nothing in Value applies, so the gate cannot be judged.",
            "Nothing in Value applies.",
            id="nothing applies in one gate",
        ),
        pytest.param(
            of_gates(WAIVED, WAIVED),
            "Nothing in Value and Trust applies, so the gates cannot be judged.",
            "Nothing in Value applies; nothing in Trust applies.",
            id="nothing applies in two gates",
        ),
    ],
)
def test_a_verdict_in_a_sentence_and_in_short(assessment: Assessment, sentence: str, summary: str) -> None:
    assert verdict_sentence(assessment, Stage.PILOT, ENGLISH) == sentence
    assert verdict_summary(assessment, ENGLISH) == summary


def test_more_than_four_reasons_are_counted() -> None:
    five = [criterion(f"c{number}", required=True) for number in range(5)]
    assessment = assessed({c.id: 1 for c in five}, *five)
    assert verdict_sentence(assessment, Stage.PILOT, ENGLISH).endswith(
        "the c2 is only at 1 and 2 more reasons."
    )


def test_several_unanswered_in_one_gate() -> None:
    five = [criterion(f"c{number}") for number in range(5)]
    assessment = assessed({"c0": 3}, *five)
    assert verdict_sentence(assessment, Stage.PILOT, ENGLISH) == "4 of 5 criteria are unanswered, in Value."
    assert verdict_summary(assessment, ENGLISH) == "Value has 4 criteria to answer."


@pytest.mark.parametrize(
    ("lapsing", "text"),
    [
        ({"value": 130}, "1 pass rests on proof that lapses after 1 July 2026."),
        (
            {"value": 121, "trust": 130},
            "2 passes rest on proof that lapses soon, the first after 1 July 2026.",
        ),
    ],
)
def test_a_ready_verdict_warns_of_proof_that_lapses_soon(lapsing: dict[str, int], text: str) -> None:
    used = rubric(*ONE_EACH[:2])
    evidence = [item for item in fresh_evidence(used) if item.criterion not in lapsing]
    evidence += [evidence_for(name, days_old=days) for name, days in lapsing.items()]
    assessment = assess(case(used, {"value": 3, "trust": 3}, evidence=evidence))
    assert verdict_sentence(assessment, Stage.PILOT, ENGLISH).endswith(
        f"Every gate is open, each at 75%. {text}"
    )


@pytest.mark.parametrize(
    ("assessment", "stage", "sentence"),
    [
        (
            of_gates(1),
            Stage.PRODUCTION,
            "It is in production, and should not be in its present state: the value is only at 1.",
        ),
        (
            of_gates(1),
            Stage.RETIRED,
            "It is retired, and should not return in its present state: the value is only at 1.",
        ),
        (of_gates(1), None, "It should not run in production yet: the value is only at 1."),
        (
            of_gates(2, promised=True),
            Stage.PRODUCTION,
            "No gate is closed; it may stay in production if this is settled: the value is only at 2.",
        ),
        (
            of_gates(2, promised=True),
            Stage.RETIRED,
            "No gate is closed; it may return once this is settled: the value is only at 2.",
        ),
        (
            of_gates(2, promised=True),
            None,
            "No gate is closed; it may go live once this is settled: the value is only at 2.",
        ),
        (
            of_gates(3, None),
            Stage.PRODUCTION,
            "1 of 2 criteria is unanswered, in Trust. It runs in production without a verdict.",
        ),
        (of_gates(3, None), Stage.RETIRED, "1 of 2 criteria is unanswered, in Trust."),
        (of_gates(3), Stage.PRODUCTION, "Every gate is open; the weakest is Value at 75%."),
        (of_gates(3), Stage.RETIRED, "Every gate is open; the weakest is Value at 75%."),
    ],
)
def test_what_is_live_already_or_retired_is_not_reported_to_go_live(
    assessment: Assessment, stage: Stage | None, sentence: str
) -> None:
    assert verdict_sentence(assessment, stage, ENGLISH) == sentence


def test_a_gate_that_its_score_would_open_says_what_keeps_it_shut() -> None:
    parts = [criterion("a", required=True), *(criterion(name) for name in "bcdef")]
    made = assessed({"a": 1} | dict.fromkeys("bcdef", 4), *parts)
    said = surprise_sentence(made.verdict, made.case.rubric, ENGLISH)
    assert said == (
        "Value is closed at 78%: a gate opens only when each of its required criteria passes, "
        "whatever its score."
    )
    plain = of_gates(1, 3)
    assert not surprise_sentence(plain.verdict, plain.case.rubric, ENGLISH)
