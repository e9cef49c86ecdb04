"""Proof that grows with the risk class: cases tested, the lower bound of what passed, months of use."""

from dataclasses import replace
from datetime import timedelta
from math import sqrt

import pytest
from builders import REVIEWED, case, criterion, evidence_for, risk_class, rubric

from fivegates.domain.economics.months import Month
from fivegates.domain.evidence_calendar import calendar_of
from fivegates.domain.initiative.initiative import Evidence
from fivegates.domain.initiative.record_checks import check_evidence
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.fingerprint import canonical
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.checks import rubric_problems
from fivegates.domain.rubric.rubric import ProofMeasure, Thresholds
from fivegates.domain.rubric.serialisation import rubric_from_plain, rubric_to_plain
from fivegates.domain.trend.bridge import Cause, CriterionMove, bridge_between
from fivegates.domain.verdict.evidence_rule import lower_bound
from fivegates.domain.verdict.firmness import firmness_of
from fivegates.domain.verdict.ledger_rule import LedgerFigures
from fivegates.domain.verdict.path import path_to_ready
from fivegates.domain.verdict.reasons import reasons_of
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import judge
from fivegates.domain.wording.paths import step_text
from fivegates.domain.wording.reasons import reason_clause, reason_detail
from fivegates.domain.wording.risk_class import cases_text

ASKED = ("low: cases 50", "high: cases 100", "high: lower-bound 90", "high: months 6")
PROVED = replace(criterion("must", required=True), class_proof=ASKED)
STRICT = rubric(PROVED, criterion("may"))
HIGH, LOW = risk_class(), replace(risk_class(), level="low", name="Low risk")


def item_of(cases: int | None, passed: int | None = None) -> Evidence:
    return replace(evidence_for("must"), cases=cases, passed=passed)


def judged(item: Evidence, *, months: int = 6, level: int = 3) -> Case:
    made = case(STRICT, {"must": level, "may": 4}, evidence=[item, evidence_for("may")])
    figures = LedgerFigures("EUR", usage_months=months, month=Month.of(REVIEWED))
    return replace(made, risk=HIGH, figures=figures)


@pytest.mark.parametrize(
    ("item", "months", "missed"),
    [
        (item_of(120, 119), 6, ()),
        (item_of(99, 99), 6, ("cases",)),
        (item_of(120), 6, ("lower-bound",)),
        (item_of(120, 110), 6, ("lower-bound",)),
        (item_of(None), 5, ("cases", "lower-bound", "months")),
    ],
)
def test_what_a_proof_misses(item: Evidence, months: int, missed: tuple[str, ...]) -> None:
    result = judge(judged(item, months=months)).criterion("must")
    found = () if result.shortfall is None else tuple(each.measure for each in result.shortfall.missed)
    assert (found, result.effective, result.short_of_proof) == (missed, 2 if missed else 3, bool(missed))


def test_a_claim_of_no_more_than_the_cap_is_not_short_of_proof() -> None:
    result = judge(judged(item_of(60, 60), level=2)).criterion("must")
    assert result.shortfall is not None
    assert (result.claimed, result.effective, result.short_of_proof) == (2, 2, False)


def test_it_grows_with_the_class_and_an_unknown_one_asks_for_the_most() -> None:
    few = judged(item_of(60, 60), months=0)
    levels = [judge(replace(few, risk=risk)).criterion("must").effective for risk in (LOW, HIGH, None)]
    assert levels == [3, 2, 2]
    assert PROVED.proof_asked(None) == PROVED.proof_asked("high") | {ProofMeasure.CASES: 100}
    assert PROVED.proof_asked("minimal") == {}


def test_evidence_that_lapsed_is_the_reason_before_its_figures() -> None:
    old = replace(item_of(20, 20), dated=REVIEWED - timedelta(days=400))
    assert judge(judged(old)).criterion("must").shortfall is None
    assert reasons_of(judged(old))[0].kind == "expired"


def test_the_reason_names_what_is_needed_what_there_is_and_the_class() -> None:
    (reason, *_) = reasons_of(judged(item_of(60, 55), months=2))
    assert (reason.kind, reason.deciding, reason.lacks_evidence) == ("unproven", True, False)
    assert reason_clause(reason, STRICT, ENGLISH) == "the proof of the must is less than High risk asks for"
    detail = reason_detail(reason, STRICT, ENGLISH)
    assert detail.endswith(
        "High risk asks for 100 cases tested (its proof states 60), 90% passed by the lower 95% bound (its "
        "proof states 81%) and 6 months of use on record (there are 2). The claimed level 3 counts as 2; it "
        "takes 3 to pass."
    )
    (unknown, *_) = reasons_of(replace(judged(item_of(None)), risk=None, figures=None))
    assert reason_clause(unknown, STRICT, ENGLISH).endswith("is less than a risk class may ask for")
    assert "while its risk class is not known, it takes 100 cases tested (its proof states none)" in (
        reason_detail(unknown, STRICT, ENGLISH).replace("While", "while")
    )


def test_the_path_extends_the_proof_and_firmness_knows_the_cap() -> None:
    short = judged(item_of(60, 60))
    (step,) = path_to_ready(short).steps
    assert (step.to_level, step.proof_only, step.effort) == (3, True, PROVED.evidence_effort)
    assert step_text(step, STRICT, ENGLISH) == "Extend the proof of the must: 100 cases tested"
    assert not [move for move in firmness_of(short) if move.criterion == "must" and move.to_level == 4]
    assert path_to_ready(judged(item_of(120, 120))).steps == ()


def test_the_bridge_gives_it_to_work_to_the_ledger_and_to_the_class() -> None:
    short, long = judged(item_of(60, 60)), judged(item_of(120, 120))
    assert [part.cause for part in bridge_between(short, long).parts] == [Cause.WORK]
    few = judged(item_of(120, 120), months=1)
    assert [part.cause for part in bridge_between(few, long).parts] == [Cause.LEDGER]
    (part,) = bridge_between(replace(short, risk=LOW), short).parts
    assert (part.cause, part.criteria) == (Cause.CLASS, (CriterionMove("must", 3, 2),))


def test_the_calendar_sees_newer_evidence_that_says_less() -> None:
    long = judged(item_of(120, 120))
    later = replace(item_of(None), dated=REVIEWED + timedelta(days=9))
    fall = calendar_of(replace(long, evidence=(*long.evidence, later)), REVIEWED).fall
    assert fall is not None
    assert (fall.last_day, fall.verdict) == (REVIEWED + timedelta(days=8), VerdictState.NOT_READY)


@pytest.mark.parametrize("cases", [1, 7, 50, 400])
def test_the_bound_is_wilsons(cases: int) -> None:
    for passed in range(cases + 1):
        share, z = passed / cases, 1.96
        middle, width = (
            share + z * z / (2 * cases),
            sqrt(share * (1 - share) / cases + (z / (2 * cases)) ** 2),
        )
        assert lower_bound(cases, passed) == int(100 * (middle - z * width) / (1 + z * z / cases) + 1e-9)


def test_the_result_of_a_test_in_words() -> None:
    assert cases_text(item_of(None), ENGLISH) == ""
    assert cases_text(item_of(1200), ENGLISH) == "1,200 cases tested"
    assert cases_text(item_of(50, 47), ENGLISH) == (
        "47 of 50 cases passed, at least 83% by the lower 95% bound"
    )


def test_more_passed_than_were_tested_is_refused() -> None:
    assert check_evidence(item_of(50, 50)) == ()
    reported = {each.place: each.reason.text(ENGLISH) for each in check_evidence(item_of(50, 51))}
    assert reported == {"passed": "More cases passed than were tested."}
    (problem,) = check_evidence(item_of(None, 3))
    assert problem.place == "cases"
    assert [each.place for each in check_evidence(item_of(0))] == ["cases"]


def test_seals_have_cases_only_where_they_are_stated() -> None:
    plain, stated = canonical(judged(item_of(None))), canonical(judged(item_of(50, 47)))
    assert "cases" not in str(plain["evidence"])
    assert "'cases': 50, 'passed': 47" in str(stated["evidence"])


@pytest.mark.parametrize(
    ("texts", "reported"),
    [
        (("high: 300 cases",), "has “high: 300 cases”; write a risk class, then cases"),
        (("high: cases 0",), "has “high: cases 0”; write"),
        (("high: lower-bound 100",), "asks for a lower bound of 100%, which no number of cases gives"),
        (("high: months 121",), "asks for 121 months; 120 is the most."),
        (("high: cases 9", "high: cases 8"), "asks for “high: cases” more than once."),
    ],
)
def test_a_faulty_figure_is_refused(texts: tuple[str, ...], reported: str) -> None:
    faulty = replace(STRICT, criteria=(replace(PROVED, class_proof=texts), STRICT.criteria[1]))
    (problem, *_) = rubric_problems(faulty)
    assert problem.place == 'criterion "must", key "class_proof"'
    assert problem.reason.text(ENGLISH).startswith(reported)


def test_proof_is_asked_only_of_a_level_that_needs_some() -> None:
    late = replace(STRICT, thresholds=Thresholds(pass_level=3, proof_from=4, unproven_level=3))
    problems = {each.reason.text(ENGLISH) for each in rubric_problems(late)}
    assert any("passes from level 3; a claim needs proof from level 4 on." in each for each in problems)
    raised = replace(PROVED, class_levels=("high: 4", "low: 4"))
    assert rubric_problems(replace(late, criteria=(raised, STRICT.criteria[1]))) == ()
    both = replace(PROVED, class_levels=("high=4",))
    (problem,) = rubric_problems(replace(STRICT, criteria=(both, STRICT.criteria[1])))
    assert problem.place.endswith('"class_levels"')


def test_it_is_kept_with_the_rubric() -> None:
    assert rubric_from_plain(rubric_to_plain(STRICT), "") == STRICT
    assert "class_proof" not in str(rubric_to_plain(rubric(criterion("may"))))
