"""Whatever the case, what is said of it is whole sentences, and every word of it is translatable."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from string import ascii_lowercase
from typing import TypeVar

import pytest
from builders import Answer, case, change, criterion, evidence_for, initiative, rubric
from hypothesis import given
from pseudo import PSEUDO, untranslated
from strategies import cases

from fivegates.domain.initiative.decisions import Outcome
from fivegates.domain.initiative.initiative import ActionStatus, ChangeKind, EvidenceKind, Stage
from fivegates.domain.language import ENGLISH, Language
from fivegates.domain.review.review import Case, NotApplicable, Score
from fivegates.domain.rubric.rubric import Criterion, Level, Rubric
from fivegates.domain.verdict.assessment import Assessment, assess
from fivegates.domain.verdict.reasons import ReasonKind
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.decisions import outcome_word
from fivegates.domain.wording.evidence_calendar import proof_text
from fivegates.domain.wording.paths import firmness_sentence, move_text, path_sentence, step_text
from fivegates.domain.wording.proposals import decision_proposal
from fivegates.domain.wording.reasons import kind_word, reason_headline, reason_text
from fivegates.domain.wording.verdicts import gate_detail, verdict_headline, verdict_sentence, verdict_summary
from fivegates.domain.wording.words import (
    action_status_word,
    change_kind_word,
    change_phrase,
    evidence_kind_word,
    gate_word,
    score_text,
    stage_word,
    verdict_word,
)

Kind = TypeVar("Kind", bound=StrEnum)


# Sentences


def sentences(assessment: Assessment, language: Language) -> Iterator[str]:
    """All that ends with a full stop."""
    used = assessment.case.rubric
    for stage in (*Stage, None):
        yield verdict_sentence(assessment, stage, language)
        yield decision_proposal(assessment, initiative(), stage, language)
    yield verdict_summary(assessment, language)
    yield path_sentence(assessment.path, language)
    yield firmness_sentence(assessment, language)
    for reason in assessment.reasons:
        yield reason_text(reason, used, language)


def labels(assessment: Assessment, language: Language) -> Iterator[str]:
    """All that stands alone, without full stop."""
    used = assessment.case.rubric
    yield verdict_headline(assessment.verdict.state, language)
    for gate in assessment.verdict.gates:
        yield gate_detail(gate, language)
        yield score_text(gate.score, language)
        yield from (proof_text(result.proof, language) for result in gate.criteria)
    for reason in assessment.reasons:
        yield reason_headline(reason, used, language)
    for step in assessment.path.steps:
        yield step_text(step, used, language)
    for move in assessment.firmness:
        yield move_text(move, used, language)


def faults(text: str) -> list[str]:
    """What no text may hold."""
    return [fault for fault in ("{", "}", "  ", "None", "..", " .", " ,", "::", "·.", "“”") if fault in text]


def assert_well_said(assessment: Assessment) -> None:
    for text in sentences(assessment, ENGLISH):
        assert not faults(text), text
        assert text[0] not in ascii_lowercase, text
        assert text.endswith((".", "!", "?", "…")), text
    for text in labels(assessment, ENGLISH):
        assert not faults(text), text
        assert text == text.strip() != "", text
        assert not text.endswith("."), text


@given(cases())
def test_every_assessment_is_said_in_whole_sentences(judged: Case) -> None:
    assert_well_said(assess(judged))


MUST = replace(criterion("must", required=True), voided_by=(ChangeKind.MODEL,))
ANSWERS: list[Answer] = [
    *range(5),
    None,
    NotApplicable(""),
    NotApplicable("No such system"),
    NotApplicable("Why would it?", "R. Marsh"),
    NotApplicable("No such system.", " R. Marsh "),
]


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("gaps", [True, False])
@pytest.mark.parametrize("days_old", [None, 0, 130, 200])
@pytest.mark.parametrize("changed", [True, False])
@pytest.mark.parametrize("answer", ANSWERS)
def test_every_level_with_every_state_of_proof_is_said_in_whole_sentences(
    answer: Answer, days_old: int | None, *, changed: bool, gaps: bool, required: bool
) -> None:
    asked = replace(MUST if gaps else without_gaps(MUST), required=required)
    judged = case(
        rubric(asked, criterion("other", "trust")),
        {"must": answer, "other": 3},
        evidence=[] if days_old is None else [evidence_for("must", days_old=days_old)],
        changes=[change(days_old=1)] if changed else [],
    )
    assert_well_said(assess(judged))


def without_gaps(asked: Criterion) -> Criterion:
    """The criterion as a user's own rubric may have it."""
    return replace(asked, levels=tuple(Level(level.text) for level in asked.levels))


# Every word is translatable


def shouted(judged: Case) -> Case:
    """The same case with all of its user's and its rubric's words in capitals."""
    scores = {
        key: replace(score, not_applicable=_shouted_waiver(score))
        for key, score in judged.review.scores.items()
    }
    return replace(
        judged,
        rubric=_shouted_rubric(judged.rubric),
        review=replace(judged.review, scores=scores),
        evidence=tuple(replace(item, title=item.title.upper()) for item in judged.evidence),
        actions=tuple(replace(action, title=action.title.upper()) for action in judged.actions),
    )


def _shouted_waiver(score: Score) -> NotApplicable | None:
    waiver = score.not_applicable
    return waiver and NotApplicable(waiver.reason.upper(), waiver.approver.upper())


def _shouted_rubric(used: Rubric) -> Rubric:
    return replace(
        used,
        gates=tuple(replace(gate, name=gate.name.upper()) for gate in used.gates),
        criteria=tuple(
            replace(
                asked,
                title=asked.title.upper(),
                topic=asked.topic.upper(),
                next_step=asked.next_step.upper(),
                levels=tuple(replace(level, gap=level.gap.upper()) for level in asked.levels),
            )
            for asked in used.criteria
        ),
    )


@given(cases())
def test_every_word_of_ours_goes_through_translation(judged: Case) -> None:
    assessment = assess(shouted(judged))
    for text in (*sentences(assessment, PSEUDO), *labels(assessment, PSEUDO)):
        assert not set(untranslated(text)) & set(ascii_lowercase), text


# Words


@pytest.mark.parametrize(
    ("kinds", "word"),
    [
        (VerdictState, verdict_word),
        (VerdictState, verdict_headline),
        (GateState, gate_word),
        (ReasonKind, kind_word),
        (Stage, stage_word),
        (Outcome, outcome_word),
        (EvidenceKind, evidence_kind_word),
        (ChangeKind, change_kind_word),
        (ChangeKind, change_phrase),
        (ActionStatus, action_status_word),
    ],
)
def test_each_kind_has_a_word_of_its_own_in_any_language(
    kinds: type[Kind], word: Callable[[Kind, Language], str]
) -> None:
    words = [word(kind, ENGLISH) for kind in kinds]
    assert len(set(words)) == len(kinds)
    assert not [fault for said in words for fault in faults(said)]
    assert not [text for kind in kinds if (text := untranslated(word(kind, PSEUDO)))]


def test_the_words_of_a_verdict() -> None:
    words = {state: verdict_word(state, ENGLISH) for state in VerdictState}
    assert words == {
        VerdictState.READY: "Ready",
        VerdictState.WAIVED: "Ready, under a waiver",
        VerdictState.CONDITIONAL: "Ready with conditions",
        VerdictState.NOT_READY: "Not ready",
        VerdictState.INCOMPLETE: "Incomplete",
    }
