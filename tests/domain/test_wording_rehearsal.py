"""The questions that a director will ask, each with its answer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import brief_cases as cases

from fivegates.domain.brief import InitiativeBrief
from fivegates.domain.initiative.decisions import Condition, ConditionState, Decision, Outcome
from fivegates.domain.initiative.initiative import Action, Stage
from fivegates.domain.language import ENGLISH
from fivegates.domain.verdict.assessment import assess
from fivegates.domain.verdict.ledger_rule import LedgerFigures
from fivegates.domain.verdict.reasons import ReasonKind
from fivegates.domain.wording.rehearsal import Question, rehearsal


def asked(brief: InitiativeBrief) -> dict[str, Question]:
    return {each.text: each for each in rehearsal(brief, ENGLISH)}


def test_a_pilot_is_asked_what_is_weak_old_dear_unowned_and_late() -> None:
    found = asked(cases.pilot())
    weakest = found["Why is Economics the weakest gate, at 39%?"]
    assert weakest.gate == "economics"
    assert weakest.evidence == "Run of April, 22 Apr 2026"
    oldest = found["Is the proof of ownership of the result still true?"]
    assert oldest.answer.endswith("the oldest that counts; proof good until 11 Jun 2026.")
    assert oldest.about == "proofs"
    dearest = next(each for text, each in found.items() if text.startswith("Why does “"))
    assert "% of the path" in dearest.answer
    unowned = next(each for text, each in found.items() if "nobody owns" in text)
    assert unowned.answer.startswith("Nobody yet: it takes ")
    assert found["Can it go live on 1 September 2026?"].about == "path"
    assert "What would change the verdict?" in found


def test_the_oldest_proof_is_asked_about_with_all_that_it_backs() -> None:
    shared = cases.proof("value-owner", 60, also=("trust-bias", "gone"))
    found = asked(cases.brief(cases.every(3), evidence=[shared, cases.proof("cost-unit")]))
    topics = {each.id: each.topic for each in cases.RUBRIC.criteria}
    assert f"Is the proof of {topics['value-owner']} and {topics['trust-bias']} still true?" in found


def test_what_is_ready_and_live_is_asked_little() -> None:
    ready = cases.ready()
    initiative = replace(ready.record.initiative, stage=Stage.PRODUCTION)
    ready = replace(ready, record=replace(ready.record, initiative=initiative))
    assert len(asked(ready)) == 2


def test_steps_that_all_take_no_effort_are_not_asked_about() -> None:
    pilot = cases.pilot()
    case = pilot.assessment.case
    free = tuple(
        Action(criterion.id, "Done by others", target_level=4, effort=Decimal(0))
        for criterion in case.rubric.criteria
    )
    assessment = assess(replace(case, actions=free))
    assert len(assessment.path.steps) > 1
    found = asked(replace(pilot, assessment=assessment))
    assert not any(text.startswith("Why does “") for text in found)


def test_conditions_that_are_not_met_are_asked_for() -> None:
    conditions = (
        Condition("An owner is named", state=ConditionState.NOT_MET, note="Asked twice."),
        Condition("A cap is set"),
        Condition("It is signed", state=ConditionState.MET),
    )
    pilot = cases.pilot()
    decision = Decision(date(2026, 5, 1), Outcome.HOLD, "Board", "", conditions)
    found = asked(replace(pilot, record=replace(pilot.record, decisions=(decision,))))
    assert found["What became of the condition “An owner is named”?"].answer == "Not met: Asked twice."
    assert found["What became of the condition “A cap is set”?"].answer == "Open."
    assert "What became of the condition “It is signed”?" not in found


def test_of_what_has_no_evidence_that_is_said_and_later_evidence_is_not_counted() -> None:
    bare = cases.brief(
        cases.every(1), evidence=[replace(cases.proof("value-owner"), dated=date(2026, 12, 1))]
    )
    found = asked(bare)
    weakest = next(each for text, each in found.items() if text.startswith("Why is"))
    assert weakest.evidence in {"No evidence is recorded.", "Run of April, 1 Dec 2026"}
    assert not any(text.startswith("Is the proof") for text in found)
    assert asked(cases.brief(cases.every(1), evidence=()))[
        "Why is Value the weakest gate, at 25%?"
    ].evidence == ("No evidence is recorded.")


def test_without_scores_or_proof_nothing_is_made_up() -> None:
    found = asked(cases.unscored())
    assert not any(text.startswith(("Why is", "Is the proof")) for text in found)


def test_a_claim_that_the_figures_contradict_is_asked_for() -> None:
    pilot = cases.pilot()
    case = replace(pilot.assessment.case, figures=LedgerFigures("EUR"))
    levels = {
        key: replace(each, level=3) for key, each in case.review.scores.items() if not each.not_applicable
    }
    case = replace(case, review=replace(case.review, scores={**case.review.scores, **levels}))
    made = replace(pilot, assessment=assess(case))
    assert any(each.kind is ReasonKind.CONTRADICTED for each in made.assessment.reasons)
    contradicted = [each for text, each in asked(made).items() if text.startswith("The figures contradict")]
    assert contradicted
    assert all(each.gate == "economics" for each in contradicted)
