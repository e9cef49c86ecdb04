"""Risk classes: the first rule that matches decides, every question that is asked needs its answer."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from builders import REVIEWED, case, criterion, initiative, risk_class, rubric, two_gates

from fivegates.domain.economics.money import RateTable
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.case import draft_case
from fivegates.domain.review.fingerprint import canonical
from fivegates.domain.review.review import Case, InitiativeRecord
from fivegates.domain.risk import (
    Question,
    RiskAnswer,
    RiskClass,
    RiskLevel,
    Rule,
    Scheme,
    check_risk_class,
    classified,
    risk_class_on,
    rule_problems,
)
from fivegates.domain.rubric.checks import rubric_problems
from fivegates.domain.rubric.serialisation import rubric_from_plain, rubric_to_plain
from fivegates.domain.trend.bridge import Cause, CriterionMove, bridge_between
from fivegates.domain.verdict.path import path_to_ready
from fivegates.domain.verdict.reasons import reasons_of
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import judge
from fivegates.domain.wording.reasons import reason_detail
from fivegates.domain.wording.risk_class import risk_line, risk_sentences

SCHEME = Scheme(
    "small",
    "1.0",
    "Small scheme",
    "Nobody in particular",
    REVIEWED,
    (RiskLevel("high", "High risk", "It can harm."), RiskLevel("low", "Low risk", "It cannot.")),
    (
        Question("harm", "Can it harm?"),
        Question("narrow", "Is it narrow?", asked_when=(("harm", True),)),
        Question("talks", "Does it talk?"),
    ),
    (
        Rule("high", "Rule 1", (("harm", True), ("narrow", False)), date(2027, 12, 2)),
        Rule("low", "Rule 2", (("talks", True),)),
        Rule("low", "No rule"),
    ),
)


@pytest.mark.parametrize("given", [*product((True, False), repeat=3)])
def test_every_set_of_answers_gives_the_first_rule_that_matches(given: tuple[bool, bool, bool]) -> None:
    harm, narrow, talks = given
    found = classified(SCHEME, {"harm": harm, "narrow": narrow, "talks": talks}, REVIEWED, "A", "B")
    cites = "Rule 1" if harm and not narrow else "Rule 2" if talks else "No rule"
    assert (found.level, found.cites) == ("high" if cites == "Rule 1" else "low", cites)
    assert found.also == (("Rule 2",) if cites == "Rule 1" and talks else ())
    assert ("narrow" in found.given) is harm
    assert check_risk_class(found) == ()
    assert rule_problems(found, SCHEME) == ()


@pytest.mark.parametrize(
    ("answers", "first"),
    [({}, "harm"), ({"harm": True, "talks": True}, "narrow"), ({"harm": False}, "talks")],
)
def test_a_class_without_all_its_answers_is_refused(answers: dict[str, bool], first: str) -> None:
    with pytest.raises(UserError) as refused:
        classified(SCHEME, answers, REVIEWED, "A", "B")
    assert f"The first without an answer is “{first}”" in refused.value.text(ENGLISH)


def test_one_without_answers_or_with_two_for_a_question_is_refused() -> None:
    (problem,) = check_risk_class(replace(risk_class(), answers=()))
    assert problem.reason.text(ENGLISH) == (
        "A risk class follows from its questions; this one has no answers."
    )
    twice = (RiskAnswer("harm"), RiskAnswer("harm", yes=True))
    assert [each.place for each in check_risk_class(replace(risk_class(), answers=twice))] == ["answers"]


def test_one_that_does_not_follow_from_its_answers_is_refused() -> None:
    found = classified(SCHEME, {"harm": True, "narrow": False, "talks": False}, REVIEWED, "A", "B")
    (forged,) = rule_problems(replace(found, level="low"), SCHEME)
    assert (forged.place, forged.reason.text(ENGLISH)) == (
        "level",
        "By its answers the class is “high” (Rule 1), not “low”.",
    )
    (unknown,) = rule_problems(replace(found, answers=(RiskAnswer("other"),)), SCHEME)
    assert unknown.reason.text(ENGLISH) == "The scheme has no question “other”."
    (lacking,) = rule_problems(replace(found, answers=found.answers[:1]), SCHEME)
    assert lacking.place == "answers"
    altered = (
        replace(found, name="Harmless"),
        replace(found, applies_from=REVIEWED),
        replace(found, also=("Rule 9",)),
    )
    for each in altered:
        (problem,) = rule_problems(each, SCHEME)
        assert problem.place == "level"
        assert "do not follow from its answers" in problem.reason.text(ENGLISH)
    assert rule_problems(replace(found, version="2.0", level="low"), SCHEME) == ()


def test_a_scheme_knows_its_classes() -> None:
    assert SCHEME.level("low").name == "Low risk"
    with pytest.raises(KeyError):
        SCHEME.level("none")


def test_the_latest_class_of_the_day_or_before_it_holds() -> None:
    later = risk_class(days_old=-5)
    assert risk_class_on([risk_class(), later], REVIEWED) == risk_class()
    assert risk_class_on([later], REVIEWED) is None
    review = case(two_gates(), {}).review
    record = InitiativeRecord(initiative(), risk_classes=(risk_class(), later))
    assert draft_case(record, review, two_gates(), "EUR", RateTable()).risk == risk_class()


def test_it_is_sealed_where_there_is_one() -> None:
    judged = case(two_gates(), {"owner": 3})
    assert "risk_class" not in canonical(judged)
    assert canonical(replace(judged, risk=risk_class()))["risk_class"] == {
        "dated": "2026-05-02",
        "by": "E. Lindqvist",
        "reason": "It sorts claims.",
        "scheme": "small",
        "version": "1.0",
        "level": "high",
        "name": "High risk",
        "cites": "Rule 1",
        "applies_from": "2027-12-02",
        "also": ["Rule 2", "Rule 3"],
        "answers": [{"question": "harm", "yes": 1}, {"question": "talks", "yes": 0}],
    }


def test_a_class_in_words() -> None:
    bare = replace(risk_class(), applies_from=None, also=())
    assert risk_line(bare, REVIEWED, ENGLISH) == (
        "Inherent risk class: High risk, Rule 1. This is not legal advice."
    )
    assert risk_line(risk_class(), REVIEWED, ENGLISH) == (
        "Inherent risk class: High risk, Rule 1; its duties apply from 2 December 2027. "
        "This is not legal advice."
    )
    assert list(risk_sentences(risk_class(), REVIEWED, ENGLISH)) == [
        "High risk, decided by Rule 1.",
        "These apply besides: Rule 2 and Rule 3.",
        "The duties apply from 2 December 2027.",
        "Classified on 2 May 2026 by E. Lindqvist: It sorts claims.",
    ]
    assert len(list(risk_sentences(bare, REVIEWED, ENGLISH))) == 2


def test_duties_of_a_past_day_are_not_said_to_come() -> None:
    begun = date(2027, 12, 2)
    assert "its duties have applied since 2 December 2027." in risk_line(risk_class(), begun, ENGLISH)
    assert "The duties have applied since 2 December 2027." in risk_sentences(risk_class(), begun, ENGLISH)


# Rubrics that ask for more


STRICT = rubric(
    replace(criterion("must", required=True), class_levels=("high: 4", "low: 2")),
    criterion("may"),
)
LOW, HIGH = replace(risk_class(), level="low"), risk_class()


def judged_as(risk: RiskClass | None, level: int = 3) -> Case:
    return replace(case(STRICT, {"must": level, "may": 4}), risk=risk)


def test_a_class_asks_for_a_higher_level_and_an_unknown_one_for_the_highest() -> None:
    states = [judge(judged_as(risk)).state for risk in (LOW, HIGH, None)]
    assert states == [VerdictState.READY, VerdictState.NOT_READY, VerdictState.NOT_READY]
    assert judge(judged_as(HIGH, 4)).state is VerdictState.READY
    assert judge(judged_as(HIGH)).readiness == judge(judged_as(LOW)).readiness


def test_reason_path_and_bridge_know_what_it_asks_for() -> None:
    (reason, *_) = reasons_of(judged_as(HIGH))
    assert (reason.criterion, reason.needed, reason.deciding) == ("must", 4, True)
    assert reason_detail(reason, STRICT, ENGLISH) == (
        "Value · Level 3 of 4, demonstrated; its risk class asks for 4 to pass."
    )
    (unknown, *_) = reasons_of(judged_as(None))
    assert reason_detail(unknown, STRICT, ENGLISH) == (
        "Value · Level 3 of 4, demonstrated; while its risk class is not known, it takes 4 to pass."
    )
    unproven = replace(judged_as(HIGH), evidence=())
    assert reason_detail(reasons_of(unproven)[0], STRICT, ENGLISH).endswith(
        "The claimed level 3 counts as 2; its risk class asks for 4 to pass."
    )
    assert [(step.criterion, step.to_level) for step in path_to_ready(judged_as(HIGH)).steps] == [("must", 4)]
    bridge = bridge_between(judged_as(LOW), judged_as(HIGH))
    (part,) = bridge.parts
    assert (part.cause, part.criteria) == (Cause.CLASS, (CriterionMove("must", 3, 3),))
    assert (part.verdict_before, part.verdict_after) == (VerdictState.READY, VerdictState.NOT_READY)


def test_class_levels_are_kept_with_the_rubric_and_checked() -> None:
    plain = rubric_to_plain(STRICT)
    assert rubric_from_plain(plain, "") == STRICT
    assert "class_levels" not in str(rubric_to_plain(two_gates()))
    faulty = replace(STRICT, criteria=(replace(STRICT.criteria[0], class_levels=("high=4",)),))
    (problem,) = rubric_problems(faulty)
    assert problem.place == 'criterion "must", key "class_levels"'
    twice = replace(STRICT, criteria=(replace(STRICT.criteria[0], class_levels=("high: 4", "high: 2")),))
    (problem,) = rubric_problems(twice)
    assert problem.reason.text(ENGLISH) == "names the risk class “high” more than once."
